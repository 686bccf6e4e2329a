/* facets.c -- counting rows. A row is not looked at when it is given: its bytes are asked for, and
 * counted with those of the next rows when they have come. */
#include "base/checked.h"
#include "base/mem.h"
#include "index/facet_counts.h"

enum {
    YEARS = 2 * YEAR_ZERO + 1,
    DECADES_MAX = 30, /* of one document */
    PLACES = 10000,
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
        [FACET_FORMAT] = 256, [FACET_YEAR] = YEARS, [FACET_DECADE] = YEARS,
        [FACET_TYPE] = 256,   [FACET_STATUS] = 8,   [FACET_PLACE] = PLACES,
    };
    static const enum index_facet once[] = {FACET_TYPE, FACET_PLACE, FACET_STATUS};
    struct facets *f = arena_make(a, struct facets);
    f->mem = a;
    f->filter = filter;
    f->wanted = (q->facets ? q->facets : ~FACET_BIT(FACET_MARK)) & ((1u << FACETS) - 1);
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

static int decade_of(int year)
{
    return (year + YEAR_ZERO) / 10 * 10 - YEAR_ZERO;
}

static void count_decades(struct facets *f, int year, int year_end)
{
    int last = MAX(year_end, year);
    int to = MIN(decade_of(last), decade_of(year) + 10 * (DECADES_MAX - 1));
    for (int d = decade_of(year); d <= to; d += 10)
        facet_add(f, FACET_DECADE, (uint32_t)(d + YEAR_ZERO), 1);
}

static void count_waiting_terms(struct facets *f)
{
    for (size_t i = 0; i < f->waiting.n_terms; i++)
        facet_add(f, f->waiting.terms[i].facet, f->waiting.terms[i].ord, 1);
    f->waiting.n_terms = 0;
}

static void wait_for_term(struct facets *f, int facet, uint32_t ord)
{
    struct waiting *w = &f->waiting;
    if (ord >= f->sizes[facet]) return;
    __builtin_prefetch(&f->count[facet][ord], 1);
    w->terms[w->n_terms].ord = ord;
    w->terms[w->n_terms++].facet = facet;
    if (w->n_terms == TERMS_WAITING) count_waiting_terms(f);
}

static void count_terms(struct facets *f, struct row_ref row, unsigned now)
{
    const struct column_row *r = &row.block->row[row.at];
    const uint32_t *ord = row.block->ords + r->ords;
    for (int k = 0; k < COLUMN_LISTS; ord += r->n[k], k++) {
        enum index_facet facet = filter_facet((enum column_list)k);
        if (k == LIST_AGENCIES || !(now & FACET_BIT(facet))) continue;
        for (size_t i = 0; i < r->n[k]; i++) wait_for_term(f, (int)facet, ord[i]);
    }
}

static void count_row(struct facets *f, struct row_ref row, unsigned now)
{
    const struct column_head *h = &row.block->head[row.at];
    f->rows++;
    if (now & FACET_BIT(FACET_FORMAT) && h->format) facet_add(f, FACET_FORMAT, h->format, 1);
    if (now & FACET_BIT(FACET_YEAR) && h->year)
        facet_add(f, FACET_YEAR, (uint32_t)(h->year + YEAR_ZERO), 1);
    if (now & FACET_BIT(FACET_DECADE) && h->year)
        count_decades(f, h->year, row.block->row[row.at].year_end);
    if (now & FILTER_HOLDERS) facet_count_holders(f, row, now);
    count_terms(f, row, now);
}

static void count_waiting_rows(struct facets *f)
{
    struct waiting *w = &f->waiting;
    for (size_t i = 0; i < w->n_rows; i++) {
        struct row_ref row = w->rows[i].row;
        __builtin_prefetch(row.block->ords + row.block->row[row.at].ords);
    }
    for (size_t i = 0; i < w->n_rows; i++) count_row(f, w->rows[i].row, w->rows[i].now);
    w->n_rows = 0;
}

void facet_count_waiting(struct facets *f)
{
    count_waiting_rows(f);
    count_waiting_terms(f);
}

static void wait_for(struct facets *f, struct row_ref row, unsigned now)
{
    struct waiting *w = &f->waiting;
    if (!now) return;
    __builtin_prefetch(&row.block->row[row.at]);
    w->rows[w->n_rows].row = row;
    w->rows[w->n_rows++].now = now;
    if (w->n_rows == ROWS_WAITING) count_waiting_rows(f);
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
