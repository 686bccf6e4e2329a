/* live.c -- see live.h. A table of slots, one a question, under one lock; threads take the slots
 * that wait. */
#include "peer/live.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/checked.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/throttle.h"
#include "peer/fetch.h"

enum { THREADS = 8, MEMBERS = 256, REST_DOUBLINGS = 5, NAP_MS = 500 };

enum state { FREE, QUEUED, RUNNING, DONE };

struct slot {
    struct digest question;
    enum state state;
    int64_t agency, used, tried; /* monotonic */
    char url[FETCH_URL_MAX + 1];
    live_read_fn *read;
    bool private_ok, failed; /* failed: the last try */
    struct live_answer answer;
};

struct member {
    int64_t agency, rest_until; /* monotonic */
    int running, failures;
};

struct live {
    const struct env *env;
    struct str agent;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    pthread_t thread[THREADS];
    size_t threads; /* from the first question on */
    int waiting;
    bool stopping;
    struct throttle *pace;
    struct slot slot[LIVE_SLOTS];
    struct member member[MEMBERS];
};

static int64_t now_of(const struct live *l)
{
    return l->env->monotonic(l->env);
}

/* ---- members ---- */

/* Libraries share places of the table when there are very many; they then wait for each other. */
static struct member *member_of(struct live *l, int64_t agency)
{
    return &l->member[(uint64_t)agency % MEMBERS];
}

static void note_end(struct live *l, int64_t agency, bool failed)
{
    struct member *m = member_of(l, agency);
    m->running--;
    m->failures = failed ? MIN(m->failures + 1, REST_DOUBLINGS) : 0;
    if (failed) m->rest_until = now_of(l) + (LIVE_REST_US << (m->failures - 1));
}

/* ---- the threads ---- */

static bool stopping(void *ctx)
{
    struct live *l = ctx;
    pthread_mutex_lock(&l->lock);
    bool s = l->stopping;
    pthread_mutex_unlock(&l->lock);
    return s;
}

static enum err collect(void *ctx, struct str piece)
{
    struct buf *to = ctx;
    buf_add(to, piece);
    return to->full ? ERR_LIMIT : OK;
}

struct outcome {
    bool fine;
    struct live_copies copies;
    const char *trouble;
};

/* Without the lock. */
static struct outcome ask_one(struct live *l, struct fetcher *f, const struct slot *s)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) body = BUF(AVAILABILITY_BYTES);
    struct fetch_answer answer;
    struct outcome o = {.fine = false};
    const struct fetch_order order = {.url = str_of(s->url),
                                      .private_ok = s->private_ok,
                                      .bytes_max = AVAILABILITY_BYTES,
                                      .seconds = LIVE_SECONDS,
                                      .agent = l->agent};
    enum err e = fetch_get(f, &order, collect, &body, a, &answer);
    if (e) {
        o.trouble = fetch_trouble_name(answer.trouble);
    } else if (answer.status == 404) { /* DAIA of some: it does not know the document */
        o.fine = true;
    } else {
        o.fine = answer.status == 200 && !s->read(buf_str(&body), a, &o.copies);
        o.trouble = "answer";
    }
    return o;
}

static struct slot *next_waiting(struct live *l)
{
    for (size_t i = 0; i < LIVE_SLOTS; i++)
        if (l->slot[i].state == QUEUED && member_of(l, l->slot[i].agency)->running < LIVE_AT_ONCE)
            return &l->slot[i];
    return NULL;
}

static void settle(struct live *l, struct slot *s, const struct outcome *o)
{
    s->state = DONE;
    s->failed = !o->fine;
    if (o->fine) {
        s->answer.answered = true;
        s->answer.copies = o->copies;
        s->answer.at = l->env->now(l->env);
    }
    s->answer.trouble = o->trouble;
    s->tried = now_of(l);
    note_end(l, s->agency, s->failed);
    pthread_cond_broadcast(&l->done);
    pthread_cond_broadcast(&l->work);
}

static void *run(void *arg)
{
    struct live *l = arg;
    struct fetcher *f = fetch_open(l->env, stopping, l);
    struct slot *copy = mem_zero(1, sizeof *copy);
    pthread_mutex_lock(&l->lock);
    while (!l->stopping) {
        struct slot *s = next_waiting(l);
        if (!s) {
            pthread_cond_wait(&l->work, &l->lock);
            continue;
        }
        s->state = RUNNING; /* it stays where it is until it is done */
        member_of(l, s->agency)->running++;
        *copy = *s;
        pthread_mutex_unlock(&l->lock);
        struct outcome o = ask_one(l, f, copy);
        pthread_mutex_lock(&l->lock);
        settle(l, s, &o);
    }
    pthread_mutex_unlock(&l->lock);
    mem_free(copy);
    fetch_close(f);
    return NULL;
}

/* ---- slots ---- */

static struct slot *find_slot(struct live *l, const struct digest *d)
{
    for (size_t i = 0; i < LIVE_SLOTS; i++) {
        struct slot *s = &l->slot[i];
        if (s->state != FREE && memcmp(s->question.byte, d->byte, sizeof d->byte) == 0) return s;
    }
    return NULL;
}

