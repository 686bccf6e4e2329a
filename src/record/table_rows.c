/* table_rows.c -- what is kept of a row, and which rows are about the same book. */
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "base/hash.h"
#include "record/bib_parts.h"
#include "record/table_bib.h"
#include "text/utf8.h"
#include "text/words.h"

enum { LINES_KEPT = 100 }; /* line breaks of one row; more become blanks */

static const struct csv_dialect kept = {',', '"'};

/* ---- which columns ---- */

void table_pick_of(const struct columns *c, struct arena *a, struct table_pick *ret)
{
    struct table_pick p = {0};
    for (int f = COLUMN_CONTROL; f < COLUMN_FIELDS; f++)
        for (size_t i = 0; i < c->n && p.fields.n < CSV_COLUMNS_MAX; i++) {
            const struct column *col = &c->item[i];
            if ((int)col->field != f) continue;
            p.fields.field[p.fields.n] = (unsigned char)f;
            p.column[p.fields.n++] = (unsigned short)i;
            struct str name = str_of(col->letters);
            if (col->name.n) name = arena_printf(a, "%.*s (%s)", STR_ARG(col->name), col->letters);
            VEC_PUSH(a, &p.name, arena_copy(a, name));
        }
    *ret = p;
}

struct strs table_pick_row(const struct table_pick *p, const struct strs *row, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < p->fields.n; i++) {
        struct str s = {0};
        if (p->column[i] < row->n) s = str_trim(row->item[p->column[i]]);
        if (bib_says_nothing(s)) s = (struct str){0};
        VEC_PUSH(a, &list, str_trim(utf8_clean(a, s)));
    }
    return list;
}

void table_fields_write(const struct table_fields *f, struct buf *to)
{
    buf_add(to, STR("table1"));
    for (size_t i = 0; i < f->n; i++)
        buf_printf(to, " %s", column_field_name((enum column_field)f->field[i]));
}

enum err table_fields_read(struct str text, struct table_fields *ret)
{
    struct table_fields f = {0};
    struct str word;
    enum column_field field;
    if (!str_split(&text, ' ', &word) || !str_eq(word, STR("table1"))) return ERR_FORMAT;
    while (str_split(&text, ' ', &word)) {
        if (!column_field_parse(word, &field) || field < COLUMN_CONTROL) return ERR_FORMAT;
        if (f.n == CSV_COLUMNS_MAX) return ERR_FORMAT;
        f.field[f.n++] = (unsigned char)field;
    }
    *ret = f;
    return OK;
}

/* ---- bytes ---- */

static void write_value(struct buf *to, struct str s, int *lines)
{
    bool quotes = str_starts(s, STR("\xEF\xBB\xBF"));
    for (size_t i = 0; i < s.n && !quotes; i++) quotes = memchr("\",\r\n ", s.p[i], 5) != NULL;
    if (quotes) buf_add_char(to, '"');
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if ((c == '\n' || c == '\r') && ++*lines > LINES_KEPT) c = ' ';
        if (c == '"') buf_add_char(to, '"');
        buf_add_char(to, c == '\0' ? ' ' : c);
    }
    if (quotes) buf_add_char(to, '"');
}

void table_row_write(const struct strs *values, struct buf *to)
{
    int lines = 0;
    for (size_t i = 0; i < values->n; i++) {
        if (i) buf_add_char(to, ',');
        write_value(to, values->item[i], &lines);
    }
    buf_add(to, STR("\r\n"));
}

enum err table_bib_stored(const struct table_fields *f, struct str bytes, struct arena *a,
                          struct bib *ret)
{
    struct {
        struct strs *item;
        size_t n, cap;
    } rows = {0};
    while (rows.n < TABLE_ROWS_MAX) {
        struct csv_row row = csv_next(bytes, true, kept, a);
        if (row.kind == CSV_END) break;
        if (row.kind != CSV_ROW || row.column.n != f->n) return ERR_FORMAT;
        VEC_PUSH(a, &rows, row.column);
        bytes = str_slice(bytes, row.length, bytes.n);
    }
    struct table_rows list = {.row = rows.item, .n = rows.n};
    return table_bib(f, &list, a, ret, NULL);
}

/* ---- the same book ---- */

static bool tells_books_apart(enum column_field f)
{
    switch (f) {
    case COLUMN_TITLE:
    case COLUMN_SUBTITLE:
    case COLUMN_PART:
    case COLUMN_GRADE:
    case COLUMN_AUTHOR:
    case COLUMN_EDITION:
    case COLUMN_IMPRINT:
    case COLUMN_PUBLISHER:
    case COLUMN_YEAR:
    case COLUMN_ISBN:
    case COLUMN_TYPE: return true;
    default: return false;
    }
}

/* Digits and X alone: hyphens of ISBNs come and go. */
static struct str bare_number(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]) || s.p[i] == 'X' || s.p[i] == 'x') p[n++] = s.p[i];
    return (struct str){p, n};
}

int64_t table_row_key(const struct table_fields *f, const struct strs *values, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(CSV_ROW_MAX * 4);
    for (size_t i = 0; i < f->n && i < values->n; i++) {
        enum column_field field = (enum column_field)f->field[i];
        struct str s = values->item[i];
        if (field == COLUMN_CONTROL && s.n)
            return digest_key(arena_printf(a, "control\n%.*s", STR_ARG(s)));
        if (!tells_books_apart(field)) continue;
        buf_add(&b, field == COLUMN_ISBN ? bare_number(a, s) : words_key(a, s));
        const char end[] = {'\n', (char)('0' + field / 10), (char)('0' + field % 10), '\n'};
        buf_add(&b, (struct str){end, sizeof end});
    }
    return digest_key(buf_str(&b));
}

bool table_row_continues(const struct table_fields *f, const struct strs *values)
{
    bool code = false;
    for (size_t i = 0; i < f->n && i < values->n; i++) {
        if (values->item[i].n == 0) continue;
        if (f->field[i] < COLUMN_CLASSIFICATION) return false;
        code |= f->field[i] == COLUMN_ITEM_CODE;
    }
    return code;
}
