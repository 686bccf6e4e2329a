/* common.c -- what several pages need: frames, errors, covers, badges. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "base/log.h"
#include "html.h"
#include "text/utf8.h"
#include "text/words.h"
#include "web/api.h"
#include "web/page.h"

/* ---- asking ---- */

struct strs ask_list(const struct ask *k, const char *name)
{
    struct strs list = {0};
    for (size_t i = 0; i < k->rq->param.n; i++)
        if (str_eq(k->rq->param.item[i].name, str_of(name)) && k->rq->param.item[i].value.n)
            VEC_PUSH(k->mem, &list, k->rq->param.item[i].value);
    return list;
}

int64_t ask_number(const struct ask *k, const char *name, int64_t otherwise)
{
    int64_t n = otherwise;
    return str_to_i64(http_param(k->rq, name), &n) ? otherwise : n;
}

struct str ask_text(const struct ask *k, enum msg m)
{
    return msg_text(k->mem, k->out.lang, m, NULL, 0);
}

struct str named_text(const struct ask *k, const char *prefix, const char *name)
{
    enum msg m;
    const char *key = arena_cstr(k->mem, arena_printf(k->mem, "%s.%s", prefix, name));
    return msg_find(key, &m) ? ask_text(k, m) : str_of(name);
}

struct str ask_day(const struct ask *k)
{
    int64_t days = (k->out.now + zone_offset_us(k->out.zone)) / INT64_C(86400000000);
    /* civil_from_days, Howard Hinnant */
    int64_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    int64_t year = yoe + era * 400 + (month <= 2);
    return arena_printf(k->mem, "%04lld-%02lld-%02lld", (long long)year, (long long)month,
                        (long long)day);
}

static struct str form_value(const struct ask *k, const char *name)
{
    for (size_t i = 0; i < k->form.n; i++)
        if (str_eq(k->form.item[i].name, str_of(name))) return k->form.item[i].value;
    return (struct str){0};
}

struct str form_text(const struct ask *k, const char *name)
{
    return str_trim(form_value(k, name));
}

struct str form_file(const struct ask *k, const char *name)
{
    return form_value(k, name);
}

int64_t form_number(const struct ask *k, const char *name, int64_t otherwise)
{
    int64_t n = otherwise;
    return str_to_i64(form_text(k, name), &n) ? otherwise : n;
}

bool form_has(const struct ask *k, const char *name)
{
    return form_value(k, name).n > 0;
}

/* ---- frames ---- */

/* This address in another language: the same query with lang= at its end. */
static struct str in_language(const struct ask *k, enum lang l)
{
    struct buf CLEANUP(buf_release) b = BUF(16 << 10);
    for (size_t i = 0; i < k->rq->param.n; i++) {
        const struct http_pair *p = &k->rq->param.item[i];
        if (str_eq(p->name, STR("lang"))) continue;
        buf_add_char(&b, b.n ? '&' : '?');
        http_encode(&b, p->name);
        buf_add_char(&b, '=');
        http_encode(&b, p->value);
    }
    buf_printf(&b, "%clang=%s", b.n ? '&' : '?', lang_code(l));
    return arena_copy(k->mem, buf_str(&b));
}

struct around around_of(struct ask *k, struct str title)
{
    http_set(k->rq, k->rs, "Content-Type", STR("text/html; charset=utf-8"));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language, Cookie"));
    return (struct around){
        .title = title,
        .network = k->network,
        .skip_to = STR("isi"),
        .script = k->route && k->route->flags & READER,
        .here_id = in_language(k, LANG_ID),
        .here_en = in_language(k, LANG_EN),
        .me = k->me.name,
        .notice = k->notice,
    };
}

/* ---- errors ---- */

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
    case ERR_DAMAGED:
    case ERR_FULL: return 503;
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
    default: return MSG_error_500;
    }
}

