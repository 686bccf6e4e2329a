/* entry_marc.c -- MARC 21 of what was typed. */
#include "catalog/entry_marc.h"

#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"

/* In its place: before the first field with a tag above. */
static void insert(struct marc *m, const struct marc_field *f, struct arena *a)
{
    struct marc_field *all = arena_array(a, struct marc_field, m->n + 1);
    size_t at = 0;
    while (at < m->n && memcmp(m->field[at].tag, f->tag, 3) <= 0) at++;
    for (size_t i = 0; i < at; i++) all[i] = m->field[i];
    all[at] = *f;
    for (size_t i = at; i < m->n; i++) all[i + 1] = m->field[i];
    m->field = all;
    m->n++;
}

void entry_to_marc(const struct entry *entry, struct arena *a, struct marc *ret)
{
    struct bib b = entry->bib;
    b.items.item = arena_array(a, struct bib_item, b.items.n + 1);
    for (size_t i = 0; i < b.items.n; i++) {
        b.items.item[i] = entry->bib.items.item[i];
        if (b.items.item[i].call_number.n == 0) b.items.item[i].call_number = b.call_number;
    }
    b.deleted = b.holdings_only = false;
    bib_to_marc(&b, a, ret);
    if (entry->copied.n == 0) return;
    const struct marc_field source = {
        .tag = {'0', '4', '0'},
        .ind = {' ', ' '},
        .data = arena_printf(a, "\x1F%c%.*s", 'a', STR_ARG(entry->copied))};
    insert(ret, &source, a);
}

void entry_number(struct marc *m, struct str number, struct str system, struct arena *a)
{
    const struct str values[] = {number, system};
    struct marc out = *m;
    out.field = arena_array(a, struct marc_field, m->n + 2);
    out.n = 0;
    for (size_t i = 0; i < 2; i++)
        if (values[i].n)
            out.field[out.n++] = (struct marc_field){.tag = {'0', '0', i ? '3' : '1'},
                                                     .ind = {' ', ' '},
                                                     .control = true,
                                                     .data = values[i]};
    for (size_t i = 0; i < m->n; i++)
        if (memcmp(m->field[i].tag, "001", 3) != 0 && memcmp(m->field[i].tag, "003", 3) != 0)
            out.field[out.n++] = m->field[i];
    *m = out;
}

/* The highest number by which 866 refers to an 852. */
static int64_t last_link(const struct marc *m)
{
    int64_t most = 0, n = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct marc_field *f = &m->field[i];
        if (memcmp(f->tag, "852", 3) != 0 && memcmp(f->tag, "866", 3) != 0) continue;
        struct str link = marc_sub(f, '8');
        link = str_slice(link, 0, str_find_char(link, '.', 0));
        if (!str_to_i64(link, &n)) most = MAX(most, n);
    }
    return most;
}

/* The field with its $8, the first thing bib_to_marc writes, `more` higher. */
static struct marc_field linked(const struct marc_field *f, int64_t more, struct arena *a)
{
    struct marc_field g = *f;
    int64_t n = 0;
    size_t end = str_find_char(f->data, '\x1F', 1);
    if (!more || f->data.n < 2 || f->data.p[1] != '8' ||
        str_to_i64(str_slice(f->data, 2, end), &n) || n > INT32_MAX || more > INT32_MAX)
        return g;
    g.data = arena_printf(a, "\x1F%c%lld%.*s", '8', (long long)(n + more),
                          STR_ARG(str_slice(f->data, end, f->data.n)));
    return g;
}

void entry_add_copies(struct marc *m, const struct bib_item *item, size_t n, struct arena *a)
{
    struct bib b = {0};
    struct marc made;
    int64_t more = last_link(m);
    b.items.item = arena_array(a, struct bib_item, n + 1);
    for (size_t i = 0; i < n; i++) b.items.item[i] = item[i];
    b.items.n = n;
    bib_to_marc(&b, a, &made);
    for (size_t i = 0; i < made.n; i++) {
        const struct marc_field f = linked(&made.field[i], more, a);
        if (memcmp(f.tag, "852", 3) == 0 || memcmp(f.tag, "866", 3) == 0) insert(m, &f, a);
    }
}

enum err entry_write(const struct marc *m, struct arena *a, struct buf *to, struct bib *ret)
{
    struct marc again;
    struct faults ignored = {0};
    enum err e = iso2709_write(m, to);
    if (!e) e = iso2709_parse(buf_str(to), a, &again, &ignored);
    if (!e) bib_from_marc(&again, NULL, a, ret, NULL);
    return e;
}

struct str entry_copied(struct str bytes, struct arena *a)
{
    struct marc m;
    struct faults ignored = {0};
    if (iso2709_parse(bytes, a, &m, &ignored)) return (struct str){0};
    return str_trim(marc_value(&m, "040", 'a'));
}
