/* query_nodes.c -- terms, numbers, classes and conditions of a query. */
#include "catalog/query_nodes.h"

#include "base/checked.h"
#include "record/bib.h"
#include "record/bib_parts.h"
#include "text/isbn.h"
#include "text/words.h"

struct index_node *query_term(struct arena *a, enum index_field field, struct str text)
{
    struct index_node *node = arena_make(a, struct index_node);
    *node = (struct index_node){.op = INDEX_TERM, .field = field, .text = text};
    return node;
}

struct index_node *query_group(struct arena *a, enum index_op op, struct node_list list)
{
    if (list.n == 1) return list.item[0];
    struct index_node *node = arena_make(a, struct index_node);
    *node = (struct index_node){.op = op, .child = list.item, .n = list.n};
    return node;
}

/* ---- numbers ---- */

/* The number as it is indexed, when the text is an ISBN or ISSN in any of its forms. */
static bool standard_number(struct arena *a, struct str text, enum index_field *ret_field,
                            struct str *ret)
{
    struct str issn;
    *ret_field = INDEX_ISBN;
    if (isbn_parse(a, text, ret) == OK) return true;
    *ret_field = INDEX_ISSN;
    if (issn_parse(a, text, &issn) != OK) return false;
    *ret = arena_join(a, (struct str[]){str_slice(issn, 0, 4), str_slice(issn, 5, 9)}, 2, STR(""));
    return true;
}

bool query_has_word(struct arena *a, struct str text)
{
    return str_find_char(text, '&', 0) < text.n || words_key(a, text).n > 0;
}

struct index_node *query_number_or_term(struct arena *a, enum index_field field, struct str text)
{
    enum index_field number_field;
    struct str number;
    struct node_list either = {0};
    struct index_node *node = query_term(a, field, text);
    if (!query_has_word(a, text)) return NULL;
    if (!standard_number(a, text, &number_field, &number)) return node;
    if (field == number_field) node->text = number;
    if (field != INDEX_ANY) return node;
    VEC_PUSH(a, &either, query_term(a, number_field, number));
    VEC_PUSH(a, &either, node);
    return query_group(a, INDEX_OR, either);
}

/* ---- classification ---- */

static struct str class_key(struct arena *a, struct str text)
{
    struct str key = words_key(a, text), word;
    struct strs words = {0};
    while (str_split(&key, ' ', &word)) VEC_PUSH(a, &words, word);
    return arena_join(a, words.item, words.n, STR(""));
}

static void add_beginning(struct arena *a, struct node_list *to, struct str beginning)
{
    struct index_node *node = query_term(a, INDEX_CLASS, beginning);
    node->prefix = true;
    VEC_PUSH(a, to, node);
}

/* 512-587 is 512..519, 52..57, 580..587: as few beginnings as there can be. */
static void add_classes(struct arena *a, struct node_list *to, int from, int to_class)
{
    for (int n = from; n <= to_class;) {
        if (n % 100 == 0 && n + 99 <= to_class) {
            add_beginning(a, to, arena_printf(a, "%d", n / 100));
            n += 100;
        } else if (n % 10 == 0 && n + 9 <= to_class) {
            add_beginning(a, to, arena_printf(a, "%02d", n / 10));
            n += 10;
        } else {
            add_beginning(a, to, arena_printf(a, "%03d", n));
            n++;
        }
    }
}

static bool three_digits(struct str s, int *ret)
{
    uint64_t n = 0;
    if (s.n != 3 || str_to_u64(s, &n)) return false;
    *ret = (int)n;
    return true;
}

struct index_node *query_class(struct arena *a, struct str text)
{
    struct node_list list = {0};
    size_t dash = str_find_char(text, '-', 0);
    int from = 0, to = 0;
    if (dash < text.n && three_digits(str_slice(text, 0, dash), &from) &&
        three_digits(str_slice(text, dash + 1, text.n), &to)) {
        if (from > to) return NULL;
        add_classes(a, &list, from, to);
        return query_group(a, INDEX_OR, list);
    }
    struct str key = class_key(a, text);
    if (!key.n) return NULL;
    add_beginning(a, &list, key);
    return list.item[0];
}

/* ---- conditions ---- */

static bool year_of(struct str s, int *ret)
{
    uint64_t v = 0;
    if (str_to_u64(s, &v) || v == 0 || v > 9999) return false;
    *ret = (int)v;
    return true;
}

bool query_years(struct str text, struct search_filters *filters)
{
    size_t dash = str_find_char(text, '-', 0);
    struct str from = str_slice(text, 0, dash), to = str_slice(text, dash + 1, text.n);
    int first = 0, last = 0;
    if (!from.n && !to.n) return false;
    if ((from.n && !year_of(from, &first)) || (to.n && !year_of(to, &last))) return false;
    if (dash == text.n) last = first;
    filters->year_from = MAX(filters->year_from, first);
    if (last) filters->year_to = filters->year_to ? MIN(filters->year_to, last) : last;
    return true;
}

bool query_language(struct arena *a, struct str text, struct search_filters *filters)
{
    struct str language = bib_language(words_key(a, text));
    if (language.n) VEC_PUSH(a, &filters->languages, language);
    return language.n > 0;
}

bool query_format(struct arena *a, struct str text, struct search_filters *filters)
{
    enum format format;
    if (!format_parse(text, &format)) return false;
    VEC_PUSH(a, &filters->formats, (int)format);
    return true;
}

bool query_library(struct arena *a, struct str text, struct search_filters *filters)
{
    int64_t library = 0;
    if (str_to_i64(text, &library) || library <= 0) return false;
    VEC_PUSH(a, &filters->libraries, library);
    return true;
}
