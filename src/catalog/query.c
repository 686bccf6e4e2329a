/* query.c -- reading a query: words, phrases, beginnings of words, fields, conditions. */
#include "catalog/query.h"

#include "base/checked.h"
#include "record/bib.h"
#include "record/bib_parts.h"
#include "text/isbn.h"
#include "text/words.h"

/* What may stand before a colon. The first name of each is the one we write. */
enum condition { COND_NONE, COND_YEAR, COND_LANGUAGE, COND_FORMAT, COND_LIBRARY };
static const struct {
    const char *name;
    enum index_field field;
    enum condition condition;
} names[] = {
    {"any", INDEX_ANY, 0},
    {"semua", INDEX_ANY, 0},
    {"title", INDEX_TITLE, 0},
    {"judul", INDEX_TITLE, 0},
    {"ti", INDEX_TITLE, 0},
    {"author", INDEX_AUTHOR, 0},
    {"pengarang", INDEX_AUTHOR, 0},
    {"au", INDEX_AUTHOR, 0},
    {"subject", INDEX_SUBJECT, 0},
    {"subjek", INDEX_SUBJECT, 0},
    {"su", INDEX_SUBJECT, 0},
    {"series", INDEX_SERIES, 0},
    {"seri", INDEX_SERIES, 0},
    {"publisher", INDEX_PUBLISHER, 0},
    {"penerbit", INDEX_PUBLISHER, 0},
    {"isbn", INDEX_ISBN, 0},
    {"issn", INDEX_ISSN, 0},
    {"year", INDEX_ANY, COND_YEAR},
    {"tahun", INDEX_ANY, COND_YEAR},
    {"language", INDEX_ANY, COND_LANGUAGE},
    {"bahasa", INDEX_ANY, COND_LANGUAGE},
    {"format", INDEX_ANY, COND_FORMAT},
    {"bentuk", INDEX_ANY, COND_FORMAT},
    {"library", INDEX_ANY, COND_LIBRARY},
    {"perpustakaan", INDEX_ANY, COND_LIBRARY},
};

struct reading {
    struct str rest;
    struct arena *mem;
    struct index_node *all; /* AND of everything */
    size_t cap;
    struct search_filters *filters;
    struct str *bad;
};

static enum err refuse(struct reading *r, struct str part)
{
    *r->bad = part;
    return ERR_ARG;
}

/* ---- conditions ---- */

static enum err year_of(struct str s, int *ret)
{
    uint64_t v = 0;
    enum err e = str_to_u64(s, &v);
    if (!e && (v == 0 || v > 9999)) e = ERR_LIMIT;
    if (!e) *ret = (int)v;
    return e;
}

/* 2005, 1999-2005, 1999-, -2005 */
static enum err read_years(struct reading *r, struct str value)
{
    size_t dash = str_find_char(value, '-', 0);
    struct str from = str_slice(value, 0, dash), to = str_slice(value, dash + 1, value.n);
    int first = 0, last = 0;
    if (from.n && year_of(from, &first)) return refuse(r, value);
    if (to.n && year_of(to, &last)) return refuse(r, value);
    if (!from.n && !to.n) return refuse(r, value);
    if (dash == value.n) last = first;
    r->filters->year_from = MAX(r->filters->year_from, first);
    if (last) r->filters->year_to = r->filters->year_to ? MIN(r->filters->year_to, last) : last;
    return OK;
}

static enum err read_condition(struct reading *r, enum condition c, struct str value)
{
    enum format format;
    int64_t library = 0;
    struct str language;
    switch (c) {
    case COND_YEAR: return read_years(r, value);
    case COND_FORMAT:
        if (!format_parse(value, &format)) return refuse(r, value);
        VEC_PUSH(r->mem, &r->filters->formats, (int)format);
        return OK;
    case COND_LIBRARY:
        if (str_to_i64(value, &library) || library <= 0) return refuse(r, value);
        VEC_PUSH(r->mem, &r->filters->libraries, library);
        return OK;
    case COND_LANGUAGE:
        language = bib_language(words_key(r->mem, value));
        if (!language.n) return refuse(r, value);
        VEC_PUSH(r->mem, &r->filters->languages, language);
        return OK;
    case COND_NONE: break;
    }
    return ERR_INTERNAL;
}

