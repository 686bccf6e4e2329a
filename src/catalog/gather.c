/* gather.c -- addresses that records are fetched from, as rows. */
#include "catalog/gather.h"

#include "base/checked.h"
#include "catalog/gather_folder.h"
#include "catalog/stored.h"
#include "network/audit.h"
#include "text/utf8.h"

static const char *const kinds[GATHER_KINDS] = {"oai", "file", "sru", "z3950", "slims", "folder"};

const char *gather_kind_name(enum gather_kind k)
{
    return kinds[k];
}

bool gather_kind_parse(struct str name, enum gather_kind *ret)
{
    for (int i = 0; i < GATHER_KINDS; i++) {
        if (!str_eq(name, str_of(kinds[i]))) continue;
        *ret = (enum gather_kind)i;
        return true;
    }
    return false;
}

bool gather_is_much(int64_t gone, int64_t live)
{
    return gone >= GATHER_MUCH && 10 * gone >= live;
}

/* ---- adding, changing ---- */

struct changing {
    const struct actor *actor;
    const struct gather_order *o;
    int64_t now, id, agency;
    bool open;
    int days;
    struct str login, sealed;
};

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F) return false;
    return true;
}

/* A password with a slash in it looks like a host and a port that is none. */
bool gather_host_sound(struct str host)
{
    uint64_t port = 0;
    size_t colon = host.n;
    while (colon && host.p[colon - 1] != ':' && host.p[colon - 1] != ']') colon--;
    if (str_find_char(host, '@', 0) < host.n || !host.n) return false;
    if (!colon || host.p[colon - 1] == ']') return true;
    return colon > 1 && str_to_u64(str_slice(host, colon, host.n), &port) == OK && port <= 65535;
}

/* A host and nothing secret before it. */
static bool is_url(struct str s, bool z3950)
{
    size_t scheme = str_starts(s, STR("http://")) ? 7 : str_starts(s, STR("https://")) ? 8 : 0;
    if (z3950) scheme = str_starts(s, STR("z3950://")) ? 8 : 0;
    struct str host = str_slice(s, scheme, str_find_char(s, '/', scheme));
    host = str_slice(host, 0, str_find_char(host, '?', 0));
    return scheme && s.n <= GATHER_URL_MAX && is_plain(s) && gather_host_sound(host) &&
           str_find_char(s, '#', 0) == s.n;
}

static bool sound(const struct gather_order *o)
{
    const bool asked = o->kind == GATHER_SRU || o->kind == GATHER_Z3950;
    if (o->kind == GATHER_FOLDER)
        return gather_folder_sound(o->url) && !o->prefix.n && !o->part.n && o->days >= 0 &&
               o->days <= GATHER_DAYS_MAX;
    return is_url(o->url, o->kind == GATHER_Z3950) && is_plain(o->prefix) &&
           (asked ? utf8_valid(o->part) : is_plain(o->part)) && o->prefix.n <= GATHER_PART_MAX &&
           o->part.n <= GATHER_PART_MAX && o->days >= 0 && o->days <= GATHER_DAYS_MAX;
}

static enum err note(struct db *db, const struct changing *c, const char *action, struct str detail)
{
    return audit_add(db, c->actor,
                     &(struct audit_entry){.at = c->now,
                                           .agency = c->agency,
                                           .action = action,
                                           .kind = "gather",
                                           .id = c->id,
                                           .detail = detail});
}

static enum err add_in(struct db *db, void *ctx)
{
    struct changing *c = ctx;
    const struct gather_order *o = c->o;
    int64_t same = 0, all = 0;
    enum err e =
        db_get_int(db, &same,
                   SQL("SELECT count(*) FROM gather WHERE agency = ?1 AND url = ?2 AND prefix = ?3"
                       " AND part = ?4"),
                   I(o->agency), T(o->url), T(o->prefix), T(o->part));
    if (!e)
        e = db_get_int(db, &all, SQL("SELECT count(*) FROM gather WHERE agency = ?1"),
                       I(o->agency));
    if (e) return e;
    if (same) return ERR_CONFLICT;
    if (all >= GATHER_OF_AGENCY_MAX) return ERR_LIMIT;
    e = db_get_int(db, &c->id,
                   SQL("INSERT INTO gather (agency, kind, url, prefix, part, days, made, open)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1) RETURNING id"),
                   I(o->agency), T(str_of(kinds[o->kind])), T(o->url), T(o->prefix), T(o->part),
                   I(o->days), I(c->now));
    return e ? e : note(db, c, "gather.add", o->url);
}

