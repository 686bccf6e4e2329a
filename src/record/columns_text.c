/* columns_text.c -- mappings as text: what a feed remembers, and what a person types. */
#include "base/checked.h"
#include "record/columns.h"

void columns_write(const struct columns *c, struct buf *to)
{
    buf_printf(to, "columns %016llx", (unsigned long long)c->signature);
    for (size_t i = 0; i < c->n; i++) buf_printf(to, " %s", column_field_name(c->item[i].field));
}

static void confirm(struct column *c, enum column_field f)
{
    c->field = f;
    c->confidence = COLUMN_CERTAIN;
    c->by_heading = true;
}

enum err columns_read(struct str line, struct columns *c)
{
    struct str word;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    enum column_field *field = arena_array(a, enum column_field, c->n + 1);
    if (!str_split(&line, ' ', &word) || !str_eq(word, STR("columns"))) return ERR_FORMAT;
    if (!str_split(&line, ' ', &word)) return ERR_FORMAT;
    struct str own = arena_printf(a, "%016llx", (unsigned long long)c->signature);
    if (!str_eq(word, own)) return ERR_NOT_FOUND;
    size_t n = 0; /* columns behind the headings come and go */
    while (str_split(&line, ' ', &word)) {
        enum column_field f;
        if (!column_field_parse(word, &f)) return ERR_FORMAT;
        if (n < c->n) field[n++] = f;
    }
    for (size_t i = 0; i < c->n; i++) confirm(&c->item[i], field[i]);
    return OK;
}

/* By heading, else by letters. */
static struct column *column_named(struct columns *c, struct str name)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->item[i].name.n && str_eq_nocase(c->item[i].name, name)) return &c->item[i];
    for (size_t i = 0; i < c->n; i++)
        if (str_eq_nocase(str_of(c->item[i].letters), name)) return &c->item[i];
    return NULL;
}

enum err columns_say(struct str text, struct columns *c, struct str *ret_bad)
{
    struct str one;
    while (str_split(&text, ',', &one)) {
        size_t at = one.n;
        enum column_field f;
        while (at && one.p[at - 1] != '=') at--; /* the last one: headings may hold others */
        *ret_bad = str_trim(one);
        if (ret_bad->n == 0) continue;
        if (at == 0 || !column_field_parse(str_trim(str_slice(one, at, one.n)), &f))
            return ERR_FORMAT;
        struct column *col = column_named(c, str_trim(str_slice(one, 0, at - 1)));
        if (!col) return ERR_FORMAT;
        for (size_t i = 0; i < c->n; i++) /* what is said wins over what was guessed */
            if (c->item[i].field == f && !column_may_repeat(f)) {
                c->item[i].field = COLUMN_UNKNOWN;
                c->item[i].confidence = COLUMN_NOT_KNOWN;
            }
        confirm(col, f);
    }
    return OK;
}
