/* page_api_send.c -- a library's own system sends its records, and takes them away: who it is, that
 * what comes twice is done once, and what is answered. */
#include "base/base64.h"
#include "base/checked.h"
#include "base/log.h"
#include "catalog/once.h"
#include "catalog/sending.h"
#include "catalog/title_id.h"
#include "web/api.h"
#include "web/push_body.h"
#include "web/signin.h"

enum { SPARE_US = 4000000, RETRY_SECONDS = 5 };

/* ---- who sends ---- */

static enum err unauthorized(struct ask *k, const char *name)
{
    http_set(k->rq, k->rs, "WWW-Authenticate",
             STR("Bearer realm=\"silang\", Basic realm=\"silang\", charset=\"UTF-8\""));
    return api_problem(k, 401, name, (struct str){0});
}

/* "Bearer KEY", or "Basic" with the slug of the library and the key. */
static bool read_key(struct ask *k, struct str *ret)
{
    struct str given = http_header(k->rq, "authorization"), bytes;
    size_t space = str_find_char(given, ' ', 0);
    struct str scheme = str_slice(given, 0, space);
    struct str rest = str_trim(str_slice(given, space + 1, given.n));
    *ret = rest;
    if (str_eq_nocase(scheme, STR("bearer"))) return rest.n > 0;
    if (!str_eq_nocase(scheme, STR("basic")) || !base64_read(rest, k->mem, &bytes)) return false;
    size_t colon = str_find_char(bytes, ':', 0);
    *ret = str_slice(bytes, colon + 1, bytes.n);
    return str_eq(str_slice(bytes, 0, colon), k->agency.slug) && ret->n > 0;
}

/* True: *ret is the sender; else the problem has been answered, or *ret_e says why not. */
static bool knock(struct ask *k, struct actor *ret, enum err *ret_e)
{
    struct str key;
    enum push_door door = PUSH_WRONG;
    int64_t wait = 0;
    *ret_e = OK;
    if (!read_key(k, &key)) {
        *ret_e = unauthorized(k, "no-key");
        return false;
    }
    *ret_e = push_knock(k->db, k->agency.slug, key, k->out.now, k->mem, &door, ret);
    if (*ret_e) return false;
    if (door != PUSH_CLOSED) signin_node(k, k->agency.slug, door == PUSH_RIGHT, &wait);
    if (door == PUSH_RIGHT) return true;
    if (door == PUSH_WRONG && push_deny(k->db, k->agency.slug, k->out.now))
        log_info("a wrong key could not be noted");
    if (door == PUSH_CLOSED)
        *ret_e = api_problem(k, 403, "closed", (struct str){0});
    else if (wait)
        api_status(k, 429, wait / 1000000 + 1);
    else
        *ret_e = unauthorized(k, "wrong-key");
    return false;
}

/* ---- once ---- */

struct request {
    struct actor sender;
    struct once once; /* name empty: it may be done again */
};

/* Printable ASCII. */
static bool name_ok(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] < 0x20 || name.p[i] == 0x7F) return false;
    return name.n > 0 && name.n <= ONCE_NAME_MAX;
}

/* True: it is to be done now; else it has been answered, or *ret_e says why not. */
static bool first_time(struct ask *k, struct request *r, struct str body, enum err *ret_e)
{
    struct str name = http_header(k->rq, "idempotency-key"), answer;
    struct str parts[] = {k->rq->method == HTTP_POST ? STR("POST") : STR("DELETE"), k->rq->path,
                          http_header(k->rq, "content-type"), body};
    enum once_state state = ONCE_FIRST;
    int status = 0;
    *ret_e = OK;
    if (!name.n) return true;
    if (!name_ok(name)) {
        *ret_e = api_problem(k, 400, "bad-idempotency-key", (struct str){0});
        return false;
    }
    r->once = (struct once){r->sender.agency, name, digest_of_parts(parts, COUNT(parts))};
    *ret_e = once_begin(k->db, &r->once, k->out.now, k->mem, &state, &status, &answer);
    if (*ret_e) return false;
    if (state == ONCE_ANOTHER) *ret_e = api_problem(k, 422, "key-reused", (struct str){0});
    if (state == ONCE_WORKED) {
        http_set(k->rq, k->rs, "Retry-After", arena_printf(k->mem, "%d", RETRY_SECONDS));
        *ret_e = api_problem(k, 409, "being-done", (struct str){0});
    }
    if (state == ONCE_DONE) {
        (void)api_begin(k);
        k->rs->status = status;
        http_set(k->rq, k->rs, "Idempotency-Replayed", STR("true"));
        if (status >= 400) http_set(k->rq, k->rs, "Content-Type", STR("application/problem+json"));
        buf_add(&k->rs->body, answer);
    }
    return state == ONCE_FIRST;
}

/* What was answered is the answer from now on; what was not done to its end may be tried again. */
static enum err settle(struct ask *k, const struct request *r, enum err e, bool complete)
{
    if (!r->once.name.n) return e;
    enum err kept = !e && complete ? once_end(k->db, &r->once, k->rs->status ? k->rs->status : 200,
                                              buf_str(&k->rs->body))
                                   : once_drop(k->db, &r->once);
    if (kept) log_line(LOG_ERROR, k->rq->id, "once: %s", err_name(kept));
    return e;
}

/* ---- what became of it ---- */

