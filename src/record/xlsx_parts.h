/* xlsx_parts.h -- the parts of a workbook. Inside the record room only. */
#ifndef RECORD_XLSX_PARTS_H
#define RECORD_XLSX_PARTS_H

#include "record/cfb.h"
#include "record/xlsx.h"
#include "record/xml.h"

/* One XML part of the archive while it is read. */
struct xlsx_part {
    struct zip_stream *stream;
    struct xml *xml;
};

MUST enum err xlsx_part_open(const struct zip *z, const struct zip_entry *e, struct xml_handler h,
                             struct xlsx_part *ret);
void xlsx_part_close(struct xlsx_part *p); /* also for CLEANUP */

/* Reads a part from end to end; none is fine. */
MUST enum err xlsx_part_read(const struct zip *z, struct str name, struct xml_handler h);

struct xlsx_strings {
    struct buf text, ends; /* ends: uint32_t of each string */
};

MUST enum err xlsx_strings_read(const struct zip *z, struct str part, struct xlsx_strings *ret);
void xlsx_strings_release(struct xlsx_strings *s);
struct str xlsx_string(const struct xlsx_strings *s, uint64_t i);

/* Undoes _x000D_ (ECMA-376 22.9.2.19) in place; the new length. */
size_t xlsx_unescape(char *p, size_t n);

/* How a number is shown; NUMBER_PAD + n: padded with zeros to n digits. */
enum xlsx_number {
    NUMBER_PLAIN,
    NUMBER_DATE,
    NUMBER_YEAR,
    NUMBER_TIME,
    NUMBER_PAD,
    NUMBER_PAD_MAX = NUMBER_PAD + 30
};

struct xlsx_styles {
    struct buf kind; /* one byte of enum xlsx_number a cell format */
};

MUST enum err xlsx_styles_read(const struct zip *z, struct str part, struct xlsx_styles *ret);
/* Of a format that is built in, by its number (ECMA-376 18.8.30). */
enum xlsx_number xlsx_built_in(uint64_t id);
enum xlsx_number xlsx_style(const struct xlsx_styles *s, uint64_t i);

/* From the code of a number format: "yyyy-mm-dd", "00000", "General". */
enum xlsx_number xlsx_number_kind(struct str code);

/* The text of a number cell. What is not a number stays as it is. */
struct str xlsx_number_text(struct str value, enum xlsx_number kind, bool since_1904,
                            struct arena *a);

/* "BC12" as column 54 (from 0) and row 12 (0: none); false when it is not a cell. */
bool xlsx_cell_place(struct str ref, size_t *ret_column, int64_t *ret_row);

/* Merges that go over several rows, by their first row. */
struct xlsx_merge {
    int64_t from, to;
    uint32_t column;
};

struct xlsx_merges {
    struct xlsx_merge *item;
    size_t n, cap;
};

struct xlsx_sheet_part {
    struct str part; /* its name in the archive */
    int64_t at;      /* of .xls: where its records begin */
};

/* The sheets of a workbook while it is opened: at most XLSX_SHEETS_MAX, the others are left out. */
struct xlsx_listing {
    struct {
        struct xlsx_sheet *item;
        size_t n, cap;
    } sheets;
    struct {
        struct xlsx_sheet_part *item;
        size_t n, cap;
    } parts;
};

/* The records of an Excel 97-2003 workbook (MS-XLS, "BIFF8") while they are read. */
struct biff {
    struct cfb stream;
    int64_t at; /* of the next record */
    int depth;  /* of charts and the like inside a sheet */
    bool row_open, ended;
    int64_t formula_row; /* of a formula whose text comes in the next record; -1: none */
    size_t formula_column;
    uint64_t formula_style;
    int64_t window_at;
    size_t window_n;
    char window[32 << 10];
};

/* What a cell is filled with from above until its merge ends. */
struct xlsx_fill {
    int64_t to;
    struct str value;
};

/* The sheet at hand, between begin and the end. */
struct xlsx_reading {
    struct xlsx_part part;
    const struct zip_entry *entry;
    struct arena *mem; /* of the row at hand: the caller's */
    struct buf value;
    struct str cell[XLSX_COLUMNS_MAX];
    size_t columns, column, bytes; /* of the row at hand */
    int64_t row;
    uint64_t style;
    char type; /* of the cell: n s (shared) i (inline) t (string of a formula) b e d */
    bool in_value, formula, row_over, too_long, without_value, spread;
    int phonetic;
    int64_t cells; /* with values, so far */
    int64_t shown; /* bytes of the rows so far */
    struct xlsx_merges merges;
    size_t next_merge;
    struct buf wide;        /* rows whose cells are merged to the right: headings (uint32_t) */
    struct arena *merged;   /* holds the merges of the sheet at hand; kept while it is read again */
    size_t scanned;         /* that sheet + 1; 0: none */
    struct arena *repeated; /* holds values that are repeated */
    struct xlsx_fill fill[XLSX_COLUMNS_MAX];
};

struct xlsx {
    struct arena *a;
    struct zip zip;
    struct xlsx_sheet *sheet;
    struct xlsx_sheet_part *part;
    size_t sheets;
    bool since_1904;
    struct xlsx_strings strings;
    struct xlsx_styles styles;
    struct biff *old; /* of .xls, where there is no archive */
    struct xlsx_reading r;
};

void xlsx_list_sheet(struct xlsx_listing *l, struct arena *a, struct xlsx_sheet sheet,
                     struct xlsx_sheet_part part);
void xlsx_take_sheets(struct xlsx *x, const struct xlsx_listing *l);

/* ---- .xls (xls.c, xls_rows.c) ---- */

struct biff_record {
    uint16_t kind;
    struct str data;
    int64_t at; /* behind its head */
};

/* The record at old->at, which moves on. Its data lives until the next. ERR_NOT_FOUND at the end of
 * the stream, ERR_FORMAT. */
MUST enum err biff_next(struct biff *old, struct biff_record *ret);

/* `cch` characters at s, one or two bytes each; UTF-8 goes to `to`. The bytes used. */
size_t biff_text(struct str s, size_t cch, bool wide, struct buf *to);

/* Fills sheets, strings and styles. ERR_DENIED: locked. */
MUST enum err xls_open(struct bytes_at from, struct xlsx *x);

/* To the top of a sheet; and its next row, as xml_run does for .xlsx: r->row_over tells. */
void xls_begin(struct xlsx *x, size_t sheet);
MUST enum err xls_run(struct xlsx *x);

/* ---- rows as they come from either ---- */

void xlsx_row_begin(struct xlsx_reading *r, int64_t number);
void xlsx_cell(struct xlsx *x, size_t column, char type, uint64_t style, struct str value);
void xlsx_merge(struct xlsx_reading *r, struct xlsx_merge m, size_t last_column);

/* Reads cells of a sheet until its end or for about `limit` bytes of XML; values counted. */
MUST enum err xlsx_count(struct xlsx *x, size_t sheet, int64_t limit, int64_t *ret_cells);
void xlsx_sheet_close(struct xlsx *x);

#endif
