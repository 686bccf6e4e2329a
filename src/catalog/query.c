/* query.c -- reading the box: query.h. */
#include "catalog/query.h"

#include "base/checked.h"
#include "catalog/query_names.h"
#include "catalog/query_nodes.h"
#include "text/words.h"

enum { NESTED_MAX = 8, NEAR_USUAL = 5, NEAR_MAX = 50 };

enum word { WORD, WORD_AND, WORD_OR, WORD_NOT, WORD_NEAR, WORD_OPEN, WORD_CLOSE, WORD_END };

struct reading {
    struct str rest;
    struct arena *mem;
    const struct thesaurus *thesaurus;
    struct search_filters *filters;
    struct str bad;
    enum index_field field; /* where words without a field are sought */
    int terms, nested, conditions;
    bool operators; /* words in capitals are operators */
    bool above;     /* at the top, where conditions may stand */
    bool against;   /* behind NOT: only what was typed */
};

static enum err read_or(struct reading *r, struct index_node **ret);

static enum err refuse(struct reading *r, struct str part)
{
    r->bad = part;
    return ERR_ARG;
}

/* ---- looking ahead ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_spaces(struct reading *r)
{
    while (r->rest.n && is_space(r->rest.p[0])) r->rest = str_slice(r->rest, 1, r->rest.n);
}

static size_t run_length(struct str s)
{
    size_t n = 0;
    while (n < s.n && !is_space(s.p[n])) n++;
    return n;
}

static bool read_distance(struct str word, int *ret)
{
    uint64_t n = NEAR_USUAL;
    size_t slash = str_find_char(word, '/', 0);
    struct str name = str_slice(word, 0, slash);
    if (!str_eq(name, STR("NEAR")) && !str_eq(name, STR("DEKAT"))) return false;
    if (slash < word.n && (str_to_u64(str_slice(word, slash + 1, word.n), &n) || n > NEAR_MAX))
        return false;
    *ret = (int)n;
    return true;
}

static enum word operator_of(struct str word, int *ret_distance)
{
    static const struct {
        const char *name;
        enum word word;
    } list[] = {{"AND", WORD_AND}, {"DAN", WORD_AND}, {"OR", WORD_OR},
                {"ATAU", WORD_OR}, {"NOT", WORD_NOT}, {"BUKAN", WORD_NOT}};
    for (size_t i = 0; i < COUNT(list); i++)
        if (str_eq(word, str_of(list[i].name))) return list[i].word;
    return read_distance(word, ret_distance) ? WORD_NEAR : WORD;
}

/* What stands next, and how many bytes it takes when it is no value. */
static enum word next(struct reading *r, size_t *ret_n, int *ret_distance)
{
    skip_spaces(r);
    *ret_n = 1;
    if (!r->rest.n) return WORD_END;
    if (r->rest.p[0] == '(') return WORD_OPEN;
    if (r->rest.p[0] == ')') return WORD_CLOSE;
    *ret_n = run_length(r->rest);
    return r->operators ? operator_of(str_slice(r->rest, 0, *ret_n), ret_distance) : WORD;
}

static void pass(struct reading *r, size_t n)
{
    r->rest = str_slice(r->rest, n, r->rest.n);
}

/* ---- values ---- */

/* A "quoted phrase" (the closing quote may be missing) or a run up to a blank or the end of a
 * group. */
static struct str take_value(struct reading *r, bool *ret_quoted)
{
    size_t end = 0;
    *ret_quoted = r->rest.n && r->rest.p[0] == '"';
    if (*ret_quoted) {
        end = str_find_char(r->rest, '"', 1);
        struct str value = str_slice(r->rest, 1, end);
        pass(r, end + 1);
        return value;
    }
    while (end < r->rest.n && !is_space(r->rest.p[end]) && r->rest.p[end] != '"' &&
           !(r->rest.p[end] == ')' && r->nested))
        end++;
    struct str value = str_slice(r->rest, 0, end);
    pass(r, end);
    return value;
}

