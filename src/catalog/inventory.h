/* inventory.h -- every copy of an agency in order: of the shelf, or of its number.
 *
 * Only keys are held, a few dozen bytes a copy; what is shown is read again line by line. */
#ifndef CATALOG_INVENTORY_H
#define CATALOG_INVENTORY_H

#include "network/actor.h"

enum inventory_order { INVENTORY_BY_CALL, INVENTORY_BY_CODE };

struct inventory;
struct inventory_line {
    int64_t record;
    struct str code, call_number, place, title, author, year, publisher;
    int status; /* enum item_status */
};

/* Takes PERM_LOOK. Freed by inventory_free. */
MUST enum err inventory_read(struct db *db, const struct actor *actor, int64_t agency,
                             enum inventory_order order, struct inventory **ret);
size_t inventory_size(const struct inventory *v);

/* ERR_NOT_FOUND when the copy is not there any more. */
MUST enum err inventory_line(const struct inventory *v, struct db *db, size_t i, struct arena *a,
                             struct inventory_line *ret);
void inventory_free(struct inventory *v); /* NULL is fine */

#endif
