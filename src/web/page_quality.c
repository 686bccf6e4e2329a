/* page_quality.c -- how complete a library's records are, what would help most, and lists to mend.
 */
#include "web/quality.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/spelling.h"
#include "db/pool.h"
#include "html.h"
#include "record/csv.h"

enum { LIST_BATCH = 50, LIST_MAX = 20000, COLUMNS = 9 };

/* ---- the page ---- */

static int64_t help_of(const struct quality_row *r)
{
    return r->count * mark_weight(r->mark);
}

static int by_help(const void *x, const void *y)
{
    int64_t a = help_of(x), b = help_of(y);
    return a > b ? -1 : a < b;
}

static void add_rows(struct ask *k, struct quality_page *p)
{
    for (enum mark m = 0; m < MARKS; m++) {
        int64_t now = p->q.with[m], then = p->before.with[m];
        if (!mark_weight(m) || (now == 0 && then == 0)) continue;
        p->item[p->n++] =
            (struct quality_row){.mark = m,
                                 .words = named_text(k, "mark", mark_name(m)),
                                 .effect = named_text(k, "effect", mark_name(m)),
                                 .count = now,
                                 .change = p->before.at ? now - then : 0,
                                 .share = p->q.titles ? (int)(100 * now / p->q.titles) : 0};
    }
    qsort(p->item, p->n, sizeof *p->item, by_help);
}

enum err page_quality(struct ask *k)
{
    struct staff_frame s;
    struct spelling_state spelling;
    struct quality_page p = {.address = staff_address(k, "/mutu")};
    enum err e = quality_of(k->db, k->config->index, &k->actor, k->agency.id, k->rq->deadline_us,
                            k->mem, &p.q);
    if (!e) e = quality_before(k->db, &k->actor, k->agency.id, &p.before);
    if (!e) e = spelling_state(k->db, &k->actor, k->agency.id, &spelling);
    if (!e) e = staff_frame(k, ask_text(k, MSG_own_quality), &s);
    if (e) return e;
    for (enum spelling_kind i = 0; i < SPELLINGS; i++) p.varying += spelling.varying[i];
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    add_rows(k, &p);
    s.around.icons |= ICON(SHARE) | ICON(CHECK);
    html_quality(&k->out, &s, &p, k->agency.slug);
    return OK;
}

/* ---- a list as CSV ---- */

struct listing {
    const struct web_config *config;
    struct actor actor;
    int64_t agency, after, titles;
    struct str base, slug;
    struct search_request search;
    struct scope own;
    struct arena *row;
    struct str heading[COLUMNS];
    bool begun, ended;
};

static void write_row(const struct listing *l, const struct entry_view *v, struct buf *to)
{
    const struct bib *b = &v->entry.bib;
    struct strs codes = {0};
    for (size_t i = 0; i < b->items.n; i++)
        if (b->items.item[i].code.n) VEC_PUSH(l->row, &codes, b->items.item[i].code);
    struct str year = b->year ? arena_printf(l->row, "%d", b->year) : b->year_text;
    struct str row[COLUMNS] = {b->control,
                               b->title,
                               title_main_author(b),
                               b->publisher,
                               year,
                               arena_join(l->row, b->isbns.item, b->isbns.n, STR("; ")),
                               b->call_number,
                               arena_join(l->row, codes.item, codes.n, STR("; ")),
                               arena_printf(l->row, "%.*s/staf/%.*s/buku/%lld", STR_ARG(l->base),
                                            STR_ARG(l->slug), (long long)v->record)};
    csv_write(to, ',', row, COLUMNS);
}

static enum err next_titles(struct listing *l, struct db *db, struct buf *to)
{
    struct search_ids ids;
    enum err e =
        search_walk(db, l->config->index, &l->actor, &l->search, l->after, l->row, NULL, &ids);
    for (size_t i = 0; i < ids.n && !e; i++) {
        struct entry_views list;
        e = entry_of_title(db, &l->actor, l->agency, ids.item[i], l->row, &list);
        for (size_t n = 0; !e && n < list.n; n++) write_row(l, &list.item[n], to);
        l->after = ids.item[i];
    }
    l->titles += e ? 0 : (int64_t)ids.n;
    l->ended = e || ids.n < LIST_BATCH || l->titles >= LIST_MAX;
    return e;
}

static enum err next_piece(void *ctx, struct buf *to)
{
    struct listing *l = ctx;
    struct db *db = NULL;
    if (!l->begun) {
        buf_add(to, STR("\xEF\xBB\xBF")); /* spreadsheets take it for UTF-8 then */
        csv_write(to, ',', l->heading, COLUMNS);
    }
    l->begun = true;
    if (l->ended) return OK;
    enum err e = db_pool_get(l->config->db, &db);
    if (e) return e;
    arena_reset(l->row);
    e = next_titles(l, db, to);
    db_pool_put(l->config->db, db);
    return e;
}

static void end_listing(void *ctx)
{
    struct listing *l = ctx;
    arena_free(l->row);
    l->row = NULL;
}

enum err page_quality_csv(struct ask *k)
{
    static const enum msg words[COLUMNS] = {
        MSG_quality_number,    MSG_field_title,   MSG_fact_authors,
        MSG_element_publisher, MSG_element_year,  MSG_fact_isbn,
        MSG_entry_call_number, MSG_quality_codes, MSG_download_address};
    struct listing *l = arena_make(k->mem, struct listing);
    enum mark m;
    if (!mark_parse(k->segment, &m)) return ERR_NOT_FOUND;
    *l = (struct listing){.config = k->config,
                          .actor = k->actor,
                          .agency = k->agency.id,
                          .base = base_of(k),
                          .slug = k->agency.slug};
    for (size_t i = 0; i < COLUMNS; i++) l->heading[i] = ask_text(k, words[i]);
    l->own = (struct scope){.agency = &l->agency, .n = 1};
    l->search = (struct search_request){.field = INDEX_ANY, .scope = &l->own, .limit = LIST_BATCH};
    VEC_PUSH(k->mem, &l->search.filters.marks, mark_text(k->mem, l->agency, m));
    l->row = arena_new();
    http_set(k->rq, k->rs, "Content-Type", STR("text/csv; charset=utf-8"));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"%.*s-%s-%.*s.csv\"",
                          STR_ARG(k->agency.slug), mark_name(m), STR_ARG(ask_day(k))));
    k->rs->source = (struct http_source){next_piece, end_listing, l};
    return OK;
}
