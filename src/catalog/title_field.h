/* title_field.h -- the parts of a title's description, as provenance and mends name them. */
#ifndef CATALOG_TITLE_FIELD_H
#define CATALOG_TITLE_FIELD_H

#include "base/arena.h"

enum title_field { /* names are stored with mends, order may change */
                   TITLE_TITLE,
                   TITLE_PART,
                   TITLE_RESPONSIBILITY,
                   TITLE_NAMES,
                   TITLE_EDITION,
                   TITLE_PUBLISHER,
                   TITLE_PLACE,
                   TITLE_YEAR,
                   TITLE_EXTENT,
                   TITLE_FREQUENCY,
                   TITLE_SERIES,
                   TITLE_HOST,
                   TITLE_FORMAT,
                   TITLE_LANGUAGE,
                   TITLE_NUMBERS,
                   TITLE_SUBJECTS,
                   TITLE_CLASSIFICATION,
                   TITLE_SUMMARY,
                   TITLE_CONTENTS,
                   TITLE_NOTES,
                   TITLE_LINKS,
                   TITLE_FIELDS
};

/* "title"; also the message "element.title". */
const char *title_field_name(enum title_field f);
bool title_field_parse(struct str name, enum title_field *ret);

/* Where a value comes from. A field is one value chosen, or united from what all records say:
 * names, numbers, languages, subjects, links. */
struct title_origin {
    int source; /* index of the record; of united fields the best of those; -1: nobody has it */
    int have;   /* records that say something here, of those compared */
    int agree;  /* of them, that say the same in other spelling or the same; of united fields: 0 */
    struct strs variants; /* what else is said, most frequent first; not all when there are many */
};

enum { TITLE_VARIANTS_MAX = 12 };

#endif
