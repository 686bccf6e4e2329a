/* cache.h -- answers kept under the digest of their question, in memory that does not grow, and
 * made once for all who ask at the same time.
 *
 * Whatever an answer depends on has to be part of its question: nothing is ever taken back, what is
 * out of date is not asked for any more and goes as the least recently used. Thread-safe. */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include "base/arena.h"
#include "base/hash.h"

struct cache;
struct cache_entry; /* an answer being made */

struct cache *cache_new(size_t bytes_max);
void cache_free(struct cache *c); /* NULL is fine; nobody may be making an answer */

/* The answer that is kept, copied into `a`; false when there is none. */
bool cache_get(struct cache *c, struct digest question, struct arena *a, struct str *ret);

/* The same; but when there is none the caller makes it and calls cache_end, whatever happens. While
 * somebody else makes it he is waited for, up to `wait_us` of real time; then *ret_making is NULL
 * and each makes his own. When he fails, one of those who wait makes it. */
bool cache_begin(struct cache *c, struct digest question, int64_t wait_us, struct arena *a,
                 struct str *ret, struct cache_entry **ret_making);

enum cache_end {
    CACHE_KEEP,
    CACHE_PASS, /* good enough for those who wait for it, not for later */
    CACHE_FAILED
};
void cache_end(struct cache *c, struct cache_entry *making, struct str answer, enum cache_end how);

/* Keeps an answer that is at hand, unless there is or will be one. */
void cache_put(struct cache *c, struct digest question, struct str answer);

struct cache_counts {
    int64_t kept, passed,
        made; /* answers given: from here, made by another meanwhile, by oneself */
    size_t bytes, entries;
    int waiting; /* now, for somebody else's answer */
};
struct cache_counts cache_counts(struct cache *c);

#endif
