/* origin_read.c -- answers of servers as values: origin.h. */
#include "base/checked.h"
#include "text/utf8.h"
#include "z3950/origin.h"

enum { SHOWN_MAX = 200 };

/* ---- diagnostics ---- */

static struct str shown(struct str s, struct arena *a)
{
    return utf8_cut(utf8_clean(a, str_slice(s, 0, SHOWN_MAX)), SHOWN_MAX);
}

/* DefaultDiagFormat without its tag: the set, the number, words. */
static bool read_problem(struct str body, struct arena *a, struct origin_problem *ret)
{
    struct ber in = {.rest = body};
    struct ber_value x;
    struct str about = {0};
    bool coded = false;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_UNIVERSAL(BER_INTEGER)) coded = ber_integer(&x, &ret->code);
        if (x.tag == BER_UNIVERSAL(BER_VISIBLE) || x.tag == BER_UNIVERSAL(BER_GENERAL)) {
            if (!ber_string(&x, a, &about)) return false;
            ret->about = shown(about, a);
        }
    }
    if (!coded || ret->code <= 0) ret->code = DIAGNOSTIC_BROKEN;
    return !in.broken;
}

/* DiagRec: the default format, or one defined elsewhere, whose number we do not know. */
static bool read_diagnostic(const struct ber_value *v, struct arena *a, struct origin_problem *ret)
{
    ret->code = DIAGNOSTIC_BROKEN;
    return v->tag != BER_UNIVERSAL(BER_SEQUENCE) || read_problem(v->body, a, ret);
}

/* ---- records ---- */

/* EXTERNAL: the syntax, and the record as octets or as a value of its own. */
static bool read_external(const struct ber_value *v, struct arena *a, struct origin_record *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x, inner;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_UNIVERSAL(BER_OID) && !ber_oid(&x, a, &ret->syntax)) return false;
        if (x.tag == BER_CONTEXT(1) && !ber_string(&x, a, &ret->bytes)) return false;
        if (x.tag != BER_CONTEXT(0)) continue;
        if (!ber_only(&x, &inner)) return false;
        if (inner.constructed)
            ret->bytes = inner.body;
        else if (!ber_string(&inner, a, &ret->bytes))
            return false;
    }
    return !in.broken;
}

/* NamePlusRecord. */
static bool read_record(const struct ber_value *v, struct arena *a, struct origin_record *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x, choice, record;
    while (ber_next(&in, &x)) {
        if (x.tag != BER_CONTEXT(1)) continue;
        if (!ber_only(&x, &choice)) return false;
        if (choice.tag == BER_CONTEXT(1))
            return ber_only(&choice, &record) && read_external(&record, a, ret);
        ret->problem.code = DIAGNOSTIC_BROKEN;
        if (choice.tag == BER_CONTEXT(2))
            return ber_only(&choice, &record) && read_diagnostic(&record, a, &ret->problem);
    }
    ret->problem.code = DIAGNOSTIC_BROKEN;
    return !in.broken;
}

static bool read_records(const struct ber_value *v, struct arena *a, struct origin_answer *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    while (ber_next(&in, &x) && ret->records.n < ORIGIN_RECORDS_MAX) {
        struct origin_record r = {0};
        if (!read_record(&x, a, &r)) return false;
        VEC_PUSH(a, &ret->records, r);
    }
    return !in.broken;
}

/* ---- messages ---- */

static bool read_init_part(const struct ber_value *x, struct arena *a, struct origin_answer *ret)
{
    struct str s = {0};
    switch (x->tag) {
    case BER_CONTEXT(12): return ber_boolean(x, &ret->accepted);
    case BER_CONTEXT(111):
        if (!ber_string(x, a, &s)) return false;
        ret->name = shown(s, a);
        return true;
    case BER_CONTEXT(112):
        if (!ber_string(x, a, &s)) return false;
        ret->version = shown(s, a);
        return true;
    default: return true;
    }
}

static bool read_found_part(const struct ber_value *x, struct arena *a, struct origin_answer *ret)
{
    struct ber_value first;
    switch (x->tag) {
    case BER_CONTEXT(22): return ber_boolean(x, &ret->found);
    case BER_CONTEXT(23): return ber_integer(x, &ret->total) && ret->total >= 0;
    case BER_CONTEXT(24): return ber_integer(x, &ret->returned);
    case BER_CONTEXT(28): return read_records(x, a, ret);
    case BER_CONTEXT(130): return read_problem(x->body, a, &ret->problem);
    case BER_CONTEXT(205): return ber_only(x, &first) && read_diagnostic(&first, a, &ret->problem);
    default: return true;
    }
}

static bool read_close_part(const struct ber_value *x, struct arena *a, struct origin_answer *ret)
{
    struct str s = {0};
    if (x->tag != BER_CONTEXT(3)) return true;
    if (!ber_string(x, a, &s)) return false;
    ret->why = shown(s, a);
    return true;
}

static bool read_part(const struct ber_value *x, struct arena *a, struct origin_answer *ret)
{
    switch (ret->kind) {
    case ORIGIN_INIT: return read_init_part(x, a, ret);
    case ORIGIN_SEARCH:
    case ORIGIN_PRESENT: return read_found_part(x, a, ret);
    case ORIGIN_CLOSE: return read_close_part(x, a, ret);
    default: return true;
    }
}

enum err origin_read(struct str bytes, struct arena *a, struct origin_answer *ret)
{
    struct ber outer = {.rest = bytes};
    struct ber_value message, x;
    struct origin_answer r = {0};
    if (!ber_next(&outer, &message) || message.tag >> 28 != 2) return ERR_FORMAT;
    r.kind = message.tag & BER_TAG_MAX;
    struct ber in = ber_inside(&message);
    while (ber_next(&in, &x))
        if (!read_part(&x, a, &r)) return ERR_FORMAT;
    if (in.broken) return ERR_FORMAT;
    *ret = r;
    return OK;
}
