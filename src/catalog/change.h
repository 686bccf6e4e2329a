/* change.h -- the log of changes: every write to truth appends the titles it touched, in the same
 * transaction; indexes, harvesters and other nodes follow it. A title stands in it once, where it
 * changed last. */
#ifndef CATALOG_CHANGE_H
#define CATALOG_CHANGE_H

#include "db/db.h"

/* `load` 0: not by a load. Inside db_write. */
MUST enum err change_append(struct db *db, int64_t title, int64_t load);

/* The same for a title that was made just now, and so is not in the log. */
MUST enum err change_first(struct db *db, int64_t title, int64_t load);

/* The newest number, 0 when nothing was ever changed. */
MUST enum err change_newest(struct db *db, int64_t *ret);

struct change {
    int64_t seq, title;
};
struct changes {
    struct change *item;
    size_t n, cap;
};

/* At most `limit` changes after `seq`, in order. */
MUST enum err change_after(struct db *db, int64_t seq, int64_t limit, struct arena *a,
                           struct changes *ret);

#endif
