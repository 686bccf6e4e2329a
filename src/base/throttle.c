/* throttle.c -- leaky buckets as one number each: the moment at which the bucket is full again. */
#include "base/throttle.h"

#include <pthread.h>
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "base/mem.h"

enum { BUCKETS = 4096 };

struct throttle {
    const struct env *env;
    pthread_mutex_t lock;
    unsigned char secret[16]; /* so that nobody can choose who shares a bucket */
    int burst;
    int64_t period;
    int64_t full_at[BUCKETS]; /* monotonic microseconds */
};

struct throttle *throttle_new(const struct env *env, int burst, int64_t period)
{
    struct throttle *t = mem_zero(1, sizeof *t);
    t->env = env;
    t->burst = burst;
    t->period = period;
    env->random(env, t->secret, sizeof t->secret);
    pthread_mutex_init(&t->lock, NULL);
    return t;
}

void throttle_free(struct throttle *t)
{
    if (!t) return;
    pthread_mutex_destroy(&t->lock);
    mem_free(t);
}

static int64_t *bucket(struct throttle *t, struct str key)
{
    struct str part[] = {{(const char *)t->secret, sizeof t->secret}, key};
    struct digest d = digest_of_parts(part, 2);
    uint32_t n;
    memcpy(&n, d.byte, sizeof n);
    return &t->full_at[n % BUCKETS];
}

int64_t throttle_wait(struct throttle *t, struct str key)
{
    int64_t now = t->env->monotonic(t->env);
    pthread_mutex_lock(&t->lock);
    int64_t missing = *bucket(t, key) - now; /* time until the bucket is full */
    pthread_mutex_unlock(&t->lock);
    return MAX(missing - t->period * (t->burst - 1), 0);
}

/* No more than `most` tries are ever owed. */
static void take(struct throttle *t, struct str key, int64_t tries, int64_t most)
{
    int64_t now = t->env->monotonic(t->env);
    pthread_mutex_lock(&t->lock);
    int64_t *full_at = bucket(t, key);
    *full_at = MIN(MAX(*full_at, now) + t->period * tries, now + t->period * most);
    pthread_mutex_unlock(&t->lock);
}

void throttle_take(struct throttle *t, struct str key)
{
    take(t, key, 1, t->burst);
}

void throttle_charge(struct throttle *t, struct str key, int64_t tries)
{
    take(t, key, MIN(tries, (int64_t)t->burst), INT64_C(2) * t->burst);
}

void throttle_forget(struct throttle *t, struct str key)
{
    pthread_mutex_lock(&t->lock);
    *bucket(t, key) = 0;
    pthread_mutex_unlock(&t->lock);
}
