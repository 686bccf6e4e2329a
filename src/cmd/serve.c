/* serve.c -- silang serve: the catalogue on the network until it is told to stop. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/checked.h"
#include "catalog/follow.h"
#include "catalog/upload.h"
#include "cmd/address.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "cmd/kinds.h"
#include "cmd/serve_z3950.h"
#include "cmd/words.h"
#include "work/gather_job.h"
#include "work/dump.h"
#include "work/rebuild_job.h"
#include "db/pool.h"
#include "net/http.h"
#include "network/setting.h"
#include "network/setup.h"
#include "web/web.h"

enum {
    CONNECTIONS = 1000,
    CONNECTIONS_MIN = 16,
    CONNECTIONS_MAX = 60000,
    FILES = 200, /* descriptors besides: data, index, jobs */
    READERS_MAX = 16,
    WRITERS_MAX = 4,
    FORM_MAX = 1 << 20,
    REQUEST_SECONDS = 15,
    IDLE_SECONDS = 30,
    STOP_SECONDS = 10,
    CACHE_MB = 8,
    CACHE_MB_MAX = 4096,
    SEARCH_SECONDS = 20,
    SEARCH_SECONDS_MAX = 3600
};

struct serving {
    struct run *r;
    struct store *store;
    struct lock lock; /* one server a data directory */
    struct db_pool *readers, *writers;
    struct index_reader *index;
    const struct thesaurus *thesaurus;
    struct follower *follower;
    struct runner *runner;
    struct runner_config runner_config;
    struct web *web;
    struct http_server *http;
    struct z3950_door *z3950; /* NULL: not asked for */
    struct web_config web_config;
    struct http_config http_config;
    struct smtp_server mail;
    struct str setup; /* token of the one-time link; empty: set-up is closed */
};

/* ---- starting ---- */

/* --mail FILE. False after saying what is wrong. */
static bool read_mail(struct serving *s)
{
    const char *path = s->r->opt[OPT_MAIL];
    if (!path) return true;
    enum err e = smtp_read(path, s->r->mem, &s->mail);
    s->web_config.mail = e == OK;
    if (!e) return true;
    enum msg m = e == ERR_DENIED   ? MSG_cmd_mail_open
                 : e == ERR_FORMAT ? MSG_cmd_mail_bad
                                   : MSG_cmd_no_file;
    fail_with(s->r, e, m, str_of(path));
    return false;
}

/* --cache MB, --search-seconds N; 0 is none of it. False after saying what is wrong. */
static bool read_limits(struct serving *s)
{
    int64_t mb = 0, seconds = 0;
    if (!option_number(s->r, OPT_CACHE, CACHE_MB, &mb) ||
        !option_number(s->r, OPT_BUDGET, SEARCH_SECONDS, &seconds))
        return false;
    s->web_config.cache_bytes = (size_t)MIN(mb, (int64_t)CACHE_MB_MAX) << 20;
    s->web_config.search_seconds = (int)MIN(seconds, (int64_t)SEARCH_SECONDS_MAX);
    return true;
}

/* --connections N, and as many descriptors as they need. False after saying what is wrong. */
static bool read_connections(struct serving *s)
{
    int64_t n = 0;
    struct rlimit l;
    if (!option_number(s->r, OPT_CONNECTIONS, CONNECTIONS, &n)) return false;
    n = MAX(MIN(n, (int64_t)CONNECTIONS_MAX), (int64_t)CONNECTIONS_MIN);
    s->http_config.connections_max = (int)n;
    const rlim_t need = (rlim_t)n + FILES;
    if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur >= need) return true;
    if (l.rlim_max < need && s->r->opt[OPT_CONNECTIONS]) {
        say2(s->r, MSG_cmd_serve_files, number_text(s->r, (int64_t)need),
             number_text(s->r, (int64_t)l.rlim_max));
        return false;
    }
    l.rlim_cur = MIN(need, l.rlim_max);
    return setrlimit(RLIMIT_NOFILE, &l) == 0;
}

