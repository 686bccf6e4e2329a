/* invitation.c -- links and codes, made, found again, limited, taken back. */
#include "network/invitation.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/secret.h"
#include "network/agency.h"
#include "network/audit.h"

enum { SHOWN_MAX = 500, CODE = 8 };
static const int64_t hour_us = INT64_C(3600000000), day_us = 24 * INT64_C(3600000000);

static const char *const states[INVITATION_STATES] = {"open", "used", "expired", "revoked"};

const char *invitation_state_name(enum invitation_state s)
{
    return states[s];
}

/* ---- making ---- */

struct making {
    const struct actor *actor;
    const struct invitation *order;
    int64_t now, id;
    unsigned char secret[32], code[32];
};

static enum err note(struct db *db, const struct actor *actor, int64_t now, const char *action,
                     int64_t id)
{
    return audit_add(db, actor, &(struct audit_entry){now, 0, action, "invitation", id, STR("")});
}

static struct str bytes_of(const unsigned char hash[32])
{
    return (struct str){(const char *)hash, 32};
}

static enum err insert(struct db *db, void *ctx)
{
    struct making *m = ctx;
    const struct invitation *o = m->order;
    enum err e = db_get_int(
        db, &m->id,
        SQL("INSERT INTO invitation (network, secret, code, name, npsn, type, place_code,"
            " uses_left, made, made_by, expires) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
            " RETURNING id"),
        I(o->network), BLOB(bytes_of(m->secret)), BLOB(bytes_of(m->code)), T(o->name), T(o->npsn),
        T(o->type), T(o->place_code), I(o->uses_left), I(m->now),
        m->actor->person ? I(m->actor->person) : NUL, I(o->expires));
    return e ? e : note(db, m->actor, m->now, "invitation.make", m->id);
}

/* "abcdefgh" as people read it out: "ABCD-EFGH". */
static struct str shown(struct arena *a, struct str code)
{
    char *p = arena_alloc(a, CODE + 1);
    for (size_t i = 0; i < CODE; i++) {
        char c = code.p[i];
        p[i + (i >= CODE / 2)] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    p[CODE / 2] = '-';
    return (struct str){p, CODE + 1};
}

/* What is prefilled must be what a profile may hold, except that the name may be missing. */
static bool order_ok(struct arena *a, struct invitation *o, int64_t now)
{
    enum agency_type type = AGENCY_OTHER;
    struct agency g = {.name = o->name, .npsn = o->npsn, .place_code = o->place_code};
    if (o->type.n && !agency_type_parse(o->type, &type)) return false;
    if (agency_check(a, &g) & ~(o->name.n ? 0u : 1u << AGENCY_F_NAME)) return false;
    o->name = g.name;
    o->npsn = g.npsn;
    o->place_code = g.place_code;
    return o->uses_left >= 1 && o->uses_left <= INVITATION_USES_MAX && o->expires > now &&
           o->expires <= now + INVITATION_DAYS_MAX * day_us;
}

enum err invitation_make(struct db *db, const struct actor *actor, const struct invitation *order,
                         const struct env *env, struct arena *a, struct invitation_made *ret)
{
    struct invitation o = *order;
    struct making m = {.actor = actor, .order = &o, .now = env->now(env)};
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, o.network);
    if (e) return e;
    if (!order_ok(a, &o, m.now)) return ERR_ARG;
    struct str secret = secret_make(env, a, SECRET_DIGITS), code = secret_make(env, a, CODE);
    sha256_of(secret, m.secret);
    sha256_of(code, m.code);
    e = db_write(db, insert, &m);
    if (!e) *ret = (struct invitation_made){m.id, secret, shown(a, code)};
    return e;
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    "SELECT i.id, i.network, n.name, i.name, i.npsn, i.type, i.place_code, i.uses_left, i.made,"   \
    " i.expires, coalesce(p.name, ''), i.revoked IS NOT NULL FROM invitation i"                    \
    " JOIN network n ON n.id = i.network LEFT JOIN person p ON p.id = i.made_by "

static struct invitation read_row(const struct db_rows *r, int64_t now, struct arena *a)
{
    struct invitation i = {
        .id = db_int(r, 0),
        .network = db_int(r, 1),
        .network_name = db_text(r, 2, a),
        .name = db_text(r, 3, a),
        .npsn = db_text(r, 4, a),
        .type = db_text(r, 5, a),
        .place_code = db_text(r, 6, a),
        .uses_left = db_int(r, 7),
        .made = db_int(r, 8),
        .expires = db_int(r, 9),
        .made_by = db_text(r, 10, a),
    };
    i.state = db_int(r, 11)      ? INVITATION_REVOKED
              : i.uses_left <= 0 ? INVITATION_USED
              : i.expires <= now ? INVITATION_EXPIRED
                                 : INVITATION_OPEN;
    return i;
}

static enum err read_one(struct db_rows *r, int64_t now, struct arena *a, struct invitation *ret)
{
    bool found = db_next(r);
    if (found) *ret = read_row(r, now, a);
    return r->status ? r->status : found ? OK : ERR_NOT_FOUND;
}

enum err invitation_list(struct db *db, const struct actor *actor, int64_t network, int64_t now,
                         struct arena *a, struct invitations *ret)
{
    struct invitations list = {0};
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, network);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE i.network = ?1 ORDER BY i.id DESC LIMIT ?2"), I(network),
                 I(SHOWN_MAX));
    while (db_next(&r)) VEC_PUSH(a, &list, read_row(&r, now, a));
    if (!r.status) *ret = list;
    return r.status;
}

