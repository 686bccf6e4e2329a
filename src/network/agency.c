/* agency.c -- the members. */
#include "network/agency.h"

#include "base/checked.h"
#include "network/audit.h"
#include "text/words.h"

static const char *const type_names[AGENCY_TYPES] = {
    "school",      "public",   "university", "special", "documentation",
    "information", "analysis", "referral",   "other",
};

const char *agency_type_name(enum agency_type t)
{
    return t < AGENCY_TYPES ? type_names[t] : type_names[AGENCY_OTHER];
}

bool agency_type_parse(struct str name, enum agency_type *ret)
{
    for (int t = 0; t < AGENCY_TYPES; t++) {
        if (!str_eq(name, str_of(type_names[t]))) continue;
        *ret = (enum agency_type)t;
        return true;
    }
    return false;
}

/* ---- adding ---- */

struct new_agency {
    const struct agency *agency;
    struct arena *mem;
    int64_t now, id;
};

/* The name's words joined by '-', or "perpustakaan" when it has none in Latin letters. */
static struct str slug_of(struct arena *a, struct str name)
{
    enum { SLUG_MAX = 60 };
    struct str key = words_key(a, name);
    char *p = arena_alloc(a, SLUG_MAX);
    size_t n = 0;
    for (size_t i = 0; i < key.n && n < SLUG_MAX; i++) {
        char c = key.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            p[n++] = c;
        else if (c == ' ' && n && p[n - 1] != '-')
            p[n++] = '-';
    }
    while (n && p[n - 1] == '-') n--;
    return n ? (struct str){p, n} : STR("perpustakaan");
}

static enum err slug_taken(struct db *db, struct str slug, bool *ret)
{
    int64_t id = 0;
    enum err e = db_get_int(db, &id, SQL("SELECT id FROM agency WHERE slug = ?1"), T(slug));
    *ret = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err join_network(struct db *db, int64_t agency, int64_t now)
{
    return db_exec(db,
                   SQL("INSERT INTO membership (network, agency, since)"
                       " SELECT min(id), ?1, ?2 FROM network HAVING min(id) IS NOT NULL"),
                   I(agency), I(now));
}

/* A library that left and joins again is the one it was. */
static enum err come_back(struct db *db, struct new_agency *n, int64_t agency)
{
    int64_t member = 0;
    n->id = agency;
    enum err e = db_get_int(db, &member,
                            SQL("SELECT count(*) FROM membership WHERE agency = ?1"
                                " AND until IS NULL"),
                            I(agency));
    if (e) return e;
    return member ? ERR_CONFLICT : join_network(db, agency, n->now);
}

/* Everything an agency says of itself, in two statements that can still be read. */
static enum err write_profile(struct db *db, int64_t id, const struct agency *g, struct str key)
{
    enum err e = db_exec(
        db,
        SQL("UPDATE agency SET name = ?2, name_key = ?3, type = ?4, place_code = ?5, place = ?6,"
            " address = ?7, latitude = ?8, longitude = ?9, npp = ?10, npsn = ?11, isil = ?12,"
            " about = ?13, strengths = ?14, lacks = ?15, benefits = ?16 WHERE id = ?1"),
        I(id), T(g->name), T(key), T(str_of(agency_type_name(g->type))), T(g->place_code),
        T(g->place), T(g->address), g->located ? I(g->latitude) : NUL,
        g->located ? I(g->longitude) : NUL, T(g->npp), T(g->npsn), T(g->isil), T(g->about),
        T(g->strengths), T(g->lacks), T(g->benefits));
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE agency SET week = ?2, hours = ?3, services = ?4, phone = ?5,"
                       " whatsapp = ?6, email = ?7, website = ?8, contact = ?9 WHERE id = ?1"),
                   I(id), T(g->week), T(g->hours), T(g->services), T(g->phone), T(g->whatsapp),
                   T(g->email), T(g->website), T(g->contact));
}

