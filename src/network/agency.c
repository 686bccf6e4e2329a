/* agency.c -- the members. */
#include "network/agency.h"

#include "base/checked.h"
#include "text/utf8.h"
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
    struct str slug, name_key;
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

static enum err insert(struct db *db, void *ctx)
{
    struct new_agency *n = ctx;
    const struct agency *g = n->agency;
    struct str slug = n->slug;
    bool taken = false;
    int64_t same = 0;

    enum err e = db_get_int(db, &same, SQL("SELECT id FROM agency WHERE name = ?1 AND place = ?2"),
                            T(g->name), T(g->place));
    if (!e) return come_back(db, n, same);
    if (e != ERR_NOT_FOUND) return e;
    e = slug_taken(db, slug, &taken);
    for (int i = 2; !e && taken; i++) {
        slug = arena_printf(n->mem, "%.*s-%d", STR_ARG(n->slug), i);
        e = slug_taken(db, slug, &taken);
    }
    if (e) return e;
    e = db_get_int(db, &n->id,
                   SQL("INSERT INTO agency (slug, name, name_key, type, place, address, hours,"
                       " phone, about, npp, services, latitude, longitude, sample, created)"
                       " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15) RETURNING id"),
                   T(slug), T(g->name), T(n->name_key), T(str_of(agency_type_name(g->type))),
                   T(g->place), T(g->address), T(g->hours), T(g->phone), T(g->about), T(g->npp),
                   T(g->services), g->located ? I(g->latitude) : NUL,
                   g->located ? I(g->longitude) : NUL, I(g->sample), I(n->now));
    return e ? e : join_network(db, n->id, n->now);
}

static bool text_ok(struct str s, size_t max)
{
    return s.n <= max && utf8_valid(s);
}

enum err agency_add(struct db *db, const struct actor *actor, const struct agency *agency,
                    int64_t now, int64_t *ret_id)
{
    struct agency g = *agency;
    enum err e = actor_may(actor, PERM_OPERATE);
    if (e) return e;

    g.name = str_trim(g.name);
    const struct str texts[] = {g.place, g.address, g.hours, g.phone, g.about, g.npp, g.services};
    if (g.name.n == 0 || !text_ok(g.name, AGENCY_NAME_MAX)) return ERR_ARG;
    for (size_t i = 0; i < COUNT(texts); i++)
        if (!text_ok(texts[i], AGENCY_TEXT_MAX)) return ERR_ARG;

    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct new_agency n = {.agency = &g,
                           .mem = a,
                           .slug = slug_of(a, g.name),
                           .name_key = words_sort_key(a, g.name, STR("")),
                           .now = now};
    e = db_write(db, insert, &n);
    if (!e) *ret_id = n.id;
    return e;
}

/* ---- reading ---- */

#define COLUMNS                                                                                    \
    "SELECT g.id, g.slug, g.name, g.type, g.place, g.address, g.hours, g.phone, g.about, g.npp,"   \
    " g.services, g.latitude, g.longitude, g.sample, g.created,"                                   \
    " (SELECT max(l.finished) FROM load l JOIN feed f ON f.id = l.feed"                            \
    "   WHERE f.agency = g.id AND l.state = 'published'),"                                         \
    " (SELECT coalesce(sum(f.records), 0) FROM feed f WHERE f.agency = g.id)"                      \
    " FROM agency g "

static struct agency read_row(const struct db_rows *r, struct arena *a)
{
    struct agency g = {
        .id = db_int(r, 0),
        .slug = db_text(r, 1, a),
        .name = db_text(r, 2, a),
        .type = AGENCY_OTHER,
        .place = db_text(r, 4, a),
        .address = db_text(r, 5, a),
        .hours = db_text(r, 6, a),
        .phone = db_text(r, 7, a),
        .about = db_text(r, 8, a),
        .npp = db_text(r, 9, a),
        .services = db_text(r, 10, a),
        .located = !db_is_null(r, 11),
        .latitude = (int32_t)db_int(r, 11),
        .longitude = (int32_t)db_int(r, 12),
        .sample = db_int(r, 13) != 0,
        .created = db_int(r, 14),
        .data_from = db_int(r, 15),
        .records = db_int(r, 16),
    };
    agency_type_parse(db_peek(r, 3), &g.type);
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
