/* naming.c -- ids that last: who keeps which when groups meet and part. */
#include "catalog/naming.h"

#include "base/checked.h"
#include "catalog/change.h"

struct claim {
    int64_t title;
    size_t winner; /* group; NONE: held elsewhere */
};

struct naming {
    struct graph *g;
    struct db *db;
    struct arena *mem;
    const struct cause *cause;
    int64_t *title; /* by group, that is by its first node; 0: none yet */
    struct {
        struct claim *item;
        size_t n, cap;
    } claims;
    struct ids touched; /* titles for the log of changes */
    struct ids *displaced;
};

static const size_t NONE = SIZE_MAX;

static const struct node *node(const struct naming *n, size_t i)
{
    return &n->g->nodes.item[i];
}

static size_t node_of(const struct naming *n, int64_t description)
{
    for (size_t i = 0; i < n->g->nodes.n; i++)
        if (node(n, i)->inside && node(n, i)->d.id == description) return i;
    return NONE;
}

/* ---- who wins a title that several groups bore ---- */

/* Descriptions outside the neighbourhood that bear it. */
static enum err held_elsewhere(const struct naming *n, int64_t title, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(n->db, SQL("SELECT id FROM description WHERE title = ?1"), I(title));
    while (db_next(&r))
        if (node_of(n, db_int(&r, 0)) == NONE) VEC_PUSH(n->mem, ret, db_int(&r, 0));
    return r.status;
}

/* The group with the record the title was made for, else with the oldest record that bore it. Where
 * others outside bear it too, NONE unless that record is here. */
static enum err contest(const struct naming *n, int64_t title, bool elsewhere, size_t *ret)
{
    *ret = NONE;
    struct db_rows CLEANUP(db_done) r =
        db_query(n->db,
                 SQL("SELECT description FROM record WHERE description IS NOT NULL"
                     " AND (founded = ?1 OR title = ?1) AND kind = 0"
                     " ORDER BY CASE WHEN founded = ?1 THEN 0 ELSE 1 END, id"),
                 I(title));
    while (*ret == NONE && db_next(&r)) {
        size_t at = node_of(n, db_int(&r, 0));
        if (at != NONE) *ret = node(n, at)->group;
        if (elsewhere) break;
    }
    return r.status;
}

static enum err settle_claim(struct naming *n, int64_t title)
{
    struct claim c = {title, NONE};
    struct ids others = {0};
    size_t claimants = 0;
    for (size_t i = 0; i < n->claims.n; i++)
        if (n->claims.item[i].title == title) return OK;
    for (size_t i = 0; i < n->g->nodes.n; i++) {
        if (!node(n, i)->inside || node(n, i)->d.title != title) continue;
        claimants += c.winner != node(n, i)->group;
        c.winner = node(n, i)->group;
    }
    enum err e = held_elsewhere(n, title, &others);
    if (!e && others.n && n->cause->correction)
        c.winner = NONE;
    else if (!e && (others.n || claimants > 1))
        e = contest(n, title, others.n > 0, &c.winner);
    for (size_t i = 0; c.winner != NONE && i < others.n; i++)
        VEC_PUSH(n->mem, n->displaced, others.item[i]);
    VEC_PUSH(n->mem, &n->claims, c);
    return e;
}

static enum err settle_claims(struct naming *n)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < n->g->nodes.n; i++)
        if (node(n, i)->inside && node(n, i)->d.title) e = settle_claim(n, node(n, i)->d.title);
    for (size_t i = 0; i < n->claims.n; i++) {
        const struct claim *c = &n->claims.item[i];
        if (c->winner == NONE) continue;
        int64_t *t = &n->title[c->winner];
        if (!*t || c->title < *t) *t = c->title;
    }
    return e;
}

/* ---- the title of a group ---- */

static bool taken(const struct naming *n, int64_t title)
{
    for (size_t i = 0; i < n->g->nodes.n; i++)
        if (n->title[i] == title) return true;
    return false;
}

