/* sru_search.c -- searchRetrieve. */
#include "base/checked.h"
#include "record/iso2709.h"
#include "record/marcxml_write.h"
#include "record/parcel.h"
#include "record/xml_write.h"
#include "share/form_parts.h"
#include "share/sru_internal.h"

struct found { /* the hits that are to be shown, and their titles */
    int64_t total, *id;
    size_t n;
    struct title_views titles;
    struct search_result all;
};

static const struct actor anybody = {.kind = ACTOR_STRANGER};

/* ---- finding ---- */

static enum err find_one(struct sru *s, int64_t id, struct found *ret)
{
    enum err e = OK;
    *ret = (struct found){.id = arena_make(s->mem, int64_t)};
    ret->id[0] = id;
    if (id) e = title_views(s->db, &anybody, NULL, &id, 1, s->mem, &ret->titles);
    ret->total = (int64_t)ret->titles.n;
    ret->n = s->ask.start == 1 && s->ask.maximum ? ret->titles.n : 0;
    return e;
}

static void find(struct sru *s, struct found *ret)
{
    enum { FACETS_US = 500000 };
    const struct env *env = s->site.env;
    struct cql_problem problem = {0};
    struct str bad = {0};
    struct search_request rq = {
        .query = s->ask.query,
        .field = INDEX_ANY,
        .thesaurus = s->site.thesaurus,
        .cql = s->ask.words ? NULL : &problem,
        .offset = (size_t)s->ask.start - 1,
        .limit = (size_t)s->ask.maximum,
        .deadline_us = env->monotonic(env) + SRU_SECONDS * INT64_C(1000000),
        .facet_deadline_us = env->monotonic(env) + FACETS_US,
        .answering = s->site.answering,
    };
    if (s->site.inside) rq.sort = INDEX_BY_EASE; /* Z39.50 says what it wants, relevance too */
    rq.facets = sru_facet_bits(&s->ask, &rq.facet_limit);
    s->fault = sru_read_sort(s->ask.sort_keys, &rq.sort);
    if (s->fault.number) return;
    enum err e = search_run(s->db, s->site.index, &anybody, &rq, s->mem, &bad, &ret->all);
    if (e == ERR_ARG && (problem.fault || problem.refusal))
        s->fault = sru_fault_of_cql(&problem, s->ask.query);
    else if (e)
        s->fault = sru_fault_of(s, e, bad);
    ret->total = ret->all.hits.total;
    ret->id = ret->all.hits.id;
    ret->n = ret->all.hits.n;
    ret->titles = ret->all.titles;
}

static void run(struct sru *s, struct found *ret)
{
    int64_t id = 0;
    *ret = (struct found){0};
    if (s->ask.start > SEARCH_OFFSET_MAX) {
        s->fault = (struct sru_fault){61, arena_printf(s->mem, "%d", SEARCH_OFFSET_MAX)};
        return;
    }
    if (!s->ask.words && sru_query_is_id(s->ask.query, s->mem, &id)) {
        enum err e = find_one(s, id, ret);
        if (e) s->fault = sru_fault_of(s, e, (struct str){0});
    } else if (sru_can_find(s)) {
        find(s, ret);
    }
    if (!s->fault.number && s->ask.start > 1 && (int64_t)s->ask.start > ret->total)
        s->fault = (struct sru_fault){61, arena_printf(s->mem, "%lld", (long long)s->ask.start)};
}

/* ---- records ---- */

static void add_instead(struct sru *s, int number, uint64_t position, struct buf *to)
{
    struct buf CLEANUP(buf_release) data = BUF(2000);
    sru_diagnostic(s, (struct sru_fault){number, {0}}, &data);
    sru_record(s, "info:srw/schema/1/diagnostics-v1.1", buf_str(&data), false, position,
               (struct str){0}, to);
}

/* One record in `data`; 0, or the diagnostic that stands for it. */
static int write_record(struct sru *s, const struct title_view *v, struct buf *data)
{
    if (!v) return 65;
    enum err e = form_write(v, s->site.base, s->ask.schema->form, s->mem, data);
    if (data->full) return 70;
    return e ? 67 : 0;
}

/* Records until the answer is long enough; how many were given. What vanished since the index was
 * asked has a diagnostic in its place, so that positions stay what they are. */
