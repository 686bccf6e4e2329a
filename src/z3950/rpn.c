/* rpn.c -- see rpn.h. */
#include "z3950/rpn.h"

enum {
    TAG_OPERAND = 0,
    TAG_OPERATION = 1,
    TAG_RESULT_SET = 31,
    TAG_ATTRIBUTES = 44,
    TAG_GENERAL = 45,
    TAG_OPERATOR = 46,
    TAG_TERM = 102,
    TAG_TYPE = 120,
    TAG_NUMERIC = 121,
    TAG_RESTRICTION = 214,
    TAG_NUMBER_TERM = 215,
    TAG_STRING_TERM = 216,
    TAG_DATE_TERM = 218,
    TAG_COMPLEX = 224
};

struct reading {
    struct arena *mem;
    struct str set;
    struct diagnostic problem;
    int operands;
};

static struct rpn_node *fail(struct reading *r, enum diagnostic_code code, struct str about)
{
    if (!r->problem.code) r->problem = (struct diagnostic){code, about};
    return NULL;
}

/* ---- attributes ---- */

/* complex: the first of its list, a name or a number. */
static bool read_complex(const struct ber_value *v, struct arena *a, struct rpn_attribute *to)
{
    struct ber_value list, first;
    if (!ber_only(v, &list) || list.tag != BER_CONTEXT(1) || !ber_only(&list, &first)) return false;
    if (first.tag == BER_CONTEXT(1)) return ber_string(&first, a, &to->name);
    return first.tag == BER_CONTEXT(2) && ber_integer(&first, &to->value);
}

static bool read_attribute(const struct ber_value *element, struct str set, struct arena *a,
                           struct rpn_attribute *ret)
{
    struct ber in = ber_inside(element);
    struct ber_value v;
    bool type = false, value = false;
    *ret = (struct rpn_attribute){.set = set};
    while (ber_next(&in, &v)) {
        if (v.tag == BER_CONTEXT(1) && !ber_oid(&v, a, &ret->set)) return false;
        if (v.tag == BER_CONTEXT(TAG_TYPE)) type = ber_integer(&v, &ret->type);
        if (v.tag == BER_CONTEXT(TAG_NUMERIC)) value = ber_integer(&v, &ret->value);
        if (v.tag == BER_CONTEXT(TAG_COMPLEX)) value = read_complex(&v, a, ret);
    }
    return !in.broken && type && value;
}

bool rpn_read_attributes(const struct ber_value *list, struct str set, struct arena *a,
                         struct rpn_node *to)
{
    struct ber in = ber_inside(list);
    struct ber_value v;
    while (ber_next(&in, &v)) {
        if (to->n == RPN_ATTRIBUTES_MAX || !read_attribute(&v, set, a, &to->attribute[to->n]))
            return false;
        to->n++;
    }
    return !in.broken;
}

/* ---- operands ---- */

/* Term; numbers become their digits. */
static bool read_term(struct reading *r, const struct ber_value *v, struct str *ret)
{
    int64_t n = 0;
    switch (v->tag) {
    case BER_CONTEXT(TAG_GENERAL):
    case BER_CONTEXT(TAG_STRING_TERM):
    case BER_CONTEXT(TAG_DATE_TERM): return ber_string(v, r->mem, ret);
    case BER_CONTEXT(TAG_NUMBER_TERM):
        if (!ber_integer(v, &n)) return false;
        *ret = arena_printf(r->mem, "%lld", (long long)n);
        return true;
    default: return false;
    }
}

static struct rpn_node *read_clause(struct reading *r, const struct ber_value *v)
{
    struct rpn_node *n = arena_make(r->mem, struct rpn_node);
    struct ber in = ber_inside(v);
    struct ber_value attributes, term;
    n->op = RPN_TERM;
    if (!ber_next(&in, &attributes) || attributes.tag != BER_CONTEXT(TAG_ATTRIBUTES) ||
        !ber_next(&in, &term) || !rpn_read_attributes(&attributes, r->set, r->mem, n))
        return fail(r, DIAGNOSTIC_MALFORMED, (struct str){0});
    if (!read_term(r, &term, &n->term)) return fail(r, DIAGNOSTIC_TERM_TYPE, (struct str){0});
    return n;
}

