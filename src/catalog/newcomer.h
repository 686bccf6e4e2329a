/* newcomer.h -- a record that comes into force for the first time: the short way of cluster_update.
 *
 * Most of a load are such records, and most of those stand by themselves or beside one title.
 * Nothing of theirs has to be found, left or moved, so they cost a handful of statements. */
#ifndef CATALOG_NEWCOMER_H
#define CATALOG_NEWCOMER_H

#include "catalog/cluster.h"
#include "catalog/foresight.h"

/* The record, which has neither title nor description, takes on what was foreseen and goes
 * to the title whose description is the same, or to the only title of all that its own is the same
 * as, or to a new one; `version` holds then (0: the row says so already). *ret is false when it is
 * not so simple: nothing was done. Inside db_write. */
MUST enum err newcomer_place(const struct group_view *v, struct newcomer n,
                             const struct foreseen *x, const struct cause *cause, bool *ret);

#endif
