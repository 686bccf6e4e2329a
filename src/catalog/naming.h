/* naming.h -- which title id a group of descriptions bears. */
#ifndef CATALOG_NAMING_H
#define CATALOG_NAMING_H

#include "catalog/cluster.h"

/* Gives the groups of a neighbourhood their titles, moves their records there, leaves aliases and
 * appends to the log of changes. Where nothing could be grouped only the seed is placed, if it is
 * fresh: come into force just now. Descriptions elsewhere that lost their title to this are in
 * *ret_displaced, in the memory of the graph: they are to be named again. Inside db_write. */
MUST enum err naming_apply(struct graph *g, bool fresh, const struct cause *cause,
                           struct ids *ret_displaced);

/* For a description that came into force just now: when all it is the same as are of one title, and
 * none of that conflicts with it, it belongs there, and the other groups stay as they are. `g` is
 * of group_beside; *ret is 0 when it is not so simple. */
MUST enum err naming_seek(struct graph *g, int64_t *ret);

/* Does so too; *ret is false when it is not so simple: nothing was done. Inside db_write. */
MUST enum err naming_join(struct graph *g, const struct cause *cause, bool *ret);

#endif
