/* session.c -- sessions and codes as rows that hold only digests of their secrets. */
#include "network/session.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/secret.h"
#include "network/audit.h"
#include "network/person.h"

struct hashed {
    unsigned char byte[32];
};

static struct hashed hash(struct str secret)
{
    struct hashed h;
    sha256_of(secret, h.byte);
    return h;
}

#define HASHED(h) BLOB(((struct str){(const char *)(h)->byte, sizeof(h)->byte}))

/* ---- sessions ---- */

struct opening {
    struct hashed secret;
    int64_t person, now;
    bool kept;
};

static enum err sweep(struct db *db, int64_t now)
{
    return db_exec(db,
                   SQL("DELETE FROM session WHERE (kept = 0 AND (seen < ?1 OR started < ?2))"
                       " OR (kept <> 0 AND (seen < ?3 OR started < ?4))"),
                   I(now - SESSION_IDLE), I(now - SESSION_LIFE), I(now - SESSION_KEPT_IDLE),
                   I(now - SESSION_KEPT_LIFE));
}

static enum err open_one(struct db *db, void *ctx)
{
    const struct opening *o = ctx;
    enum err e = sweep(db, o->now);
    if (e) return e;
    return db_exec(db,
                   SQL("INSERT INTO session (secret, person, started, seen, kept)"
                       " VALUES (?1, ?2, ?3, ?3, ?4)"),
                   HASHED(&o->secret), I(o->person), I(o->now), I(o->kept));
}

enum err session_open(struct db *db, int64_t person, bool kept, const struct env *env,
                      struct arena *a, struct str *ret_secret)
{
    struct str secret = secret_make(env, a, 52); /* 260 bits */
    struct opening o = {hash(secret), person, env->now(env), kept};
    enum err e = db_write(db, open_one, &o);
    if (!e) *ret_secret = secret;
    return e;
}

/* A clock that was turned back makes nothing live longer than by SESSION_TURNED. */
static bool is_over(const struct session *s, int64_t now)
{
    int64_t idle = s->kept ? SESSION_KEPT_IDLE : SESSION_IDLE;
    int64_t life = s->kept ? SESSION_KEPT_LIFE : SESSION_LIFE;
    return now - s->seen > idle || now - s->started > life || s->started - now > SESSION_TURNED;
}

enum err session_find(struct db *db, struct str secret, int64_t now, struct session *ret)
{
    struct hashed h = hash(secret);
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id, person, started, seen, kept FROM session WHERE secret = ?1"),
                 HASHED(&h));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    struct session s = {db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3),
                        db_int(&r, 4) != 0};
    if (is_over(&s, now)) return ERR_NOT_FOUND;
    *ret = s;
    return OK;
}

struct touching {
    int64_t person, session, now;
};

static enum err touch(struct db *db, void *ctx)
{
    const struct touching *t = ctx;
    return db_exec(db, SQL("UPDATE session SET seen = ?1 WHERE id = ?2 AND seen < ?1"), I(t->now),
                   I(t->session));
}

enum err session_touch(struct db *db, int64_t session, int64_t now)
{
    struct touching t = {0, session, now};
    return db_write(db, touch, &t);
}

static enum err close_one(struct db *db, void *ctx)
{
    const struct touching *t = ctx;
    return db_exec(db, SQL("DELETE FROM session WHERE person = ?1 AND id = ?2"), I(t->person),
                   I(t->session));
}

enum err session_close(struct db *db, int64_t person, int64_t session)
{
    struct touching t = {person, session, 0};
    return db_write(db, close_one, &t);
}

enum err session_list(struct db *db, int64_t person, int64_t now, struct arena *a,
                      struct sessions *ret)
{
    struct sessions list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, person, started, seen, kept FROM session WHERE person = ?1"
                     " ORDER BY seen DESC LIMIT 100"),
                 I(person));
    while (db_next(&r)) {
        struct session s = {db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3),
                            db_int(&r, 4) != 0};
        if (!is_over(&s, now)) VEC_PUSH(a, &list, s);
    }
    if (!r.status) *ret = list;
    return r.status;
}

/* ---- codes ---- */

struct coding {
    const struct actor *actor;
    struct hashed secret;
    int64_t person, now;
};

static enum err make_code(struct db *db, void *ctx)
{
    const struct coding *c = ctx;
    enum err e = db_exec(db, SQL("DELETE FROM code WHERE person = ?1"), I(c->person));
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO code (secret, person, made_by, made, expires)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)"),
                    HASHED(&c->secret), I(c->person),
                    c->actor->kind == ACTOR_PERSON ? I(c->actor->person) : NUL, I(c->now),
                    I(c->now + CODE_LIFE));
    if (e) return e;
    return audit_add(db, c->actor,
                     &(struct audit_entry){c->now, 0, "person.code", "person", c->person, STR("")});
}

enum err code_make(struct db *db, const struct actor *actor, int64_t person, const struct env *env,
                   struct arena *a, struct str *ret_code)
{
    struct str digits = secret_make(env, a, CODE_DIGITS);
    struct coding c = {
        .actor = actor, .secret = hash(digits), .person = person, .now = env->now(env)};
    struct person p;
    enum err e = person_get(db, person, a, &p);
    if (!e) e = person_may_change(db, actor, person, c.now);
    if (!e && p.disabled) e = ERR_CONFLICT;
    if (!e) e = db_write(db, make_code, &c);
    if (!e) *ret_code = arena_printf(a, "%.4s-%.4s-%.4s", digits.p, digits.p + 4, digits.p + 8);
    return e;
}

enum err code_find(struct db *db, struct str code, int64_t now, int64_t *ret_person)
{
    char plain[CODE_DIGITS + 1];
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        c = ascii_lower(c);
        if (c == ' ' || c == '-') continue;
        if (n == CODE_DIGITS) return ERR_NOT_FOUND;
        plain[n++] = c;
    }
    struct hashed h = hash((struct str){plain, n});
    return db_get_int(db, ret_person,
                      SQL("SELECT c.person FROM code c JOIN person p ON p.id = c.person"
                          " WHERE c.secret = ?1 AND c.expires > ?2 AND p.disabled IS NULL"),
                      HASHED(&h), I(now));
}
