/* facets.h -- counting how hits divide, by ordinals. */
#ifndef INDEX_FACETS_H
#define INDEX_FACETS_H

#include "index/filter.h"

struct facets;

/* `q` tells which facets; `filter` who may be shown. Everything lives in `a` but the counters of
 * terms: they are the connection's, so that few hits among many terms cost little. Until
 * facets_clear the connection counts for nobody else. */
struct facets *facets_new(struct arena *a, struct connection *c, uint32_t terms,
                          const struct index_query *q, const struct filter *filter);
void facets_clear(struct facets *f); /* NULL is fine */

/* Counts a row that fails `fails` of the conditions (filter_row). */
void facets_count(struct facets *f, const struct row_values *row, uint32_t fails, bool held);

/* The most frequent values of each facet as the query wants them, ties by number or ordinal. */
MUST enum err facets_finish(struct facets *f, struct connection *c, const struct index_query *q,
                            struct arena *a, struct index_facet_list ret[FACETS]);

#endif
