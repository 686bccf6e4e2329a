/* xlsx.c -- any bytes as a workbook, and rows of a workbook written and read again.
 *
 * Holds: nothing grows without bound, every sheet gives the same rows twice, what is written reads
 * back as it was. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "record/xlsx_parts.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

enum { ROWS_MAX = 3000 };

/* How many rows, and a sum over what they hold. */
static uint32_t read_sheet(struct xlsx *x, size_t sheet)
{
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct xlsx_row row;
    struct fault why;
    uint32_t sum = 0;
    enum err e = xlsx_begin(x, sheet, &why);
    must(e == OK || why.reason);
    for (int i = 0; !e && i < ROWS_MAX; i++) {
        arena_reset(a);
        e = xlsx_next(x, a, &row, &why);
        if (e) break;
        must(row.column.n <= XLSX_COLUMNS_MAX);
        for (size_t k = 0; k < row.column.n; k++) {
            must(utf8_valid(row.column.item[k]));
            sum = sum * 31 + (uint32_t)row.column.item[k].n;
        }
    }
    must(e != ERR_FORMAT || why.reason);
    return sum;
}

static enum err collect(void *ctx, struct str bytes)
{
    buf_add(ctx, bytes);
    return OK;
}

/* The input as one cell of a workbook of ours. */
static void write_and_read(struct str s)
{
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct buf CLEANUP(buf_release) b = BUF(4 << 20);
    struct str heading[] = {STR("A"), STR("B")}, row[] = {s, STR("end")};
    struct xlsx_writer *w = xlsx_write_begin(collect, &b, s, heading, 2);
    xlsx_write_row(w, row, 2);
    must(xlsx_write_end(w) == OK);
    struct str file = buf_str(&b);
    struct xlsx *x = NULL;
    struct fault why;
    struct xlsx_row got;
    must(xlsx_open(bytes_of(&file), &x, &why) == OK && xlsx_begin(x, 0, &why) == OK);
    must(xlsx_next(x, a, &got, &why) == OK && xlsx_next(x, a, &got, &why) == OK);
    must(got.column.n == 2 && str_eq(got.column.item[1], STR("end")));
    bool plain = utf8_valid(s) && s.n < 1000 && !memchr(s.p, '\r', s.n);
    for (size_t i = 0; i < s.n; i++)
        plain &= (unsigned char)s.p[i] >= ' ' && (unsigned char)s.p[i] < 0x80;
    must(!plain || str_eq(got.column.item[0], s));
    xlsx_close(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct xlsx *x = NULL;
    struct fault why;
    struct arena *CLEANUP(arena_freep) a = arena_new();
    (void)xlsx_number_kind(s);
    for (int kind = NUMBER_PLAIN; kind <= NUMBER_PAD + 3; kind++)
        must(utf8_valid(xlsx_number_text(s, (enum xlsx_number)kind, false, a)) || !utf8_valid(s));
    if (size) write_and_read(s);
    if (xlsx_open(bytes_of(&s), &x, &why)) {
        must(why.reason);
        return 0;
    }
    size_t n = 0;
    xlsx_sheets(x, &n);
    for (size_t i = 0; i < n && i < 3; i++) must(read_sheet(x, i) == read_sheet(x, i));
    xlsx_close(x);
    return 0;
}
