/* pdu_read.c -- messages of clients as values: pdu.h. */
#include "base/checked.h"
#include "z3950/bib1.h"
#include "z3950/negotiation.h"

enum { TAG_REFERENCE = 2, TAG_ELEMENT_SET = 103, TAG_DATABASE = 105, TAG_SYNTAX = 104 };

#define CQL_QUERY "1.2.840.10003.16.2"

/* ---- parts ---- */

/* A list of names, all with one tag. */
static bool read_names(const struct ber_value *v, struct arena *a, struct strs *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value one;
    struct str name;
    while (ber_next(&in, &one)) {
        if (ret->n == PDU_NAMES_MAX || !ber_string(&one, a, &name)) return false;
        VEC_PUSH(a, ret, name);
    }
    return !in.broken;
}

/* ElementSetNames: the general one, or that of the first database. */
static bool read_elements(const struct ber_value *v, struct arena *a, struct str *ret)
{
    struct ber_value choice, pair;
    if (!ber_only(v, &choice)) return false;
    if (choice.tag == BER_CONTEXT(0)) return ber_string(&choice, a, ret);
    if (choice.tag != BER_CONTEXT(1) || !ber_only(&choice, &pair)) return false;
    struct ber in = ber_inside(&pair);
    while (ber_next(&in, &choice))
        if (choice.tag == BER_CONTEXT(TAG_ELEMENT_SET)) return ber_string(&choice, a, ret);
    return false;
}

/* ---- Init ---- */

static bool read_init(const struct ber_value *v, struct arena *a, struct pdu_init *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    bool versions = false, options = false;
    while (ber_next(&in, &x)) {
        bool fine = true;
        switch (x.tag) {
        case BER_CONTEXT(3): fine = versions = ber_bits(&x, &ret->versions); break;
        case BER_CONTEXT(4): fine = options = ber_bits(&x, &ret->options); break;
        case BER_CONTEXT(5): fine = ber_integer(&x, &ret->message); break;
        case BER_CONTEXT(6): fine = ber_integer(&x, &ret->record); break;
        case BER_CONTEXT(11): negotiation_read(&x, a, &ret->negotiation); break;
        case BER_CONTEXT(201): negotiation_find(&x, a, &ret->negotiation); break;
        default: break;
        }
        if (!fine) return false;
    }
    return !in.broken && versions && options;
}

/* ---- Search ---- */

/* Type 104: an EXTERNAL, here CQL as a string. */
static bool read_external_query(const struct ber_value *v, struct arena *a, struct pdu_search *s)
{
    struct ber in = ber_inside(v);
    struct ber_value x, text;
    struct str kind = {0};
    while (ber_next(&in, &x)) {
        if (x.tag == BER_UNIVERSAL(BER_OID) && !ber_oid(&x, a, &kind)) return false;
        if (x.tag == BER_CONTEXT(1) && !ber_string(&x, a, &s->cql)) return false;
        if (x.tag == BER_CONTEXT(0) && (!ber_only(&x, &text) || !ber_string(&text, a, &s->cql)))
            return false;
    }
    s->kind = str_eq(kind, STR(CQL_QUERY)) ? QUERY_CQL : QUERY_OTHER;
    return !in.broken;
}

static bool read_query(const struct ber_value *v, struct arena *a, struct pdu_search *s)
{
    struct ber_value choice;
    s->kind = QUERY_OTHER;
    if (!ber_only(v, &choice)) return false;
    s->query = choice;
    if (choice.tag == BER_CONTEXT(1) || choice.tag == BER_CONTEXT(101)) s->kind = QUERY_RPN;
    return choice.tag != BER_CONTEXT(104) || read_external_query(&choice, a, s);
}

static bool read_search_part(const struct ber_value *x, struct arena *a, struct pdu_search *s)
{
    switch (x->tag) {
    case BER_CONTEXT(13): return ber_integer(x, &s->small);
    case BER_CONTEXT(14): return ber_integer(x, &s->large);
    case BER_CONTEXT(15): return ber_integer(x, &s->medium);
    case BER_CONTEXT(16): return ber_boolean(x, &s->replace);
    case BER_CONTEXT(17): return ber_string(x, a, &s->set);
    case BER_CONTEXT(18): return read_names(x, a, &s->databases);
    case BER_CONTEXT(100): return read_elements(x, a, &s->small_elements);
    case BER_CONTEXT(101): return read_elements(x, a, &s->medium_elements);
    case BER_CONTEXT(TAG_SYNTAX): return ber_oid(x, a, &s->syntax);
    case BER_CONTEXT(21): return read_query(x, a, s);
    default: return true;
    }
}

