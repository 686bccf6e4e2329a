/* harvest_announce.c -- changes that no record tells of: who is a member, and what it is called. */
#include "base/buf.h"
#include "base/checked.h"
#include "catalog/change.h"
#include "catalog/harvest.h"
#include "network/network.h"

enum { TITLES_A_TIME = 500, SHOWN_BYTES_MAX = 8000 };

struct announced {
    int64_t agency;
    struct str now, before; /* what is shown, what was */
    int64_t reached;
    bool fresh; /* never shown: its titles are in the log by themselves */
};
struct announcements {
    struct announced *item;
    size_t n, cap;
};

static int64_t parent_of(const struct networks *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->item[i].id == id) return all->item[i].parent;
    return 0;
}

/* " 3<1": the network and those around it. */
static void add_network(struct buf *to, const struct networks *all, int64_t id)
{
    buf_printf(to, " %lld", (long long)id);
    for (int depth = 0; depth < NESTING_MAX && (id = parent_of(all, id)); depth++)
        buf_printf(to, "<%lld", (long long)id);
}

static enum err shown_now(struct db *db, int64_t now, struct arena *a, struct announcements *ret)
{
    struct networks all;
    struct announcements list = {0};
    enum err e = network_list(db, a, &all);
    if (e) return e;
    struct buf CLEANUP(buf_release) text = BUF(SHOWN_BYTES_MAX);
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT g.id, g.name, g.slug, s.agency IS NULL, s.shown, s.reached, m.network"
                     " FROM agency g LEFT JOIN shown_agency s ON s.agency = g.id"
                     " LEFT JOIN membership m ON m.agency = g.id AND m.since <= ?1"
                     " AND (m.until IS NULL OR m.until > ?1) ORDER BY g.id, m.network"),
                 I(now));
    while (db_next(&r)) {
        if (!list.n || list.item[list.n - 1].agency != db_int(&r, 0)) {
            VEC_PUSH(a, &list,
                     (struct announced){.agency = db_int(&r, 0),
                                        .fresh = db_int(&r, 3) != 0,
                                        .before = db_text(&r, 4, a),
                                        .reached = db_int(&r, 5)});
            buf_clear(&text);
            buf_add(&text, db_peek(&r, 1));
            buf_add(&text, STR("\n"));
            buf_add(&text, db_peek(&r, 2));
        }
        if (!db_is_null(&r, 6)) add_network(&text, &all, db_int(&r, 6));
        list.item[list.n - 1].now = arena_copy(a, buf_str(&text));
    }
    if (!r.status) *ret = list;
    return r.status;
}

struct announcing {
    const struct announced *of;
    bool more;
};

static enum err keep(struct db *db, const struct announced *x, struct str shown, int64_t reached)
{
    return db_exec(db,
                   SQL("INSERT INTO shown_agency (agency, shown, reached) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (agency) DO UPDATE SET shown = excluded.shown,"
                       " reached = excluded.reached"),
                   I(x->agency), T(shown), I(reached));
}

/* The next titles of the agency; behind the last one, what is shown now is what was shown. */
static enum err announce(struct db *db, void *ctx)
{
    struct announcing *n = ctx;
    const struct announced *x = n->of;
    int64_t title[TITLES_A_TIME];
    size_t count = 0;
    n->more = false;
    if (x->fresh) return keep(db, x, x->now, 0);
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT DISTINCT r.title FROM record r JOIN feed f ON f.id = r.feed"
                     " WHERE f.agency = ?1 AND r.title > ?2 ORDER BY r.title LIMIT ?3"),
                 I(x->agency), I(x->reached), I(TITLES_A_TIME));
    while (db_next(&r) && count < TITLES_A_TIME) title[count++] = db_int(&r, 0);
    enum err e = r.status;
    for (size_t i = 0; !e && i < count; i++) e = change_append(db, title[i], 0);
    n->more = count == TITLES_A_TIME;
    if (e) return e;
    return n->more ? keep(db, x, x->before, title[count - 1]) : keep(db, x, x->now, 0);
}

enum err harvest_announce(struct db *db, const struct env *env, bool *ret_more)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct announcements list;
    *ret_more = false;
    enum err e = shown_now(db, env->now(env), a, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        struct announcing n = {.of = &list.item[i]};
        if (!n.of->fresh && str_eq(n.of->now, n.of->before)) continue;
        e = db_write_batch(db, announce, &n);
        *ret_more |= n.more;
    }
    return e;
}
