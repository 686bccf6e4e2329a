/* targets.c -- see targets.h. */
#include "catalog/targets.h"

#include "base/checked.h"
#include "catalog/adapt.h"
#include "catalog/gather.h"
#include "network/audit.h"
#include "text/utf8.h"

enum { SECONDS_MAX = 60 };

/* ---- what is a target ---- */

static bool among(struct str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, str_of(list[i]))) return true;
    return false;
}

static bool is_plain(struct str s, size_t max, bool spaces)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' || c == 0x7F || (c == ' ' && !spaces)) return false;
    }
    return s.n <= max && utf8_valid(s);
}

/* http:// or https:// and a host, nothing secret before it. */
static bool is_url(struct str s)
{
    size_t scheme = str_starts(s, STR("http://")) ? 7 : str_starts(s, STR("https://")) ? 8 : 0;
    struct str host = str_slice(s, scheme, str_find_char(s, '/', scheme));
    host = str_slice(host, 0, str_find_char(host, '?', 0));
    return scheme && gather_host_sound(host) && str_find_char(s, '#', 0) == s.n;
}

/* host, host:port, [address]:port */
static bool is_host(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '.' || c == '-' || c == ':' || c == '[' || c == ']' || c == '_';
        if (!fine) return false;
    }
    return s.n > 1;
}

static bool sound(const struct target_order *o)
{
    static const char *const kinds[] = {"sru", "z3950", "slims"};
    static const char *const charsets[] = {"", "utf-8", "marc-8"};
    static const char *const versions[] = {"", "1.1", "1.2", "2.0"};
    const bool z = str_eq(o->kind, STR("z3950"));
    return among(o->kind, kinds, COUNT(kinds)) && among(o->charset, charsets, COUNT(charsets)) &&
           among(o->version, versions, COUNT(versions)) && o->name.n &&
           is_plain(o->name, TARGETS_NAME_MAX, true) &&
           is_plain(o->address, TARGETS_ADDRESS_MAX, false) &&
           is_plain(o->base, TARGETS_VALUE_MAX, true) &&
           is_plain(o->syntax, TARGETS_VALUE_MAX, false) &&
           is_plain(o->names, TARGETS_VALUE_MAX, true) && o->seconds >= 0 &&
           o->seconds <= SECONDS_MAX && (z ? is_host(o->address) : is_url(o->address));
}

/* ---- changing ---- */

struct changing {
    const struct actor *actor;
    const struct target_order *o;
    int64_t id, network, agency, now;
    bool open;
    struct str text, login, sealed;
};

static enum err may(struct db *db, const struct actor *actor, int64_t network)
{
    return network ? actor_may_network(db, actor, PERM_COORDINATE, network)
                   : actor_may(actor, PERM_OPERATE);
}

static enum err note(struct db *db, const struct changing *c, const char *action, struct str detail)
{
    return audit_add(db, c->actor,
                     &(struct audit_entry){c->now, c->agency, action,
                                           c->agency ? "agency" : "target",
                                           c->agency ? c->agency : c->id, detail});
}

static enum err count_same(struct db *db, const struct changing *c)
{
    int64_t same = 0;
    enum err e = db_get_int(db, &same,
                            SQL("SELECT count(*) FROM target WHERE coalesce(network, 0) = ?1 AND"
                                " address = ?2 AND base = ?3 AND id <> ?4"),
                            I(c->network), T(c->o->address), T(c->o->base), I(c->id));
    return !e && same ? ERR_CONFLICT : e;
}

static enum err add_in(struct db *db, void *ctx)
{
    struct changing *c = ctx;
    const struct target_order *o = c->o;
    int64_t all = 0;
    c->id = 0;
    enum err e = count_same(db, c);
    if (!e)
        e = db_get_int(db, &all, SQL("SELECT count(*) FROM target WHERE coalesce(network, 0) = ?1"),
                       I(c->network));
    if (!e && all >= TARGETS_MAX) e = ERR_LIMIT;
    if (e) return e;
    e = db_get_int(db, &c->id,
                   SQL("INSERT INTO target (network, kind, name, address, base, syntax, charset,"
                       " version, names, seconds, open, made) VALUES"
                       " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11) RETURNING id"),
                   c->network ? I(c->network) : NUL, T(o->kind), T(o->name), T(o->address),
                   T(o->base), T(o->syntax), T(o->charset), T(o->version), T(o->names),
                   I(o->seconds), I(c->now));
    return e ? e : note(db, c, "target.add", o->name);
}

