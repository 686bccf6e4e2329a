/* application.c -- asking to be a member, and the answer. */
#include "network/application.h"

#include "network/audit.h"
#include "network/membership.h"
#include "network/network.h"
#include "text/utf8.h"

enum { SHOWN_MAX = 500 };

static const char *const states[APPLICATION_STATES] = {"waiting", "approved", "declined"};

/* ---- asking ---- */

struct asking {
    const struct application_order *order;
    const struct agency *profile; /* checked */
    struct arena *mem;
    struct actor actor; /* who asks: an applicant becomes a person on the way */
    bool login_taken;
    int64_t network, now;
    int64_t agency, id;
};

static enum err note(struct db *db, const struct actor *actor, int64_t now, const char *action,
                     int64_t agency, struct str detail)
{
    return audit_add(db, actor,
                     &(struct audit_entry){now, agency, action, "agency", agency, detail});
}

/* One use fewer; ERR_NOT_FOUND when the invitation is used up, too old or taken back by now. */
static enum err use_invitation(struct db *db, const struct asking *k)
{
    int64_t id = 0;
    return db_get_int(db, &id,
                      SQL("UPDATE invitation SET uses_left = uses_left - 1 WHERE id = ?1"
                          " AND uses_left > 0 AND revoked IS NULL AND expires > ?2 RETURNING id"),
                      I(k->order->invitation->id), I(k->now));
}

static enum err new_agency(struct db *db, struct asking *k)
{
    int64_t same = 0, role = 0;
    enum err e = agency_same(db, k->profile, &same);
    if (e != ERR_NOT_FOUND) return e ? e : ERR_CONFLICT;
    e = agency_insert(db, k->profile, k->now, k->mem, &k->agency);
    return e ? e
             : db_get_int(db, &role,
                          SQL("INSERT INTO role (person, kind, agency, since)"
                              " VALUES (?1, ?2, ?3, ?4) RETURNING id"),
                          I(k->actor.person), T(str_of(role_name(ROLE_MANAGER))), I(k->agency),
                          I(k->now));
}

/* ERR_CONFLICT when it is a member, or has asked and waits. */
static enum err not_there_yet(struct db *db, const struct asking *k)
{
    int64_t n = 0;
    enum err e =
        db_get_int(db, &n,
                   SQL("SELECT (SELECT count(*) FROM membership WHERE network = ?1 AND agency = ?2"
                       " AND until IS NULL) + (SELECT count(*) FROM application WHERE network = ?1"
                       " AND agency = ?2 AND state = 'waiting')"),
                   I(k->network), I(k->agency));
    return e ? e : n ? ERR_CONFLICT : OK;
}

static enum err become_person(struct db *db, struct asking *k)
{
    if (!k->order->applicant) return OK;
    enum err e = person_insert(db, k->order->applicant, &k->actor.person);
    k->login_taken = e == ERR_CONFLICT;
    return e;
}

static enum err ask(struct db *db, void *ctx)
{
    struct asking *k = ctx;
    k->agency = k->order->agency;
    enum err e = k->order->invitation ? use_invitation(db, k) : OK;
    if (!e) e = become_person(db, k);
    if (!e) e = k->agency ? not_there_yet(db, k) : new_agency(db, k);
    if (!e)
        e = db_get_int(db, &k->id,
                       SQL("INSERT INTO application (network, agency, invitation, person,"
                           " message, state, made) VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6)"
                           " RETURNING id"),
                       I(k->network), I(k->agency),
                       k->order->invitation ? I(k->order->invitation->id) : NUL, I(k->actor.person),
                       T(k->order->message), I(k->now));
    return e ? e : note(db, &k->actor, k->now, "application.make", k->agency, STR(""));
}

/* Which agency asks, whether the network takes its kind. */
static enum err check(struct db *db, const struct actor *actor, const struct asking *k,
                      struct agency *g, uint32_t *ret_bad)
{
    struct network n;
    enum err e = network_get(db, k->network, k->mem, &n);
    if (!e && !k->order->invitation && !n.admits) e = ERR_DENIED;
    if (!e && k->order->agency) {
        e = actor_may_agency(db, actor, PERM_MANAGE, k->order->agency);
        if (!e) e = agency_get(db, k->order->agency, k->mem, g);
    } else if (!e) {
        *g = *k->order->profile;
        g->sample = false;
        *ret_bad = agency_check(k->mem, g);
    }
    if (e) return e;
    if (n.kinds && !(n.kinds >> g->type & 1)) *ret_bad |= 1u << AGENCY_F_TYPE;
    bool message_ok = k->order->message.n <= APPLICATION_TEXT_MAX && utf8_valid(k->order->message);
    return *ret_bad || !message_ok ? ERR_ARG : OK;
}

#define COLUMNS                                                                                    \
    "SELECT p.id, p.network, p.agency, p.invitation IS NOT NULL, n.name, g.name, g.slug,"          \
    " coalesce(q.name, ''), p.message, p.reason, p.state, p.made, coalesce(p.decided, 0)"          \
    " FROM application p JOIN network n ON n.id = p.network JOIN agency g ON g.id = p.agency"      \
    " LEFT JOIN person q ON q.id = p.person "

