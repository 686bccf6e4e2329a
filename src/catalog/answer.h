/* answer.h -- what the index says to a query, kept and shared for as long as it is true.
 *
 * By the time a query reaches the index, all that decides its answer is in it as words and numbers:
 * whose titles may be seen, other forms of names from authority files, translations, kinds, places
 * and distances of libraries, the order, the page, the facets. So the digest of the query and of
 * the index's version is the whole question: what changes any of them changes the question, and no
 * old answer is found under it. Who asks is not part of it; titles are always read anew. */
#ifndef CATALOG_ANSWER_H
#define CATALOG_ANSWER_H

#include "base/buf.h"
#include "base/cache.h"
#include "base/env.h"
#include "catalog/loosen.h"

struct search_answer {
    struct index_hits hits;
    struct search_changes changes;
};

/* Who asks is let in before the index works for him, and the work is counted; what is kept already
 * passes by. */
struct search_gate {
    enum err (*enter)(void *ctx); /* not OK: the search ends with that */
    void (*leave)(void *ctx, int64_t processor_us);
    void *ctx;
};

struct search_answering {
    const struct env *env;
    struct cache *cache;            /* NULL: each answer is made */
    const struct search_gate *gate; /* NULL: it is open */
};

/* The answer to q, or when `loosely` and it finds nothing, to what is near it. Errors of
 * index_search and of the gate. `how` may be NULL. */
MUST enum err answer_find(struct index_reader *index, const struct index_query *q, bool loosely,
                          const struct search_answering *how, struct arena *a,
                          struct search_answer *ret);

/* ---- answer_key.c ---- */

/* Deadlines are no part of it, only whether there is one for facets. */
struct digest answer_key(const struct index_query *q, bool loosely, const struct index_version *v);

/* ---- answer_pack.c ---- */

void answer_pack(struct buf *to, const struct search_answer *answer);
struct search_answer answer_unpack(struct str bytes, struct arena *a); /* what answer_pack gave */

#endif
