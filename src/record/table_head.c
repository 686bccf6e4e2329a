/* table_head.c -- where the headings of a table are: below the name of the library, in one row or
 * two, above a row of column numbers; or nowhere. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/columns.h"
#include "text/utf8.h"

enum { HEADING_MAX = 80 };

struct rows {
    struct table_row *item;
    size_t n, cap;
};

static struct str cell(const struct table_row *r, size_t i)
{
    return i < r->column.n ? str_trim(r->column.item[i]) : (struct str){0};
}

static size_t filled(const struct table_row *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->column.n; i++) n += cell(r, i).n > 0;
    return n;
}

static bool is_number(struct str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += ascii_is_digit(s.p[i]);
        if (!memchr("0123456789.,- ", s.p[i], 14)) return false;
    }
    return digits > 0;
}

struct likeness {
    size_t exact, partly;
    bool title; /* no book is called "Judul Buku": this word alone is enough */
};

static struct likeness like_heading(const struct table_row *r)
{
    struct likeness l = {0};
    if (r->bad) return l;
    for (size_t i = 0; i < r->column.n; i++) {
        bool exact = false;
        struct str s = cell(r, i);
        if (s.n == 0 || s.n > HEADING_MAX) continue;
        enum column_field f = column_of_heading(s, &exact);
        if (f == COLUMN_UNKNOWN) continue;
        l.exact += exact;
        l.partly += !exact;
        l.title |= exact && f == COLUMN_TITLE;
    }
    return l;
}

static bool is_heading(const struct table_row *r)
{
    struct likeness l = like_heading(r);
    if (l.title) return true;
    return l.exact >= 1 && 2 * l.exact + l.partly >= 3 && 3 * (l.exact + l.partly) >= filled(r);
}

/* The row most like headings; rows.n when none is. */
static size_t best_heading(const struct rows *rows)
{
    size_t best = rows->n, most = 0;
    for (size_t i = 0; i < rows->n && i < TABLE_TOP_ROWS; i++) {
        struct likeness l = like_heading(&rows->item[i]);
        if (!is_heading(&rows->item[i]) || 2 * l.exact + l.partly <= most) continue;
        most = 2 * l.exact + l.partly;
        best = i;
    }
    return best;
}

/* Names nobody knows, above columns of numbers. */
static bool is_contrast(const struct rows *rows)
{
    if (rows->n < 2 || filled(&rows->item[0]) < 2) return false;
    size_t columns = rows->item[0].column.n, looked = MIN(rows->n, (size_t)50);
    for (size_t i = 0; i < columns; i++)
        if (is_number(cell(&rows->item[0], i)) || cell(&rows->item[0], i).n > HEADING_MAX)
            return false;
    for (size_t i = 0; i < columns; i++) {
        size_t numbers = 0;
        for (size_t k = 1; k < looked; k++) numbers += is_number(cell(&rows->item[k], i));
        if (cell(&rows->item[0], i).n && 10 * numbers >= 9 * (looked - 1)) return true;
    }
    return false;
}

/* Whether `below` goes on with the headings of `above`: "Kota | Penerbit | Tahun" under
 * "Penerbitan". No row of data has nothing but names of columns. */
static bool continues(const struct table_row *above, const struct table_row *below)
{
    struct likeness l = like_heading(below);
    size_t n = filled(below);
    if (l.exact == 0 || 2 * (l.exact + l.partly) < n || n == 0) return false;
    for (size_t i = 0; i < below->column.n; i++) {
        bool exact = false;
        struct str s = cell(below, i);
        if (s.n == 0) continue;
        if (is_number(s) || s.n > HEADING_MAX) return false;
        /* under a title there is nothing, or another name */
        if (column_of_heading(cell(above, i), &exact) == COLUMN_TITLE && exact &&
            column_of_heading(s, &exact) == COLUMN_UNKNOWN)
            return false;
    }
    return true;
}

