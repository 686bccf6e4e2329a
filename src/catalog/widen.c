/* widen.c -- variant names in a query tree. */
#include "catalog/widen.h"

#include "base/checked.h"
#include "catalog/references.h"
#include "text/words.h"

enum {
    RUN_MAX = 6,    /* words of a name */
    PHRASES_MAX = 8 /* that a query may gain; the index takes 64 terms */
};

struct widening {
    struct db *db;
    struct arena *mem;
    int phrases;
};

struct nodes {
    struct index_node **item;
    size_t n, cap;
};

/* Where a form of this kind is to be sought when the words were sought in `field`. */
static size_t fields_of(enum heading_kind k, enum index_field field, enum index_field to[2])
{
    size_t n = 0;
    bool any = field == INDEX_ANY;
    switch (k) {
    case HEADING_AUTHOR:
        if (any || field == INDEX_AUTHOR) to[n++] = INDEX_AUTHOR;
        break;
    case HEADING_SUBJECT:
        if (any || field == INDEX_SUBJECT) to[n++] = INDEX_SUBJECT;
        break;
    case HEADING_TITLE:
        if (any || field == INDEX_TITLE) to[n++] = INDEX_TITLE;
        break;
    case HEADING_SERIES:
        if (any || field == INDEX_SERIES) to[n++] = INDEX_SERIES;
        break;
    case HEADING_CALL:
    case HEADING_KINDS: break;
    }
    /* A name as a subject may have dates there that the phrase lacks; it is found without. */
    if (k == HEADING_AUTHOR && any) to[n++] = INDEX_SUBJECT;
    return n;
}

static struct index_node *node_of(struct widening *w, enum index_op op, struct index_node **child,
                                  size_t n)
{
    struct index_node *node = arena_make(w->mem, struct index_node);
    *node = (struct index_node){.op = op, .child = child, .n = n};
    return node;
}

static bool has_phrase(const struct nodes *list, enum index_field f, struct str text)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i]->op == INDEX_TERM && list->item[i]->field == f &&
            str_eq(list->item[i]->text, text))
            return true;
    return false;
}

static void add_phrases(struct widening *w, const struct variant *v, enum index_field field,
                        struct nodes *to)
{
    enum index_field fields[2];
    size_t n = fields_of(v->kind, field, fields);
    struct str text = words_key(w->mem, v->text);
    for (size_t i = 0; i < n && w->phrases < PHRASES_MAX; i++) {
        if (!text.n || has_phrase(to, fields[i], text)) continue;
        struct index_node *node = node_of(w, INDEX_TERM, NULL, 0);
        node->field = fields[i];
        node->text = text;
        VEC_PUSH(w->mem, to, node);
        w->phrases++;
    }
}

/* `n` terms as they are, or one of the other forms of what they name; NULL when there are none. */
static enum err either(struct widening *w, struct index_node **term, size_t n,
                       struct index_node **ret)
{
    struct str *part = arena_array(w->mem, struct str, n);
    struct variants variants = {0};
    struct nodes list = {0};
    *ret = NULL;
    for (size_t i = 0; i < n; i++) part[i] = term[i]->text;
    struct str words = words_name_key(w->mem, arena_join(w->mem, part, n, STR(" ")));
    if (!words.n) return OK;
    enum err e = references_variants(w->db, words, w->mem, &variants);
    if (e) return e;
    VEC_PUSH(w->mem, &list, n == 1 ? term[0] : node_of(w, INDEX_AND, term, n));
    for (size_t i = 0; i < variants.n; i++)
        add_phrases(w, &variants.item[i], term[0]->field, &list);
    if (list.n > 1) *ret = node_of(w, INDEX_OR, list.item, list.n);
    return OK;
}

/* How many terms from `from` on could be words of one name. */
static size_t run_length(const struct index_node *all, size_t from)
{
    size_t n = 0;
    while (from + n < all->n && n < RUN_MAX) {
        const struct index_node *t = all->child[from + n];
        if (t->op != INDEX_TERM || t->prefix || t->field != all->child[from]->field) break;
        n++;
    }
    return n;
}

static enum err widen_and(struct widening *w, const struct index_node *all, struct index_node **ret)
{
    struct nodes list = {0};
    for (size_t i = 0; i < all->n;) {
        struct index_node *wide = NULL;
        size_t n = run_length(all, i);
        for (; n && w->phrases < PHRASES_MAX; n--) { /* the longest name first */
            enum err e = either(w, all->child + i, n, &wide);
            if (e) return e;
            if (wide) break;
        }
        VEC_PUSH(w->mem, &list, wide ? wide : all->child[i]);
        i += wide ? n : 1;
    }
    *ret = node_of(w, INDEX_AND, list.item, list.n);
    return OK;
}

/* NOT stays as it was: what is excluded is excluded by the word that was typed. */
static enum err walk(struct widening *w, const struct index_node *node, struct index_node **ret)
{
    struct index_node *copy = arena_make(w->mem, struct index_node);
    *copy = *node;
    *ret = copy;
    if (node->op == INDEX_TERM || node->op == INDEX_NOT) return OK;
    copy->child = arena_array(w->mem, struct index_node *, node->n);
    for (size_t i = 0; i < node->n; i++) {
        enum err e = walk(w, node->child[i], &copy->child[i]);
        if (e) return e;
    }
    return node->op == INDEX_AND ? widen_and(w, copy, ret) : OK;
}

enum err widen(struct db *db, struct arena *a, const struct index_node **root)
{
    struct widening w = {.db = db, .mem = a};
    struct index_node *wide = NULL;
    bool any = false;
    enum err e = *root ? references_any(db, &any) : OK;
    if (e || !any) return e;
    const struct index_node *all = *root;
    struct index_node *single = arena_make(a, struct index_node);
    *single = *all;
    if (all->op == INDEX_TERM) all = node_of(&w, INDEX_AND, &single, 1);
    e = walk(&w, all, &wide);
    if (!e) *root = wide;
    return e;
}
