/* oai_list.c -- ListRecords and ListIdentifiers: titles in the order of their changes. */
#include "base/checked.h"
#include "catalog/harvest.h"
#include "share/oai_internal.h"

enum { BATCH = 24, SKIM = 2000, BATCH_BYTES_MAX = 1 << 20 };

enum err oai_list_begin(struct oai *o, struct db *db)
{
    int64_t first = 0;
    enum err e = oai_set_read(db, o->ask.set, o->mem, &o->set);
    if (e == ERR_NOT_FOUND && o->ask.token.n) {
        o->fault = (struct oai_fault){"badResumptionToken", STR("Its set is no longer there")};
        return OK;
    }
    if (e == ERR_NOT_FOUND) {
        o->fault = (struct oai_fault){"noRecordsMatch", STR("There is no such set")};
        return OK;
    }
    if (!e) e = oai_networks_read(db, o->now, o->mem, &o->networks);
    if (!e && o->ask.from_us) e = harvest_after(db, o->ask.from_us, &first);
    if (!e && o->ask.until_us) e = harvest_until(db, o->ask.until_us, o->now, &o->until);
    o->after = MAX(first, o->ask.after);
    bool none = o->ask.from_us > o->now || (o->ask.until_us && o->until <= o->after);
    if (!e && none) o->fault = (struct oai_fault){"noRecordsMatch", STR("Nothing changed then")};
    o->state = OAI_LISTING;
    return e;
}

/* Of a set of a format: rows the index knows to be of another are passed over at once, as far as it
 * has followed. */
static enum err skim(struct oai *o, struct harvest_rows *rows, struct arena *a)
{
    int64_t applied = 0;
    size_t kept = 0;
    int64_t *id = arena_array(a, int64_t, rows->n + 1);
    int *format = arena_array(a, int, rows->n + 1);
    if (o->set.format < 0 || !o->site.index) return OK;
    for (size_t i = 0; i < rows->n; i++) id[i] = rows->item[i].title;
    enum err e = index_formats(o->site.index, id, rows->n, format, &applied);
    for (size_t i = 0; !e && i < rows->n; i++)
        if (format[i] < 0 || format[i] == o->set.format || rows->item[i].seq > applied)
            rows->item[kept++] = rows->item[i];
    if (!e) rows->n = kept;
    return e;
}

/* The next rows that may be in the list; *ret_end: there are no more behind them. */
static enum err next_rows(struct oai *o, struct db *db, struct arena *a, struct harvest_rows *ret,
                          bool *ret_end)
{
    bool sifted = o->set.format >= 0;
    int64_t limit = sifted ? SKIM : BATCH;
    struct harvest_order order = {o->set.agency, o->set.network, o->after, o->until, o->now};
    enum err e = OK;
    do {
        e = harvest_rows(db, &order, limit, a, ret);
        if (e) return e;
        *ret_end = (int64_t)ret->n < limit;
        if (ret->n) order.after = ret->item[ret->n - 1].seq;
        e = skim(o, ret, a);
        if (!e && !ret->n) o->after = order.after;
    } while (!e && !ret->n && !*ret_end);
    if (ret->n > BATCH) {
        ret->n = BATCH;
        *ret_end = false;
    }
    return e;
}

static void end_list(struct oai *o, struct buf *to, bool more)
{
    struct oai_ask next = o->ask;
    next.after = o->after;
    next.cursor = o->ask.cursor + o->given;
    if (more)
        buf_printf(to, "<resumptionToken cursor=\"%lld\">%.*s</resumptionToken>\n",
                   (long long)o->ask.cursor, STR_ARG(oai_token_write(&next, o->mem)));
    else if (o->ask.token.n)
        buf_printf(to, "<resumptionToken cursor=\"%lld\"/>\n", (long long)o->ask.cursor);
    buf_printf(to, "</%s>\n</OAI-PMH>\n", oai_verb_name(o->ask.verb));
    o->state = OAI_DONE;
}

/* One row: nothing when it is not in the set. */
static enum err add_row(struct oai *o, const struct harvest_row *r, const struct title_view *v,
                        struct arena *a, struct buf *to)
{
    bool in = v && oai_set_has(&o->set, &o->networks, v);
    if (v && !in && o->set.format >= 0) return OK;
    if (o->given == 0) buf_printf(to, "<%s>\n", oai_verb_name(o->ask.verb));
    o->given++;
    return oai_entry(o, r->title, r->at, in ? v : NULL, a, to);
}

/* Rows with the titles they are about, until the page is full; a batch whose titles were read is
 * written, if a piece becomes somewhat larger by it. */
static enum err add_rows(struct oai *o, struct db *db, const struct harvest_rows *rows,
                         struct arena *a, struct buf *to, bool *ret_full)
{
    static const struct actor anybody = {.kind = ACTOR_STRANGER};
    struct title_views views;
    int64_t id[BATCH];
    size_t at = 0, until = to->n + BATCH_BYTES_MAX, n = MIN(rows->n, (size_t)(OAI_PAGE - o->given));
    for (size_t i = 0; i < n; i++) id[i] = rows->item[i].title;
    *ret_full = rows->n && !n;
    if (!n) return OK;
    enum err e = title_views(db, &anybody, NULL, id, n, a, &views);
    for (size_t i = 0; !e && i < n && to->n < until; i++) {
        const struct title_view *v = NULL;
        if (at < views.n && views.item[at].id == id[i]) v = &views.item[at++];
        e = add_row(o, &rows->item[i], v, a, to);
        if (!e) o->after = rows->item[i].seq;
    }
    return e;
}

enum err oai_list_next(struct oai *o, struct db *db, size_t bytes, struct buf *to)
{
    size_t start = to->n;
    while (to->n < start + bytes && o->state == OAI_LISTING && !o->fault.code) {
        struct arena CLEANUP(arena_freep) *a = arena_new();
        struct harvest_rows rows = {0};
        bool end = false, full = false;
        enum err e = next_rows(o, db, a, &rows, &end);
        if (!e) e = add_rows(o, db, &rows, a, to, &full);
        if (e) return e;
        bool all = !rows.n || o->after == rows.item[rows.n - 1].seq;
        if (full)
            end_list(o, to, true);
        else if (end && all && o->given)
            end_list(o, to, false);
        else if (end && all)
            o->fault = (struct oai_fault){"noRecordsMatch", STR("Nothing is in this list")};
    }
    return OK;
}
