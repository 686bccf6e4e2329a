/* facets.c -- one array of counters over all term ordinals (an ordinal belongs to one facet), one
 * over agencies, one over years, one over formats; and lists of what was touched. */
#include "index/facets.h"

#include <stdlib.h>

#include "base/checked.h"

enum { YEARS = 20001, YEAR_ZERO = 10000, AGENCIES_MAX = 1 << 20 };

struct touched {
    uint32_t *item;
    size_t n, cap;
};

struct facets {
    struct arena *mem;
    uint32_t terms, agencies_cap;
    uint32_t *term, *agency, *year, *format;
    struct touched seen[FACETS];
    const struct index_filter *filter;
    unsigned wanted;
};

struct facets *facets_new(struct arena *a, uint32_t terms, const struct index_query *q)
{
    struct facets *f = arena_make(a, struct facets);
    *f = (struct facets){.mem = a,
                         .terms = terms,
                         .filter = &q->filter,
                         .wanted = q->facets ? q->facets : ~(1u << FACET_MARK)};
    f->term = arena_array(a, uint32_t, terms + 1);
    f->year = arena_array(a, uint32_t, YEARS);
    f->format = arena_array(a, uint32_t, 256);
    return f;
}

static void bump(struct facets *f, enum index_facet facet, uint32_t *counter, uint32_t at)
{
    if (counter[at]++ == 0) VEC_PUSH(f->mem, &f->seen[facet], at);
}

static void count_terms(struct facets *f, enum index_facet facet, const uint32_t *ord, size_t n)
{
    for (size_t i = 0; f->wanted >> facet & 1u && i < n; i++)
        if (ord[i] < f->terms) bump(f, facet, f->term, ord[i]);
}

static bool shown(const struct index_filter *filter, uint32_t agency)
{
    if (filter->n_scope == 0) return true;
    for (size_t i = 0; i < filter->n_scope; i++)
        if (filter->scope[i] == (int64_t)agency) return true;
    return false;
}

static void count_agency(struct facets *f, uint32_t agency)
{
    if (agency >= AGENCIES_MAX || !shown(f->filter, agency)) return;
    if (agency >= f->agencies_cap) {
        uint32_t cap = MAX(f->agencies_cap * 2, agency + 64);
        uint32_t *bigger = arena_array(f->mem, uint32_t, cap);
        for (uint32_t i = 0; i < f->agencies_cap; i++) bigger[i] = f->agency[i];
        f->agency = bigger;
        f->agencies_cap = cap;
    }
    bump(f, FACET_AGENCY, f->agency, agency);
}

void facets_count(struct facets *f, const struct row_values *row)
{
    if (row->format) bump(f, FACET_FORMAT, f->format, (uint32_t)row->format);
    if (row->year) bump(f, FACET_YEAR, f->year, (uint32_t)(row->year + YEAR_ZERO));
    for (size_t i = 0; i < row->n_agencies; i++) count_agency(f, row->agencies[i]);
    count_terms(f, FACET_LANGUAGE, row->languages, row->n_languages);
    count_terms(f, FACET_AUTHOR, row->authors, row->n_authors);
    count_terms(f, FACET_SUBJECT, row->subjects, row->n_subjects);
    count_terms(f, FACET_MARK, row->marks, row->n_marks);
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

/* Keeps the `limit` best of all in *to by replacing the worst; small limits make that quick. */
static size_t pick_best(const struct touched *seen, const uint32_t *counter, struct pick *to,
                        size_t limit)
{
    size_t n = 0, worst = 0;
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

enum err facets_finish(struct facets *f, struct connection *c, size_t limit, struct arena *a,
                       struct index_facet_list ret[FACETS])
{
    const uint32_t *const counter[FACETS] = {
        [FACET_FORMAT] = f->format, [FACET_YEAR] = f->year,   [FACET_AGENCY] = f->agency,
        [FACET_LANGUAGE] = f->term, [FACET_AUTHOR] = f->term, [FACET_SUBJECT] = f->term,
        [FACET_MARK] = f->term,
    };
    struct pick *best = arena_array(f->mem, struct pick, limit + 1);
    for (int k = 0; k < FACETS; k++) {
        bool by_text =
            k == FACET_LANGUAGE || k == FACET_AUTHOR || k == FACET_SUBJECT || k == FACET_MARK;
        size_t n = pick_best(&f->seen[k], counter[k], best, limit);
        struct index_facet_value *v = arena_array(a, struct index_facet_value, n);
        for (size_t i = 0; i < n; i++) {
            v[i] = (struct index_facet_value){.number = best[i].at, .count = best[i].count};
            if (k == FACET_YEAR) v[i].number -= YEAR_ZERO;
            enum err e = by_text ? text_of(c, best[i].at, a, &v[i].text) : OK;
            if (e) return e;
            if (by_text) v[i].number = 0;
        }
        ret[k] = (struct index_facet_list){v, n, f->seen[k].n};
    }
    return OK;
}
