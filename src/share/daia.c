/* daia.c -- see daia.h. */
#include "share/daia.h"

#include "base/checked.h"
#include "catalog/query_cql.h"
#include "catalog/title_id.h"
#include "record/json_write.h"
#include "share/form_parts.h"
#include "share/stamp.h"

enum { SECONDS = 2, TITLES_OF_NUMBER = 10 };

struct daia {
    const struct daia_site *site;
    struct db *db;
    struct arena *mem;
    struct json_out out;
};

static const struct actor anybody = {.kind = ACTOR_STRANGER};

/* ---- entities and services ---- */

static void entity(struct json_out *j, const char *key, struct str id, struct str href,
                   struct str content)
{
    if (!id.n && !href.n && !content.n) return;
    json_key(j, key);
    json_begin(j, '{');
    json_text(j, "id", id);
    json_text(j, "href", href);
    json_text(j, "content", content);
    json_end(j, '}');
}

static void service(struct json_out *j, const char *name, const char *key, const char *value)
{
    json_begin(j, '{');
    json_text(j, "service", str_of(name));
    if (key) json_text(j, key, str_of(value));
    json_end(j, '}');
}

/* Both services in one list, or each in its own. */
static void services(struct json_out *j, enum item_status s)
{
    bool here = s == ITEM_AVAILABLE || s == ITEM_NOT_FOR_LOAN, lent = s == ITEM_AVAILABLE;
    const char *when = s == ITEM_ON_LOAN || s == ITEM_ON_ORDER ? "expected" : NULL;
    if (s == ITEM_UNSTATED || s == ITEM_HIDDEN) return;
    if (here) {
        json_key(j, "available");
        json_begin(j, '[');
        service(j, "presentation", NULL, NULL);
        if (lent) service(j, "loan", NULL, NULL);
        json_end(j, ']');
    }
    if (here && lent) return;
    json_key(j, "unavailable");
    json_begin(j, '[');
    if (!here) service(j, "presentation", when, "unknown");
    service(j, "loan", when, "unknown");
    json_end(j, ']');
}

/* ---- items ---- */

static void item(struct daia *d, const struct title_view *v, const struct title_holding *h,
                 const struct bib_item *i)
{
    struct json_out *j = &d->out;
    struct str library = form_library_address(h->agency, d->site->base, d->mem), label = {0};
    if (i) label = i->call_number;
    json_begin(j, '{');
    json_text(j, "href",
              arena_printf(d->mem, "%.*s/b/%.*s", STR_ARG(d->site->base), STR_ARG(v->address_id)));
    json_text(j, "label", label.n ? label : h->call_number);
    if (i) json_text(j, "about", i->coverage.n ? i->coverage : i->code);
    entity(j, "department", library, library, h->agency->name);
    if (i) entity(j, "storage", (struct str){0}, (struct str){0}, i->place);
    if (i) services(j, i->status);
    json_end(j, '}');
}

/* The full text, wherever it is; whether it is open to everybody no record says for sure. */
static void online(struct daia *d, const struct title_view *v)
{
    struct json_out *j = &d->out;
    for (size_t i = 0; v->bib.online && i < v->bib.urls.n; i++) {
        struct str url = v->bib.urls.item[i];
        if (!str_starts(url, STR("http://")) && !str_starts(url, STR("https://"))) continue;
        json_begin(j, '{');
        json_text(j, "href", url);
        json_key(j, "available");
        json_begin(j, '[');
        json_begin(j, '{');
        json_text(j, "service", STR("remote"));
        json_text(j, "href", url);
        json_text(j, "delay", STR("unknown"));
        json_end(j, '}');
        json_end(j, ']');
        json_end(j, '}');
    }
}

