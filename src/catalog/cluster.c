/* cluster.c -- regrouping around what changed. */
#include "catalog/cluster.h"

#include "base/idmap.h"
#include "catalog/change.h"
#include "catalog/doubt.h"
#include "catalog/naming.h"
#include "catalog/newcomer.h"

enum { MATES_MAX = NEIGHBOURS_MAX };

/* ---- around the seeds ---- */

/* naming.h's short way, and the doubts of the description. *ret_joined: it was enough. *ret: what
 * is beside it, and no more is around it when it is the same as nothing. */
static enum err join_plainly(const struct group_view *v, int64_t id, const struct ids *fresh,
                             const struct cause *cause, struct graph *ret, bool *ret_joined)
{
    struct description d;
    enum err e = description_get(v->db, id, v->mem, &d);
    if (!e) e = group_beside(v, &d, ret);
    if (!e) e = naming_join(ret, cause, ret_joined);
    return e || !*ret_joined ? e : doubts_note(ret, fresh);
}

struct regrouping {
    const struct ids *fresh;
    const struct cause *cause;
    struct idmap done;
    struct ids todo;
    struct arena *mem;
};

static enum err name_groups(struct regrouping *r, int64_t id, struct graph *g)
{
    struct ids displaced = {0};
    for (size_t k = 0; k < g->nodes.n; k++)
        if (g->nodes.item[k].inside && g->whole)
            idmap_put(&r->done, r->mem, g->nodes.item[k].d.id, 1);
    enum err e = naming_apply(g, ids_have(r->fresh, id), r->cause, &displaced);
    for (size_t k = 0; k < displaced.n; k++) VEC_PUSH(r->mem, &r->todo, displaced.item[k]);
    return e ? e : doubts_note(g, r->fresh);
}

static enum err regroup_around(struct regrouping *r, const struct group_view *v, int64_t id)
{
    struct graph g;
    bool joined = false, alone = false;
    enum err e = OK;
    if (r->todo.n == 1 && ids_have(r->fresh, id)) {
        e = join_plainly(v, id, r->fresh, r->cause, &g, &joined);
        if (e || joined) return e;
        alone = graph_stands_alone(&g);
    }
    if (!alone) e = group_around(v, id, &g);
    if (!e && alone && g.whole) group_form(&g);
    return e ? e : name_groups(r, id, &g);
}

enum err cluster_regroup(struct db *db, struct arena *a, const struct ids *seeds,
                         const struct ids *fresh, const struct cause *cause)
{
    struct regrouping r = {.fresh = fresh, .cause = cause, .mem = a};
    enum err e = OK;
    for (size_t i = 0; i < seeds->n; i++) VEC_PUSH(a, &r.todo, seeds->item[i]);
    for (size_t i = 0; !e && i < r.todo.n; i++) {
        struct arena CLEANUP(arena_freep) *mem = arena_new();
        const struct group_view v = {.db = db, .mem = mem};
        const int64_t id = r.todo.item[i];
        if (idmap_get(&r.done, id)) continue;
        e = regroup_around(&r, &v, id);
        idmap_put(&r.done, a, id, 1);
    }
    return e;
}

/* ---- one record ---- */

struct row {
    int64_t title, description;
};

static enum err read_row(struct db *db, int64_t record, struct row *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT coalesce(title, 0), coalesce(description, 0) FROM record"
                     " WHERE id = ?1"),
                 I(record));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = (struct row){db_int(&r, 0), db_int(&r, 1)};
    return OK;
}

/* The record's former description leaves when it was the last to have it: its mates may now belong
 * otherwise. */
static enum err retire(struct db *db, struct arena *a, const struct row *was, struct ids *seeds)
{
    bool in_force = false;
    if (!was->description) return OK;
    enum err e = description_in_force(db, was->description, 0, &in_force);
    if (e || in_force) return e;
    e = description_leave(db, was->description);
    if (e || !was->title) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id FROM description WHERE title = ?1 LIMIT ?2"), I(was->title),
                 I(MATES_MAX));
    while (db_next(&r)) VEC_PUSH(a, seeds, db_int(&r, 0));
    return r.status;
}

static void drop_id(struct ids *list, int64_t id)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i] != id) list->item[kept++] = list->item[i];
    list->n = kept;
}

/* Puts the record under its new description; *ret_fresh when that comes into force with it. */
static enum err take_on(struct db *db, int64_t record, const struct row *was, struct description *d,
                        bool *ret_fresh)
{
    bool in_force = false;
    enum err e = description_in_force(db, d->id, record, &in_force);
    if (e) return e;
    *ret_fresh = !in_force;
    if (*ret_fresh && was->description != d->id) {
        d->title = was->title;
        e = description_enter(db, d);
        if (!e && d->title)
            e = db_exec(db, SQL("UPDATE description SET title = ?1 WHERE id = ?2"), I(d->title),
                        I(d->id));
    }
    if (e) return e;
    return db_exec(db, SQL("UPDATE record SET description = ?1 WHERE id = ?2"), I(d->id),
                   I(record));
}

