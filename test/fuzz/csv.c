/* csv.c -- any bytes as a table, and as the files of SLiMS.
 *
 * Holds: reading moves on, a cut window gives the same row or asks for more, what is written reads
 * back the same, layouts survive being stored. */
#include <stdlib.h>
#include <string.h>

#include "record/slims.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

static void write_and_read(const struct csv_row *row, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 22);
    csv_write(&b, ',', row->column.item, row->column.n);
    struct csv_row back = csv_next(buf_str(&b), true, (struct csv_dialect){',', '"'}, a);
    if (back.kind != CSV_ROW) return; /* nothing in it, or more line breaks than one row may have */
    must(back.column.n == row->column.n && back.length == b.n);
    for (size_t i = 0; i < row->column.n; i++) {
        struct str want = row->column.item[i], got = back.column.item[i];
        bool formula = want.n && memchr("=+-@\t\r", want.p[0], 6);
        if (formula) must(got.n == want.n + 1 && got.p[0] == '\'');
        must(str_eq(formula ? str_slice(got, 1, got.n) : got, want));
    }
}

static void read_slims(const struct slims_layout *l, const struct csv_row *row, struct arena *a)
{
    struct bib b;
    struct faults faults = {0};
    enum err e = OK;
    if (l->kind == SLIMS_NOT) return;
    if (l->kind == SLIMS_BIBLIO) e = slims_biblio(l, row, a, &b, &faults);
    if (l->kind == SLIMS_ITEMS) e = slims_item(l, row, a, &b, &faults);
    must(e == OK || (e == ERR_FORMAT && faults.n && faults.item[faults.n - 1].fatal));
    if (e) return;
    must(utf8_valid(b.title) && utf8_valid(b.publisher));
    for (size_t i = 0; i < b.items.n; i++) {
        must(utf8_valid(b.items.item[i].code));
        must(b.items.item[i].status != ITEM_AVAILABLE);
    }
}

static void store_layout(const struct slims_layout *l)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 14);
    struct buf CLEANUP(buf_release) c = BUF(1 << 14);
    struct slims_layout back;
    slims_layout_write(l, &b);
    if (l->kind == SLIMS_NOT) return;
    must(slims_layout_read(buf_str(&b), &back) == OK);
    slims_layout_write(&back, &c);
    must(str_eq(buf_str(&b), buf_str(&c)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct slims_layout l = slims_recognise(s, a), unused;
    if (l.kind == SLIMS_NOT) l.dialect = csv_guess(s);
    store_layout(&l);
    (void)!slims_layout_read(s, &unused);
    for (int rows = 0; rows < 2000; rows++) {
        arena_reset(a);
        struct csv_row row = csv_next(s, true, l.dialect, a);
        if (row.kind == CSV_END) return 0;
        must(row.kind == CSV_ROW || row.kind == CSV_BAD);
        must(row.length > 0 && row.length <= s.n);
        struct csv_row part = csv_next(str_slice(s, 0, row.length / 2), false, l.dialect, a);
        must(part.kind == CSV_MORE || part.kind == CSV_BAD);
        if (row.kind == CSV_ROW) {
            write_and_read(&row, a);
            read_slims(&l, &row, a);
        }
        s = str_slice(s, row.length, s.n);
    }
    return 0;
}
