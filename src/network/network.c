/* network.c -- networks and who belongs to them. */
#include "network/network.h"

#include "text/utf8.h"

struct new_network {
    struct str name, purpose;
    bool sample;
    int64_t now, id;
};

static enum err insert(struct db *db, void *ctx)
{
    struct new_network *n = ctx;
    return db_get_int(db, &n->id,
                      SQL("INSERT INTO network (name, purpose, sample, created)"
                          " VALUES (?1, ?2, ?3, ?4) RETURNING id"),
                      T(n->name), T(n->purpose), I(n->sample), I(n->now));
}

bool network_name_ok(struct str name)
{
    name = str_trim(name);
    return name.n > 0 && name.n <= NETWORK_NAME_MAX && utf8_valid(name);
}

enum err network_add(struct db *db, const struct actor *actor, const struct network *network,
                     int64_t now, int64_t *ret_id)
{
    struct str name = str_trim(network->name);
    enum err e = actor_may(actor, PERM_OPERATE);
    if (e) return e;
    if (!network_name_ok(name)) return ERR_ARG;
    struct new_network n = {name, network->purpose, network->sample, now, 0};
    e = db_write(db, insert, &n);
    if (!e) *ret_id = n.id;
    return e;
}

enum err network_home(struct db *db, struct arena *a, struct network *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id, name, purpose, sample FROM network ORDER BY id LIMIT 1"));
    bool found = db_next(&r);
    if (found)
        *ret = (struct network){.id = db_int(&r, 0),
                                .name = db_text(&r, 1, a),
                                .purpose = db_text(&r, 2, a),
                                .sample = db_int(&r, 3) != 0};
    return r.status ? r.status : found ? OK : ERR_NOT_FOUND;
}

enum err network_members(struct db *db, int64_t network, int64_t now, struct arena *a,
                         struct agency_ids *ret)
{
    struct agency_ids ids = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT DISTINCT agency FROM membership"
                     " WHERE network = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)"
                     " ORDER BY agency"),
                 I(network), I(now));
    while (db_next(&r)) VEC_PUSH(a, &ids, db_int(&r, 0));
    if (!r.status) *ret = ids;
    return r.status;
}
