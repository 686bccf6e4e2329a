/* tidy.h -- putting the file in order, in steps, after much was put into it.
 *
 *     1  words that many titles have by now get numbers (often.h), some words a step
 *     2  blocks learn those they do not know, some blocks a step
 *     3  rows that lie beside blocks (overlay.h) go home, some blocks a step; when there are many
 * of them, this by itself 4  the segments of FTS5 become one, some pages a step: questions of
 * several words then need a fifth to a third less
 *
 * Each step is a transaction of its own, and where to go on stands in `meta`: nobody waits longer
 * than for one step, and one that is killed is done again. */
#ifndef INDEX_TIDY_H
#define INDEX_TIDY_H

#include "index/block_write.h"

/* Whether so much was put or deleted among so many that it pays. */
bool tidy_due(int64_t moved, int64_t docs);

bool tidy_rows_due(int64_t beside, int64_t docs); /* the same of rows that lie beside blocks */

/* Says that there is something to do; in a transaction. */
MUST enum err tidy_begin(sqlite3 *db);

struct tidying {
    struct block_writer *blocks; /* in its batch; its terms get the new ones, too */
    int64_t docs;
};

/* The next step, if there is one. In a transaction; *ret_changed says whether blocks may have been
 * written. */
MUST enum err tidy_step(struct tidying *t, bool *ret_changed, bool *ret_more);

#endif
