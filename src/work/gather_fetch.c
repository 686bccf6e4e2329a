/* gather_fetch.c -- one run's way of asking another server. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/checked.h"
#include "network/setting.h"
#include "work/gathering.h"
#include "work/seal.h"

enum { PATIENCE_SECONDS = 30, PATIENCE_TIMES = 3, NAP_MS = 100, HOST_MAX = 250 };

/* ---- settings ---- */

static enum err allowed_hosts(struct db *db, struct arena *a, struct str *ret)
{
    return setting_get(db, "gather.private", a, ret);
}

struct allowing {
    struct str host;
    int ms;
};

/* A host, of a port, or (":*") of every port. */
static bool is_host(struct str s)
{
    if (str_ends(s, STR(":*"))) s.n -= 2;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
                    c == ':' || c == '[' || c == ']';
        if (!fine) return false;
    }
    return s.n <= HOST_MAX;
}

static enum err allow_in(struct db *db, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct allowing *x = ctx;
    struct str old = {0};
    enum err e = x->host.n ? allowed_hosts(db, a, &old) : OK;
    if (e) return e;
    struct str lines[] = {old, x->host};
    return setting_put(db, "gather.private", arena_join(a, lines, 2, STR("\n")));
}

enum err gather_allow(struct db *db, const struct actor *actor, struct str host)
{
    struct allowing x = {.host = host};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e && !is_host(host)) e = ERR_ARG;
    return e ? e : db_write(db, allow_in, &x);
}

static enum err pause_in(struct db *db, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct allowing *x = ctx;
    return setting_put(db, "gather.pause", arena_printf(a, "%d", x->ms));
}

enum err gather_set_pause(struct db *db, const struct actor *actor, int ms)
{
    struct allowing x = {.ms = ms};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e && (ms < 0 || ms > GATHER_PAUSE_MS_MAX)) e = ERR_ARG;
    return e ? e : db_write(db, pause_in, &x);
}

static enum err settle_in(struct db *db, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct allowing *x = ctx;
    return setting_put(db, "gather.settle", arena_printf(a, "%d", x->ms));
}

enum err gather_set_settle(struct db *db, const struct actor *actor, int seconds)
{
    struct allowing x = {.ms = seconds};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e && (seconds < 0 || seconds > GATHER_SETTLE_MAX)) e = ERR_ARG;
    return e ? e : db_write(db, settle_in, &x);
}

struct place {
    struct str host, port; /* port empty: not said */
};

/* "host", "host:port", "[address]:port" */
static struct place place_of(struct str s)
{
    size_t colon = s.n;
    while (colon && s.p[colon - 1] != ':' && s.p[colon - 1] != ']') colon--;
    if (!colon || s.p[colon - 1] == ']') return (struct place){.host = s};
    return (struct place){str_slice(s, 0, colon - 1), str_slice(s, colon, s.n)};
}

/* Where an address leads, with the port that is usual when it names none. */
static struct place place_of_url(struct str url)
{
    size_t from = str_find(url, STR("://"));
    struct str scheme = from < url.n ? str_slice(url, 0, from) : (struct str){0};
    struct str host = from < url.n ? str_slice(url, from + 3, url.n) : url;
    host = str_slice(host, 0, str_find_char(host, '/', 0));
    struct place p = place_of(str_slice(host, 0, str_find_char(host, '?', 0)));
    if (p.port.n) return p;
    p.port = str_eq(scheme, STR("http"))    ? STR("80")
             : str_eq(scheme, STR("https")) ? STR("443")
                                            : STR("210");
    return p;
}

static bool is_usual(struct str port)
{
    return str_eq(port, STR("80")) || str_eq(port, STR("443")) || str_eq(port, STR("210"));
}

enum err gather_may_reach(struct db *db, struct str url, bool *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct place to = place_of_url(url);
    struct str allowed = {0}, line;
    enum err e = allowed_hosts(db, a, &allowed);
    *ret = false;
    while (!e && str_split(&allowed, '\n', &line)) {
        const struct place p = place_of(line);
        bool port =
            p.port.n ? str_eq(p.port, STR("*")) || str_eq(p.port, to.port) : is_usual(to.port);
        if (p.host.n && port && str_eq_nocase(p.host, to.host)) *ret = true;
    }
    return e;
}

static enum err read_settings(struct gathering *x)
{
    struct arena *a = x->t->mem;
    struct db *db = x->t->store->db;
    struct str pause = {0};
    int64_t ms = GATHER_PAUSE_MS;
    enum err e = gather_may_reach(db, x->g.url, &x->private_ok);
    if (!e) e = setting_get(db, "gather.pause", a, &pause);
    if (e) return e;
    if (pause.n && str_to_i64(pause, &ms)) ms = GATHER_PAUSE_MS;
    x->pause_us = ms * 1000;
    return OK;
}

