/* negotiation.c -- see negotiation.h. */
#include "z3950/negotiation.h"

#include "base/checked.h"

#define RECORD_OID "1.2.840.10003.15.3"
#define UTF8_OID   "1.0.10646.1.0.8"

enum { TAG_10646 = 2, TAG_PRIVATE = 3 };

static bool is_utf8(const struct ber_value *choice, struct arena *a)
{
    struct ber in = ber_inside(choice);
    struct ber_value x;
    struct str form = {0};
    while (ber_next(&in, &x))
        if (x.tag == BER_CONTEXT(2) && !ber_oid(&x, a, &form)) return false;
    return str_eq(form, STR(UTF8_OID));
}

/* A private set is named in an EXTERNAL, as octets. */
static enum pdu_charset named(const struct ber_value *choice, struct arena *a)
{
    struct ber_value external, x;
    struct str name = {0};
    if (!ber_only(choice, &external) || external.tag != BER_CONTEXT(2)) return CHARSET_NONE;
    struct ber in = ber_inside(&external);
    while (ber_next(&in, &x))
        if (x.tag == BER_CONTEXT(1) && !ber_string(&x, a, &name)) return CHARSET_NONE;
    if (str_eq_nocase(name, STR("utf-8")) || str_eq_nocase(name, STR("utf8"))) return CHARSET_UTF8;
    if (str_eq_nocase(name, STR("marc-8")) || str_eq_nocase(name, STR("marc8")))
        return CHARSET_MARC8;
    return CHARSET_NONE;
}

static void read_sets(const struct ber_value *list, struct arena *a, struct pdu_negotiation *ret)
{
    struct ber in = ber_inside(list);
    struct ber_value choice;
    ret->charset = CHARSET_NONE;
    while (ret->charset == CHARSET_NONE && ber_next(&in, &choice)) {
        if (choice.tag == BER_CONTEXT(TAG_10646) && is_utf8(&choice, a))
            ret->charset = CHARSET_UTF8;
        if (choice.tag == BER_CONTEXT(TAG_PRIVATE)) ret->charset = named(&choice, a);
        ret->choice = choice;
    }
}

/* OriginProposal. */
static void read_proposal(const struct ber_value *v, struct arena *a, struct pdu_negotiation *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x;
    while (ber_next(&in, &x)) {
        if (x.tag == BER_CONTEXT(1)) read_sets(&x, a, ret);
        if (x.tag == BER_CONTEXT(3)) ret->says_records = true;
    }
    ret->asked = true;
}

static void read_external(const struct ber_value *v, struct arena *a, struct pdu_negotiation *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value x, proposal;
    struct str kind = {0};
    while (ber_next(&in, &x)) {
        if (x.tag == BER_UNIVERSAL(BER_OID) && !ber_oid(&x, a, &kind)) return;
        if (x.tag == BER_CONTEXT(0) && str_eq(kind, STR(RECORD_OID)) && ber_only(&x, &proposal) &&
            proposal.tag == BER_CONTEXT(1))
            read_proposal(&proposal, a, ret);
    }
}

void negotiation_read(const struct ber_value *v, struct arena *a, struct pdu_negotiation *ret)
{
    struct ber_value external;
    if (ber_only(v, &external) && external.tag == BER_UNIVERSAL(BER_EXTERNAL))
        read_external(&external, a, ret);
}

void negotiation_find(const struct ber_value *v, struct arena *a, struct pdu_negotiation *ret)
{
    struct ber in = ber_inside(v);
    struct ber_value one, x;
    while (ber_next(&in, &one)) {
        struct ber parts = ber_inside(&one);
        while (ber_next(&parts, &x))
            if (x.tag == BER_CONTEXT(4)) read_external(&x, a, ret);
    }
}

/* What was chosen goes back as it came; "none" when nothing of the list is ours. */
static void write_choice(struct buf *b, const struct pdu_negotiation *n)
{
    if (n->charset == CHARSET_UNASKED) return;
    size_t at = ber_open(b, BER_CONTEXT(1));
    if (n->charset == CHARSET_NONE) {
        ber_add_null(b, BER_CONTEXT(4));
    } else {
        size_t choice = ber_open(b, n->choice.tag);
        buf_add(b, n->choice.body);
        ber_close(b, choice);
    }
    ber_close(b, at);
}

void negotiation_write(struct buf *b, const struct pdu_negotiation *n)
{
    size_t at[5];
    if (!n->asked) return;
    at[0] = ber_open(b, BER_CONTEXT(201));
    at[1] = ber_open(b, BER_UNIVERSAL(BER_SEQUENCE));
    at[2] = ber_open(b, BER_CONTEXT(4));
    ber_add_oid(b, BER_UNIVERSAL(BER_OID), STR(RECORD_OID));
    at[3] = ber_open(b, BER_CONTEXT(0));
    at[4] = ber_open(b, BER_CONTEXT(2));
    write_choice(b, n);
    if (n->says_records)
        ber_add_boolean(b, BER_CONTEXT(3),
                        n->charset == CHARSET_UTF8 || n->charset == CHARSET_MARC8);
    ber_close(b, at[4]);
    ber_close(b, at[3]);
    ber_close(b, at[2]);
    ber_close(b, at[1]);
    ber_close(b, at[0]);
}
