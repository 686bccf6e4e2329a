/* dispatch.c -- from a request to its page: route, parameters, permission, forgery check, language,
 * headers. A page cannot forget any of them. */
#include <string.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "index/damage.h"
#include "network/setting.h"
#include "text/utf8.h"
#include "web/advanced.h"
#include "web/api.h"
#include "web/internal.h"
#include "web/multiform.h"
#include "web/stream.h"
#include "web/visitor.h"

struct web *web_new(const struct web_config *config)
{
    struct web *w = mem_zero(1, sizeof *w);
    w->config = *config;
    w->signin = signin_new(config->env);
    w->known = known_new();
    w->pushes = push_gate_new();
    w->live = live_new(config->env, STR("Silang/" SILANG_VERSION));
    w->asker = asker_new(config->env);
    w->refused = refused_new();
    if (config->cache_bytes) w->cache = cache_new(config->cache_bytes);
    if (config->search_seconds) w->budget = budget_new(config->env, config->search_seconds);
    return w;
}

void web_free(struct web *w)
{
    if (!w) return;
    signin_free(w->signin);
    known_free(w->known);
    push_gate_free(w->pushes);
    live_free(w->live);
    cache_free(w->cache);
    budget_free(w->budget);
    asker_free(w->asker);
    refused_free(w->refused);
    mem_free(w);
}

void web_serves_z3950(struct web *w, struct str listening)
{
    w->config.z3950 = listening;
}

/* ---- routes ---- */

static void keep_segment(struct str name, struct str have, struct route_segments *to)
{
    if (str_eq(name, STR("{agency}")))
        to->agency = have;
    else if (str_eq(name, STR("{network}")))
        to->network = have;
    else
        to->other = have;
}

/* "{id}.mods" against "7kq2.mods": what stands behind the brace is the end of the segment. */
static bool segment_matches(struct str want, struct str have, struct route_segments *ret)
{
    size_t end = str_find_char(want, '}', 0);
    if (!want.n || want.p[0] != '{' || end == want.n) return str_eq(want, have);
    struct str behind = str_slice(want, end + 1, want.n);
    if (have.n <= behind.n || !str_ends(have, behind)) return false;
    keep_segment(str_slice(want, 0, end + 1), str_slice(have, 0, have.n - behind.n), ret);
    return true;
}

/* "/b/{id}" against "/b/7kq2": {x} takes one segment that is not empty. */
bool route_matches(const char *pattern, struct str path, struct route_segments *ret)
{
    struct str rest_p = str_of(pattern), rest = path, want, have;
    *ret = (struct route_segments){0};
    while (true) {
        bool more_p = str_split(&rest_p, '/', &want), more = str_split(&rest, '/', &have);
        if (!more_p || !more) return more_p == more;
        if (!segment_matches(want, have, ret)) return false;
    }
}

const struct route *route_next(struct route_walk *w)
{
    while (*w->table) {
        if (!w->next) w->next = *w->table;
        if (w->next->pattern) return w->next++;
        w->next = NULL;
        w->table++;
    }
    return NULL;
}

/* The route, or the status to answer with and the methods that the path has. */
static const struct route *find(const struct route *const *tables, const struct http_request *rq,
                                struct route_segments *ret, int *ret_status, struct str *ret_allow)
{
    static const char *const allowed[] = {
        [HTTP_GET] = "GET, HEAD", [HTTP_POST] = "POST", [HTTP_DELETE] = "DELETE"};
    struct str had[2] = {{0}};
    struct route_walk walk = {tables, NULL};
    const struct route *r;
    *ret_status = 404;
    while ((r = route_next(&walk)) != NULL) {
        if (!route_matches(r->pattern, rq->path, ret)) continue;
        bool get = r->method == HTTP_GET && rq->method == HTTP_HEAD;
        if (get || r->method == rq->method) return r;
        *ret_status = 405;
        had[0] = *ret_allow;
        had[1] = str_of(allowed[r->method]);
        if (!str_eq(had[0], had[1])) *ret_allow = arena_join(rq->mem, had, 2, STR(", "));
    }
    return NULL;
}

