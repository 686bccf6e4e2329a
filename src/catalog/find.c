/* find.c -- a neighbourhood of one step around a description that is not there. */
#include "catalog/find.h"

#include "catalog/group.h"

static bool surer(const struct edge *x, const struct edge *than)
{
    if (!than || x->verdict != than->verdict) return !than || x->verdict > than->verdict;
    return x->score > than->score;
}

static enum err surest(struct db *db, const struct description *d, struct arena *a,
                       struct found *ret)
{
    const struct group_view v = {.db = db, .mem = a};
    const struct edge *best = NULL;
    struct graph g;
    enum err e = group_beside(&v, d, &g);
    for (size_t i = 0; !e && i < g.edges.n; i++)
        if (surer(&g.edges.item[i], best)) best = &g.edges.item[i];
    if (e || !best) return e;
    *ret = (struct found){best->verdict, g.nodes.item[best->y].d.title, best->score, best->reason};
    return OK;
}

/* Equal facts make one description of two records, so nothing can be surer: the others need no
 * looking at. */
enum err find_title(struct db *db, const struct bib *bib, struct arena *a, struct found *ret)
{
    struct description d = {0};
    int64_t equal = 0, title = 0;
    *ret = (struct found){.verdict = VERDICT_DIFFERENT};
    match_facts_of(bib, a, &d.facts);
    enum err e = description_equal(db, &d.facts, &equal, &title);
    if (e) return e;
    if (!equal) return surest(db, &d, a, ret);
    struct match_result r;
    match_judge(&d.facts, &d.facts, &r);
    *ret = (struct found){VERDICT_SAME, title, r.score, match_reason_words(&r, a)};
    return OK;
}

enum err find_own(struct db *db, const struct actor *actor, int64_t agency, const struct bib *bib,
                  struct arena *a, int64_t *ret)
{
    struct found f = {.title = 0};
    *ret = 0;
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (!e && bib->title.n) e = find_title(db, bib, a, &f);
    if (e || f.verdict != VERDICT_SAME || !f.title) return e;
    return db_get_int(db, ret,
                      SQL("SELECT coalesce(min(r.id), 0) FROM record r JOIN feed f ON f.id = r.feed"
                          " WHERE r.title = ?1 AND f.agency = ?2 AND r.kind = 0"
                          " AND r.version IS NOT NULL"),
                      I(f.title), I(agency));
}
