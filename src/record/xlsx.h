/* xlsx.h -- reading Excel workbooks row by row (ECMA-376, .xlsx; MS-XLS of Excel 97-2003, .xls),
 * and writing plain ones.
 *
 * What a cell holds as its reader sees it: shared and inline strings (runs of rich text joined),
 * the stored value of a formula (the formula itself is never looked at), numbers in full digits
 * (9789793062792, 2005, 813.54; padded when their format is only zeros), dates as YYYY-MM-DD (both
 * epochs; a format of only years gives the year), TRUE and FALSE; errors (#N/A) are empty.
 *
 * Merged cells: the value stands in the first cell. Over several rows it is repeated downwards in
 * the first column of the merge, since people merge one publisher over its books; to the right
 * nothing is repeated.
 *
 * Memory: the shared strings (XLSX_STRINGS_MAX) and one row. */
#ifndef RECORD_XLSX_H
#define RECORD_XLSX_H

#include "base/buf.h"
#include "record/csv.h"
#include "record/zip.h"

enum {
    XLSX_SHEETS_MAX = 1000,
    XLSX_STRINGS_MAX = 64 << 20, /* bytes of shared strings */
    XLSX_CELL_MAX = 256 << 10,   /* bytes of one value; Excel's own limit is 32,767 characters */
    XLSX_COLUMNS_MAX = CSV_COLUMNS_MAX,
    XLSX_MERGES_MAX = 100000
};

struct xlsx;

struct xlsx_sheet {
    struct str name;
    bool hidden;
    int64_t cells; /* with something in them, estimated from the first part of a large sheet */
};

struct xlsx_row {
    int64_t number;     /* as the spreadsheet shows it */
    struct strs column; /* up to the last value; empty cells are empty */
    bool too_long;      /* over CSV_ROW_MAX, or values right of XLSX_COLUMNS_MAX: cut off */
    bool without_value; /* a formula that was never calculated */
    bool spread;        /* a value of it was merged to the right: headings are */
};

/* Whether the file begins as a ZIP archive or a compound file. */
bool xlsx_maybe(struct str head);

/* Opens a workbook, which stays bound to `from`. ERR_FORMAT with why->reason: damaged, locked,
 * refused as a bomb, or another kind of archive. */
MUST enum err xlsx_open(struct bytes_at from, struct xlsx **ret, struct fault *ret_why);
void xlsx_close(struct xlsx *x); /* NULL is fine */

/* Its sheets in the order of the tabs; *ret_n is 0 when none has cells. */
const struct xlsx_sheet *xlsx_sheets(const struct xlsx *x, size_t *ret_n);

/* The visible sheet with the most values, the first of equals; hidden ones only if all are. */
size_t xlsx_fullest(const struct xlsx *x);

/* Begins at the top of a sheet; may be called again. */
MUST enum err xlsx_begin(struct xlsx *x, size_t sheet, struct fault *ret_why);

/* The next row that is not empty, in `a`. ERR_NOT_FOUND at the end; ERR_FORMAT with a reason when
 * the rest cannot be read. */
MUST enum err xlsx_next(struct xlsx *x, struct arena *a, struct xlsx_row *ret,
                        struct fault *ret_why);

/* Bytes of the sheet's XML read so far and in all. */
void xlsx_progress(const struct xlsx *x, int64_t *ret_done, int64_t *ret_all);

/* ---- writing: one sheet, a heading in bold that stays in sight, every value as text ---- */

struct xlsx_writer;
typedef enum err xlsx_sink_fn(void *ctx, struct str bytes);

/* Bytes go to `sink` as they are made. Errors of the sink stick and come out of xlsx_write_end.
 * `sheet` is shortened to what Excel allows. */
struct xlsx_writer *xlsx_write_begin(xlsx_sink_fn *sink, void *ctx, struct str sheet,
                                     const struct str *heading, size_t columns);

/* At most `columns` values; more are left out. What XML or Excel cannot hold is cut or dropped. */
void xlsx_write_row(struct xlsx_writer *w, const struct str *value, size_t n);
MUST enum err xlsx_write_end(struct xlsx_writer *w); /* frees it, always */

#endif