static struct rpn_node *read_operand(struct reading *r, const struct ber_value *v)
{
    struct rpn_node *n = NULL;
    if (++r->operands > RPN_OPERANDS_MAX)
        return fail(r, DIAGNOSTIC_TOO_MANY_OPERATORS, (struct str){0});
    switch (v->tag) {
    case BER_CONTEXT(TAG_TERM): return read_clause(r, v);
    case BER_CONTEXT(TAG_RESULT_SET):
        n = arena_make(r->mem, struct rpn_node);
        n->op = RPN_SET;
        return ber_string(v, r->mem, &n->term) ? n : fail(r, DIAGNOSTIC_MALFORMED, (struct str){0});
    case BER_CONTEXT(TAG_RESTRICTION): return fail(r, DIAGNOSTIC_RESTRICTION, (struct str){0});
    default: return fail(r, DIAGNOSTIC_MALFORMED, (struct str){0});
    }
}

/* ---- operators ---- */

static bool read_near(const struct ber_value *v, struct rpn_near *to)
{
    struct ber in = ber_inside(v);
    struct ber_value x, unit;
    unsigned seen = 0;
    while (ber_next(&in, &x)) {
        bool fine = true;
        switch (x.tag) {
        case BER_CONTEXT(1): fine = ber_boolean(&x, &to->exclusion); break;
        case BER_CONTEXT(2): fine = ber_integer(&x, &to->distance); break;
        case BER_CONTEXT(3): fine = ber_boolean(&x, &to->ordered); break;
        case BER_CONTEXT(4): fine = ber_integer(&x, &to->relation); break;
        case BER_CONTEXT(5):
            fine = ber_only(&x, &unit);
            if (fine && unit.tag == BER_CONTEXT(1)) fine = ber_integer(&unit, &to->unit);
            break;
        default: break;
        }
        if (!fine) return false;
        if (x.tag >= BER_CONTEXT(2) && x.tag <= BER_CONTEXT(5)) seen |= 1u << (x.tag & 7);
    }
    return !in.broken && seen == 0x3C;
}

static bool read_operator(const struct ber_value *v, struct rpn_node *to)
{
    static const enum rpn_op ops[] = {RPN_AND, RPN_OR, RPN_NOT, RPN_PROX};
    struct ber_value op;
    if (v->tag != BER_CONTEXT(TAG_OPERATOR) || !ber_only(v, &op)) return false;
    if (op.tag < BER_CONTEXT(0) || op.tag > BER_CONTEXT(3)) return false;
    to->op = ops[op.tag - BER_CONTEXT(0)];
    return to->op != RPN_PROX || read_near(&op, &to->near);
}

static struct rpn_node *read_structure(struct reading *r, const struct ber_value *v, int depth)
{
    struct ber in = ber_inside(v);
    struct ber_value left, right, op;
    if (depth > RPN_DEPTH_MAX) return fail(r, DIAGNOSTIC_TOO_MANY_OPERATORS, (struct str){0});
    if (v->tag == BER_CONTEXT(TAG_OPERAND))
        return ber_next(&in, &left) ? read_operand(r, &left)
                                    : fail(r, DIAGNOSTIC_MALFORMED, (struct str){0});
    struct rpn_node *n = arena_make(r->mem, struct rpn_node);
    if (v->tag != BER_CONTEXT(TAG_OPERATION) || !ber_next(&in, &left) || !ber_next(&in, &right) ||
        !ber_next(&in, &op) || !read_operator(&op, n))
        return fail(r, DIAGNOSTIC_MALFORMED, (struct str){0});
    n->left = read_structure(r, &left, depth + 1);
    n->right = n->left ? read_structure(r, &right, depth + 1) : NULL;
    return n->right ? n : NULL;
}

/* ---- the whole ---- */

const struct rpn_node *rpn_read(const struct ber_value *query, struct arena *a,
                                struct diagnostic *ret_problem)
{
    struct reading r = {.mem = a};
    struct ber in = ber_inside(query);
    struct ber_value set, rpn;
    const struct rpn_node *root = NULL;
    if (!ber_next(&in, &set) || set.tag != BER_UNIVERSAL(BER_OID) || !ber_oid(&set, a, &r.set) ||
        !ber_next(&in, &rpn))
        fail(&r, DIAGNOSTIC_MALFORMED, (struct str){0});
    else
        root = read_structure(&r, &rpn, 0);
    *ret_problem = r.problem;
    return root;
}

const struct rpn_node *rpn_read_term(const struct ber_value *term, struct str set, struct arena *a,
                                     struct diagnostic *ret_problem)
{
    struct reading r = {.mem = a, .set = set};
    const struct rpn_node *n = read_clause(&r, term);
    *ret_problem = r.problem;
    return n;
}
