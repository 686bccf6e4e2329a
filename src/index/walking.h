/* walking.h -- going over hits: filters, exact total, facets, the best of them in order. */
#ifndef INDEX_WALKING_H
#define INDEX_WALKING_H

#include "index/best.h"
#include "index/facets.h"
#include "index/sweep.h"

/* Of one thread, over some of the blocks. */
struct walk {
    const struct index_query *q;
    const struct snapshot *columns;
    const struct block *block; /* the last one that was looked into: its number, */
    size_t block_at;
    const struct overlay *overlay; /* what lies beside it, */
    uint32_t looked;               /* how often, */
    uint64_t held[ROW_WORDS]; /* and, once that was often, which of its rows meet filter_held */
    struct arena *mem;
    struct filter filter;
    struct facets *facets, *counted; /* facets: NULL when there is no time to count on */
    struct best best;
    struct hit few[INDEX_FEW]; /* with their scores, as long as they are few */
    size_t n_few;
    int64_t total, rows;
    bool late;
    struct sweep *sweep; /* NULL: FTS5 answers, or there are no words */
    struct rank_plan *plan;
};

/* What a plan does with its hits when they are ranked, and when they are not (or only the first
 * few). The context is the walk. */
struct rank_hits hits_ranked(struct walk *w);
struct rank_hits hits_unranked(struct walk *w);

/* Counts a document and keeps it when it is a hit. */
void hits_take(struct walk *w, int64_t id);

/* No more are wanted, or it is too late (w->late). */
bool hits_over(struct walk *w);

/* The blocks from..to-1: what the sweep finds there, or everything. */
void hits_in_blocks(struct walk *w, size_t from, size_t to);

/* What another walk found in the blocks behind this one's. */
void hits_join(struct walk *w, struct walk *later);

#endif
