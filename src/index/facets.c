/* facets.c -- counting rows. A row is not looked at when it is given: it waits for the next ones of
 * its block and is counted with them, one facet after the other: short loops in which the processor
 * does not wait for what it knows already. */
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "index/facet_counts.h"

enum {
    YEARS = 2 * YEAR_ZERO + 1,
    DECADES_MOST = 30, /* of one document */
    PLACES = 10000,
    TYPES_FEW = 32,
};

/* ---- making ---- */

bool facet_by_text(int facet)
{
    return FACET_BIT(facet) &
           (FACET_BIT(FACET_LANGUAGE) | FACET_BIT(FACET_SUBJECT) | FACET_BIT(FACET_AUTHOR) |
            FACET_BIT(FACET_MARK) | FACET_BIT(FACET_SERIES) | FACET_BIT(FACET_CLASS));
}

static uint32_t *counters_of(struct counters *c, uint32_t n)
{
    if (c->n < n) {
        mem_free(c->item);
        c->item = mem_zero(n, sizeof c->item[0]);
        c->n = n;
    }
    return c->item;
}

struct facets *facets_new(struct arena *a, struct counters *c, uint32_t terms,
                          const struct index_query *q, const struct filter *filter)
{
    static const uint32_t numbers[FACETS] = {
        [FACET_FORMAT] = 256, [FACET_YEAR] = YEARS, [FACET_DECADE] = DECADES,
        [FACET_TYPE] = 256,   [FACET_STATUS] = 8,   [FACET_PLACE] = PLACES,
    };
    static const enum index_facet once[] = {FACET_TYPE, FACET_PLACE, FACET_STATUS};
    struct facets *f = arena_make(a, struct facets);
    f->mem = a;
    f->filter = filter;
    f->wanted = (q->facets ? q->facets : ~FACET_BIT(FACET_MARK)) & ((1u << FACETS) - 1);
    f->agencies_only = (f->wanted & FILTER_HOLDERS) == FACET_BIT(FACET_AGENCY) && !q->filter.status;
    f->plain_holders = !q->filter.status;
    for (size_t i = 0; i < q->n_holders; i++)
        if (q->holders[i].type >= TYPES_FEW) f->plain_holders = false;
    for (enum column_list k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++)
        if (f->wanted & FACET_BIT(filter_facet(k))) f->lists[f->n_lists++] = k;
    uint32_t *term = counters_of(c, terms + 1);
    for (int k = 0; k < FACETS; k++) {
        f->sizes[k] = facet_by_text(k) ? terms : numbers[k];
        if (f->wanted & FACET_BIT(k))
            f->count[k] = facet_by_text(k) ? term : arena_array(a, uint32_t, numbers[k]);
    }
    for (size_t i = 0; i < COUNT(once); i++)
        if (f->wanted & FACET_BIT(once[i]))
            f->last[once[i]] = arena_array(a, uint32_t, numbers[once[i]]);
    return f;
}

void facets_clear(struct facets *f)
{
    for (int k = 0; f && k < FACETS; k++)
        for (size_t i = 0; facet_by_text(k) && i < f->seen[k].n; i++)
            f->count[k][f->seen[k].item[i]] = 0;
}

/* ---- counting ---- */

/* What a loop needs is at hand in it: what it counts could, for all the compiler knows, be that. */
static void count_formats(struct facets *f, const struct run *r)
{
    const struct column_head *head = r->block->head;
    const uint16_t *row = r->row;
    uint32_t *count = f->count[FACET_FORMAT];
    for (size_t i = 0, n = r->n; i < n; i++) count[head[row[i]].format]++;
}

static void count_years(struct facets *f, const struct run *r)
{
    const struct column_head *head = r->block->head;
    for (size_t i = 0; i < r->n; i++)
        if (head[r->row[i]].year)
            facet_add(f, FACET_YEAR, (uint32_t)(head[r->row[i]].year + YEAR_ZERO), 1);
}

/* A serial counts in each decade it ran; the first one is counted by count_decades. */
static void count_next_decades(struct facets *f, const struct block *b, size_t at)
{
    uint32_t from = decade_at(b->head[at].year), to = decade_at(b->year_end[at]);
    for (uint32_t d = from + 1; d <= to && d < from + DECADES_MOST; d++)
        facet_add(f, FACET_DECADE, d, 1);
}

static void count_decades(struct facets *f, const struct run *r)
{
    const struct column_head *head = r->block->head;
    const uint16_t *row = r->row;
    uint32_t *count = f->count[FACET_DECADE];
    for (size_t i = 0, n = r->n; i < n; i++) {
        const struct column_head *h = &head[row[i]];
        uint32_t at = decade_at(h->year);
        count[at < DECADES ? at : 0] += h->year != 0;
        if (h->present & ROW_ENDS && h->year) count_next_decades(f, r->block, row[i]);
    }
}

/* Whether a value is new does not decide where the processor goes next: it could not guess. */
static void count_terms(struct facets *f, int facet, const uint32_t *ord, size_t n)
{
    struct touched *seen = &f->seen[facet];
    uint32_t *count = f->count[facet];
    while (seen->cap < seen->n + n)
        seen->item = arena_grow(f->mem, seen->item, seen->cap, &seen->cap, sizeof *seen->item);
    for (size_t i = 0; i < n; i++) {
        seen->item[seen->n] = ord[i];
        seen->n += count[ord[i]]++ == 0;
    }
}

