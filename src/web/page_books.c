/* page_books.c -- a library's own records as a list, and what the network has that could be copied.
 */
#include "web/outside.h"

#include "base/checked.h"
#include "catalog/title_id.h"
#include "html.h"

enum { ROWS = 25, COPY_ROWS = 10, PAGES = 200 };

static struct str year_of(struct ask *k, const struct bib *b)
{
    return b->year_text.n || !b->year ? b->year_text : arena_printf(k->mem, "%d", b->year);
}

static struct book_row row_of(struct ask *k, const struct entry_view *v)
{
    const struct bib *b = &v->entry.bib;
    struct str meta[] = {title_main_author(b), b->publisher, year_of(k, b)};
    struct book_row r = {.v = v, .call_number = b->call_number};
    r.meta = arena_join(k->mem, meta, COUNT(meta), STR(", "));
    for (size_t i = 0; i < b->items.n; i++)
        if (b->items.item[i].status != ITEM_HIDDEN) r.copies += MAX(b->items.item[i].copies, 1);
    return r;
}

static void add_rows(struct ask *k, const struct entry_views *list, struct books_page *p)
{
    p->item = arena_array(k->mem, struct book_row, list->n + 1);
    for (size_t i = 0; i < list->n; i++) p->item[p->n++] = row_of(k, &list->item[i]);
}

static struct str with_page(struct ask *k, const struct books_page *p, int64_t page)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 10);
    buf_printf(&b, "?hal=%lld", (long long)page);
    if (p->query.n) buf_add(&b, STR("&q="));
    http_encode(&b, p->query);
    if (p->mark.n) buf_printf(&b, "&kurang=%.*s", STR_ARG(p->mark));
    return arena_copy(k->mem, buf_str(&b));
}

/* The agency's records of the titles found, in their order. */
static enum err records_of(struct ask *k, const struct search_result *found,
                           struct entry_views *ret)
{
    for (size_t i = 0; i < found->titles.n; i++) {
        struct entry_views some;
        enum err e =
            entry_of_title(k->db, &k->actor, k->agency.id, found->titles.item[i].id, k->mem, &some);
        if (e) return e;
        for (size_t n = 0; n < some.n; n++) VEC_PUSH(k->mem, ret, some.item[n]);
    }
    return OK;
}

static enum err search_own(struct ask *k, struct books_page *p)
{
    struct search_result found = {0};
    struct entry_views list = {0};
    int64_t page = MIN(MAX(ask_number(k, "hal", 1), (int64_t)1), (int64_t)PAGES);
    /* also while readers do not see the library yet */
    const struct scope own = {.agency = &k->agency.id, .n = 1};
    struct search_request rq = {.query = p->query,
                                .field = INDEX_ANY,
                                .scope = &own,
                                .sort = p->query.n ? INDEX_BY_RELEVANCE : INDEX_BY_TITLE,
                                .offset = (size_t)(page - 1) * ROWS,
                                .limit = ROWS,
                                .deadline_us = k->rq->deadline_us};
    enum mark m;
    if (p->mark.n && !mark_parse(p->mark, &m)) return ERR_ARG;
    if (p->mark.n) VEC_PUSH(k->mem, &rq.filters.marks, mark_text(k->mem, k->agency.id, m));
    enum err e = ask_search(k, &rq, &found);
    if (e == ERR_ARG) e = OK; /* only punctuation: nothing is found */
    if (!e) e = records_of(k, &found, &list);
    if (e) return e;
    p->total = found.hits.total;
    if (p->mark.n) p->text = named_text(k, "hint", mark_name(m));
    if (page > 1) p->previous = with_page(k, p, page - 1);
    if (found.hits.total > page * ROWS && page < PAGES) p->next = with_page(k, p, page + 1);
    add_rows(k, &list, p);
    return OK;
}

