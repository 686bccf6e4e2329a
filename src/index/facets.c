/* facets.c -- counting rows. A row is not looked at when it is given: its bytes are asked for, and
 * counted with those of the next rows when they have come, one facet after the other: short loops
 * in which the processor does not wait for what it knows already. */
#include "base/checked.h"
#include "base/mem.h"
#include "index/facet_counts.h"

enum {
    YEARS = 2 * YEAR_ZERO + 1,
    DECADES_MOST = 30, /* of one document */
    PLACES = 10000,
    BEHIND = 8, /* rows between asking for a row and asking for what it lists */
};

/* ---- making ---- */

bool facet_by_text(int facet)
{
    return FACET_BIT(facet) &
           (FACET_BIT(FACET_LANGUAGE) | FACET_BIT(FACET_SUBJECT) | FACET_BIT(FACET_AUTHOR) |
            FACET_BIT(FACET_MARK) | FACET_BIT(FACET_SERIES) | FACET_BIT(FACET_CLASS));
}

static uint32_t *counters_of(struct connection *c, uint32_t n)
{
    if (c->counters < n) {
        mem_free(c->counter);
        c->counter = mem_zero(n, sizeof c->counter[0]);
        c->counters = n;
    }
    return c->counter;
}

struct facets *facets_new(struct arena *a, struct connection *c, uint32_t terms,
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
    for (int k = 0; k < COLUMN_LISTS; k++)
        if (f->wanted & FACET_BIT(filter_facet((enum column_list)k))) f->lists[f->n_lists++] = k;
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

static void count_numbers(struct facets *f, const struct waiting *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct column_head *h = &w->row[i].block->head[w->row[i].at];
        if (w->now[i] & FACET_BIT(FACET_FORMAT)) f->count[FACET_FORMAT][h->format]++;
        if (w->now[i] & FACET_BIT(FACET_YEAR) && h->year)
            facet_add(f, FACET_YEAR, (uint32_t)(h->year + YEAR_ZERO), 1);
    }
}

static void count_decades(struct facets *f, const struct waiting *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct block *b = w->row[i].block;
        const struct column_head *h = &b->head[w->row[i].at];
        if (!(w->now[i] & FACET_BIT(FACET_DECADE)) || !h->year) continue;
        uint32_t from = decade_at(h->year), to = from;
        if (h->present & ROW_ENDS) to = decade_at(b->year_end[w->row[i].at]);
        facet_add(f, FACET_DECADE, from, 1);
        for (uint32_t d = from + 1; d <= to && d < from + DECADES_MOST; d++)
            facet_add(f, FACET_DECADE, d, 1);
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

static void count_list(struct facets *f, const struct waiting *w, int list)
{
    int facet = (int)filter_facet((enum column_list)list);
    uint32_t ord[TERMS_WAITING], terms = f->sizes[facet];
    const uint32_t *count = f->count[facet];
    size_t n = 0;
    if (!(w->any & FACET_BIT(facet))) return;
    for (size_t i = 0; i < w->n; i++) {
        if (!(w->now[i] & FACET_BIT(facet))) continue;
        struct ord_list l = block_list(w->row[i].block, w->row[i].at, (enum column_list)list);
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

/* Where its lists begin has come by now. */
static void ask_for_lists(const struct facets *f, struct row_ref row)
{
    for (size_t i = 0; i < f->n_lists; i++) {
        int k = f->lists[i];
        uint32_t from = block_number(row.block, row.block->start[k], row.at);
        if (k == LIST_AGENCIES)
            __builtin_prefetch((const uint16_t *)row.block->shelf.item + from);
        else
            __builtin_prefetch(row.block->ords[k] + from);
    }
}

void facet_count_waiting(struct facets *f)
{
    struct waiting *w = &f->waiting;
    for (size_t i = w->n > BEHIND ? w->n - BEHIND : 0; i < w->n; i++) ask_for_lists(f, w->row[i]);
    if (w->any & (FACET_BIT(FACET_FORMAT) | FACET_BIT(FACET_YEAR))) count_numbers(f, w);
    if (w->any & FACET_BIT(FACET_DECADE)) count_decades(f, w);
    if (w->any & FILTER_HOLDERS) facet_count_holders(f, w);
    for (int k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++) count_list(f, w, k);
    w->n = 0;
    w->any = 0;
}

static void wait_for(struct facets *f, struct row_ref row, unsigned now)
{
    struct waiting *w = &f->waiting;
    if (!now) return;
    w->row[w->n] = row;
    w->now[w->n] = now;
    w->any |= now;
    if (w->n >= BEHIND) ask_for_lists(f, w->row[w->n - BEHIND]);
    w->n++;
    if (w->n == ROWS_WAITING) facet_count_waiting(f);
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

void facets_count_rest(struct facets *f, struct row_ref row)
{
    wait_for(f, row, f->wanted & ~(unsigned)FILTER_HOLDERS);
}
