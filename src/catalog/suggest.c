/* suggest.c -- see suggest.h. */
#include "catalog/suggest.h"

#include "base/checked.h"

enum { LIKE_TERMS = 8 };

static enum err public_filter(struct db *db, struct arena *a, struct index_filter *ret)
{
    const struct scope *scope = NULL;
    enum err e = scope_public(db, a, &scope);
    *ret = (struct index_filter){0};
    if (!e && scope) ret->scope = scope->agency, ret->n_scope = scope->n;
    return !e && scope && !scope->n ? ERR_NOT_FOUND : e;
}

enum err suggest_run(struct db *db, struct index_reader *index, const struct actor *actor,
                     struct str typed, struct arena *a, struct suggestions *ret)
{
    struct suggestions s = {0};
    struct index_filter filter;
    int64_t id[COUNT(s.found.item[0])];
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e) e = public_filter(db, a, &filter);
    if (!e) e = index_suggest(index, typed, &filter, a, &s.found);
    if (e == ERR_NOT_FOUND) e = OK; /* nobody shows anything */
    for (size_t i = 0; i < s.found.n[SUGGEST_TITLE]; i++) id[i] = s.found.item[SUGGEST_TITLE][i].id;
    if (!e) e = title_views(db, actor, NULL, id, s.found.n[SUGGEST_TITLE], a, &s.titles);
    if (!e) *ret = s;
    return e;
}

/* ---- like another ---- */

struct likeness {
    struct index_node node[LIKE_TERMS], *child[LIKE_TERMS], root;
    size_t n;
};

static void add(struct likeness *l, enum index_field field, struct str text)
{
    if (!text.n || l->n == LIKE_TERMS) return;
    l->node[l->n] = (struct index_node){.op = INDEX_TERM, .field = field, .text = text};
    l->child[l->n] = &l->node[l->n];
    l->n++;
}

static void describe(struct likeness *l, const struct bib *b)
{
    for (size_t i = 0; i < b->series.n && i < 1; i++) add(l, INDEX_SERIES, b->series.item[i].title);
    for (size_t i = 0; i < b->names.n && i < 2; i++) add(l, INDEX_AUTHOR, b->names.item[i].name);
    for (size_t i = 0; i < b->subjects.n; i++) add(l, INDEX_SUBJECT, b->subjects.item[i]);
    l->root = (struct index_node){.op = INDEX_OR, .child = l->child, .n = l->n};
}

enum err suggest_similar(struct db *db, struct index_reader *index, const struct actor *actor,
                         const struct title_view *v, size_t limit, int64_t deadline_us,
                         struct arena *a, struct title_views *ret)
{
    struct likeness *l = arena_make(a, struct likeness);
    struct index_query q = {.root = &l->root, .limit = limit + 1, .deadline_us = deadline_us};
    struct index_hits hits = {0};
    *ret = (struct title_views){0};
    describe(l, &v->bib);
    if (l->n == 0) return OK;
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e) e = public_filter(db, a, &q.filter);
    if (!e) e = index_search(index, &q, a, &hits);
    if (e == ERR_NOT_FOUND || e == ERR_ARG || e == ERR_INTERRUPTED) return OK; /* none, then */
    if (e) return e;
    size_t n = 0;
    for (size_t i = 0; i < hits.n && n < limit; i++)
        if (hits.id[i] != v->id) hits.id[n++] = hits.id[i];
    return title_views(db, actor, NULL, hits.id, n, a, ret);
}
