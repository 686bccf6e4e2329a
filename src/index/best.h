/* best.h -- the first hits in the order asked for. */
#ifndef INDEX_BEST_H
#define INDEX_BEST_H

#include "index/internal.h"

struct hit {
    int64_t id, score;
};

struct best {
    const struct index_query *q;
    const struct snapshot *columns;
    struct hit *heap;     /* room for `want` and one more; the worst of the best on top */
    size_t n, want, next; /* next: where the next one goes, when each is the best */
};

/* Hits come in the order of their ids. */
void best_keep(struct best *best, struct hit h);

/* Those of another one, all of them later. */
void best_join(struct best *best, const struct best *later);

/* The best first; nothing can be kept after that. */
void best_sort(struct best *best);

#endif
