/* iso2709_write.c -- a record as ISO 2709, its lengths computed anew. */
#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"

enum { LEADER = 24, ENTRY = 12, RECORD_LONGEST = 99999, FIELD_LONGEST = 9999 };

/* Bytes of a field with indicators and terminator. */
static size_t field_length(const struct marc_field *f)
{
    return f->data.n + (f->control ? 1 : 3);
}

/* The total length, 0 when something does not fit. */
static size_t measure(const struct marc *m, size_t *ret_base)
{
    if (m->n > RECORD_LONGEST / ENTRY) return 0;
    size_t base = LEADER + m->n * ENTRY + 1, total = base + 1;
    for (size_t i = 0; i < m->n; i++) {
        size_t n = field_length(&m->field[i]);
        if (n > FIELD_LONGEST) return 0;
        total += n;
        if (total > RECORD_LONGEST) return 0;
    }
    *ret_base = base;
    return total;
}

static char printable(char c)
{
    return c >= ' ' && c <= '~' ? c : ' ';
}

static void add_leader(const struct marc *m, size_t total, size_t base, struct buf *to)
{
    buf_printf(to, "%05zu", MIN(total, (size_t)RECORD_LONGEST));
    for (size_t i = 5; i < 9; i++) buf_add_char(to, printable(m->leader[i]));
    buf_printf(to, "a22%05zu", MIN(base, (size_t)RECORD_LONGEST));
    for (size_t i = 17; i < 20; i++) buf_add_char(to, printable(m->leader[i]));
    buf_add(to, STR("4500"));
}

/* Terminators inside a value would break the record; they carry no meaning there. */
static void add_data(struct str data, struct buf *to)
{
    for (size_t at = 0; at < data.n;) {
        size_t end = at;
        while (end < data.n && data.p[end] != '\x1E' && data.p[end] != '\x1D') end++;
        buf_add(to, str_slice(data, at, end));
        if (end < data.n) buf_add_char(to, ' ');
        at = end + 1;
    }
}

/* Numbers that have no room are as large as there is room for. */
static void add_record(const struct marc *m, size_t total, size_t base, struct buf *to)
{
    size_t start = 0;
    add_leader(m, total, base, to);
    for (size_t i = 0; i < m->n; i++) {
        size_t n = field_length(&m->field[i]);
        buf_printf(to, "%.3s%04zu%05zu", m->field[i].tag, MIN(n, (size_t)FIELD_LONGEST),
                   MIN(start, (size_t)RECORD_LONGEST));
        start += n;
    }
    for (size_t i = 0; i < m->n; i++) {
        const struct marc_field *f = &m->field[i];
        buf_add_char(to, '\x1E');
        if (!f->control) buf_add(to, (struct str){f->ind, 2});
        add_data(f->data, to);
    }
    buf_add(to, STR("\x1E\x1D"));
}

enum err iso2709_write(const struct marc *m, struct buf *to)
{
    size_t base = 0, total = measure(m, &base);
    if (total == 0 || !buf_reserve(to, total)) return ERR_LIMIT;
    add_record(m, total, base, to);
    return OK;
}

enum err iso2709_write_long(const struct marc *m, struct buf *to)
{
    size_t base = LEADER + m->n * ENTRY + 1, total = base + 1;
    for (size_t i = 0; i < m->n; i++) total += field_length(&m->field[i]);
    if (total > MARC_RECORD_MAX || !buf_reserve(to, total)) return ERR_LIMIT;
    add_record(m, total, base, to);
    return OK;
}