static void add_record(struct ask *k, struct json_out *j, const struct sent *s, size_t place)
{
    json_begin(j, '{');
    json_key(j, "index");
    json_add_number(j, (int64_t)place);
    json_text(j, "number", s->number);
    json_text(j, "outcome", str_of(sent_outcome_name(s->outcome)));
    if (s->title) {
        struct str id = title_id_write(k->mem, s->title);
        json_text(j, "title", id);
        api_link(j, "url", base_of(k), API_PATH "/titles/%.*s", STR_ARG(id));
    }
    if (s->outcome == SENT_REFUSED) {
        json_text(j, "reason", str_of(s->why));
        json_text(j, "part", s->part);
        json_text(j, "detail", named_text(k, "sent", s->why));
    }
    json_end(j, '}');
}

static void add_counts(struct json_out *j, const struct sending *s)
{
    int64_t count[SENT_OUTCOMES] = {0};
    for (size_t i = 0; i < s->n; i++) count[s->item[i].outcome]++;
    json_key(j, "received");
    json_add_number(j, (int64_t)s->n);
    for (enum sent_outcome o = 0; o < SENT_OUTCOMES; o++) {
        json_key(j, sent_outcome_name(o));
        json_add_number(j, count[o]);
    }
}

/* Members of an object that is open; true: nothing was left. */
static bool tell(struct ask *k, struct json_out *j, const struct sending *s)
{
    bool complete = true;
    add_counts(j, s);
    json_key(j, "records");
    json_begin(j, '[');
    for (size_t i = 0; i < s->n; i++) {
        add_record(k, j, &s->item[i], i);
        complete = complete && s->item[i].outcome != SENT_LEFT;
    }
    json_end(j, ']');
    json_end(j, '}');
    buf_add_char(j->to, '\n');
    return complete;
}

static struct json_out begin_report(struct ask *k, bool refused)
{
    if (refused) return api_problem_begin(k, 422, "refused", (struct str){0});
    struct json_out j = api_begin(k);
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language"));
    json_begin(&j, '{');
    return j;
}

static enum err take(struct ask *k, struct request *r, struct sending *s)
{
    int64_t deadline = k->rq->deadline_us ? k->rq->deadline_us - SPARE_US : 0;
    enum err e = sending_take(k->db, &r->sender, s, k->config->env, deadline);
    bool refused = true, begun = false;
    for (size_t i = 0; i < s->n; i++) {
        refused = refused && s->item[i].outcome == SENT_REFUSED;
        begun = begun || (s->item[i].outcome != SENT_REFUSED && s->item[i].outcome != SENT_LEFT);
    }
    if (e == ERR_DENIED && !begun)
        return settle(k, r, api_problem(k, 403, "closed", (struct str){0}), false);
    if (e && !begun) return settle(k, r, e, false);
    if (e) log_line(LOG_ERROR, k->rq->id, "sending: %s", err_name(e));
    struct json_out j = begin_report(k, refused);
    bool complete = tell(k, &j, s);
    return settle(k, r, OK, complete);
}

/* ---- pages ---- */

static bool format_of(struct str type, enum source_format *ret)
{
    static const struct {
        struct str type;
        enum source_format format;
    } types[] = {
        {STR_INIT("application/json"), SOURCE_MARCJSON},
        {STR_INIT("application/marc-in-json"), SOURCE_MARCJSON},
        {STR_INIT("application/marcxml+xml"), SOURCE_MARCXML},
        {STR_INIT("application/xml"), SOURCE_MARCXML},
        {STR_INIT("text/xml"), SOURCE_MARCXML},
        {STR_INIT("application/marc"), SOURCE_MARC21},
    };
    type = str_trim(str_slice(type, 0, str_find_char(type, ';', 0)));
    for (size_t i = 0; i < COUNT(types); i++) {
        if (!str_eq_nocase(type, types[i].type)) continue;
        *ret = types[i].format;
        return true;
    }
    return false;
}

/* The body as records; false when the problem has been answered, or *ret_e says why not. */
static bool read_body(struct ask *k, struct str body, enum source_format format,
                      struct sending *ret, enum err *ret_e)
{
    enum err e = sending_read(body, format, k->mem, ret);
    *ret_e = OK;
    if (!e) return true;
    if (e == ERR_LIMIT)
        *ret_e = api_problem(k, 413, "too-large", (struct str){0});
    else if (e == ERR_FORMAT)
        *ret_e = api_problem(k, 400, "bad-body", (struct str){0});
    else
        *ret_e = e;
    return false;
}

enum err page_api_send(struct ask *k)
{
    struct request r = {.once = {0}};
    struct sending s;
    struct str body;
    enum source_format format;
    enum err e = OK;
    if (!knock(k, &r.sender, &e)) return e;
    if (!format_of(http_header(k->rq, "content-type"), &format))
        return api_problem(k, 415, "media-type", (struct str){0});
    e = push_body_bytes(k->rq, &body);
    if (e == ERR_LIMIT) return api_problem(k, 413, "too-large", (struct str){0});
    if (e || !first_time(k, &r, body, &e)) return e;
    if (!read_body(k, body, format, &s, &e)) return settle(k, &r, e, !e);
    return take(k, &r, &s);
}

enum err page_api_withdraw(struct ask *k)
{
    struct request r = {.once = {0}};
    enum err e = OK;
    if (!knock(k, &r.sender, &e) || !first_time(k, &r, (struct str){0}, &e)) return e;
    struct sending s = sending_deletion(k->segment, k->mem);
    e = sending_take(k->db, &r.sender, &s, k->config->env, 0);
    if (e == ERR_DENIED)
        return settle(k, &r, api_problem(k, 403, "closed", (struct str){0}), false);
    if (e) return settle(k, &r, e, false);
    if (s.item[0].outcome == SENT_UNKNOWN)
        e = api_problem(k, 404, "no-record", (struct str){0});
    else
        k->rs->status = 204;
    return settle(k, &r, e, true);
}
