/* entry_marc.h -- an entry as MARC 21, whose 040 $a says where a copied description is from. */
#ifndef CATALOG_ENTRY_MARC_H
#define CATALOG_ENTRY_MARC_H

#include "base/buf.h"
#include "catalog/entry.h"

/* The entry as a record. */
void entry_to_marc(const struct entry *entry, struct arena *a, struct marc *ret);

/* The record with these control fields (empty: none) in place of its own. */
void entry_number(struct marc *m, struct str number, struct str system, struct arena *a);

/* The record with the copies as 852 (and 866 what they comprise), behind those it has. */
void entry_add_copies(struct marc *m, const struct bib_item *item, size_t n, struct arena *a);

/* Appends the record; *ret is what reading it again gives. ERR_LIMIT when it does not fit. */
MUST enum err entry_write(const struct marc *m, struct arena *a, struct buf *to, struct bib *ret);

/* Where the description in stored bytes was copied from; empty: nowhere. */
struct str entry_copied(struct str bytes, struct arena *a);

#endif
