/* json_row.h -- a record as a program writes it by hand, in JSON: the members that a title has when
 * it is given out, and its copies.
 *
 *     {"number": "B-17", "title": "Gurindam dua belas", "authors": ["Ali Haji"], "year": 2004,
 *      "isbns": ["9789790000001"], "items": [{"code": "0017", "call_number": "899.221 ALI g"}]}
 *
 * Each member stands once; none is passed over: what is not known is told, for it would be lost. */
#ifndef RECORD_JSON_ROW_H
#define RECORD_JSON_ROW_H

#include "record/bib.h"

enum { JSON_ROW_MAX = 256 << 10, JSON_ROW_ITEMS_MAX = 1000, JSON_ROW_NUMBER_MAX = 100 };

/* The description, its number as `control`. ERR_FORMAT: it is no such object, *ret_bad is then the
 * member it stops at (may be empty); ERR_LIMIT: more than JSON_ROW_MAX bytes or JSON_ROW_ITEMS_MAX
 * copies. Faults as of bib_from_typed: NO_TITLE is fatal and ERR_NOT_FOUND. */
MUST enum err json_row_read(struct str bytes, struct arena *a, struct bib *ret, struct str *ret_bad,
                            struct faults *faults);

#endif
