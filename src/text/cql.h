/* cql.h -- reading queries in CQL 1.2 (OASIS searchRetrieve 1.0, part 5) into a tree. What indexes
 * and relations mean is for the caller (catalog/query_cql.h).
 *
 * Booleans have one precedence and bind to the left. Names, booleans and named relations are read
 * without regard to case. Prefix assignments (> dc = "...") are read and passed over. */
#ifndef TEXT_CQL_H
#define TEXT_CQL_H

#include "base/arena.h"

enum { CQL_BYTES_MAX = 4000, CQL_CLAUSES_MAX = 60, CQL_DEPTH_MAX = 16, CQL_MODIFIERS_MAX = 6 };

enum cql_kind { CQL_CLAUSE, CQL_AND, CQL_OR, CQL_NOT, CQL_PROX };

struct cql_modifier {
    struct str name, comparison, value; /* comparison and value may be empty */
    size_t at;
};

struct cql_node {
    enum cql_kind kind;
    size_t at; /* byte offset into the query: of the clause, of the boolean */
    struct cql_modifier modifier[CQL_MODIFIERS_MAX]; /* of the boolean, or of the relation */
    size_t n_modifiers;
    const struct cql_node *left, *right; /* of a boolean */
    struct str index, relation;          /* of a clause; empty when only a term stands there */
    struct str term; /* without quotes and without the backslash before a quote */
    size_t term_at, relation_at;
};

struct cql_query {
    const struct cql_node *root;
    struct {
        struct str index;
        bool descending;
        size_t at;
    } sort; /* the first key of sortBy; index empty: none */
};

enum cql_fault {
    CQL_FINE,
    CQL_TOO_LONG,       /* bytes */
    CQL_TOO_MANY,       /* clauses, modifiers */
    CQL_TOO_DEEP,       /* parentheses */
    CQL_BAD_BYTE,       /* NUL or no UTF-8 */
    CQL_NO_QUOTE,       /* the closing quote is missing */
    CQL_NO_PARENTHESIS, /* the closing one is missing */
    CQL_NO_TERM,        /* a term is expected here */
    CQL_NO_END,         /* the query should end here, or a boolean stand */
    CQL_NO_MODIFIER,    /* a name is expected behind the slash */
    CQL_BAD_PREFIX      /* an assignment that cannot be read */
};

/* In `a`; strings are views of `text` or copies. ERR_FORMAT with the fault and where it is. */
MUST enum err cql_parse(struct str text, struct arena *a, struct cql_query *ret,
                        enum cql_fault *ret_fault, size_t *ret_at);

#endif