enum err targets_add(struct db *db, const struct actor *actor, const struct target_order *o,
                     int64_t now, int64_t *ret)
{
    struct changing c = {.actor = actor, .o = o, .network = o->network, .now = now};
    enum err e = may(db, actor, o->network);
    if (!e && !sound(o)) e = ERR_ARG;
    if (!e) e = db_write(db, add_in, &c);
    if (!e) *ret = c.id;
    return e;
}

/* The network of the target when the actor may change it; else it is not there. */
static enum err find(struct db *db, const struct actor *actor, int64_t id, int64_t *ret)
{
    enum err e =
        db_get_int(db, ret, SQL("SELECT coalesce(network, 0) FROM target WHERE id = ?1"), I(id));
    if (!e) e = may(db, actor, *ret);
    return e == ERR_DENIED ? ERR_NOT_FOUND : e;
}

static enum err change_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    const struct target_order *o = c->o;
    enum err e = count_same(db, c);
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE target SET login = '', sealed = NULL WHERE id = ?1 AND"
                        " (kind <> ?2 OR address <> ?3)"),
                    I(c->id), T(o->kind), T(o->address));
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE target SET kind = ?1, name = ?2, address = ?3, base = ?4,"
                        " syntax = ?5, charset = ?6, version = ?7, names = ?8, seconds = ?9"
                        " WHERE id = ?10"),
                    T(o->kind), T(o->name), T(o->address), T(o->base), T(o->syntax), T(o->charset),
                    T(o->version), T(o->names), I(o->seconds), I(c->id));
    return e ? e : note(db, c, "target.change", o->name);
}

enum err targets_change(struct db *db, const struct actor *actor, int64_t id,
                        const struct target_order *o, int64_t now)
{
    struct changing c = {.actor = actor, .o = o, .id = id, .now = now};
    enum err e = find(db, actor, id, &c.network);
    if (!e && !sound(o)) e = ERR_ARG;
    return e ? e : db_write(db, change_in, &c);
}

static enum err switch_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e =
        db_exec(db, SQL("UPDATE target SET open = ?1 WHERE id = ?2"), I(c->open), I(c->id));
    return e ? e : note(db, c, c->open ? "target.open" : "target.close", (struct str){0});
}

enum err targets_switch(struct db *db, const struct actor *actor, int64_t id, bool open,
                        int64_t now)
{
    struct changing c = {.actor = actor, .id = id, .open = open, .now = now};
    enum err e = find(db, actor, id, &c.network);
    return e ? e : db_write(db, switch_in, &c);
}

static enum err login_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("UPDATE target SET login = ?1, sealed = ?2 WHERE id = ?3"),
                         T(c->login), c->login.n ? BLOB(c->sealed) : NUL, I(c->id));
    return e ? e : note(db, c, "target.login", c->login);
}

enum err targets_login_set(struct db *db, const struct actor *actor, int64_t id, struct str login,
                           struct str sealed, int64_t now)
{
    struct changing c = {.actor = actor, .id = id, .login = login, .sealed = sealed, .now = now};
    enum err e = find(db, actor, id, &c.network);
    if (!e && !gather_login_sound(login, false)) e = ERR_ARG;
    return e ? e : db_write(db, login_in, &c);
}

static enum err remove_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = note(db, c, "target.remove", (struct str){0});
    return e ? e : db_exec(db, SQL("DELETE FROM target WHERE id = ?1"), I(c->id));
}

enum err targets_remove(struct db *db, const struct actor *actor, int64_t id, int64_t now)
{
    struct changing c = {.actor = actor, .id = id, .now = now};
    enum err e = find(db, actor, id, &c.network);
    return e ? e : db_write(db, remove_in, &c);
}

/* ---- looking ---- */

