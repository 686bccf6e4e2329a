/* browse.c -- headings of the index and forms of authority files, merged into one list. */
#include "catalog/browse.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/references.h"

enum { EMPTY_MAX = 20 };

struct browsing {
    struct db *db;
    struct index_reader *index;
    struct browse_request rq;
    struct heading_ask ask;
    struct arena *mem;
    struct heading_rows rows;
    struct references see;
};

/* Below 0 when x comes first in the direction of the walk. */
static int compare(const struct browsing *b, struct str x_sort, struct str x_text,
                   struct str y_sort, struct str y_text)
{
    int c = str_cmp(x_sort, y_sort);
    if (!c) c = str_cmp(x_text, y_text);
    return b->rq.backward ? -c : c;
}

/* ---- who may see what ---- */

static enum err make_ask(struct browsing *b)
{
    const struct scope *scope = b->rq.scope;
    if (!scope) {
        enum err e = scope_public(b->db, b->mem, &scope);
        if (e) return e;
    }
    b->ask = (struct heading_ask){.kind = b->rq.kind,
                                  .sort = b->rq.from.sort,
                                  .text = b->rq.from.text,
                                  .backward = b->rq.backward,
                                  .limit = b->rq.limit,
                                  .scope = scope ? scope->agency : NULL,
                                  .n_scope = scope ? scope->n : 0};
    return scope && scope->n == 0 ? ERR_NOT_FOUND : OK; /* nobody's headings */
}

/* ---- forms that lead to a heading ---- */

/* Forms behind the last heading of the page wait for the next one. */
static void cut_to_page(struct browsing *b)
{
    while (b->rows.more && b->see.n) {
        const struct reference *last = &b->see.item[b->see.n - 1];
        int c = compare(b, last->sort, last->text, b->rows.more_sort, b->rows.more_text);
        /* Backward the list goes on before `more`, which is on the page itself. */
        if (c < 0 || (b->rq.backward && c == 0)) return;
        b->see.n--;
    }
}

/* There may be more forms than are looked at: then the page ends with the last of them. */
static void cut_to_forms(struct browsing *b)
{
    if (b->see.n < REFERENCES_MAX) return;
    const struct reference *last = &b->see.item[b->see.n - 1];
    while (b->rows.n) {
        const struct heading_row *row = &b->rows.item[b->rows.n - 1];
        if (compare(b, row->sort, row->text, last->sort, last->text) <= 0) break;
        b->rows.n--;
    }
    b->rows.more = true;
    b->rows.more_sort = last->sort;
    b->rows.more_text = last->text;
}

/* Leaves those whose heading has titles; the heading is then written as the titles have it. */
static enum err keep_living(struct browsing *b, struct references *list)
{
    struct str *key = arena_array(b->mem, struct str, list->n + 1);
    struct heading_row *found = arena_array(b->mem, struct heading_row, list->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) key[i] = list->item[i].target_sort;
    enum err e = index_headings_with(b->index, &b->ask, key, list->n, b->mem, found);
    if (e) return e;
    for (size_t i = 0; i < list->n; i++) {
        if (!found[i].n) continue;
        list->item[i].target = found[i].text;
        list->item[n++] = list->item[i];
    }
    list->n = n;
    return OK;
}

static enum err read_see(struct browsing *b)
{
    struct reference_span span = {b->rq.kind, b->rq.from.sort, b->rq.from.text, b->rows.more_sort,
                                  b->rq.backward};
    enum err e = references_in(b->db, &span, b->mem, &b->see);
    if (e) return e;
    cut_to_forms(b);
    cut_to_page(b);
    return keep_living(b, &b->see);
}

/* ---- one list ---- */

static void add_once(struct arena *a, struct strs *to, struct str text)
{
    for (size_t i = 0; i < to->n; i++)
        if (str_eq(to->item[i], text)) return;
    VEC_PUSH(a, to, text);
}

/* The row of the page for this place, a new one when the last is another. */
static struct browse_row *row_at(struct browsing *b, struct browse_page *p, struct str sort,
                                 struct str text)
{
    struct browse_row *last = p->n ? &p->item[p->n - 1] : NULL;
    if (last && str_eq(last->sort, sort) && str_eq(last->text, text)) return last;
    struct browse_row row = {.sort = sort, .text = text};
    VEC_PUSH(b->mem, p, row);
    return &p->item[p->n - 1];
}

