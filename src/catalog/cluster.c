/* cluster.c -- regrouping the records around a change. */
#include "catalog/cluster.h"

#include "base/checked.h"
#include "catalog/change.h"
#include "catalog/match.h"
#include "catalog/stored.h"

/* A neighbourhood larger than this is a key that says too little; then only the record that
 * changed is placed and the others stay where they are. */
enum { NEIGHBOURS_MAX = 400 };

struct member {
    int64_t id, title, founded;
    struct match_facts facts;
    size_t group; /* index of the oldest member of its group */
    bool placed;
};

struct members {
    struct member *item;
    size_t n, cap;
};

struct ids {
    int64_t *item;
    size_t n, cap;
};

/* ---- keys ---- */

static enum err write_keys(struct db *db, int64_t record, const struct match_facts *f)
{
    enum err e = db_exec(db, SQL("DELETE FROM title_key WHERE record = ?1"), I(record));
    for (size_t i = 0; !e && f && i < f->n_keys; i++)
        e = db_exec(db, SQL("INSERT INTO title_key (keyed, record) VALUES (?1, ?2)"), I(f->key[i]),
                    I(record));
    return e;
}

/* ---- the neighbourhood ---- */

static struct member *find(const struct members *m, int64_t id)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->item[i].id == id) return &m->item[i];
    return NULL;
}

static void note(struct ids *list, struct arena *a, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i] == id) return;
    VEC_PUSH(a, list, id);
}

/* Live records that share a key or the title with `m`. */
static enum err neighbours(struct db *db, const struct member *m, struct arena *a,
                           struct ids *found)
{
    for (size_t i = 0; i < m->facts.n_keys; i++) {
        struct db_rows CLEANUP(db_done) r =
            db_query(db, SQL("SELECT record FROM title_key WHERE keyed = ?1 LIMIT ?2"),
                     I(m->facts.key[i]), I(NEIGHBOURS_MAX));
        while (db_next(&r)) note(found, a, db_int(&r, 0));
        if (r.status) return r.status;
    }
    if (!m->title) return OK;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM record WHERE title = ?1 AND kind = 0"
                     " AND version IS NOT NULL ORDER BY id LIMIT ?2"),
                 I(m->title), I(NEIGHBOURS_MAX));
    while (db_next(&r)) note(found, a, db_int(&r, 0));
    return r.status;
}

static enum err read_row(struct db *db, int64_t id, struct member *m, int64_t *ret_version)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT title, founded, version FROM record WHERE id = ?1"), I(id));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *m = (struct member){.id = id, .title = db_int(&r, 0), .founded = db_int(&r, 1)};
    *ret_version = db_int(&r, 2);
    return OK;
}

static enum err add_member(struct db *db, int64_t id, struct arena *a, struct members *all)
{
    struct member m;
    struct stored s;
    int64_t version = 0;
    enum err e = read_row(db, id, &m, &version);
    if (!e) e = stored_version(db, version, a, &s);
    if (e) return e;
    match_facts_of(&s.bib, a, &m.facts);
    VEC_PUSH(a, all, m);
    return OK;
}

/* Everything reachable from the members already there. False in *ret_whole when it was cut off. */
static enum err spread(struct db *db, struct arena *a, struct members *all, bool *ret_whole)
{
    *ret_whole = true;
    for (size_t i = 0; i < all->n; i++) {
        struct ids found = {0};
        enum err e = neighbours(db, &all->item[i], a, &found);
        for (size_t k = 0; !e && k < found.n; k++) {
            if (find(all, found.item[k])) continue;
            if (all->n == NEIGHBOURS_MAX) {
                *ret_whole = false;
                return OK;
            }
            e = add_member(db, found.item[k], a, all);
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

/* ---- grouping ---- */

/* Whether member i may join the group of member g: the same as one of it, against none of it. */
static bool fits(const struct members *m, size_t i, size_t g)
{
    bool same = false;
    for (size_t k = 0; k < i; k++) {
        if (m->item[k].group != g) continue;
        if (match_contradict(&m->item[k].facts, &m->item[i].facts, NULL)) return false;
        same = same || match_judge(&m->item[k].facts, &m->item[i].facts, NULL) == VERDICT_SAME;
    }
    return same;
}

static void regroup(struct members *m)
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

/* ---- names of groups ---- */

static enum err title_in_use(struct db *db, const struct members *m, int64_t title, bool *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT id FROM record WHERE title = ?1 AND kind = 0 AND version IS NOT NULL"),
        I(title));
    *ret = false;
    while (!*ret && db_next(&r)) *ret = !find(m, db_int(&r, 0));
    return r.status;
}

struct naming {
    struct db *db;
    struct arena *mem;
    struct members *m;
    struct ids taken;
    int64_t record; /* the one that changed */
    int64_t load;
};

static bool taken(const struct naming *n, int64_t title)
{
    for (size_t i = 0; i < n->taken.n; i++)
        if (n->taken.item[i] == title) return true;
    return false;
}

/* The title the group of member g shall have: the first of its members' that is free, oldest
 * first, the ones they hold before the ones once founded for them; 0 when there is none. */
static enum err free_title(struct naming *n, size_t g, int64_t *ret)
{
    *ret = 0;
    for (int founded = 0; founded < 2; founded++)
        for (size_t i = g; i < n->m->n; i++) {
            const struct member *x = &n->m->item[i];
            int64_t t = founded ? x->founded : x->title;
            bool used = false;
            if (x->group != g || !t || taken(n, t)) continue;
            enum err e = title_in_use(n->db, n->m, t, &used);
            if (e) return e;
            if (used) continue;
            *ret = t;
            return OK;
        }
    return OK;
}

static enum err found_title(struct naming *n, int64_t record, int64_t *ret)
{
    enum err e =
        db_get_int(n->db, ret, SQL("INSERT INTO title (alias) VALUES (NULL) RETURNING id"));
    if (e) return e;
    return db_exec(n->db, SQL("UPDATE record SET founded = ?1 WHERE id = ?2"), I(*ret), I(record));
}

/* Titles that nobody bears any more lead to `title` from now on. */
static enum err leave_aliases(struct naming *n, const struct ids *left, int64_t title)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < left->n; i++) {
        e = db_exec(n->db,
                    SQL("UPDATE title SET alias = ?1 WHERE id = ?2 AND id <> ?1 AND NOT EXISTS"
                        " (SELECT 1 FROM record WHERE title = ?2 AND kind = 0"
                        "  AND version IS NOT NULL)"),
                    I(title), I(left->item[i]));
        if (!e) e = change_append(n->db, left->item[i], n->load);
    }
    return e;
}