static enum err start_jobs(struct serving *s)
{
    const struct env *env = s->r->env;
    s->runner_config = (struct runner_config){s->store->dir, env, kinds_all(s->r, &s->mail),
                                              kinds_zone, &s->web_config.zone};
    enum err e = kinds_schedule(s->store->db, env->now(env));
    if (!e) e = rebuild_job_ask(s->store, env->now(env));
    if (!e) e = dump_ask(s->store, env->now(env));
    if (!e) e = gather_ask_all(s->store->db, env->now(env));
    return e ? e : runner_start(&s->runner_config, &s->runner);
}

static enum err open_data(struct serving *s)
{
    const char *path =
        arena_cstr(s->r->mem, arena_printf(s->r->mem, "%s/serve.lock", s->store->dir));
    enum err e = lock_take(path, false, &s->lock);
    if (!e) e = load_recover(s->store);
    if (!e) e = setup_token(s->store->db, s->r->env, s->r->mem, &s->setup);
    if (!e) e = follow_make_sure(s->store);
    if (!e) e = index_reader_open(s->store->dir, &s->index);
    if (!e) e = follower_start(s->store->dir, s->r->env, &s->follower);
    if (!e) e = start_jobs(s);
    s->readers = db_pool_new(s->store->db_path, DB_READ, READERS_MAX);
    s->writers = db_pool_new(s->store->db_path, DB_WRITE, WRITERS_MAX);
    return e;
}

static void prepare_http(struct serving *s)
{
    const struct run *r = s->r;
    s->web_config.db = s->readers;
    s->web_config.writers = s->writers;
    s->web_config.index = s->index;
    s->web_config.thesaurus = s->thesaurus;
    s->web_config.env = r->env;
    s->web_config.dir = s->store->dir;
    s->web_config.base_url = str_of(r->opt[OPT_BASE_URL]);
    if (!s->web_config.base_url.n &&
        setting_get(s->store->db, "base_url", r->mem, &s->web_config.base_url))
        s->web_config.base_url = (struct str){0};
    s->web = web_new(&s->web_config);
    s->http_config = (struct http_config){
        .listen = r->opt[OPT_LISTEN] ? str_of(r->opt[OPT_LISTEN]) : STR("127.0.0.1:8080"),
        .handler = web_handle,
        .logged = web_logged,
        .first = web_goes_first,
        .dear = web_is_dear,
        .page = web_refused,
        .stream = &web_stream,
        .stream_max = UPLOAD_BYTES_MAX + FORM_MAX,
        .ctx = s->web,
        .env = r->env,
        .body_max = FORM_MAX,
        .request_seconds = REQUEST_SECONDS,
        .idle_seconds = IDLE_SECONDS,
        .connections_max = s->http_config.connections_max,
    };
    if (r->opt[OPT_PROXY])
        VEC_PUSH(r->mem, &s->http_config.trusted_proxies, str_of(r->opt[OPT_PROXY]));
}

/* --z3950 ADDRESS:PORT. Questions that come there go the way of those to /sru. */
static enum err start_z3950(struct serving *s)
{
    const char *listen = s->r->opt[OPT_Z3950];
    if (!listen) return OK;
    enum err e = door_open(str_of(listen), s->web, s->r->env, &s->z3950);
    if (!e) web_serves_z3950(s->web, door_address(s->z3950));
    return e;
}

/* ---- telling ---- */

