/* runner.c -- doing jobs. The thread that works writes no progress itself: it may be in the middle
 * of a transaction. Another thread does, with a connection of its own. */
#include "work/runner.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "work/internal.h"
#include "work/schedule.h"

enum {
    LOOK_MS = 300,
    AFTER_ERROR_MS = 2000,
    BEAT_MS = 1000,
    LEASE_S = 180, /* a commit waits for other writers up to a minute */
    BEATS_PER_TIDY = 20,
    FORGET_DAYS = 90,
    QUIET_NICE = 10
};

/* The lane of each thread. */
static const enum job_lane lanes[] = {JOB_SOON, JOB_QUIET, JOB_PEER, JOB_PEER, JOB_PEER, JOB_PEER};
enum { THREADS = COUNT(lanes) };

/* What a job says of itself, seen by two threads. */
struct watching {
    pthread_mutex_t lock;
    int64_t id; /* 0: no job */
    const char *phase;
    int64_t done, all, phase_began, phase_first;
    const struct env *env;
    atomic_bool stop;
};

struct lane {
    struct runner *r;
    enum job_lane lane;
    pthread_t thread;
    struct watching watching;
};

struct runner {
    struct runner_config config;
    struct job_holder holder;
    struct lock lock;
    pthread_mutex_t sleep;
    pthread_cond_t wake;
    atomic_bool stopping;
    pthread_t beat;
    struct lane lane[THREADS];
};

/* ---- for the function of a kind ---- */

void job_progress(struct job_task *t, const char *phase, int64_t done, int64_t all)
{
    struct watching *w = t->watching;
    pthread_mutex_lock(&w->lock);
    if (w->phase != phase) {
        w->phase_began = w->env->monotonic(w->env);
        w->phase_first = done;
    }
    w->phase = phase;
    w->done = done;
    w->all = all;
    pthread_mutex_unlock(&w->lock);
}

bool job_stop(struct job_task *t)
{
    struct watching *w = t->watching;
    return atomic_load(&w->stop);
}

static void watch_progress(void *task, const struct load_progress *p)
{
    static const char *const names[] = {
        [LOAD_WAITING] = "waiting",     [LOAD_READING] = "reading",
        [LOAD_COMPARING] = "comparing", [LOAD_PUBLISHING] = "publishing",
        [LOAD_UNDOING] = "undoing",     [LOAD_INDEXING] = "indexing",
        [LOAD_COPYING] = "copying",     [LOAD_PACKING] = "packing",
        [LOAD_UNPACKING] = "unpacking",
    };
    job_progress(task, names[p->phase], p->done, p->all);
}

static bool watch_stop(void *task)
{
    return job_stop(task);
}

struct load_watch job_watch(struct job_task *t)
{
    return (struct load_watch){watch_progress, watch_stop, NULL, t};
}

/* ---- one job ---- */

static void begin_watching(struct watching *w, const struct env *env, int64_t id, bool stop)
{
    pthread_mutex_lock(&w->lock);
    w->id = id;
    w->phase = "";
    w->done = w->all = w->phase_first = 0;
    w->phase_began = env->monotonic(env);
    w->env = env;
    atomic_store(&w->stop, stop);
    pthread_mutex_unlock(&w->lock);
}

/* The operator, or the person with what it may do now. */
static enum err actor_of(struct job_task *t, int64_t person, int64_t now)
{
    t->actor = (struct actor){.kind = ACTOR_OPERATOR, .at = now};
    if (!person) return OK;
    enum err e = actor_of_person(t->store->db, person, now, t->mem, &t->actor);
    return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

static int64_t zone_of(const struct runner_config *c, struct db *db)
{
    return c->zone_us ? c->zone_us(db, c->ctx) : 0;
}

static enum err do_job(const struct runner_config *c, struct store *store, struct watching *w,
                       const struct job_row *row, struct buf *result)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct job_task t = {
        .kind = job_kind_find(&c->kinds, row->kind),
        .store = store,
        .env = c->env,
        .mem = a,
        .id = row->id,
        .agency = row->agency,
        .args = row->args,
        .zone_us = zone_of(c, store->db),
        .result = BUF(JOB_RESULT_MAX),
        .watching = w,
    };
    int64_t began = c->env->monotonic(c->env);
    enum err e = actor_of(&t, row->person, c->env->now(c->env));
    if (!e) e = t.kind->run(&t);
    int64_t took = (c->env->monotonic(c->env) - began) / 1000;
    log_line(e && e != ERR_INTERRUPTED ? LOG_WARN : LOG_INFO, STR(""), "job %lld %s: %s, %lld ms",
             (long long)row->id, t.kind->name, err_name(e), (long long)took);
    *result = t.result;
    return e;
}