/* Names the group of member g and moves its members under that name. */
static enum err name_group(struct naming *n, size_t g)
{
    struct ids left = {0};
    bool touched = false;
    int64_t title = 0;
    enum err e = free_title(n, g, &title);
    bool fresh = !e && !title;
    if (fresh) e = found_title(n, n->m->item[g].id, &title);
    VEC_PUSH(n->mem, &n->taken, title);

    for (size_t i = g; !e && i < n->m->n; i++) {
        const struct member *x = &n->m->item[i];
        if (x->group != g) continue;
        touched = touched || x->id == n->record || x->title != title;
        if (x->title == title) continue;
        if (x->title) note(&left, n->mem, x->title);
        e = db_exec(n->db, SQL("UPDATE record SET title = ?1 WHERE id = ?2"), I(title), I(x->id));
    }
    if (!e && touched && !fresh)
        e = db_exec(n->db, SQL("UPDATE title SET alias = NULL WHERE id = ?1 AND alias IS NOT NULL"),
                    I(title));
    if (!e && touched) e = change_append(n->db, title, n->load);
    return e ? e : leave_aliases(n, &left, title);
}

static enum err name_groups(struct db *db, struct arena *a, struct members *m, int64_t record,
                            int64_t load)
{
    struct naming n = {.db = db, .mem = a, .m = m, .record = record, .load = load};
    enum err e = OK;
    for (size_t g = 0; !e && g < m->n; g++)
        if (m->item[g].group == g) e = name_group(&n, g);
    return e;
}

/* ---- the way in ---- */

/* A neighbourhood that was cut off: keep every known title, place only the record itself. */
static enum err place_alone(struct db *db, struct arena *a, struct members *m, int64_t record,
                            int64_t load)
{
    struct member self = *find(m, record);
    int64_t title = 0;
    for (size_t i = 0; i < m->n && !title; i++) {
        if (m->item[i].id == record || !m->item[i].title) continue;
        bool same = match_judge(&m->item[i].facts, &self.facts, NULL) == VERDICT_SAME;
        for (size_t k = 0; same && k < m->n; k++)
            if (m->item[k].title == m->item[i].title && m->item[k].id != record)
                same = !match_contradict(&m->item[k].facts, &self.facts, NULL);
        if (same) title = m->item[i].title;
    }
    struct members one = {0};
    VEC_PUSH(a, &one, self);
    if (title) one.item[0].title = title;
    enum err e = OK;
    if (title && self.title != title)
        e = db_exec(db, SQL("UPDATE record SET title = ?1 WHERE id = ?2"), I(title), I(record));
    if (!e && title) return change_append(db, title, load);
    return e ? e : name_groups(db, a, &one, record, load);
}

static enum err update(struct db *db, struct arena *a, int64_t record, const struct bib *bib,
                       int64_t load)
{
    struct members all = {0};
    struct member self;
    int64_t version = 0;
    bool whole = true;

    enum err e = read_row(db, record, &self, &version);
    if (bib) match_facts_of(bib, a, &self.facts);
    if (!e) e = write_keys(db, record, bib ? &self.facts : NULL);
    if (e) return e;

    if (bib) {
        VEC_PUSH(a, &all, self);
    } else if (self.title) { /* gone: its title's other records may now belong otherwise */
        struct ids mates = {0};
        e = neighbours(db, &self, a, &mates);
        for (size_t i = 0; !e && i < mates.n && i < NEIGHBOURS_MAX; i++)
            if (mates.item[i] != record) e = add_member(db, mates.item[i], a, &all);
        if (!e) e = change_append(db, self.title, load);
    }
    if (!e) e = spread(db, a, &all, &whole);
    if (e) return e;
    if (!whole) return bib ? place_alone(db, a, &all, record, load) : OK;
    regroup(&all);
    return name_groups(db, a, &all, record, load);
}

enum err cluster_update(struct db *db, int64_t record, const struct bib *bib, int64_t load)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    return update(db, a, record, bib, load);
}
