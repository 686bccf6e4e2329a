/* filter.c -- see filter.h. */
#include "index/filter.h"

#include <string.h>

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

/* When few agencies were asked for: those of them that may hold it. */
static void name_few(struct filter *f)
{
    f->few = f->q->n_agencies && f->q->n_agencies <= FILTER_FEW;
    for (size_t i = 0; f->few && i < f->q->n_agencies; i++) {
        int64_t agency = f->q->agencies[i];
        if (fits(f, agency) && !f->holder[agency].fails)
            f->agency[f->n_agencies++] = (uint32_t)agency;
    }
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
    name_few(f);
}

/* Holders aside. */
static bool is_empty(const struct filter *f)
{
    const struct index_filter *q = f->q;
    for (int k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++)
        if (f->terms[k].asked) return false;
    return !q->n_formats && !q->n_decades && !q->year_from && !q->year_to;
}

enum err filter_make(struct filter *f, struct connection *c, const struct index_query *q,
                     struct arena *a)
{
    const struct index_filter *from = &q->filter;
    const struct {
        enum term_kind kind;
        enum column_list list;
        const struct strs *text;
    } wanted[] = {
        {TERM_LANGUAGE, LIST_LANGUAGES, &from->languages},
        {TERM_SUBJECT, LIST_SUBJECTS, &from->subjects},
        {TERM_AUTHOR, LIST_AUTHORS, &from->authors},
        {TERM_SERIES, LIST_SERIES, &from->series},
        {TERM_CLASS, LIST_CLASSES, &from->classes},
        {TERM_MARK, LIST_MARKS, &from->marks},
    };
    enum err e = OK;
    *f = (struct filter){.q = from};
    make_holders(f, q, a);
    for (size_t i = 0; !e && i < COUNT(wanted); i++)
        e = find_ords(c, wanted[i].kind, wanted[i].text, a, &f->terms[wanted[i].list]);
    f->no_condition = is_empty(f);
    return e;
}

/* ---- asking ---- */

static bool any_of(struct ord_list have, const struct ords *want)
{
    for (size_t i = 0; i < have.n; i++)
        for (size_t k = 0; k < want->n; k++)
            if (have.item[i] == want->item[k]) return true;
    return false;
}

/* A serial counts for every year it ran. */
static bool in_years(const struct block *b, size_t i, int from, int to)
{
    int first = b->head[i].year, last = b->head[i].present & ROW_ENDS ? b->year_end[i] : first;
    if (!from && !to) return true;
    return first && (!from || last >= from) && (!to || first <= to);
}

static bool in_decades(const struct block *b, size_t i, const int *decade, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (in_years(b, i, decade[k] ? decade[k] : 1, decade[k] + 9)) return true;
    return n == 0;
}

uint32_t filter_row(const struct filter *f, const struct block *b, size_t i)
{
    const struct index_filter *q = f->q;
    uint32_t fails = 0;
    if (f->no_condition) return 0;
    if (!in_years(b, i, q->year_from, q->year_to)) return FILTER_OUT;
    if (!among(q->formats, q->n_formats, b->head[i].format)) fails |= FACET_BIT(FACET_FORMAT);
    if (!in_decades(b, i, q->decades, q->n_decades)) fails |= FACET_BIT(FACET_DECADE);
    for (int k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++)
        if (f->terms[k].asked && !any_of(block_list(b, i, (enum column_list)k), &f->terms[k]))
            fails |= FACET_BIT(filter_facet((enum column_list)k));
    return fails;
}

bool filter_held(const struct filter *f, const struct block *b, size_t i)
{
    if (f->any_holder) return true;
    struct holder_span by = block_holders(b, i);
    for (uint32_t k = by.from; k < by.to; k++)
        if (!filter_holder(f, block_holder(b, k))) return true;
    return false;
}

static void add_rows(const struct block *b, size_t holder, uint64_t ret[ROW_WORDS])
{
    const struct column_holder *h = &b->holder[holder];
    for (uint32_t k = h[0].from; k < h[1].from; k++)
        ret[b->held[k] / 64] |= UINT64_C(1) << b->held[k] % 64;
}

/* The first holder from there on that is not below. */
static size_t find_holder(const struct block *b, size_t from, uint64_t holder)
{
    size_t to = b->n_holders;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (b->holder[middle].holder < holder)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Holders are in the order of what they say, then of agencies: those who say the same stand
 * together. */
static void add_rows_of_few(const struct filter *f, const struct block *b, uint64_t ret[ROW_WORDS])
{
    for (size_t from = 0, to = 0; from < b->n_holders; from = to) {
        unsigned status = holder_status(b->holder[from].holder);
        to = find_holder(b, from, ((uint64_t)status + 1) << 24);
        if (f->q->status && !(f->q->status & status)) continue;
        for (size_t i = 0; i < f->n_agencies; i++) {
            uint32_t holder = holder_pack(f->agency[i], (uint8_t)status);
            size_t at = find_holder(b, from, holder);
            if (at < to && b->holder[at].holder == holder) add_rows(b, at, ret);
        }
    }
}

/* Whether all holders in a block meet them: the scope is often everybody. */
static bool all_hold(const struct filter *f, const struct block *b)
{
    uint32_t fails = 0;
    for (size_t i = 0; i < b->n_holders && !fails; i++)
        fails = filter_holder(f, b->holder[i].holder);
    return !fails;
}

void filter_held_rows(const struct filter *f, const struct block *b, uint64_t ret[ROW_WORDS])
{
    memset(ret, f->any_holder ? 0xFF : 0, ROW_WORDS * sizeof ret[0]);
    if (f->any_holder) return;
    if (f->few) {
        add_rows_of_few(f, b, ret);
        return;
    }
    if (all_hold(f, b)) {
        for (size_t i = 0; i < b->rows; i++)
            ret[i / 64] |= (uint64_t)(b->head[i].holders != 0) << i % 64;
        return;
    }
    for (size_t i = 0; i < b->n_holders; i++)
        if (!filter_holder(f, b->holder[i].holder)) add_rows(b, i, ret);
}
