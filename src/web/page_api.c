/* page_api.c -- the way in: links, the description of the whole (OpenAPI 3.1), what each problem
 * means, and suggestions. */
#include "base/checked.h"
#include "catalog/suggest.h"
#include "share/stamp.h"
#include "static_names.h"
#include "web/address.h"
#include "web/api.h"
#include "web/static.h"
#include "work/dump.h"

/* ---- the beginning ---- */

static void add_links(struct json_out *j, struct str base)
{
    static const char *const names[] = {"titles",      "libraries", "networks",
                                        "suggestions", "changes",   "dump"};
    json_key(j, "links");
    json_begin(j, '{');
    api_link(j, "self", base, API_PATH);
    api_link(j, "openapi", base, API_PATH "/openapi.json");
    for (size_t i = 0; i < COUNT(names); i++) api_link(j, names[i], base, API_PATH "/%s", names[i]);
    api_link(j, "html", base, "/");
    api_link(j, "help", base, "/bantuan");
    api_link(j, "oai", base, "/oai");
    api_link(j, "sru", base, "/sru");
    json_end(j, '}');
}

static void add_dump(struct ask *k, struct json_out *j)
{
    struct dump_file d;
    if (!k->config->dir || dump_newest(k->config->dir, k->mem, &d)) return;
    json_key(j, "dump");
    json_begin(j, '{');
    json_text(j, "made", time_stamp(d.made, k->mem));
    json_key(j, "titles");
    json_add_number(j, d.titles);
    json_key(j, "bytes");
    json_add_number(j, d.bytes);
    json_text(j, "sha256", d.sha256);
    api_link(j, "url", base_of(k), API_PATH "/dump");
    api_link(j, "changes", base_of(k), API_PATH "/changes?cursor=%.*s",
             STR_ARG(cursor_write("changes", (struct str){0}, d.seq, k->mem)));
    json_end(j, '}');
}

enum err page_api(struct ask *k)
{
    struct json_out j = api_begin(k);
    struct str base = base_of(k);
    json_begin(&j, '{');
    json_text(&j, "name", k->network.name);
    json_text(&j, "api", STR("v1"));
    json_text(&j, "program", STR("silang"));
    json_text(&j, "version", STR(SILANG_VERSION));
    add_links(&j, base);
    add_dump(k, &j);
    json_end(&j, '}');
    http_set(k->rq, k->rs, "Link",
             arena_printf(k->mem,
                          "<%.*s" API_PATH "/openapi.json>; rel=\"service-desc\";"
                          " type=\"application/json\", <%.*s/bantuan>; rel=\"service-doc\"",
                          STR_ARG(base), STR_ARG(base)));
    return api_end(k);
}

/* ---- the description ---- */

enum err page_api_openapi(struct ask *k)
{
    for (int i = 0; i < static_files_n; i++) {
        const struct static_file *f = &static_files[i];
        if (!str_ends(STR(STATIC_openapi_json), str_of(f->name))) continue;
        (void)api_begin(k);
        buf_add(&k->rs->body, f->plain);
        page_unchanged(k);
        return OK;
    }
    return ERR_NOT_FOUND;
}

enum err page_api_problem(struct ask *k)
{
    struct json_out j;
    const char *name = arena_cstr(k->mem, k->segment);
    const char *advice = arena_cstr(k->mem, arena_printf(k->mem, "%s-do", name));
    struct str what = named_text(k, "api", advice);
    if (str_eq(what, str_of(advice))) return ERR_NOT_FOUND;
    j = api_begin(k);
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language"));
    json_begin(&j, '{');
    api_link(&j, "type", base_of(k), API_PATH "/problems/%s", name);
    json_text(&j, "title", named_text(k, "api", name));
    json_text(&j, "detail", what);
    json_end(&j, '}');
    return api_end(k);
}

/* ---- suggestions ---- */

static void add_titles(struct json_out *j, const struct suggestions *s, struct str base)
{
    json_key(j, "titles");
    json_begin(j, '[');
    for (size_t i = 0; i < s->titles.n; i++) {
        const struct title_view *v = &s->titles.item[i];
        json_begin(j, '{');
        json_text(j, "id", v->address_id);
        json_text(j, "text", v->bib.title);
        json_key(j, "libraries");
        json_add_number(j, (int64_t)v->n_holdings);
        api_link(j, "url", base, API_PATH "/titles/%.*s", STR_ARG(v->address_id));
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void add_headings(struct ask *k, struct json_out *j, const struct suggestions *s,
                         enum index_suggested kind, const char *name, enum index_facet facet)
{
    json_key(j, name);
    json_begin(j, '[');
    for (size_t i = 0; i < s->found.n[kind]; i++) {
        const struct index_suggestion *one = &s->found.item[kind][i];
        struct question q = {.field = "", .page = 1};
        VEC_PUSH(k->mem, &q.chosen[facet], one->text);
        struct str address = address_at(k->mem, API_PATH "/titles", &q);
        json_begin(j, '{');
        json_text(j, "text", one->text);
        json_key(j, "titles");
        json_add_number(j, one->count);
        api_link(j, "url", base_of(k), "%.*s", STR_ARG(address));
        json_end(j, '}');
    }
    json_end(j, ']');
}

enum err page_api_suggestions(struct ask *k)
{
    struct suggestions s;
    enum err e =
        suggest_run(k->db, k->config->index, &k->actor, http_param(k->rq, "q"), k->mem, &s);
    if (e) return e;
    struct json_out j = api_begin(k);
    json_begin(&j, '{');
    add_titles(&j, &s, base_of(k));
    add_headings(k, &j, &s, SUGGEST_AUTHOR, "authors", FACET_AUTHOR);
    add_headings(k, &j, &s, SUGGEST_SUBJECT, "subjects", FACET_SUBJECT);
    json_end(&j, '}');
    return api_end(k);
}