/* ERR_NOT_FOUND: the operator let the library use no folder. */
static enum err has_root(struct db *db, int64_t agency)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str root;
    enum err e = gather_root(db, agency, a, &root);
    return e || root.n ? e : ERR_NOT_FOUND;
}

enum err gather_add(struct db *db, const struct actor *actor, const struct gather_order *o,
                    int64_t now, int64_t *ret)
{
    struct changing c = {.actor = actor, .o = o, .now = now, .agency = o->agency};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, o->agency);
    if (!e && !sound(o)) e = ERR_ARG;
    if (!e && o->kind == GATHER_FOLDER) e = has_root(db, o->agency);
    if (!e) e = db_write(db, add_in, &c);
    if (!e) *ret = c.id;
    return e;
}

/* The agency of the address when the actor may `p` there; ERR_NOT_FOUND otherwise. */
static enum err agency_of(struct db *db, const struct actor *actor, enum permission p, int64_t id,
                          int64_t *ret)
{
    enum err e = db_get_int(db, ret, SQL("SELECT agency FROM gather WHERE id = ?1"), I(id));
    if (!e) e = actor_may_agency(db, actor, p, *ret);
    return e == ERR_DENIED ? ERR_NOT_FOUND : e;
}

static enum err change_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("UPDATE gather SET open = ?1, days = ?2 WHERE id = ?3"),
                         I(c->open), I(c->days), I(c->id));
    return e ? e : note(db, c, c->open ? "gather.open" : "gather.close", (struct str){0});
}

enum err gather_change(struct db *db, const struct actor *actor, int64_t id, bool open, int days,
                       int64_t now)
{
    struct changing c = {.actor = actor, .id = id, .open = open, .days = days, .now = now};
    enum err e = agency_of(db, actor, PERM_MANAGE, id, &c.agency);
    if (!e && (days < 0 || days > GATHER_DAYS_MAX)) e = ERR_ARG;
    return e ? e : db_write(db, change_in, &c);
}

/* A colon ends the name in HTTP Basic (RFC 7617 2). */
bool gather_login_sound(struct str login, bool http)
{
    for (size_t i = 0; i < login.n; i++)
        if ((unsigned char)login.p[i] < ' ' || login.p[i] == 0x7F || (http && login.p[i] == ':'))
            return false;
    return utf8_valid(login) && login.n <= GATHER_LOGIN_MAX;
}

static enum err login_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("UPDATE gather SET login = ?1, sealed = ?2 WHERE id = ?3"),
                         T(c->login), c->login.n ? BLOB(c->sealed) : NUL, I(c->id));
    return e ? e : note(db, c, "gather.login", c->login);
}

enum err gather_login_set(struct db *db, const struct actor *actor, int64_t id, struct str login,
                          struct str sealed, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct changing c = {.actor = actor, .id = id, .login = login, .sealed = sealed, .now = now};
    struct gather g;
    enum err e = agency_of(db, actor, PERM_MANAGE, id, &c.agency);
    if (!e) e = gather_get(db, actor, id, a, &g);
    if (!e && (g.kind == GATHER_FOLDER || !gather_login_sound(login, g.kind != GATHER_Z3950)))
        e = ERR_ARG;
    return e ? e : db_write(db, login_in, &c);
}

static enum err remove_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    int64_t live = 0;
    enum err e = db_get_int(db, &live,
                            SQL("SELECT count(*) FROM gather g JOIN record r ON r.feed = g.feed"
                                " WHERE g.id = ?1 AND r.version IS NOT NULL"),
                            I(c->id));
    if (!e && live) return ERR_CONFLICT;
    if (!e) e = note(db, c, "gather.remove", (struct str){0});
    if (!e) e = db_exec(db, SQL("DELETE FROM gather_arrival WHERE gather = ?1"), I(c->id));
    if (!e) e = db_exec(db, SQL("DELETE FROM gather_absent WHERE gather = ?1"), I(c->id));
    if (!e) e = db_exec(db, SQL("DELETE FROM gather_refusal WHERE gather = ?1"), I(c->id));
    if (!e)
        e = db_exec(db,
                    SQL("DELETE FROM gather_held WHERE file IN (SELECT id FROM gather_file WHERE"
                        " gather = ?1)"),
                    I(c->id));
    if (!e) e = db_exec(db, SQL("DELETE FROM gather_file WHERE gather = ?1"), I(c->id));
    return e ? e : db_exec(db, SQL("DELETE FROM gather WHERE id = ?1"), I(c->id));
}

enum err gather_remove(struct db *db, const struct actor *actor, int64_t id, int64_t now)
{
    struct changing c = {.actor = actor, .id = id, .now = now};
    enum err e = agency_of(db, actor, PERM_MANAGE, id, &c.agency);
    return e ? e : db_write(db, remove_in, &c);
}