static enum err newest(struct ask *k, struct books_page *p)
{
    struct entry_views list;
    enum err e = entry_list(k->db, &k->actor, k->agency.id, ask_number(k, "sebelum", 0), ROWS + 1,
                            k->mem, &list);
    if (e) return e;
    if (list.n > ROWS) {
        list.n = ROWS;
        p->next = arena_printf(k->mem, "?sebelum=%lld", (long long)list.item[ROWS - 1].record);
    }
    p->total = -1;
    add_rows(k, &list, p);
    return OK;
}

static void add_kinds(struct ask *k, struct books_page *p)
{
    static const enum format kinds[] = {FORMAT_BOOK,  FORMAT_SERIAL, FORMAT_ARTICLE, FORMAT_THESIS,
                                        FORMAT_VIDEO, FORMAT_MUSIC,  FORMAT_MAP,     FORMAT_OBJECT};
    p->kinds = arena_array(k->mem, struct choice_view, COUNT(kinds) + 1);
    for (size_t i = 0; i < COUNT(kinds); i++)
        p->kinds[p->n_kinds++] = (struct choice_view){
            str_of(format_name(kinds[i])), named_text(k, "format", format_name(kinds[i])), false};
    p->kinds[p->n_kinds++] =
        (struct choice_view){STR("ebook"), ask_text(k, MSG_editor_ebook), false};
}

enum err page_books(struct ask *k)
{
    struct staff_frame s;
    struct books_page p = {.query = str_trim(http_param(k->rq, "q")),
                           .mark = http_param(k->rq, "kurang")};
    enum err e = p.query.n || p.mark.n ? search_own(k, &p) : newest(k, &p);
    if (!e) e = template_choices(k, staff_address(k, "/buku/baru"), &p.begin);
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_books), &s);
    if (e) return e;
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK;
    add_kinds(k, &p);
    html_book_list(&k->out, &s, &p, k->agency.slug);
    return OK;
}

/* ---- what the network has ---- */

static bool holds(const struct title_view *v, int64_t agency)
{
    for (size_t i = 0; i < v->n_holdings; i++)
        if (v->holding[i].agency->id == agency) return true;
    return false;
}

static struct str copy_address(struct ask *k, struct str query, int64_t page)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 10);
    buf_add(&b, STR("?q="));
    http_encode(&b, query);
    buf_printf(&b, "&hal=%lld", (long long)page);
    return arena_copy(k->mem, buf_str(&b));
}

enum err copy_rows(struct ask *k, struct copy_page *p)
{
    struct search_result found = {0};
    int64_t page = MIN(MAX(ask_number(k, "hal", 1), (int64_t)1), (int64_t)PAGES);
    const struct search_request rq = {.query = p->query,
                                      .field = INDEX_ANY,
                                      .offset = (size_t)(page - 1) * COPY_ROWS,
                                      .limit = COPY_ROWS,
                                      .deadline_us = k->rq->deadline_us};
    enum err e = ask_search(k, &rq, &found);
    if (e == ERR_ARG) return OK;
    if (e) return e;
    struct rows_view rows = rows_of(k, &found.titles);
    p->item = arena_array(k->mem, struct copy_row, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        p->item[p->n++] = (struct copy_row){rows.item[i], holds(rows.item[i].v, k->agency.id)};
    p->total = found.hits.total;
    if (page > 1) p->previous = copy_address(k, p->query, page - 1);
    if (p->total > page * COPY_ROWS && page < PAGES) p->next = copy_address(k, p->query, page + 1);
    return OK;
}

enum err page_book_copy(struct ask *k)
{
    struct staff_frame s;
    struct copy_page p = {.query = str_trim(http_param(k->rq, "q"))};
    enum err e = p.query.n ? copy_rows(k, &p) : OK;
    if (!e) e = staff_frame(k, ask_text(k, MSG_staff_copy), &s);
    if (e) return e;
    s.around.icons |= ICON(PIN) | ICON(KINDS);
    html_book_copy(&k->out, &s, &p, k->agency.slug);
    return OK;
}
