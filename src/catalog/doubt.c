/* doubt.c -- see doubt.h. */
#include "catalog/doubt.h"

#include "base/checked.h"

enum { DOUBTS_MAX = 10 }; /* for each that is fresh */

static bool is_doubt(const struct graph *g, const struct edge *e, const struct ids *fresh)
{
    const struct node *x = &g->nodes.item[e->x], *y = &g->nodes.item[e->y];
    if (e->verdict == VERDICT_DOUBT) return ids_have(fresh, x->d.id) || ids_have(fresh, y->d.id);
    return g->whole && x->inside && y->inside && x->group != y->group;
}

enum err doubts_note(const struct graph *g, const struct ids *fresh)
{
    enum err e = OK;
    size_t noted = 0;
    for (size_t i = 0; !e && i < g->edges.n && noted < DOUBTS_MAX * fresh->n; i++) {
        const struct edge *x = &g->edges.item[i];
        if (!is_doubt(g, x, fresh)) continue;
        int64_t a = g->nodes.item[x->x].d.id, b = g->nodes.item[x->y].d.id;
        noted++;
        e = db_exec(g->view.db,
                    SQL("INSERT INTO doubt (low, high, score, reason) VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT DO NOTHING"),
                    I(MIN(a, b)), I(MAX(a, b)), I(x->score), T(x->reason));
    }
    return e;
}
