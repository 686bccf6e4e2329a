/* harvest.c -- see harvest.h. */
#include "catalog/harvest.h"

#include "base/checked.h"
#include "catalog/change.h"

enum { SECOND_US = 1000000 };

#define ROWS                                                                                       \
    "SELECT c.seq, c.title, coalesce((SELECT m.at FROM moment m WHERE m.seq >= c.seq"              \
    " ORDER BY m.seq LIMIT 1), ?3) FROM change c WHERE c.seq > ?1 AND (?2 = 0 OR c.seq <= ?2)"
#define BY_SEQ " ORDER BY c.seq LIMIT ?4"

/* A title has records, and had those that moved on to another. */
static struct db_rows of_agency(struct db *db, const struct harvest_order *o, int64_t limit)
{
    return db_query(db,
                    SQL(ROWS " AND (EXISTS (SELECT 1 FROM record r JOIN feed f ON f.id = r.feed"
                             " WHERE r.title = c.title AND f.agency = ?5)"
                             " OR EXISTS (SELECT 1 FROM move v JOIN record r ON r.id = v.record"
                             " JOIN feed f ON f.id = r.feed"
                             " WHERE v.source = c.title AND f.agency = ?5))" BY_SEQ),
                    I(o->after), I(o->until), I(o->now), I(limit), I(o->agency));
}

#define INSIDE                                                                                     \
    "(WITH RECURSIVE inside (id) AS (SELECT n.id FROM network n WHERE n.id = ?5"                   \
    " UNION SELECT n.id FROM network n JOIN inside i ON n.parent = i.id)"                          \
    " SELECT s.agency FROM membership s JOIN inside i ON i.id = s.network)"

static struct db_rows of_network(struct db *db, const struct harvest_order *o, int64_t limit)
{
    return db_query(db,
                    SQL(ROWS " AND (EXISTS (SELECT 1 FROM record r JOIN feed f ON f.id = r.feed"
                             " WHERE r.title = c.title AND f.agency IN " INSIDE ")"
                             " OR EXISTS (SELECT 1 FROM move v JOIN record r ON r.id = v.record"
                             " JOIN feed f ON f.id = r.feed"
                             " WHERE v.source = c.title AND f.agency IN " INSIDE "))" BY_SEQ),
                    I(o->after), I(o->until), I(o->now), I(limit), I(o->network));
}

static struct db_rows of_all(struct db *db, const struct harvest_order *o, int64_t limit)
{
    return db_query(db, SQL(ROWS BY_SEQ), I(o->after), I(o->until), I(o->now), I(limit));
}

enum err harvest_rows(struct db *db, const struct harvest_order *o, int64_t limit, struct arena *a,
                      struct harvest_rows *ret)
{
    struct harvest_rows list = {0};
    struct db_rows CLEANUP(db_done) r = o->agency    ? of_agency(db, o, limit)
                                        : o->network ? of_network(db, o, limit)
                                                     : of_all(db, o, limit);
    while (db_next(&r))
        VEC_PUSH(a, &list, (struct harvest_row){db_int(&r, 0), db_int(&r, 1), db_int(&r, 2)});
    if (!r.status) *ret = list;
    return r.status;
}

enum err harvest_after(struct db *db, int64_t from, int64_t *ret)
{
    return db_get_int(db, ret, SQL("SELECT coalesce(max(seq), 0) FROM moment WHERE at < ?1"),
                      I(from));
}

/* What no moment covers has the date of now. */
enum err harvest_until(struct db *db, int64_t until, int64_t now, int64_t *ret)
{
    return until > now ? change_newest(db, ret) : harvest_after(db, until, ret);
}

enum err harvest_changed(struct db *db, int64_t title, int64_t now, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("SELECT coalesce((SELECT m.at FROM moment m WHERE m.seq >= c.seq"
                          " ORDER BY m.seq LIMIT 1), ?2) FROM change c WHERE c.title = ?1"),
                      I(title), I(now));
}

enum err harvest_earliest(struct db *db, int64_t now, int64_t *ret)
{
    return db_get_int(db, ret, SQL("SELECT coalesce(min(at), ?1) FROM moment"), I(now));
}

/* ---- moments ---- */

static enum err write_moment(struct db *db, void *ctx)
{
    const struct harvest_row *m = ctx;
    return db_exec(db, SQL("INSERT INTO moment (seq, at) VALUES (?1, ?2)"), I(m->seq), I(m->at));
}

enum err harvest_note(struct db *db, const struct env *env)
{
    struct harvest_row m = {0};
    int64_t last = 0, at = 0;
    enum err e = change_newest(db, &m.seq);
    if (!e) e = db_get_int(db, &last, SQL("SELECT coalesce(max(seq), 0) FROM moment"));
    if (!e) e = db_get_int(db, &at, SQL("SELECT coalesce(max(at), 0) FROM moment"));
    if (e || m.seq <= last) return e;
    m.at = env->now(env); /* after the commit that was read: the changes were there */
    if (m.at / SECOND_US <= at / SECOND_US) return OK;
    return db_write(db, write_moment, &m);
}
