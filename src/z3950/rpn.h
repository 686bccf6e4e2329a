/* rpn.h -- queries of type 1 and 101 as trees (Z39.50-2003, 3.7.1). */
#ifndef Z3950_RPN_H
#define Z3950_RPN_H

#include "z3950/ber.h"
#include "z3950/diagnostic.h"

enum { RPN_DEPTH_MAX = 64, RPN_OPERANDS_MAX = 60, RPN_ATTRIBUTES_MAX = 12 };

enum rpn_op { RPN_TERM, RPN_SET, RPN_AND, RPN_OR, RPN_NOT, RPN_PROX };

struct rpn_attribute {
    struct str set; /* the attribute set it is of, dotted */
    int64_t type, value;
    struct str name; /* instead of `value`, when one was given in words */
};

struct rpn_near { /* 3.7.2 */
    bool exclusion, ordered;
    int64_t distance, relation, unit; /* unit 0: a private one */
};

struct rpn_node {
    enum rpn_op op;
    struct rpn_attribute attribute[RPN_ATTRIBUTES_MAX];
    size_t n;        /* attributes */
    struct str term; /* as it was sent; or the name of a result set */
    struct rpn_near near;
    const struct rpn_node *left, *right;
};

/* RPNQuery: the attribute set and the tree. NULL with *ret_problem: it is none, or over a limit. */
const struct rpn_node *rpn_read(const struct ber_value *query, struct arena *a,
                                struct diagnostic *ret_problem);

/* One AttributesPlusTerm, of Scan. `set` is what holds where an attribute names none. */
const struct rpn_node *rpn_read_term(const struct ber_value *term, struct str set, struct arena *a,
                                     struct diagnostic *ret_problem);

/* An AttributeList into `to`; false when it is none or has too many. */
bool rpn_read_attributes(const struct ber_value *list, struct str set, struct arena *a,
                         struct rpn_node *to);

#endif
