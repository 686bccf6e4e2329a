/* page_values.c -- all values of a facet, in sheets and searched; and all facets by themselves. */
#include "base/checked.h"
#include "html.h"
#include "text/words.h"
#include "web/facets.h"
#include "web/search_pages.h"

enum { SHEET = 50, SHEETS_MAX = 200, REFINE_VALUES = 12, NAMES_MAX = 1000 };

/* Names of libraries and languages are not in the index: all are read, and those that fit kept. */
static void keep_named(struct ask *k, struct str sought, struct facet_group *g)
{
    struct str key[] = {STR(" "), words_key(k->mem, sought)};
    struct str wanted = arena_join(k->mem, key, 2, STR(""));
    size_t kept = 0;
    for (size_t i = 0; i < g->n; i++) {
        key[1] = words_key(k->mem, g->item[i].label);
        struct str label = arena_join(k->mem, key, 2, STR(""));
        if (g->item[i].chosen || str_find(label, wanted) < label.n) g->item[kept++] = g->item[i];
    }
    g->n = kept;
}

static enum err ask_values(struct ask *k, const struct question *q, const struct facet_kind *kind,
                           struct values_view *v, struct index_hits *ret)
{
    struct search_request rq;
    struct search_result s;
    enum err e = question_request(k, q, &rq);
    if (e) return e;
    rq.facets = 1u << kind->facet;
    rq.facet_limit = kind->words ? SHEET : NAMES_MAX;
    rq.facet_offset = kind->words ? (size_t)(v->sheet - 1) * SHEET : 0;
    if (kind->words) rq.facet_match = v->sought;
    e = ask_search(k, &rq, &s);
    if (!e) *ret = s.hits;
    return e;
}

/* All facets, when the results did not wait for them. */
static enum err show_all(struct ask *k, const struct question *q)
{
    struct search_request rq;
    struct search_result s;
    enum err e = question_request(k, q, &rq);
    if (e) return e;
    rq.facet_limit = REFINE_VALUES + 1;
    rq.facets = FACETS_SHOWN;
    rq.facets_whole = FACETS_WHOLE;
    e = ask_search(k, &rq, &s);
    if (e) return e;
    struct values_view v = {.back = address_of(k->mem, q)};
    facet_groups(k, q, &s.hits, REFINE_VALUES, &v.filters);
    struct around f = around_of(k, ask_text(k, MSG_results_refine));
    f.noindex = true;
    f.icons = ICON(FILTER);
    html_refine(&k->out, &f, &v);
    return OK;
}

static enum err show_one(struct ask *k, const struct question *q, const struct facet_kind *kind)
{
    struct index_hits hits = {0};
    struct values_view v = {.name = kind->name,
                            .sought = str_trim(http_param(k->rq, "cari")),
                            .words = kind->words,
                            .sheet = (int)MAX(ask_number(k, "lembar", 1), (int64_t)1)};
    enum err e = ask_values(k, q, kind, &v, &hits);
    if (e) return e;
    v.group = facet_group_of(k, q, kind, &hits.facet[kind->facet]);
    v.distinct = (int64_t)hits.facet[kind->facet].distinct;
    v.sheets = kind->words ? (int)MIN((v.distinct + SHEET - 1) / SHEET, (int64_t)SHEETS_MAX) : 1;
    if (!kind->words && v.sought.n) keep_named(k, v.sought, &v.group);
    v.kept = pairs_of(k->mem, q, arena_cstr(k->mem, arena_printf(k->mem, "%s,hal", kind->name)));
    v.back = address_of(k->mem, q);
    struct around f = around_of(k, ask_text(k, kind->label));
    f.noindex = true;
    f.icons = ICON(FILTER);
    html_values(&k->out, &f, &v);
    return OK;
}

enum err page_values(struct ask *k)
{
    struct question q;
    struct str name = http_param(k->rq, "pilah");
    const struct facet_kind *kind = facet_kind_of(name);
    enum err e = question_read(k, &q);
    if (e) return e;
    if (name.n && (!kind || !kind->many)) return ERR_NOT_FOUND;
    if (facet_too_many(k, &q)) return facet_ask_person(k, &q);
    return kind ? show_one(k, &q, kind) : show_all(k, &q);
}
