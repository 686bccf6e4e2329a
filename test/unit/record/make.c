/* make.c -- records for tests. */
#include "make.h"

#include <stdlib.h>
#include <string.h>

#include "record/iso2709.h"

static char blank(char c)
{
    return c == '_' ? ' ' : c;
}

static struct marc_field field_of(struct arena *a, struct str line)
{
    struct marc_field f = {.ind = {' ', ' '}, .control = line.p[0] == '0' && line.p[1] == '0'};
    memcpy(f.tag, line.p, 3);
    char *p = memcpy(arena_alloc(a, line.n), line.p, line.n);
    f.data = (struct str){p + 4, line.n - 4};
    if (f.control) return f;
    f.ind[0] = blank(line.p[4]);
    f.ind[1] = blank(line.p[5]);
    for (size_t i = 6; i < line.n; i++)
        if (p[i] == '$') p[i] = '\x1F';
    f.data = (struct str){p + 6, line.n - 6};
    return f;
}

struct marc marc_of(struct arena *a, const char *text)
{
    struct marc m = {.field = arena_array(a, struct marc_field, 200)};
    struct str rest = str_of(text), line;
    memcpy(m.leader, "00000nam a2200000 a 4500", 24);
    while (str_split(&rest, '\n', &line)) {
        if (str_starts(line, STR("LDR ")))
            memcpy(m.leader, line.p + 4, 24);
        else if (line.n > 6 || (line.n > 4 && str_starts(line, STR("00"))))
            m.field[m.n++] = field_of(a, line);
        else if (line.n)
            abort();
    }
    return m;
}

struct str iso_of(struct arena *a, const char *text)
{
    struct marc m = marc_of(a, text);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    if (iso2709_write(&m, &b) != OK) abort();
    return arena_copy(a, buf_str(&b));
}

struct bib bib_of(struct arena *a, const char *text, struct faults *faults)
{
    struct marc m = marc_of(a, text);
    struct bib b;
    bib_from_marc(&m, NULL, a, &b, faults);
    return b;
}

struct str replaced(struct arena *a, struct str s, struct str what, struct str with)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 24);
    for (size_t at; (at = str_find(s, what)) <= s.n; s = str_slice(s, at + what.n, s.n)) {
        buf_add(&b, str_slice(s, 0, at));
        buf_add(&b, with);
    }
    buf_add(&b, s);
    return arena_copy(a, buf_str(&b));
}

struct str reasons(struct arena *a, const struct faults *f)
{
    struct strs list = {0};
    for (size_t i = 0; i < f->n; i++)
        VEC_PUSH(
            a, &list,
            arena_printf(a, "%s%s", f->item[i].fatal ? "!" : "", reason_name(f->item[i].reason)));
    return arena_join(a, list.item, list.n, STR(" "));
}

struct str joined(struct arena *a, const struct strs *list)
{
    return arena_join(a, list->item, list->n, STR(" | "));
}
