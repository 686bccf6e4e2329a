/* push.c -- the connection of a library's SLiMS: its password, and who stands at the door.
 *
 * The password is made here, a hundred bits of chance, so that a fast digest is enough to keep it
 * by, and nothing is gained by trying. */
#include "catalog/push.h"

#include "base/hash.h"
#include "base/secret.h"
#include "network/agency.h"
#include "network/audit.h"

enum { DIGITS = 20, GROUP = 4, DIGEST = 32, SHA1 = 20 };
#define DENIED_STALE INT64_C(60000000)

struct digests {
    unsigned char secret[DIGEST], hashed[DIGEST];
};

/* ---- passwords ---- */

static struct str lower_hex(struct arena *a, const unsigned char *byte, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *p = arena_alloc(a, 2 * n);
    for (size_t i = 0; i < n; i++) {
        p[2 * i] = digits[byte[i] >> 4];
        p[2 * i + 1] = digits[byte[i] & 15];
    }
    return (struct str){p, 2 * n};
}

/* As it was made, whatever a person did to it on the way: small letters and digits. */
static struct str plain(struct arena *a, struct str password)
{
    char *p = arena_alloc(a, password.n);
    size_t n = 0;
    for (size_t i = 0; i < password.n; i++) {
        char c = password.p[i];
        if (c == '-' || c == ' ') continue;
        p[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    }
    return (struct str){p, n};
}

/* "abcd-efgh-jkmn-pqrs-tuvw" */
static struct str make_password(const struct env *env, struct arena *a)
{
    struct str digits = secret_make(env, a, DIGITS), group[DIGITS / GROUP];
    for (size_t i = 0; i < DIGITS / GROUP; i++)
        group[i] = str_slice(digits, i * GROUP, (i + 1) * GROUP);
    return arena_join(a, group, DIGITS / GROUP, STR("-"));
}

static struct digests digests_of(struct str password, struct arena *a)
{
    unsigned char sha1[SHA1];
    struct digests d;
    sha1_of(password, sha1);
    sha256_of(plain(a, password), d.secret);
    sha256_of(lower_hex(a, sha1, sizeof sha1), d.hashed);
    return d;
}

static struct str bytes_of(const unsigned char digest[DIGEST])
{
    return (struct str){(const char *)digest, DIGEST};
}

/* ---- the connection ---- */

enum err push_get(struct db *db, const struct actor *actor, int64_t agency, struct push_node *ret)
{
    enum err e = actor_may_agency(db, actor, PERM_LOOK, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT open, made, heard, denied FROM push WHERE agency = ?1"), I(agency));
    *ret = (struct push_node){0};
    if (db_next(&r))
        *ret = (struct push_node){.known = true,
                                  .open = db_int(&r, 0) != 0,
                                  .made = db_int(&r, 1),
                                  .heard = db_int(&r, 2),
                                  .denied = db_int(&r, 3)};
    return r.status;
}

struct changing {
    const struct actor *actor;
    int64_t agency, now, made;
    struct digests digests;
    bool open;
};

static enum err note(struct db *db, const struct changing *c, const char *action)
{
    return audit_add(db, c->actor,
                     &(struct audit_entry){.at = c->now,
                                           .agency = c->agency,
                                           .action = action,
                                           .kind = "agency",
                                           .id = c->agency});
}

static enum err renew_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    int64_t made = 0;
    enum err e =
        db_get_int(db, &made, SQL("SELECT made FROM push WHERE agency = ?1"), I(c->agency));
    if (e && e != ERR_NOT_FOUND) return e;
    if (made != c->made) return ERR_CONFLICT;
    e = db_exec(db,
                SQL("INSERT INTO push (agency, secret, hashed, made, open)"
                    " VALUES (?1, ?2, ?3, ?4, 1)"
                    " ON CONFLICT (agency) DO UPDATE SET secret = excluded.secret,"
                    " hashed = excluded.hashed, made = excluded.made, open = 1, denied = 0"),
                I(c->agency), BLOB(bytes_of(c->digests.secret)), BLOB(bytes_of(c->digests.hashed)),
                I(c->now));
    return e ? e : note(db, c, "push.password");
}

enum err push_renew(struct db *db, const struct actor *actor, int64_t agency, int64_t made,
                    const struct env *env, struct arena *a, struct str *ret_password)
{
    struct str password = make_password(env, a);
    struct changing c = {.actor = actor,
                         .agency = agency,
                         .now = env->now(env),
                         .made = made,
                         .digests = digests_of(password, a)};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    if (!e) e = db_write(db, renew_in, &c);
    if (!e) *ret_password = password;
    return e;
}

static enum err switch_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    int64_t was = 0;
    enum err e = db_get_int(db, &was, SQL("SELECT open FROM push WHERE agency = ?1"), I(c->agency));
    if (e || (was != 0) == c->open) return e;
    e = db_exec(db, SQL("UPDATE push SET open = ?1 WHERE agency = ?2"), I(c->open), I(c->agency));
    return e ? e : note(db, c, c->open ? "push.open" : "push.close");
}

enum err push_switch(struct db *db, const struct actor *actor, int64_t agency, bool open,
                     int64_t now)
{
    struct changing c = {.actor = actor, .agency = agency, .now = now, .open = open};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    return e ? e : db_write(db, switch_in, &c);
}

/* ---- the door ---- */

static bool is_shipped(struct str password)
{
    return str_eq(password, STR("s0beautifulday")) ||
           str_eq_nocase(password, STR("2325f677e21c1613909c953eb03c57352259cc5d"));
}

static bool matches(struct str stored, struct str password)
{
    unsigned char given[DIGEST];
    sha256_of(password, given);
    return secret_same(stored, bytes_of(given));
}

enum err push_knock(struct db *db, struct str node, struct str password, int64_t now,
                    struct arena *a, enum push_door *ret, struct actor *ret_actor)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT p.agency, p.secret, p.hashed, p.open FROM agency g"
                     " JOIN push p ON p.agency = g.id WHERE g.slug = ?1"),
                 T(node));
    struct str given = plain(a, password);
    *ret = PUSH_NOBODY;
    *ret_actor = (struct actor){0};
    if (!db_next(&r)) return r.status;
    bool right = matches(db_text(&r, 1, a), given) || matches(db_text(&r, 2, a), given);
    *ret = right                  ? (db_int(&r, 3) ? PUSH_RIGHT : PUSH_CLOSED)
           : is_shipped(password) ? PUSH_SHIPPED
                                  : PUSH_WRONG;
    if (*ret == PUSH_RIGHT)
        *ret_actor = (struct actor){.kind = ACTOR_SENDER, .agency = db_int(&r, 0), .at = now};
    return OK;
}

struct denying {
    int64_t agency, now;
};

static enum err deny_in(struct db *db, void *ctx)
{
    const struct denying *d = ctx;
    return db_exec(db, SQL("UPDATE push SET denied = ?1 WHERE agency = ?2"), I(d->now),
                   I(d->agency));
}

enum err push_deny(struct db *db, struct str node, int64_t now)
{
    struct denying d = {.now = now};
    enum err e = db_get_int(db, &d.agency,
                            SQL("SELECT p.agency FROM agency g JOIN push p ON p.agency = g.id"
                                " WHERE g.slug = ?1 AND p.denied < ?2"),
                            T(node), I(now - DENIED_STALE));
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    return db_write_batch(db, deny_in, &d);
}