/* The record goes where its description is. */
static enum err follow_description(struct db *db, int64_t record, const struct row *was,
                                   int64_t description, const struct cause *c)
{
    int64_t title = 0;
    enum err e =
        db_get_int(db, &title, SQL("SELECT coalesce(title, 0) FROM description WHERE id = ?1"),
                   I(description));
    if (e) return e;
    if (!title) return ERR_INTERNAL;
    e = change_append(db, title, c->load);
    if (e || title == was->title) return e;
    if (was->title && was->description)
        e = db_exec(db,
                    SQL("INSERT INTO move (record, source, target, load, decision, at)"
                        " SELECT id, title, ?1, ?2, ?3, ?4 FROM record"
                        " WHERE id = ?5 AND title <> ?1"),
                    I(title), c->load ? I(c->load) : NUL, c->decision ? I(c->decision) : NUL,
                    I(c->at), I(record));
    if (!e) e = db_exec(db, SQL("UPDATE record SET title = ?1 WHERE id = ?2"), I(title), I(record));
    if (!e && was->title)
        e = db_exec(db,
                    SQL("UPDATE title SET alias = ?1 WHERE id = ?2"
                        " AND NOT EXISTS (SELECT 1 FROM description WHERE title = ?2)"),
                    I(title), I(was->title));
    return e || !was->title ? e : change_append(db, was->title, c->load);
}

enum err cluster_describe(struct db *db, int64_t record, const struct bib *bib, struct arena *a)
{
    struct description d = {0};
    struct row was;
    bool fresh = false;
    enum err e = read_row(db, record, &was);
    if (!e) e = description_of(db, record, bib, a, &d);
    return e ? e : take_on(db, record, &was, &d, &fresh);
}

enum err cluster_follow(struct db *db, int64_t record, const struct cause *cause)
{
    struct row row;
    enum err e = read_row(db, record, &row);
    return e ? e : follow_description(db, record, &row, row.description, cause);
}

struct around {
    struct ids seeds, fresh; /* to be grouped again; of them, in force only now */
};

/* The record under its new description (bib NULL: none; *ret 0), the old one left. */
static enum err redescribe(struct db *db, struct arena *a, int64_t record, const struct bib *bib,
                           const struct row *was, struct around *to, int64_t *ret)
{
    struct description d = {0};
    bool fresh = false;
    enum err e = bib ? description_of(db, record, bib, a, &d) : OK;
    *ret = d.id;
    if (e || d.id == was->description) return e;
    if (bib)
        e = take_on(db, record, was, &d, &fresh);
    else
        e = db_exec(db, SQL("UPDATE record SET description = NULL WHERE id = ?1"), I(record));
    if (fresh) VEC_PUSH(a, &to->fresh, d.id);
    if (fresh) VEC_PUSH(a, &to->seeds, d.id);
    if (!e) e = retire(db, a, was, &to->seeds);
    drop_id(&to->seeds, was->description);
    return e;
}

static enum err update(struct db *db, struct arena *a, int64_t record, const struct bib *bib,
                       const struct cause *cause)
{
    struct row was;
    struct around to = {0};
    int64_t description = 0;
    enum err e = read_row(db, record, &was);
    if (!e && bib && !was.title && !was.description) {
        struct foreseen x = {.beside = false};
        bool simple = false;
        const struct group_view v = {.db = db, .mem = a};
        e = description_foresee(record, bib, a, &x.d);
        if (!e) e = newcomer_place(&v, (struct newcomer){.record = record}, &x, cause, &simple);
        if (e || simple) return e;
    }
    if (!e) e = redescribe(db, a, record, bib, &was, &to, &description);
    if (e) return e;
    struct cause c = *cause;
    c.correction = bib && was.description;
    e = cluster_regroup(db, a, &to.seeds, &to.fresh, &c);
    if (e) return e;
    if (bib) return follow_description(db, record, &was, description, cause);
    return was.title ? change_append(db, was.title, cause->load) : OK;
}

enum err cluster_update(struct db *db, int64_t record, const struct bib *bib,
                        const struct cause *cause)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    return update(db, a, record, bib, cause);
}

enum err cluster_update_all(struct db *db, const struct redescribed *one, size_t n,
                            const struct cause *cause)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct row *was = arena_array(a, struct row, n + 1);
    int64_t *description = arena_array(a, int64_t, n + 1);
    struct around to = {0};
    enum err e = OK;
    for (size_t i = 0; !e && i < n; i++) {
        e = read_row(db, one[i].record, &was[i]);
        if (!e) e = redescribe(db, a, one[i].record, &one[i].bib, &was[i], &to, &description[i]);
    }
    if (!e) e = cluster_regroup(db, a, &to.seeds, &to.fresh, cause);
    for (size_t i = 0; !e && i < n; i++)
        e = follow_description(db, one[i].record, &was[i], description[i], cause);
    return e;
}