struct str web_logged(void *web, struct str path)
{
    struct route_segments segments;
    struct route_walk walk = {routes, NULL};
    const struct route *r;
    (void)web;
    while ((r = route_next(&walk)) != NULL)
        if (route_matches(r->pattern, path, &segments))
            return strstr(r->pattern, "{token}") ? str_of(r->pattern) : path;
    return str_slice(path, 0, str_find_char(path, '/', 1) + 1);
}

bool web_is_dear(void *web, const struct http_request *rq)
{
    struct route_segments segments;
    struct route_walk walk = {routes, NULL};
    const struct route *r;
    (void)web;
    while ((r = route_next(&walk)) != NULL)
        if (r->flags & PAID && route_matches(r->pattern, rq->path, &segments)) return true;
    return false;
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
    case PARAM_LINES:
        for (size_t i = 0; i < value.n; i++) {
            bool line = value.p[i] == '\n' || value.p[i] == '\r' || value.p[i] == '\t';
            bool control = (unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7F;
            if (control && !(line && p->kind == PARAM_LINES)) return false;
        }
        return value.n <= (size_t)p->max && utf8_valid(value);
    case PARAM_FILE: return value.n <= (size_t)p->max;
    }
    return false;
}

/* What other sites hang on links they make; it says nothing to us. */
bool param_is_tracking(struct str name)
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
        if (param_is_tracking(name)) continue;
        *ret_bad = name;
        while (p->name && !str_eq(name, str_of(p->name))) p++;
        if (!p->name || !value_ok(p, given->item[i].value)) return false;
        for (size_t k = 0; k < i && !p->repeats; k++)
            if (str_eq(given->item[k].name, name)) return false;
    }
    return true;
}

/* ---- forms ---- */

/* The body of a POST: its token first, then its fields as the route allows. */
static enum err take_form(struct ask *k)
{
    struct http_pairs all, fields = {0};
    struct str token = {0};
    enum err e = multiform_is(k->rq) ? multiform_read(k->rq, &all)
                                     : http_decode_form(k->rq->body, k->mem, &all);
    if (e) return e;
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.item[i].name, STR("token")))
            token = all.item[i].value;
        else
            VEC_PUSH(k->mem, &fields, all.item[i]);
    if (!visitor_sent(k, token)) return ERR_DENIED;
    if (!params_ok(k->route, &fields, &k->bad)) return ERR_ARG;
    k->form = fields;
    return OK;
}

/* The same of a body that was streamed: its token was looked at before its file. */
static enum err take_streamed(struct ask *k)
{
    k->streamed = k->rq->taken;
    if (!k->streamed || !k->streamed->sent) return ERR_DENIED;
    if (!params_ok(k->route, &k->streamed->form, &k->bad)) {
        stream_abandon(k);
        return ERR_ARG;
    }
    k->form = k->streamed->form;
    return OK;
}

/* ---- headers and language ---- */

#define POLICY                                                                                     \
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"   \
    " frame-ancestors 'none'"

static void security_headers(struct http_request *rq, struct http_response *rs,
                             const struct route *r)
{
    static const char *const pairs[][2] = {
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
    };
    bool open = (r && r->flags & PROTOCOL) || api_asked(rq);
    for (size_t i = 0; i < COUNT(pairs); i++) http_set(rq, rs, pairs[i][0], str_of(pairs[i][1]));
    http_set(rq, rs, "Cross-Origin-Resource-Policy",
             open ? STR("cross-origin") : STR("same-origin"));
    http_set(rq, rs, "Content-Security-Policy",
             r && r->flags & (SCRIPT | READER)
                 ? STR(POLICY "; script-src 'self'; connect-src 'self'")
                 : STR(POLICY));
}

/* ?lang= on any page, remembered in a cookie; else the cookie; else what the browser asks for. The
 * interface for programs has no cookies. */
static enum lang choose_language(struct http_request *rq, struct http_response *rs,
                                 enum lang otherwise)
{
    enum lang l = otherwise;
    struct str asked = http_param(rq, "lang"), cookie = http_cookie(rq, "bahasa");
    if (api_asked(rq)) cookie = (struct str){0};
    if (asked.n && lang_parse(asked, &l)) {
        if (api_asked(rq)) return l;
        http_set(rq, rs, "Set-Cookie",
                 arena_printf(rq->mem,
                              "bahasa=%s; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
                              lang_code(l)));
        return l;
    }
    if (cookie.n && lang_parse(cookie, &l)) return l;
    return lang_accept(http_header(rq, "accept-language"), otherwise);
}