/* "1 | 2 | 3" or "(1) | (2) | (3)" under the headings. */
static bool numbers_columns(const struct table_row *r)
{
    int64_t before = 0, v = 0;
    size_t n = 0;
    for (size_t i = 0; i < r->column.n; i++) {
        struct str s = cell(r, i);
        if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')') s = str_slice(s, 1, s.n - 1);
        if (s.n == 0) continue;
        if (str_to_i64(s, &v) || (n ? v != before + 1 : v > 2)) return false;
        before = v;
        n++;
    }
    return n >= 3;
}

/* ---- joining ---- */

static struct str clean(struct arena *a, struct str s)
{
    s = utf8_cut(utf8_clean(a, s), HEADING_MAX);
    char *p = arena_alloc(a, s.n);
    for (size_t i = 0; i < s.n; i++) p[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
    return str_trim((struct str){p, s.n});
}

/* "Penerbitan / Kota"; a name over several columns stands only in the first of them. */
static void join_headings(const struct table_row *top, const struct table_row *below,
                          struct arena *a, struct table_head *h)
{
    struct str group = {0};
    size_t n = MAX(top->column.n, below ? below->column.n : 0);
    for (size_t i = 0; i < n; i++) {
        struct str upper = clean(a, cell(top, i));
        struct str lower = below ? clean(a, cell(below, i)) : (struct str){0};
        if (upper.n) group = upper;
        struct str name = upper;
        bool both = lower.n && (upper.n || group.n) && !str_eq(lower, group);
        if (both)
            name = arena_printf(a, "%.*s / %.*s", STR_ARG(group), STR_ARG(lower));
        else if (lower.n)
            name = lower;
        if (!lower.n && below && !upper.n) name = (struct str){0};
        VEC_PUSH(a, &h->heading, name);
    }
}

static void find_headings(const struct rows *rows, struct arena *a, struct table_head *h,
                          size_t *ret_first)
{
    size_t first = best_heading(rows), last = first;
    *ret_first = 0;
    if (first == rows->n) {
        if (!is_contrast(rows)) return;
        first = last = 0;
    } else if (first + 1 < rows->n && continues(&rows->item[first], &rows->item[first + 1])) {
        last = first + 1;
    } else if (first > 0 && filled(&rows->item[first - 1]) > 1 &&
               like_heading(&rows->item[first - 1]).exact > 0) {
        first--;
    }
    h->heading_rows = (int)(last - first + 1);
    join_headings(&rows->item[first], last > first ? &rows->item[last] : NULL, a, h);
    if (last + 1 < rows->n && numbers_columns(&rows->item[last + 1])) last++;
    h->last_row = rows->item[last].number;
    *ret_first = last + 1;
}

enum err table_head(struct table *t, struct arena *a, struct table_head *ret, struct fault *ret_why)
{
    struct rows rows = {0};
    struct table_head h = {0};
    enum err e = table_rewind(t, ret_why);
    while (!e && rows.n < TABLE_TOP_ROWS + TABLE_SAMPLE_ROWS) {
        struct table_row row;
        e = table_next(t, a, &row, ret_why);
        if (!e) VEC_PUSH(a, &rows, row);
    }
    if (e && e != ERR_NOT_FOUND) return e;
    size_t first = 0;
    find_headings(&rows, a, &h, &first);
    h.columns = h.named = h.heading.n;
    for (size_t i = first; i < rows.n && h.sample.n < TABLE_SAMPLE_ROWS; i++) {
        if (rows.item[i].bad) continue;
        VEC_PUSH(a, &h.sample, rows.item[i]);
        h.columns = MAX(h.columns, rows.item[i].column.n);
    }
    while (h.heading.n < h.columns) VEC_PUSH(a, &h.heading, (struct str){0});
    *ret = h;
    return table_rewind(t, ret_why);
}

bool table_is_heading(const struct table_head *h, const struct table_row *row)
{
    size_t same = 0, n = 0;
    if (h->heading_rows == 0) return false;
    for (size_t i = 0; i < row->column.n && i < h->heading.n; i++) {
        struct str s = cell(row, i);
        n += s.n > 0;
        same += s.n > 0 && str_eq_nocase(s, h->heading.item[i]);
    }
    return n >= 2 && same == n;
}
