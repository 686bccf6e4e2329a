/* work.c -- looking for titles of the same work. */
#include "catalog/work.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/keys.h"
#include "catalog/match.h"
#include "text/words.h"

enum { KEYS_MAX = 24, LINKS_MAX = 6, LINK_HITS = 5 };

/* ---- editions ---- */

struct edition {
    int64_t title;
    int year;
};
struct editions {
    struct edition *item;
    size_t n, cap;
    int64_t seen; /* descriptions */
};

static void note_edition(struct editions *list, struct arena *a, int64_t title, int year)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i].title == title) {
            list->item[i].year = MAX(list->item[i].year, year);
            return;
        }
    VEC_PUSH(a, list, (struct edition){title, year});
}

static int newest_first(const void *x, const void *y)
{
    const struct edition *a = x, *b = y;
    if (a->year != b->year) return b->year - a->year;
    return (b->title > a->title) - (b->title < a->title);
}

struct keys {
    int64_t item[KEYS_MAX];
    size_t n;
};

/* Facts of other rules have no keys and no year here: they are about to be made anew. */
static enum err keys_of(struct db *db, int64_t title, struct arena *a, struct keys *ret)
{
    struct match_facts *f = arena_make(a, struct match_facts);
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT facts FROM description WHERE title = ?1 LIMIT ?2"), I(title), I(KEYS_MAX));
    ret->n = 0;
    while (db_next(&r)) {
        if (!match_facts_unpack(db_peek(&r, 0), f)) continue;
        for (size_t i = 0; i < f->n_work_keys; i++) {
            size_t k = 0;
            while (k < ret->n && ret->item[k] != f->work_key[i]) k++;
            if (k == ret->n && k < KEYS_MAX) ret->item[ret->n++] = f->work_key[i];
        }
    }
    return r.status;
}

static enum err see_edition(struct db *db, int64_t description, struct match_facts *f,
                            struct arena *a, struct editions *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT title, facts FROM description WHERE id = ?1"), I(description));
    if (!db_next(&r)) return r.status;
    bool known = match_facts_unpack(db_peek(&r, 1), f);
    note_edition(ret, a, db_int(&r, 0), known ? f->year[0] : 0);
    ret->seen++;
    return OK;
}

static enum err find_under(struct db *db, int64_t key, int64_t title, int64_t limit,
                           struct arena *a, struct editions *ret)
{
    struct match_facts *f = arena_make(a, struct match_facts);
    struct key_ids found = {0};
    enum err e = keys_elsewhere(db, key, title, limit, a, &found);
    for (size_t i = 0; !e && i < found.n; i++) e = see_edition(db, found.item[i], f, a, ret);
    return e;
}

static enum err find_editions(struct db *db, int64_t title, struct arena *a, struct editions *ret)
{
    struct keys keys;
    enum err e = keys_of(db, title, a, &keys);
    for (size_t i = 0; !e && i < keys.n && ret->seen < WORK_DESCRIPTIONS_MAX; i++)
        e = find_under(db, keys.item[i], title, WORK_DESCRIPTIONS_MAX - ret->seen, a, ret);
    if (!e && ret->n > 1) qsort(ret->item, ret->n, sizeof ret->item[0], newest_first);
    return e;
}

enum err work_editions(struct db *db, const struct actor *actor, const struct scope *scope,
                       int64_t title, size_t from, size_t limit, struct arena *a,
                       struct title_views *ret, size_t *ret_next)
{
    struct editions all = {0};
    struct title_views list = {0};
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e && !scope) e = scope_public(db, a, &scope);
    if (!e) e = find_editions(db, title, a, &all);
    size_t i = MIN(from, all.n);
    for (; !e && i < all.n && list.n < limit; i++) {
        struct title_views one = {0};
        e = title_views(db, actor, scope, &all.item[i].title, 1, a, &one);
        if (!e && one.n) VEC_PUSH(a, &list, one.item[0]);
    }
    if (e) return e;
    *ret = list;
    *ret_next = i < all.n ? i : 0;
    return OK;
}

/* ---- before and after ---- */

struct looking {
    struct db *db;
    struct index_reader *index;
    const struct actor *actor;
    const struct scope *scope; /* NULL: all */
    int64_t self, deadline_us;
    struct arena *mem;
};

static enum err search(const struct looking *l, enum index_field field, struct str text,
                       struct title_views *ret)
{
    static const int serials[] = {FORMAT_SERIAL};
    const struct index_node root = {.op = INDEX_TERM, .field = field, .text = text};
    struct index_query q = {.root = &root, .limit = LINK_HITS, .deadline_us = l->deadline_us};
    struct index_hits hits;
    q.filter.formats = serials;
    q.filter.n_formats = COUNT(serials);
    if (l->scope) {
        q.filter.scope = l->scope->agency;
        q.filter.n_scope = l->scope->n;
    }
    enum err e = index_search(l->index, &q, l->mem, &hits);
    if (e == ERR_ARG || e == ERR_LIMIT || e == ERR_INTERRUPTED) { /* nothing to look for */
        *ret = (struct title_views){0};
        return OK;
    }
    return e ? e : title_views(l->db, l->actor, l->scope, hits.id, hits.n, l->mem, ret);
}

static bool called(const struct looking *l, const struct title_view *v, struct str title)
{
    struct str key = words_key(l->mem, title);
    return key.n && (str_eq(key, words_key(l->mem, v->bib.title)) ||
                     str_eq(key, words_key(l->mem, v->bib.title_short)));
}

/* Links when there is exactly one that it can be. */
static void settle(const struct looking *l, const struct title_views *found, bool by_name,
                   struct work_link *link)
{
    const struct title_view *only = NULL;
    for (size_t i = 0; i < found->n; i++) {
        const struct title_view *v = &found->item[i];
        if (v->id == l->self || (by_name && !called(l, v, link->title))) continue;
        if (only) return;
        only = v;
    }
    if (!only) return;
    link->id = only->id;
    link->title = only->bib.title;
}

static enum err look(const struct looking *l, const struct bib_link *from, bool later,
                     struct work_links *to)
{
    struct work_link link = {.later = later, .title = from->title};
    struct title_views found = {0};
    struct str half[] = {str_slice(from->issn, 0, 4), str_slice(from->issn, 5, from->issn.n)};
    enum err e = OK;
    if (from->issn.n) e = search(l, INDEX_ISSN, arena_join(l->mem, half, 2, STR("")), &found);
    if (!e) settle(l, &found, false, &link);
    if (!e && !link.id && link.title.n) {
        e = search(l, INDEX_TITLE, link.title, &found);
        if (!e) settle(l, &found, true, &link);
    }
    if (!e && link.title.n) VEC_PUSH(l->mem, to, link);
    return e;
}

enum err work_history(struct db *db, struct index_reader *index, const struct actor *actor,
                      const struct title_view *v, int64_t deadline_us, struct arena *a,
                      struct work_links *ret)
{
    struct looking l = {db, index, actor, NULL, v->id, deadline_us, a};
    struct work_links list = {0};
    enum err e = OK;
    if (v->bib.before.n + v->bib.after.n) e = scope_public(db, a, &l.scope);
    for (size_t i = 0; !e && i < v->bib.before.n && i < LINKS_MAX; i++)
        e = look(&l, &v->bib.before.item[i], false, &list);
    for (size_t i = 0; !e && i < v->bib.after.n && i < LINKS_MAX; i++)
        e = look(&l, &v->bib.after.item[i], true, &list);
    if (!e) *ret = list;
    return e;
}