/* The name before a colon at the start of the rest, passed over; NULL when there is none. */
static const struct query_name *take_name(struct reading *r)
{
    size_t colon = str_find_char(r->rest, ':', 0);
    const struct query_name *name =
        colon < r->rest.n ? query_name_of(str_slice(r->rest, 0, colon)) : NULL;
    if (name) pass(r, colon + 1);
    return name;
}

static enum err read_condition(struct reading *r, const struct query_name *name)
{
    bool quoted, good = false;
    struct str value = take_value(r, &quoted);
    if (!r->above) return refuse(r, value);
    r->conditions++;
    switch (name->sort) {
    case QUERY_YEAR: good = query_years(value, r->filters); break;
    case QUERY_LANGUAGE: good = query_language(r->mem, value, r->filters); break;
    case QUERY_FORMAT: good = query_format(r->mem, value, r->filters); break;
    case QUERY_LIBRARY: good = query_library(r->mem, value, r->filters); break;
    case QUERY_WORDS:
    case QUERY_CLASS: break;
    }
    return good ? OK : refuse(r, value);
}

static bool take_mark(struct reading *r, char mark)
{
    bool there = r->rest.n > 1 && r->rest.p[0] == mark && !is_space(r->rest.p[1]);
    if (there) pass(r, 1);
    return there;
}

/* *ret stays NULL when there is no word in the value. */
static enum err read_term(struct reading *r, const struct query_name *name, struct index_node **ret)
{
    enum index_field field = name ? name->field : r->field;
    bool whole = take_mark(r, '='), start = !whole && take_mark(r, '^'), quoted = false;
    struct str value = take_value(r, &quoted);
    bool star = str_starts(r->rest, STR("*"));
    if (quoted && star) pass(r, 1);
    bool prefix = quoted ? star : value.n > 1 && value.p[value.n - 1] == '*';
    if (!quoted && prefix) value = str_slice(value, 0, value.n - 1);
    if (name && name->sort == QUERY_CLASS) {
        *ret = query_class(r->mem, value);
        return *ret || words_key(r->mem, value).n == 0 ? OK : refuse(r, value);
    }
    struct index_node *node = query_number_or_term(r->mem, field, value);
    if (node && node->op == INDEX_TERM) {
        node->prefix = prefix || start;
        node->start = start;
        node->whole = whole;
        node->plain = quoted;
    }
    if (node && (start || whole) && field != INDEX_ANY && field != INDEX_TITLE &&
        field != INDEX_AUTHOR && field != INDEX_SUBJECT && field != INDEX_SERIES &&
        field != INDEX_CALL)
        return refuse(r, value);
    *ret = node;
    return OK;
}

/* ---- groups ---- */

static enum err read_group(struct reading *r, struct index_node **ret)
{
    size_t n;
    int distance;
    bool above = r->above;
    if (++r->nested > NESTED_MAX) return ERR_LIMIT;
    pass(r, 1);
    r->above = false;
    enum err e = read_or(r, ret);
    if (!e && next(r, &n, &distance) == WORD_CLOSE) pass(r, 1);
    r->nested--;
    r->above = above;
    return e;
}

/* A value or a group, with or without the name of a field. */
static enum err read_part(struct reading *r, struct index_node **ret)
{
    size_t n;
    int distance;
    enum index_field field = r->field;
    const struct query_name *name = take_name(r);
    if (name && name->sort >= QUERY_YEAR) return read_condition(r, name);
    if (name) skip_spaces(r);
    if (next(r, &n, &distance) != WORD_OPEN || (name && name->sort == QUERY_CLASS))
        return ++r->terms > SEARCH_TERMS_MAX ? ERR_LIMIT : read_term(r, name, ret);
    if (name) r->field = name->field;
    enum err e = read_group(r, ret);
    r->field = field;
    return e;
}

static bool can_be_near(const struct index_node *n)
{
    return n && n->op == INDEX_TERM && !n->start && !n->whole && n->field != INDEX_CLASS;
}

