/* entry_marc.h -- the bytes of an entry: MARC 21, whose 040 $a says where a copied description is
 * from. */
#ifndef CATALOG_ENTRY_MARC_H
#define CATALOG_ENTRY_MARC_H

#include "base/buf.h"
#include "catalog/entry.h"

/* Appends the record; *ret is what reading it again gives. ERR_LIMIT when it does not fit. */
MUST enum err entry_write(const struct entry *entry, struct arena *a, struct buf *to,
                          struct bib *ret);

/* The same of a whole record: its fields but 001, 003 and 852, with those of the entry. */
MUST enum err entry_write_whole(const struct marc *whole, const struct entry *entry,
                                struct arena *a, struct buf *to, struct bib *ret);

/* Where the description in stored bytes was copied from; empty: nowhere. */
struct str entry_copied(struct str bytes, struct arena *a);

#endif
