/* facet_top.c -- the most frequent values of each facet. */
#include <stdlib.h>

#include "base/checked.h"
#include "index/facet_counts.h"
#include "text/words.h"

enum { SMALL_LIMIT = 64 };

struct pick {
    uint32_t at, count;
};

static int by_count(const void *x, const void *y)
{
    const struct pick *a = x, *b = y;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return (a->at > b->at) - (a->at < b->at);
}

static size_t pick_all(const struct touched *seen, const uint32_t *counter, struct pick *to)
{
    for (size_t i = 0; i < seen->n; i++)
        to[i] = (struct pick){seen->item[i], counter[seen->item[i]]};
    qsort(to, seen->n, sizeof to[0], by_count);
    return seen->n;
}

/* Keeps the `limit` best of all in *to by replacing the worst; small limits make that quick. */
static size_t pick_best(const struct touched *seen, const uint32_t *counter, struct pick *to,
                        size_t limit)
{
    size_t n = 0, worst = 0;
    if (limit > SMALL_LIMIT) return MIN(pick_all(seen, counter, to), limit);
    for (size_t i = 0; i < seen->n; i++) {
        struct pick p = {seen->item[i], counter[seen->item[i]]};
        if (n < limit)
            to[n++] = p;
        else if (by_count(&p, &to[worst]) < 0)
            to[worst] = p;
        else
            continue;
        if (n == limit)
            for (size_t k = worst = 0; k < n; k++)
                if (by_count(&to[k], &to[worst]) > 0) worst = k;
    }
    qsort(to, n, sizeof to[0], by_count);
    return n;
}

static enum err text_of(struct connection *c, uint32_t ord, struct arena *a, struct str *ret)
{
    sqlite3_bind_int64(c->term, 1, ord);
    int code = sqlite3_step(c->term);
    if (code == SQLITE_ROW)
        *ret = arena_copy(a, (struct str){(const char *)sqlite3_column_text(c->term, 0),
                                          (size_t)sqlite3_column_bytes(c->term, 0)});
    sqlite3_reset(c->term);
    return code == SQLITE_ROW ? OK : code == SQLITE_DONE ? ERR_FORMAT : sqlite_err(code);
}

/* Whether the folded words stand at the beginning of one of the text's words. */
static bool matches(struct arena *a, struct str text, struct str wanted)
{
    struct str key = words_key(a, text);
    for (size_t at = 0; at + wanted.n <= key.n; at++)
        if ((at == 0 || key.p[at - 1] == ' ') && str_starts(str_slice(key, at, key.n), wanted))
            return true;
    return false;
}

static enum err keep_matching(struct facets *f, struct connection *c, struct str match, int facet)
{
    struct touched *seen = &f->seen[facet];
    struct arena CLEANUP(arena_freep) *scratch = arena_new();
    struct str wanted = words_key(f->mem, match), text = {0};
    size_t kept = 0;
    for (size_t i = 0; i < seen->n; i++) {
        enum err e = text_of(c, seen->item[i], scratch, &text);
        if (e) return e;
        if (matches(scratch, text, wanted))
            seen->item[kept++] = seen->item[i];
        else
            f->count[facet][seen->item[i]] = 0;
        arena_reset(scratch);
    }
    seen->n = kept;
    return OK;
}

/* What was counted without a look at it. */
static bool counts(const struct facets *f, int facet, uint32_t number)
{
    if (facet == FACET_FORMAT) return number != 0;
    if (facet != FACET_AGENCY || !f->agencies_only) return true;
    return !(filter_holder(f->filter, number) & ~FACET_BIT(FACET_AGENCY));
}

/* The numbers that occur. */
static void find_numbers(struct facets *f, int facet)
{
    struct touched *seen = &f->seen[facet];
    const uint32_t *count = f->count[facet];
    for (uint32_t i = 0; count && i < f->sizes[facet]; i++)
        if (count[i] && counts(f, facet, i)) VEC_PUSH(f->mem, seen, i);
}

static enum err finish_one(struct facets *f, struct connection *c, const struct index_query *q,
                           int k, struct arena *a, struct index_facet_list *ret)
{
    struct touched *seen = &f->seen[k];
    bool whole = q->facets_whole & FACET_BIT(k);
    size_t want = whole ? SIZE_MAX : q->facet_offset + q->facet_limit;
    enum err e = OK;
    if (!facet_by_text(k)) find_numbers(f, k);
    if (facet_by_text(k) && q->facet_match.n) e = keep_matching(f, c, q->facet_match, k);
    if (e) return e;
    size_t room = want > SMALL_LIMIT ? seen->n : want;
    struct pick *best = arena_array(f->mem, struct pick, room + 1);
    size_t n = pick_best(seen, f->count[k], best, want), from = MIN(q->facet_offset, n);
    struct index_facet_value *v = arena_array(a, struct index_facet_value, n - from + 1);
    for (size_t i = 0; i < n - from; i++) {
        struct pick p = best[from + i];
        v[i] = (struct index_facet_value){.count = p.count};
        if (facet_by_text(k))
            e = text_of(c, p.at, a, &v[i].text);
        else
            v[i].number = p.at;
        if (e) return e;
        if (k == FACET_YEAR) v[i].number -= YEAR_ZERO;
        if (k == FACET_DECADE) v[i].number = decade_of(p.at);
    }
    *ret = (struct index_facet_list){v, n - from, seen->n};
    return OK;
}

enum err facets_finish(struct facets *f, struct connection *c, const struct index_query *q,
                       struct arena *a, struct index_facet_list ret[FACETS])
{
    facet_count_waiting(f);
    facet_count_shelved(f);
    for (int k = 0; k < FACETS; k++) {
        enum err e = finish_one(f, c, q, k, a, &ret[k]);
        if (e) return e;
    }
    return OK;
}
