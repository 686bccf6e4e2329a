/* target.c -- see target.h: what the kinds share. */
#include "peer/target_parts.h"

#include "base/ascii.h"
#include "base/checked.h"
#include "base/mem.h"
#include "text/utf8.h"

const char *target_kind_name(enum target_kind k)
{
    static const char *const names[TARGET_KINDS] = {"sru", "z3950", "slims"};
    return names[k];
}

bool target_kind_parse(struct str name, enum target_kind *ret)
{
    for (int k = 0; k < TARGET_KINDS; k++)
        if (str_eq(name, str_of(target_kind_name((enum target_kind)k)))) {
            *ret = (enum target_kind)k;
            return true;
        }
    return false;
}

const char *target_field_name(enum target_field f)
{
    static const char *const names[TARGET_FIELDS] = {"any", "title", "author", "number"};
    return names[f];
}

const char *target_outcome_name(enum target_outcome o)
{
    static const char *const names[] = {"answered", "unreachable", "status", "odd", "refused"};
    return names[o];
}

/* ---- parts of questions ---- */

struct str target_name(const struct target_site *site, enum target_field f, const char *usual)
{
    struct str rest = site->names, pair, want = str_of(target_field_name(f));
    while (rest.n && str_split(&rest, ' ', &pair)) {
        size_t equals = str_find_char(pair, '=', 0);
        if (equals < pair.n && str_eq(str_slice(pair, 0, equals), want))
            return str_slice(pair, equals + 1, pair.n);
    }
    return str_of(usual);
}

static bool is_letter(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || ascii_is_letter(c);
}

void target_words(struct str text, size_t max, struct arena *a, struct strs *ret)
{
    struct str rest = text, word;
    *ret = (struct strs){0};
    while (rest.n && ret->n < max && str_split(&rest, ' ', &word)) {
        size_t from = 0, to = word.n;
        while (from < to && !is_letter((unsigned char)word.p[from])) from++;
        while (to > from && !is_letter((unsigned char)word.p[to - 1])) to--;
        if (to > from) VEC_PUSH(a, ret, str_slice(word, from, to));
    }
}

struct str target_day(const struct target_since *s, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(20);
    if (s->dashes) return s->day;
    for (size_t i = 0; i < s->day.n; i++)
        if (s->day.p[i] != '-') buf_add_char(&b, s->day.p[i]);
    return arena_copy(a, buf_str(&b));
}

/* ---- what became of them ---- */

void target_refused(struct target_answer *to, int64_t code, struct str about)
{
    to->outcome = TARGET_REFUSED;
    to->code = code;
    to->about = about;
}

static enum err add_piece(void *ctx, struct str piece)
{
    struct buf *b = ctx;
    buf_add(b, piece);
    return b->full ? ERR_LIMIT : OK;
}

enum err target_fetch(struct target *t, struct str url, struct arena *a, struct target_answer *ret)
{
    struct fetch_answer answer;
    int64_t left = (t->deadline - t->env->monotonic(t->env)) / 1000000;
    const struct fetch_order o = {.url = url,
                                  .private_ok = t->site->private_ok,
                                  .refusals = true,
                                  .login = t->site->login,
                                  .password = t->site->password,
                                  .bytes_max = TARGET_BYTES_MAX,
                                  .seconds = (int)MAX(left, (int64_t)1),
                                  .agent = STR("Silang/" SILANG_VERSION " (copy cataloguing)")};
    if (!t->fetcher) t->fetcher = fetch_open(t->env, t->stop, t->stop_ctx);
    buf_clear(&t->page);
    enum err e = fetch_get(t->fetcher, &o, add_piece, &t->page, a, &answer);
    if (e == ERR_INTERRUPTED) return e;
    ret->outcome = TARGET_ANSWERED;
    if (e) {
        ret->outcome = TARGET_UNREACHABLE;
        ret->trouble = e == ERR_LIMIT ? FETCH_LARGE : answer.trouble;
    } else if (answer.status != 200) {
        ret->outcome = TARGET_STATUS;
        ret->code = answer.status;
        ret->denied = answer.status == 401;
    }
    return OK;
}

/* ---- asking ---- */

struct target *target_open(const struct env *env, const struct target_site *site,
                           bool (*stop)(void *ctx), void *ctx)
{
    struct target *t = mem_zero(1, sizeof *t);
    *t = (struct target){.env = env,
                         .site = site,
                         .stop = stop,
                         .stop_ctx = ctx,
                         .page = BUF(TARGET_BYTES_MAX),
                         .in = BUF(TARGET_BYTES_MAX),
                         .mem = arena_new()};
    return t;
}

void target_close(struct target *t)
{
    if (!t) return;
    target_hang_up(t);
    fetch_close(t->fetcher);
    buf_release(&t->page);
    buf_release(&t->in);
    arena_free(t->mem);
    mem_free(t);
}

int64_t target_begin(struct target *t, struct target_answer *ret)
{
    int64_t now = t->env->monotonic(t->env);
    int s = t->site->seconds ? MIN(t->site->seconds, (int)TARGET_SECONDS_MAX) : TARGET_SECONDS;
    t->deadline = now + s * INT64_C(1000000);
    *ret = (struct target_answer){.total = -1};
    return now;
}

enum err target_ask(struct target *t, const struct target_query *q, int64_t start, int64_t n,
                    struct arena *a, struct target_answer *ret)
{
    static target_fn *const kinds[TARGET_KINDS] = {target_ask_sru, target_ask_z3950,
                                                   target_ask_slims};
    int64_t began = target_begin(t, ret);
    enum err e = kinds[t->site->kind](t, q, MAX(start, (int64_t)1),
                                      MIN(n, (int64_t)TARGET_RECORDS_MAX), a, ret);
    ret->took_us = t->env->monotonic(t->env) - began;
    ret->about = arena_copy(a, ret->about);
    return e;
}

enum err target_explain(struct target *t, struct arena *a, struct target_answer *ret,
                        struct sru_explained *ret_says)
{
    static const char *const names[] = {"version", "operation", NULL};
    const struct str version = t->site->version.n ? t->site->version : STR("1.2");
    const bool two = str_eq(version, STR("2.0"));
    const struct str values[] = {two ? (struct str){0} : version,
                                 two ? (struct str){0} : STR("explain")};
    int64_t began = target_begin(t, ret);
    *ret_says = (struct sru_explained){0};
    enum err e = target_fetch(t, fetch_url(a, t->site->address, names, values), a, ret);
    ret->took_us = t->env->monotonic(t->env) - began;
    if (e || ret->outcome) return e;
    sru_explain_read(arena_copy(a, buf_str(&t->page)), a, ret_says);
    if (!ret_says->answer) ret->outcome = TARGET_ODD;
    return OK;
}
