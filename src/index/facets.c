/* facets.c -- one array of counters over all term ordinals (an ordinal belongs to one facet), and
 * one over the numbers of each other facet; and lists of what was touched. */
#include "index/facets.h"

#include <stdlib.h>

#include "base/checked.h"
#include "base/mem.h"
#include "text/words.h"

enum {
    YEAR_ZERO = 10000,
    YEARS = 2 * YEAR_ZERO + 1,
    DECADES_MAX = 30, /* of one document */
    PLACES = 10000,
    SMALL_LIMIT = 64
};

struct touched {
    uint32_t *item;
    size_t n, cap;
};

struct facets {
    struct arena *mem;
    uint32_t terms, rows;
    uint32_t *count[FACETS]; /* of the text facets: the same array */
    uint32_t *last[FACETS];  /* TYPE, PLACE: the row that counted last, so that it counts once */
    uint32_t sizes[FACETS];
    struct touched seen[FACETS];
    const struct filter *filter;
    unsigned wanted;
};

static bool by_text(int facet)
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
    *f = (struct facets){.mem = a,
                         .terms = terms,
                         .filter = filter,
                         .wanted = q->facets ? q->facets : ~FACET_BIT(FACET_MARK)};
    uint32_t *term = counters_of(c, terms + 1);
    for (int k = 0; k < FACETS; k++) {
        f->sizes[k] = by_text(k) ? terms : numbers[k];
        if (f->wanted & FACET_BIT(k))
            f->count[k] = by_text(k) ? term : arena_array(a, uint32_t, numbers[k]);
    }
    for (size_t i = 0; i < COUNT(once); i++)
        if (f->wanted & FACET_BIT(once[i]))
            f->last[once[i]] = arena_array(a, uint32_t, numbers[once[i]]);
    return f;
}

void facets_clear(struct facets *f)
{
    for (int k = 0; f && k < FACETS; k++)
        for (size_t i = 0; by_text(k) && i < f->seen[k].n; i++) f->count[k][f->seen[k].item[i]] = 0;
}

/* ---- counting ---- */

static void bump(struct facets *f, int facet, uint32_t at)
{
    if (at < f->sizes[facet] && f->count[facet][at]++ == 0) VEC_PUSH(f->mem, &f->seen[facet], at);
}

/* Several agencies of a document may have the same type or place: it counts once. */
static void bump_once(struct facets *f, int facet, uint32_t at)
{
    if (at >= f->sizes[facet] || f->last[facet][at] == f->rows) return;
    f->last[facet][at] = f->rows;
    bump(f, facet, at);
}

static void count_terms(struct facets *f, unsigned now, int facet, const uint32_t *ord, size_t n)
{
    if (!(now & FACET_BIT(facet))) return;
    for (size_t i = 0; i < n; i++) bump(f, facet, ord[i]);
}

static void bump_agency(struct facets *f, uint32_t agency)
{
    enum { AGENCIES_MAX = 1 << 20 };
    uint32_t had = f->sizes[FACET_AGENCY];
    if (agency >= AGENCIES_MAX) return;
    if (agency >= had) {
        uint32_t cap = MAX(had * 2, agency + 64);
        uint32_t *bigger = arena_array(f->mem, uint32_t, cap);
        for (uint32_t i = 0; i < had; i++) bigger[i] = f->count[FACET_AGENCY][i];
        f->count[FACET_AGENCY] = bigger;
        f->sizes[FACET_AGENCY] = cap;
    }
    bump(f, FACET_AGENCY, agency);
}

/* An agency counts in a facet when it meets the conditions of all the others on holders. */
static void count_holder(struct facets *f, unsigned now, uint32_t packed)
{
    const struct filter *c = f->filter;
    uint32_t id = holder_agency(packed), fails = filter_holder(c, packed);
    const struct holder *h = id < c->n ? &c->holder[id] : &c->other;
    unsigned status = holder_status(packed);
    if (c->any_holder && (now & FILTER_HOLDERS) == FACET_BIT(FACET_AGENCY)) {
        bump_agency(f, id);
        return;
    }
    if (now & FACET_BIT(FACET_AGENCY) && !(fails & ~FACET_BIT(FACET_AGENCY))) bump_agency(f, id);
    if (now & FACET_BIT(FACET_TYPE) && !(fails & ~FACET_BIT(FACET_TYPE)) && h->type)
        bump_once(f, FACET_TYPE, h->type);
    if (now & FACET_BIT(FACET_PLACE) && !(fails & ~FACET_BIT(FACET_PLACE))) {
        if (h->province) bump_once(f, FACET_PLACE, h->province);
        if (h->regency) bump_once(f, FACET_PLACE, h->regency);
    }
    if (now & FACET_BIT(FACET_STATUS) && !(fails & ~FACET_BIT(FACET_STATUS)))
        for (uint32_t bit = 0; bit < 8; bit++)
            if (status >> bit & 1u) bump_once(f, FACET_STATUS, bit);
}