static struct application read_row(const struct db_rows *r, struct arena *a)
{
    struct application p = {
        .id = db_int(r, 0),
        .network = db_int(r, 1),
        .agency = db_int(r, 2),
        .invited = db_int(r, 3) != 0,
        .network_name = db_text(r, 4, a),
        .agency_name = db_text(r, 5, a),
        .agency_slug = db_text(r, 6, a),
        .person_name = db_text(r, 7, a),
        .message = db_text(r, 8, a),
        .reason = db_text(r, 9, a),
        .made = db_int(r, 11),
        .decided = db_int(r, 12),
    };
    for (int s = 0; s < APPLICATION_STATES; s++)
        if (str_eq(db_peek(r, 10), str_of(states[s]))) p.state = (enum application_state)s;
    return p;
}

static enum err get(struct db *db, int64_t id, struct arena *a, struct application *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "WHERE p.id = ?1"), I(id));
    bool found = db_next(&r);
    if (found) *ret = read_row(&r, a);
    return r.status ? r.status : found ? OK : ERR_NOT_FOUND;
}

enum err application_make(struct db *db, const struct actor *actor,
                          const struct application_order *order, int64_t now, uint32_t *ret_bad,
                          bool *ret_login_taken, struct application_made *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct agency g = {0};
    struct asking k = {
        .order = order,
        .profile = &g,
        .mem = a,
        .actor = {.kind = ACTOR_PERSON, .person = actor->person, .at = now},
        .network = order->invitation ? order->invitation->network : order->network,
        .now = now,
    };
    bool stranger = actor->kind == ACTOR_STRANGER && order->applicant && !order->agency;
    bool person = actor->kind == ACTOR_PERSON && !order->applicant;
    *ret_bad = 0;
    *ret_login_taken = false;
    enum err e = stranger || person ? OK : ERR_DENIED;
    if (!e) e = check(db, actor, &k, &g, ret_bad);
    if (!e) e = db_write(db, ask, &k);
    *ret_login_taken = k.login_taken;
    if (!e) *ret = (struct application_made){k.id, k.agency, k.actor.person};
    return e;
}

/* ---- answering ---- */

struct answer {
    const struct actor *actor;
    int64_t id, network, agency, now;
    enum application_state state;
    struct str reason;
};

static const char *const actions[APPLICATION_STATES] = {
    [APPLICATION_APPROVED] = "application.approve",
    [APPLICATION_DECLINED] = "application.decline",
};

static enum err answer(struct db *db, void *ctx)
{
    const struct answer *w = ctx;
    int64_t id = 0;
    enum err e =
        db_get_int(db, &id,
                   SQL("UPDATE application SET state = ?2, reason = ?3, decided = ?4,"
                       " decided_by = ?5 WHERE id = ?1 AND state = 'waiting' RETURNING id"),
                   I(w->id), T(str_of(states[w->state])), T(w->reason), I(w->now),
                   w->actor->person ? I(w->actor->person) : NUL);
    if (e) return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    if (w->state == APPLICATION_APPROVED)
        e = membership_insert(db, w->network, w->agency, w->now, &id);
    return e ? e : note(db, w->actor, w->now, actions[w->state], w->agency, w->reason);
}

enum err application_decide(struct db *db, const struct actor *actor, int64_t id, bool yes,
                            struct str reason, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct application p;
    enum err e = get(db, id, a, &p);
    if (!e) e = actor_may_network(db, actor, PERM_COORDINATE, p.network);
    if (e) return e;
    reason = str_trim(reason);
    if (reason.n > APPLICATION_TEXT_MAX || !utf8_valid(reason) || (!yes && !reason.n))
        return ERR_ARG;
    struct answer w = {actor,    id,  p.network,
                       p.agency, now, yes ? APPLICATION_APPROVED : APPLICATION_DECLINED,
                       reason};
    return db_write(db, answer, &w);
}

/* ---- lists ---- */

static enum err read(struct db_rows *r, struct arena *a, struct applications *ret)
{
    struct applications list = {0};
    while (db_next(r)) VEC_PUSH(a, &list, read_row(r, a));
    if (!r->status) *ret = list;
    return r->status;
}

#define ORDER " ORDER BY CASE p.state WHEN 'waiting' THEN 0 ELSE 1 END, p.id DESC LIMIT ?2"

enum err application_list(struct db *db, const struct actor *actor, int64_t network,
                          struct arena *a, struct applications *ret)
{
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, network);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE p.network = ?1" ORDER), I(network), I(SHOWN_MAX));
    return read(&r, a, ret);
}

enum err application_of_agency(struct db *db, const struct actor *actor, int64_t agency,
                               struct arena *a, struct applications *ret)
{
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE p.agency = ?1" ORDER), I(agency), I(SHOWN_MAX));
    return read(&r, a, ret);
}
