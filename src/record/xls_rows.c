/* xls_rows.c -- the rows of a sheet of an Excel 97-2003 workbook (MS-XLS 2.4). */
#include <string.h>

#include "base/checked.h"
#include "record/xlsx_parts.h"

enum {
    BOF = 0x0809,
    END = 0x000A,
    NUMBER = 0x0203,
    RK = 0x027E,
    RKS = 0x00BD,
    SHARED = 0x00FD,
    LABEL = 0x0204,
    FORMULA = 0x0006,
    TEXT_OF_FORMULA = 0x0207,
    TRUTH = 0x0205,
    MERGED = 0x00E5
};

static uint32_t le16(struct str s, size_t at)
{
    if (at + 2 > s.n) return 0;
    return (uint32_t)(unsigned char)s.p[at] | (uint32_t)(unsigned char)s.p[at + 1] << 8;
}

static uint32_t le32(struct str s, size_t at)
{
    return le16(s, at) | le16(s, at + 2) << 16;
}

static double real(struct str s, size_t at)
{
    uint64_t bits = (uint64_t)le32(s, at) | (uint64_t)le32(s, at + 4) << 32;
    double v = 0;
    memcpy(&v, &bits, sizeof v);
    return v;
}

/* A number in four bytes: an integer or the upper half of a double, perhaps times 100. */
static double rk(uint32_t v)
{
    double d = 0;
    if (v & 2) {
        d = (double)((int32_t)v >> 2);
    } else {
        uint64_t bits = (uint64_t)(v & ~UINT32_C(3)) << 32;
        memcpy(&d, &bits, sizeof d);
    }
    return v & 1 ? d / 100 : d;
}

void xls_begin(struct xlsx *x, size_t sheet)
{
    struct biff *b = x->old;
    b->at = x->part[sheet].at;
    b->depth = 0;
    b->row_open = b->ended = false;
    b->formula_row = -1;
}

static void add_number(struct xlsx *x, size_t column, uint64_t style, double v)
{
    struct str text = arena_printf(x->r.mem, "%.15g", v);
    xlsx_cell(x, column, 'n', style, text);
}

static void add_formula(struct xlsx *x, struct str d, size_t column, uint64_t style)
{
    struct biff *b = x->old;
    if (le16(d, 12) != 0xFFFF) {
        add_number(x, column, style, real(d, 6));
        return;
    }
    switch (d.p[6]) {
    case 0: /* its text follows */
        b->formula_row = x->r.row;
        b->formula_column = column;
        b->formula_style = style;
        break;
    case 1: xlsx_cell(x, column, 'b', style, d.p[8] ? STR("1") : STR("0")); break;
    case 3: x->r.without_value = true; break;
    default: break;
    }
}

/* A text with its length in front. */
static void add_text(struct xlsx *x, struct str d, size_t at, size_t column, uint64_t style)
{
    struct buf CLEANUP(buf_release) text = BUF(XLSX_CELL_MAX);
    if (d.n < at + 3) return;
    biff_text(str_slice(d, at + 3, d.n), le16(d, at), d.p[at + 2] & 1, &text);
    xlsx_cell(x, column, 't', style, buf_str(&text));
}

static void add_cells(struct xlsx *x, const struct biff_record *r)
{
    struct str d = r->data;
    size_t column = le16(d, 2);
    uint64_t style = le16(d, 4);
    if (r->kind == NUMBER && d.n >= 14) add_number(x, column, style, real(d, 6));
    if (r->kind == RK && d.n >= 10) add_number(x, column, style, rk(le32(d, 6)));
    for (size_t at = 4; r->kind == RKS && at + 8 <= d.n; at += 6)
        add_number(x, column++, le16(d, at), rk(le32(d, at + 2)));
    if (r->kind == SHARED && d.n >= 10)
        xlsx_cell(x, column, 's', style, arena_printf(x->r.mem, "%u", le32(d, 6)));
    if (r->kind == LABEL) add_text(x, d, 6, column, style);
    if (r->kind == FORMULA && d.n >= 14) add_formula(x, d, column, style);
    if (r->kind == TRUTH && d.n >= 8 && d.p[7] == 0)
        xlsx_cell(x, column, 'b', style, d.p[6] ? STR("1") : STR("0"));
}

static bool is_cell(uint16_t kind)
{
    return kind == NUMBER || kind == RK || kind == RKS || kind == SHARED || kind == LABEL ||
           kind == FORMULA || kind == TRUTH;
}

static void note_merges(struct xlsx *x, struct str d)
{
    for (size_t at = 2; at + 8 <= d.n; at += 8)
        xlsx_merge(&x->r,
                   (struct xlsx_merge){(int64_t)le16(d, at) + 1, (int64_t)le16(d, at + 2) + 1,
                                       le16(d, at + 4)},
                   le16(d, at + 6));
}

/* What is no cell. */
static void note(struct xlsx *x, const struct biff_record *r)
{
    struct biff *b = x->old;
    if (r->kind == BOF) b->depth++;
    if (r->kind == END && --b->depth <= 0) b->ended = true;
    if (r->kind == MERGED && b->depth == 1) note_merges(x, r->data);
    if (r->kind == TEXT_OF_FORMULA && b->formula_row == x->r.row) {
        add_text(x, r->data, 0, b->formula_column, b->formula_style);
        b->formula_row = -1;
    }
}

/* Rows stand in order; Excel and all we know of write them so. */
enum err xls_run(struct xlsx *x)
{
    struct biff *b = x->old;
    struct biff_record r;
    if (x->r.row_over) b->row_open = x->r.row_over = false;
    while (!b->ended) {
        int64_t before = b->at;
        enum err e = biff_next(b, &r);
        if (e) return ERR_FORMAT;
        if (!is_cell(r.kind) || b->depth != 1) {
            note(x, &r);
            continue;
        }
        int64_t row = (int64_t)le16(r.data, 0) + 1;
        if (b->row_open && row != x->r.row) {
            b->at = before;
            x->r.row_over = true;
            return OK;
        }
        if (!b->row_open) {
            if (row <= x->r.row) return ERR_FORMAT; /* out of order */
            xlsx_row_begin(&x->r, row);
            b->row_open = true;
        }
        add_cells(x, &r);
    }
    if (!b->row_open) return ERR_NOT_FOUND;
    x->r.row_over = true;
    return OK;
}
