/* session_present.c -- Present, and the records that come with the answer to a search (Z39.50-2003,
 * 3.2.3): fetched from the core a page at a time until the message is full. */
#include "base/checked.h"
#include "z3950/session_internal.h"

enum { PARTIAL_SIZE = 2 }; /* presentStatus partial-2: what is left has no room in the message */

/* ---- the page at hand ---- */

void page_forget(struct session *s)
{
    buf_release(&s->page.xml);
    buf_release(&s->page.set);
}

void page_keep(struct session *s, const struct result_set *set, const char *schema, int64_t first,
               struct str xml)
{
    page_forget(s);
    if (xml.n > PAGE_BYTES_MAX) return;
    s->page.xml = BUF(PAGE_BYTES_MAX);
    buf_add(&s->page.xml, xml);
    set_value(&s->page.set, buf_str(&set->name));
    s->page.schema = schema;
    s->page.first = first;
}

/* ---- writing records ---- */

static const struct pdu_range *range_at(const struct fetching *f)
{
    return &f->range[f->at];
}

static bool is_done(const struct fetching *f)
{
    return f->problem.code || f->cut || f->at == f->ranges;
}

static bool has_room(const struct session *s, size_t more)
{
    const struct fetching *f = &s->fetch;
    return f->records.n + more <= (size_t)s->message_max && f->written < SESSION_PRESENT_MAX;
}

/* A record that is too long for any message is a diagnostic in its place. */
static void add_fault(struct session *s, enum diagnostic_code code)
{
    struct diagnostic d = {code, {0}};
    pdu_add_fault(&s->fetch.records, s->fetch.output.database, &d, s->v3);
}

/* One more record, unless the message is full. */
static void add_record(struct session *s, struct str xml)
{
    struct fetching *f = &s->fetch;
    size_t before = f->records.n;
    if (!has_room(s, 0)) {
        f->cut = true;
        return;
    }
    if (!output_add(&f->output, xml, s->mem, &f->records)) {
        f->records.n = before;
        f->records.full = false;
        add_fault(s, DIAGNOSTIC_NOT_IN_SYNTAX);
    }
    size_t n = f->records.n - before;
    if (!has_room(s, 0) && f->written) {
        f->records.n = before;
        f->cut = true;
        return;
    }
    if (n > (size_t)s->record_max) {
        f->records.n = before;
        add_fault(s, DIAGNOSTIC_OVER_RECORD);
    }
    f->last = range_at(f)->start + f->done++;
    f->written++;
}

/* The records of an answer that begins at position `first`; false: what is needed is not in it. */
static bool use_answer(struct session *s, struct str xml, int64_t first)
{
    struct fetching *f = &s->fetch;
    struct sru_found found;
    sru_read_found(xml, s->mem, &found);
    if (found.problem.code) {
        f->problem = found.problem;
        return true;
    }
    int64_t at = range_at(f)->start + f->done - first;
    if (at < 0 || at >= (int64_t)found.record.n) return false;
    for (; at < (int64_t)found.record.n && f->done < range_at(f)->n && !f->cut; at++)
        add_record(s, found.record.item[at]);
    return true;
}

/* ---- answering ---- */

static void finish(struct session *s)
{
    struct fetching *f = &s->fetch;
    struct pdu_reply r = session_reply(s);
    struct pdu_found found = {.total = s->search_total,
                              .found = true,
                              .problem = f->problem,
                              .status = f->cut ? PARTIAL_SIZE : 0};
    int64_t next = f->written ? f->last + 1 : 1;
    if (!f->problem.code) {
        found.returned = f->written;
        found.records = buf_str(&f->records);
    }
    found.next = next <= f->set->total ? next : 0;
    if (s->piggyback)
        pdu_write_search(&s->out, &r, &found);
    else
        pdu_write_present(&s->out, &r, &found);
    buf_release(&f->records);
    s->piggyback = false;
}

static bool page_serves(const struct session *s)
{
    const struct fetching *f = &s->fetch;
    return s->page.set.n && str_eq(buf_str(&s->page.set), buf_str(&f->set->name)) &&
           str_eq(str_of(s->page.schema), str_of(f->output.schema));
}

void session_fetch(struct session *s)
{
    struct fetching *f = &s->fetch;
    while (!is_done(f)) {
        int64_t left = range_at(f)->n - f->done, first = range_at(f)->start + f->done;
        if (left <= 0) {
            f->at++;
            f->done = 0;
            continue;
        }
        if (page_serves(s) && use_answer(s, buf_str(&s->page.xml), s->page.first)) continue;
        ask_records(s, f->set, f->output.schema, first,
                    MIN(MAX(left, (int64_t)PAGE_FIRST), (int64_t)PAGE_RECORDS));
        s->waiting = WAIT_RECORDS;
        return;
    }
    finish(s);
}

void session_fetch_answer(struct session *s, struct str xml)
{
    struct fetching *f = &s->fetch;
    int64_t first = range_at(f)->start + f->done;
    if (!xml.n)
        f->problem = (struct diagnostic){DIAGNOSTIC_BUSY, {0}};
    else if (!use_answer(s, xml, first))
        f->problem = (struct diagnostic){DIAGNOSTIC_OUT_OF_RANGE, {0}};
    else if (!f->problem.code)
        page_keep(s, f->set, f->output.schema, first, xml);
    session_fetch(s);
}

/* ---- Present ---- */

static struct diagnostic check_ranges(const struct pdu_present *q, int64_t total)
{
    for (size_t i = 0; i < q->n; i++) {
        const struct pdu_range *r = &q->range[i];
        int64_t end = 0;
        if (r->n == 0) continue;
        if (r->start < 1 || r->n < 0 || !add_ok(r->start, r->n - 1, &end) || end > total)
            return (struct diagnostic){DIAGNOSTIC_OUT_OF_RANGE, {0}};
    }
    return (struct diagnostic){0};
}

void session_present(struct session *s, const struct pdu_present *q)
{
    struct result_set *set = sets_find(s, q->set);
    struct pdu_reply r = session_reply(s);
    struct pdu_found failed = {0};
    struct output o = {0};
    failed.problem =
        set ? check_ranges(q, set->total) : (struct diagnostic){DIAGNOSTIC_NO_SUCH_SET, q->set};
    if (!failed.problem.code) failed.problem = output_choose(q->syntax, q->elements, q->schema, &o);
    if (failed.problem.code) {
        pdu_write_present(&s->out, &r, &failed);
        return;
    }
    o.marc8 = set->marc8;
    o.database = buf_str(&set->database);
    s->fetch = (struct fetching){.set = set,
                                 .output = o,
                                 .range = q->range,
                                 .ranges = q->n,
                                 .records = BUF(SESSION_ANSWER_MAX * 2)};
    session_fetch(s);
}
