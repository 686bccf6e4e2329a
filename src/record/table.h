/* table.h -- one face for tables: separated text of any kind, and sheets of workbooks.
 *
 * Text: comma, semicolon, tab or bar; UTF-8, UTF-16 with a byte order mark, or, when the bytes are
 * no UTF-8, Windows-1252. Everything given out is UTF-8. A table can be read again from its top. */
#ifndef RECORD_TABLE_H
#define RECORD_TABLE_H

#include "record/bytes.h"
#include "record/csv.h"
#include "record/xlsx.h"

enum table_encoding { TABLE_UTF8, TABLE_UTF16LE, TABLE_UTF16BE, TABLE_WINDOWS_1252 };

/* "UTF-8", "UTF-16LE", ... */
const char *table_encoding_name(enum table_encoding e);

struct table;

struct table_facts {
    bool workbook;
    /* of text */
    enum table_encoding encoding;
    char separator;
    /* of a workbook */
    const struct xlsx_sheet *sheet;
    size_t sheets, chosen;
};

struct table_row {
    int64_t number; /* the row of the sheet, or the line of the text where it starts */
    struct strs column;
    enum reason bad;    /* it cannot be read: a reason, and column is what could be */
    bool without_value; /* a formula without its value */
    bool spread;        /* a heading merged over several columns */
};

/* `sheet` by name (letter case aside) or, when empty, the fullest. ERR_FORMAT with a reason:
 * neither text nor a workbook, or one that cannot be opened; ERR_NOT_FOUND: no such sheet. */
MUST enum err table_open(struct bytes_at from, struct str sheet, struct table **ret,
                         struct fault *ret_why);
void table_close(struct table *t);   /* NULL is fine */
void table_closep(struct table **t); /* for CLEANUP in tests */

struct table_facts table_facts(const struct table *t);

/* To the top. */
MUST enum err table_rewind(struct table *t, struct fault *ret_why);

/* The next row that is not empty, in `a`. ERR_NOT_FOUND at the end; ERR_FORMAT with a reason when
 * nothing after this can be read. */
MUST enum err table_next(struct table *t, struct arena *a, struct table_row *ret,
                         struct fault *ret_why);

/* Bytes passed over and in all. */
void table_progress(const struct table *t, int64_t *ret_done, int64_t *ret_all);

/* ---- the top of a table ---- */

enum { TABLE_SAMPLE_ROWS = 300, TABLE_TOP_ROWS = 30 };

struct table_head {
    int heading_rows;    /* 0, 1 or 2; a row that numbers the columns is not counted */
    int64_t last_row;    /* number of the last row that is not data; 0: all are */
    struct strs heading; /* of each column; both rows joined; empty where there is none */
    size_t named;        /* columns of the row of headings, with and without a name */
    size_t columns;      /* the most of headings and sample */
    struct {
        struct table_row *item;
        size_t n, cap;
    } sample; /* the first rows of data */
};

/* Looks for the headings below any title of the list, and samples the data. Leaves the table at
 * its top. Errors of table_next but the end. */
MUST enum err table_head(struct table *t, struct arena *a, struct table_head *ret,
                         struct fault *ret_why);

/* Whether a row of data is the headings once more, as printed lists repeat them. */
bool table_is_heading(const struct table_head *h, const struct table_row *row);

#endif
