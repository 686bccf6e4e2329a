/* pdu_write.c -- answers as bytes: pdu.h. */
#include "z3950/negotiation.h"
#include "z3950/pdu.h"

#define DIAGNOSTICS   "1.2.840.10003.4.1"
#define MESSAGE_BYTES (1 << 20)

enum { FAILURE = 5 };

static size_t begin(struct buf *b, const struct pdu_reply *r, unsigned tag)
{
    size_t at = ber_open(b, BER_CONTEXT(tag));
    if (r->to && r->to->has_reference) ber_add_string(b, BER_CONTEXT(2), r->to->reference);
    return at;
}

/* DefaultDiagFormat without its tag. */
static void add_diagnostic(struct buf *b, const struct diagnostic *d, bool v3)
{
    ber_add_oid(b, BER_UNIVERSAL(BER_OID), STR(DIAGNOSTICS));
    ber_add_integer(b, BER_UNIVERSAL(BER_INTEGER), d->code);
    ber_add_string(b, v3 ? BER_UNIVERSAL(BER_GENERAL) : BER_UNIVERSAL(BER_VISIBLE), d->about);
}

static void add_diagnostic_record(struct buf *b, const struct diagnostic *d, bool v3)
{
    size_t at = ber_open(b, BER_UNIVERSAL(BER_SEQUENCE));
    add_diagnostic(b, d, v3);
    ber_close(b, at);
}

/* ---- Init ---- */

void pdu_write_init(struct buf *b, const struct pdu_reply *r, uint32_t options, bool accepted,
                    const struct pdu_negotiation *agreed, struct str version)
{
    size_t at = begin(b, r, PDU_INIT + 1);
    ber_add_bits(b, BER_CONTEXT(3), r->v3 ? 7 : 3, 3);
    ber_add_bits(b, BER_CONTEXT(4), options, OPTION_BITS);
    ber_add_integer(b, BER_CONTEXT(5), MESSAGE_BYTES);
    ber_add_integer(b, BER_CONTEXT(6), MESSAGE_BYTES);
    ber_add_boolean(b, BER_CONTEXT(12), accepted);
    ber_add_string(b, BER_CONTEXT(110), STR("silang"));
    ber_add_string(b, BER_CONTEXT(111), STR("Silang"));
    ber_add_string(b, BER_CONTEXT(112), version);
    negotiation_write(b, agreed);
    ber_close(b, at);
}

/* ---- Search, Present ---- */

static void add_records(struct buf *b, const struct pdu_reply *r, const struct pdu_found *f)
{
    if (!f->problem.code && !f->returned) return;
    size_t at = ber_open(b, f->problem.code ? BER_CONTEXT(130) : BER_CONTEXT(28));
    if (f->problem.code)
        add_diagnostic(b, &f->problem, r->v3);
    else
        buf_add(b, f->records);
    ber_close(b, at);
}

void pdu_write_search(struct buf *b, const struct pdu_reply *r, const struct pdu_found *f)
{
    enum { NONE = 3 };
    size_t at = begin(b, r, PDU_SEARCH + 1);
    ber_add_integer(b, BER_CONTEXT(23), f->total);
    ber_add_integer(b, BER_CONTEXT(24), f->returned);
    ber_add_integer(b, BER_CONTEXT(25), f->next);
    ber_add_boolean(b, BER_CONTEXT(22), f->found);
    if (!f->found) ber_add_integer(b, BER_CONTEXT(26), NONE);
    if (f->found && (f->returned || f->problem.code))
        ber_add_integer(b, BER_CONTEXT(27), f->problem.code ? FAILURE : f->status);
    add_records(b, r, f);
    ber_close(b, at);
}

void pdu_write_present(struct buf *b, const struct pdu_reply *r, const struct pdu_found *f)
{
    size_t at = begin(b, r, PDU_PRESENT + 1);
    ber_add_integer(b, BER_CONTEXT(24), f->returned);
    ber_add_integer(b, BER_CONTEXT(25), f->next);
    ber_add_integer(b, BER_CONTEXT(27), f->problem.code ? FAILURE : f->status);
    add_records(b, r, f);
    ber_close(b, at);
}

/* ---- Delete ---- */

void pdu_write_delete(struct buf *b, const struct pdu_reply *r, const struct strs *sets,
                      const int *status)
{
    enum { NOT_ALL = 9 };
    int whole = 0;
    for (size_t i = 0; i < sets->n; i++)
        if (status[i]) whole = NOT_ALL;
    size_t at = begin(b, r, PDU_DELETE + 1);
    ber_add_integer(b, BER_CONTEXT(0), whole);
    if (sets->n) {
        size_t list = ber_open(b, BER_CONTEXT(1));
        for (size_t i = 0; i < sets->n; i++) {
            size_t pair = ber_open(b, BER_UNIVERSAL(BER_SEQUENCE));
            ber_add_string(b, BER_CONTEXT(31), sets->item[i]);
            ber_add_integer(b, BER_CONTEXT(33), status[i]);
            ber_close(b, pair);
        }
        ber_close(b, list);
    }
    ber_close(b, at);
}