/* A title once made for a record of the node, and free now. */
static enum err founded_once(const struct naming *n, size_t at, int64_t *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(n->db,
                 SQL("SELECT founded FROM record WHERE description = ?1 AND founded IS NOT NULL"
                     " AND NOT EXISTS (SELECT 1 FROM description WHERE title = founded)"
                     " ORDER BY founded"),
                 I(node(n, at)->d.id));
    while (db_next(&r)) {
        int64_t t = db_int(&r, 0);
        if (!taken(n, t) && (!*ret || t < *ret)) *ret = t;
    }
    return r.status;
}

static enum err oldest_record(const struct naming *n, size_t at, int64_t *ret)
{
    int64_t id = 0;
    enum err e = db_get_int(n->db, &id,
                            SQL("SELECT coalesce(min(id), 0) FROM record WHERE description = ?1"),
                            I(node(n, at)->d.id));
    if (!e && id && (!*ret || id < *ret)) *ret = id;
    return e;
}

/* The title of a group: the oldest of those it won and those once made for its records and free
 * now, so that the same records come to the same id whichever came first; a new one when it has
 * none. */
static enum err settle_title(struct naming *n, size_t group)
{
    int64_t record = 0, *title = &n->title[group];
    enum err e = OK;
    for (size_t i = 0; !e && i < n->g->nodes.n; i++) {
        if (!node(n, i)->inside || node(n, i)->group != group) continue;
        e = founded_once(n, i, title);
        if (!e) e = oldest_record(n, i, &record);
    }
    if (e || *title) return e;
    e = db_insert(n->db, title, SQL("INSERT INTO title (alias) VALUES (NULL)"));
    if (e || !record) return e;
    return db_exec(n->db,
                   SQL("UPDATE record SET founded = ?1 WHERE id = ?2"
                       " AND (founded IS NULL OR ?3 = 1)"),
                   I(*title), I(record), I(n->cause->correction));
}

/* ---- moving ---- */

static enum err move(struct naming *n, const struct node *x, int64_t title)
{
    const struct cause *c = n->cause;
    enum err e = db_exec(n->db,
                         SQL("INSERT INTO move (record, source, target, load, decision, at)"
                             " SELECT id, title, ?1, ?2, ?3, ?4 FROM record"
                             " WHERE description = ?5 AND title IS NOT NULL AND title <> ?1"),
                         I(title), c->load ? I(c->load) : NUL, c->decision ? I(c->decision) : NUL,
                         I(c->at), I(x->d.id));
    if (!e)
        e = db_exec(n->db, SQL("UPDATE record SET title = ?1 WHERE description = ?2"), I(title),
                    I(x->d.id));
    if (!e)
        e = db_exec(n->db, SQL("UPDATE description SET title = ?1 WHERE id = ?2"), I(title),
                    I(x->d.id));
    if (!e)
        e = db_exec(n->db, SQL("UPDATE title SET alias = NULL WHERE id = ?1 AND alias IS NOT NULL"),
                    I(title));
    ids_note(&n->touched, n->mem, title);
    if (x->d.title) ids_note(&n->touched, n->mem, x->d.title);
    return e;
}

/* A title that nobody bears any more leads to where x went. */
static enum err leave_alias(const struct naming *n, const struct node *x, int64_t title)
{
    if (!x->d.title) return OK;
    return db_exec(n->db,
                   SQL("UPDATE title SET alias = ?1 WHERE id = ?2 AND id <> ?1"
                       " AND NOT EXISTS (SELECT 1 FROM description WHERE title = ?2)"),
                   I(title), I(x->d.title));
}

static enum err move_all(struct naming *n)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < n->g->nodes.n; i++) {
        const struct node *x = node(n, i);
        if (x->inside && x->d.title != n->title[x->group]) e = move(n, x, n->title[x->group]);
    }
    for (size_t i = 0; !e && i < n->g->nodes.n; i++) {
        const struct node *x = node(n, i);
        if (x->inside && x->d.title != n->title[x->group])
            e = leave_alias(n, x, n->title[x->group]);
    }
    for (size_t i = 0; !e && i < n->touched.n; i++)
        e = change_append(n->db, n->touched.item[i], n->cause->load);
    return e;
}

/* ---- placing ---- */