static void tell(const struct serving *s)
{
    const struct run *r = s->r;
    int port = http_port(s->http);
    struct str here = address_here(r->mem, s->http_config.listen, port);
    struct strs lan = address_lan(r->mem, s->http_config.listen, port);
    struct buf CLEANUP(buf_release) code = BUF(64 << 10);

    printf("%.*s\n", STR_ARG(here)); /* for programs: the address, alone on its line */
    if (s->z3950) printf("tcp:%.*s\n", STR_ARG(door_address(s->z3950)));
    fflush(stdout);
    say1(r, MSG_cmd_serve_ready, here);
    if (s->z3950) say1(r, MSG_cmd_serve_z3950, door_address(s->z3950));
    for (size_t i = 0; i < lan.n; i++) say1(r, MSG_cmd_serve_lan, lan.item[i]);
    if (lan.n) {
        address_qr(&code, lan.item[0], r->tty);
        fwrite(code.p, 1, code.n, stderr);
    }
    if (s->setup.n)
        say1(r, MSG_cmd_serve_setup,
             arena_printf(r->mem, "%.*sawal/%.*s", STR_ARG(here), STR_ARG(s->setup)));
    say(r, MSG_cmd_serve_stop);
}

static enum exit_code explain(struct serving *s, enum err e)
{
    const char *other = s->r->opt[OPT_Z3950];
    struct str listen = other && !s->z3950 ? str_of(other) : s->http_config.listen;
    if (!s->http_config.handler)
        return e == ERR_BUSY ? fail_with(s->r, e, MSG_cmd_serve_second, str_of(s->store->dir))
                             : fail(s->r, e);
    if (e == ERR_BUSY) return fail_with(s->r, e, MSG_cmd_serve_busy, listen);
    if (e == ERR_ARG || e == ERR_DENIED) return fail_with(s->r, e, MSG_cmd_serve_address, listen);
    return fail(s->r, e);
}

static void wait_for_end(void)
{
    sigset_t ends;
    int got = 0;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigwait(&ends, &got);
}

/* Threads inherit the mask, so that only wait_for_end sees these. */
static void hold_signals(void)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signal(SIGXFSZ, SIG_IGN);
}

static void close_all(struct serving *s)
{
    door_close(s->z3950);
    http_stop(s->http, STOP_SECONDS);
    web_free(s->web);
    runner_stop(s->runner);
    follower_stop(s->follower);
    index_reader_close(s->index);
    db_pool_free(s->readers);
    db_pool_free(s->writers);
    lock_release(&s->lock);
    store_close(s->store);
}

static enum exit_code run_serve(struct run *r)
{
    struct serving s = {.r = r};
    struct str zone = str_of(r->opt[OPT_ZONE]);
    if (zone.n && !zone_parse(zone, &s.web_config.zone)) {
        say1(r, MSG_cmd_bad_zone, zone);
        return EXIT_USAGE;
    }
    if (!read_limits(&s) || !read_connections(&s)) return EXIT_USAGE;
    if (!read_mail(&s) || !words_load(r, data_dir(r), &s.thesaurus)) return EXIT_FAILED;
    if (!open_store(r, DB_WRITE, &s.store)) return EXIT_FAILED;
    hold_signals();
    enum err e = open_data(&s);
    if (!e) prepare_http(&s);
    if (!e) e = start_z3950(&s);
    if (!e) e = http_start(&s.http_config, &s.http);
    enum exit_code code = e ? explain(&s, e) : EXIT_OK;
    if (!e) {
        tell(&s);
        wait_for_end();
        say(r, MSG_cmd_serve_stopping);
    }
    close_all(&s);
    return code;
}

const struct command cmd_serve = {
    .name = "serve",
    .synopsis = "--data DIR [--listen ADDRESS:PORT] [--base-url URL] [--zone WIB|WITA|WIT]"
                " [--trusted-proxy ADDRESS] [--mail FILE] [--cache MB] [--search-seconds N]"
                " [--connections N] [--z3950 ADDRESS:PORT]",
    .help = MSG_help_serve,
    .options = BIT(OPT_DATA) | BIT(OPT_LISTEN) | BIT(OPT_BASE_URL) | BIT(OPT_ZONE) |
               BIT(OPT_PROXY) | BIT(OPT_MAIL) | BIT(OPT_CACHE) | BIT(OPT_BUDGET) | BIT(OPT_Z3950) |
               BIT(OPT_CONNECTIONS),
    .run = run_serve,
};
