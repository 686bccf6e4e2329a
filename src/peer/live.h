/* live.h -- asking systems of libraries, several at once, whether copies are available.
 *
 * A few threads ask; who wants to know waits until a deadline and takes what is there. What came is
 * kept for LIVE_KEPT_US, with its time; a late answer is there for the next. However many readers
 * look, of one document one question is under way, of one library at most LIVE_AT_ONCE, and no more
 * than a burst of LIVE_BURST and then one each LIVE_PERIOD_US; a library that did not answer is
 * left alone for LIVE_REST_US, longer each time. Memory is fixed. Thread-safe. */
#ifndef PEER_LIVE_H
#define PEER_LIVE_H

#include "base/env.h"
#include "record/availability.h"

enum {
    LIVE_AT_ONCE = 2,
    LIVE_BURST = 20,
    LIVE_SLOTS = 512,
    LIVE_SECONDS = 5,
    LIVE_WAITING_MAX = 4
};
#define LIVE_KEPT_US   (INT64_C(120) * 1000000)
#define LIVE_OLD_US    (INT64_C(3600) * 1000000) /* older answers are not told */
#define LIVE_PERIOD_US (INT64_C(2) * 1000000)
#define LIVE_REST_US   (INT64_C(30) * 1000000)

struct live;

struct live *live_new(const struct env *env, struct str agent);
void live_free(struct live *l); /* gives up what is under way; NULL is fine */

typedef enum err live_read_fn(struct str bytes, struct arena *a, struct live_copies *ret);

struct live_question {
    int64_t agency;
    struct str url; /* complete; registered by the library */
    live_read_fn *read;
    bool private_ok;
};

enum live_outcome {
    LIVE_ANSWERED,
    LIVE_ASKING, /* no answer yet */
    LIVE_SILENT, /* it did not answer, or nothing that can be read */
    LIVE_LATER   /* it was asked often enough for now */
};

struct live_answer {
    enum live_outcome outcome;
    bool answered; /* `copies` holds, as of `at`; also beside an outcome that is not
                      ANSWERED, when an older answer is at hand */
    int64_t at;    /* microseconds since 1970 UTC */
    struct live_copies copies;
    const char *trouble; /* of LIVE_SILENT: "slow", "private" ...: fetch_trouble_name, or
                            "answer": not what it should be */
};

/* Waits until all are answered or the monotonic deadline; not at all when LIVE_WAITING_MAX wait
 * already: waiting readers shall not hold the workers of the server. */
void live_ask(struct live *l, const struct live_question *q, size_t n, int64_t deadline_us,
              struct live_answer *ret);

#endif
