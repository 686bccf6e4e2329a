/* question.c -- from the parameters of a request to a question for the catalogue. */
#include "base/ascii.h"
#include "base/checked.h"
#include "catalog/facet.h"
#include "catalog/query_cql.h"
#include "web/address.h"
#include "web/view.h"

enum { SECONDS = 5 };

const struct facet_kind facet_kinds[FACET_KINDS] = {
    {FACET_STATUS, "sedia", MSG_facet_held, true, false, false},
    {FACET_FORMAT, "jenis", MSG_facet_format, true, false, false},
    {FACET_AGENCY, "perpustakaan", MSG_facet_library, true, true, false},
    {FACET_TYPE, "tipe", MSG_facet_type, false, false, false},
    {FACET_PLACE, "wilayah", MSG_facet_place, false, false, false},
    {FACET_LANGUAGE, "bahasa", MSG_facet_language, true, true, false},
    {FACET_DECADE, "dekade", MSG_facet_decade, false, false, false},
    {FACET_SUBJECT, "subjek", MSG_facet_subject, false, true, true},
    {FACET_AUTHOR, "pengarang", MSG_facet_author, false, true, true},
    {FACET_SERIES, "seri", MSG_facet_series, false, true, true},
    {FACET_CLASS, "kelas", MSG_facet_class, false, false, false},
};

const struct facet_kind *facet_kind_of(struct str name)
{
    for (size_t i = 0; i < FACET_KINDS; i++)
        if (str_eq(name, str_of(facet_kinds[i].name))) return &facet_kinds[i];
    return NULL;
}

/* ---- reading ---- */

static bool number_in(struct str value, int64_t from, int64_t to, int64_t *ret)
{
    return !str_to_i64(value, ret) && *ret >= from && *ret <= to;
}

static bool is_class(struct str value)
{
    bool digits = value.n > 0 && value.n <= 3;
    for (size_t i = 0; i < value.n; i++) digits = digits && ascii_is_digit(value.p[i]);
    return digits;
}

/* One value of a facet into the filter; false when there can be no such value. */
static bool take_value(struct ask *k, enum index_facet f, struct str value,
                       struct search_filters *to)
{
    enum format format;
    enum agency_type type;
    enum held held;
    struct place place;
    int64_t n = 0;
    switch (f) {
    case FACET_FORMAT:
        if (!format_parse(value, &format)) return false;
        VEC_PUSH(k->mem, &to->formats, (int)format);
        return true;
    case FACET_AGENCY:
        if (!number_in(value, 1, INT32_MAX, &n)) return false;
        VEC_PUSH(k->mem, &to->libraries, n);
        return true;
    case FACET_TYPE:
        if (!agency_type_parse(value, &type)) return false;
        VEC_PUSH(k->mem, &to->types, (int)type + 1);
        return true;
    case FACET_PLACE:
        if (value.n > PLACE_REGENCY || !place_get(value, &place)) return false;
        if (!number_in(value, 1, 9999, &n)) return false;
        VEC_PUSH(k->mem, &to->places, (int)n);
        return true;
    case FACET_DECADE:
        if (!number_in(value, 0, 9990, &n) || n % 10) return false;
        VEC_PUSH(k->mem, &to->decades, (int)n);
        return true;
    case FACET_STATUS:
        if (!held_parse(value, &held)) return false;
        to->held |= 1u << held;
        return true;
    case FACET_CLASS: return is_class(value);
    default: return true;
    }
}

static enum err filters_of(struct ask *k, const struct question *q, struct search_filters *ret)
{
    struct search_filters f = {.subjects = q->chosen[FACET_SUBJECT],
                               .authors = q->chosen[FACET_AUTHOR],
                               .languages = q->chosen[FACET_LANGUAGE],
                               .series = q->chosen[FACET_SERIES],
                               .classes = q->chosen[FACET_CLASS],
                               .year_from = q->from,
                               .year_to = q->to};
    for (size_t i = 0; i < FACET_KINDS; i++) {
        const struct strs *list = &q->chosen[facet_kinds[i].facet];
        for (size_t v = 0; v < list->n; v++) {
            k->bad = list->item[v];
            if (!take_value(k, facet_kinds[i].facet, list->item[v], &f)) return ERR_ARG;
        }
    }
    k->bad = (struct str){0};
    *ret = f;
    return OK;
}

enum err question_read(struct ask *k, struct question *ret)
{
    struct question q = {
        .query = str_trim(http_param(k->rq, "q")),
        .field = "",
        .network = ask_number(k, "jejaring", 0),
        .from = (int)ask_number(k, "dari", 0),
        .to = (int)ask_number(k, "sampai", 0),
        .page = (int)MAX(ask_number(k, "hal", 1), (int64_t)1),
    };
    struct search_filters filters;
    struct str field = http_param(k->rq, "f"), order = http_param(k->rq, "urut");
    for (size_t i = 0; i < FACET_KINDS; i++)
        q.chosen[facet_kinds[i].facet] = ask_list(k, facet_kinds[i].name);
    for (size_t i = 0; i < SEARCH_FIELDS; i++)
        if (str_eq(field, str_of(search_fields[i].value))) q.field = search_fields[i].value;
    if (q.query.n && str_eq(field, STR("cql"))) q.field = "cql"; /* no words: limits alone */
    k->bad = STR("urut");
    if (order.n && !search_sort_parse(order, &q.sort)) return ERR_ARG;
    enum err e = filters_of(k, &q, &filters);
    if (!e) *ret = q;
    return e;
}

/* ---- asking ---- */

static enum index_field field_of(const struct question *q)
{
    for (size_t i = 0; i < SEARCH_FIELDS; i++)
        if (str_eq(str_of(q->field), str_of(search_fields[i].value))) return search_fields[i].field;
    return INDEX_ANY;
}

bool question_is_cql(const struct question *q)
{
    return str_eq(str_of(q->field), STR("cql"));
}

struct search_box search_box_of(struct ask *k, const struct question *q)
{
    struct question first = *q;
    first.page = 1;
    return (struct search_box){q->query, field_of(q), question_is_cql(q),
                               address_at(k->mem, "/cari/rinci", &first)};
}

enum err question_request(struct ask *k, const struct question *q, struct search_request *ret)
{
    struct search_request rq = {
        .query = q->query,
        .field = field_of(q),
        .sort = q->sort,
        .thesaurus = k->config->thesaurus,
        .cql = question_is_cql(q) ? arena_make(k->mem, struct cql_problem) : NULL,
        .deadline_us = k->config->env->monotonic(k->config->env) + SECONDS * INT64_C(1000000),
    };
    enum err e = filters_of(k, q, &rq.filters);
    if (!e && q->network) {
        e = scope_network(k->db, q->network, k->out.now, k->mem, &rq.scope);
        if (e == ERR_NOT_FOUND) {
            k->bad = STR("jejaring");
            e = ERR_ARG;
        }
    }
    if (!e) *ret = rq;
    return e;
}

size_t question_conditions(const struct question *q)
{
    size_t n = q->from || q->to;
    for (size_t f = 0; f < FACETS; f++) n += q->chosen[f].n;
    return n;
}

struct question question_without(struct ask *k, const struct question *q, enum index_facet f,
                                 struct str value)
{
    struct question less = *q;
    struct strs kept = {0};
    for (size_t i = 0; i < q->chosen[f].n; i++)
        if (!str_eq(q->chosen[f].item[i], value)) VEC_PUSH(k->mem, &kept, q->chosen[f].item[i]);
    less.chosen[f] = kept;
    less.page = 1;
    return less;
}