static enum msg advice_of(int status)
{
    switch (status) {
    case 400: return MSG_error_400_do;
    case 403: return MSG_error_403_do;
    case 404: return MSG_error_404_do;
    case 405: return MSG_error_405_do;
    case 406: return MSG_error_406_do;
    case 409: return MSG_error_409_do;
    case 410: return MSG_error_410_do;
    case 503: return MSG_error_503_do;
    default: return MSG_error_500_do;
    }
}

/* Of strangers who searched more than their budget: when they can go on. */
static struct str advice_text(struct ask *k, int status, int64_t seconds)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    if (status != 429) return ask_text(k, advice_of(status));
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
    bool look = k->rq->method == HTTP_GET || k->rq->method == HTTP_HEAD;
    return passes && look ? arena_printf(k->mem, "?%.*s", STR_ARG(k->rq->query)) : (struct str){0};
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
    bool left = status == 403 && k->actor.kind == ACTOR_STRANGER;
    const struct error_page p = {.heading = heading,
                                 .advice = advice,
                                 .part = k->bad,
                                 .again = address_again(k, status),
                                 .search = status == 404 || status == 410,
                                 .sent = k->rq->method == HTTP_POST && !left,
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

struct str base_of(const struct ask *k)
{
    if (k->config->base_url.n) return k->config->base_url;
    return arena_printf(k->mem, "http://%.*s", STR_ARG(k->rq->host));
}

struct str shared_picture(const struct ask *k)
{
    return arena_printf(k->mem, "%.*s%s", STR_ARG(base_of(k)), STATIC_logo_png);
}

void page_redirect(struct ask *k, int status, struct str where)
{
    k->rs->status = status;
    http_set(k->rq, k->rs, "Location", where);
    http_set(k->rq, k->rs, "Content-Type", STR("text/plain; charset=utf-8"));
}

/* Anything that can change the answer is in its bytes. */
void page_unchanged(struct ask *k)
{
    struct digest d = digest_of(buf_str(&k->rs->body));
    struct buf CLEANUP(buf_release) b = BUF(80);
    struct str asked = http_header(k->rq, "if-none-match");
    buf_add_char(&b, '"');
    for (size_t i = 0; i < sizeof d.byte; i++) buf_printf(&b, "%02x", d.byte[i]);
    buf_add_char(&b, '"');
    struct str tag = arena_copy(k->mem, buf_str(&b));
    http_set(k->rq, k->rs, "ETag", tag);
    bool any = str_eq(str_trim(asked), STR("*"));
    if (!asked.n || (!any && str_find(asked, tag) > asked.n)) return;
    buf_clear(&k->rs->body);
    k->rs->status = 304;
}

enum err page_done(struct ask *k, struct str where, const char *word)
{
    bool more = str_find_char(where, '?', 0) < where.n;
    struct str to =
        word ? arena_printf(k->mem, "%.*s%ckabar=%s", STR_ARG(where), more ? '&' : '?', word)
             : where;
    page_redirect(k, 303, to);
    return OK;
}

/* ---- covers ---- */

static uint64_t spread(int64_t id)
{
    uint64_t x = (uint64_t)id * UINT64_C(0x9E3779B97F4A7C15);
    return x ^ x >> 29;
}

int cover_dye(int64_t title)
{
    return (int)(spread(title) % 8) + 1;
}

int cover_motif(int64_t title)
{
    return (int)(spread(title) / 8 % 4) + 1;
}

struct str cover_letters(struct arena *a, struct str title)
{
    char *p = arena_alloc(a, 16);
    size_t n = 0;
    bool start = true;
    for (size_t at = 0, words = 0; at < title.n && words < 2;) {
        size_t from = at;
        uint32_t c = utf8_next(title, &at);
        bool letter = c >= 0x80 || (c >= '0' && c <= '9') || (c | 32) - 'a' < 26;
        if (letter && start) {
            for (size_t i = from; i < at; i++) p[n++] = title.p[i];
            words++;
        }
        start = !letter && c != '\'';
    }
    if (n == 1 && p[0] >= 'a' && p[0] <= 'z') p[0] = (char)(p[0] - 32);
    return (struct str){p, n};
}

struct str script_language(struct str title, bool *ret_rtl)
{
    *ret_rtl = false;
    for (size_t at = 0; at < title.n;) {
        uint32_t c = utf8_next(title, &at);
        if (c >= 0x600 && c <= 0x6FF) {
            *ret_rtl = true;
            return STR("ar");
        }
        if (c >= 0x590 && c <= 0x5FF) {
            *ret_rtl = true;
            return STR("he");
        }
        if (c >= 0x3040 && c <= 0x30FF) return STR("ja");
        if (c >= 0x4E00 && c <= 0x9FFF) return STR("zh");
        if (c >= 0x400 && c <= 0x4FF) return STR("ru");
    }
    return (struct str){0};
}

/* ---- badges ---- */

static struct str day_of(const struct ask *k, int64_t us)
{
    struct buf CLEANUP(buf_release) b = BUF(64);
    if (us) add_short_date(&b, k->out.lang, k->out.zone, us);
    return arena_copy(k->mem, buf_str(&b));
}

static struct str number_of(const struct ask *k, int64_t n)
{
    struct buf CLEANUP(buf_release) b = BUF(64);
    add_number(&b, k->out.lang, n);
    return arena_copy(k->mem, buf_str(&b));
}

/* Words for a status of which `some` of `all` libraries or copies speak. */
static struct badge badge(const struct ask *k, enum item_status s, const enum msg words[8],
                          const struct str *arg, size_t n)
{
    static const char *const icons[] = {"unknown", "check",   "clock", "read",
                                        "wrench",  "unknown", "clock", "unknown"};
    static const char *const styles[] = {"", " ok", " wait", " info", " wait", " no", " wait", ""};
    return (struct badge){icons[s], styles[s], msg_text(k->mem, k->out.lang, words[s], arg, n)};
}

struct badge badge_of_title(const struct ask *k, const struct availability *a)
{
    static const enum msg words[8] = {
        [ITEM_UNSTATED] = MSG_badge_title_unstated,
        [ITEM_AVAILABLE] = MSG_badge_title_available,
        [ITEM_ON_LOAN] = MSG_badge_title_on_loan,
        [ITEM_NOT_FOR_LOAN] = MSG_badge_title_not_for_loan,
        [ITEM_REPAIR] = MSG_badge_title_repair,
        [ITEM_MISSING] = MSG_badge_title_missing,
        [ITEM_ON_ORDER] = MSG_badge_title_on_order,
        [ITEM_HIDDEN] = MSG_badge_title_missing,
    };
    struct str arg[] = {number_of(k, a->agencies_best), number_of(k, a->agencies),
                        day_of(k, a->data_from)};
    return badge(k, a->best, words, arg, 3);
}

struct badge badge_of_holding(const struct ask *k, const struct title_holding *h)
{
    static const enum msg words[8] = {
        [ITEM_UNSTATED] = MSG_badge_unstated, [ITEM_AVAILABLE] = MSG_badge_available,
        [ITEM_ON_LOAN] = MSG_badge_on_loan,   [ITEM_NOT_FOR_LOAN] = MSG_badge_not_for_loan,
        [ITEM_REPAIR] = MSG_badge_repair,     [ITEM_MISSING] = MSG_badge_missing,
        [ITEM_ON_ORDER] = MSG_badge_on_order, [ITEM_HIDDEN] = MSG_badge_missing,
    };
    static const enum item_status order[] = {ITEM_AVAILABLE,    ITEM_UNSTATED, ITEM_ON_LOAN,
                                             ITEM_NOT_FOR_LOAN, ITEM_ON_ORDER, ITEM_REPAIR,
                                             ITEM_MISSING};
    enum item_status best = ITEM_UNSTATED;
    for (size_t i = COUNT(order); i-- > 0;)
        if (h->by_status[order[i]]) best = order[i];
    struct str arg[] = {number_of(k, h->by_status[best]), number_of(k, h->copies),
                        day_of(k, h->data_from)};
    return badge(k, best, words, arg, 3);
}