/* ---- finding by what a person holds ---- */

struct guess {
    struct str sender;
    int64_t hour;
};

static enum err count_guess(struct db *db, void *ctx)
{
    const struct guess *g = ctx;
    enum err e = db_exec(db, SQL("DELETE FROM guess WHERE hour < ?1"), I(g->hour));
    return e ? e
             : db_exec(db,
                       SQL("INSERT INTO guess (hour, sender, n) VALUES (?1, ?2, 1)"
                           " ON CONFLICT (hour, sender) DO UPDATE SET n = guess.n + 1"),
                       I(g->hour), T(g->sender));
}

static enum err too_many(struct db *db, const struct guess *g)
{
    int64_t own = 0, all = 0;
    enum err e = db_get_int(
        db, &own, SQL("SELECT coalesce(sum(n), 0) FROM guess WHERE hour = ?1 AND sender = ?2"),
        I(g->hour), T(g->sender));
    if (!e)
        e = db_get_int(db, &all, SQL("SELECT coalesce(sum(n), 0) FROM guess WHERE hour = ?1"),
                       I(g->hour));
    if (e) return e;
    return own >= INVITATION_GUESSES || all >= INVITATION_GUESSES_ALL ? ERR_BUSY : OK;
}

/* The letters and digits of the code; false when there are not as many as it has. */
static bool code_of(struct str typed, char ret[CODE])
{
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        if (c == '-' || c == ' ') continue;
        c = ascii_lower(c);
        if (n == CODE) return false;
        ret[n++] = c;
    }
    return n == CODE;
}

static enum err find_code(struct db *db, struct str typed, const struct guess *g, int64_t now,
                          struct arena *a, struct invitation *ret)
{
    char code[CODE];
    unsigned char hash[32];
    enum err e = too_many(db, g);
    if (e) return e;
    e = ERR_NOT_FOUND;
    if (code_of(typed, code)) {
        sha256_of((struct str){code, sizeof code}, hash);
        struct db_rows CLEANUP(db_done) r =
            db_query(db, SQL(COLUMNS "WHERE i.code = ?1"), BLOB(bytes_of(hash)));
        e = read_one(&r, now, a, ret);
    }
    if (e != ERR_NOT_FOUND) return e;
    struct guess counted = *g;
    e = db_write(db, count_guess, &counted);
    return e ? e : ERR_NOT_FOUND;
}

enum err invitation_find(struct db *db, struct str token, struct str sender, int64_t now,
                         struct arena *a, struct invitation *ret)
{
    struct guess g = {sender, now / hour_us};
    unsigned char hash[32];
    if (token.n != SECRET_DIGITS) return find_code(db, token, &g, now, a, ret);
    sha256_of(token, hash);
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE i.secret = ?1"), BLOB(bytes_of(hash)));
    return read_one(&r, now, a, ret);
}

/* ---- taking back ---- */

struct revoking {
    const struct actor *actor;
    int64_t id, now;
};

static enum err revoke(struct db *db, void *ctx)
{
    const struct revoking *v = ctx;
    enum err e =
        db_exec(db, SQL("UPDATE invitation SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL"),
                I(v->id), I(v->now));
    return e ? e : note(db, v->actor, v->now, "invitation.revoke", v->id);
}

enum err invitation_revoke(struct db *db, const struct actor *actor, int64_t id, int64_t now)
{
    int64_t network = 0;
    enum err e =
        db_get_int(db, &network, SQL("SELECT network FROM invitation WHERE id = ?1"), I(id));
    if (!e) e = actor_may_network(db, actor, PERM_COORDINATE, network);
    return e ? e : db_write(db, revoke, &(struct revoking){actor, id, now});
}
