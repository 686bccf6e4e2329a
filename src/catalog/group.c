/* group.c -- walking from description to description over shared keys and decisions. */
#include "catalog/group.h"

#include "base/idmap.h"
#include "catalog/keys.h"

bool ids_have(const struct ids *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i] == id) return true;
    return false;
}

void ids_note(struct ids *list, struct arena *a, int64_t id)
{
    if (!ids_have(list, id)) VEC_PUSH(a, list, id);
}

bool graph_stands_alone(const struct graph *g)
{
    for (size_t i = 0; i < g->edges.n; i++)
        if (g->edges.item[i].verdict == VERDICT_SAME) return false;
    return true;
}

/* ---- who shares a key ---- */

static enum err take_ids(struct db_rows *r, struct arena *a, struct ids *ret)
{
    while (db_next(r)) VEC_PUSH(a, ret, db_int(r, 0));
    return r->status;
}

/* Descriptions under one key, at most KEY_COMMON + 1. */
static enum err under_key(const struct group_view *v, int64_t key, struct ids *ret)
{
    struct key_ids found = {0};
    enum err e = keys_under(v->db, v->home, key, KEY_COMMON + 1, v->mem, &found);
    *ret = (struct ids){found.item, found.n, found.cap};
    if (e || !v->staged) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        v->db, SQL("SELECT description FROM staged_key WHERE load = ?1 AND keyed = ?2 LIMIT ?3"),
        I(v->staged), I(key), I(KEY_COMMON + 1));
    return take_ids(&r, v->mem, ret);
}

/* The oldest description of each title among the first `seen` under a key; none when they are more
 * than KEY_TITLES. */
static enum err one_of_each(const struct group_view *v, int64_t key, int64_t seen, struct ids *ret)
{
    struct key_ids found = {0};
    enum err e = keys_titles_under(v->db, key, seen, KEY_TITLES + 1, v->mem, &found);
    *ret = (struct ids){found.item, found.n > KEY_TITLES ? 0 : found.n, found.cap};
    return e;
}

/* Under a common key. Most of those that say too little show it in the first few. */
static enum err titles_under(const struct group_view *v, int64_t key, struct ids *ret)
{
    enum err e = one_of_each(v, key, KEY_COMMON, ret);
    return e || !ret->n ? e : one_of_each(v, key, KEY_SEEN, ret);
}

static enum err decided_with(const struct group_view *v, int64_t decision, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(v->db,
                 SQL("SELECT DISTINCT r.description FROM title_decision_record x JOIN record r"
                     " ON r.id = x.record WHERE x.decision = ?1 AND r.description IS NOT NULL"
                     " LIMIT ?2"),
                 I(decision), I(NEIGHBOURS_MAX));
    return take_ids(&r, v->mem, ret);
}

/* In a preview: whether it would be there with the staged load in force. */
static enum err stays(const struct group_view *v, int64_t id, bool *ret)
{
    int64_t there = 1;
    enum err e = OK;
    if (v->staged)
        e = db_get_int(
            v->db, &there,
            SQL("SELECT EXISTS (SELECT 1 FROM staged_record WHERE description = ?1 AND load = ?2)"
                " OR EXISTS (SELECT 1 FROM record r WHERE r.description = ?1 AND NOT EXISTS"
                "  (SELECT 1 FROM delivery d WHERE d.record = r.id AND d.load = ?2"
                "   AND (d.version IS NULL OR d.version <> r.version)))"),
            I(id), I(v->staged));
    *ret = there != 0;
    return e;
}

/* ---- nodes ---- */

struct walk {
    struct graph *g;
    struct idmap at; /* node by id; ABSENT: the staged load takes it away */
    struct {
        size_t *item;
        size_t n, cap;
    } queue; /* nodes inside, in the order in which they were reached */
    size_t judged;
};

static const size_t ABSENT = SIZE_MAX;

/* The node of a description, read when it is met first. */
static enum err see(struct walk *w, int64_t id, size_t *ret)
{
    struct graph *g = w->g;
    bool there = true;
    size_t *known = idmap_get(&w->at, id);
    *ret = known ? *known : ABSENT;
    if (known) return OK;
    enum err e = stays(&g->view, id, &there);
    if (e) return e;
    if (there) {
        VEC_PUSH(g->view.mem, &g->nodes, (struct node){0});
        e = description_get(g->view.db, id, g->view.mem, &g->nodes.item[g->nodes.n - 1].d);
        if (e == ERR_FORMAT) there = false; /* of older rules, until rebuild.c comes by */
        if (e) g->nodes.n--;
    }
    if (e && e != ERR_FORMAT) return e;
    if (there) *ret = g->nodes.n - 1;
    idmap_put(&w->at, g->view.mem, id, *ret);
    return OK;
}