/* The first address of the name that is free: smp-1, smp-1-2, smp-1-3. */
static enum err free_slug(struct db *db, struct str name, struct arena *a, struct str *ret)
{
    struct str base = slug_of(a, name), slug = base;
    bool taken = false;
    enum err e = slug_taken(db, slug, &taken);
    for (int i = 2; !e && taken; i++) {
        slug = arena_printf(a, "%.*s-%d", STR_ARG(base), i);
        e = slug_taken(db, slug, &taken);
    }
    *ret = slug;
    return e;
}

enum err agency_insert(struct db *db, const struct agency *g, int64_t now, struct arena *a,
                       int64_t *ret_id)
{
    struct str slug, key = words_sort_key(a, g->name, STR(""));
    int64_t id = 0;
    enum err e = free_slug(db, g->name, a, &slug);
    if (!e)
        e = db_get_int(db, &id,
                       SQL("INSERT INTO agency (slug, name, name_key, type, sample, created)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id"),
                       T(slug), T(g->name), T(key), T(str_of(agency_type_name(g->type))),
                       I(g->sample), I(now));
    if (!e) e = write_profile(db, id, g, key);
    if (!e) *ret_id = id;
    return e;
}

enum err agency_same(struct db *db, const struct agency *g, int64_t *ret_id)
{
    return db_get_int(db, ret_id,
                      SQL("SELECT min(id) FROM agency WHERE (name = ?1 AND place = ?2"
                          " AND place_code = ?3) OR (?4 <> '' AND npsn = ?4)"
                          " HAVING min(id) IS NOT NULL"),
                      T(g->name), T(g->place), T(g->place_code), T(g->npsn));
}

static enum err insert(struct db *db, void *ctx)
{
    struct new_agency *n = ctx;
    int64_t same = 0;
    enum err e = agency_same(db, n->agency, &same);
    if (!e) return come_back(db, n, same);
    if (e != ERR_NOT_FOUND) return e;
    e = agency_insert(db, n->agency, n->now, n->mem, &n->id);
    return e ? e : join_network(db, n->id, n->now);
}

enum err agency_add(struct db *db, const struct actor *actor, const struct agency *agency,
                    int64_t now, int64_t *ret_id)
{
    struct agency g = *agency;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e && agency_check(a, &g)) e = ERR_ARG;
    if (e) return e;
    struct new_agency n = {.agency = &g, .mem = a, .now = now};
    e = db_write(db, insert, &n);
    if (!e) *ret_id = n.id;
    return e;
}

/* ---- changing ---- */

struct change {
    const struct actor *actor;
    const struct agency *agency;
    struct str name_key;
    int64_t now;
};

static enum err change(struct db *db, void *ctx)
{
    const struct change *c = ctx;
    int64_t id = c->agency->id, edition = 0;
    enum err e = db_get_int(db, &edition, SQL("SELECT edition FROM agency WHERE id = ?1"), I(id));
    if (!e && edition != c->agency->edition) e = ERR_CONFLICT;
    if (!e) e = write_profile(db, id, c->agency, c->name_key);
    if (!e)
        e = db_exec(db, SQL("UPDATE agency SET edition = edition + 1, changed = ?2 WHERE id = ?1"),
                    I(id), I(c->now));
    return e ? e
             : audit_add(db, c->actor,
                         &(struct audit_entry){c->now, id, "agency.change", "agency", id, STR("")});
}

enum err agency_update(struct db *db, const struct actor *actor, const struct agency *agency,
                       int64_t now, uint32_t *ret_bad)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct agency g = *agency;
    *ret_bad = 0;
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, g.id);
    if (e) return e;
    *ret_bad = agency_check(a, &g);
    if (*ret_bad) return ERR_ARG;
    return db_write(db, change,
                    &(struct change){actor, &g, words_sort_key(a, g.name, STR("")), now});
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    "SELECT g.id, g.slug, g.name, g.type, g.place_code, g.place, g.address, g.phone, g.about,"     \
    " g.week, g.hours, g.npp, g.npsn, g.isil, g.whatsapp, g.email, g.website, g.contact,"          \
    " g.services, g.strengths, g.lacks, g.benefits, g.latitude, g.longitude, g.sample, g.edition," \
    " g.created, (SELECT p.changed FROM photo p WHERE p.agency = g.id),"                           \
    " (SELECT max((SELECT max(l.finished) FROM load l WHERE l.feed = f.id"                         \
    "   AND l.over IS NULL AND l.state = 'published')) FROM feed f WHERE f.agency = g.id),"        \
    " (SELECT coalesce(sum(f.records), 0) FROM feed f WHERE f.agency = g.id)"                      \
    " FROM agency g "

