/* search.c -- walking the hits: filters, exact total, facets, the best of them in order. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/env.h"
#include "index/facets.h"
#include "index/rank.h"

enum { LIMIT_MAX = 1000, OFFSET_MAX = 1000000, LOOK_AT_CLOCK = 2048 };

struct hit {
    int64_t id, score;
};

struct walk {
    const struct index_query *q;
    const struct snapshot *columns;
    struct arena *mem;
    struct filter filter;
    struct facets *facets, *counted; /* facets: NULL when there is no time to count on */
    struct hit *heap;                /* the worst of the best on top */
    size_t n, want;
    int64_t total, rows;
};

/* ---- order ---- */

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Missing keys come last whatever the direction. */
static int compare_keys(struct str a, struct str b)
{
    if (!a.n || !b.n) return (a.n == 0) - (b.n == 0);
    return str_cmp(a, b);
}

static int compare_keys_down(struct str a, struct str b)
{
    return a.n && b.n ? str_cmp(b, a) : compare_keys(a, b);
}

static int compare_years(int a, int b, bool newest)
{
    if (!a || !b) return (a == 0) - (b == 0);
    return newest ? compare_numbers(b, a) : compare_numbers(a, b);
}

/* Below 0 when x comes before y. Ids break all ties, so that pages never overlap. */
static int compare_hits(const struct walk *w, const struct hit *x, const struct hit *y)
{
    int c = 0;
    if (w->q->sort == INDEX_BY_RELEVANCE) {
        c = compare_numbers(y->score, x->score);
        return c ? c : compare_numbers(x->id, y->id);
    }
    if (w->q->sort == INDEX_BY_ADDED) return compare_numbers(y->id, x->id);
    struct row_values a = {0}, b = {0};
    snapshot_row(w->columns, x->id, &a);
    snapshot_row(w->columns, y->id, &b);
    switch (w->q->sort) {
    case INDEX_BY_NEWEST: c = compare_years(a.year, b.year, true); break;
    case INDEX_BY_OLDEST: c = compare_years(a.year, b.year, false); break;
    case INDEX_BY_AUTHOR: c = compare_keys(a.sort_author, b.sort_author); break;
    case INDEX_BY_AUTHOR_DOWN: c = compare_keys_down(a.sort_author, b.sort_author); break;
    case INDEX_BY_TITLE_DOWN: c = compare_keys_down(a.sort_title, b.sort_title); break;
    case INDEX_BY_TITLE:
    case INDEX_BY_ADDED:
    case INDEX_BY_RELEVANCE: break;
    }
    if (!c) c = compare_keys(a.sort_title, b.sort_title);
    return c ? c : compare_numbers(x->id, y->id);
}

static void sift_down(struct walk *w, size_t i)
{
    for (;;) {
        size_t worst = i, left = 2 * i + 1, right = left + 1;
        if (left < w->n && compare_hits(w, &w->heap[left], &w->heap[worst]) > 0) worst = left;
        if (right < w->n && compare_hits(w, &w->heap[right], &w->heap[worst]) > 0) worst = right;
        if (worst == i) return;
        struct hit t = w->heap[i];
        w->heap[i] = w->heap[worst];
        w->heap[worst] = t;
        i = worst;
    }
}

static void sift_up(struct walk *w, size_t i)
{
    while (i) {
        size_t up = (i - 1) / 2;
        if (compare_hits(w, &w->heap[i], &w->heap[up]) <= 0) return;
        struct hit t = w->heap[i];
        w->heap[i] = w->heap[up];
        w->heap[up] = t;
        i = up;
    }
}

static void keep(struct walk *w, struct hit h)
{
    if (w->n < w->want) {
        w->heap[w->n] = h;
        sift_up(w, w->n++);
    } else if (w->want && compare_hits(w, &h, &w->heap[0]) < 0) {
        w->heap[0] = h;
        sift_down(w, 0);
    }
}

/* Best first: the heap gives up its worst one after another. */
static void sort_heap(struct walk *w)
{
    size_t n = w->n;
    while (w->n > 1) {
        struct hit t = w->heap[0];
        w->heap[0] = w->heap[--w->n];
        w->heap[w->n] = t;
        sift_down(w, 0);
    }
    w->n = n;
}

/* ---- the walk ---- */

/* Counts a document; whether it is a hit. */
static bool visit(void *ctx, int64_t id, struct row_values *row)
{
    struct walk *w = ctx;
    bool held = false;
    if (!snapshot_row(w->columns, id, row)) return false;
    uint32_t fails = filter_row(&w->filter, row, &held);
    if (w->facets) facets_count(w->facets, row, fails, held);
    if (fails || !held) return false;
    w->total++;
    return true;
}