static void go_inside(struct walk *w, size_t at)
{
    struct node *n = &w->g->nodes.item[at];
    if (n->inside) return;
    if (w->queue.n == NEIGHBOURS_MAX) {
        w->g->whole = false;
        return;
    }
    n->inside = true;
    VEC_PUSH(w->g->view.mem, &w->queue, at);
}

/* ---- pairs ---- */

static void judge(struct walk *w, size_t x, size_t y)
{
    struct graph *g = w->g;
    struct match_result r;
    const struct description *a = &g->nodes.item[x].d, *b = &g->nodes.item[y].d;
    int decided = marks_between(&a->marks, &b->marks);
    if (decided < 0) return;
    w->judged++;
    if (!decided && match_is_apart(&a->facts, &b->facts)) return;
    match_judge(&a->facts, &b->facts, &r);
    if (decided > 0) r.verdict = VERDICT_SAME;
    if (r.verdict == VERDICT_DIFFERENT) return;
    VEC_PUSH(
        g->view.mem, &g->edges,
        (struct edge){x, y, r.verdict, r.score, decided > 0, match_reason_words(&r, g->view.mem)});
    if (r.verdict == VERDICT_SAME) go_inside(w, y);
}

/* Meets one candidate of node `at`: once, and not again what was compared from the other side. */
static enum err meet(struct walk *w, size_t at, int64_t id)
{
    size_t other = ABSENT;
    enum err e = see(w, id, &other);
    if (e || other == ABSENT || other == at) return e;
    struct node *n = &w->g->nodes.item[other];
    if (n->expanded || n->asked == at + 1) return OK;
    n->asked = at + 1;
    judge(w, at, other);
    return OK;
}

static enum err meet_all(struct walk *w, size_t at, const struct ids *found)
{
    enum err e = OK;
    for (size_t k = 0; !e && k < found->n && w->judged <= JUDGED_MAX; k++)
        e = meet(w, at, found->item[k]);
    return e;
}

/* ---- the walk ---- */

/* A key of the seed that is common: it can only be placed then. Of the others such keys are left.
 */
static enum err expand_common(struct walk *w, size_t at, int64_t key)
{
    struct ids found = {0};
    enum err e = at ? OK : titles_under(&w->g->view, key, &found);
    if (found.n) w->g->whole = false;
    return e ? e : meet_all(w, at, &found);
}

/* Compares node `at` with all that share a key or a decision with it. */
static enum err expand(struct walk *w, size_t at)
{
    struct graph *g = w->g;
    const struct description d = g->nodes.item[at].d;
    enum err e = OK;
    for (size_t i = 0; !e && i < d.facts.n_keys; i++) {
        struct ids found = {0};
        e = under_key(&g->view, d.facts.key[i], &found);
        if (!e && found.n > KEY_COMMON)
            e = expand_common(w, at, d.facts.key[i]);
        else if (!e)
            e = meet_all(w, at, &found);
    }
    for (size_t i = 0; !e && i < d.marks.n; i++) {
        struct ids found = {0};
        if (!d.marks.item[i].same) continue;
        e = decided_with(&g->view, d.marks.item[i].decision, &found);
        if (!e) e = meet_all(w, at, &found);
    }
    g->nodes.item[at].expanded = true;
    return e;
}

enum err group_around(const struct group_view *v, int64_t seed, struct graph *ret)
{
    struct graph g = {.view = *v, .whole = true};
    struct walk w = {.g = &g};
    size_t first = ABSENT;
    enum err e = see(&w, seed, &first);
    if (!e && first == ABSENT) e = ERR_NOT_FOUND;
    if (e) return e;
    go_inside(&w, first);
    for (size_t i = 0; !e && i < w.queue.n && g.whole; i++) {
        e = expand(&w, w.queue.item[i]);
        if (w.judged > JUDGED_MAX) g.whole = false;
    }
    if (!e && g.whole) group_form(&g);
    if (!e) *ret = g;
    return e;
}

enum err group_beside(const struct group_view *v, const struct description *d, struct graph *ret)
{
    struct graph g = {.view = *v, .whole = true};
    struct walk w = {.g = &g};
    VEC_PUSH(v->mem, &g.nodes, (struct node){.d = *d});
    if (d->id) idmap_put(&w.at, v->mem, d->id, 0);
    go_inside(&w, 0);
    enum err e = expand(&w, 0);
    for (size_t i = 1; i < g.nodes.n; i++) g.nodes.item[i].inside = false;
    if (!e) *ret = g;
    return e;
}
