/* answer.c -- from what is kept, from somebody who is at it, or from the index. */
#include "catalog/answer.h"

#include "base/checked.h"

enum { ANSWER_MAX = 1 << 20, WAIT_US = 2000000, WITHOUT_FACETS_US = 60000000 };

struct asking {
    struct index_reader *index;
    const struct index_query *q;
    bool loosely;
    const struct search_answering *how;
    struct arena *mem;
};

static enum err make(const struct asking *x, struct search_answer *ret)
{
    struct index_query near = *x->q;
    struct search_answer answer = {0};
    enum err e = index_search(x->index, x->q, x->mem, &answer.hits);
    near.root = NULL;
    if (!e && !answer.hits.total && x->loosely)
        e = loosen(x->index, x->q, x->mem, &near.root, &answer.changes);
    if (!e && x->loosely)
        e = loosen_meant(x->index, x->q, answer.hits.total, x->mem, &answer.changes);
    if (!e && near.root) e = index_search(x->index, &near, x->mem, &answer.hits);
    if (!e) *ret = answer;
    return e;
}

/* Until when somebody else's work is waited for: so that there is time left for one's own. */
static int64_t patience(const struct asking *x)
{
    if (!x->q->deadline_us) return WAIT_US;
    return MIN((x->q->deadline_us - x->how->env->monotonic(x->how->env)) / 2, (int64_t)WAIT_US);
}

/* When counting took too long the answer without is good for this minute: such queries are the
 * dearest. The next minute may be a quieter one. */
static struct digest this_minute(const struct asking *x, struct digest question)
{
    int64_t minute = x->how->env->monotonic(x->how->env) / WITHOUT_FACETS_US;
    const struct str part[] = {{(const char *)question.byte, sizeof question.byte},
                               {(const char *)&minute, sizeof minute}};
    return digest_of_parts(part, COUNT(part));
}

static bool find_kept(const struct asking *x, struct digest question, struct search_answer *ret)
{
    struct cache *cache = x->how->cache;
    struct str kept = {0};
    if (!cache_get(cache, question, x->mem, &kept) &&
        !(x->q->facet_deadline_us && cache_get(cache, this_minute(x, question), x->mem, &kept)))
        return false;
    *ret = answer_unpack(kept, x->mem);
    return true;
}

static enum err share(const struct asking *x, struct digest question, struct search_answer *ret)
{
    struct buf CLEANUP(buf_release) packed = BUF(ANSWER_MAX);
    struct cache *cache = x->how->cache;
    struct cache_entry *making = NULL;
    struct str kept = {0};
    if (cache_begin(cache, question, patience(x), x->mem, &kept, &making)) {
        *ret = answer_unpack(kept, x->mem);
        return OK;
    }
    enum err e = make(x, ret);
    if (!e) answer_pack(&packed, ret);
    enum cache_end how = e || packed.full        ? CACHE_FAILED
                         : ret->hits.facets_left ? CACHE_PASS
                                                 : CACHE_KEEP;
    cache_end(cache, making, buf_str(&packed), how);
    if (how == CACHE_PASS) cache_put(cache, this_minute(x, question), buf_str(&packed));
    return e;
}

static enum err through_gate(const struct asking *x, const struct digest *question,
                             struct search_answer *ret)
{
    const struct search_gate *gate = x->how->gate;
    const struct env *env = x->how->env;
    enum err e = gate ? gate->enter(gate->ctx) : OK;
    if (e) return e;
    int64_t from = env->processor(env);
    e = question ? share(x, *question, ret) : make(x, ret);
    int64_t worked = env->processor(env) - from + (e ? 0 : ret->hits.helped_us);
    if (gate) gate->leave(gate->ctx, worked);
    return e;
}

enum err answer_find(struct index_reader *index, const struct index_query *q, bool loosely,
                     const struct search_answering *how, struct arena *a, struct search_answer *ret)
{
    const struct asking x = {index, q, loosely, how, a};
    struct index_version now;
    if (!how) return make(&x, ret);
    if (!how->cache) return through_gate(&x, NULL, ret);
    enum err e = index_version(index, &now);
    if (e) return e;
    struct digest question = answer_key(q, loosely, &now);
    return find_kept(&x, question, ret) ? OK : through_gate(&x, &question, ret);
}
