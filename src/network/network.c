/* network.c -- networks, what they are for, how they stand in one another. */
#include "network/network.h"

#include "base/checked.h"
#include "network/agency.h"
#include "network/audit.h"
#include "network/contact.h"
#include "text/utf8.h"

/* ---- names ---- */

static const char *const jurisdictions[JURISDICTIONS] = {"", "one", "many"};
static const char *const fields[NETWORK_FIELDS] = {
    [NETWORK_F_NAME] = "name",   [NETWORK_F_PURPOSE] = "purpose", [NETWORK_F_PARENT] = "parent",
    [NETWORK_F_PLACE] = "place", [NETWORK_F_RULES] = "rules",     [NETWORK_F_CONTACT] = "contact",
    [NETWORK_F_PHONE] = "phone", [NETWORK_F_EMAIL] = "email",
};

const char *jurisdiction_name(enum jurisdiction j)
{
    return jurisdictions[j];
}

bool jurisdiction_parse(struct str name, enum jurisdiction *ret)
{
    for (int j = 0; j < JURISDICTIONS; j++)
        if (str_eq(name, str_of(jurisdictions[j]))) {
            *ret = (enum jurisdiction)j;
            return true;
        }
    return false;
}

const char *network_field_name(enum network_field f)
{
    return fields[f];
}

/* The admitted types as stored: names with ',' between. */
static struct str kinds_text(struct arena *a, uint32_t kinds)
{
    struct str part[AGENCY_TYPES];
    size_t n = 0;
    for (int t = 0; t < AGENCY_TYPES; t++)
        if (kinds >> t & 1) part[n++] = str_of(agency_type_name((enum agency_type)t));
    return arena_join(a, part, n, STR(","));
}

static uint32_t kinds_read(struct str s)
{
    struct str rest = s, one;
    uint32_t kinds = 0;
    enum agency_type t = AGENCY_OTHER;
    while (s.n && str_split(&rest, ',', &one))
        if (agency_type_parse(one, &t)) kinds |= 1u << t;
    return kinds;
}

/* ---- checking ---- */

bool network_name_ok(struct str name)
{
    name = str_trim(name);
    return name.n > 0 && name.n <= NETWORK_NAME_MAX && utf8_valid(name);
}

static bool text_ok(struct str s, size_t max)
{
    return s.n <= max && utf8_valid(s);
}

static uint32_t check(struct network *n)
{
    struct str *const texts[] = {&n->name,    &n->purpose,       &n->place_code,   &n->rules,
                                 &n->contact, &n->contact_phone, &n->contact_email};
    struct place p;
    uint32_t bad = 0;
    for (size_t i = 0; i < COUNT(texts); i++) *texts[i] = str_trim(*texts[i]);
    const bool wrong[NETWORK_FIELDS] = {
        [NETWORK_F_NAME] = !network_name_ok(n->name),
        [NETWORK_F_PURPOSE] = !text_ok(n->purpose, NETWORK_TEXT_MAX),
        [NETWORK_F_PLACE] = n->place_code.n && !place_get(n->place_code, &p),
        [NETWORK_F_RULES] = !text_ok(n->rules, NETWORK_TEXT_MAX),
        [NETWORK_F_CONTACT] = !text_ok(n->contact, NETWORK_NAME_MAX),
        [NETWORK_F_PHONE] =
            !text_ok(n->contact_phone, CONTACT_MAX) || !contact_phone_ok(n->contact_phone),
        [NETWORK_F_EMAIL] =
            !text_ok(n->contact_email, CONTACT_MAX) || !contact_email_ok(n->contact_email),
    };
    for (int f = 0; f < NETWORK_FIELDS; f++)
        if (wrong[f]) bad |= 1u << f;
    return bad;
}

/* How many networks stand around each other from `id` outwards; ERR_ARG when `inner` is one of
 * them, when there are too many, or one does not exist. */
static enum err depth_around(struct db *db, int64_t id, int64_t inner, int *ret)
{
    int depth = 0;
    for (int64_t at = id; at; depth++) {
        if (at == inner || depth == NESTING_MAX) return ERR_ARG;
        enum err e = db_get_int(
            db, &at, SQL("SELECT coalesce(parent, 0) FROM network WHERE id = ?1"), I(at));
        if (e) return e == ERR_NOT_FOUND ? ERR_ARG : e;
    }
    *ret = depth;
    return OK;
}

