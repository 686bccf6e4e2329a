/* asker.c -- see asker.h: one list of questions under one lock, and threads that take them. */
#include "peer/asker.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/checked.h"
#include "base/mem.h"

struct asked {
    struct asked *next;
    struct digest key;
    enum { LISTED, RUNNING, DONE } state;
    int holders;
    int64_t ended, looked; /* monotonic; when somebody last wanted to know */
    struct arena *mem;
    struct asker_question q; /* strings in mem */
    struct target_answer answer;
};

struct asker {
    const struct env *env;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct asked *list; /* newest first */
    size_t n;
    int waiting, idle; /* questions without a thread, threads without a question */
    int waiters;
    bool stop;
    pthread_t thread[ASKER_THREADS];
    size_t n_threads;
};

/* ---- questions ---- */

struct digest asker_key(const struct asker_question *q)
{
    const struct target_site *s = &q->site;
    char numbers[120];
    struct buf CLEANUP(buf_release) b = BUF(sizeof numbers);
    buf_printf(&b, "%lld %d %d %d %d %lld %lld", (long long)q->target, s->kind, s->private_ok,
               q->query.field, q->query.raw, (long long)q->start, (long long)q->n);
    const struct str parts[] = {buf_str(&b), s->address, s->database, s->syntax,   s->charset,
                                s->version,  s->names,   s->login,    s->password, q->query.text};
    return digest_of_parts(parts, COUNT(parts));
}

static void keep_strings(struct asked *e)
{
    struct str *const all[] = {&e->q.site.address, &e->q.site.database, &e->q.site.syntax,
                               &e->q.site.charset, &e->q.site.version,  &e->q.site.names,
                               &e->q.site.login,   &e->q.site.password, &e->q.query.text};
    for (size_t i = 0; i < COUNT(all); i++) *all[i] = arena_copy(e->mem, *all[i]);
}

static struct asked *find(const struct asker *x, const struct digest *key)
{
    for (struct asked *e = x->list; e; e = e->next)
        if (memcmp(e->key.byte, key->byte, sizeof key->byte) == 0) return e;
    return NULL;
}

static bool is_old(const struct asked *e, int64_t now)
{
    int64_t s = e->answer.outcome ? ASKER_FAILED_SECONDS : ASKER_KEEP_SECONDS;
    return e->state == DONE && now - e->ended > s * 1000000;
}

static void remove_one(struct asker *x, struct asked **at)
{
    struct asked *e = *at;
    *at = e->next;
    x->n--;
    arena_free(e->mem);
    mem_free(e);
}

/* What is out of date goes, and the oldest ones beyond the limits; false when that made no room. */
static bool make_room(struct asker *x)
{
    int64_t now = x->env->monotonic(x->env);
    size_t n = 0, bytes = 0;
    for (struct asked **at = &x->list; *at;) {
        struct asked *e = *at;
        bytes += e->state == DONE ? arena_used(e->mem) : 0;
        bool over = n >= ASKER_KEPT - 1 || bytes > ASKER_KEPT_BYTES;
        if (e->state == DONE && !e->holders && (over || is_old(e, now))) {
            remove_one(x, at);
        } else if (e->state == LISTED &&
                   now - e->looked > ASKER_LISTED_SECONDS * INT64_C(1000000)) {
            x->waiting--;
            remove_one(x, at);
        } else {
            n++;
            at = &e->next;
        }
    }
    return x->n < ASKER_KEPT;
}

/* ---- threads ---- */

static int running_of(const struct asker *x, int64_t target)
{
    int n = 0;
    for (const struct asked *e = x->list; e; e = e->next)
        n += e->state == RUNNING && e->q.target == target;
    return n;
}

static int listed_of(const struct asker *x, int64_t target)
{
    int n = 0;
    for (const struct asked *e = x->list; e; e = e->next)
        n += e->state == LISTED && e->q.target == target;
    return n;
}

/* The oldest whose target is not asked too much; NULL: none. */
static struct asked *next_one(const struct asker *x)
{
    struct asked *best = NULL;
    for (struct asked *e = x->list; e; e = e->next)
        if (e->state == LISTED && running_of(x, e->q.target) < ASKER_OF_TARGET) best = e;
    return best;
}

static bool stopped(void *ctx)
{
    struct asker *x = ctx;
    pthread_mutex_lock(&x->lock);
    bool stop = x->stop;
    pthread_mutex_unlock(&x->lock);
    return stop;
}

static void ask(struct asker *x, struct asked *e)
{
    struct target *t = target_open(x->env, &e->q.site, stopped, x);
    if (target_ask(t, &e->q.query, e->q.start, e->q.n, e->mem, &e->answer)) {
        e->answer.outcome = TARGET_UNREACHABLE;
        e->answer.trouble = FETCH_CUT;
    }
    target_close(t);
}

