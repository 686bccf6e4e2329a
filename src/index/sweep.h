/* sweep.h -- a query answered block by block.
 *
 * In each block a word or phrase of the query is a set of rows. Of the words that many have it lies
 * there (often.h); of what few have FTS5 tells the documents first (note.h). What the query makes
 * of these sets are the hits. Nothing stands between two of them, and a block knows nothing of the
 * others, so that threads can share them. */
#ifndef INDEX_SWEEP_H
#define INDEX_SWEEP_H

#include "index/rank.h"

struct sweep; /* read only, once it is made */

/* In `a`; *ret NULL when FTS5 had better answer the query. `hits` says when to stop. */
MUST enum err sweep_make(struct connection *c, const struct snapshot *columns,
                         const struct index_query *q, const char *expression,
                         struct phrases *phrases, const struct rank_hits *hits, struct arena *a,
                         struct sweep **ret);

/* About how many documents it looks at. */
int64_t sweep_size(const struct sweep *s);

/* Gives the hits of the blocks from..to-1 to the plan, until it wants no more. */
void sweep_blocks(const struct sweep *s, struct rank_plan *plan, size_t from, size_t to);

#endif