static void document(struct daia *d, const struct title_view *v, struct str requested)
{
    struct json_out *j = &d->out;
    struct str address =
        arena_printf(d->mem, "%.*s/b/%.*s", STR_ARG(d->site->base), STR_ARG(v->address_id));
    struct str about[] = {v->bib.title, v->bib.part};
    json_begin(j, '{');
    json_text(j, "id", address);
    json_text(j, "requested", requested);
    json_text(j, "href", address);
    json_text(j, "about", arena_join(d->mem, about, COUNT(about), STR(". ")));
    json_key(j, "item");
    json_begin(j, '[');
    for (size_t i = 0; i < v->n_holdings; i++) {
        const struct title_holding *h = &v->holding[i];
        for (size_t k = 0; k < h->n; k++) item(d, v, h, &h->item[k]);
        if (!h->n) item(d, v, h, NULL);
    }
    online(d, v);
    json_end(j, ']');
    json_end(j, '}');
}

/* ---- finding ---- */

static bool number_of(struct str id, const char *urn, struct str *ret)
{
    struct str start = str_of(urn);
    if (id.n < start.n || !str_eq_nocase(str_slice(id, 0, start.n), start)) return false;
    *ret = str_slice(id, start.n, id.n);
    return true;
}

static enum err find_number(struct daia *d, const char *index, struct str number,
                            struct title_views *ret)
{
    struct cql_problem problem = {0};
    struct search_result found = {0};
    const struct env *env = d->site->env;
    struct search_request rq = {
        .query = arena_printf(d->mem, "%s = \"%.*s\"", index, STR_ARG(number)),
        .field = INDEX_ANY,
        .cql = &problem,
        .limit = TITLES_OF_NUMBER,
        .answering = d->site->answering,
        .deadline_us = env->monotonic(env) + SECONDS * INT64_C(1000000),
    };
    if (!d->site->index) return OK;
    enum err e = search_run(d->db, d->site->index, &anybody, &rq, d->mem, NULL, &found);
    if (e == ERR_ARG) return OK; /* no number at all: nothing is found */
    if (!e) *ret = found.titles;
    return e;
}

/* What stands behind the last '/' or ':' of an address or an identifier. */
static enum err find_title(struct daia *d, struct str id, struct title_views *ret)
{
    int64_t title = 0;
    size_t from = id.n;
    while (from && id.p[from - 1] != '/' && id.p[from - 1] != ':') from--;
    if (title_id_read(str_slice(id, from, id.n), &title) || title_follow(d->db, title, &title))
        return OK;
    return title_views(d->db, &anybody, NULL, &title, 1, d->mem, ret);
}

static enum err answer_one(struct daia *d, struct str id)
{
    struct str number;
    struct title_views found = {0};
    enum err e = OK;
    if (number_of(id, "urn:isbn:", &number) || number_of(id, "isbn:", &number))
        e = find_number(d, "bath.isbn", number, &found);
    else if (number_of(id, "urn:issn:", &number) || number_of(id, "issn:", &number))
        e = find_number(d, "bath.issn", number, &found);
    else
        e = find_title(d, id, &found);
    for (size_t i = 0; !e && i < found.n; i++) document(d, &found.item[i], id);
    return e;
}

enum err daia_answer(const struct daia_site *site, struct db *db, struct str query, struct arena *a,
                     struct buf *to, struct str *ret_rest)
{
    struct daia d = {site, db, a, {.to = to}};
    struct str rest = query, id;
    enum err e = OK;
    json_begin(&d.out, '{');
    entity(&d.out, "institution", site->base, site->base, site->name);
    json_text(&d.out, "timestamp", time_stamp(site->env->now(site->env), a));
    json_key(&d.out, "document");
    json_begin(&d.out, '[');
    for (int n = 0; !e && n < DAIA_IDS_MAX && rest.n && str_split(&rest, '|', &id); n++)
        if (str_trim(id).n) e = answer_one(&d, str_trim(id));
    json_end(&d.out, ']');
    json_end(&d.out, '}');
    *ret_rest = rest;
    return e;
}
