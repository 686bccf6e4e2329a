/* bib_row.h -- descriptions as rows of a table whose headings columns.h knows: a collection taken
 * home as a workbook, and the template of an empty one. What is written so reads back. */
#ifndef RECORD_BIB_ROW_H
#define RECORD_BIB_ROW_H

#include "record/bib.h"

enum { BIB_ROW_COLUMNS = 23 };

struct bib_row {
    struct str value[BIB_ROW_COLUMNS];
};

struct bib_rows {
    struct bib_row *item;
    size_t n, cap;
};

/* "Judul", "Pengarang", ...; or "Title", "Author", ... */
struct bib_row bib_row_headings(bool english);

/* One row, or several where copies stand in different places: each with the whole description and
 * its codes, so that they are one record again. Several values of one field are parted by "; ". */
void bib_to_rows(const struct bib *b, struct arena *a, struct bib_rows *ret);

#endif
