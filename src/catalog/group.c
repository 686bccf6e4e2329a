/* group.c -- walking from record to record over shared keys and titles, and grouping them. */
#include "catalog/group.h"

#include "base/checked.h"
#include "catalog/stored.h"

struct member *group_find(const struct members *m, int64_t id)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->item[i].id == id) return &m->item[i];
    return NULL;
}

static void note(struct group_ids *list, struct arena *a, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i] == id) return;
    VEC_PUSH(a, list, id);
}

static enum err note_rows(struct db_rows *r, struct arena *a, struct group_ids *found)
{
    while (db_next(r)) note(found, a, db_int(r, 0));
    return r->status;
}

static enum err note_key(const struct group_view *v, int64_t key, struct group_ids *found)
{
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(v->db, SQL("SELECT record FROM title_key WHERE keyed = ?1 LIMIT ?2"), I(key),
                     I(NEIGHBOURS_MAX));
        enum err e = note_rows(&r, v->mem, found);
        if (e || !v->staged) return e;
    }
    struct db_rows CLEANUP(db_done) r = db_query(
        v->db, SQL("SELECT record FROM staged_key WHERE load = ?1 AND keyed = ?2 LIMIT ?3"),
        I(v->staged), I(key), I(NEIGHBOURS_MAX));
    return note_rows(&r, v->mem, found);
}

enum err group_neighbours(const struct group_view *v, const struct member *m,
                          struct group_ids *found)
{
    for (size_t i = 0; i < m->facts.n_keys; i++) {
        enum err e = note_key(v, m->facts.key[i], found);
        if (e) return e;
    }
    if (!m->title) return OK;
    struct db_rows CLEANUP(db_done) r =
        db_query(v->db,
                 SQL("SELECT id FROM record WHERE title = ?1 AND kind = 0"
                     " AND version IS NOT NULL ORDER BY id LIMIT ?2"),
                 I(m->title), I(NEIGHBOURS_MAX));
    return note_rows(&r, v->mem, found);
}

/* Its row, and the version that holds in this view, 0: none. */
static enum err read_row(const struct group_view *v, int64_t id, struct member *m,
                         int64_t *ret_version)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(v->db,
                 SQL("SELECT r.title, r.founded, r.version, d.version, d.load FROM record r"
                     " LEFT JOIN delivery d ON d.record = r.id AND d.load = ?2 WHERE r.id = ?1"),
                 I(id), I(v->staged));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *m = (struct member){
        .id = id, .title = db_int(&r, 0), .founded = db_int(&r, 1), .live = !db_is_null(&r, 2)};
    *ret_version = db_is_null(&r, 4) ? db_int(&r, 2) : db_int(&r, 3);
    return OK;
}

enum err group_add(const struct group_view *v, int64_t id, struct members *all)
{
    struct member m;
    struct stored s;
    int64_t version = 0;
    enum err e = read_row(v, id, &m, &version);
    if (!e && !version) return OK;
    if (!e) e = stored_version(v->db, version, v->mem, &s);
    if (e) return e;
    match_facts_of(&s.bib, v->mem, &m.facts);
    VEC_PUSH(v->mem, all, m);
    return OK;
}

enum err group_spread(const struct group_view *v, struct members *all, bool *ret_whole)
{
    *ret_whole = true;
    for (size_t i = 0; i < all->n; i++) {
        struct group_ids found = {0};
        enum err e = group_neighbours(v, &all->item[i], &found);
        for (size_t k = 0; !e && k < found.n; k++) {
            if (group_find(all, found.item[k])) continue;
            if (all->n == NEIGHBOURS_MAX) {
                *ret_whole = false;
                return OK;
            }
            e = group_add(v, found.item[k], all);
        }
        if (e) return e;
    }
    return OK;
}

static void sort_members(struct members *m)
{
    for (size_t i = 1; i < m->n; i++) {
        struct member x = m->item[i];
        size_t j = i;
        for (; j && m->item[j - 1].id > x.id; j--) m->item[j] = m->item[j - 1];
        m->item[j] = x;
    }
}

/* Whether member i may join the group of member g: the same as one of it, against none of it. */
static bool fits(const struct members *m, size_t i, size_t g)
{
    bool same = false;
    for (size_t k = 0; k < i; k++) {
        if (m->item[k].group != g) continue;
        if (match_contradict(&m->item[k].facts, &m->item[i].facts, NULL)) return false;
        same = same || match_is_same(&m->item[k].facts, &m->item[i].facts);
    }
    return same;
}

void group_form(struct members *m)
{
    sort_members(m);
    for (size_t i = 0; i < m->n; i++) {
        m->item[i].group = i;
        for (size_t g = 0; g < i; g++)
            if (m->item[g].group == g && fits(m, i, g)) {
                m->item[i].group = g;
                break;
            }
    }
}
