/* actor.c -- which role allows what, and how far a role in a network reaches. */
#include "network/actor.h"

#include "base/checked.h"
#include "network/network.h"

static const char *const role_names[ROLE_KINDS] = {
    [ROLE_COORDINATOR] = "coordinator",
    [ROLE_MANAGER] = "manager",
    [ROLE_CATALOGUER] = "cataloguer",
    [ROLE_DESK] = "desk",
    [ROLE_HEAD] = "head",
};

const char *role_name(enum role_kind k)
{
    return role_names[k];
}

bool role_parse(struct str name, enum role_kind *ret)
{
    for (enum role_kind k = 0; k < ROLE_KINDS; k++)
        if (str_eq(name, str_of(role_names[k]))) {
            *ret = k;
            return true;
        }
    return false;
}

/* The one table of permissions. A coordinator may in each agency what its manager may, so that a
 * village library without a computer can be served by the network. */
static bool allows(enum role_kind k, enum permission p)
{
    static const unsigned by_role[ROLE_KINDS] = {
        [ROLE_COORDINATOR] = 1u << PERM_LOOK | 1u << PERM_DESK | 1u << PERM_CATALOGUE |
                             1u << PERM_MANAGE | 1u << PERM_COORDINATE,
        [ROLE_MANAGER] =
            1u << PERM_LOOK | 1u << PERM_DESK | 1u << PERM_CATALOGUE | 1u << PERM_MANAGE,
        [ROLE_CATALOGUER] = 1u << PERM_LOOK | 1u << PERM_DESK | 1u << PERM_CATALOGUE,
        [ROLE_DESK] = 1u << PERM_LOOK | 1u << PERM_DESK,
        [ROLE_HEAD] = 1u << PERM_LOOK,
    };
    return (by_role[k] >> p & 1u) != 0;
}

static bool role_allows(const struct actor_role *r, enum permission p)
{
    if (p == PERM_OPERATE) return r->kind == ROLE_COORDINATOR && r->home;
    return allows(r->kind, p);
}

enum err actor_may(const struct actor *actor, enum permission p)
{
    if (p == PERM_PUBLIC || actor->kind == ACTOR_OPERATOR) return OK;
    if (actor->kind != ACTOR_PERSON) return ERR_DENIED;
    if (p == PERM_SIGNED_IN) return OK;
    for (size_t i = 0; i < actor->n_roles; i++)
        if (role_allows(&actor->role[i], p)) return OK;
    return ERR_DENIED;
}

/* ---- how far a network reaches ---- */

/* Whether `inner` is `outer` or stands inside it. */
static enum err is_inside(struct db *db, int64_t inner, int64_t outer, bool *ret)
{
    int64_t at = inner;
    *ret = false;
    for (int i = 0; i < NESTING_MAX && at && !*ret; i++) {
        if (at == outer) {
            *ret = true;
            break;
        }
        enum err e = db_get_int(db, &at, SQL("SELECT parent FROM network WHERE id = ?1"), I(at));
        if (e == ERR_NOT_FOUND) return OK;
        if (e) return e;
    }
    return OK;
}

/* Whether the agency is a member of the network or of one inside it at that moment. */
static enum err reaches(struct db *db, int64_t network, int64_t agency, int64_t at, bool *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT DISTINCT network FROM membership"
                     " WHERE agency = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)"),
                 I(agency), I(at));
    *ret = false;
    while (!*ret && db_next(&r)) {
        enum err e = is_inside(db, db_int(&r, 0), network, ret);
        if (e) return e;
    }
    return r.status;
}

enum err actor_may_agency(struct db *db, const struct actor *actor, enum permission p,
                          int64_t agency)
{
    enum err e = actor_may(actor, p);
    if (e || p <= PERM_SIGNED_IN || actor->kind == ACTOR_OPERATOR) return e;
    for (size_t i = 0; i < actor->n_roles; i++) {
        const struct actor_role *r = &actor->role[i];
        bool reached = r->agency == agency;
        if (!role_allows(r, p)) continue;
        if (r->network) e = reaches(db, r->network, agency, actor->at, &reached);
        if (e || reached) return e;
    }
    return ERR_DENIED;
}

enum err actor_may_network(struct db *db, const struct actor *actor, enum permission p,
                           int64_t network)
{
    enum err e = actor_may(actor, p);
    if (e || p <= PERM_SIGNED_IN || actor->kind == ACTOR_OPERATOR) return e;
    for (size_t i = 0; i < actor->n_roles; i++) {
        const struct actor_role *r = &actor->role[i];
        bool inside = false;
        if (!r->network || !role_allows(r, p)) continue;
        e = is_inside(db, network, r->network, &inside);
        if (e || inside) return e;
    }
    return ERR_DENIED;
}

/* ---- a person as an actor ---- */

enum err actor_of_person(struct db *db, int64_t person, int64_t now, struct arena *a,
                         struct actor *ret)
{
    struct {
        struct actor_role *item;
        size_t n, cap;
    } list = {0};
    int64_t found = 0;
    enum err e = db_get_int(
        db, &found, SQL("SELECT id FROM person WHERE id = ?1 AND disabled IS NULL"), I(person));
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT kind, agency, network, network = (SELECT min(id) FROM network)"
            " FROM role WHERE person = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)"
            " ORDER BY id LIMIT ?3"),
        I(person), I(now), I(ACTOR_ROLES_MAX));
    while (db_next(&r)) {
        struct actor_role one = {
            .agency = db_int(&r, 1), .network = db_int(&r, 2), .home = db_int(&r, 3) != 0};
        if (role_parse(db_peek(&r, 0), &one.kind)) VEC_PUSH(a, &list, one);
    }
    if (r.status) return r.status;
    *ret = (struct actor){
        .kind = ACTOR_PERSON, .person = person, .at = now, .role = list.item, .n_roles = list.n};
    return OK;
}