static struct agency read_row(const struct db_rows *r, struct arena *a)
{
    struct agency g = {
        .id = db_int(r, 0),
        .type = AGENCY_OTHER,
        .located = !db_is_null(r, 22),
        .latitude = (int32_t)db_int(r, 22),
        .longitude = (int32_t)db_int(r, 23),
        .sample = db_int(r, 24) != 0,
        .edition = db_int(r, 25),
        .created = db_int(r, 26),
        .has_photo = !db_is_null(r, 27),
        .photo_changed = db_int(r, 27),
        .data_from = db_int(r, 28),
        .records = db_int(r, 29),
    };
    struct str *const texts[] = {
        &g.place_code, &g.place,   &g.address,  &g.phone,     &g.about,    &g.week,
        &g.hours,      &g.npp,     &g.npsn,     &g.isil,      &g.whatsapp, &g.email,
        &g.website,    &g.contact, &g.services, &g.strengths, &g.lacks,    &g.benefits,
    };
    g.slug = db_text(r, 1, a);
    g.name = db_text(r, 2, a);
    agency_type_parse(db_peek(r, 3), &g.type);
    for (size_t i = 0; i < COUNT(texts); i++) *texts[i] = db_text(r, (int)i + 4, a);
    return g;
}

enum err agency_list(struct db *db, struct arena *a, struct agencies *ret)
{
    struct agencies list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL(COLUMNS "WHERE EXISTS (SELECT 1 FROM membership m WHERE m.agency = g.id"
                             " AND m.until IS NULL) ORDER BY g.name_key, g.id LIMIT ?1"),
                 I(AGENCIES_MAX));
    while (db_next(&r)) VEC_PUSH(a, &list, read_row(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

static enum err read_one(struct db_rows *r, struct arena *a, struct agency *ret)
{
    bool found = db_next(r);
    if (found) *ret = read_row(r, a);
    return r->status ? r->status : found ? OK : ERR_NOT_FOUND;
}

enum err agency_get(struct db *db, int64_t id, struct arena *a, struct agency *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "WHERE g.id = ?1"), I(id));
    return read_one(&r, a, ret);
}

enum err agency_by_slug(struct db *db, struct str slug, struct arena *a, struct agency *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL(COLUMNS "WHERE g.slug = ?1"), T(slug));
    return read_one(&r, a, ret);
}

struct str agency_place(struct arena *a, const struct agency *g)
{
    struct str name = place_full_name(a, g->place_code);
    return name.n ? name : g->place;
}

bool agency_set_place(struct arena *a, struct agency *g, struct str typed, struct places *ret)
{
    place_find(typed, a, ret);
    g->place = typed;
    g->place_code = STR("");
    struct place p;
    if (!place_meant(ret, &p)) return false;
    g->place = STR("");
    g->place_code = arena_copy(a, str_of(p.code));
    return true;
}

bool agency_point(const struct agency *g, struct point *ret, bool *ret_own)
{
    bool own = true;
    if (!g->located && !place_point(g->place_code, ret, &own)) return false;
    if (g->located) *ret = (struct point){g->latitude, g->longitude};
    *ret_own = g->located;
    return true;
}

/* ---- the sample ---- */

static enum err retire(struct db *db, void *ctx)
{
    const int64_t *now = ctx;
    enum err e = db_exec(db,
                         SQL("UPDATE membership SET until = ?1 WHERE until IS NULL AND agency IN"
                             " (SELECT id FROM agency WHERE sample = 1)"),
                         I(*now));
    return e ? e : db_exec(db, SQL("UPDATE network SET sample = 0 WHERE sample = 1"));
}

enum err agency_retire_samples(struct db *db, const struct actor *actor, int64_t now)
{
    enum err e = actor_may(actor, PERM_OPERATE);
    return e ? e : db_write(db, retire, &now);
}
