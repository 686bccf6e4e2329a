/* search.c -- a search from the question to its hits. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/env.h"
#include "index/walking.h"

enum { LIMIT_MAX = 1000, OFFSET_MAX = 1000000 };

struct searching {
    struct index_reader *reader;
    struct connection *c;
    int64_t helped_us;
};

static void count_facets(struct searching *s, struct walk *w, int which)
{
    if (w->q->facet_limit)
        w->facets = facets_new(w->mem, &s->c->counters[which], snapshot_terms(w->columns), w->q,
                               &w->filter);
    w->counted = w->facets;
}

/* ---- two halves ----
 *
 * What takes long is shared with a second thread when there is a processor for it: nobody else
 * searches. */

enum { SHARED_LEAST = 10000 }; /* documents */

struct half {
    struct walk walk;
    size_t from, to;
    int64_t worked_us;
};

static void *walk_half(void *arg)
{
    struct half *h = arg;
    const struct env *env = env_system();
    hits_in_blocks(&h->walk, h->from, h->to);
    h->worked_us = env->processor(env); /* the thread has done nothing else */
    return NULL;
}

/* A walk like this one that has found nothing yet, in memory of its own. */
static void begin_half(struct searching *s, const struct walk *w, struct arena *mem, struct half *h)
{
    h->walk = (struct walk){.q = w->q, .columns = w->columns, .mem = mem, .filter = w->filter};
    h->walk.sweep = w->sweep;
    h->walk.best = w->best;
    h->walk.best.heap = arena_array(mem, struct hit, w->best.want + 1);
    h->walk.best.n = h->walk.best.next = 0;
    if (w->plan) h->walk.plan = rank_plan_copy(w->plan, mem, &h->walk);
    count_facets(s, &h->walk, 1);
}

static bool worth_halving(const struct searching *s, const struct walk *w)
{
    int64_t all = (int64_t)snapshot_blocks(w->columns) * BLOCK_ROWS;
    return !w->q->after && !w->q->enough && reader_has_time(s->reader) &&
           (w->sweep ? sweep_size(w->sweep) : all) >= SHARED_LEAST;
}

static enum err walk_halves(struct searching *s, struct walk *w)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    size_t blocks = snapshot_blocks(w->columns), middle = blocks / 2;
    pthread_t thread;
    struct half *h = worth_halving(s, w) ? arena_make(mem, struct half) : NULL;
    if (h) {
        begin_half(s, w, mem, h);
        h->from = middle;
        h->to = blocks;
        if (pthread_create(&thread, NULL, walk_half, h) != 0) h = NULL;
    }
    hits_in_blocks(w, 0, h ? middle : blocks);
    if (h) {
        pthread_join(thread, NULL);
        hits_join(w, &h->walk);
        facets_clear(h->walk.counted);
        s->helped_us = h->worked_us;
    }
    return w->late ? ERR_INTERRUPTED : OK;
}

/* ---- with FTS5 ---- */

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
    sqlite3_bind_text(c->plain, 1, expression, -1, SQLITE_STATIC);
    sqlite3_bind_int64(c->plain, 2, w->q->after);
    while (!hits_over(w) && (code = sqlite3_step(c->plain)) == SQLITE_ROW)
        hits_take(w, sqlite3_column_int64(c->plain, 0));
    sqlite3_reset(c->plain);
    sqlite3_bind_null(c->plain, 2); /* others ask without it */
    return w->late ? ERR_INTERRUPTED : sqlite_err(code);
}

static enum err walk_matches(struct searching *s, struct walk *w)
{
    const char *expression = NULL;
    struct phrases phrases = {0};
    enum err e = expression_of(w->q->root, w->mem, &expression, &phrases);
    if (e) return e;
    if (w->q->after) return walk_from(w, s->c, expression);
    e = rank_plan_make(s->c, w->q, &phrases, w->mem, &w->plan);
    if (e) return e;
    w->plan->hits = w->q->sort == INDEX_BY_RELEVANCE ? hits_ranked(w) : hits_unranked(w);
    e = sweep_make(s->c, w->columns, w->q, expression, &phrases, &w->plan->hits, w->mem, &w->sweep);
    if (e) return w->late ? ERR_INTERRUPTED : e;
    return w->sweep ? walk_halves(s, w) : walk_at_once(w, s->c, expression, w->plan);
}

static enum err run(struct searching *s, struct walk *w)
{
    enum err e = filter_make(&w->filter, s->c, w->q, w->mem);
    if (e) return e;
    count_facets(s, w, 0);
    return w->q->root ? walk_matches(s, w) : walk_halves(s, w);
}

static int by_score(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* All were few enough to have their scores: these are the hits. */
static void prefer_few(struct walk *w)
{
    if (!w->n_few || (int64_t)w->n_few != w->total) return;
    qsort(w->few, w->n_few, sizeof *w->few, by_score);
    w->best.n = MIN(w->n_few, w->best.want);
    memcpy(w->best.heap, w->few, w->best.n * sizeof *w->few);
}

static void give_hits(struct walk *w, struct arena *a, struct index_hits *ret)
{
    best_sort(&w->best);
    prefer_few(w);
    size_t from = MIN(w->q->offset, w->best.n), n = MIN(w->best.n - from, w->q->limit);
    ret->total = w->total;
    ret->id = arena_array(a, int64_t, n);
    ret->score = arena_array(a, int64_t, n);
    ret->n = n;
    for (size_t i = 0; i < n; i++) {
        ret->id[i] = w->best.heap[from + i].id;
        ret->score[i] = w->best.heap[from + i].score;
    }
}

enum err index_search(struct index_reader *r, const struct index_query *query, struct arena *a,
                      struct index_hits *ret)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct index_query q = *query;
    struct index_hits hits = {0};
    struct searching s = {.reader = r};
    struct snapshot *columns = NULL;
    if (q.limit > LIMIT_MAX || q.offset > OFFSET_MAX || q.after < 0) return ERR_LIMIT;

    enum err e = reader_begin(r, &s.c, &columns, &hits.applied_seq);
    if (e) return e;
    struct walk w = {.q = &q, .columns = columns, .mem = mem};
    w.best = (struct best){.q = &q, .columns = columns, .want = q.offset + q.limit};
    w.best.heap = arena_array(mem, struct hit, w.best.want + 1);
    reader_searches(r, 1);
    e = run(&s, &w);
    reader_searches(r, -1);
    hits.helped_us = s.helped_us;
    if (!e && w.facets) e = facets_finish(w.facets, s.c, &q, a, hits.facet);
    hits.facets_left = q.facet_limit && !w.facets;
    facets_clear(w.counted);
    if (!e) give_hits(&w, a, &hits);
    reader_end(r, s.c, columns);
    if (!e) *ret = hits;
    return reader_told(r, e);
}
