/* delivery.h -- records that come one at a time, typed in or sent by another system: each is kept,
 * delivered and put in force within one transaction, so that nothing unfinished is ever to be seen
 * and no import is waited for. All of it inside db_write. */
#ifndef CATALOG_DELIVERY_H
#define CATALOG_DELIVERY_H

#include "catalog/cluster.h"
#include "catalog/identity.h"

struct delivered {
    int64_t record, load;
    const struct identity *id; /* with the digest of the bytes */
    struct str bytes;
};

/* The record's version with these bytes; 0 when they never came before. */
MUST enum err delivery_known(struct db *db, int64_t record, const struct digest *digest,
                             int64_t *ret);

/* The same, kept with the keys of its identity when it is not there yet. */
MUST enum err delivery_version(struct db *db, const struct delivered *d, int64_t *ret);

/* What the load says about the record: this version, or (0) that it is gone. Its last word counts.
 */
MUST enum err delivery_note(struct db *db, int64_t record, int64_t load, int64_t version);

/* Makes it what the source says: the version, which describes *bib; or 0 and NULL. It holds unless
 * there is an edit by hand (hand.h). */
MUST enum err delivery_apply(struct db *db, int64_t record, int64_t version, const struct bib *bib,
                             const struct cause *cause);

#endif