/* How many layers stand inside it, itself counted. */
static enum err depth_inside(struct db *db, int64_t id, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("WITH RECURSIVE inside (id, depth) AS (SELECT id, 1 FROM network"
                          " WHERE id = ?1 UNION ALL SELECT n.id, i.depth + 1 FROM network n"
                          " JOIN inside i ON n.parent = i.id WHERE i.depth <= ?2)"
                          " SELECT coalesce(max(depth), 1) FROM inside"),
                      I(id), I(NESTING_MAX));
}

static enum err check_parent(struct db *db, const struct network *n)
{
    int around = 0;
    int64_t inside = 1;
    enum err e = depth_around(db, n->parent, n->id, &around);
    if (!e && n->id) e = depth_inside(db, n->id, &inside);
    return e ? e : around + inside > NESTING_MAX ? ERR_ARG : OK;
}

/* ---- writing ---- */

struct change {
    const struct actor *actor;
    struct network network;
    struct str kinds;
    int64_t now;
    bool wrong_parent;
};

static enum err write_profile(struct db *db, const struct change *c)
{
    const struct network *n = &c->network;
    return db_exec(
        db,
        SQL("UPDATE network SET name = ?2, purpose = ?3, parent = ?4, kinds = ?5, place_code = ?6,"
            " jurisdiction = ?7, commercial = ?8, admits = ?9, rules = ?10, contact = ?11,"
            " contact_phone = ?12, contact_email = ?13 WHERE id = ?1"),
        I(n->id), T(n->name), T(n->purpose), n->parent ? I(n->parent) : NUL, T(c->kinds),
        T(n->place_code), T(str_of(jurisdictions[n->jurisdiction])), I(n->commercial), I(n->admits),
        T(n->rules), T(n->contact), T(n->contact_phone), T(n->contact_email));
}

static enum err note(struct db *db, const struct change *c, const char *action)
{
    return audit_add(
        db, c->actor,
        &(struct audit_entry){c->now, 0, action, "network", c->network.id, c->network.name});
}

static enum err insert(struct db *db, void *ctx)
{
    struct change *c = ctx;
    c->network.id = 0;
    enum err e = check_parent(db, &c->network);
    if (e) return e;
    e = db_get_int(db, &c->network.id,
                   SQL("INSERT INTO network (name, sample, created) VALUES (?1, ?2, ?3)"
                       " RETURNING id"),
                   T(c->network.name), I(c->network.sample), I(c->now));
    if (!e) e = write_profile(db, c);
    return e ? e : note(db, c, "network.add");
}

/* Whether the actor may let something stand in `parent`; the ground floor is the operator's. */
static enum err may_stand_in(struct db *db, const struct actor *actor, int64_t parent)
{
    return parent ? actor_may_network(db, actor, PERM_COORDINATE, parent)
                  : actor_may(actor, PERM_OPERATE);
}

enum err network_add(struct db *db, const struct actor *actor, const struct network *network,
                     int64_t now, int64_t *ret_id)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct change c = {.actor = actor, .network = *network, .now = now};
    enum err e = may_stand_in(db, actor, network->parent);
    if (e) return e;
    if (check(&c.network)) return ERR_ARG;
    c.kinds = kinds_text(a, network->kinds);
    e = db_write(db, insert, &c);
    if (!e) *ret_id = c.network.id;
    return e;
}

static enum err change(struct db *db, void *ctx)
{
    struct change *c = ctx;
    int64_t edition = 0;
    enum err e = db_get_int(db, &edition, SQL("SELECT edition FROM network WHERE id = ?1"),
                            I(c->network.id));
    if (!e && edition != c->network.edition) e = ERR_CONFLICT;
    if (e) return e;
    e = check_parent(db, &c->network);
    c->wrong_parent = e == ERR_ARG;
    if (!e) e = write_profile(db, c);
    if (!e)
        e = db_exec(db, SQL("UPDATE network SET edition = edition + 1 WHERE id = ?1"),
                    I(c->network.id));
    return e ? e : note(db, c, "network.change");
}

