/* history.c -- four kinds of events of one title, read apart and put in order. */
#include "catalog/history.h"

#include <stdlib.h>

#include "base/checked.h"

enum { DECISIONS_READ = 500 };

struct reading {
    struct db *db;
    int64_t title, before;
    size_t limit;
    struct arena *mem;
    struct history_events list;
};

static enum err add_decisions(struct reading *x)
{
    struct decision_rows rows;
    enum err e = decision_list(x->db, x->title, 0, DECISIONS_READ, x->mem, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.item[i].made < x->before)
            VEC_PUSH(x->mem, &x->list,
                     (struct history_event){.kind = HISTORY_DECISION,
                                            .at = rows.item[i].made,
                                            .decision = rows.item[i]});
    return e;
}

static enum err add_mends(struct reading *x)
{
    struct mends list;
    enum err e = mend_list(x->db, x->title, x->mem, &list);
    for (size_t i = 0; !e && i < list.n; i++)
        if (list.item[i].made < x->before)
            VEC_PUSH(x->mem, &x->list,
                     (struct history_event){
                         .kind = HISTORY_MEND, .at = list.item[i].made, .mend = list.item[i]});
    return e;
}

static enum err add_moves(struct reading *x)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(x->db,
                 SQL("SELECT m.at, m.source, m.target, coalesce(m.load, 0), count(*),"
                     " coalesce(min(g.name), ''), coalesce(min(l.file), '')"
                     " FROM move m LEFT JOIN load l ON l.id = m.load"
                     " LEFT JOIN feed f ON f.id = l.feed LEFT JOIN agency g ON g.id = f.agency"
                     " WHERE (m.source = ?1 OR m.target = ?1) AND m.decision IS NULL"
                     " AND m.at < ?2 GROUP BY m.at, m.source, m.target, m.load"
                     " ORDER BY m.at DESC LIMIT ?3"),
                 I(x->title), I(x->before), I(x->limit));
    while (db_next(&r))
        VEC_PUSH(x->mem, &x->list,
                 (struct history_event){.kind = HISTORY_MOVE,
                                        .at = db_int(&r, 0),
                                        .source = db_int(&r, 1),
                                        .target = db_int(&r, 2),
                                        .load = db_int(&r, 3),
                                        .records = db_int(&r, 4),
                                        .agency = db_text(&r, 5, x->mem),
                                        .file = db_text(&r, 6, x->mem)});
    return r.status;
}

static enum err add_loads(struct reading *x)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(x->db,
                 SQL("SELECT l.id, coalesce(l.finished, l.started), min(l.file), min(g.name),"
                     " coalesce(min(p.name), ''), count(*)"
                     " FROM record r JOIN version v ON v.id = r.version"
                     " JOIN load l ON l.id = v.load JOIN feed f ON f.id = l.feed"
                     " JOIN agency g ON g.id = f.agency LEFT JOIN person p ON p.id = l.person"
                     " WHERE r.title = ?1 AND r.kind = 0 AND coalesce(l.finished, l.started) < ?2"
                     " GROUP BY l.id, l.finished, l.started ORDER BY 2 DESC LIMIT ?3"),
                 I(x->title), I(x->before), I(x->limit));
    while (db_next(&r))
        VEC_PUSH(x->mem, &x->list,
                 (struct history_event){.kind = HISTORY_LOAD,
                                        .load = db_int(&r, 0),
                                        .at = db_int(&r, 1),
                                        .file = db_text(&r, 2, x->mem),
                                        .agency = db_text(&r, 3, x->mem),
                                        .by = db_text(&r, 4, x->mem),
                                        .records = db_int(&r, 5)});
    return r.status;
}

static int newest_first(const void *a, const void *b)
{
    const struct history_event *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? 1 : -1;
    return (int)x->kind - (int)y->kind;
}

enum err history_list(struct db *db, int64_t title, int64_t before, size_t limit, struct arena *a,
                      struct history_events *ret)
{
    struct reading x = {.db = db,
                        .title = title,
                        .before = before ? before : INT64_MAX,
                        .limit = MIN(limit, (size_t)HISTORY_LIMIT_MAX),
                        .mem = a};
    enum err e = add_decisions(&x);
    if (!e) e = add_mends(&x);
    if (!e) e = add_moves(&x);
    if (!e) e = add_loads(&x);
    if (e) return e;
    if (x.list.n) qsort(x.list.item, x.list.n, sizeof *x.list.item, newest_first);
    x.list.n = MIN(x.list.n, x.limit);
    *ret = x.list;
    return OK;
}
