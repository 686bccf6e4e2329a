/* rebuild.h -- all descriptions, keys, groups and doubts made anew from the records and decisions.
 *
 * The titles come out as they are when nothing is wrong, with the same ids. It is due after an
 * upgrade to a program with other rules (MATCH_RULES); until then titles stay as they are. One that
 * is cut off is due again. Readers and people who type are served meanwhile. */
#ifndef CATALOG_REBUILD_H
#define CATALOG_REBUILD_H

#include "catalog/load.h"

struct rebuild_report {
    int64_t records, titles, moved; /* moved: records that changed their title */
};

/* Takes PERM_OPERATE (the operator) and the turn of loads. */
MUST enum err rebuild_run(struct store *store, const struct actor *actor,
                          const struct load_watch *watch, struct rebuild_report *ret);

MUST enum err rebuild_due(struct db *db, bool *ret);

/* Does it when it is due. The caller has the turn of loads. */
MUST enum err rebuild_if_due(struct store *store, const struct load_watch *watch);

#endif
