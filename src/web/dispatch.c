/* dispatch.c -- from a request to its page: route, parameters, permission, forgery check, language,
 * headers. A page cannot forget any of them. */
#include <string.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "web/internal.h"

struct web *web_new(const struct web_config *config)
{
    struct web *w = mem_zero(1, sizeof *w);
    w->config = *config;
    return w;
}

void web_free(struct web *w)
{
    mem_free(w);
}

/* ---- routes ---- */

/* "/b/{id}" against "/b/7kq2": {x} takes one segment that is not empty. */
bool route_matches(const char *pattern, struct str path, struct str *ret_segment)
{
    struct str rest_p = str_of(pattern), rest = path, want, have;
    *ret_segment = (struct str){0};
    while (true) {
        bool more_p = str_split(&rest_p, '/', &want), more = str_split(&rest, '/', &have);
        if (!more_p || !more) return more_p == more;
        if (want.n && want.p[0] == '{' && have.n)
            *ret_segment = have;
        else if (!str_eq(want, have))
            return false;
    }
}

/* The route, or the status to answer with; *ret_allow names the methods of a path that has others.
 */
static const struct route *find(const struct route *table, const struct http_request *rq,
                                struct str *ret_segment, int *ret_status)
{
    *ret_status = 404;
    for (const struct route *r = table; r->pattern; r++) {
        if (!route_matches(r->pattern, rq->path, ret_segment)) continue;
        bool get = r->method == HTTP_GET && rq->method != HTTP_POST;
        if (get || r->method == rq->method) return r;
        *ret_status = 405;
    }
    return NULL;
}

/* ---- parameters ---- */

static bool value_ok(const struct param *p, struct str value)
{
    uint64_t n = 0;
    switch (p->kind) {
    case PARAM_NUMBER:
        return value.n == 0 || (str_to_u64(value, &n) == OK && n <= (uint64_t)p->max);
    case PARAM_WORD:
        for (size_t i = 0; i < value.n; i++) {
            char c = value.p[i];
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
                return false;
        }
        return value.n <= (size_t)p->max;
    case PARAM_TEXT:
        for (size_t i = 0; i < value.n; i++)
            if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7F) return false;
        return value.n <= (size_t)p->max;
    }
    return false;
}

/* What other sites hang on links they make; it says nothing to us. */
static bool is_tracking(struct str name)
{
    return str_starts(name, STR("utm_")) || str_eq(name, STR("fbclid")) ||
           str_eq(name, STR("gclid"));
}

/* Unknown, repeated, too long, of the wrong kind: refused by name (*ret_bad). */
static bool params_ok(const struct route *r, const struct http_pairs *given, struct str *ret_bad)
{
    for (size_t i = 0; i < given->n; i++) {
        struct str name = given->item[i].name;
        const struct param *p = r->param;
        if (is_tracking(name)) continue;
        *ret_bad = name;
        while (p->name && !str_eq(name, str_of(p->name))) p++;
        if (!p->name || !value_ok(p, given->item[i].value)) return false;
        for (size_t k = 0; k < i && !p->repeats; k++)
            if (str_eq(given->item[k].name, name)) return false;
    }
    return true;
}

/* ---- forgery ---- */

/* A POST must come from a page of ours: the browser says so (Sec-Fetch-Site, or an Origin with our
 * host), and the form repeats the token of the cookie, which another site cannot read. */
static bool post_is_ours(struct http_request *rq)
{
    struct str site = http_header(rq, "sec-fetch-site"), origin = http_header(rq, "origin");
    struct http_pairs form;
    if (site.n && !str_eq(site, STR("same-origin"))) return false;
    size_t host = str_find(origin, STR("://"));
    if (origin.n && (host > origin.n || !str_eq(str_slice(origin, host + 3, origin.n), rq->host)))
        return false;
    if (!site.n && !origin.n) return false;
    struct str cookie = http_cookie(rq, "silang_token");
    if (cookie.n < 20 || http_decode_form(rq->body, rq->mem, &form)) return false;
    for (size_t i = 0; i < form.n; i++)
        if (str_eq(form.item[i].name, STR("token"))) return str_eq(form.item[i].value, cookie);
    return false;
}

/* ---- headers and language ---- */

static void security_headers(struct http_request *rq, struct http_response *rs)
{
    static const char *const pairs[][2] = {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
         " base-uri 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) http_set(rq, rs, pairs[i][0], str_of(pairs[i][1]));
}

/* ?lang= on any page, remembered in a cookie; else the cookie; else what the browser asks for. */
static enum lang choose_language(struct http_request *rq, struct http_response *rs)
{
    enum lang l = LANG_ID;
    struct str asked = http_param(rq, "lang"), cookie = http_cookie(rq, "bahasa");
    if (asked.n && lang_parse(asked, &l)) {
        http_set(rq, rs, "Set-Cookie",
                 arena_printf(rq->mem,
                              "bahasa=%s; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
                              lang_code(l)));
        return l;
    }
    if (cookie.n && lang_parse(cookie, &l)) return l;
    return lang_accept(http_header(rq, "accept-language"), LANG_ID);
}

/* ---- the way through ---- */

static void answer(struct ask *k, int status)
{
    enum err e = OK;
    if (!k->route) {
        page_status(k, status);
        return;
    }
    if (k->route->cache) http_set(k->rq, k->rs, "Cache-Control", str_of(k->route->cache));
    if (k->rq->method == HTTP_POST && !post_is_ours(k->rq)) e = ERR_DENIED;
    if (!e && !params_ok(k->route, &k->rq->param, &k->bad)) e = ERR_ARG;
    if (!e) e = actor_may(&k->actor, k->route->permission);
    if (!e) e = k->route->page(k);
    if (e) page_error(k, e);
}

void web_dispatch(const struct web *w, const struct route *table, struct http_request *rq,
                  struct http_response *rs)
{
    int status = 200;
    struct ask k = {.web = w,
                    .config = &w->config,
                    .rq = rq,
                    .rs = rs,
                    .mem = rq->mem,
                    .actor = {.kind = ACTOR_STRANGER}};
    rs->body = BUF(BODY_MAX);
    security_headers(rq, rs);
    k.out = (struct out){&rs->body, rq->mem, choose_language(rq, rs), w->config.zone,
                         w->config.env->now(w->config.env)};
    k.route = find(table, rq, &k.segment, &status);
    enum err e = db_pool_get(w->config.db, &k.db);
    if (!e) e = network_home(k.db, k.mem, &k.network);
    if (e == ERR_NOT_FOUND) e = OK; /* no network yet: pages show none */
    if (e) {
        log_line(LOG_ERROR, rq->id, "truth: %s", err_name(e));
        page_error(&k, e);
    } else {
        answer(&k, status);
    }
    if (k.db) db_pool_put(w->config.db, k.db);
    if (rs->body.full) page_status(&k, 500);
}

void web_handle(void *web, struct http_request *rq, struct http_response *rs)
{
    web_dispatch(web, routes, rq, rs);
}