static bool read_search(const struct ber_value *v, struct arena *a, struct pdu_search *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    while (ber_next(&in, &x))
        if (!read_search_part(&x, a, ret)) return false;
    return !in.broken && ret->set.n && ret->databases.n && ret->query.tag;
}

/* ---- Present ---- */

static bool read_ranges(const struct ber_value *v, struct pdu_present *p)
{
    struct ber in = ber_inside(v);
    struct ber_value one, x;
    while (ber_next(&in, &one)) {
        struct ber range = ber_inside(&one);
        struct pdu_range got = {0};
        while (ber_next(&range, &x)) {
            if (x.tag == BER_CONTEXT(1) && !ber_integer(&x, &got.start)) return false;
            if (x.tag == BER_CONTEXT(2) && !ber_integer(&x, &got.n)) return false;
        }
        if (range.broken || p->n == PDU_RANGES_MAX) return false;
        p->range[p->n++] = got;
    }
    return !in.broken;
}

/* Specification: a schema, and an element set by name. */
static bool read_specification(const struct ber_value *v, struct arena *a, struct pdu_present *p)
{
    struct ber in = ber_inside(v);
    struct ber_value x, name;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_CONTEXT(1) && !ber_oid(&x, a, &p->schema)) return false;
        if (x.tag == BER_CONTEXT(300) && !ber_string(&x, a, &p->schema)) return false;
        if (x.tag == BER_CONTEXT(2) && ber_only(&x, &name) && name.tag == BER_CONTEXT(1) &&
            !ber_string(&name, a, &p->elements))
            return false;
    }
    return !in.broken;
}

/* CompSpec: what goes for all databases, and the first syntax. */
static bool read_composition(const struct ber_value *v, struct arena *a, struct pdu_present *p)
{
    struct ber in = ber_inside(v);
    struct ber_value x, first;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_CONTEXT(2) && !read_specification(&x, a, p)) return false;
        if (x.tag == BER_CONTEXT(4) && ber_only(&x, &first) && !ber_oid(&first, a, &p->syntax))
            return false;
    }
    return !in.broken;
}

static bool read_present(const struct ber_value *v, struct arena *a, struct pdu_present *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    bool start = false, n = false;
    ret->n = 1;
    while (ber_next(&in, &x)) {
        bool fine = true;
        switch (x.tag) {
        case BER_CONTEXT(31): fine = ber_string(&x, a, &ret->set); break;
        case BER_CONTEXT(30): fine = start = ber_integer(&x, &ret->range[0].start); break;
        case BER_CONTEXT(29): fine = n = ber_integer(&x, &ret->range[0].n); break;
        case BER_CONTEXT(212): fine = read_ranges(&x, ret); break;
        case BER_CONTEXT(19): fine = read_elements(&x, a, &ret->elements); break;
        case BER_CONTEXT(209): fine = read_composition(&x, a, ret); break;
        case BER_CONTEXT(TAG_SYNTAX): fine = ber_oid(&x, a, &ret->syntax); break;
        default: break;
        }
        if (!fine) return false;
    }
    return !in.broken && start && n && ret->set.n;
}

/* ---- Delete, Scan ---- */

static bool read_delete(const struct ber_value *v, struct arena *a, struct pdu_delete *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    int64_t function = -1;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_CONTEXT(32) && !ber_integer(&x, &function)) return false;
        if (x.tag == BER_UNIVERSAL(BER_SEQUENCE) && !read_names(&x, a, &ret->sets)) return false;
    }
    ret->all = function == 1;
    return !in.broken && (function == 0 || function == 1);
}

static bool read_scan(const struct ber_value *v, struct arena *a, struct pdu_scan *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    ret->position = 1;
    while (ber_next(&in, &x)) {
        bool fine = true;
        switch (x.tag) {
        case BER_CONTEXT(3): fine = read_names(&x, a, &ret->databases); break;
        case BER_UNIVERSAL(BER_OID): fine = ber_oid(&x, a, &ret->attribute_set); break;
        case BER_CONTEXT(102): ret->clause = x; break;
        case BER_CONTEXT(5): fine = ber_integer(&x, &ret->step); break;
        case BER_CONTEXT(6): fine = ber_integer(&x, &ret->n); break;
        case BER_CONTEXT(7): fine = ber_integer(&x, &ret->position); break;
        default: break;
        }
        if (!fine) return false;
    }
    return !in.broken && ret->databases.n && ret->clause.tag;
}