/* Zone and language as the network has set them. */
static enum err settle(struct ask *k)
{
    struct str zone, name;
    enum lang otherwise = LANG_ID;
    enum err e = setting_get(k->db, "zone", k->mem, &zone);
    if (!e) e = setting_get(k->db, "lang", k->mem, &name);
    if (e) return e;
    if (zone.n && !zone_parse(zone, &k->out.zone)) k->out.zone = k->config->zone;
    if (name.n && !lang_parse(name, &otherwise)) otherwise = LANG_ID;
    k->out.lang = choose_language(k->rq, k->rs, otherwise);
    return OK;
}

/* ---- the way through ---- */

/* The agency or network of the address, and whether the actor may this there. Strangers are told
 * the same whether it exists or not. */
static enum err may(struct ask *k, const struct route_segments *s)
{
    enum permission p = k->route->permission;
    enum err e = actor_may(&k->actor, p);
    if (!e && s->agency.n) e = agency_by_slug(k->db, s->agency, k->mem, &k->agency);
    if (!e && s->agency.n) e = actor_may_agency(k->db, &k->actor, p, k->agency.id);
    if (!e && s->network.n && str_to_i64(s->network, &k->in_network)) e = ERR_NOT_FOUND;
    if (!e && s->network.n) e = actor_may_network(k->db, &k->actor, p, k->in_network);
    return e;
}

/* Whoever is not signed in is asked to, and comes back to where he wanted to go. */
static enum err ask_to_sign_in(struct ask *k)
{
    struct buf CLEANUP(buf_release) b = BUF(8 << 10);
    buf_add(&b, STR("/masuk?kembali="));
    http_encode(&b, k->rq->path);
    page_redirect(k, 303, arena_copy(k->mem, buf_str(&b)));
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
    return OK;
}

/* While the index is made anew: how much of it is there already. Looked at before the page
 * searches, so that no count of a part is ever shown as if it were all. */
static void take_notice(struct ask *k)
{
    struct index_wholeness w;
    if (index_wholeness(k->config->index, &w) || w.applied >= w.whole) return;
    struct str percent = arena_printf(k->mem, "%lld", (long long)(w.applied * 100 / w.whole));
    k->notice = msg_text(k->mem, k->out.lang, MSG_search_restoring, &percent, 1);
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
}

static void answer(struct ask *k, const struct route_segments *s, int status)
{
    if (!k->route) {
        if (status != 405 || !api_preflight(k)) page_status(k, status);
        return;
    }
    bool post = k->rq->method == HTTP_POST;
    enum err e = params_ok(k->route, &k->rq->param, &k->bad) ? OK : ERR_ARG;
    if (k->route->flags & PROTOCOL)
        e = post ? http_decode_form(k->rq->body, k->mem, &k->form) : OK;
    else if (!e && post && !(k->route->flags & PUSHED))
        e = k->route->flags & (FORM_FILE | RAW_FILE) ? take_streamed(k) : take_form(k);
    if (!e) e = may(k, s);
    if (e == ERR_DENIED && !post && k->actor.kind == ACTOR_STRANGER) {
        e = ask_to_sign_in(k);
    } else if (!e) {
        if (k->route->cache) http_set(k->rq, k->rs, "Cache-Control", str_of(k->route->cache));
        if (k->route->flags & INDEXED) take_notice(k);
        e = k->route->page(k);
    }
    if (e == ERR_ARG && k->route->flags & INDEXED && str_eq(k->bad, STR("q")))
        e = search_refused(k); /* the words themselves cannot be taken */
    if (e) page_error(k, e);
}