/* ---- looking ---- */

#define COLUMNS                                                                                    \
    "SELECT g.id, g.agency, y.name, y.slug, coalesce(g.feed, 0), g.kind, g.url, g.prefix, g.part," \
    " g.days, g.open, g.made, g.since, g.etag, g.modified, g.whole_at, g.took_at, g.began,"        \
    " g.whole, g.used, g.next, g.token, g.complete, g.bytes, g.pages, g.records, g.size, g.again," \
    " g.tried_at, g.outcome, g.detail, g.failures, g.looked_at, g.findings,"                       \
    " coalesce((SELECT f.records FROM feed f WHERE f.id = g.feed), 0),"                            \
    " (SELECT count(*) FROM gather_absent x WHERE x.gather = g.id), g.login, g.sealed"             \
    " FROM gather g JOIN agency y ON y.id = g.agency "

static struct gather row_of(const struct db_rows *r, struct arena *a)
{
    struct gather g = {.id = db_int(r, 0),
                       .agency = db_int(r, 1),
                       .agency_name = db_text(r, 2, a),
                       .agency_slug = db_text(r, 3, a),
                       .feed = db_int(r, 4),
                       .url = db_text(r, 6, a),
                       .prefix = db_text(r, 7, a),
                       .part = db_text(r, 8, a),
                       .days = (int)db_int(r, 9),
                       .open = db_int(r, 10) != 0,
                       .made = db_int(r, 11),
                       .since = db_text(r, 12, a),
                       .etag = db_text(r, 13, a),
                       .modified = db_text(r, 14, a),
                       .whole_at = db_int(r, 15),
                       .took_at = db_int(r, 16),
                       .tried_at = db_int(r, 28),
                       .outcome = db_text(r, 29, a),
                       .detail = db_text(r, 30, a),
                       .failures = (int)db_int(r, 31),
                       .looked_at = db_int(r, 32),
                       .findings = db_text(r, 33, a),
                       .live = db_int(r, 34),
                       .absent = db_int(r, 35),
                       .login = db_text(r, 36, a),
                       .sealed = db_text(r, 37, a)};
    g.run = (struct gather_run){.began = db_int(r, 17),
                                .whole = db_int(r, 18) != 0,
                                .used = db_text(r, 19, a),
                                .next = db_text(r, 20, a),
                                .token = db_text(r, 21, a),
                                .complete = db_int(r, 22) != 0,
                                .bytes = db_int(r, 23),
                                .pages = db_int(r, 24),
                                .records = db_int(r, 25),
                                .size = db_int(r, 26),
                                .again = db_int(r, 27) != 0};
    if (!gather_kind_parse(db_peek(r, 5), &g.kind)) g.kind = GATHER_FILE;
    return g;
}

enum err gather_get(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                    struct gather *ret)
{
    int64_t agency = 0;
    enum err e = agency_of(db, actor, PERM_LOOK, id, &agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "WHERE g.id = ?1"), I(id));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = row_of(&r, a);
    return OK;
}

enum err gather_list(struct db *db, const struct actor *actor, int64_t agency, int64_t network,
                     struct arena *a, struct gathers *ret)
{
    struct gathers list = {0};
    enum err e = agency    ? actor_may_agency(db, actor, PERM_LOOK, agency)
                 : network ? actor_may_network(db, actor, PERM_COORDINATE, network)
                           : actor_may(actor, PERM_OPERATE);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL(COLUMNS "WHERE (?1 = 0 OR g.agency = ?1) AND (?2 = 0 OR EXISTS (SELECT 1 FROM"
                    " membership m WHERE m.agency = g.agency AND m.network = ?2 AND m.since <= ?3"
                    " AND (m.until IS NULL OR m.until > ?3)))"
                    " ORDER BY g.open DESC, g.failures DESC, y.name_key, g.id"),
        I(agency), I(network), I(actor->at));
    while (db_next(&r)) VEC_PUSH(a, &list, row_of(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

enum err gather_arrivals(struct db *db, const struct actor *actor, int64_t id, int limit,
                         struct arena *a, struct gather_arrivals *ret)
{
    struct gather_arrivals list = {0};
    int64_t agency = 0;
    enum err e = agency_of(db, actor, PERM_LOOK, id, &agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT v.at, coalesce(v.load, 0), v.whole, v.n_read, v.n_new, v.n_changed, v.n_gone,"
            " v.n_refused, coalesce(l.state, '') FROM gather_arrival v LEFT JOIN load l"
            " ON l.id = v.load WHERE v.gather = ?1 ORDER BY v.id DESC LIMIT ?2"),
        I(id), I(limit));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct gather_arrival){.at = db_int(&r, 0),
                                         .load = db_int(&r, 1),
                                         .whole = db_int(&r, 2) != 0,
                                         .read = db_int(&r, 3),
                                         .fresh = db_int(&r, 4),
                                         .changed = db_int(&r, 5),
                                         .gone = db_int(&r, 6),
                                         .refused = db_int(&r, 7),
                                         .undone = str_eq(db_peek(&r, 8), STR("undone"))});
    if (!r.status) *ret = list;
    return r.status;
}

