/* sru_facets.c -- counts beside the records: facetLimit, facetStart and facetSort of SRU 2.0 (part
 * 3, 11.4); with 1.x the same in extraResponseData. */
#include <stdlib.h>

#include "base/checked.h"
#include "network/agency.h"
#include "record/xml_write.h"
#include "share/sru_internal.h"

enum { FACET_VALUES_MAX = 100, FACET_VALUES_USUAL = 10 };

/* By which index the values of a facet are found; CQL's name is what is shown. */
static const struct {
    const char *name, *index;
    enum index_facet facet;
} facets[] = {
    {"subject", "dc.subject", FACET_SUBJECT}, {"author", "dc.creator", FACET_AUTHOR},
    {"creator", "dc.creator", FACET_AUTHOR},  {"date", "dc.date", FACET_YEAR},
    {"year", "dc.date", FACET_YEAR},          {"language", "dc.language", FACET_LANGUAGE},
    {"type", "dc.type", FACET_FORMAT},        {"format", "dc.type", FACET_FORMAT},
    {"series", "series", FACET_SERIES},       {"seriestitle", "series", FACET_SERIES},
    {"library", "library", FACET_AGENCY},
};

static struct sru_facet_ask *facet_of(struct sru_ask *ask, struct str index, bool add)
{
    size_t dot = str_find_char(index, '.', 0);
    struct str name = dot < index.n ? str_slice(index, dot + 1, index.n) : index;
    for (size_t i = 0; i < COUNT(facets); i++) {
        if (!str_eq_nocase(name, str_of(facets[i].name))) continue;
        for (size_t k = 0; k < ask->n_facets; k++)
            if (ask->facet[k].facet == facets[i].facet) return &ask->facet[k];
        if (!add) return NULL;
        struct sru_facet_ask *f = &ask->facet[ask->n_facets++];
        *f = (struct sru_facet_ask){facets[i].facet, facets[i].index, FACET_VALUES_USUAL, 0};
        return f;
    }
    return NULL;
}

/* "10", "10:dc.subject" or "dc.subject:10". */
static bool read_part(struct str part, struct str *ret_index, uint64_t *ret_n)
{
    struct str rest = part, one, two;
    *ret_index = (struct str){0};
    *ret_n = FACET_VALUES_USUAL;
    if (!str_split(&rest, ':', &one)) return false;
    bool first = str_to_u64(one, ret_n) == OK;
    if (!first) *ret_index = one;
    if (!rest.p || !str_split(&rest, ':', &two)) return one.n > 0;
    if (first) *ret_index = two;
    return first || str_to_u64(two, ret_n) == OK;
}

static void add_usual(struct sru_ask *ask, uint64_t n)
{
    for (size_t i = 0; i < COUNT(facets); i++) {
        struct sru_facet_ask *f = facet_of(ask, str_of(facets[i].name), true);
        f->limit = (size_t)MIN(n, (uint64_t)FACET_VALUES_MAX);
    }
}

static void refuse(struct sru_ask *ask, const char *name)
{
    if (!ask->fault.number) ask->fault = (struct sru_fault){6, str_of(name)};
}

static void read_limits(struct str text, struct sru_ask *ask)
{
    struct str rest = text, part, index;
    uint64_t n;
    while (rest.n && str_split(&rest, ',', &part)) {
        struct sru_facet_ask *f = NULL;
        if (!read_part(str_trim(part), &index, &n)) {
            refuse(ask, "facetLimit");
        } else if (!index.n) {
            add_usual(ask, n);
        } else if ((f = facet_of(ask, str_trim(index), true))) {
            f->limit = (size_t)MIN(n, (uint64_t)FACET_VALUES_MAX);
        } else if (!ask->fault.number) {
            ask->fault = (struct sru_fault){16, index};
        }
    }
}

static void read_starts(struct str text, struct sru_ask *ask)
{
    struct str rest = text, part, index;
    uint64_t n;
    while (rest.n && str_split(&rest, ',', &part)) {
        if (!read_part(str_trim(part), &index, &n) || n == 0 || n > FACET_VALUES_MAX) {
            refuse(ask, "facetStart");
            return;
        }
        for (size_t i = 0; i < ask->n_facets; i++)
            if (!index.n || facet_of(ask, str_trim(index), false) == &ask->facet[i])
                ask->facet[i].start = (size_t)n - 1;
    }
}