/* Takes the next job of the lane and does it. ERR_NOT_FOUND: there is none. */
static enum err next_job(const struct runner_config *c, const struct job_holder *h,
                         struct store *store, enum job_lane lane, struct watching *w,
                         const atomic_bool *stopping)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) result = BUF(JOB_RESULT_MAX);
    struct job_row row;
    const struct env *env = c->env;
    enum err e = job_claim(store->db, &c->kinds, lane, h, env->now(env), a, &row);
    if (e) return e;
    begin_watching(w, env, row.id, atomic_load(stopping));
    enum err outcome = do_job(c, store, w, &row, &result);
    begin_watching(w, env, 0, false);
    for (int i = 0; i < 30; i++) { /* a full disk may hold up even this */
        e = job_end(store->db, &c->kinds, h, row.id, outcome, atomic_load(stopping),
                    buf_str(&result), env->now(env));
        if (!e || e == ERR_NOT_FOUND || atomic_load(stopping)) break;
        nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- threads ---- */

static void rest(struct runner *r, int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&r->sleep);
    if (!atomic_load(&r->stopping)) pthread_cond_timedwait(&r->wake, &r->sleep, &until);
    pthread_mutex_unlock(&r->sleep);
}

static void *run_lane(void *arg)
{
    struct lane *l = arg;
    struct runner *r = l->r;
    struct store *store = NULL;
    if (l->lane == JOB_QUIET)
        setpriority(PRIO_PROCESS, 0, QUIET_NICE); /* of this thread, on Linux */
    while (!atomic_load(&r->stopping)) {
        enum err e = store ? OK : store_open(r->config.dir, DB_WRITE, r->config.env, &store);
        if (!e) e = next_job(&r->config, &r->holder, store, l->lane, &l->watching, &r->stopping);
        if (e && e != ERR_NOT_FOUND && e != ERR_BUSY) {
            log_error("jobs: %s", err_name(e));
            rest(r, AFTER_ERROR_MS);
        } else if (e) {
            store_rest(store);
            rest(r, LOOK_MS);
        }
    }
    store_close(store);
    return NULL;
}

static struct job_beat beat_of(struct watching *w)
{
    pthread_mutex_lock(&w->lock);
    struct job_beat b = {.id = w->id, .phase = w->phase, .done = w->done, .all = w->all};
    if (b.id) {
        int64_t took = w->env->monotonic(w->env) - w->phase_began;
        b.rate = took > 200000 ? (w->done - w->phase_first) * 1000000 / took : 0;
    }
    pthread_mutex_unlock(&w->lock);
    return b;
}

/* ERR_NOT_FOUND: the job is at its end, or another process has taken it. The latter only when we
 * could not renew for three minutes; then it has to stop here. */
static void renew(struct runner *r, struct db *db, struct watching *w)
{
    struct job_beat b = beat_of(w);
    if (!b.id) return;
    enum err e = job_renew(db, &r->holder, r->config.env->now(r->config.env), &b);
    if (e && e != ERR_NOT_FOUND) log_warn("job %lld: lease: %s", (long long)b.id, err_name(e));
    pthread_mutex_lock(&w->lock);
    if (w->id == b.id && (e == ERR_NOT_FOUND || (!e && b.stop))) atomic_store(&w->stop, true);
    pthread_mutex_unlock(&w->lock);
}

static enum err tidy(const struct runner_config *c, const struct job_holder *h, struct db *db,
                     bool alone)
{
    const int64_t now = c->env->now(c->env);
    enum err e = job_recover(db, &c->kinds, h, alone, now);
    if (!e) e = schedule_ask(db, now, zone_of(c, db));
    if (!e) e = job_forget(db, now - FORGET_DAYS * INT64_C(86400000000));
    return e;
}