static size_t add_records(struct sru *s, const struct found *f, struct buf *to)
{
    size_t at = 0, start = to->n;
    buf_add(to, STR("<zs:records>\n"));
    for (size_t i = 0; i < f->n; i++) {
        struct buf CLEANUP(buf_release) data = BUF(SRU_ANSWER_MAX / 2);
        const struct title_view *v = NULL;
        if (at < f->titles.n && f->titles.item[at].id == f->id[i]) v = &f->titles.item[at++];
        int fault = write_record(s, v, &data);
        if (i && to->n - start + data.n > SRU_ANSWER_MAX) return i;
        if (fault)
            add_instead(s, fault, s->ask.start + i, to);
        else
            sru_record(s, s->ask.schema->uri, buf_str(&data), s->ask.escaped || s->ask.schema->text,
                       s->ask.start + i, v->address_id, to);
    }
    return f->n;
}

/* The same as a parcel. What has no place in one record of ISO 2709 is an empty one. */
static void add_parcel(struct sru *s, const struct found *f, struct buf *to)
{
    struct buf CLEANUP(buf_release) data = BUF(MARC_RECORD_MAX);
    parcel_begin(to, f->total);
    for (size_t i = 0, at = 0; i < f->n; i++) {
        struct marc m;
        bool there = at < f->titles.n && f->titles.item[at].id == f->id[i];
        buf_clear(&data);
        if (there) form_marc(&f->titles.item[at++], s->site.base, s->mem, &m);
        if (there && iso2709_write(&m, &data)) buf_clear(&data);
        if (i && to->n + data.n > SRU_ANSWER_MAX) return;
        parcel_add(to, buf_str(&data));
    }
}

/* The records alone, in one <collection>. */
static void add_bare(struct sru *s, const struct found *f, struct buf *to)
{
    marcxml_begin(to);
    for (size_t i = 0; i < f->titles.n && to->n < SRU_ANSWER_MAX; i++)
        form_in_collection(&f->titles.item[i], s->site.base, s->mem, to);
    marcxml_end(to);
}

/* ---- the request again (in 1.1 it would need the query in XCQL) ---- */

static void add_echo(const struct sru *s, struct buf *to)
{
    const struct sru_ask *q = &s->ask;
    const char *packing = q->version == SRU_2_0 ? "zs:recordXMLEscaping" : "zs:recordPacking";
    if (q->version == SRU_1_1) return;
    buf_add(to, STR("<zs:echoedSearchRetrieveRequest>"));
    buf_printf(to, "<zs:version>%s</zs:version>", sru_words(q->version)->name);
    if (q->version == SRU_2_0)
        xml_element(to, "zs:queryType", q->words ? STR("searchTerms") : STR("cql"));
    xml_element(to, "zs:query", q->query);
    sru_number(to, "startRecord", q->start);
    sru_number(to, "maximumRecords", q->maximum);
    xml_element(to, packing, q->escaped ? STR("string") : STR("xml"));
    xml_element(to, "zs:recordSchema", q->schema_given);
    xml_element(to, "zs:sortKeys", q->sort_keys);
    buf_add(to, STR("</zs:echoedSearchRetrieveRequest>\n"));
}

static void add_facets(struct sru *s, const struct found *f, struct buf *to)
{
    struct buf CLEANUP(buf_release) facets = BUF(1 << 20);
    sru_facets(s, &f->all, &facets);
    if (!facets.n || facets.full) return;
    bool two = s->ask.version == SRU_2_0;
    if (!two) buf_add(to, STR("<zs:extraResponseData>"));
    buf_printf(to, two ? "<zs:facetedResults xmlns=\"%s\">" : "<facetedResults xmlns=\"%s\">",
               sru_words(s->ask.version)->facets);
    buf_add(to, buf_str(&facets));
    buf_add(to, two ? STR("</zs:facetedResults>\n")
                    : STR("</facetedResults></zs:extraResponseData>\n"));
}

void sru_search(struct sru *s, struct buf *to)
{
    struct found f;
    run(s, &f);
    if (s->fault.number) return;
    if (s->ask.bare || s->ask.parcel) {
        (s->ask.parcel ? add_parcel : add_bare)(s, &f, to);
        return;
    }
    sru_open(s, "searchRetrieveResponse", to);
    sru_number(to, "numberOfRecords", (uint64_t)f.total);
    uint64_t next = s->ask.start;
    if (f.n) {
        next += add_records(s, &f, to);
        buf_add(to, STR("</zs:records>\n"));
    }
    if ((int64_t)next <= f.total && next <= SEARCH_OFFSET_MAX)
        sru_number(to, "nextRecordPosition", next);
    add_echo(s, to);
    if (s->ask.version == SRU_2_0)
        buf_add(to, STR("<zs:resultCountPrecision>info:srw/vocabulary/resultCountPrecision/1/exact"
                        "</zs:resultCountPrecision>\n"));
    add_facets(s, &f, to);
    buf_add(to, STR("</zs:searchRetrieveResponse>\n"));
}
