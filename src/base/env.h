/* env.h -- the outside world as a value: clocks and randomness.
 *
 * Code asks `env` instead of the system, so that tests can set the clock and repeat the
 * random numbers. Times are microseconds; wall time counts from 1970-01-01 UTC. */
#ifndef BASE_ENV_H
#define BASE_ENV_H

#include <stddef.h>
#include <stdint.h>

struct env {
    int64_t (*now)(const struct env *);                     /* wall clock, may jump */
    int64_t (*monotonic)(const struct env *);               /* for durations and deadlines */
    int64_t (*processor)(const struct env *);               /* that this thread has used */
    void (*random)(const struct env *, void *to, size_t n); /* unpredictable bytes */
    void *state;                                            /* for test environments */
};

/* The real world; lives for ever. */
const struct env *env_system(void);

#endif
