/* cluster.c -- regrouping the records around a change. */
#include "catalog/cluster.h"

#include "base/checked.h"
#include "catalog/change.h"
#include "catalog/group.h"

/* A neighbourhood that is cut off at NEIGHBOURS_MAX hangs on a key that says too little; then only
 * the record that changed is placed and the others stay where they are. */

/* ---- keys ---- */

static enum err write_keys(struct db *db, int64_t record, const struct match_facts *f)
{
    enum err e = db_exec(db, SQL("DELETE FROM title_key WHERE record = ?1"), I(record));
    for (size_t i = 0; !e && f && i < f->n_keys; i++)
        e = db_exec(db, SQL("INSERT INTO title_key (keyed, record) VALUES (?1, ?2)"), I(f->key[i]),
                    I(record));
    return e;
}

static enum err read_row(struct db *db, int64_t id, struct member *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT title, founded FROM record WHERE id = ?1"), I(id));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = (struct member){.id = id, .title = db_int(&r, 0), .founded = db_int(&r, 1)};
    return OK;
}

static void note(struct group_ids *list, struct arena *a, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i] == id) return;
    VEC_PUSH(a, list, id);
}

/* ---- names of groups ---- */

static enum err title_in_use(struct db *db, const struct members *m, int64_t title, bool *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT id FROM record WHERE title = ?1 AND kind = 0 AND version IS NOT NULL"),
        I(title));
    *ret = false;
    while (!*ret && db_next(&r)) *ret = !group_find(m, db_int(&r, 0));
    return r.status;
}

struct naming {
    struct db *db;
    struct arena *mem;
    struct members *m;
    struct group_ids taken;
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
static enum err leave_aliases(struct naming *n, const struct group_ids *left, int64_t title)
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
    struct group_ids left = {0};
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
    struct member self = *group_find(m, record);
    int64_t title = 0;
    for (size_t i = 0; i < m->n && !title; i++) {
        if (m->item[i].id == record || !m->item[i].title) continue;
        bool same = match_is_same(&m->item[i].facts, &self.facts);
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

/* Gone: the other records of its title may now belong otherwise. */
static enum err add_mates(const struct group_view *v, const struct member *gone,
                          struct members *all)
{
    struct group_ids mates = {0};
    enum err e = group_neighbours(v, gone, &mates);
    for (size_t i = 0; !e && i < mates.n && i < NEIGHBOURS_MAX; i++)
        if (mates.item[i] != gone->id) e = group_add(v, mates.item[i], all);
    return e;
}

static enum err update(struct db *db, struct arena *a, int64_t record, const struct bib *bib,
                       int64_t load)
{
    const struct group_view v = {db, 0, a};
    struct members all = {0};
    struct member self;
    bool whole = true;

    enum err e = read_row(db, record, &self);
    if (bib) match_facts_of(bib, a, &self.facts);
    if (!e) e = write_keys(db, record, bib ? &self.facts : NULL);
    if (e) return e;

    if (bib) {
        VEC_PUSH(a, &all, self);
    } else if (self.title) {
        e = add_mates(&v, &self, &all);
        if (!e) e = change_append(db, self.title, load);
    }
    if (!e) e = group_spread(&v, &all, &whole);
    if (e) return e;
    if (!whole) return bib ? place_alone(db, a, &all, record, load) : OK;
    group_form(&all);
    return name_groups(db, a, &all, record, load);
}

enum err cluster_update(struct db *db, int64_t record, const struct bib *bib, int64_t load)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    return update(db, a, record, bib, load);
}