/* ---- Scan ---- */

static void add_entry(struct buf *b, const struct pdu_entry *e)
{
    size_t at = ber_open(b, BER_CONTEXT(1));
    ber_add_string(b, BER_CONTEXT(45), e->term);
    if (e->shown.n) ber_add_string(b, BER_CONTEXT(0), e->shown);
    ber_add_integer(b, BER_CONTEXT(2), e->count);
    ber_close(b, at);
}

static void add_entries(struct buf *b, const struct pdu_reply *r, const struct pdu_list *l)
{
    size_t at = ber_open(b, BER_CONTEXT(7));
    size_t list = ber_open(b, l->problem.code ? BER_CONTEXT(2) : BER_CONTEXT(1));
    if (l->problem.code)
        add_diagnostic_record(b, &l->problem, r->v3);
    else
        for (size_t i = 0; i < l->n; i++) add_entry(b, &l->entry[i]);
    ber_close(b, list);
    ber_close(b, at);
}

void pdu_write_scan(struct buf *b, const struct pdu_reply *r, const struct pdu_list *l)
{
    enum { SCAN_PARTIAL = 5, SCAN_FAILURE = 6 };
    size_t at = begin(b, r, PDU_SCAN + 1);
    ber_add_integer(b, BER_CONTEXT(3), 0);
    ber_add_integer(b, BER_CONTEXT(4),
                    l->problem.code ? SCAN_FAILURE
                    : l->partial    ? SCAN_PARTIAL
                                    : 0);
    ber_add_integer(b, BER_CONTEXT(5), l->problem.code ? 0 : (int64_t)l->n);
    if (!l->problem.code) ber_add_integer(b, BER_CONTEXT(6), l->position);
    if (l->problem.code || l->n) add_entries(b, r, l);
    ber_close(b, at);
}

/* ---- Sort, Close ---- */

void pdu_write_sort(struct buf *b, const struct pdu_reply *r, int64_t total,
                    const struct diagnostic *problem)
{
    enum { SORT_FAILURE = 2 };
    size_t at = begin(b, r, PDU_SORT + 1);
    ber_add_integer(b, BER_CONTEXT(3), problem->code ? SORT_FAILURE : 0);
    if (problem->code) {
        size_t list = ber_open(b, BER_CONTEXT(5));
        add_diagnostic_record(b, problem, r->v3);
        ber_close(b, list);
    } else
        ber_add_integer(b, BER_CONTEXT(6), total);
    ber_close(b, at);
}

void pdu_write_close(struct buf *b, const struct pdu_reply *r, int reason, struct str why)
{
    size_t at = begin(b, r, PDU_CLOSE);
    ber_add_integer(b, BER_CONTEXT(211), reason);
    if (why.n) ber_add_string(b, BER_CONTEXT(3), why);
    ber_close(b, at);
}

/* ---- records ---- */

static void begin_name(struct buf *b, struct str database, struct pdu_record *ret)
{
    ret->at[0] = ber_open(b, BER_UNIVERSAL(BER_SEQUENCE));
    if (database.n) ber_add_string(b, BER_CONTEXT(0), database);
    ret->at[1] = ber_open(b, BER_CONTEXT(1));
}

void pdu_begin_record(struct buf *b, struct str database, struct str syntax, struct pdu_record *ret)
{
    begin_name(b, database, ret);
    ret->at[2] = ber_open(b, BER_CONTEXT(1));
    ret->at[3] = ber_open(b, BER_UNIVERSAL(BER_EXTERNAL));
    ber_add_oid(b, BER_UNIVERSAL(BER_OID), syntax);
}

void pdu_end_record(struct buf *b, const struct pdu_record *r)
{
    for (int i = 3; i >= 0; i--) ber_close(b, r->at[i]);
}

void pdu_add_record(struct buf *b, struct str database, struct str syntax, struct str bytes)
{
    struct pdu_record record;
    pdu_begin_record(b, database, syntax, &record);
    ber_add_string(b, BER_CONTEXT(1), bytes);
    pdu_end_record(b, &record);
}

void pdu_add_fault(struct buf *b, struct str database, const struct diagnostic *d, bool v3)
{
    struct pdu_record record;
    begin_name(b, database, &record);
    size_t at = ber_open(b, BER_CONTEXT(2));
    add_diagnostic_record(b, d, v3);
    ber_close(b, at);
    ber_close(b, record.at[1]);
    ber_close(b, record.at[0]);
}