/* ---- Sort ---- */

/* A field by name is the name of an index, as in a query; yaz-client sends numbers of Use so. */
static bool read_sort_field(const struct ber_value *v, struct arena *a, struct pdu_key *k)
{
    struct rpn_attribute at = {.type = 1, .set = STR(BIB1_SET)};
    struct str name;
    uint64_t use = 0;
    if (!ber_string(v, a, &name)) return false;
    if (str_to_u64(name, &use) || use > INT32_MAX)
        at.name = name;
    else
        at.value = (int64_t)use;
    k->attributes.attribute[k->attributes.n++] = at;
    return true;
}

/* SortElement of all databases. */
static bool read_sort_element(const struct ber_value *v, struct arena *a, struct pdu_key *k)
{
    struct ber_value key, x;
    struct str set = {0};
    k->odd = v->tag != BER_CONTEXT(1);
    if (k->odd) return true;
    if (!ber_only(v, &key)) return false;
    if (key.tag == BER_CONTEXT(0)) return read_sort_field(&key, a, k);
    struct ber in = ber_inside(&key);
    while (ber_next(&in, &x)) {
        if (x.tag == BER_UNIVERSAL(BER_OID) && !ber_oid(&x, a, &set)) return false;
        if (x.tag == BER_CONTEXT(44) && !rpn_read_attributes(&x, set, a, &k->attributes))
            return false;
    }
    return !in.broken;
}

static bool read_key(const struct ber_value *v, struct arena *a, struct pdu_key *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    int64_t relation = 0;
    if (!ber_next(&in, &x) || !read_sort_element(&x, a, ret)) return false;
    while (ber_next(&in, &x))
        if (x.tag == BER_CONTEXT(1) && !ber_integer(&x, &relation)) return false;
    ret->descending = relation == 1;
    ret->bad_relation = relation != 0 && relation != 1;
    return !in.broken;
}

static bool read_sort(const struct ber_value *v, struct arena *a, struct pdu_sort *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x, one;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_CONTEXT(3) && !read_names(&x, a, &ret->inputs)) return false;
        if (x.tag == BER_CONTEXT(4) && !ber_string(&x, a, &ret->output)) return false;
        if (x.tag != BER_CONTEXT(5)) continue;
        struct ber keys = ber_inside(&x);
        while (ber_next(&keys, &one)) {
            ret->too_many = ret->n == PDU_KEYS_MAX;
            if (ret->too_many) return true;
            if (!read_key(&one, a, &ret->key[ret->n++])) return false;
        }
        if (keys.broken) return false;
    }
    return !in.broken && ret->inputs.n && ret->output.n && ret->n;
}

/* ---- the whole ---- */

static bool read_body(const struct ber_value *v, struct arena *a, struct pdu *ret)
{
    switch (ret->kind) {
    case PDU_INIT: return read_init(v, a, &ret->as.init);
    case PDU_SEARCH: return read_search(v, a, &ret->as.search);
    case PDU_PRESENT: return read_present(v, a, &ret->as.present);
    case PDU_DELETE: return read_delete(v, a, &ret->as.remove);
    case PDU_SCAN: return read_scan(v, a, &ret->as.scan);
    case PDU_SORT: return read_sort(v, a, &ret->as.sort);
    default: return true;
    }
}

enum err pdu_read(struct str bytes, struct arena *a, struct pdu *ret)
{
    struct ber all = {.rest = bytes};
    struct ber_value v, x;
    if (!ber_next(&all, &v) || v.tag < BER_CONTEXT(0) || !v.constructed) return ERR_FORMAT;
    struct pdu p = {.kind = v.tag - BER_CONTEXT(0)};
    struct ber in = ber_inside(&v);
    while (!p.has_reference && ber_next(&in, &x))
        if (x.tag == BER_CONTEXT(TAG_REFERENCE)) p.has_reference = ber_string(&x, a, &p.reference);
    if (p.kind >= 100 || !read_body(&v, a, &p)) return ERR_FORMAT;
    *ret = p;
    return OK;
}
