/* page_connect_api.c -- the interface for programs as a person reads it: each operation of
 * static/openapi.json with its parameters, a request to copy, and what this server answers to it.
 */
#include <string.h>

#include "base/checked.h"
#include "html.h"
#include "static_names.h"
#include "web/api.h"
#include "web/connect.h"
#include "web/internal.h"
#include "web/static.h"

enum { LINES_MAX = 40, COMMAND_MAX = 8 << 10, ANSWER_BYTES_MAX = 16 << 10 };

static enum err read_doc(const struct ask *k, struct api_doc *ret)
{
    for (int i = 0; i < static_files_n; i++) {
        const struct static_file *f = &static_files[i];
        if (str_ends(STR(STATIC_openapi_json), str_of(f->name)))
            return api_doc_read(f->plain, k->out.lang, k->mem, ret);
    }
    return ERR_NOT_FOUND;
}

/* ---- a request that this catalogue has something to say to ---- */

/* The first `name` in the answer of a list; empty: the list is. */
static struct str first_in(const struct ask *k, const char *list, const char *name)
{
    struct http_response rs;
    struct str mark = arena_printf(k->mem, "\"%s\":\"", name), path = str_of(list);
    web_inside(k, path, STR("limit=1"), &rs);
    struct str all = buf_str(&rs.body);
    size_t at = MIN(str_find(all, mark) + mark.n, all.n);
    struct str value = str_slice(all, at, str_find_char(all, '"', at));
    value = arena_copy(k->mem, value);
    buf_release(&rs.body);
    return value;
}

static struct str example_of(const struct api_operation *o, struct str name)
{
    for (size_t i = 0; i < o->parameters.n; i++)
        if (str_eq(o->parameters.item[i].name, name)) return o->parameters.item[i].example;
    return (struct str){0};
}

static struct str value_of(const struct ask *k, const struct api_operation *o, struct str name)
{
    struct str value = {0};
    if (o->key) return example_of(o, name);
    if (str_eq(name, STR("slug"))) value = first_in(k, API_PATH "/libraries", "slug");
    if (str_starts(o->path, STR("/titles/"))) value = first_in(k, API_PATH "/titles", "id");
    if (str_starts(o->path, STR("/networks/")) && k->network.id)
        value = arena_printf(k->mem, "%lld", (long long)k->network.id);
    return value.n ? value : example_of(o, name);
}

/* "/api/v1/titles/7kq2" of "/titles/{id}". */
static struct str path_of(const struct ask *k, const struct api_operation *o)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    struct str rest = o->path;
    buf_add(&b, STR(API_PATH));
    while (rest.n) {
        size_t open = str_find_char(rest, '{', 0), shut = str_find_char(rest, '}', open);
        buf_add(&b, str_slice(rest, 0, open));
        if (shut < rest.n) buf_add(&b, value_of(k, o, str_slice(rest, open + 1, shut)));
        rest = str_slice(rest, MIN(shut + 1, rest.n), rest.n);
    }
    return arena_copy(k->mem, buf_str(&b));
}

/* For a shell; what is sent stands in single quotes, of which the document has none. */
static struct str command_of(const struct ask *k, const struct api_operation *o, struct str path)
{
    struct buf CLEANUP(buf_release) b = BUF(COMMAND_MAX);
    buf_add(&b, STR("curl"));
    if (!str_eq(o->method, STR("GET"))) buf_printf(&b, " -X %.*s", STR_ARG(o->method));
    buf_printf(&b, " '%.*s%.*s%s%.*s'", STR_ARG(base_of(k)), STR_ARG(path), o->attempt.n ? "?" : "",
               STR_ARG(o->attempt));
    if (o->key)
        buf_printf(&b, " \\\n  -H 'Authorization: Bearer %.*s'",
                   STR_ARG(ask_text(k, MSG_connect_api_key)));
    if (o->body.n)
        buf_printf(&b, " \\\n  -H 'Content-Type: %.*s' \\\n  --data-binary '%.*s'",
                   STR_ARG(o->body_type), STR_ARG(api_doc_indent(o->body, LINES_MAX * 4, k->mem)));
    return arena_copy(k->mem, buf_str(&b));
}

/* ---- its answer ---- */

static bool is_shown(struct str name)
{
    static const char *const names[] = {"Content-Type",  "Content-Disposition", "ETag",
                                        "Last-Modified", "Accept-Ranges",       "Location",
                                        "Link",          "Repr-Digest"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (str_eq_nocase(name, str_of(names[i]))) return true;
    return false;
}

static struct str answer_of(const struct ask *k, const struct api_operation *o, struct str path)
{
    struct http_response rs;
    struct buf CLEANUP(buf_release) b = BUF(ANSWER_BYTES_MAX);
    web_inside(k, path, o->attempt, &rs);
    buf_printf(&b, "HTTP/1.1 %d\n", rs.status ? rs.status : 200);
    for (size_t i = 0; i < rs.header.n; i++)
        if (is_shown(rs.header.item[i].name))
            buf_printf(&b, "%.*s: %.*s\n", STR_ARG(rs.header.item[i].name),
                       STR_ARG(rs.header.item[i].value));
    if (rs.body.n)
        buf_printf(&b, "\n%.*s", STR_ARG(api_doc_indent(buf_str(&rs.body), LINES_MAX, k->mem)));
    buf_release(&rs.body);
    return arena_copy(k->mem, buf_str(&b));
}

/* What is sent or deleted is not tried on somebody's catalogue. */
static struct str recorded(const struct ask *k, const struct api_operation *o)
{
    struct str body = api_doc_indent(o->answer, LINES_MAX, k->mem);
    struct str status = o->answers.n ? o->answers.item[0].status : STR("200");
    return arena_printf(k->mem, "HTTP/1.1 %.*s\n%s%.*s", STR_ARG(status), body.n ? "\n" : "",
                        STR_ARG(body));
}

/* ---- the pages ---- */

static void show(struct ask *k, const struct connect_api *p, struct str title, struct str canonical)
{
    struct around f = around_of(k, title);
    f.canonical = canonical;
    html_connect_api(&k->out, &f, p);
}

enum err page_connect_api(struct ask *k)
{
    struct connect_api p = {.base = arena_printf(k->mem, "%.*s" API_PATH, STR_ARG(base_of(k)))};
    enum err e = read_doc(k, &p.doc);
    if (!e) show(k, &p, ask_text(k, MSG_connect_api_heading), STR("/sambung/api"));
    return e;
}

enum err page_connect_operation(struct ask *k)
{
    struct connect_api p = {.base = arena_printf(k->mem, "%.*s" API_PATH, STR_ARG(base_of(k)))};
    enum err e = read_doc(k, &p.doc);
    p.one = e ? NULL : api_doc_find(&p.doc, k->segment);
    if (!e && !p.one) e = ERR_NOT_FOUND;
    if (e) return e;
    struct str path = path_of(k, p.one);
    p.command = command_of(k, p.one, path);
    p.recorded = p.one->key;
    p.answer = p.recorded ? recorded(k, p.one) : answer_of(k, p.one, path);
    show(k, &p, p.one->summary, arena_printf(k->mem, "/sambung/api/%.*s", STR_ARG(p.one->id)));
    return OK;
}
