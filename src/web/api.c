/* api.c -- see api.h. */
#include "web/api.h"

#include <string.h>

#include "base/checked.h"

enum { ADDRESS_MAX = 16 << 10 };

bool api_asked(const struct http_request *rq)
{
    return str_eq(rq->path, STR("/api")) || str_starts(rq->path, STR("/api/"));
}

static bool reads(const struct http_request *rq)
{
    return rq->method == HTTP_GET || rq->method == HTTP_HEAD || rq->method == HTTP_OPTIONS;
}

void api_headers(struct http_request *rq, struct http_response *rs)
{
    if (!api_asked(rq) || !reads(rq)) return;
    http_set(rq, rs, "Access-Control-Allow-Origin", STR("*"));
    http_set(rq, rs, "Access-Control-Expose-Headers",
             STR("ETag, Link, Last-Modified, Content-Range, Accept-Ranges, Repr-Digest,"
                 " Retry-After, X-Request-Id"));
}

bool api_preflight(struct ask *k)
{
    if (k->rq->method != HTTP_OPTIONS || !api_asked(k->rq)) return false;
    k->rs->status = 204;
    http_set(k->rq, k->rs, "Allow", arena_printf(k->mem, "%.*s, OPTIONS", STR_ARG(k->allow)));
    http_set(k->rq, k->rs, "Access-Control-Allow-Methods", STR("GET, HEAD"));
    http_set(k->rq, k->rs, "Access-Control-Allow-Headers",
             STR("Accept, Accept-Language, If-None-Match, Range, If-Range"));
    http_set(k->rq, k->rs, "Access-Control-Max-Age", STR("86400"));
    return true;
}

/* ---- problems ---- */

static void add_error(struct ask *k, struct json_out *j, struct str name, struct str value)
{
    json_begin(j, '{');
    json_text(j, "parameter", name);
    json_text(j, "value", value);
    json_text(j, "detail", named_text(k, "api", "parameter"));
    json_end(j, '}');
}

/* k->bad is the name of a parameter, or a value of one, or a part of the words sought. */
static void add_errors(struct ask *k, struct json_out *j)
{
    bool found = false;
    if (!k->bad.n) return;
    json_key(j, "errors");
    json_begin(j, '[');
    for (size_t i = 0; i < k->rq->param.n && !found; i++) {
        const struct http_pair *p = &k->rq->param.item[i];
        found = str_eq(p->name, k->bad) || str_eq(p->value, k->bad);
        if (found) add_error(k, j, p->name, str_slice(p->value, 0, 200));
    }
    if (!found) add_error(k, j, http_param(k->rq, "q").n ? STR("q") : k->bad, k->bad);
    json_end(j, ']');
}

struct json_out api_problem_begin(struct ask *k, int status, const char *name, struct str detail)
{
    struct json_out j = {.to = &k->rs->body};
    const char *advice = arena_cstr(k->mem, arena_printf(k->mem, "%s-do", name));
    buf_clear(&k->rs->body);
    k->rs->status = status;
    http_set(k->rq, k->rs, "Content-Type", STR("application/problem+json"));
    http_set(k->rq, k->rs, "Content-Language", str_of(lang_code(k->out.lang)));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language"));
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
    json_begin(&j, '{');
    api_link(&j, "type", base_of(k), API_PATH "/problems/%s", name);
    json_text(&j, "title", named_text(k, "api", name));
    json_key(&j, "status");
    json_add_number(&j, status);
    json_text(&j, "detail", detail.n ? detail : named_text(k, "api", advice));
    json_text(&j, "instance", k->rq->path);
    json_text(&j, "request_id", k->rq->id);
    add_errors(k, &j);
    return j;
}

enum err api_problem(struct ask *k, int status, const char *name, struct str detail)
{
    struct json_out j = api_problem_begin(k, status, name, detail);
    json_end(&j, '}');
    return OK;
}

static const char *name_of(int status)
{
    switch (status) {
    case 400: return "invalid-parameter";
    case 403: return "forbidden";
    case 404: return "not-found";
    case 405: return "method";
    case 410: return "gone";
    case 429: return "too-many";
    case 503: return "unavailable";
    default: return "internal";
    }
}

void api_status(struct ask *k, int status, int64_t seconds)
{
    if (status == 429 || status == 503)
        http_set(k->rq, k->rs, "Retry-After", arena_printf(k->mem, "%lld", (long long)seconds));
    if (status == 405) http_set(k->rq, k->rs, "Allow", k->allow);
    (void)api_problem(k, status, name_of(status), (struct str){0});
}

/* ---- answers ---- */

struct json_out api_begin(struct ask *k)
{
    buf_clear(&k->rs->body);
    http_set(k->rq, k->rs, "Content-Type", STR("application/json"));
    return (struct json_out){.to = &k->rs->body};
}

enum err api_end(struct ask *k)
{
    buf_add_char(&k->rs->body, '\n');
    page_unchanged(k);
    return OK;
}

/* ---- lists ---- */

/* How a list is shown decides nothing of what is in it. */
static bool decides(const char *name)
{
    static const char *const show[] = {"cursor", "limit", "lang", "facets", "include", "since"};
    for (size_t i = 0; i < COUNT(show); i++)
        if (strcmp(name, show[i]) == 0) return false;
    return true;
}

static struct str conditions_of(const struct ask *k)
{
    struct strs parts = {0};
    for (const struct param *p = k->route->param; p->name; p++)
        for (size_t i = 0; i < k->rq->param.n && decides(p->name); i++) {
            const struct http_pair *given = &k->rq->param.item[i];
            if (str_eq(given->name, str_of(p->name)) && given->value.n)
                VEC_PUSH(k->mem, &parts,
                         arena_printf(k->mem, "%s=%.*s", p->name, STR_ARG(given->value)));
        }
    return arena_join(k->mem, parts.item, parts.n, STR("\n"));
}

enum err api_cursor(struct ask *k, const char *list, int64_t *ret_at)
{
    struct str given = http_param(k->rq, "cursor");
    if (!given.n || cursor_read(given, list, conditions_of(k), k->mem, ret_at)) return OK;
    k->bad = STR("cursor");
    (void)api_problem(k, 400, "invalid-cursor", (struct str){0});
    return ERR_FORMAT;
}

/* This address with another cursor. */
static struct str address_with(struct ask *k, struct str cursor)
{
    struct buf CLEANUP(buf_release) b = BUF(ADDRESS_MAX);
    buf_add(&b, base_of(k));
    buf_add(&b, k->rq->path);
    buf_add_char(&b, '?');
    for (size_t i = 0; i < k->rq->param.n; i++) {
        const struct http_pair *p = &k->rq->param.item[i];
        if (str_eq(p->name, STR("cursor")) || str_eq(p->name, STR("since"))) continue;
        http_encode(&b, p->name);
        buf_add_char(&b, '=');
        http_encode(&b, p->value);
        buf_add_char(&b, '&');
    }
    buf_printf(&b, "cursor=%.*s", STR_ARG(cursor));
    return arena_copy(k->mem, buf_str(&b));
}

void api_next(struct ask *k, struct json_out *j, const char *list, int64_t at, bool more)
{
    struct str cursor = cursor_write(list, conditions_of(k), at, k->mem);
    struct str address = address_with(k, cursor);
    json_text(j, "cursor", cursor);
    if (!more) return;
    json_text(j, "next", address);
    http_set(k->rq, k->rs, "Link", arena_printf(k->mem, "<%.*s>; rel=\"next\"", STR_ARG(address)));
}
