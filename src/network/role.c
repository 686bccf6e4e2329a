/* role.c -- who holds which role where, and ending it. */
#include "network/audit.h"
#include "network/person.h"

static enum err read_roles(struct db_rows *r, struct arena *a, struct role_rows *ret)
{
    struct role_rows list = {0};
    while (db_next(r)) {
        struct role_row one = {.id = db_int(r, 0),
                               .person = db_int(r, 1),
                               .agency = db_int(r, 3),
                               .network = db_int(r, 4),
                               .since = db_int(r, 5),
                               .until = db_int(r, 6),
                               .person_name = db_text(r, 7, a),
                               .login = db_text(r, 8, a),
                               .where = db_text(r, 9, a),
                               .slug = db_text(r, 10, a),
                               .signed_up = db_int(r, 11) != 0,
                               .disabled = !db_is_null(r, 12)};
        if (role_parse(db_peek(r, 2), &one.kind)) VEC_PUSH(a, &list, one);
    }
    if (!r->status) *ret = list;
    return r->status;
}

enum err role_list(struct db *db, const struct actor *actor, int64_t agency, int64_t network,
                   int64_t now, struct arena *a, struct role_rows *ret)
{
    enum err e = agency    ? actor_may_agency(db, actor, PERM_LOOK, agency)
                 : network ? actor_may_network(db, actor, PERM_COORDINATE, network)
                           : actor_may(actor, PERM_OPERATE);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT r.id, r.person, r.kind, r.agency, r.network, r.since, r.until, p.name, p.login,"
            " coalesce(g.name, n.name), g.slug, p.password <> '', p.disabled"
            " FROM role r JOIN person p ON p.id = r.person"
            " LEFT JOIN agency g ON g.id = r.agency LEFT JOIN network n ON n.id = r.network"
            " WHERE (?1 = 0 OR r.agency = ?1) AND (?2 = 0 OR r.network = ?2)"
            " AND r.since <= ?3 AND (r.until IS NULL OR r.until > ?3)"
            " ORDER BY p.name_key, p.id, r.id"),
        I(agency), I(network), I(now));
    return read_roles(&r, a, ret);
}

enum err role_of_person(struct db *db, int64_t person, int64_t now, struct arena *a,
                        struct role_rows *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT r.id, r.person, r.kind, r.agency, r.network, r.since, r.until, p.name, p.login,"
            " coalesce(g.name, n.name), g.slug, p.password <> '', p.disabled"
            " FROM role r JOIN person p ON p.id = r.person"
            " LEFT JOIN agency g ON g.id = r.agency LEFT JOIN network n ON n.id = r.network"
            " WHERE r.person = ?1 AND r.since <= ?2 AND (r.until IS NULL OR r.until > ?2)"
            " ORDER BY r.id"),
        I(person), I(now));
    return read_roles(&r, a, ret);
}

static enum err may_give(struct db *db, const struct actor *actor, const struct role_row *r)
{
    return r->network ? actor_may_network(db, actor, PERM_COORDINATE, r->network)
                      : actor_may_agency(db, actor, PERM_MANAGE, r->agency);
}

enum err person_may_change(struct db *db, const struct actor *actor, int64_t person, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct role_rows roles;
    if (actor->kind == ACTOR_OPERATOR) return OK;
    if (actor->kind == ACTOR_PERSON && actor->person == person) return OK;
    enum err e = role_of_person(db, person, now, a, &roles);
    for (size_t i = 0; !e && i < roles.n; i++) e = may_give(db, actor, &roles.item[i]);
    /* without any role it belongs to nobody but those who run the installation */
    if (!e && roles.n == 0) e = actor_may(actor, PERM_OPERATE);
    return e;
}

/* ---- ending ---- */

struct ending {
    const struct actor *actor;
    struct role_row role;
    int64_t now;
};

/* Somebody must stay who can name others. */
static enum err is_last(struct db *db, const struct ending *x, bool *ret)
{
    int64_t others = 0;
    *ret = false;
    if (x->role.kind != ROLE_COORDINATOR) return OK;
    enum err e = db_get_int(db, &others,
                            SQL("SELECT count(*) FROM role r JOIN person p ON p.id = r.person"
                                " WHERE r.kind = 'coordinator' AND r.network = ?1 AND r.id <> ?2"
                                " AND (r.until IS NULL OR r.until > ?3) AND p.disabled IS NULL"
                                " AND r.network = (SELECT min(id) FROM network)"),
                            I(x->role.network), I(x->role.id), I(x->now));
    int64_t home = 0;
    if (!e) e = db_get_int(db, &home, SQL("SELECT min(id) FROM network"));
    *ret = others == 0 && x->role.network == home;
    return e;
}

static enum err end(struct db *db, void *ctx)
{
    const struct ending *x = ctx;
    bool last = false;
    enum err e = is_last(db, x, &last);
    if (!e && last) return ERR_CONFLICT;
    if (!e)
        e = db_exec(db, SQL("UPDATE role SET until = ?1 WHERE id = ?2"), I(x->now), I(x->role.id));
    if (e) return e;
    return audit_add(db, x->actor,
                     &(struct audit_entry){x->now, x->role.agency, "role.end", "person",
                                           x->role.person, str_of(role_name(x->role.kind))});
}

static enum err get_role(struct db *db, int64_t id, int64_t now, struct role_row *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT person, kind, agency, network FROM role"
                     " WHERE id = ?1 AND (until IS NULL OR until > ?2)"),
                 I(id), I(now));
    bool found = db_next(&r);
    if (found) {
        *ret = (struct role_row){
            .id = id, .person = db_int(&r, 0), .agency = db_int(&r, 2), .network = db_int(&r, 3)};
        found = role_parse(db_peek(&r, 1), &ret->kind);
    }
    return r.status ? r.status : found ? OK : ERR_NOT_FOUND;
}

enum err role_end(struct db *db, const struct actor *actor, int64_t role, int64_t now)
{
    struct ending x = {.actor = actor, .now = now};
    enum err e = get_role(db, role, now, &x.role);
    if (!e) e = may_give(db, actor, &x.role);
    return e ? e : db_write(db, end, &x);
}