void sru_read_facets(struct str limit, struct str start, struct str sort, struct sru_ask *ask)
{
    struct str rest = sort, first = {0};
    read_limits(limit.n ? limit : STR("10"), ask);
    read_starts(start, ask);
    if (rest.n && !str_split(&rest, ',', &first)) first = (struct str){0};
    ask->facets_by_name = str_eq_nocase(first, STR("alphanumeric"));
    if (first.n && !ask->facets_by_name && !str_eq_nocase(first, STR("recordCount")))
        refuse(ask, "facetSort");
}

unsigned sru_facet_bits(const struct sru_ask *ask, size_t *ret_limit)
{
    unsigned bits = 0;
    for (size_t i = 0; i < ask->n_facets; i++) {
        bits |= 1u << ask->facet[i].facet;
        *ret_limit = MAX(*ret_limit, ask->facet[i].limit + ask->facet[i].start);
    }
    return bits;
}

/* ---- writing ---- */

struct value {
    struct str shown, sought;
    int64_t count;
};

static int by_name(const void *x, const void *y)
{
    return str_cmp(((const struct value *)x)->shown, ((const struct value *)y)->shown);
}

static struct value value_of(struct sru *s, enum index_facet facet,
                             const struct index_facet_value *v)
{
    struct value r = {.shown = v->text, .count = v->count};
    struct agency g;
    if (facet == FACET_YEAR) r.shown = arena_printf(s->mem, "%lld", (long long)v->number);
    if (facet == FACET_FORMAT) r.shown = str_of(format_name((enum format)v->number));
    r.sought = r.shown;
    if (facet != FACET_AGENCY) return r;
    r.sought = arena_printf(s->mem, "%lld", (long long)v->number);
    r.shown = agency_get(s->db, v->number, s->mem, &g) == OK ? g.name : r.sought;
    return r;
}

/* The query with this value: "(...) and dc.subject == \"...\"". */
static void add_query(const struct sru *s, const struct sru_facet_ask *f, struct str value,
                      struct buf *to)
{
    struct buf CLEANUP(buf_release) b = BUF(2 * CQL_BYTES_MAX);
    struct cql_query q;
    enum cql_fault fault;
    size_t at;
    if (s->ask.words || cql_parse(s->ask.query, s->mem, &q, &fault, &at) || q.sort.index.n) return;
    buf_printf(&b, "(%.*s) and %s == \"", STR_ARG(s->ask.query), f->index);
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '"' || value.p[i] == '\\') buf_add_char(&b, '\\');
        buf_add_char(&b, value.p[i]);
    }
    buf_add_char(&b, '"');
    if (!b.full) xml_element(to, "query", buf_str(&b));
}

static void add_facet(struct sru *s, const struct sru_facet_ask *f,
                      const struct index_facet_list *list, struct buf *to)
{
    size_t n = list->n > f->start ? MIN(list->n - f->start, f->limit) : 0;
    if (!n) return;
    struct value *value = arena_array(s->mem, struct value, n);
    for (size_t i = 0; i < n; i++) value[i] = value_of(s, f->facet, &list->item[f->start + i]);
    if (s->ask.facets_by_name) qsort(value, n, sizeof *value, by_name);
    buf_printf(to, "<facet><index>%s</index><relation>==</relation><terms>", f->index);
    for (size_t i = 0; i < n; i++) {
        buf_add(to, STR("<term><actualTerm>"));
        xml_text(to, value[i].shown);
        buf_add(to, STR("</actualTerm>"));
        add_query(s, f, value[i].sought, to);
        buf_printf(to, "<count>%lld</count></term>", (long long)value[i].count);
    }
    buf_add(to, STR("</terms></facet>\n"));
}

void sru_facets(struct sru *s, const struct search_result *r, struct buf *to)
{
    for (size_t i = 0; i < s->ask.n_facets; i++)
        add_facet(s, &s->ask.facet[i], &r->hits.facet[s->ask.facet[i].facet], to);
}