enum err gather_refusals(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                         struct gather_refusals *ret)
{
    struct gather_refusals list = {0};
    int64_t agency = 0;
    enum err e = agency_of(db, actor, PERM_LOOK, id, &agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT number, reason, excerpt FROM gather_refusal WHERE gather = ?1"
                     " ORDER BY number"),
                 I(id));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct gather_refusal){db_int(&r, 0), db_text(&r, 1, a), db_text(&r, 2, a)});
    if (!r.status) *ret = list;
    return r.status;
}

static enum err missing_versions(struct db *db, int64_t id, int limit, int64_t *to, size_t *n)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.version FROM gather_absent x JOIN record r ON r.id = x.record"
                     " WHERE x.gather = ?1 AND r.version IS NOT NULL ORDER BY r.id LIMIT ?2"),
                 I(id), I(limit));
    for (*n = 0; db_next(&r); ++*n) to[*n] = db_int(&r, 0);
    return r.status;
}

enum err gather_missing(struct db *db, const struct actor *actor, int64_t id, int limit,
                        struct arena *a, struct gather_missings *ret)
{
    struct gather_missings list = {0};
    struct stored s;
    int64_t agency = 0, *version = arena_array(a, int64_t, (size_t)limit);
    size_t n = 0;
    enum err e = agency_of(db, actor, PERM_LOOK, id, &agency);
    if (!e) e = missing_versions(db, id, limit, version, &n);
    for (size_t i = 0; !e && i < n; i++) {
        e = stored_version(db, version[i], a, &s);
        if (e) break;
        struct str maker = s.bib.names.n ? s.bib.names.item[0].name : (struct str){0};
        VEC_PUSH(a, &list, (struct gather_missing){s.bib.title, maker});
    }
    if (!e) *ret = list;
    return e;
}

/* ---- for the jobs ---- */

struct noting {
    int64_t id, now;
    const struct gather_run *run;
    struct str outcome, detail;
    bool failed;
};

static enum err note_run(struct db *db, void *ctx)
{
    const struct noting *x = ctx;
    const struct gather_run *r = x->run;
    return db_exec(db,
                   SQL("UPDATE gather SET began = ?1, whole = ?2, used = ?3, next = ?4, token = ?5,"
                       " complete = ?6, bytes = ?7, pages = ?8, records = ?9, size = ?10,"
                       " again = ?11 WHERE id = ?12"),
                   I(r->began), I(r->whole), T(r->used), T(r->next), T(r->token), I(r->complete),
                   I(r->bytes), I(r->pages), I(r->records), I(r->size), I(r->again), I(x->id));
}

enum err gather_note(struct db *db, int64_t id, const struct gather_run *run)
{
    struct noting x = {.id = id, .run = run};
    return db_write(db, note_run, &x);
}

static enum err note_end(struct db *db, void *ctx)
{
    const struct noting *x = ctx;
    return db_exec(db,
                   SQL("UPDATE gather SET tried_at = ?1, outcome = ?2, detail = ?3,"
                       " failures = CASE WHEN ?4 = 1 THEN failures + 1 ELSE 0 END WHERE id = ?5"),
                   I(x->now), T(x->outcome), T(x->detail), I(x->failed), I(x->id));
}

enum err gather_note_end(struct db *db, int64_t id, struct str outcome, struct str detail,
                         bool failed, int64_t now)
{
    struct noting x = {
        .id = id, .now = now, .outcome = outcome, .detail = detail, .failed = failed};
    return db_write(db, note_end, &x);
}

static enum err note_look(struct db *db, void *ctx)
{
    const struct noting *x = ctx;
    return db_exec(db, SQL("UPDATE gather SET looked_at = ?1, findings = ?2 WHERE id = ?3"),
                   I(x->now), T(x->detail), I(x->id));
}

enum err gather_note_look(struct db *db, int64_t id, struct str findings, int64_t now)
{
    struct noting x = {.id = id, .now = now, .detail = findings};
    return db_write(db, note_look, &x);
}
