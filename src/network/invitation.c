/* invitation.c -- links and codes, made, found again, limited, taken back. */
#include "network/invitation.h"

#include "base/checked.h"
#include "network/agency.h"

enum { SHOWN_MAX = 500 };
static const int64_t hour_us = INT64_C(3600000000), day_us = 24 * INT64_C(3600000000);

static const char *const states[INVITATION_STATES] = {"open", "used", "expired", "revoked"};

const char *invitation_state_name(enum invitation_state s)
{
    return states[s];
}

/* ---- making ---- */

static const char code_letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
static const char secret_letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct making {
    const struct invitation *order;
    int64_t now, person, id;
    unsigned char secret[32], code[32];
};

static enum err insert(struct db *db, void *ctx)
{
    struct making *m = ctx;
    const struct invitation *o = m->order;
    return db_get_int(
        db, &m->id,
        SQL("INSERT INTO invitation (network, secret, code, name, npsn, type, place_code,"
            " uses_left, made, made_by, expires) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
            " RETURNING id"),
        I(o->network), BLOB(((struct str){(const char *)m->secret, sizeof m->secret})),
        BLOB(((struct str){(const char *)m->code, sizeof m->code})), T(o->name), T(o->npsn),
        T(o->type), T(o->place_code), I(o->uses_left), I(m->now), m->person ? I(m->person) : NUL,
        I(o->expires));
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
                         const struct env *env, struct invitation_made *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct invitation o = *order;
    struct invitation_made made = {0};
    struct making m = {.order = &o, .now = env->now(env), .person = actor->person};
    unsigned char chance[INVITATION_SECRET + INVITATION_CODE];
    char plain[INVITATION_CODE];
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, o.network);
    if (e) return e;
    if (!order_ok(a, &o, m.now)) return ERR_ARG;
    env->random(env, chance, sizeof chance);
    for (int i = 0; i < INVITATION_SECRET; i++) made.secret[i] = secret_letters[chance[i] % 32];
    for (int i = 0; i < INVITATION_CODE; i++) {
        plain[i] = code_letters[chance[INVITATION_SECRET + i] % 32];
        made.code[i + (i >= INVITATION_CODE / 2)] = plain[i];
    }
    made.code[INVITATION_CODE / 2] = '-';
    sha256_of((struct str){made.secret, INVITATION_SECRET}, m.secret);
    sha256_of((struct str){plain, INVITATION_CODE}, m.code);
    e = db_write(db, insert, &m);
    made.id = m.id;
    if (!e) *ret = made;
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

/* Capital letters and digits of the code; false when it cannot be one. */
static bool code_of(struct str typed, char ret[INVITATION_CODE])
{
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = (char)(c - 32);
        if (n == INVITATION_CODE || str_find_char(str_of(code_letters), c, 0) == 32) return false;
        ret[n++] = c;
    }
    return n == INVITATION_CODE;
}

static enum err find_code(struct db *db, struct str typed, const struct guess *g, int64_t now,
                          struct arena *a, struct invitation *ret)
{
    char code[INVITATION_CODE];
    unsigned char hash[32];
    enum err e = too_many(db, g);
    if (e) return e;
    e = ERR_NOT_FOUND;
    if (code_of(typed, code)) {
        sha256_of((struct str){code, sizeof code}, hash);
        struct db_rows CLEANUP(db_done) r =
            db_query(db, SQL(COLUMNS "WHERE i.code = ?1"),
                     BLOB(((struct str){(const char *)hash, sizeof hash})));
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
    if (token.n != INVITATION_SECRET) return find_code(db, token, &g, now, a, ret);
    sha256_of(token, hash);
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE i.secret = ?1"),
                 BLOB(((struct str){(const char *)hash, sizeof hash})));
    return read_one(&r, now, a, ret);
}

/* ---- taking back ---- */

struct revoking {
    int64_t id, now;
};

static enum err revoke(struct db *db, void *ctx)
{
    const struct revoking *v = ctx;
    return db_exec(db, SQL("UPDATE invitation SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL"),
                   I(v->id), I(v->now));
}

enum err invitation_revoke(struct db *db, const struct actor *actor, int64_t id, int64_t now)
{
    int64_t network = 0;
    enum err e =
        db_get_int(db, &network, SQL("SELECT network FROM invitation WHERE id = ?1"), I(id));
    if (!e) e = actor_may_network(db, actor, PERM_COORDINATE, network);
    return e ? e : db_write(db, revoke, &(struct revoking){id, now});
}