static bool too_late(struct walk *w)
{
    const struct env *env = env_system();
    if (++w->rows % LOOK_AT_CLOCK) return false;
    int64_t now = env->monotonic(env);
    if (w->q->facet_deadline_us && now > w->q->facet_deadline_us) w->facets = NULL;
    return w->q->deadline_us && now > w->q->deadline_us;
}

static enum err walk_all(struct walk *w)
{
    struct row_values row;
    for (size_t b = 0; b < snapshot_blocks(w->columns); b++)
        for (size_t i = 0; snapshot_block(w->columns, b) && i < BLOCK_ROWS; i++) {
            if (too_late(w)) return ERR_INTERRUPTED;
            int64_t id = (int64_t)(b * BLOCK_ROWS + i);
            if (visit(w, id, &row)) keep(w, (struct hit){id, 0});
        }
    return OK;
}

static enum err walk_matches(struct walk *w, struct connection *c)
{
    const char *expression = NULL;
    struct phrases phrases = {0};
    struct rank_plan *plan = NULL;
    struct row_values row;
    bool ranked = w->q->sort == INDEX_BY_RELEVANCE;
    sqlite3_stmt *st = ranked ? c->ranked : c->plain;
    enum err e = expression_of(w->q->root, w->mem, &expression, &phrases);
    if (!e && ranked) e = rank_plan_make(c, w->q, &phrases, w->mem, &plan);
    if (e) return e;
    if (plan) plan->row = visit, plan->row_ctx = w;
    sqlite3_bind_text(st, 1, expression, -1, SQLITE_STATIC);
    if (ranked) sqlite3_bind_pointer(st, 2, plan, RANK_POINTER, NULL);
    int code = SQLITE_DONE;
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        if (too_late(w)) e = ERR_INTERRUPTED;
        int64_t id = sqlite3_column_int64(st, 0);
        bool hit = ranked ? sqlite3_column_type(st, 1) != SQLITE_NULL : visit(w, id, &row);
        if (hit) keep(w, (struct hit){id, ranked ? sqlite3_column_int64(st, 1) : 0});
        if (w->q->enough && w->total >= w->q->enough) break;
    }
    sqlite3_reset(st);
    if (ranked) sqlite3_bind_null(st, 2); /* the plan dies with the search */
    return e ? e : sqlite_err(code == SQLITE_ROW ? SQLITE_DONE : code);
}

static enum err run(struct walk *w, struct connection *c)
{
    enum err e = filter_make(&w->filter, c, w->q, w->mem);
    if (e) return e;
    if (w->q->facet_limit)
        w->facets = facets_new(w->mem, c, snapshot_terms(w->columns), w->q, &w->filter);
    w->counted = w->facets;
    return w->q->root ? walk_matches(w, c) : walk_all(w);
}

static void give_hits(struct walk *w, struct arena *a, struct index_hits *ret)
{
    sort_heap(w);
    size_t from = MIN(w->q->offset, w->n), n = MIN(w->n - from, w->q->limit);
    ret->total = w->total;
    ret->id = arena_array(a, int64_t, n);
    ret->score = arena_array(a, int64_t, n);
    ret->n = n;
    for (size_t i = 0; i < n; i++) {
        ret->id[i] = w->heap[from + i].id;
        ret->score[i] = w->heap[from + i].score;
    }
}

enum err index_search(struct index_reader *r, const struct index_query *query, struct arena *a,
                      struct index_hits *ret)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct index_query q = *query;
    struct index_hits hits = {0};
    struct connection *c = NULL;
    struct snapshot *columns = NULL;
    if (q.limit > LIMIT_MAX || q.offset > OFFSET_MAX) return ERR_LIMIT;

    enum err e = reader_begin(r, &c, &columns, &hits.applied_seq);
    if (e) return e;
    struct walk w = {.q = &q, .columns = columns, .mem = mem, .want = q.offset + q.limit};
    w.heap = arena_array(mem, struct hit, w.want + 1);
    e = run(&w, c);
    if (!e && w.facets) e = facets_finish(w.facets, c, &q, a, hits.facet);
    hits.facets_left = q.facet_limit && !w.facets;
    facets_clear(w.counted);
    if (!e) give_hits(&w, a, &hits);
    reader_end(r, c, columns);
    if (!e) *ret = hits;
    return e;
}