static void count_list(struct facets *f, const struct run *r, enum column_list list)
{
    int facet = (int)filter_facet(list);
    const struct block *b = r->block;
    const uint16_t *row = r->row;
    uint32_t *ord = f->waiting.ord, terms = f->sizes[facet];
    const uint32_t *count = f->count[facet];
    size_t n = 0;
    for (size_t i = 0, rows = r->n; i < rows; i++) {
        struct ord_list l = block_list(b, row[i], list);
        for (size_t k = 0; k < l.n; k++) {
            if (l.item[k] >= terms) continue;
            __builtin_prefetch(&count[l.item[k]], 1);
            ord[n++] = l.item[k];
            if (n < TERMS_WAITING) continue;
            count_terms(f, facet, ord, n);
            n = 0;
        }
    }
    count_terms(f, facet, ord, n);
}

static void count_run(struct facets *f, const struct run *r)
{
    if (r->now & FACET_BIT(FACET_FORMAT)) count_formats(f, r);
    if (r->now & FACET_BIT(FACET_YEAR)) count_years(f, r);
    if (r->now & FACET_BIT(FACET_DECADE)) count_decades(f, r);
    if (r->now & FILTER_HOLDERS) facet_count_holders(f, r);
    for (size_t i = 0; i < f->n_lists; i++)
        if (r->now & FACET_BIT(filter_facet(f->lists[i]))) count_list(f, r, f->lists[i]);
}

void facet_count_waiting(struct facets *f)
{
    struct waiting *w = &f->waiting;
    for (size_t i = 0; i < w->runs; i++) count_run(f, &w->run[i]);
    w->runs = w->rows = 0;
}

static void wait_for(struct facets *f, struct row_ref row, unsigned now)
{
    struct waiting *w = &f->waiting;
    struct run *last = w->runs ? &w->run[w->runs - 1] : NULL;
    if (!now) return;
    if (!last || last->block != row.block || last->now != now) {
        if (w->runs == RUNS_WAITING) facet_count_waiting(f);
        last = &w->run[w->runs++];
        *last = (struct run){row.block, now, 0, &w->row[w->rows]};
    }
    w->row[w->rows++] = (uint16_t)row.at;
    last->n++;
    if (w->rows == ROWS_WAITING) facet_count_waiting(f);
}

void facets_count(struct facets *f, struct row_ref row, uint32_t fails, bool held)
{
    unsigned now = f->wanted;
    if (fails & (fails - 1)) return; /* two conditions or more */
    if (fails) now &= fails;
    if (!held) now &= FILTER_HOLDERS;
    if (fails) now &= ~(unsigned)FILTER_HOLDERS;
    wait_for(f, row, now);
}

void facets_count_rows(struct facets *f, const struct block *b, const uint64_t rows[ROW_WORDS],
                       bool held)
{
    uint16_t row[BLOCK_ROWS];
    struct run r = {b, held ? f->wanted : f->wanted & FILTER_HOLDERS, 0, row};
    for (size_t word = 0; word < ROW_WORDS; word++)
        for (uint64_t left = rows[word]; left; left &= left - 1)
            row[r.n++] = (uint16_t)(word * 64 + (size_t)__builtin_ctzll(left));
    if (r.n && r.now) count_run(f, &r);
}

void facets_count_rest(struct facets *f, struct row_ref row)
{
    wait_for(f, row, f->wanted & ~(unsigned)FILTER_HOLDERS);
}

/* ---- two of them ---- */

static void join_numbers(struct facets *f, const struct facets *other, int facet)
{
    if (f->sizes[facet] < other->sizes[facet]) { /* agencies nobody knew of */
        uint32_t *bigger = arena_array(f->mem, uint32_t, other->sizes[facet]);
        memcpy(bigger, f->count[facet], f->sizes[facet] * sizeof bigger[0]);
        f->count[facet] = bigger;
        f->sizes[facet] = other->sizes[facet];
    }
    for (uint32_t i = 0; i < other->sizes[facet]; i++) f->count[facet][i] += other->count[facet][i];
}

static void join_terms(struct facets *f, const struct facets *other, int facet)
{
    const struct touched *seen = &other->seen[facet];
    uint32_t *count = f->count[facet];
    for (size_t i = 0; i < seen->n; i++) {
        uint32_t at = seen->item[i];
        if (!count[at]) VEC_PUSH(f->mem, &f->seen[facet], at);
        count[at] += other->count[facet][at];
    }
}

void facets_join(struct facets *f, struct facets *other)
{
    facet_count_waiting(f);
    facet_count_shelved(f);
    facet_count_waiting(other);
    facet_count_shelved(other);
    for (int k = 0; k < FACETS; k++) {
        if (!(f->wanted & FACET_BIT(k))) continue;
        if (facet_by_text(k))
            join_terms(f, other, k);
        else
            join_numbers(f, other, k);
    }
}