#define COLUMNS                                                                                    \
    "SELECT t.id, coalesce(t.network, 0), t.kind, t.name, t.address, t.base, t.syntax, t.charset," \
    " t.version, t.names, t.seconds, t.open, t.made, t.looked_at, t.findings,"                     \
    " coalesce(n.name, ''), t.login, t.sealed FROM target t LEFT JOIN network n ON n.id = "        \
    "t.network "

static struct target_row row_of(const struct db_rows *r, struct arena *a)
{
    return (struct target_row){.id = db_int(r, 0),
                               .order = {.network = db_int(r, 1),
                                         .kind = db_text(r, 2, a),
                                         .name = db_text(r, 3, a),
                                         .address = db_text(r, 4, a),
                                         .base = db_text(r, 5, a),
                                         .syntax = db_text(r, 6, a),
                                         .charset = db_text(r, 7, a),
                                         .version = db_text(r, 8, a),
                                         .names = db_text(r, 9, a),
                                         .seconds = (int)db_int(r, 10)},
                               .open = db_int(r, 11) != 0,
                               .made = db_int(r, 12),
                               .looked_at = db_int(r, 13),
                               .findings = db_text(r, 14, a),
                               .network_name = db_text(r, 15, a),
                               .login = db_text(r, 16, a),
                               .sealed = db_text(r, 17, a)};
}

enum err targets_get(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                     struct target_row *ret)
{
    int64_t network = 0;
    enum err e = find(db, actor, id, &network);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "WHERE t.id = ?1"), I(id));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = row_of(&r, a);
    return OK;
}

enum err targets_list(struct db *db, const struct actor *actor, int64_t network, struct arena *a,
                      struct target_rows *ret)
{
    struct target_rows list = {0};
    enum err e = may(db, actor, network);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "WHERE coalesce(t.network, 0) = ?1 ORDER BY t.id"), I(network));
    while (db_next(&r)) VEC_PUSH(a, &list, row_of(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

enum err targets_of_agency(struct db *db, const struct actor *actor, int64_t agency,
                           struct arena *a, struct target_rows *ret)
{
    struct target_rows list = {0};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL(COLUMNS "WHERE t.open = 1 AND (t.network IS NULL OR EXISTS (SELECT 1 FROM"
                             " membership m WHERE m.agency = ?1 AND m.network = t.network AND"
                             " m.since <= ?2 AND (m.until IS NULL OR m.until > ?2)))"
                             " ORDER BY t.id LIMIT ?3"),
                 I(agency), I(actor->at), I(TARGETS_ASKED_MAX));
    while (db_next(&r)) VEC_PUSH(a, &list, row_of(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

static enum err look_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    return db_exec(db, SQL("UPDATE target SET looked_at = ?1, findings = ?2 WHERE id = ?3"),
                   I(c->now), T(c->text), I(c->id));
}

enum err targets_note_look(struct db *db, int64_t id, struct str findings, int64_t now)
{
    struct changing c = {.id = id, .now = now, .text = findings};
    return db_write(db, look_in, &c);
}

/* ---- rules of a library ---- */

enum err copy_rule_get(struct db *db, const struct actor *actor, int64_t agency, struct arena *a,
                       struct str *ret)
{
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT fields FROM copy_rule WHERE agency = ?1"), I(agency));
    *ret = db_next(&r) ? db_text(&r, 0, a) : STR(ADAPT_USUAL);
    return r.status;
}

static enum err rule_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("DELETE FROM copy_rule WHERE agency = ?1"), I(c->agency));
    if (!e)
        e = db_exec(db, SQL("INSERT INTO copy_rule (agency, fields) VALUES (?1, ?2)"), I(c->agency),
                    T(c->text));
    return e ? e : note(db, c, "copy.rule", c->text);
}

enum err copy_rule_set(struct db *db, const struct actor *actor, int64_t agency, struct str fields,
                       int64_t now)
{
    struct changing c = {.actor = actor, .agency = agency, .now = now, .text = fields};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    if (!e && (fields.n > COPY_RULE_MAX || !adapt_rule_ok(fields))) e = ERR_ARG;
    return e ? e : db_write(db, rule_in, &c);
}
