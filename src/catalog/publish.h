/* publish.h -- the second half of a load: putting what was staged in force, and taking it back.
 *
 * Both walk the load's deliveries in short transactions; each leaves records, titles, keys and the
 * change log consistent, and doing one twice does nothing, so a killed walk is simply walked again.
 */
#ifndef CATALOG_PUBLISH_H
#define CATALOG_PUBLISH_H

#include "catalog/load.h"

MUST enum err publish_all(struct store *store, int64_t load, const struct load_watch *watch);
MUST enum err publish_undo(struct store *store, int64_t load, const struct load_watch *watch);

/* Throws away a load that was never published: its deliveries, versions, records without others. */
MUST enum err publish_discard(struct store *store, int64_t load);

#endif