void web_inside(const struct ask *k, struct str path, struct str query, struct http_response *ret)
{
    struct http_request *rq = arena_make(k->mem, struct http_request);
    struct route_segments segments = {0};
    struct str allow = {0};
    int status = 200;
    *rq = (struct http_request){.method = HTTP_GET, .path = path, .query = query};
    rq->host = k->rq->host;
    rq->peer = k->rq->peer;
    rq->id = k->rq->id;
    rq->deadline_us = k->rq->deadline_us;
    rq->mem = k->mem;
    *ret = (struct http_response){.body = BUF(BODY_MAX)};
    struct ask in = {.web = k->web, .config = k->config, .rq = rq, .rs = ret, .mem = k->mem};
    in.db = k->db;
    in.network = k->network;
    in.actor = (struct actor){.kind = ACTOR_STRANGER, .at = k->out.now};
    in.out = k->out;
    in.out.to = &ret->body;
    enum err e = http_decode_form(query, k->mem, &rq->param);
    in.route = e ? NULL : find(routes, rq, &segments, &status, &allow);
    in.segment = segments.other;
    answer(&in, &segments, e ? 400 : status);
    if (ret->source.close) ret->source.close(ret->source.ctx);
    if (ret->file > 0) close(ret->file);
}

/* The connection the request works with: of the writers for POST, but a protocol only reads. */
static struct db_pool *pool_of(const struct ask *k)
{
    bool writes = k->rq->method == HTTP_DELETE ||
                  (k->rq->method == HTTP_POST && !(k->route && k->route->flags & PROTOCOL));
    return writes && k->config->writers ? k->config->writers : k->config->db;
}

static enum err prepare(struct ask *k)
{
    enum err e = db_pool_get(pool_of(k), &k->db);
    if (!e) e = settle(k);
    if (!e && !api_asked(k->rq)) e = visitor_find(k);
    if (!e) e = network_home(k->db, k->mem, &k->network);
    return e == ERR_NOT_FOUND ? OK : e; /* no network yet: pages show none */
}

void web_dispatch(const struct web *w, const struct route *const *tables, struct http_request *rq,
                  struct http_response *rs)
{
    int status = 200;
    struct route_segments segments = {0};
    struct ask k = {.web = w, .config = &w->config, .rq = rq, .rs = rs, .mem = rq->mem};
    rs->body = BUF(BODY_MAX);
    k.out = (struct out){&rs->body, rq->mem, LANG_ID, w->config.zone,
                         w->config.env->now(w->config.env)};
    k.actor = (struct actor){.kind = ACTOR_STRANGER, .at = k.out.now};
    k.route = find(tables, rq, &segments, &status, &k.allow);
    k.segment = segments.other;
    security_headers(rq, rs, k.route);
    api_headers(rq, rs);
    enum err e = prepare(&k);
    if (e) {
        log_line(LOG_ERROR, rq->id, "truth: %s", err_name(e));
        page_error(&k, e);
    } else {
        answer(&k, &segments, status);
    }
    if (k.db) db_pool_put(pool_of(&k), k.db);
    visitor_touch(&k);
    if (rs->body.full) page_status(&k, 500);
}

/* Before the body of a POST comes: who asks, and whether the route lets him, are known already when
 * a route with FORM_FILE, RAW_FILE or PUSHED takes its bytes. *ret_sink is NULL for all others. */
static enum err open_body(void *web, struct http_request *rq, void **ret_sink)
{
    const struct web *w = web;
    int status = 0;
    struct route_segments segments = {0};
    struct http_response *unsent = arena_make(rq->mem, struct http_response);
    struct ask k = {.web = w, .config = &w->config, .rq = rq, .rs = unsent, .mem = rq->mem};
    k.out = (struct out){NULL, rq->mem, LANG_ID, w->config.zone, w->config.env->now(w->config.env)};
    k.route = find(routes, rq, &segments, &status, &k.allow);
    k.segment = segments.other;
    *ret_sink = NULL;
    if (!k.route || !(k.route->flags & (FORM_FILE | RAW_FILE | PUSHED))) return OK;
    if (api_asked(rq)) return stream_open(&k, ret_sink); /* whatever is wrong is told in words */
    enum err e = prepare(&k);
    if (!e && !params_ok(k.route, &rq->param, &k.bad)) e = ERR_ARG;
    if (!e) e = may(&k, &segments);
    if (!e) e = stream_open(&k, ret_sink);
    if (k.db) db_pool_put(pool_of(&k), k.db);
    return e;
}

const struct http_stream web_stream = {open_body, stream_write, stream_close};

void web_handle(void *web, struct http_request *rq, struct http_response *rs)
{
    web_dispatch(web, routes, rq, rs);
}
