/* export.h -- giving everything back: what libraries sent, or the merged titles, as ISO 2709. */
#ifndef CATALOG_EXPORT_H
#define CATALOG_EXPORT_H

#include "catalog/load.h"
#include "network/actor.h"

struct export_report {
    int64_t written, too_long; /* too_long: do not fit ISO 2709's 99,999 bytes */
};

typedef enum err export_write_fn(void *ctx, struct str bytes);

/* The live records of one agency (0: of all), as they were sent when they came as MARC, else
 * described in MARC 21. */
MUST enum err export_records(struct db *db, const struct actor *actor, int64_t agency,
                             export_write_fn *write, void *ctx, struct export_report *ret);

#endif