/* ---- opening ---- */

static bool stopped(void *ctx)
{
    const struct gathering *x = ctx;
    return job_stop(x->t);
}

/* A catalogue that was restored elsewhere has lost it. */
static void read_password(struct gathering *x)
{
    struct arena *a = x->t->mem;
    if (!x->g.login.n) return;
    if (seal_open(x->t->store->dir, x->g.sealed, seal_of_gather(&x->g, a), a, &x->password))
        gather_end(x, "password-lost", (struct str){0});
}

enum err gather_open(struct job_task *t, int64_t id, struct gathering *ret)
{
    struct gathering *x = ret;
    *x = (struct gathering){
        .t = t, .fd = -1, .later = -1, .page = BUF(GATHER_PAGE_MAX), .token = BUF(64 << 10)};
    x->slice_end = t->env->monotonic(t->env) + GATHER_SLICE_SECONDS * INT64_C(1000000);
    enum err e = gather_get(t->store->db, &t->actor, id, t->mem, &x->g);
    if (!e) e = read_settings(x);
    if (e) return e;
    read_password(x);
    x->mem = arena_new();
    x->fetcher = fetch_open(t->env, stopped, x);
    return OK;
}

void gather_close(struct gathering *x)
{
    fetch_close(x->fetcher);
    arena_free(x->mem);
    buf_release(&x->page);
    buf_release(&x->token);
    if (x->fd >= 0) close(x->fd);
}

void gather_end(struct gathering *x, const char *outcome, struct str detail)
{
    if (x->outcome.n) return;
    x->outcome = str_of(outcome);
    x->detail = arena_copy(x->t->mem, str_slice(detail, 0, 300));
}

/* ---- asking ---- */

/* ERR_INTERRUPTED when told to stop meanwhile. */
static enum err sleep_until(const struct gathering *x, int64_t until)
{
    const struct env *env = x->t->env;
    for (int64_t left; (left = until - env->monotonic(env)) > 0;) {
        if (job_stop(x->t)) return ERR_INTERRUPTED;
        int64_t us = MIN(left, (int64_t)NAP_MS * 1000);
        nanosleep(&(struct timespec){.tv_nsec = (long)us * 1000}, NULL);
    }
    return OK;
}

static enum err add_piece(void *ctx, struct str piece)
{
    struct buf *b = ctx;
    buf_add(b, piece);
    return b->full ? ERR_LIMIT : OK;
}

enum err gather_courtesy(struct gathering *x)
{
    /* a server that takes long to answer gets a longer pause */
    int64_t pause =
        x->pause_us ? MAX(x->pause_us, MIN(x->answer.took_us / 2, INT64_C(10000000))) : 0;
    return x->asked_at ? sleep_until(x, x->asked_at + pause) : OK;
}

static enum err ask_once(struct gathering *x, struct str url)
{
    const struct env *env = x->t->env;
    const struct fetch_order o = {.url = url,
                                  .private_ok = x->private_ok,
                                  .bytes_max = GATHER_PAGE_MAX,
                                  .seconds = GATHER_SECONDS,
                                  .login = x->g.login,
                                  .password = x->password,
                                  .agent =
                                      STR("Silang/" SILANG_VERSION " (OAI-PMH; union catalogue)")};
    enum err e = gather_courtesy(x);
    if (e) return e;
    buf_clear(&x->page);
    e = fetch_get(x->fetcher, &o, add_piece, &x->page, x->mem, &x->answer);
    x->asked_at = env->monotonic(env);
    return e;
}

enum err gather_fetch(struct gathering *x, struct str url)
{
    enum err e = OK;
    for (int i = 0; i < PATIENCE_TIMES; i++) {
        e = ask_once(x, url);
        bool busy = !e && (x->answer.status == 503 || x->answer.status == 429);
        if (!busy || x->answer.retry_after > PATIENCE_SECONDS || i + 1 == PATIENCE_TIMES) break;
        int64_t wait = MAX(x->answer.retry_after, (int64_t)1) * 1000000;
        e = sleep_until(x, x->t->env->monotonic(x->t->env) + wait);
        if (e) return e;
    }
    if (e == ERR_IO || e == ERR_LIMIT) {
        enum fetch_trouble why = e == ERR_LIMIT ? FETCH_LARGE : x->answer.trouble;
        gather_end(x, "unreachable", str_of(fetch_trouble_name(why)));
        return OK;
    }
    if (e) return e;
    if (x->answer.status == 503 || x->answer.status == 429) {
        x->later = x->answer.retry_after;
        gather_end(x, "later", (struct str){0});
    } else if (x->answer.status == 401) {
        gather_end(x, "login", (struct str){0});
    } else if (x->answer.status != 200 && x->answer.status != 304) {
        gather_end(x, "status", arena_printf(x->t->mem, "%d", x->answer.status));
    }
    return OK;
}
