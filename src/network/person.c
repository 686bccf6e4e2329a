/* person.c -- accounts: making, finding, closing them. Roles are role.c's. */
#include "network/person.h"

#include "network/audit.h"
#include "text/utf8.h"
#include "text/words.h"

/* ---- reading ---- */

static enum err read_person(struct db_rows *r, struct arena *a, struct person *ret)
{
    bool found = db_next(r);
    if (found)
        *ret = (struct person){.id = db_int(r, 0),
                               .name = db_text(r, 1, a),
                               .login = db_text(r, 2, a),
                               .lang = db_text(r, 3, a),
                               .password = db_text(r, 4, a),
                               .disabled = !db_is_null(r, 5),
                               .created = db_int(r, 6)};
    return r->status ? r->status : found ? OK : ERR_NOT_FOUND;
}

enum err person_get(struct db *db, int64_t id, struct arena *a, struct person *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, name, login, lang, password, disabled, created FROM person"
                     " WHERE id = ?1"),
                 I(id));
    return read_person(&r, a, ret);
}

enum err person_by_login(struct db *db, struct str login, struct arena *a, struct person *ret)
{
    struct str normal;
    if (login_normal(login, a, &normal)) return ERR_NOT_FOUND;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, name, login, lang, password, disabled, created FROM person"
                     " WHERE login = ?1"),
                 T(normal));
    return read_person(&r, a, ret);
}

/* ---- making ---- */

struct adding {
    const struct actor *actor;
    const struct person_order *order;
    struct str name, login, key;
    int64_t now, person;
};

enum err person_insert(struct db *db, const struct person *p, int64_t *ret_id)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str login, name = utf8_nfc(a, str_trim(p->name));
    int64_t taken = 0;
    if (name.n == 0 || name.n > PERSON_NAME_MAX || !utf8_valid(name)) return ERR_ARG;
    enum err e = login_normal(p->login, a, &login);
    if (!e) e = db_get_int(db, &taken, SQL("SELECT id FROM person WHERE login = ?1"), T(login));
    if (e != ERR_NOT_FOUND) return e ? e : ERR_CONFLICT;
    return db_get_int(db, ret_id,
                      SQL("INSERT INTO person (name, name_key, login, password, lang, created)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id"),
                      T(name), T(words_sort_key(a, name, STR(""))), T(login), T(p->password),
                      T(p->lang), I(p->created));
}

static enum err find_or_insert(struct db *db, struct adding *p)
{
    enum err e =
        db_get_int(db, &p->person, SQL("SELECT id FROM person WHERE login = ?1"), T(p->login));
    if (e != ERR_NOT_FOUND) return e;
    return db_get_int(db, &p->person,
                      SQL("INSERT INTO person (name, name_key, login, password, lang, created)"
                          " VALUES (?1, ?2, ?3, '', ?4, ?5) RETURNING id"),
                      T(p->name), T(p->key), T(p->login), T(p->order->lang), I(p->now));
}

static enum err holds(struct db *db, const struct adding *p, bool *ret)
{
    int64_t n = 0;
    const struct person_order *o = p->order;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT count(*) FROM role WHERE person = ?1 AND kind = ?2"
                                " AND coalesce(agency, 0) = ?3 AND coalesce(network, 0) = ?4"
                                " AND (until IS NULL OR until > ?5)"),
                            I(p->person), T(str_of(role_name(o->kind))), I(o->agency),
                            I(o->network), I(p->now));
    *ret = n > 0;
    return e;
}

static enum err add(struct db *db, void *ctx)
{
    struct adding *p = ctx;
    const struct person_order *o = p->order;
    bool already = false;
    enum err e = find_or_insert(db, p);
    if (!e) e = holds(db, p, &already);
    if (!e && already) return ERR_CONFLICT;
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO role (person, kind, agency, network, since)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)"),
                    I(p->person), T(str_of(role_name(o->kind))), o->agency ? I(o->agency) : NUL,
                    o->network ? I(o->network) : NUL, I(p->now));
    if (e) return e;
    return audit_add(db, p->actor,
                     &(struct audit_entry){p->now, o->agency, "role.add", "person", p->person,
                                           str_of(role_name(o->kind))});
}

/* A coordinator belongs to a network, the others to an agency. */
static enum err may_name(struct db *db, const struct actor *actor, const struct person_order *o)
{
    if (o->kind == ROLE_COORDINATOR ? !o->network || o->agency : !o->agency || o->network)
        return ERR_ARG;
    return o->network ? actor_may_network(db, actor, PERM_COORDINATE, o->network)
                      : actor_may_agency(db, actor, PERM_MANAGE, o->agency);
}

enum err person_add(struct db *db, const struct actor *actor, const struct person_order *order,
                    int64_t now, int64_t *ret_person)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct adding p = {.actor = actor, .order = order, .now = now};
    p.name = utf8_nfc(a, str_trim(order->name));
    enum err e = may_name(db, actor, order);
    if (!e && (p.name.n == 0 || p.name.n > PERSON_NAME_MAX || !utf8_valid(p.name))) e = ERR_ARG;
    if (!e) e = login_normal(order->login, a, &p.login);
    if (e) return e;
    p.key = words_sort_key(a, p.name, STR(""));
    e = db_write(db, add, &p);
    if (!e) *ret_person = p.person;
    return e;
}

/* ---- closing, passwords ---- */

struct changing {
    const struct actor *actor;
    int64_t person, now;
    bool disabled;
    struct str stored;
};

static enum err disable(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("UPDATE person SET disabled = ?1 WHERE id = ?2"),
                         c->disabled ? I(c->now) : NUL, I(c->person));
    if (!e && c->disabled)
        e = db_exec(db, SQL("DELETE FROM session WHERE person = ?1"), I(c->person));
    if (!e && c->disabled) e = db_exec(db, SQL("DELETE FROM code WHERE person = ?1"), I(c->person));
    if (e) return e;
    return audit_add(db, c->actor,
                     &(struct audit_entry){c->now, 0,
                                           c->disabled ? "person.disable" : "person.enable",
                                           "person", c->person, STR("")});
}

enum err person_disable(struct db *db, const struct actor *actor, int64_t person, bool disabled,
                        int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct changing c = {.actor = actor, .person = person, .now = now, .disabled = disabled};
    struct person p;
    enum err e = person_get(db, person, a, &p);
    if (!e) e = person_may_change(db, actor, person, now);
    if (!e && actor->kind == ACTOR_PERSON && actor->person == person) e = ERR_CONFLICT;
    return e ? e : db_write(db, disable, &c);
}

static enum err set_password(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("UPDATE person SET password = ?1 WHERE id = ?2"), T(c->stored),
                         I(c->person));
    if (!e) e = db_exec(db, SQL("DELETE FROM session WHERE person = ?1"), I(c->person));
    if (!e) e = db_exec(db, SQL("DELETE FROM code WHERE person = ?1"), I(c->person));
    if (e) return e;
    return audit_add(
        db, c->actor,
        &(struct audit_entry){c->now, 0, "person.password", "person", c->person, STR("")});
}

enum err person_set_password(struct db *db, int64_t person, struct str stored, int64_t now)
{
    struct actor self = {.kind = ACTOR_PERSON, .person = person, .at = now};
    struct changing c = {.actor = &self, .person = person, .now = now, .stored = stored};
    return db_write(db, set_password, &c);
}
