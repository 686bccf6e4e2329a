/* publish.h -- the second half of a load: putting what was staged in force, and taking it back.
 *
 * Both walk the load's deliveries in short transactions; each leaves records, titles, keys and the
 * change log consistent, and doing one twice does nothing, so a killed walk is simply walked again.
 */
#ifndef CATALOG_PUBLISH_H
#define CATALOG_PUBLISH_H

#include "catalog/load.h"

/* What they end with is written to the audit log for `actor`; NULL: nobody asked, it was a recovery
 * or the clock. */

/* The load's state is 'publishing' and it has its turn; ends 'published'. */
MUST enum err publish_all(struct store *store, const struct actor *actor, int64_t load,
                          const struct load_watch *watch);

/* Ends 'undone'; or 'preview' again when it was one and never came into force as a whole. */
MUST enum err publish_undo(struct store *store, const struct actor *actor, int64_t load,
                           const struct load_watch *watch);

/* Throws away what was staged and never published: deliveries, versions, records without others.
 * Ends in `state`: "discarded", "expired", or "received" when its file shall be read again. */
MUST enum err publish_discard(struct store *store, const struct actor *actor, int64_t load,
                              const char *state);

#endif
