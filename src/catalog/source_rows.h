/* source_rows.h -- what source.c and source_rows.c share. */
#ifndef CATALOG_SOURCE_ROWS_H
#define CATALOG_SOURCE_ROWS_H

#include "record/csv.h"
#include "record/slims.h"

/* The description in a row of SLiMS. */
MUST enum err source_row_describe(const struct slims_layout *l, const struct csv_row *row,
                                  struct arena *a, struct bib *ret, struct faults *faults);

/* The first line of a layout: the headings of a table, which follow, change nothing. */
struct str source_first_line(struct str layout);

#endif
