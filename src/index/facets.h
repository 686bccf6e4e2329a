/* facets.h -- counting how hits divide, by ordinals. */
#ifndef INDEX_FACETS_H
#define INDEX_FACETS_H

#include "index/filter.h"

struct facets;

/* `q` tells which facets; `filter` who may be shown. Everything lives in `a` but the counters of
 * terms: they are the connection's, so that few hits among many terms cost little. Until
 * facets_clear they count for nobody else. */
struct facets *facets_new(struct arena *a, struct counters *c, uint32_t terms,
                          const struct index_query *q, const struct filter *filter);
void facets_clear(struct facets *f); /* NULL is fine */

/* Counts a row that fails `fails` of the conditions (filter_row). Its block must be there until
 * facets_finish: rows are gathered and counted together. */
void facets_count(struct facets *f, struct row_ref row, uint32_t fails, bool held);

/* The same of many rows of a block that meet the conditions that are not on holders. */
void facets_count_rows(struct facets *f, const struct block *b, const uint64_t rows[ROW_WORDS],
                       bool held);

/* Counts who holds the rows of a block and of what lies beside it (NULL: nothing), all of which
 * meet the conditions that are not on holders; facets_count_rest then counts the rest of those that
 * meet these, too. */
void facets_count_holders(struct facets *f, const struct block *b, const struct overlay *beside);
void facets_count_rest(struct facets *f, struct row_ref row);

/* Adds what another one counted, of the same question and in memory that lives as long. */
void facets_join(struct facets *f, struct facets *other);

/* The most frequent values of each facet as the query wants them, ties by number or ordinal. */
MUST enum err facets_finish(struct facets *f, struct connection *c, const struct index_query *q,
                            struct arena *a, struct index_facet_list ret[FACETS]);

#endif
