/* source_parts.h -- a source from inside. For source.c and source_units.c only. */
#ifndef CATALOG_SOURCE_PARTS_H
#define CATALOG_SOURCE_PARTS_H

#include "catalog/source_table.h"
#include "catalog/source_text.h"
#include "record/bibtex.h"
#include "record/slims.h"

struct source {
    struct source_window w;
    int64_t size;         /* of the file, 0 unknown */
    int64_t number, line; /* of the next unit */
    enum source_format format;
    struct holding_map map;
    struct slims_layout layout;
    struct buf layout_text;
    struct source_text text;  /* of text forms */
    struct arena *strings_in; /* of BibTeX: abbreviations so far */
    struct bibtex_strings strings;
    bool looking;               /* only at its top */
    bool in_bad;                /* the last frame was bad */
    struct source_table *table; /* of SOURCE_TABLE only */
    struct source **part;       /* of a packed file: what is in it; the rest is then unused */
    size_t parts, part_at;
};

/* The next unit of a source that is not packed (source_units.c). */
MUST enum err source_unit_next(struct source *s, struct arena *a, struct source_unit *ret);

#endif
