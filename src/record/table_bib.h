/* table_bib.h -- rows of a table of any shape as descriptions, by the fields of their columns.
 *
 * What is kept of a row is only what has a public field, in the order of the fields: a row of a
 * workbook and the same row as CSV are the same bytes, and a price that changes changes nothing. */
#ifndef RECORD_TABLE_BIB_H
#define RECORD_TABLE_BIB_H

#include "record/bib.h"
#include "record/columns.h"

enum { TABLE_ROWS_MAX = 2000 }; /* of one record */

/* The fields of a kept row. */
struct table_fields {
    unsigned char field[CSV_COLUMNS_MAX];
    size_t n;
};

/* "table1 title author item-code": stored with a load. ERR_FORMAT when it is not that. */
void table_fields_write(const struct table_fields *f, struct buf *to);
MUST enum err table_fields_read(struct str text, struct table_fields *ret);

/* Which columns of the file are kept, in which order. */
struct table_pick {
    struct table_fields fields;
    unsigned short column[CSV_COLUMNS_MAX];
    struct strs name; /* of each, as faults call it: "ISBN (F)" */
};

void table_pick_of(const struct columns *c, struct arena *a, struct table_pick *ret);

/* The kept values of a row: trimmed, valid UTF-8, nothing for "-". */
struct strs table_pick_row(const struct table_pick *p, const struct strs *row, struct arena *a);

/* A row as CSV with a comma and CRLF, nothing changed for spreadsheets. */
void table_row_write(const struct strs *values, struct buf *to);

/* Rows that say the same of the same book are one record with several copies: equal when title,
 * authors, ISBN, edition, part, publisher, year and kind are (words and letters, not spelling of
 * blanks and points); or when the record numbers are. */
int64_t table_row_key(const struct table_fields *f, const struct strs *values, struct arena *a);

/* Whether the row says nothing of a book but has a code: one more copy of the book above. */
bool table_row_continues(const struct table_fields *f, const struct strs *values);

struct table_rows {
    const struct strs *row; /* kept values */
    const int64_t *line;    /* of each, for faults; NULL: none */
    size_t n;
    const struct strs *name; /* of the columns, for faults; NULL: those of the fields */
};

/* One record from one or more rows: of each field the first value there is, and the copies of all.
 * ERR_FORMAT with a fatal NO_TITLE when there is none. `faults` may be NULL. */
MUST enum err table_bib(const struct table_fields *f, const struct table_rows *rows,
                        struct arena *a, struct bib *ret, struct faults *faults);

/* The same from kept bytes: one row or several. */
MUST enum err table_bib_stored(const struct table_fields *f, struct str bytes, struct arena *a,
                               struct bib *ret);

#endif
