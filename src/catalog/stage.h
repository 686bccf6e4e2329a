/* stage.h -- the first half of a load: every record of the file in the truth, none of it in force.
 */
#ifndef CATALOG_STAGE_H
#define CATALOG_STAGE_H

#include "catalog/load.h"
#include "catalog/source.h"

struct stage {
    struct store *store;
    struct source *source;
    const struct load_watch *watch;
    int64_t feed, load;
    bool whole;
    struct load_report *report;
    bool fresh;        /* the feed had no records before */
    int64_t pending;   /* rows waiting to be given to the record they fit best */
    bool incomplete;   /* the file ended in the middle of something */
    struct str format; /* of the source, which is read in another thread: stage_all's own */
};

/* Reads the whole source into the load's deliveries. */
MUST enum err stage_all(struct stage *s);

/* Counts new, changed, unchanged, deleted; a whole collection's absentees are deliveries of
 * nothing. */
MUST enum err stage_finish(struct stage *s);

#endif