static void *run_beat(void *arg)
{
    struct runner *r = arg;
    struct store *store = NULL;
    for (int beats = 0; !atomic_load(&r->stopping); beats++) {
        enum err e = store ? OK : store_open(r->config.dir, DB_WRITE, r->config.env, &store);
        for (int i = 0; !e && i < THREADS; i++) renew(r, store->db, &r->lane[i].watching);
        if (!e && beats % BEATS_PER_TIDY == 0) e = tidy(&r->config, &r->holder, store->db, false);
        if (e) log_error("jobs: %s", err_name(e));
        rest(r, BEAT_MS);
    }
    store_close(store);
    return NULL;
}

/* ---- starting, stopping ---- */

static struct job_holder holder_of(const struct env *env)
{
    struct job_holder h = {.lease_us = LEASE_S * INT64_C(1000000)};
    unsigned char chance[8];
    env->random(env, chance, sizeof chance);
    for (size_t i = 0; i < sizeof chance; i++) snprintf(h.name + 2 * i, 3, "%02x", chance[i]);
    return h;
}

static enum err take_lock(const char *dir, struct lock *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    return lock_take(arena_cstr(a, arena_printf(a, "%s/work.lock", dir)), false, ret);
}

/* Holding the lock, so no other process does jobs here: what runs has nobody. */
static enum err take_up(const struct runner_config *c, const struct job_holder *h)
{
    struct store CLEANUP(store_closep) *s = NULL;
    enum err e = store_open(c->dir, DB_WRITE, c->env, &s);
    return e ? e : tidy(c, h, s->db, true);
}

static enum err start_threads(struct runner *r)
{
    int started = 0;
    while (started < THREADS &&
           pthread_create(&r->lane[started].thread, NULL, run_lane, &r->lane[started]) == 0)
        started++;
    if (started == THREADS && pthread_create(&r->beat, NULL, run_beat, r) == 0) return OK;
    atomic_store(&r->stopping, true);
    while (started) pthread_join(r->lane[--started].thread, NULL);
    return ERR_LIMIT;
}

static void release(struct runner *r)
{
    lock_release(&r->lock);
    for (int i = 0; i < THREADS; i++) pthread_mutex_destroy(&r->lane[i].watching.lock);
    pthread_mutex_destroy(&r->sleep);
    pthread_cond_destroy(&r->wake);
    mem_free(r);
}

enum err runner_start(const struct runner_config *config, struct runner **ret)
{
    struct runner *r = mem_zero(1, sizeof *r);
    pthread_condattr_t attr;
    r->config = *config;
    r->holder = holder_of(config->env);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&r->sleep, NULL);
    pthread_cond_init(&r->wake, &attr);
    pthread_condattr_destroy(&attr);
    for (int i = 0; i < THREADS; i++) {
        r->lane[i].r = r;
        r->lane[i].lane = lanes[i];
        pthread_mutex_init(&r->lane[i].watching.lock, NULL);
    }
    enum err e = take_lock(config->dir, &r->lock);
    if (!e) e = take_up(config, &r->holder);
    if (!e) e = start_threads(r);
    if (e) {
        release(r);
        return e;
    }
    *ret = r;
    return OK;
}

void runner_stop(struct runner *r)
{
    if (!r) return;
    pthread_mutex_lock(&r->sleep);
    atomic_store(&r->stopping, true);
    pthread_cond_broadcast(&r->wake);
    pthread_mutex_unlock(&r->sleep);
    for (int i = 0; i < THREADS; i++) atomic_store(&r->lane[i].watching.stop, true);
    for (int i = 0; i < THREADS; i++) pthread_join(r->lane[i].thread, NULL);
    pthread_join(r->beat, NULL);
    release(r);
}

enum err runner_once(const struct runner_config *config)
{
    struct lock CLEANUP(lock_release) lock = {0};
    struct store CLEANUP(store_closep) *store = NULL;
    struct watching w = {.lock = PTHREAD_MUTEX_INITIALIZER, .env = config->env};
    const struct job_holder h = holder_of(config->env);
    const atomic_bool never = false;
    enum err e = take_lock(config->dir, &lock);
    if (!e) e = take_up(config, &h);
    if (!e) e = store_open(config->dir, DB_WRITE, config->env, &store);
    for (int lane = 0; !e && lane < JOB_LANES; lane++) {
        while (!e) e = next_job(config, &h, store, (enum job_lane)lane, &w, &never);
        if (e == ERR_NOT_FOUND) e = OK;
    }
    pthread_mutex_destroy(&w.lock);
    return e;
}