enum err network_update(struct db *db, const struct actor *actor, const struct network *network,
                        int64_t now, uint32_t *ret_bad)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct change c = {.actor = actor, .network = *network, .now = now};
    int64_t parent = 0;
    *ret_bad = 0;
    enum err e = actor_may_network(db, actor, PERM_COORDINATE, network->id);
    if (!e)
        e = db_get_int(db, &parent, SQL("SELECT coalesce(parent, 0) FROM network WHERE id = ?1"),
                       I(network->id));
    if (!e && parent != network->parent) e = may_stand_in(db, actor, network->parent);
    if (e) return e;
    *ret_bad = check(&c.network);
    if (*ret_bad) return ERR_ARG;
    c.kinds = kinds_text(a, network->kinds);
    e = db_write(db, change, &c);
    if (c.wrong_parent) *ret_bad = 1u << NETWORK_F_PARENT;
    return e;
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    "SELECT id, name, purpose, sample, coalesce(parent, 0), kinds, place_code, jurisdiction,"      \
    " commercial, admits, rules, contact, contact_phone, contact_email, edition FROM network "

static struct network read_row(const struct db_rows *r, struct arena *a)
{
    struct network n = {
        .id = db_int(r, 0),
        .name = db_text(r, 1, a),
        .purpose = db_text(r, 2, a),
        .sample = db_int(r, 3) != 0,
        .parent = db_int(r, 4),
        .kinds = kinds_read(db_peek(r, 5)),
        .place_code = db_text(r, 6, a),
        .commercial = db_int(r, 8) != 0,
        .admits = db_int(r, 9) != 0,
        .rules = db_text(r, 10, a),
        .contact = db_text(r, 11, a),
        .contact_phone = db_text(r, 12, a),
        .contact_email = db_text(r, 13, a),
        .edition = db_int(r, 14),
    };
    if (!jurisdiction_parse(db_peek(r, 7), &n.jurisdiction)) n.jurisdiction = JURISDICTION_UNSTATED;
    return n;
}

static enum err read_one(struct db_rows *r, struct arena *a, struct network *ret)
{
    bool found = db_next(r);
    if (found) *ret = read_row(r, a);
    return r->status ? r->status : found ? OK : ERR_NOT_FOUND;
}

enum err network_home(struct db *db, struct arena *a, struct network *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "ORDER BY id LIMIT 1"));
    return read_one(&r, a, ret);
}

enum err network_get(struct db *db, int64_t id, struct arena *a, struct network *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "WHERE id = ?1"), I(id));
    return read_one(&r, a, ret);
}

enum err network_list(struct db *db, struct arena *a, struct networks *ret)
{
    struct networks list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL(COLUMNS "ORDER BY id LIMIT ?1"), I(NETWORKS_MAX));
    while (db_next(&r)) VEC_PUSH(a, &list, read_row(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

static enum err read_ids(struct db_rows *r, struct arena *a, struct agency_ids *ret)
{
    struct agency_ids ids = {0};
    while (db_next(r)) VEC_PUSH(a, &ids, db_int(r, 0));
    if (!r->status) *ret = ids;
    return r->status;
}

enum err network_members(struct db *db, int64_t network, int64_t now, struct arena *a,
                         struct agency_ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("WITH RECURSIVE inside (id) AS (SELECT id FROM network WHERE id = ?1"
                     " UNION SELECT n.id FROM network n JOIN inside i ON n.parent = i.id)"
                     " SELECT DISTINCT agency FROM membership WHERE network IN"
                     " (SELECT id FROM inside) AND since <= ?2 AND (until IS NULL OR until > ?2)"
                     " ORDER BY agency"),
                 I(network), I(now));
    return read_ids(&r, a, ret);
}

enum err network_public(struct db *db, struct arena *a, struct agency_ids *ret, bool *ret_all)
{
    int64_t hidden = 0;
    enum err e = db_get_int(
        db, &hidden,
        SQL("SELECT count(*) FROM feed f WHERE NOT EXISTS (SELECT 1 FROM membership m"
            " WHERE m.agency = f.agency AND m.until IS NULL) AND EXISTS (SELECT 1 FROM load l"
            " WHERE l.feed = f.id AND l.state IN ('publishing', 'published', 'undoing'))"));
    if (e) return e;
    *ret_all = hidden == 0;
    *ret = (struct agency_ids){0};
    if (*ret_all) return OK;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT DISTINCT agency FROM membership WHERE until IS NULL"
                         " ORDER BY agency"));
    return read_ids(&r, a, ret);
}
