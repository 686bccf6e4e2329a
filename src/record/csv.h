/* csv.h -- comma or semicolon separated rows as people's programs really write them (RFC 4180,
 * Excel, SLiMS).
 *
 * A window onto the file is given, as in iso2709.h; a quoted field may hold line breaks.
 * UTF-8 with or without BOM; CRLF, LF or CR. */
#ifndef RECORD_CSV_H
#define RECORD_CSV_H

#include "base/buf.h"
#include "record/fault.h"

enum {
    CSV_ROW_MAX = 1 << 20, /* bytes */
    CSV_LINES_MAX = 400,   /* line breaks inside one row */
    CSV_COLUMNS_MAX = 512
};

struct csv_dialect {
    char separator; /* ',' ';' tab or '|' */
    char escape;    /* '"' doubles itself; '\\' when the file uses \"; 0 when every field is quoted
                     * and quotes inside stand bare (SLiMS exports strip their own escapes) */
};

enum csv_kind { CSV_ROW, CSV_BAD, CSV_MORE, CSV_END };

struct csv_row {
    enum csv_kind kind;
    size_t length;      /* bytes consumed, line end and empty lines before it included */
    int64_t lines;      /* lines consumed */
    struct strs column; /* unquoted values, in the arena or pointing into the window */
    struct fault fault; /* byte and line where the row starts, relative to the window (line 1 is its
                         * first); for CSV_BAD also why */
};

/* The separator and escape with which most of the first rows have the same number of columns. */
struct csv_dialect csv_guess(struct str head);

/* The row at the start of `window`; `last` tells that the file ends where the window ends. CSV_MORE
 * asks for a longer window, never longer than CSV_ROW_MAX bytes. After CSV_BAD go on after `length`
 * bytes: one line, so that a quote that never ends costs no other row. Time is linear. A quote ends
 * a field only before a separator or a line end; others are part of the value. Rows with nothing in
 * them are passed over. */
struct csv_row csv_next(struct str window, bool last, struct csv_dialect d, struct arena *a);

/* Appends one row with CRLF (RFC 4180). Values that start with = + - @ TAB or CR get a leading
 * apostrophe, so that no spreadsheet runs them as a formula. */
void csv_write(struct buf *to, char separator, const struct str *column, size_t n);

#endif
