/* env.c -- the real clock and the kernel's randomness. */
#include "base/env.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/types.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t system_now(const struct env *env)
{
    (void)env;
    return read_clock(CLOCK_REALTIME);
}

static int64_t system_monotonic(const struct env *env)
{
    (void)env;
    return read_clock(CLOCK_MONOTONIC);
}

static int64_t system_processor(const struct env *env)
{
    (void)env;
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static void system_random(const struct env *env, void *to, size_t n)
{
    (void)env;
    char *p = to;
    while (n) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            fputs("silang: the kernel gives no random numbers\n", stderr);
            abort();
        }
        p += got;
        n -= (size_t)got;
    }
}

const struct env *env_system(void)
{
    static const struct env system = {system_now, system_monotonic, system_processor, system_random,
                                      NULL};
    return &system;
}
