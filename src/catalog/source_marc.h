/* source_marc.h -- stored bytes as MARC records and as descriptions, whichever form MARC came in.
 */
#ifndef CATALOG_SOURCE_MARC_H
#define CATALOG_SOURCE_MARC_H

#include "catalog/source.h"

/* The record in the bytes, its values in UTF-8 if the form says so; ERR_FORMAT when there is none
 * or the format is not MARC. `faults` may be NULL. */
MUST enum err source_marc_read(struct str bytes, enum source_format f, struct arena *a,
                               struct marc *ret, struct faults *faults);

/* Its description. ERR_FORMAT with a fatal fault when it is none for a catalogue. */
MUST enum err source_marc_describe(struct str bytes, enum source_format f,
                                   const struct holding_map *map, struct arena *a, struct bib *ret,
                                   struct faults *faults);

#endif
