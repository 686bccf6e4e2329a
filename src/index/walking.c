/* walking.c -- see walking.h. */
#include "index/walking.h"

#include "base/checked.h"
#include "base/env.h"

enum { LOOK_AT_CLOCK = 2048, MANY = 8 };

static bool bit_of(const uint64_t rows[ROW_WORDS], uint32_t at)
{
    return rows[at / 64] >> at % 64 & 1;
}

/* Hits come in the order of their ids, many of a block after one another. */
static bool row_of(struct walk *w, int64_t id, struct row_ref *ret)
{
    size_t n = (size_t)id / BLOCK_ROWS;
    uint32_t at = (uint32_t)(id % BLOCK_ROWS);
    if (n != w->block_at || !w->block) {
        w->block = snapshot_block(w->columns, n);
        w->overlay = snapshot_overlay(w->columns, n);
        w->block_at = n;
        w->looked = 0;
    }
    if (overlay_has(w->overlay, at)) return overlay_row(w->overlay, at, ret);
    *ret = (struct row_ref){w->block, at};
    return w->block && w->block->head[ret->at].present;
}

/* Where a block has many hits, who holds what is found out for all its rows at once. */
static bool is_held(struct walk *w, struct row_ref row)
{
    uint32_t many = w->filter.few ? 1 : MANY;
    if (w->filter.any_holder) return true;
    if (row.block != w->block) return filter_held(&w->filter, row.block, row.at);
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
    struct walk *w = ctx;
    best_keep(&w->best, (struct hit){id, score});
}

static void take_few(void *ctx, int64_t id, int64_t score)
{
    struct walk *w = ctx;
    if (w->n_few < INDEX_FEW) w->few[w->n_few++] = (struct hit){id, score};
}

/* Of a walk that ranks the first few of them, or nothing. */
static bool keep_unranked(void *ctx, int64_t id)
{
    struct walk *w = ctx;
    take(w, id, 0);
    return w->q->sort == INDEX_BY_EASE && w->total <= INDEX_FEW;
}

static bool find_and_take(void *ctx, int64_t id, struct row_ref *ret)
{
    struct walk *w = ctx;
    return find(w, id, ret) && keep_unranked(w, id);
}

static bool stop(void *ctx)
{
    struct walk *w = ctx;
    return too_late(w, 1) || (w->q->enough && w->total >= w->q->enough);
}

/* ---- many of a block at once ---- */

static int count_rows(const uint64_t rows[ROW_WORDS])
{
    int n = 0;
    for (int i = 0; i < ROW_WORDS; i++) n += __builtin_popcountll(rows[i]);
    return n;
}

/* Counts rows of a block, or of what lies beside it, and leaves those that are held. */
static void find_held(struct walk *w, const struct block *b, uint64_t rows[ROW_WORDS])
{
    uint64_t held[ROW_WORDS], others[ROW_WORDS];
    filter_held_rows(&w->filter, b, held);
    for (int i = 0; i < ROW_WORDS; i++) {
        others[i] = rows[i] & b->there[i] & ~held[i];
        rows[i] &= b->there[i] & held[i];
    }
    w->total += count_rows(rows);
    if (w->facets) facets_count_rows(w->facets, b, rows, true);
    if (w->facets && !w->filter.any_holder) facets_count_rows(w->facets, b, others, false);
}

static bool find_rows(void *ctx, size_t block, uint64_t rows[])
{
    struct walk *w = ctx;
    const struct block *b = snapshot_block(w->columns, block);
    const struct overlay *o = snapshot_overlay(w->columns, block);
    uint64_t beside[ROW_WORDS];
    int n = count_rows(rows);
    if (!b || !w->filter.no_condition || n < MANY) return false;
    too_late(w, n);
    bool any_beside = o && overlay_take(o, rows, beside);
    find_held(w, b, rows);
    if (!any_beside) return true;
    find_held(w, &o->block, beside);
    overlay_give(o, beside, rows);
    return true;
}

static bool always(void *ctx, int64_t id)
{
    (void)ctx;
    (void)id;
    return true;
}

struct rank_hits hits_ranked(struct walk *w)
{
    return (struct rank_hits){find, take, stop, find_rows, always, w};
}

struct rank_hits hits_unranked(struct walk *w)
{
    return (struct rank_hits){find_and_take, take_few, stop, find_rows, keep_unranked, w};
}

void hits_take(struct walk *w, int64_t id)
{
    struct row_ref row;
    if (find(w, id, &row)) take(w, id, 0);
}

bool hits_over(struct walk *w)
{
    return stop(w);
}

/* All rows of a block, when there are only conditions on holders. */
static void walk_holders(struct walk *w, size_t n)
{
    const struct block *b = snapshot_block(w->columns, n);
    const struct overlay *o = snapshot_overlay(w->columns, n);
    uint64_t rows[ROW_WORDS], beside[ROW_WORDS];
    filter_held_rows(&w->filter, b, rows);
    if (w->facets) facets_count_holders(w->facets, b, o);
    for (int i = 0; i < ROW_WORDS; i++) rows[i] &= b->there[i];
    if (o) {
        filter_held_rows(&w->filter, &o->block, beside);
        for (int i = 0; i < ROW_WORDS; i++) {
            beside[i] &= o->block.there[i];
            rows[i] &= ~o->rows[i];
        }
        overlay_give(o, beside, rows);
    }
    for (uint32_t word = 0; word < ROW_WORDS; word++)
        for (uint64_t left = rows[word]; left; left &= left - 1) {
            struct row_ref row = {b, word * 64 + (uint32_t)__builtin_ctzll(left)};
            int64_t id = (int64_t)(n * BLOCK_ROWS + row.at);
            if (overlay_has(o, row.at)) overlay_row(o, row.at, &row);
            if (w->facets) facets_count_rest(w->facets, row);
            w->total++;
            best_keep(&w->best, (struct hit){id, 0});
        }
}

static void walk_all(struct walk *w, size_t from, size_t to)
{
    struct row_ref row;
    int64_t after = w->q->after ? w->q->after + 1 : 0;
    bool whole = w->filter.no_condition && !w->q->after && !w->q->enough;
    for (size_t n = MAX(from, (size_t)(after / BLOCK_ROWS)); n < to; n++) {
        int64_t first = (int64_t)n * BLOCK_ROWS;
        if (!snapshot_block(w->columns, n)) continue;
        if (too_late(w, BLOCK_ROWS)) return;
        if (whole) walk_holders(w, n);
        for (int64_t id = MAX(first, after); !whole && id < first + BLOCK_ROWS; id++) {
            if (find(w, id, &row)) best_keep(&w->best, (struct hit){id, 0});
            if (w->q->enough && w->total >= w->q->enough) return;
        }
    }
}

void hits_in_blocks(struct walk *w, size_t from, size_t to)
{
    if (w->sweep)
        sweep_blocks(w->sweep, w->plan, from, to);
    else
        walk_all(w, from, to);
}

void hits_join(struct walk *w, struct walk *later)
{
    w->total += later->total;
    w->late = w->late || later->late;
    best_join(&w->best, &later->best);
    for (size_t i = 0; i < later->n_few && w->n_few < INDEX_FEW; i++)
        w->few[w->n_few++] = later->few[i];
    if (w->facets && later->facets) facets_join(w->facets, later->facets);
    if (!later->facets) w->facets = NULL;
}
