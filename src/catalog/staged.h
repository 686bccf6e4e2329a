/* staged.h -- the descriptions a preview made to foresee what its load would do. */
#ifndef CATALOG_STAGED_H
#define CATALOG_STAGED_H

#include "db/db.h"

/* Forgets them, in short transactions. */
MUST enum err staged_erase(struct db *db, int64_t load);

#endif
