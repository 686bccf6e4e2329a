/* entry_marc.c -- MARC 21 of what was typed. */
#include "catalog/entry_marc.h"

#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"

/* The record with an 040 in its place: before the first field above it. */
static void add_source(struct marc *m, struct str source, struct arena *a)
{
    struct marc_field *all = arena_array(a, struct marc_field, m->n + 1);
    size_t at = 0;
    while (at < m->n && memcmp(m->field[at].tag, "040", 3) < 0) at++;
    for (size_t i = 0; i < at; i++) all[i] = m->field[i];
    all[at] = (struct marc_field){.tag = {'0', '4', '0'},
                                  .ind = {' ', ' '},
                                  .data = arena_printf(a,
                                                       "\x1F"
                                                       "a%.*s",
                                                       STR_ARG(source))};
    for (size_t i = at; i < m->n; i++) all[i + 1] = m->field[i];
    m->field = all;
    m->n++;
}

static enum err write_and_read(const struct marc *m, struct arena *a, struct buf *to,
                               struct bib *ret)
{
    struct marc again;
    struct faults ignored = {0};
    enum err e = iso2709_write(m, to);
    if (!e) e = iso2709_parse(buf_str(to), a, &again, &ignored);
    if (!e) bib_from_marc(&again, NULL, a, ret, NULL);
    return e;
}

enum err entry_write(const struct entry *entry, struct arena *a, struct buf *to, struct bib *ret)
{
    struct marc m;
    bib_to_marc(&entry->bib, a, &m);
    if (entry->copied.n) add_source(&m, entry->copied, a);
    return write_and_read(&m, a, to, ret);
}

static bool is_ours(const struct marc_field *f)
{
    static const char *const ours[] = {"001", "003", "852"};
    for (size_t i = 0; i < COUNT(ours); i++)
        if (!memcmp(f->tag, ours[i], 3)) return true;
    return false;
}

/* Fields of `from` that are ours, or all others, in the order of their tags as far as they are. */
static void take_fields(const struct marc *from, bool ours, struct marc *to)
{
    for (size_t i = 0; i < from->n; i++) {
        const struct marc_field f = from->field[i];
        if (is_ours(&f) != ours) continue;
        size_t at = to->n;
        while (at && memcmp(to->field[at - 1].tag, f.tag, 3) > 0) at--;
        memmove(&to->field[at + 1], &to->field[at], (to->n - at) * sizeof f);
        to->field[at] = f;
        to->n++;
    }
}

enum err entry_write_whole(const struct marc *whole, const struct entry *entry, struct arena *a,
                           struct buf *to, struct bib *ret)
{
    struct marc own, m = *whole;
    bib_to_marc(&entry->bib, a, &own);
    m.field = arena_array(a, struct marc_field, whole->n + own.n);
    m.n = 0;
    take_fields(whole, false, &m);
    take_fields(&own, true, &m);
    return write_and_read(&m, a, to, ret);
}

struct str entry_copied(struct str bytes, struct arena *a)
{
    struct marc m;
    struct faults ignored = {0};
    if (iso2709_parse(bytes, a, &m, &ignored)) return (struct str){0};
    return str_trim(marc_value(&m, "040", 'a'));
}
