/* asker.h -- asking several catalogues at the same time, for people who wait, and keeping what they
 * answered for some minutes.
 *
 * A question is what is asked of one target; equal ones are asked once. Each has a deadline of its
 * own, and of one target at most ASKER_OF_TARGET are under way and ASKER_LISTED_OF_TARGET listed,
 * so that a slow one holds nobody but itself. Thread-safe. */
#ifndef PEER_ASKER_H
#define PEER_ASKER_H

#include "base/hash.h"
#include "peer/target.h"

enum {
    ASKER_THREADS = 16,
    ASKER_OF_TARGET = 2,
    ASKER_LISTED_OF_TARGET = 20, /* waiting for their turn */
    ASKER_LISTED_SECONDS = 30,   /* then nobody looks any more, and it is not asked */
    ASKER_WAITERS = 3,           /* people's requests that may wait at the same time */
    ASKER_KEPT = 300,            /* questions */
    ASKER_KEPT_BYTES = 64 << 20,
    ASKER_KEEP_SECONDS = 600, /* an answer */
    ASKER_FAILED_SECONDS = 20 /* a failure, so that nobody knocks at a closed door all the time */
};

struct asker;
struct asker *asker_new(const struct env *env);
void asker_free(struct asker *x); /* NULL is fine; gives up what is under way */

struct asker_question {
    int64_t target; /* its number: what the limits count */
    struct target_site site;
    struct target_query query;
    int64_t start, n;
};

struct digest asker_key(const struct asker_question *q);

/* Sees to it that it is asked, unless the answer is kept. ERR_BUSY: too much is asked just now,
 * of this target or in all. */
MUST enum err asker_want(struct asker *x, const struct asker_question *q);

/* Until all of them are answered or `us` of real time have passed; not at all when ASKER_WAITERS
 * do so already. */
void asker_wait(struct asker *x, const struct digest *key, size_t n, int64_t us);

enum asker_state {
    ASKER_UNKNOWN, /* never asked, or kept no more */
    ASKER_WAITING, /* for its turn, or for the answer */
    ASKER_DONE
};

/* What is known of a question now. With ASKER_DONE *ret points to an answer that stays until
 * asker_drop is called with *ret_hold. */
struct asked;
enum asker_state asker_look(struct asker *x, struct digest key, const struct target_answer **ret,
                            struct asked **ret_hold);
void asker_drop(struct asker *x, struct asked *hold); /* NULL is fine */

#endif
