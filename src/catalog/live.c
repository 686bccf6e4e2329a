/* live.c -- see live.h. */
#include "catalog/live.h"

#include <string.h>

#include "base/buf.h"
#include "base/checked.h"
#include "network/audit.h"

static const char *const kinds[LIVE_KINDS] = {[LIVE_DAIA] = "daia", [LIVE_ILSDI] = "ilsdi"};

const char *live_kind_name(enum live_kind k)
{
    return kinds[k];
}

bool live_kind_parse(struct str name, enum live_kind *ret)
{
    for (enum live_kind k = 0; k < LIVE_KINDS; k++) {
        if (!str_eq(name, str_of(kinds[k]))) continue;
        *ret = k;
        return true;
    }
    return false;
}

/* ---- registering ---- */

static bool sound_url(struct str s)
{
    bool web = str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
    size_t host = str_find(s, STR("://")) + 3;
    size_t slash = str_find_char(s, '/', host);
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7F || s.p[i] == '#')
            return false;
    return web && slash > host && str_find_char(s, '@', 0) >= slash && s.n <= LIVE_URL_MAX;
}

static const struct str places[] = {STR_INIT("{number}"), STR_INIT("{digits}"), STR_INIT("{isbn}")};
enum { NUMBER, DIGITS, ISBN };

static bool sound_pattern(struct str s)
{
    bool place = false;
    for (size_t i = 0; i < COUNT(places); i++) place |= str_find(s, places[i]) < s.n;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ') return false;
    return place && s.n <= LIVE_PATTERN_MAX;
}

struct changing {
    const struct actor *actor;
    const struct live_service *s;
    int64_t agency, now;
};

static enum err note(struct db *db, const struct changing *c, const char *action, struct str detail)
{
    return audit_add(db, c->actor,
                     &(struct audit_entry){.at = c->now,
                                           .agency = c->agency,
                                           .action = action,
                                           .kind = "agency",
                                           .id = c->agency,
                                           .detail = detail});
}

static enum err set_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    const struct live_service *s = c->s;
    enum err e =
        db_exec(db,
                SQL("INSERT INTO live_service (agency, kind, url, pattern, open)"
                    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (agency) DO UPDATE SET kind = ?2,"
                    " url = ?3, pattern = ?4, open = ?5"),
                I(s->agency), T(str_of(kinds[s->kind])), T(s->url), T(s->pattern), I(s->open));
    return e ? e : note(db, c, s->open ? "live.set" : "live.close", s->url);
}

enum err live_set(struct db *db, const struct actor *actor, const struct live_service *s,
                  int64_t now)
{
    struct changing c = {actor, s, s->agency, now};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, s->agency);
    if (!e && (!sound_url(s->url) || !sound_pattern(s->pattern))) e = ERR_ARG;
    return e ? e : db_write(db, set_in, &c);
}

static enum err remove_in(struct db *db, void *ctx)
{
    const struct changing *c = ctx;
    enum err e = db_exec(db, SQL("DELETE FROM live_service WHERE agency = ?1"), I(c->agency));
    return e ? e : note(db, c, "live.remove", (struct str){0});
}

enum err live_remove(struct db *db, const struct actor *actor, int64_t agency, int64_t now)
{
    struct changing c = {actor, NULL, agency, now};
    enum err e = actor_may_agency(db, actor, PERM_MANAGE, agency);
    return e ? e : db_write(db, remove_in, &c);
}

enum err live_get(struct db *db, int64_t agency, struct arena *a, struct live_service *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT kind, url, pattern, open FROM live_service WHERE agency = ?1"), I(agency));
    *ret = (struct live_service){0};
    if (db_next(&r) && live_kind_parse(db_text(&r, 0, a), &ret->kind)) {
        ret->agency = agency;
        ret->url = db_text(&r, 1, a);
        ret->pattern = db_text(&r, 2, a);
        ret->open = db_int(&r, 3) != 0;
    }
    return r.status;
}

enum err live_open(struct db *db, struct arena *a, struct live_services *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT agency, kind, url, pattern FROM live_service WHERE open = 1"
                         " ORDER BY agency"));
    *ret = (struct live_services){0};
    while (db_next(&r)) {
        struct live_service s = {.agency = db_int(&r, 0),
                                 .url = db_text(&r, 2, a),
                                 .pattern = db_text(&r, 3, a),
                                 .open = true};
        if (live_kind_parse(db_text(&r, 1, a), &s.kind)) VEC_PUSH(a, ret, s);
    }
    return r.status;
}

/* ---- asking about a record ---- */

static struct str number_of(const struct bib *b)
{
    size_t slash = b->control.n; /* "ID-DpkSMAN/12": the organisation is not part of it */
    while (slash && b->control.p[slash - 1] != '/') slash--;
    return str_slice(b->control, slash, b->control.n);
}

static struct str digits_of(const struct bib *b)
{
    struct str s = b->control;
    size_t end = s.n;
    while (end && !(s.p[end - 1] >= '0' && s.p[end - 1] <= '9')) end--;
    size_t from = end;
    while (from && s.p[from - 1] >= '0' && s.p[from - 1] <= '9') from--;
    return str_slice(s, from, end);
}

struct str live_document(const struct live_service *s, const struct bib *b, struct arena *a)
{
    struct buf CLEANUP(buf_release) to = BUF(LIVE_ID_MAX);
    const struct str value[] = {[NUMBER] = number_of(b),
                                [DIGITS] = digits_of(b),
                                [ISBN] = b->isbns.n ? b->isbns.item[0] : (struct str){0}};
    for (struct str rest = s->pattern; rest.n;) {
        size_t i = 0;
        while (i < COUNT(places) && !str_starts(rest, places[i])) i++;
        if (i == COUNT(places)) {
            buf_add_char(&to, rest.p[0]);
            rest = str_slice(rest, 1, rest.n);
            continue;
        }
        if (value[i].n == 0) return (struct str){0};
        buf_add(&to, value[i]);
        rest = str_slice(rest, places[i].n, rest.n);
    }
    return to.full ? (struct str){0} : arena_copy(a, buf_str(&to));
}

static void add_encoded(struct buf *to, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~';
        if (plain)
            buf_add_char(to, (char)c);
        else
            buf_printf(to, "%%%02X", c);
    }
}

struct str live_address(const struct live_service *s, struct str document, struct arena *a)
{
    struct buf CLEANUP(buf_release) to = BUF(4096);
    buf_add(&to, s->url);
    buf_add_char(&to, str_find_char(s->url, '?', 0) < s->url.n ? '&' : '?');
    buf_add(&to, s->kind == LIVE_DAIA ? STR("format=json&id=")
                                      : STR("service=GetAvailability&id_type=bib&id="));
    add_encoded(&to, document);
    return arena_copy(a, buf_str(&to));
}
