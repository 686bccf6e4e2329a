/* fields.c -- the exact text given to FTS5, as it is kept for the day it must be taken back. */
#include <string.h>

#include "index/internal.h"
#include "text/forms_memory.h"
#include "text/terms.h"

static const struct {
    const char *column;
    bool edges;
} fields[INDEX_FIELDS] = {
    [INDEX_TITLE] = {"title", true},          [INDEX_AUTHOR] = {"author", true},
    [INDEX_SUBJECT] = {"subject", true},      [INDEX_SERIES] = {"series", true},
    [INDEX_PUBLISHER] = {"publisher", false}, [INDEX_ISBN] = {"isbn", false},
    [INDEX_ISSN] = {"issn", false},           [INDEX_OTHER] = {"other", false},
    [INDEX_NOTES] = {"notes", false},         [INDEX_PLACE] = {"place", false},
    [INDEX_NUMBER] = {"number", false},       [INDEX_CALL] = {"call", true},
    [INDEX_CLASS] = {"class", false},
};

const char *field_column(enum index_field f)
{
    return fields[f].column;
}

bool field_has_edges(enum index_field f)
{
    return f >= 0 && f < INDEX_FIELDS && fields[f].edges;
}

struct str field_text(struct arena *a, enum index_field f, const struct strs *values)
{
    struct str all = arena_join(a, values->item, values->n, STR("\x1f"));
    return field_has_edges(f) && all.n ? arena_printf(a, "\x1f%.*s\x1f", STR_ARG(all)) : all;
}

struct cutting {
    field_term_fn *fn;
    void *ctx;
    int64_t at;
};

static bool give_term(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    struct cutting *c = ctx;
    (void)from;
    (void)to;
    c->at += place == TERM_WORD;
    return c->fn(c->ctx, text, c->at);
}

void field_terms_each(struct forms_memory *known, struct str text, field_term_fn *fn, void *ctx)
{
    static const char separator = SEPARATOR;
    struct cutting c = {fn, ctx, -1};
    struct str rest = text, value;
    while (text.n && str_split(&rest, SEPARATOR, &value)) {
        if (!terms_each_known(known, value, give_term, &c)) return;
        if (rest.p && !give_term(&c, TERM_WORD, (struct str){&separator, 1}, 0, 0)) return;
    }
}

struct str texts_join(struct arena *a, const struct str field[INDEX_FIELDS])
{
    uint32_t length[INDEX_FIELDS];
    size_t total = sizeof length;
    for (int f = 0; f < INDEX_FIELDS; f++) total += field[f].n;
    char *p = arena_alloc(a, total);
    size_t at = sizeof length;
    for (int f = 0; f < INDEX_FIELDS; f++) {
        length[f] = (uint32_t)field[f].n;
        if (field[f].n) memcpy(p + at, field[f].p, field[f].n);
        at += field[f].n;
    }
    memcpy(p, length, sizeof length);
    return (struct str){p, total};
}

bool texts_split(struct str stored, struct str ret[INDEX_FIELDS])
{
    uint32_t length[INDEX_FIELDS];
    size_t at = sizeof length;
    if (stored.n < sizeof length) return false;
    memcpy(length, stored.p, sizeof length);
    for (int f = 0; f < INDEX_FIELDS; f++) {
        if (length[f] > stored.n - at) return false;
        ret[f] = str_slice(stored, at, at + length[f]);
        at += length[f];
    }
    return at == stored.n;
}
