/* group_form.c -- joining the surest pairs first, and never what contradicts. */
#include <stdlib.h>
#include <string.h>

#include "base/idmap.h"
#include "catalog/group.h"

bool group_conflict(const struct description *x, const struct description *y)
{
    struct match_result r;
    if (match_is_apart(&x->facts, &y->facts)) return true;
    match_judge(&x->facts, &y->facts, &r);
    return r.veto || r.verdict == VERDICT_DIFFERENT;
}

/* Groups are lists through `next` behind their first node, so that joining two is cheap and all of
 * a group can be gone through. */
struct forming {
    struct graph *g;
    size_t *next;       /* SIZE_MAX: the last */
    size_t *last;       /* of a first node */
    struct idmap known; /* conflicts by pair of nodes: 0 none, 1 some */
    size_t spent;       /* comparisons */
};

enum { SPENT_MAX = 100000 };

static const size_t END = SIZE_MAX;

static struct node *node(const struct forming *f, size_t i)
{
    return &f->g->nodes.item[i];
}

static bool same_bundle(const struct forming *f, size_t x, size_t y)
{
    return node(f, x)->bundle == node(f, y)->bundle;
}

static bool apart(const struct forming *f, size_t x, size_t y)
{
    return marks_between(&node(f, x)->d.marks, &node(f, y)->d.marks) < 0;
}

static int64_t pair_id(size_t x, size_t y)
{
    return (int64_t)(x < y ? x << 24 | y : y << 24 | x) + 1;
}

static bool against(struct forming *f, size_t x, size_t y)
{
    const size_t *known = idmap_get(&f->known, pair_id(x, y));
    if (known) return *known != 0;
    f->spent++;
    bool conflict = group_conflict(&node(f, x)->d, &node(f, y)->d);
    idmap_put(&f->known, f->g->view.mem, pair_id(x, y), conflict);
    return conflict;
}

/* Whether somebody who stands with x by decision and somebody who stands with y do not contradict:
 * the person has said that the difference is a slip of the pen. */
static bool excused(struct forming *f, size_t x, size_t y)
{
    for (size_t i = node(f, x)->group; i != END; i = f->next[i])
        for (size_t k = node(f, y)->group; same_bundle(f, i, x) && k != END; k = f->next[k])
            if (same_bundle(f, k, y) && !against(f, i, k)) return true;
    return false;
}

static bool may_join(struct forming *f, size_t x, size_t y, bool decided)
{
    for (size_t i = node(f, x)->group; i != END; i = f->next[i])
        for (size_t k = node(f, y)->group; k != END; k = f->next[k]) {
            if (apart(f, i, k)) return false;
            if (!decided && against(f, i, k) && !excused(f, i, k)) return false;
        }
    return true;
}

/* The first node of the two lists is the first of the joined one. */
static void join(struct forming *f, size_t x, size_t y, bool decided)
{
    size_t a = node(f, x)->group, b = node(f, y)->group;
    size_t keep = a < b ? a : b, take = a < b ? b : a;
    for (size_t i = take; i != END; i = f->next[i]) {
        node(f, i)->group = keep;
        if (decided) node(f, i)->bundle = keep;
    }
    for (size_t i = keep; decided && i != END; i = f->next[i]) node(f, i)->bundle = keep;
    f->next[f->last[keep]] = take;
    f->last[keep] = f->last[take];
}

/* ---- the order: decisions, newest first; then scores; then the digests of the two ---- */

static int by_digest(const struct graph *g, size_t x, size_t y)
{
    return memcmp(g->nodes.item[x].d.digest.byte, g->nodes.item[y].d.digest.byte,
                  sizeof(struct digest));
}

static int64_t newest_common(const struct graph *g, const struct edge *e)
{
    const struct marks *x = &g->nodes.item[e->x].d.marks, *y = &g->nodes.item[e->y].d.marks;
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (x->item[i].decision == y->item[k].decision) return x->item[i].decision;
    return 0;
}

static int compare(const void *p, const void *q, void *ctx)
{
    const struct graph *g = ctx;
    const struct edge *a = p, *b = q;
    if (a->decided != b->decided) return a->decided ? -1 : 1;
    if (a->decided) {
        int64_t x = newest_common(g, a), y = newest_common(g, b);
        if (x != y) return x > y ? -1 : 1;
    }
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    size_t low[2], high[2];
    for (int i = 0; i < 2; i++) {
        const struct edge *e = i ? b : a;
        bool swap = by_digest(g, e->x, e->y) > 0;
        low[i] = swap ? e->y : e->x;
        high[i] = swap ? e->x : e->y;
    }
    int c = by_digest(g, low[0], low[1]);
    return c ? c : by_digest(g, high[0], high[1]);
}

void group_form(struct graph *g)
{
    struct arena *a = g->view.mem;
    struct forming f = {.g = g,
                        .next = arena_array(a, size_t, g->nodes.n),
                        .last = arena_array(a, size_t, g->nodes.n)};
    for (size_t i = 0; i < g->nodes.n; i++) {
        g->nodes.item[i].group = g->nodes.item[i].bundle = f.last[i] = i;
        f.next[i] = END;
    }
    for (size_t i = 0; i < g->edges.n; i++) {
        const struct edge *e = &g->edges.item[i];
        if (!e->decided) idmap_put(&f.known, a, pair_id(e->x, e->y), 0);
    }
    if (g->edges.n) qsort_r(g->edges.item, g->edges.n, sizeof g->edges.item[0], compare, g);
    for (size_t i = 0; i < g->edges.n && g->whole; i++) {
        const struct edge *e = &g->edges.item[i];
        g->whole = f.spent <= SPENT_MAX;
        if (e->verdict != VERDICT_SAME || node(&f, e->x)->group == node(&f, e->y)->group) continue;
        if (may_join(&f, e->x, e->y, e->decided)) join(&f, e->x, e->y, e->decided);
    }
}
