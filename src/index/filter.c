/* filter.c -- see filter.h. */
#include "index/filter.h"

#include "base/checked.h"

enum { AGENCY_TABLE_MAX = 1 << 20 };

/* ---- making ---- */

/* The ordinals of wanted facet values. */
static enum err find_ords(struct connection *c, enum term_kind kind, const struct strs *text,
                          struct arena *a, struct ords *ret)
{
    ret->asked = text->n > 0;
    for (size_t i = 0; i < text->n; i++) {
        sqlite3_bind_int(c->find_term, 1, (int)kind);
        sqlite3_bind_text64(c->find_term, 2, text->item[i].p ? text->item[i].p : "",
                            text->item[i].n, SQLITE_STATIC, SQLITE_UTF8);
        int code = sqlite3_step(c->find_term);
        if (code == SQLITE_ROW) VEC_PUSH(a, ret, (uint32_t)sqlite3_column_int64(c->find_term, 0));
        sqlite3_reset(c->find_term);
        if (code != SQLITE_ROW && code != SQLITE_DONE) return sqlite_err(code);
    }
    return OK;
}

static uint32_t table_size(const struct index_query *q)
{
    int64_t top = 0;
    const struct index_filter *f = &q->filter;
    for (size_t i = 0; i < f->n_scope; i++) top = MAX(top, f->scope[i]);
    for (size_t i = 0; i < f->n_agencies; i++) top = MAX(top, f->agencies[i]);
    for (size_t i = 0; i < q->n_holders; i++) top = MAX(top, q->holders[i].agency);
    return (uint32_t)MIN(top, (int64_t)AGENCY_TABLE_MAX) + 1;
}

static bool among(const int *list, size_t n, int value)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == value) return true;
    return n == 0;
}

static void judge_holder(const struct index_filter *f, struct holder *h)
{
    if (!among(f->types, f->n_types, h->type)) h->fails |= FACET_BIT(FACET_TYPE);
    if (!among(f->places, f->n_places, h->province) && !among(f->places, f->n_places, h->regency))
        h->fails |= FACET_BIT(FACET_PLACE);
}

static bool fits(const struct filter *f, int64_t agency)
{
    return agency >= 0 && agency < (int64_t)f->n;
}

static void make_holders(struct filter *f, const struct index_query *q, struct arena *a)
{
    const struct index_filter *c = &q->filter;
    f->n = table_size(q);
    f->holder = arena_array(a, struct holder, f->n);
    f->any_holder = !c->n_scope && !c->n_agencies && !c->n_types && !c->n_places && !c->status;
    f->other = (struct holder){0};
    if (c->n_scope) f->other.fails |= FILTER_OUT;
    if (c->n_agencies) f->other.fails |= FACET_BIT(FACET_AGENCY);
    for (uint32_t i = 0; i < f->n; i++) f->holder[i] = f->other;
    for (size_t i = 0; i < c->n_scope; i++)
        if (fits(f, c->scope[i])) f->holder[c->scope[i]].fails &= ~(uint32_t)FILTER_OUT;
    for (size_t i = 0; i < c->n_agencies; i++)
        if (fits(f, c->agencies[i])) f->holder[c->agencies[i]].fails &= ~FACET_BIT(FACET_AGENCY);
    for (size_t i = 0; i < q->n_holders; i++) {
        const struct index_holder *k = &q->holders[i];
        if (!fits(f, k->agency)) continue;
        struct holder *h = &f->holder[k->agency];
        h->type = (uint8_t)k->type;
        h->province = (uint16_t)k->province;
        h->regency = (uint16_t)k->regency;
    }
    for (uint32_t i = 0; i < f->n; i++) judge_holder(c, &f->holder[i]);
    judge_holder(c, &f->other);
}

/* Holders aside. */
static bool is_empty(const struct index_filter *f)
{
    size_t lists = f->n_formats + f->n_decades + f->languages.n + f->subjects.n + f->authors.n +
                   f->series.n + f->classes.n + f->marks.n;
    return lists == 0 && !f->year_from && !f->year_to;
}

enum err filter_make(struct filter *f, struct connection *c, const struct index_query *q,
                     struct arena *a)
{
    *f = (struct filter){.q = &q->filter};
    make_holders(f, q, a);
    enum err e = find_ords(c, TERM_LANGUAGE, &q->filter.languages, a, &f->languages);
    if (!e) e = find_ords(c, TERM_SUBJECT, &q->filter.subjects, a, &f->subjects);
    if (!e) e = find_ords(c, TERM_AUTHOR, &q->filter.authors, a, &f->authors);
    if (!e) e = find_ords(c, TERM_SERIES, &q->filter.series, a, &f->series);
    if (!e) e = find_ords(c, TERM_CLASS, &q->filter.classes, a, &f->classes);
    if (!e) e = find_ords(c, TERM_MARK, &q->filter.marks, a, &f->marks);
    f->no_condition = is_empty(&q->filter);
    return e;
}

/* ---- asking ---- */

static bool any_of(const uint32_t *have, size_t n, const struct ords *want)
{
    if (!want->asked) return true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < want->n; k++)
            if (have[i] == want->item[k]) return true;
    return false;
}

/* A serial counts for every year it ran. */
static bool in_years(const struct row_values *row, int from, int to)
{
    int last = row->year_end ? row->year_end : row->year;
    if (!from && !to) return true;
    return row->year && (!from || last >= from) && (!to || row->year <= to);
}

static bool in_decades(const struct row_values *row, const int *decade, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (in_years(row, decade[i] ? decade[i] : 1, decade[i] + 9)) return true;
    return n == 0;
}

static bool is_held(const struct filter *f, const struct row_values *row)
{
    if (f->any_holder) return true;
    for (size_t i = 0; i < row->n_agencies; i++)
        if (!filter_holder(f, row->agencies[i])) return true;
    return false;
}

uint32_t filter_row(const struct filter *f, const struct row_values *row, bool *ret_held)
{
    const struct index_filter *q = f->q;
    uint32_t fails = 0;
    *ret_held = is_held(f, row);
    if (f->no_condition) return 0;
    if (!in_years(row, q->year_from, q->year_to)) return FILTER_OUT;
    if (!among(q->formats, q->n_formats, row->format)) fails |= FACET_BIT(FACET_FORMAT);
    if (!in_decades(row, q->decades, q->n_decades)) fails |= FACET_BIT(FACET_DECADE);
    if (!any_of(row->languages, row->n_languages, &f->languages))
        fails |= FACET_BIT(FACET_LANGUAGE);
    if (!any_of(row->subjects, row->n_subjects, &f->subjects)) fails |= FACET_BIT(FACET_SUBJECT);
    if (!any_of(row->authors, row->n_authors, &f->authors)) fails |= FACET_BIT(FACET_AUTHOR);
    if (!any_of(row->series, row->n_series, &f->series)) fails |= FACET_BIT(FACET_SERIES);
    if (!any_of(row->classes, row->n_classes, &f->classes)) fails |= FACET_BIT(FACET_CLASS);
    if (!any_of(row->marks, row->n_marks, &f->marks)) fails |= FACET_BIT(FACET_MARK);
    return fails;
}
