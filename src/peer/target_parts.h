/* target_parts.h -- inside the room: what the kinds of targets share. */
#ifndef PEER_TARGET_PARTS_H
#define PEER_TARGET_PARTS_H

#include "peer/target.h"
#include "peer/wire.h"

struct target {
    const struct env *env;
    const struct target_site *site;
    bool (*stop)(void *ctx);
    void *stop_ctx;
    int64_t deadline; /* of the question at hand */
    struct fetcher *fetcher;
    struct buf page;
    /* of Z39.50 */
    struct wire *wire;
    struct buf in;
    size_t used;       /* of `in`: the answer at hand */
    struct arena *mem; /* of the connection */
    struct str set;    /* the query behind the result set; empty: none */
    int64_t set_total;
    struct str server, version;
};

/* One question each; as target_ask. */
typedef enum err target_fn(struct target *t, const struct target_query *q, int64_t start, int64_t n,
                           struct arena *a, struct target_answer *ret);
target_fn target_ask_sru, target_ask_z3950, target_ask_slims;

void target_hang_up(struct target *t); /* of Z39.50 */

/* Sets the deadline and an empty answer; when it began. */
int64_t target_begin(struct target *t, struct target_answer *ret);

/* The page at the address, in t->page; else the outcome is set. */
MUST enum err target_fetch(struct target *t, struct str url, struct arena *a,
                           struct target_answer *ret);

/* The words of a query, without what stands around them; at most `max`. */
void target_words(struct str text, size_t max, struct arena *a, struct strs *ret);

/* What the site calls a field; else `usual`. */
struct str target_name(const struct target_site *site, enum target_field f, const char *usual);

/* The day as the condition wants it. */
struct str target_day(const struct target_since *s, struct arena *a);

void target_refused(struct target_answer *to, int64_t code, struct str about);

#endif