/* ---- words ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum err add_node(struct reading *r, struct index_node *node)
{
    struct {
        struct index_node **item;
        size_t n, cap;
    } children = {r->all->child, r->all->n, r->cap};
    if (r->all->n == SEARCH_TERMS_MAX) return ERR_LIMIT;
    VEC_PUSH(r->mem, &children, node);
    r->all->child = children.item;
    r->all->n = children.n;
    r->cap = children.cap;
    return OK;
}

static struct index_node *term_of(struct reading *r, enum index_field field, struct str text)
{
    struct index_node *node = arena_make(r->mem, struct index_node);
    *node = (struct index_node){.op = INDEX_TERM, .field = field, .text = text};
    return node;
}

/* The number as it is indexed, when the text is an ISBN or ISSN in any of its forms. */
static bool standard_number(struct reading *r, struct str text, enum index_field *ret_field,
                            struct str *ret)
{
    struct str issn;
    *ret_field = INDEX_ISBN;
    if (isbn_parse(r->mem, text, ret) == OK) return true;
    *ret_field = INDEX_ISSN;
    if (issn_parse(r->mem, text, &issn) != OK) return false;
    *ret = arena_join(r->mem, (struct str[]){str_slice(issn, 0, 4), str_slice(issn, 5, 9)}, 2,
                      STR(""));
    return true;
}

static enum err add_term(struct reading *r, enum index_field field, struct str text, bool prefix)
{
    if (words_key(r->mem, text).n == 0) return OK; /* punctuation by itself asks for nothing */
    struct index_node *node = term_of(r, field, text);
    enum index_field number_field;
    struct str number;
    node->prefix = prefix;
    bool is_number = !prefix && standard_number(r, text, &number_field, &number);
    if (is_number && field == number_field) node->text = number;
    if (is_number && field == INDEX_ANY) { /* or as it stands in a note */
        struct index_node *either = arena_make(r->mem, struct index_node);
        *either = (struct index_node){
            .op = INDEX_OR, .child = arena_array(r->mem, struct index_node *, 2), .n = 2};
        either->child[0] = term_of(r, number_field, number);
        either->child[1] = node;
        node = either;
    }
    return add_node(r, node);
}

/* A "quoted phrase" (the closing quote may be missing) or a run without spaces. */
static struct str take_value(struct reading *r, bool *ret_quoted)
{
    size_t end = 0;
    *ret_quoted = r->rest.n && r->rest.p[0] == '"';
    if (*ret_quoted) {
        end = str_find_char(r->rest, '"', 1);
        struct str value = str_slice(r->rest, 1, end);
        r->rest = str_slice(r->rest, end + 1, r->rest.n);
        return value;
    }
    while (end < r->rest.n && !is_space(r->rest.p[end]) && r->rest.p[end] != '"') end++;
    struct str value = str_slice(r->rest, 0, end);
    r->rest = str_slice(r->rest, end, r->rest.n);
    return value;
}

/* The index into names[] of a "field:" at the start of the rest, consumed; -1 when there is none.
 */
static int take_field(struct reading *r)
{
    size_t colon = str_find_char(r->rest, ':', 0);
    for (size_t i = 0; i < COUNT(names) && colon < r->rest.n; i++) {
        if (!str_eq_nocase(str_slice(r->rest, 0, colon), str_of(names[i].name))) continue;
        r->rest = str_slice(r->rest, colon + 1, r->rest.n);
        return (int)i;
    }
    return -1;
}

static enum err take_part(struct reading *r, enum index_field field)
{
    bool quoted = false;
    int name = take_field(r);
    if (name >= 0 && !names[name].condition) field = names[name].field;
    struct str value = take_value(r, &quoted);
    if (name >= 0 && names[name].condition) return read_condition(r, names[name].condition, value);
    bool prefix = !quoted && value.n > 1 && value.p[value.n - 1] == '*';
    return add_term(r, field, prefix ? str_slice(value, 0, value.n - 1) : value, prefix);
}

enum err query_parse(struct str text, enum index_field field, struct arena *a,
                     const struct index_node **ret_root, struct search_filters *filters,
                     struct str *ret_bad)
{
    struct index_node *all = arena_make(a, struct index_node);
    struct reading r = {str_trim(text), a, all, 0, filters, ret_bad};
    int conditions = 0;
    all->op = INDEX_AND;
    if (text.n > SEARCH_QUERY_MAX) return ERR_LIMIT;
    const bool empty = r.rest.n == 0;
    while (r.rest.n) {
        size_t terms = all->n;
        enum err e = take_part(&r, field);
        if (e) return e;
        conditions += all->n == terms;
        r.rest = str_trim(r.rest);
    }
    const struct search_filters *f = filters;
    bool restricted =
        f->libraries.n || f->formats.n || f->languages.n || f->year_from || f->year_to;
    if (!empty && all->n == 0 && !(conditions && restricted)) return refuse(&r, text);
    *ret_root = all->n ? all : NULL;
    return OK;
}
