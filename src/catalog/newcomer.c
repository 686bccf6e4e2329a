/* newcomer.c -- see newcomer.h. */
#include "catalog/newcomer.h"

#include "catalog/change.h"
#include "catalog/doubt.h"
#include "catalog/naming.h"

static enum err go_to(struct db *db, struct newcomer n, const struct description *d, bool founded,
                      const struct cause *c)
{
    enum err e = db_exec(db,
                         SQL("UPDATE record SET description = ?1, title = ?2, founded = ?3,"
                             " version = coalesce(?4, version) WHERE id = ?5"),
                         I(d->id), I(d->title), founded ? I(d->title) : NUL,
                         n.version ? I(n.version) : NUL, I(n.record));
    if (e) return e;
    return founded ? change_first(db, d->title, c->load) : change_append(db, d->title, c->load);
}

/* Into force, under d->title. The row may be there: a preview made it, or a record that went. */
static enum err bring_in(struct db *db, struct description *d)
{
    enum err e = d->id ? db_exec(db, SQL("UPDATE description SET title = ?1 WHERE id = ?2"),
                                 I(d->title), I(d->id))
                       : description_make(db, d);
    return e ? e : description_enter(db, d);
}

enum err newcomer_place(const struct group_view *v, struct newcomer n, const struct foreseen *x,
                        const struct cause *cause, bool *ret)
{
    struct db *db = v->db;
    struct description d = x->d;
    struct graph g = x->g;
    *ret = true;
    enum err e = description_find(db, &d);
    if (e) return e;
    if (d.title) return go_to(db, n, &d, false, cause);

    g.view = *v;
    if (!x->beside || d.id) e = group_beside(v, &d, &g);
    if (e) return e;
    const bool alone = graph_stands_alone(&g);
    e = alone ? db_insert(db, &d.title, SQL("INSERT INTO title (alias) VALUES (NULL)"))
              : naming_seek(&g, &d.title);
    *ret = d.title != 0;
    if (e || !*ret) return e;
    e = bring_in(db, &d);
    if (!e) e = go_to(db, n, &d, alone, cause);
    g.nodes.item[0].d.id = d.id;
    return e ? e : doubts_note(&g, &(struct ids){.item = &d.id, .n = 1});
}
