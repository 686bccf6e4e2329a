/* setup.c -- the one way to become coordinator without being named by one. */
#include "network/setup.h"

#include "base/secret.h"
#include "network/audit.h"
#include "network/network.h"
#include "network/setting.h"
#include "text/utf8.h"
#include "text/words.h"

static enum err is_closed(struct db *db, bool *ret)
{
    int64_t n = 0;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT count(*) FROM role WHERE kind = 'coordinator'"
                                " AND network = (SELECT min(id) FROM network) AND until IS NULL"));
    *ret = n > 0;
    return e;
}

/* ---- the token ---- */

static enum err keep_token(struct db *db, void *ctx)
{
    return db_exec(db,
                   SQL("INSERT INTO setting (name, value) VALUES ('setup_token', ?1)"
                       " ON CONFLICT DO NOTHING"),
                   T(*(const struct str *)ctx));
}

enum err setup_token(struct db *db, const struct env *env, struct arena *a, struct str *ret)
{
    bool closed = false;
    struct str token = secret_make(env, a, SECRET_DIGITS);
    *ret = (struct str){0};
    enum err e = is_closed(db, &closed);
    if (e || closed) return e;
    e = db_write(db, keep_token, &token);
    return e ? e : setting_get(db, "setup_token", a, ret);
}

enum err setup_check(struct db *db, struct str token)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    bool closed = false;
    struct str right;
    enum err e = is_closed(db, &closed);
    if (!e) e = setting_get(db, "setup_token", a, &right);
    if (e) return e;
    return !closed && right.n && secret_same(token, right) ? OK : ERR_NOT_FOUND;
}

/* ---- the network ---- */

struct naming {
    struct str token, name;
    const struct setup_network *n;
    int64_t now;
};

static enum err name_network(struct db *db, void *ctx)
{
    const struct naming *x = ctx;
    int64_t home = 0;
    enum err e = setup_check(db, x->token);
    if (!e) e = db_get_int(db, &home, SQL("SELECT coalesce(min(id), 0) FROM network"));
    if (!e && home)
        e = db_exec(db, SQL("UPDATE network SET name = ?1 WHERE id = ?2"), T(x->name), I(home));
    else if (!e)
        e = db_exec(db, SQL("INSERT INTO network (name, created) VALUES (?1, ?2)"), T(x->name),
                    I(x->now));
    if (!e) e = setting_put(db, "zone", x->n->zone);
    return e ? e : setting_put(db, "lang", x->n->lang);
}

enum err setup_name(struct db *db, struct str token, const struct setup_network *n, int64_t now)
{
    struct naming x = {token, str_trim(n->name), n, now};
    return network_name_ok(x.name) ? db_write(db, name_network, &x) : ERR_ARG;
}

/* ---- the coordinator ---- */

struct crowning {
    struct str token, name, login, key;
    const struct person *person;
    int64_t now, id;
};

static enum err make_coordinator(struct db *db, void *ctx)
{
    struct crowning *x = ctx;
    enum err e = setup_check(db, x->token);
    if (!e)
        e = db_get_int(db, &x->id,
                       SQL("INSERT INTO person (name, name_key, login, password, lang, created)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                           " ON CONFLICT (login) DO UPDATE SET password = excluded.password,"
                           " disabled = NULL RETURNING id"),
                       T(x->name), T(x->key), T(x->login), T(x->person->password),
                       T(x->person->lang), I(x->now));
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO role (person, kind, network, since)"
                        " SELECT ?1, 'coordinator', min(id), ?2 FROM network"),
                    I(x->id), I(x->now));
    if (!e) e = setting_put(db, "setup_token", STR(""));
    if (e) return e;
    struct actor self = {.kind = ACTOR_PERSON, .person = x->id, .at = x->now};
    return audit_add(
        db, &self,
        &(struct audit_entry){x->now, 0, "setup.done", "person", x->id, STR("coordinator")});
}

enum err setup_coordinator(struct db *db, struct str token, const struct person *person,
                           int64_t now, int64_t *ret_person)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct crowning x = {.token = token, .person = person, .now = now};
    x.name = utf8_nfc(a, str_trim(person->name));
    if (x.name.n == 0 || x.name.n > PERSON_NAME_MAX || !utf8_valid(x.name)) return ERR_ARG;
    enum err e = login_normal(person->login, a, &x.login);
    if (e) return e;
    x.key = words_sort_key(a, x.name, STR(""));
    e = db_write(db, make_coordinator, &x);
    if (!e) *ret_person = x.id;
    return e;
}