/* a NEAR b NEAR c */
static enum err read_near(struct reading *r, struct index_node **ret)
{
    size_t n;
    int distance = 0;
    struct node_list list = {0};
    struct index_node *part = NULL;
    enum err e = read_part(r, &part);
    if (part) VEC_PUSH(r->mem, &list, part);
    while (!e && can_be_near(part) && next(r, &n, &distance) == WORD_NEAR) {
        struct index_node *other = NULL;
        pass(r, n);
        if (next(r, &n, &(int){0}) == WORD) e = read_part(r, &other);
        if (!e && other && (!can_be_near(other) || other->field != part->field))
            return refuse(r, other->text);
        if (other) VEC_PUSH(r->mem, &list, other);
    }
    if (e || !list.n) return e;
    *ret = query_group(r->mem, INDEX_NEAR, list);
    if (list.n > 1) {
        (*ret)->field = part->field;
        (*ret)->distance = distance;
    }
    return OK;
}

/* Parts side by side, or joined by AND and NOT. */
static enum err read_and(struct reading *r, struct index_node **ret)
{
    struct node_list wanted = {0}, refused = {0};
    for (bool against = false;; against = false) {
        size_t n;
        int distance;
        struct index_node *part = NULL;
        enum word w;
        while ((w = next(r, &n, &distance)) == WORD_AND || w == WORD_NOT || w == WORD_NEAR) {
            against = w == WORD_NOT;
            pass(r, n);
        }
        if (w == WORD_CLOSE && !r->nested) {
            pass(r, 1); /* nothing was opened */
            continue;
        }
        if (w == WORD_OR || w == WORD_CLOSE || w == WORD_END) break;
        bool above = r->above, before = r->against;
        r->above = above && !against;
        r->against = before || against;
        enum err e = read_near(r, &part);
        r->above = above;
        r->against = before;
        if (e) return e;
        if (part && against) VEC_PUSH(r->mem, &refused, part);
        if (part && !against) VEC_PUSH(r->mem, &wanted, part);
    }
    if (refused.n && !wanted.n) return refuse(r, refused.item[0]->text);
    if (!wanted.n) return OK;
    query_ease(r->mem, r->against ? NULL : r->thesaurus, &wanted);
    struct node_list both = {0};
    VEC_PUSH(r->mem, &both, query_group(r->mem, INDEX_AND, wanted));
    for (size_t i = 0; i < refused.n; i++) VEC_PUSH(r->mem, &both, refused.item[i]);
    *ret = query_group(r->mem, INDEX_NOT, both);
    return OK;
}

static enum err read_or(struct reading *r, struct index_node **ret)
{
    struct node_list list = {0};
    int before = r->conditions, branches = 0;
    for (;;) {
        size_t n;
        int distance;
        struct str rest = r->rest;
        struct index_node *part = NULL;
        enum err e = read_and(r, &part);
        if (e) return e;
        if (part) VEC_PUSH(r->mem, &list, part);
        if (r->conditions > before && branches)
            return refuse(r, str_trim(rest)); /* of which branch? */
        if (next(r, &n, &distance) != WORD_OR) break;
        if (r->conditions > before) return refuse(r, str_trim(rest));
        branches++;
        pass(r, n);
    }
    if (list.n) *ret = query_group(r->mem, INDEX_OR, list);
    return OK;
}

/* ---- the whole ---- */

/* Somebody who types everything in capitals means no operators. */
static bool has_small_letter(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (unsigned char)s.p[i] >= 0x80) return true;
    return false;
}

enum err query_parse(struct str text, enum index_field field, const struct thesaurus *t,
                     struct arena *a, const struct index_node **ret_root,
                     struct search_filters *filters, struct str *ret_bad)
{
    struct reading r = {.rest = str_trim(text),
                        .mem = a,
                        .thesaurus = t,
                        .filters = filters,
                        .field = field,
                        .operators = has_small_letter(text),
                        .above = true};
    struct index_node *root = NULL;
    if (text.n > SEARCH_QUERY_MAX) return ERR_LIMIT;
    const bool empty = r.rest.n == 0;
    enum err e = read_or(&r, &root);
    if (!e && !empty && !root && !r.conditions) e = refuse(&r, text);
    if (e) {
        *ret_bad = r.bad;
        return e;
    }
    *ret_root = root;
    return OK;
}
