/* membership.c -- dated membership. */
#include "network/membership.h"

#include "network/audit.h"
#include "network/network.h"

enum { SHOWN_MAX = 20000 };

struct change {
    const struct actor *actor;
    int64_t network, agency, at, now, id;
};

enum err membership_insert(struct db *db, int64_t network, int64_t agency, int64_t since,
                           int64_t *ret_id)
{
    int64_t overlaps = 0;
    enum err e = db_get_int(db, &overlaps,
                            SQL("SELECT count(*) FROM membership WHERE network = ?1 AND agency = ?2"
                                " AND (until IS NULL OR until > ?3)"),
                            I(network), I(agency), I(since));
    if (!e && overlaps) e = ERR_CONFLICT;
    return e ? e
             : db_get_int(db, ret_id,
                          SQL("INSERT INTO membership (network, agency, since)"
                              " SELECT n.id, g.id, ?3 FROM network n, agency g"
                              " WHERE n.id = ?1 AND g.id = ?2 RETURNING id"),
                          I(network), I(agency), I(since));
}

/* With the network's name: an agency may be in several. */
static enum err note(struct db *db, const struct change *c, const char *action)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct network n;
    enum err e = network_get(db, c->network, a, &n);
    return e ? e
             : audit_add(
                   db, c->actor,
                   &(struct audit_entry){c->now, c->agency, action, "agency", c->agency, n.name});
}

static enum err add(struct db *db, void *ctx)
{
    struct change *c = ctx;
    enum err e = membership_insert(db, c->network, c->agency, c->at, &c->id);
    return e ? e : note(db, c, "membership.add");
}

enum err membership_add(struct db *db, const struct actor *actor, int64_t network, int64_t agency,
                        int64_t since, int64_t now, int64_t *ret_id)
{
    struct change c = {actor, network, agency, since, now, 0};
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, network);
    if (!e) e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    if (!e && since > now) e = ERR_ARG;
    if (!e) e = db_write(db, add, &c);
    if (!e) *ret_id = c.id;
    return e;
}

static enum err end(struct db *db, void *ctx)
{
    const struct change *c = ctx;
    int64_t id = 0, since = 0;
    enum err e = db_get_int(db, &id,
                            SQL("SELECT id FROM membership WHERE network = ?1 AND agency = ?2"
                                " AND until IS NULL"),
                            I(c->network), I(c->agency));
    if (!e) e = db_get_int(db, &since, SQL("SELECT since FROM membership WHERE id = ?1"), I(id));
    if (!e && c->at <= since) e = ERR_ARG;
    if (!e) e = db_exec(db, SQL("UPDATE membership SET until = ?2 WHERE id = ?1"), I(id), I(c->at));
    return e ? e : note(db, c, "membership.end");
}

enum err membership_end(struct db *db, const struct actor *actor, int64_t network, int64_t agency,
                        int64_t until, int64_t now)
{
    struct change c = {actor, network, agency, until, now, 0};
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, network);
    if (e == ERR_DENIED) e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    if (!e && until > now) e = ERR_ARG;
    return e ? e : db_write(db, end, &c);
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    "SELECT m.id, m.network, m.agency, n.name, g.name, g.slug, m.since, coalesce(m.until, 0)"      \
    " FROM membership m JOIN network n ON n.id = m.network JOIN agency g ON g.id = m.agency "

static enum err read(struct db_rows *r, struct arena *a, struct memberships *ret)
{
    struct memberships list = {0};
    while (db_next(r)) {
        struct membership m = {
            .id = db_int(r, 0),
            .network = db_int(r, 1),
            .agency = db_int(r, 2),
            .network_name = db_text(r, 3, a),
            .agency_name = db_text(r, 4, a),
            .agency_slug = db_text(r, 5, a),
            .since = db_int(r, 6),
            .until = db_int(r, 7),
        };
        VEC_PUSH(a, &list, m);
    }
    if (!r->status) *ret = list;
    return r->status;
}

enum err membership_of_agency(struct db *db, int64_t agency, struct arena *a,
                              struct memberships *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE m.agency = ?1 ORDER BY m.since DESC, m.id DESC LIMIT ?2"),
                 I(agency), I(SHOWN_MAX));
    return read(&r, a, ret);
}

enum err membership_of_network(struct db *db, int64_t network, struct arena *a,
                               struct memberships *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE m.network = ?1 ORDER BY m.since DESC, m.id DESC LIMIT ?2"),
                 I(network), I(SHOWN_MAX));
    return read(&r, a, ret);
}

enum err membership_holds(struct db *db, int64_t agency, bool *ret)
{
    int64_t n = 0;
    enum err e = db_get_int(
        db, &n, SQL("SELECT count(*) FROM membership WHERE agency = ?1 AND until IS NULL"),
        I(agency));
    if (!e) *ret = n > 0;
    return e;
}