/* Whether nothing of the title contradicts the description; of a large one its oldest are asked. */
static enum err fits(const struct naming *n, const struct description *d, int64_t title, bool *ret)
{
    struct ids of = {0};
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(n->db, SQL("SELECT id FROM description WHERE title = ?1 ORDER BY id LIMIT ?2"),
                     I(title), I(NEIGHBOURS_MAX));
        while (db_next(&r)) VEC_PUSH(n->mem, &of, db_int(&r, 0));
        if (r.status) return r.status;
    }
    *ret = true;
    for (size_t i = 0; *ret && i < of.n; i++) {
        struct description x;
        if (of.item[i] == d->id) continue;
        enum err e = description_get(n->db, of.item[i], n->mem, &x);
        if (e) return e;
        *ret = marks_between(&x.marks, &d->marks) >= 0 && !group_conflict(&x, d);
    }
    return OK;
}

/* The seed alone: with the surest of those it is the same as, or by itself. */
static enum err place_seed(struct naming *n)
{
    const struct graph *g = n->g;
    const struct edge *best = NULL;
    enum err e = OK;
    for (size_t i = 0; i < g->nodes.n; i++) g->nodes.item[i].inside = i == 0;
    g->nodes.item[0].group = 0;
    for (size_t i = 0; !e && i < g->edges.n; i++) {
        const struct edge *x = &g->edges.item[i];
        bool fit = false;
        if (x->verdict != VERDICT_SAME || (x->x && x->y) || (best && best->score >= x->score))
            continue;
        int64_t title = node(n, x->x ? x->x : x->y)->d.title;
        if (title) e = fits(n, &node(n, 0)->d, title, &fit);
        if (!fit) continue;
        best = x;
        n->title[0] = title;
    }
    return e || best ? e : settle_claims(n);
}

/* The one title of all that the seed is the same as; 0 when there are several or none, or decisions
 * or an older title of its own have a say. */
static int64_t plain_title(const struct naming *n)
{
    const struct description *seed = &node(n, 0)->d;
    int64_t title = 0;
    if (!n->g->whole || seed->marks.n) return 0;
    for (size_t i = 0; i < n->g->edges.n; i++) {
        const struct edge *e = &n->g->edges.item[i];
        if (e->verdict != VERDICT_SAME) continue;
        int64_t other = node(n, e->y)->d.title;
        if (!other || (title && other != title)) return 0;
        title = other;
    }
    return seed->title && seed->title < title ? 0 : title;
}

static struct naming naming_of(struct graph *g, const struct cause *cause)
{
    return (struct naming){.g = g,
                           .db = g->view.db,
                           .mem = g->view.mem,
                           .cause = cause,
                           .title = arena_array(g->view.mem, int64_t, g->nodes.n)};
}

enum err naming_seek(struct graph *g, int64_t *ret)
{
    struct naming n = naming_of(g, NULL);
    int64_t title = plain_title(&n), held = 0, own = title;
    bool fit = false;
    *ret = 0;
    if (!title) return OK;
    enum err e = founded_once(&n, 0, &own);
    if (e || own != title) return e;
    e = db_get_int(n.db, &held,
                   SQL("SELECT count(*) FROM (SELECT 1 FROM description WHERE title = ?1"
                       " LIMIT ?2) AS some_of_it"),
                   I(title), I(NEIGHBOURS_MAX));
    if (!e && held < NEIGHBOURS_MAX) e = fits(&n, &node(&n, 0)->d, title, &fit);
    if (!e && fit) *ret = title;
    return e;
}

enum err naming_join(struct graph *g, const struct cause *cause, bool *ret)
{
    struct naming n = naming_of(g, cause);
    enum err e = naming_seek(g, &n.title[0]);
    *ret = n.title[0] != 0;
    return e || !*ret ? e : move_all(&n);
}

enum err naming_apply(struct graph *g, bool fresh, const struct cause *cause,
                      struct ids *ret_displaced)
{
    struct naming n = naming_of(g, cause);
    n.displaced = ret_displaced;
    if (!g->whole && !fresh) return OK;
    enum err e = g->whole ? settle_claims(&n) : place_seed(&n);
    for (size_t i = 0; !e && i < g->nodes.n; i++)
        if (node(&n, i)->inside && node(&n, i)->group == i) e = settle_title(&n, i);
    return e ? e : move_all(&n);
}