static void *work(void *arg)
{
    struct asker *x = arg;
    pthread_mutex_lock(&x->lock);
    while (!x->stop) {
        struct asked *e = next_one(x);
        if (!e) {
            x->idle++;
            pthread_cond_wait(&x->work, &x->lock);
            x->idle--;
            continue;
        }
        e->state = RUNNING;
        x->waiting--;
        pthread_mutex_unlock(&x->lock);
        ask(x, e);
        pthread_mutex_lock(&x->lock);
        e->state = DONE;
        e->ended = x->env->monotonic(x->env);
        pthread_cond_broadcast(&x->done);
        pthread_cond_signal(&x->work); /* its target is free for another one */
    }
    pthread_mutex_unlock(&x->lock);
    return NULL;
}

struct asker *asker_new(const struct env *env)
{
    struct asker *x = mem_zero(1, sizeof *x);
    pthread_condattr_t attr;
    x->env = env;
    pthread_mutex_init(&x->lock, NULL);
    pthread_cond_init(&x->work, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&x->done, &attr);
    pthread_condattr_destroy(&attr);
    return x;
}

void asker_free(struct asker *x)
{
    if (!x) return;
    pthread_mutex_lock(&x->lock);
    x->stop = true;
    pthread_cond_broadcast(&x->work);
    pthread_mutex_unlock(&x->lock);
    for (size_t i = 0; i < x->n_threads; i++) pthread_join(x->thread[i], NULL);
    while (x->list) remove_one(x, &x->list);
    pthread_cond_destroy(&x->work);
    pthread_cond_destroy(&x->done);
    pthread_mutex_destroy(&x->lock);
    mem_free(x);
}

/* ---- asking ---- */

static void add(struct asker *x, const struct asker_question *q, struct digest key)
{
    struct asked *e = mem_zero(1, sizeof *e);
    *e = (struct asked){.next = x->list, .key = key, .mem = arena_new(), .q = *q};
    e->looked = x->env->monotonic(x->env);
    keep_strings(e);
    x->list = e;
    x->n++;
    x->waiting++;
}

/* A thread for it, when none is free. */
static bool have_thread(struct asker *x)
{
    if (x->idle >= x->waiting) return true;
    if (x->n_threads == ASKER_THREADS) return true;
    if (pthread_create(&x->thread[x->n_threads], NULL, work, x)) return x->n_threads > 0;
    x->n_threads++;
    return true;
}

enum err asker_want(struct asker *x, const struct asker_question *q)
{
    enum err e = OK;
    struct digest key = asker_key(q);
    pthread_mutex_lock(&x->lock);
    bool room = make_room(x) && listed_of(x, q->target) < ASKER_LISTED_OF_TARGET;
    struct asked *known = find(x, &key);
    if (known) {
        known->looked = x->env->monotonic(x->env);
    } else {
        if (room)
            add(x, q, key);
        else
            e = ERR_BUSY;
        if (!e && !have_thread(x)) e = ERR_BUSY;
        pthread_cond_signal(&x->work);
    }
    pthread_mutex_unlock(&x->lock);
    return e;
}

static bool all_done(const struct asker *x, const struct digest *key, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct asked *e = find(x, &key[i]);
        if (e && e->state != DONE) return false;
    }
    return true;
}

void asker_wait(struct asker *x, const struct digest *key, size_t n, int64_t us)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t ns = until.tv_nsec + us % 1000000 * 1000;
    until.tv_sec += us / 1000000 + ns / 1000000000;
    until.tv_nsec = (long)(ns % 1000000000);
    pthread_mutex_lock(&x->lock);
    bool may = x->waiters < ASKER_WAITERS;
    x->waiters += may;
    while (may && !all_done(x, key, n) && !pthread_cond_timedwait(&x->done, &x->lock, &until)) {
    }
    x->waiters -= may;
    pthread_mutex_unlock(&x->lock);
}

enum asker_state asker_look(struct asker *x, struct digest key, const struct target_answer **ret,
                            struct asked **ret_hold)
{
    enum asker_state s = ASKER_UNKNOWN;
    *ret = NULL;
    *ret_hold = NULL;
    pthread_mutex_lock(&x->lock);
    struct asked *e = find(x, &key);
    if (e) s = e->state == DONE ? ASKER_DONE : ASKER_WAITING;
    if (e) e->looked = x->env->monotonic(x->env);
    if (s == ASKER_DONE) {
        e->holders++;
        *ret = &e->answer;
        *ret_hold = e;
    }
    pthread_mutex_unlock(&x->lock);
    return s;
}

void asker_drop(struct asker *x, struct asked *hold)
{
    if (!hold) return;
    pthread_mutex_lock(&x->lock);
    hold->holders--;
    pthread_mutex_unlock(&x->lock);
}