/* A free one, or that which was not used longest, whose answer is dropped. NULL: all busy. */
static struct slot *take_slot(struct live *l)
{
    struct slot *oldest = NULL;
    for (size_t i = 0; i < LIVE_SLOTS; i++) {
        struct slot *s = &l->slot[i];
        if (s->state == QUEUED || s->state == RUNNING) continue;
        if (!oldest || (oldest->state != FREE && (s->state == FREE || s->used < oldest->used)))
            oldest = s;
    }
    if (oldest) *oldest = (struct slot){.state = FREE};
    return oldest;
}

static bool is_fresh(const struct live *l, const struct slot *s)
{
    int64_t age = now_of(l) - s->tried;
    return s->state == DONE && age < (s->failed ? LIVE_REST_US : LIVE_KEPT_US);
}

static void start(struct live *l, struct slot *s, const struct digest *d,
                  const struct live_question *q)
{
    s->question = *d;
    s->agency = q->agency;
    s->read = q->read;
    s->private_ok = q->private_ok;
    memcpy(s->url, q->url.p, q->url.n);
    s->url[q->url.n] = '\0';
    s->state = QUEUED;
    pthread_cond_signal(&l->work);
}

/* Whether the library may be asked once more now; takes one try when it may. */
static bool may_ask(struct live *l, int64_t agency)
{
    char key[32];
    int n = snprintf(key, sizeof key, "%lld", (long long)agency);
    struct str whose = {key, (size_t)n};
    if (member_of(l, agency)->rest_until > now_of(l)) return false;
    if (throttle_wait(l->pace, whose) > 0) return false;
    throttle_take(l->pace, whose);
    return true;
}

static struct live_answer answer_of(const struct live *l, const struct slot *s)
{
    struct live_answer r = s->answer;
    if (l->env->now(l->env) - r.at > LIVE_OLD_US) r.answered = false;
    if (s->state == QUEUED || s->state == RUNNING)
        r.outcome = LIVE_ASKING;
    else
        r.outcome = s->failed ? LIVE_SILENT : is_fresh(l, s) ? LIVE_ANSWERED : LIVE_LATER;
    return r;
}

static struct digest digest_for(const struct live_question *q)
{
    struct str parts[] = {q->url, {(const char *)&q->agency, sizeof q->agency}};
    return digest_of_parts(parts, COUNT(parts));
}

/* Under the lock. */
static void begin(struct live *l, const struct live_question *q)
{
    struct digest d = digest_for(q);
    struct slot *s = find_slot(l, &d);
    if (q->url.n > FETCH_URL_MAX) return;
    if (s) {
        s->used = now_of(l);
        if (s->state == QUEUED || s->state == RUNNING || is_fresh(l, s)) return;
    }
    if (!may_ask(l, q->agency)) return; /* before another one's answer is dropped */
    if (!s) s = take_slot(l);
    if (!s) return;
    s->used = now_of(l);
    start(l, s, &d, q);
}

static bool look(struct live *l, const struct live_question *q, size_t n, struct live_answer *ret)
{
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        struct digest d = digest_for(&q[i]);
        const struct slot *found = find_slot(l, &d);
        bool rests = member_of(l, q[i].agency)->rest_until > now_of(l);
        ret[i] = found ? answer_of(l, found)
                       : (struct live_answer){.outcome = rests ? LIVE_SILENT : LIVE_LATER};
        all &= ret[i].outcome != LIVE_ASKING;
    }
    return all;
}

void live_ask(struct live *l, const struct live_question *q, size_t n, int64_t deadline_us,
              struct live_answer *ret)
{
    pthread_mutex_lock(&l->lock);
    while (l->threads < THREADS && pthread_create(&l->thread[l->threads], NULL, run, l) == 0)
        l->threads++;
    for (size_t i = 0; i < n; i++) begin(l, &q[i]);
    bool patient = l->waiting < LIVE_WAITING_MAX;
    l->waiting += patient;
    while (!look(l, q, n, ret) && patient && now_of(l) < deadline_us && !l->stopping) {
        struct timespec until;
        int64_t wait = MIN(deadline_us - now_of(l), (int64_t)NAP_MS * 1000);
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += (wait % 1000000) * 1000;
        until.tv_sec += wait / 1000000 + until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&l->done, &l->lock, &until);
    }
    l->waiting -= patient;
    pthread_mutex_unlock(&l->lock);
}

/* ---- from birth to end ---- */

struct live *live_new(const struct env *env, struct str agent)
{
    struct live *l = mem_zero(1, sizeof *l);
    pthread_condattr_t attr;
    l->env = env;
    l->agent = agent;
    l->pace = throttle_new(env, LIVE_BURST, LIVE_PERIOD_US);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->work, NULL);
    pthread_cond_init(&l->done, &attr);
    pthread_condattr_destroy(&attr);
    while (l->threads < THREADS && pthread_create(&l->thread[l->threads], NULL, run, l) == 0)
        l->threads++;
    return l;
}

void live_free(struct live *l)
{
    if (!l) return;
    pthread_mutex_lock(&l->lock);
    l->stopping = true;
    pthread_cond_broadcast(&l->work);
    pthread_cond_broadcast(&l->done);
    pthread_mutex_unlock(&l->lock);
    for (size_t i = 0; i < l->threads; i++) pthread_join(l->thread[i], NULL);
    pthread_cond_destroy(&l->work);
    pthread_cond_destroy(&l->done);
    pthread_mutex_destroy(&l->lock);
    throttle_free(l->pace);
    mem_free(l);
}