static int decade_of(int year)
{
    return (year + YEAR_ZERO) / 10 * 10 - YEAR_ZERO;
}

static void count_decades(struct facets *f, const struct row_values *row)
{
    int last = row->year_end > row->year ? row->year_end : row->year;
    int to = MIN(decade_of(last), decade_of(row->year) + 10 * (DECADES_MAX - 1));
    for (int d = decade_of(row->year); d <= to; d += 10)
        bump(f, FACET_DECADE, (uint32_t)(d + YEAR_ZERO));
}

void facets_count(struct facets *f, const struct row_values *row, uint32_t fails, bool held)
{
    unsigned now = f->wanted & ((1u << FACETS) - 1);
    if (fails & (fails - 1)) return; /* two conditions or more */
    if (fails) now &= fails;
    if (!held) now &= FILTER_HOLDERS;
    if (fails) now &= ~(unsigned)FILTER_HOLDERS;
    if (!now) return;
    f->rows++;
    if (now & FACET_BIT(FACET_FORMAT) && row->format) bump(f, FACET_FORMAT, (uint32_t)row->format);
    if (now & FACET_BIT(FACET_YEAR) && row->year)
        bump(f, FACET_YEAR, (uint32_t)(row->year + YEAR_ZERO));
    if (now & FACET_BIT(FACET_DECADE) && row->year) count_decades(f, row);
    for (size_t i = 0; now & FILTER_HOLDERS && i < row->n_agencies; i++)
        count_holder(f, now, row->agencies[i]);
    count_terms(f, now, FACET_LANGUAGE, row->languages, row->n_languages);
    count_terms(f, now, FACET_AUTHOR, row->authors, row->n_authors);
    count_terms(f, now, FACET_SUBJECT, row->subjects, row->n_subjects);
    count_terms(f, now, FACET_MARK, row->marks, row->n_marks);
    count_terms(f, now, FACET_SERIES, row->series, row->n_series);
    count_terms(f, now, FACET_CLASS, row->classes, row->n_classes);
}

/* ---- the most frequent ---- */

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

static enum err finish_one(struct facets *f, struct connection *c, const struct index_query *q,
                           int k, struct arena *a, struct index_facet_list *ret)
{
    struct touched *seen = &f->seen[k];
    bool whole = q->facets_whole & FACET_BIT(k);
    size_t want = whole ? SIZE_MAX : q->facet_offset + q->facet_limit;
    enum err e = OK;
    if (by_text(k) && q->facet_match.n) e = keep_matching(f, c, q->facet_match, k);
    if (e) return e;
    struct pick *best = arena_array(f->mem, struct pick, MAX(seen->n, (size_t)SMALL_LIMIT) + 1);
    size_t n = pick_best(seen, f->count[k], best, want), from = MIN(q->facet_offset, n);
    struct index_facet_value *v = arena_array(a, struct index_facet_value, n - from + 1);
    for (size_t i = 0; i < n - from; i++) {
        struct pick p = best[from + i];
        v[i] = (struct index_facet_value){.count = p.count};
        if (by_text(k))
            e = text_of(c, p.at, a, &v[i].text);
        else
            v[i].number = p.at;
        if (e) return e;
        if (k == FACET_YEAR || k == FACET_DECADE) v[i].number -= YEAR_ZERO;
    }
    *ret = (struct index_facet_list){v, n - from, seen->n};
    return OK;
}

enum err facets_finish(struct facets *f, struct connection *c, const struct index_query *q,
                       struct arena *a, struct index_facet_list ret[FACETS])
{
    for (int k = 0; k < FACETS; k++) {
        enum err e = finish_one(f, c, q, k, a, &ret[k]);
        if (e) return e;
    }
    return OK;
}
