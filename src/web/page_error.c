/* page_error.c -- the page that says what went wrong, whether anything changed, and leads on. */
#include "base/checked.h"
#include "base/log.h"
#include "html.h"
#include "web/api.h"
#include "web/internal.h"
#include "web/page.h"
#include "web/view.h"

static int status_of(enum err e)
{
    switch (e) {
    case OK: return 200;
    case ERR_ARG:
    case ERR_FORMAT: return 400;
    case ERR_NOT_FOUND: return 404;
    case ERR_DENIED: return 403;
    case ERR_CONFLICT: return 409;
    case ERR_LIMIT: return 400;
    case ERR_INTERRUPTED:
    case ERR_BUSY:
    case ERR_VERSION:
    case ERR_DAMAGED: return 503;
    case ERR_FULL: return 507;
    default: return 500;
    }
}

static enum msg message_of(int status)
{
    switch (status) {
    case 400: return MSG_error_400;
    case 403: return MSG_error_403;
    case 404: return MSG_error_404;
    case 405: return MSG_error_405;
    case 406: return MSG_error_406;
    case 409: return MSG_error_409;
    case 410: return MSG_error_410;
    case 429: return MSG_error_429;
    case 503: return MSG_error_503;
    case 507: return MSG_error_507;
    default: return MSG_error_500;
    }
}

/* `sent`: it was a form. */
static enum msg advice_of(int status, bool sent)
{
    switch (status) {
    case 400: return sent ? MSG_error_400_sent : MSG_error_400_do;
    case 403: return sent ? MSG_error_403_sent : MSG_error_403_do;
    case 404: return MSG_error_404_do;
    case 405: return MSG_error_405_do;
    case 406: return MSG_error_406_do;
    case 409: return MSG_error_409_do;
    case 410: return MSG_error_410_do;
    case 503: return sent ? MSG_error_503_sent : MSG_error_503_do;
    case 507: return MSG_error_507_do;
    default: return sent ? MSG_error_500_sent : MSG_error_500_do;
    }
}

static bool was_sent(const struct ask *k)
{
    return k->rq->method == HTTP_POST;
}

/* Of strangers who searched more than their budget: when they can go on. */
static struct str advice_text(struct ask *k, int status, int64_t seconds)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    if (status != 429) return ask_text(k, advice_of(status, was_sent(k)));
    msg_add_count(&b, k->out.lang, MSG_error_429_do, seconds, NULL, 0);
    return arena_copy(k->mem, buf_str(&b));
}

static int64_t retry_seconds(const struct ask *k, int status)
{
    return status == 429 ? k->wait_us / 1000000 + 1 : 10;
}

/* What was only looked at may be looked at again. */
static struct str address_again(const struct ask *k, int status)
{
    bool passes = status == 429 || status >= 500;
    return passes && !was_sent(k) ? arena_printf(k->mem, "?%.*s", STR_ARG(k->rq->query))
                                  : (struct str){0};
}

/* Whether an address of ours can be opened. */
static bool can_be_opened(struct str path)
{
    struct route_segments segments;
    struct route_walk walk = {routes, NULL};
    const struct route *r;
    while ((r = route_next(&walk)) != NULL)
        if (r->method == HTTP_GET && route_matches(r->pattern, path, &segments)) return true;
    return false;
}

/* Browsers say it within a site (Referrer-Policy: same-origin). A page that answered a form may
 * have an address that takes forms only: there is nothing to be opened. */
struct str page_with_form(const struct ask *k)
{
    struct str from = http_header(k->rq, "referer"), host = k->rq->host;
    size_t at = str_find(from, STR("://"));
    struct str rest = str_slice(from, MIN(at + 3, from.n), from.n);
    struct str path = str_slice(rest, host.n, str_find_char(rest, '?', 0));
    bool ours = host.n && str_starts(rest, host) && str_starts(path, STR("/")) &&
                !str_starts(path, STR("//"));
    if (ours && can_be_opened(path)) return path;
    return can_be_opened(k->rq->path) ? k->rq->path : (struct str){0};
}

static void show_status(struct ask *k, int status, struct str heading, struct str advice)
{
    if (api_asked(k->rq)) {
        api_status(k, status, retry_seconds(k, status));
        return;
    }
    buf_clear(&k->rs->body);
    k->rs->status = status;
    struct around f = around_of(k, heading);
    f.noindex = true;
    if (status == 503 || status == 429)
        http_set(k->rq, k->rs, "Retry-After",
                 arena_printf(k->mem, "%lld", (long long)retry_seconds(k, status)));
    if (status == 405) http_set(k->rq, k->rs, "Allow", k->allow);
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
    bool left = status == 403 && k->actor.kind == ACTOR_STRANGER, sent = was_sent(k);
    const struct error_page p = {.heading = heading,
                                 .advice = advice,
                                 .part = k->bad,
                                 .again = address_again(k, status),
                                 .form = sent && !left ? page_with_form(k) : (struct str){0},
                                 .search = !sent && status < 429,
                                 .sent = sent && !left,
                                 .sign_in = left,
                                 .staff = k->actor.kind == ACTOR_PERSON};
    html_error(&k->out, &f, &p, k->rq->id);
}

void page_status(struct ask *k, int status)
{
    show_status(k, status, ask_text(k, message_of(status)),
                advice_text(k, status, retry_seconds(k, status)));
}

void page_error(struct ask *k, enum err e)
{
    if (status_of(e) == 500) log_line(LOG_ERROR, k->rq->id, "page: %s", err_name(e));
    bool left = e == ERR_DENIED && k->actor.kind == ACTOR_STRANGER;
    if (left)
        show_status(k, 403, ask_text(k, MSG_error_signed_out),
                    ask_text(k, MSG_error_signed_out_do));
    else if (e == ERR_DAMAGED)
        show_status(k, 503, ask_text(k, MSG_error_damaged), ask_text(k, MSG_error_damaged_do));
    else
        page_status(k, e == ERR_BUSY && k->wait_us ? 429 : status_of(e));
}