static void merge(struct browsing *b, struct browse_page *p)
{
    size_t i = 0, k = 0;
    while (i < b->rows.n || k < b->see.n) {
        const struct heading_row *h = i < b->rows.n ? &b->rows.item[i] : NULL;
        const struct reference *f = k < b->see.n ? &b->see.item[k] : NULL;
        if (h && (!f || compare(b, h->sort, h->text, f->sort, f->text) <= 0)) {
            struct browse_row *row = row_at(b, p, h->sort, h->text);
            row->titles = h->n;
            row->at_most = h->at_most;
            row->only = h->only;
            i++;
        } else if (f) {
            add_once(b->mem, &row_at(b, p, f->sort, f->text)->see, f->target);
            k++;
        }
    }
}

/* Only as many rows as wanted; the rest is more. */
static void cut(struct browsing *b, struct browse_page *p, struct browse_place *more, bool *is_more)
{
    *is_more = b->rows.more;
    *more = (struct browse_place){b->rows.more_sort, b->rows.more_text};
    if (p->n <= b->rq.limit) return;
    const struct browse_row *edge = &p->item[b->rq.limit - (b->rq.backward ? 1 : 0)];
    *is_more = true;
    *more = (struct browse_place){edge->sort, edge->text};
    p->n = b->rq.limit;
}

static void turn_round(struct browse_page *p)
{
    for (size_t i = 0; i < p->n / 2; i++) {
        struct browse_row t = p->item[i];
        p->item[i] = p->item[p->n - 1 - i];
        p->item[p->n - 1 - i] = t;
    }
}

static enum err add_also(struct browsing *b, struct browse_page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct references list = {0};
        if (!p->item[i].titles) continue;
        enum err e = references_also(b->db, b->rq.kind, p->item[i].sort, b->mem, &list);
        if (!e) e = keep_living(b, &list);
        if (e) return e;
        for (size_t k = 0; k < list.n; k++) add_once(b->mem, &p->item[i].also, list.item[k].target);
    }
    return OK;
}

/* Whether anything comes before the first row of a page that was read forward. */
static enum err look_before(struct browsing *b, struct browse_page *p)
{
    struct heading_rows rows = {0};
    struct heading_ask ask = b->ask;
    ask.backward = true;
    ask.limit = 1;
    enum err e = index_headings(b->index, &ask, b->mem, &rows);
    p->before = rows.n > 0 || rows.more;
    return e;
}

static enum err read_page(struct browsing *b, struct browse_page *p)
{
    struct browse_place more;
    bool is_more = false;
    enum err e = index_headings(b->index, &b->ask, b->mem, &b->rows);
    if (!e) e = read_see(b);
    if (e) return e;
    merge(b, p);
    cut(b, p, &more, &is_more);
    if (b->rq.backward) {
        p->before = is_more;
        p->first = more;
        p->after = true;
        p->next = b->rq.from;
        turn_round(p);
        return OK;
    }
    p->after = is_more;
    p->next = more;
    p->first = b->rq.from;
    return b->rq.from.sort.n ? look_before(b, p) : OK;
}

/* Nothing to be seen for a long stretch: from behind it. */
static enum err read_on(struct browsing *b, struct browse_page *p)
{
    b->rq.from = b->rq.backward ? p->first : p->next;
    b->ask.sort = b->rq.from.sort;
    b->ask.text = b->rq.from.text;
    b->rows = (struct heading_rows){0};
    return read_page(b, p);
}

enum err browse_run(struct db *db, struct index_reader *index, const struct actor *actor,
                    const struct browse_request *rq, struct arena *a, struct browse_page *ret)
{
    struct browsing b = {.db = db, .index = index, .rq = *rq, .mem = a};
    struct browse_page page = {0};
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e && rq->limit > BROWSE_LIMIT_MAX) e = ERR_LIMIT;
    if (!e) e = make_ask(&b);
    if (!e) e = read_page(&b, &page);
    for (int i = 0; !e && i < EMPTY_MAX && page.n == 0 && (rq->backward ? page.before : page.after);
         i++)
        e = read_on(&b, &page);
    if (!e) e = add_also(&b, &page);
    if (e && e != ERR_NOT_FOUND) return e;
    *ret = page;
    return OK;
}

enum err browse_titles(struct db *db, struct index_reader *index, const struct actor *actor,
                       const struct browse_request *rq, size_t offset, struct arena *a,
                       struct title_views *ret, int64_t *ret_total)
{
    struct browsing b = {.db = db, .index = index, .rq = *rq, .mem = a};
    struct scope scope;
    int64_t *id = NULL;
    size_t n = 0;
    *ret_total = 0;
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e) e = make_ask(&b);
    if (!e) e = index_heading_docs(index, &b.ask, offset, a, &id, &n, ret_total);
    if (e == ERR_NOT_FOUND) return OK;
    scope = (struct scope){b.ask.scope, b.ask.n_scope, b.ask.n_scope == 0};
    return e ? e : title_views(db, actor, b.ask.n_scope ? &scope : NULL, id, n, a, ret);
}
