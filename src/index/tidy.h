/* tidy.h -- putting the file in order, in steps, after much was put into it.
 *
 *     1  words that many titles have by now get numbers (often.h), some words a step
 *     2  blocks learn those they do not know, some blocks a step
 *     3  the segments of FTS5 become one, some pages a step: questions of several words then need a
 *        fifth to a third less
 *
 * Each step is a transaction of its own, and where to go on stands in `meta`: nobody waits longer
 * than for one step, and one that is killed is done again. */
#ifndef INDEX_TIDY_H
#define INDEX_TIDY_H

#include "index/internal.h"

/* Whether so much was put or deleted among so many that it pays. */
bool tidy_due(int64_t moved, int64_t docs);

/* Says that there is something to do; in a transaction. */
MUST enum err tidy_begin(sqlite3 *db);

struct tidying {
    sqlite3 *db;
    int64_t docs;
    struct often_terms *terms; /* gets the new ones, too */
};

/* The next step, if there is one. In a transaction; blocks are written as of `version`, and
 * *ret_changed says whether there were any. */
MUST enum err tidy_step(struct tidying *t, int64_t version, bool *ret_changed, bool *ret_more);

#endif
