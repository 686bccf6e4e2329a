/* common.c -- what several pages need: frames, covers, badges. */
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

/* This address in another language: the same query with lang= at its end. The answer to a form is
 * not at its address: there the page is that the form was on. */
static struct str in_language(const struct ask *k, enum lang l)
{
    struct buf CLEANUP(buf_release) b = BUF(16 << 10);
    if (k->rq->method == HTTP_POST) {
        struct str page = page_with_form(k);
        return arena_printf(k->mem, "%.*s?lang=%s", STR_ARG(page.n ? page : STR("/")),
                            lang_code(l));
    }
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
