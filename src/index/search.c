/* search.c -- walking the hits: filters, exact total, facets, the best of them in order. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/env.h"
#include "index/facets.h"
#include "index/sweep.h"

enum { LIMIT_MAX = 1000, OFFSET_MAX = 1000000, LOOK_AT_CLOCK = 2048 };

struct hit {
    int64_t id, score;
};

struct walk {
    const struct index_query *q;
    const struct snapshot *columns;
    const struct block *block; /* the last one that was looked into: its number, */
    size_t block_at;
    uint32_t looked;          /* how often, */
    uint64_t held[ROW_WORDS]; /* and, once that was often, which of its rows meet filter_held */
    struct arena *mem;
    struct filter filter;
    struct facets *facets, *counted; /* facets: NULL when there is no time to count on */
    struct hit *heap;                /* the worst of the best on top */
    size_t n, want, next;            /* next: where the next one goes, when each is the best */
    struct hit few[INDEX_FEW];       /* with their scores, as long as they are few */
    size_t n_few;
    int64_t total, rows;
    bool late;
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

static bool adds(const struct walk *w)
{
    return w->q->sort == INDEX_BY_ADDED || w->q->sort == INDEX_BY_EASE;
}

/* Below 0 when x comes before y. Ids break all ties, so that pages never overlap. */
static int compare_hits(const struct walk *w, const struct hit *x, const struct hit *y)
{
    int c = 0;
    if (w->q->sort == INDEX_BY_RELEVANCE) {
        c = compare_numbers(y->score, x->score);
        return c ? c : compare_numbers(x->id, y->id);
    }
    if (adds(w)) return compare_numbers(y->id, x->id);
    if (w->q->sort == INDEX_BY_NUMBER) return compare_numbers(x->id, y->id);
    const struct block *a = snapshot_block(w->columns, (size_t)(x->id / BLOCK_ROWS));
    const struct block *b = snapshot_block(w->columns, (size_t)(y->id / BLOCK_ROWS));
    size_t i = (size_t)(x->id % BLOCK_ROWS), k = (size_t)(y->id % BLOCK_ROWS);
    if (w->q->sort == INDEX_BY_NEWEST || w->q->sort == INDEX_BY_OLDEST)
        c = compare_years(a->head[i].year, b->head[k].year, w->q->sort == INDEX_BY_NEWEST);
    if (w->q->sort == INDEX_BY_AUTHOR)
        c = compare_keys(block_author_key(a, i), block_author_key(b, k));
    if (w->q->sort == INDEX_BY_AUTHOR_DOWN)
        c = compare_keys_down(block_author_key(a, i), block_author_key(b, k));
    if (w->q->sort == INDEX_BY_TITLE_DOWN)
        c = compare_keys_down(block_title_key(a, i), block_title_key(b, k));
    if (!c) c = compare_keys(block_title_key(a, i), block_title_key(b, k));
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

/* Of those added last: they come in the order of their ids, so each is the best so far. */
static void keep_last(struct walk *w, struct hit h)
{
    if (!w->want) return;
    w->heap[w->next] = h;
    w->next = w->next + 1 == w->want ? 0 : w->next + 1;
    if (w->n < w->want) w->n++;
}

static void keep(struct walk *w, struct hit h)
{
    if (adds(w)) {
        keep_last(w, h);
    } else if (w->n < w->want) {
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
    for (size_t i = n / 2; adds(w) && i-- > 0;) sift_down(w, i);
    while (w->n > 1) {
        struct hit t = w->heap[0];
        w->heap[0] = w->heap[--w->n];
        w->heap[w->n] = t;
        sift_down(w, 0);
    }
    w->n = n;
}

/* ---- the walk ---- */

static bool bit_of(const uint64_t rows[ROW_WORDS], uint32_t at)
{
    return rows[at / 64] >> at % 64 & 1;
}

/* Hits come in the order of their ids, many of a block after one another. */
static bool row_of(struct walk *w, int64_t id, struct row_ref *ret)
{
    size_t n = (size_t)id / BLOCK_ROWS;
    if (n != w->block_at || !w->block) {
        w->block = snapshot_block(w->columns, n);
        w->block_at = n;
        w->looked = 0;
    }
    *ret = (struct row_ref){w->block, (uint32_t)id % BLOCK_ROWS};
    return w->block && w->block->head[ret->at].present;
}

/* Where a block has many hits, who holds what is found out for all its rows at once. */
static bool is_held(struct walk *w, struct row_ref row)
{
    enum { MANY = 8 };
    uint32_t many = w->filter.few ? 1 : MANY;
    if (w->filter.any_holder) return true;
    if (++w->looked < many) return filter_held(&w->filter, row.block, row.at);
    if (w->looked == many) filter_held_rows(&w->filter, row.block, w->held);
    return bit_of(w->held, row.at);
}

/* Counts a document; whether it is a hit. */
static bool find(void *ctx, int64_t id, struct row_ref *ret)
{
    struct walk *w = ctx;
    if (!row_of(w, id, ret)) return false;
    bool held = is_held(w, *ret);
    uint32_t fails = w->filter.no_condition ? 0 : filter_row(&w->filter, ret->block, ret->at);
    if (w->facets) facets_count(w->facets, *ret, fails, held);
    if (fails || !held) return false;
    w->total++;
    return true;
}

static bool too_late(struct walk *w, int rows)
{
    const struct env *env = env_system();
    if ((w->rows += rows) < LOOK_AT_CLOCK) return w->late;
    w->rows = 0;
    int64_t now = env->monotonic(env);
    if (w->q->facet_deadline_us && now > w->q->facet_deadline_us) w->facets = NULL;
    w->late = w->q->deadline_us && now > w->q->deadline_us;
    return w->late;
}

static void take(void *ctx, int64_t id, int64_t score)
{
    keep(ctx, (struct hit){id, score});
}

static void take_few(void *ctx, int64_t id, int64_t score)
{
    struct walk *w = ctx;
    w->few[w->n_few++] = (struct hit){id, score};
}

/* The same of a walk that ranks the first few of them, or nothing. */
static bool find_and_take(void *ctx, int64_t id, struct row_ref *ret)
{
    struct walk *w = ctx;
    bool found = find(w, id, ret);
    if (found) take(w, id, 0);
    return found && w->q->sort == INDEX_BY_EASE && w->total <= INDEX_FEW;
}

static bool stop(void *ctx)
{
    struct walk *w = ctx;
    return too_late(w, 1) || (w->q->enough && w->total >= w->q->enough);
}

/* All rows of a block, when there are only conditions on holders. */
static void walk_holders(struct walk *w, const struct block *b, int64_t first)
{
    filter_held_rows(&w->filter, b, w->held);
    if (w->facets) facets_count_holders(w->facets, b);
    for (uint32_t word = 0; word < ROW_WORDS; word++)
        for (uint64_t left = w->held[word]; left; left &= left - 1) {
            uint32_t i = word * 64 + (uint32_t)__builtin_ctzll(left);
            if (!b->head[i].present) continue;
            if (w->facets) facets_count_rest(w->facets, (struct row_ref){b, i});
            w->total++;
            keep(w, (struct hit){first + i, 0});
        }
}

static enum err walk_all(struct walk *w)
{
    struct row_ref row;
    int64_t from = w->q->after ? w->q->after + 1 : 0;
    bool whole = w->filter.no_condition && !w->q->after && !w->q->enough;
    for (size_t n = (size_t)(from / BLOCK_ROWS); n < snapshot_blocks(w->columns); n++) {
        const struct block *b = snapshot_block(w->columns, n);
        int64_t first = (int64_t)n * BLOCK_ROWS;
        if (!b) continue;
        if (too_late(w, BLOCK_ROWS)) return ERR_INTERRUPTED;
        if (whole) walk_holders(w, b, first);
        for (int64_t id = MAX(first, from); !whole && id < first + BLOCK_ROWS; id++) {
            if (find(w, id, &row)) keep(w, (struct hit){id, 0});
            if (w->q->enough && w->total >= w->q->enough) return OK;
        }
    }
    return OK;
}

/* All of them in one step: silang_rank gives them to the plan. */
static enum err walk_at_once(struct walk *w, struct connection *c, const char *expression,
                             struct rank_plan *plan)
{
    sqlite3_bind_text(c->ranked, 1, expression, -1, SQLITE_STATIC);
    sqlite3_bind_pointer(c->ranked, 2, plan, RANK_POINTER, NULL);
    int code = sqlite3_step(c->ranked);
    sqlite3_reset(c->ranked);
    sqlite3_bind_null(c->ranked, 2); /* the plan dies with the search */
    return w->late ? ERR_INTERRUPTED : sqlite_err(code);
}

/* One after another, from a place on. */
static enum err walk_from(struct walk *w, struct connection *c, const char *expression)
{
    int code = SQLITE_DONE;
    struct row_ref row;
    sqlite3_bind_text(c->plain, 1, expression, -1, SQLITE_STATIC);
    sqlite3_bind_int64(c->plain, 2, w->q->after);
    while (!stop(w) && (code = sqlite3_step(c->plain)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(c->plain, 0);
        if (find(w, id, &row)) take(w, id, 0);
    }
    sqlite3_reset(c->plain);
    sqlite3_bind_null(c->plain, 2); /* others ask without it */
    return w->late ? ERR_INTERRUPTED : sqlite_err(code);
}

static enum err walk_matches(struct walk *w, struct connection *c)
{
    const char *expression = NULL;
    struct phrases phrases = {0};
    struct rank_plan *plan = NULL;
    struct sweep *sweep = NULL;
    enum err e = expression_of(w->q->root, w->mem, &expression, &phrases);
    if (e) return e;
    if (w->q->after) return walk_from(w, c, expression);
    e = rank_plan_make(c, w->q, &phrases, w->mem, &plan);
    if (e) return e;
    plan->hits = (struct rank_hits){find, take, stop, w};
    if (w->q->sort != INDEX_BY_RELEVANCE)
        plan->hits = (struct rank_hits){find_and_take, take_few, stop, w};
    e = sweep_make(c, w->columns, w->q, expression, &phrases, &plan->hits, w->mem, &sweep);
    if (e || !sweep) return e ? e : walk_at_once(w, c, expression, plan);
    sweep_blocks(sweep, plan, 0, snapshot_blocks(w->columns));
    return w->late ? ERR_INTERRUPTED : OK;
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

static int by_score(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    return x->score == y->score ? compare_numbers(x->id, y->id)
                                : compare_numbers(y->score, x->score);
}

/* All were few enough to have their scores: these are the hits. */
static void prefer_few(struct walk *w)
{
    if (!w->n_few || (int64_t)w->n_few != w->total) return;
    qsort(w->few, w->n_few, sizeof *w->few, by_score);
    w->n = MIN(w->n_few, w->want);
    memcpy(w->heap, w->few, w->n * sizeof *w->heap);
}

static void give_hits(struct walk *w, struct arena *a, struct index_hits *ret)
{
    sort_heap(w);
    prefer_few(w);
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
    if (q.limit > LIMIT_MAX || q.offset > OFFSET_MAX || q.after < 0) return ERR_LIMIT;

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
    return reader_told(r, e);
}
