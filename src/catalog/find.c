/* find.c -- a neighbourhood of one step around a description that is not there. */
#include "catalog/find.h"

#include "catalog/group.h"

static bool surer(const struct edge *x, const struct edge *than)
{
    if (!than || x->verdict != than->verdict) return !than || x->verdict > than->verdict;
    return x->score > than->score;
}

enum err find_title(struct db *db, const struct bib *bib, struct arena *a, struct found *ret)
{
    const struct group_view v = {.db = db, .mem = a};
    struct description d = {0};
    struct graph g;
    const struct edge *best = NULL;
    *ret = (struct found){.verdict = VERDICT_DIFFERENT};
    match_facts_of(bib, a, &d.facts);
    enum err e = group_beside(&v, &d, &g);
    for (size_t i = 0; !e && i < g.edges.n; i++)
        if (surer(&g.edges.item[i], best)) best = &g.edges.item[i];
    if (e || !best) return e;
    *ret = (struct found){best->verdict, g.nodes.item[best->y].d.title, best->score, best->reason};
    return OK;
}
