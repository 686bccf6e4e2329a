/* mapping.h -- what is known of the files of a feed, as lines of text (feed.mapping).
 *
 *     952 p o b 7 -                        where MARC keeps copies (holding_map_read)
 *     columns 00f3... title author ...     columns of a form (columns_write); several, newest first
 *     sheet Data Buku                      the sheet to read, in an order only
 *     say Judul=title, D=isbn              columns as a person says them, in an order only */
#ifndef CATALOG_MAPPING_H
#define CATALOG_MAPPING_H

#include "record/bib.h"

enum { MAPPING_FORMS_MAX = 8 };

/* The first line of MARC; empty when there is none. */
struct str mapping_marc(struct str text);

/* What follows the word in the first line that begins with it; empty when there is none. */
struct str mapping_after(struct str text, struct str word);

/* Cuts the next line that begins with "columns" off the text. */
bool mapping_next_columns(struct str *rest, struct str *ret);

/* The old text with one more line of MARC or columns; it takes the place of the one it renews. */
struct str mapping_remember(struct str old, struct str line, struct arena *a);

/* How the copies of a feed are found in MARC: "952 p o b 7 -", that is tag, then the subfields of
 * code, call number, place, status, copies; '-' is none. Empty: the first known way a record shows
 * (bib_marc_items.c). ERR_FORMAT otherwise. */
MUST enum err holding_map_read(struct str text, struct holding_map *ret);

#endif
