/* page_daia.c -- DAIA over HTTP; what is said is in share/daia.h. */
#include "share/daia.h"

#include "base/ascii.h"
#include "base/checked.h"
#include "base/log.h"
#include "record/json_write.h"
#include "web/forms_of_title.h"
#include "web/search_gate.h"

enum { CALLBACK_MAX = 60 };

/* A name of a function, which the answer is then a call of (JSONP). */
static bool is_callback(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = ascii_is_letter(c);
        if (!letter && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return s.n > 0 && s.n <= CALLBACK_MAX;
}

static void add_error(struct ask *k, int status, const char *code, const char *why)
{
    struct json_out j = {.to = &k->rs->body};
    json_begin(&j, '{');
    json_text(&j, "error", str_of(code));
    json_count(&j, "code", status);
    json_text(&j, "error_description", str_of(why));
    json_end(&j, '}');
    if (!http_param(k->rq, "suppress_response_codes").n) k->rs->status = status;
}

/* Where the identifiers that were too many can be asked for. */
static void add_link(struct ask *k, struct str rest)
{
    struct buf CLEANUP(buf_release) b = BUF(4 * DAIA_QUERY_MAX);
    buf_printf(&b, "<%.*s/daia?format=json&id=", STR_ARG(base_of(k)));
    http_encode(&b, rest);
    buf_add(&b, STR(">; rel=\"next\""));
    http_set(k->rq, k->rs, "Link", arena_copy(k->mem, buf_str(&b)));
}

static void answer(struct ask *k, struct str id)
{
    const struct search_answering answering = ask_answering(k);
    const struct daia_site site = {base_of(k), k->network.name, k->config->index, &answering,
                                   k->config->env};
    struct str rest = {0};
    size_t start = k->rs->body.n;
    enum err e = daia_answer(&site, k->db, id, k->mem, &k->rs->body, &rest);
    if (!e && rest.n) add_link(k, rest);
    if (!e) return;
    k->rs->body.n = start;
    if (e == ERR_BUSY || e == ERR_INTERRUPTED || e == ERR_VERSION) {
        http_set(k->rq, k->rs, "Retry-After", STR("5"));
        add_error(k, 503, "service_unavailable", "Please ask again later");
        return;
    }
    log_line(LOG_ERROR, k->rq->id, "daia: %s", err_name(e));
    add_error(k, 500, "internal_error", "Something went wrong here");
}

enum err page_daia(struct ask *k)
{
    struct str id = http_param(k->rq, "id"), callback = http_param(k->rq, "callback");
    struct str format = http_param(k->rq, "format");
    bool call = is_callback(callback);
    http_set(k->rq, k->rs, "Content-Type",
             call ? STR("application/javascript; charset=utf-8")
                  : STR("application/json; charset=utf-8"));
    http_set(k->rq, k->rs, "X-DAIA-Version", STR("1.0.0"));
    http_set(k->rq, k->rs, "Access-Control-Allow-Origin", STR("*"));
    if (call) buf_printf(&k->rs->body, "/**/%.*s(", STR_ARG(callback));
    if (!id.n || id.n > DAIA_QUERY_MAX)
        add_error(k, 422, "invalid_request", "The parameter id is missing or too long");
    else if (format.n && !str_eq(format, STR("json")))
        add_error(k, 422, "invalid_request", "The only format is json");
    else if (callback.n && !call)
        add_error(k, 422, "invalid_request", "The callback is not a name");
    else
        answer(k, id);
    if (call) buf_add(&k->rs->body, STR(");"));
    return OK;
}
