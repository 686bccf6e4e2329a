/* cache.c -- a table of chains, and a list of what is kept by when it was last used. */
#include "base/cache.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/checked.h"
#include "base/mem.h"

enum { CHAINS = 4096, LARGE = 16 /* no answer takes more than this part of the room */ };

enum stage { MAKING, MADE, FAILED };

struct cache_entry {
    struct digest question;
    enum stage stage;
    int refs; /* the table, who makes it, each who waits */
    bool kept;
    char *bytes;
    size_t n;
    struct cache_entry *chain;
    struct cache_entry *older, *newer; /* of those kept */
};

struct cache {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    size_t bytes_max;
    struct cache_counts counts;
    struct cache_entry *oldest, *newest;
    struct cache_entry *chain[CHAINS];
};

struct cache *cache_new(size_t bytes_max)
{
    struct cache *c = mem_zero(1, sizeof *c);
    c->bytes_max = bytes_max;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->ended, NULL);
    return c;
}

/* ---- all of this under the lock ---- */

static struct cache_entry **chain_of(struct cache *c, const struct digest *question)
{
    uint32_t n;
    memcpy(&n, question->byte, sizeof n);
    return &c->chain[n % CHAINS];
}

static struct cache_entry *find(struct cache *c, const struct digest *question)
{
    struct cache_entry *e = *chain_of(c, question);
    while (e && memcmp(e->question.byte, question->byte, sizeof question->byte) != 0) e = e->chain;
    return e;
}

static void let_go(struct cache_entry *e)
{
    if (--e->refs) return;
    mem_free(e->bytes);
    mem_free(e);
}

static size_t size_of(const struct cache_entry *e)
{
    return sizeof *e + e->n;
}

static void unlist(struct cache *c, struct cache_entry *e)
{
    *(e->older ? &e->older->newer : &c->oldest) = e->newer;
    *(e->newer ? &e->newer->older : &c->newest) = e->older;
    e->older = e->newer = NULL;
}

static void list_newest(struct cache *c, struct cache_entry *e)
{
    e->older = c->newest;
    *(c->newest ? &c->newest->newer : &c->oldest) = e;
    c->newest = e;
}

/* Out of the table: nobody finds it any more. */
static void remove_entry(struct cache *c, struct cache_entry *e)
{
    struct cache_entry **at = chain_of(c, &e->question);
    while (*at != e) at = &(*at)->chain;
    *at = e->chain;
    if (e->kept) {
        unlist(c, e);
        c->counts.bytes -= size_of(e);
        c->counts.entries--;
    }
    let_go(e);
}

static void keep(struct cache *c, struct cache_entry *e)
{
    e->kept = true;
    c->counts.bytes += size_of(e);
    c->counts.entries++;
    list_newest(c, e);
    while (c->counts.bytes > c->bytes_max) remove_entry(c, c->oldest);
}

static struct cache_entry *add(struct cache *c, const struct digest *question)
{
    struct cache_entry **chain = chain_of(c, question);
    struct cache_entry *e = mem_zero(1, sizeof *e);
    *e = (struct cache_entry){.question = *question, .refs = 2, .chain = *chain};
    *chain = e;
    return e;
}

static struct str copy(const struct cache_entry *e, struct arena *a)
{
    return arena_copy(a, (struct str){e->bytes, e->n});
}

static bool take_kept(struct cache *c, struct cache_entry *e, struct arena *a, struct str *ret)
{
    if (!e || e->stage != MADE) return false;
    unlist(c, e);
    list_newest(c, e);
    c->counts.kept++;
    *ret = copy(e, a);
    return true;
}

/* Until it is made or given up, or the time has come: what became of it. */
static enum stage wait_for(struct cache *c, struct cache_entry *e, const struct timespec *until,
                           struct arena *a, struct str *ret)
{
    int code = 0;
    e->refs++;
    c->counts.waiting++;
    while (e->stage == MAKING && code == 0)
        code = pthread_cond_clockwait(&c->ended, &c->lock, CLOCK_MONOTONIC, until);
    c->counts.waiting--;
    enum stage stage = e->stage;
    if (stage == MADE) *ret = copy(e, a);
    let_go(e);
    return stage;
}

/* ---- the face ---- */

bool cache_get(struct cache *c, struct digest question, struct arena *a, struct str *ret)
{
    pthread_mutex_lock(&c->lock);
    bool got = take_kept(c, find(c, &question), a, ret);
    pthread_mutex_unlock(&c->lock);
    return got;
}

static struct timespec time_after(int64_t us)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int64_t ns = t.tv_nsec + us % 1000000 * 1000;
    return (struct timespec){t.tv_sec + us / 1000000 + ns / 1000000000, ns % 1000000000};
}

bool cache_begin(struct cache *c, struct digest question, int64_t wait_us, struct arena *a,
                 struct str *ret, struct cache_entry **ret_making)
{
    struct timespec until = time_after(MAX(wait_us, 0));
    struct cache_entry *e = NULL;
    enum stage stage = FAILED;
    *ret_making = NULL;
    pthread_mutex_lock(&c->lock);
    while (stage == FAILED && (e = find(c, &question)) && e->stage == MAKING)
        stage = wait_for(c, e, &until, a, ret);
    bool got = stage == MADE;
    if (got)
        c->counts.passed++;
    else if (stage == FAILED)
        got = take_kept(c, e, a, ret);
    c->counts.made += !got;
    if (!got && stage == FAILED) *ret_making = add(c, &question);
    pthread_mutex_unlock(&c->lock);
    return got;
}

void cache_end(struct cache *c, struct cache_entry *making, struct str answer, enum cache_end how)
{
    if (!making) return;
    char *bytes = mem_alloc(answer.n);
    if (answer.n) memcpy(bytes, answer.p, answer.n);
    pthread_mutex_lock(&c->lock);
    making->bytes = bytes;
    making->n = answer.n;
    making->stage = how == CACHE_FAILED ? FAILED : MADE;
    if (how == CACHE_KEEP && size_of(making) <= c->bytes_max / LARGE)
        keep(c, making);
    else
        remove_entry(c, making);
    let_go(making);
    pthread_cond_broadcast(&c->ended);
    pthread_mutex_unlock(&c->lock);
}

void cache_put(struct cache *c, struct digest question, struct str answer)
{
    pthread_mutex_lock(&c->lock);
    struct cache_entry *e = find(c, &question) ? NULL : add(c, &question);
    pthread_mutex_unlock(&c->lock);
    cache_end(c, e, answer, CACHE_KEEP);
}

struct cache_counts cache_counts(struct cache *c)
{
    pthread_mutex_lock(&c->lock);
    struct cache_counts counts = c->counts;
    pthread_mutex_unlock(&c->lock);
    return counts;
}

void cache_free(struct cache *c)
{
    if (!c) return;
    while (c->oldest) remove_entry(c, c->oldest);
    pthread_cond_destroy(&c->ended);
    pthread_mutex_destroy(&c->lock);
    mem_free(c);
}
