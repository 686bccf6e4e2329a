/* facets.h -- counting how hits divide, by ordinals. */
#ifndef INDEX_FACETS_H
#define INDEX_FACETS_H

#include "index/internal.h"

struct facets;

/* `q` tells which facets, and which agencies may be shown. Everything lives in `a`. */
struct facets *facets_new(struct arena *a, uint32_t terms, const struct index_query *q);

void facets_count(struct facets *f, const struct row_values *row);

/* The `limit` most frequent values of each facet, ties by number or ordinal. */
MUST enum err facets_finish(struct facets *f, struct connection *c, size_t limit, struct arena *a,
                            struct index_facet_list ret[FACETS]);

#endif
