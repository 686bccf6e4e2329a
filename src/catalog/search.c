/* search.c -- a request to the index, and the titles of its answer from the truth. */
#include "catalog/search.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/facet.h"
#include "catalog/near.h"
#include "catalog/query.h"
#include "catalog/query_cql.h"
#include "catalog/widen.h"

static const char *const sorts[] = {"relevance", "newest", "oldest",     "title",
                                    "author",    "added",  "title-down", "author-down"};

bool search_sort_parse(struct str name, enum index_sort *ret)
{
    for (size_t i = 0; i < COUNT(sorts); i++) {
        if (!str_eq(name, str_of(sorts[i]))) continue;
        *ret = (enum index_sort)i;
        return true;
    }
    return false;
}

const char *search_sort_name(enum index_sort s)
{
    return sorts[s];
}

/* The chosen filters without those of the query text; lists are copied, since the text adds to
 * them. */
static struct search_filters copy_filters(const struct search_filters *f, struct arena *a)
{
    struct search_filters c = *f;
    memset(&c.libraries, 0, sizeof c.libraries);
    memset(&c.formats, 0, sizeof c.formats);
    c.languages = (struct strs){0};
    for (size_t i = 0; i < f->libraries.n; i++) VEC_PUSH(a, &c.libraries, f->libraries.item[i]);
    for (size_t i = 0; i < f->formats.n; i++) VEC_PUSH(a, &c.formats, f->formats.item[i]);
    for (size_t i = 0; i < f->languages.n; i++) VEC_PUSH(a, &c.languages, f->languages.item[i]);
    return c;
}

static struct index_filter index_filter_of(const struct search_filters *f,
                                           const struct scope *scope)
{
    return (struct index_filter){
        .scope = scope ? scope->agency : NULL,
        .n_scope = scope ? scope->n : 0,
        .agencies = f->libraries.item,
        .n_agencies = f->libraries.n,
        .formats = f->formats.item,
        .n_formats = f->formats.n,
        .languages = f->languages,
        .subjects = f->subjects,
        .authors = f->authors,
        .marks = f->marks,
        .series = f->series,
        .classes = f->classes,
        .types = f->types.item,
        .n_types = f->types.n,
        .places = f->places.item,
        .n_places = f->places.n,
        .decades = f->decades.item,
        .n_decades = f->decades.n,
        .status = f->held,
        .year_from = f->year_from,
        .year_to = f->year_to,
    };
}

/* The query of the request, in whichever language it is written. */
static enum err read_query(const struct search_request *rq, struct arena *a,
                           const struct index_node **ret_root, struct search_filters *filters,
                           enum index_sort *sort, struct str *bad)
{
    if (!rq->cql)
        return query_parse(rq->query, rq->field, rq->thesaurus, a, ret_root, filters, bad);
    enum err e = query_cql(rq->query, a, ret_root, filters, sort, rq->cql);
    *bad = rq->cql->what;
    return e;
}

/* A request as the index is asked it; an empty scope is nobody's: nothing can be found. */
struct plan {
    struct index_query q;
    const struct scope *scope;
};

static bool finds_nothing(const struct plan *p)
{
    return p->scope && p->scope->n == 0; /* a network without members holds nothing */
}

static enum err make_plan(struct db *db, const struct actor *actor, const struct search_request *rq,
                          struct arena *a, struct str *ret_bad, struct plan *ret)
{
    struct str bad = {0};
    const struct index_node *root = NULL;
    struct search_filters filters = copy_filters(&rq->filters, a);
    enum index_sort sort = rq->sort;
    enum err e = actor_may(actor, PERM_PUBLIC);
    if (!e) e = read_query(rq, a, &root, &filters, &sort, &bad);
    if (ret_bad) *ret_bad = bad;
    if (!e) e = widen(db, a, &root);
    if (e) return e;
    struct plan p = {.scope = rq->scope};
    if (!p.scope) e = scope_public(db, a, &p.scope);
    if (e) return e;
    struct index_holders holders = {0};
    if (rq->facet_limit || filters.types.n || filters.places.n) e = facet_holders(db, a, &holders);
    if (e) return e;
    p.q = (struct index_query){
        .root = root,
        .filter = index_filter_of(&filters, p.scope),
        .sort = !root && sort == INDEX_BY_RELEVANCE ? INDEX_BY_TITLE : sort,
        .offset = rq->offset,
        .limit = rq->limit,
        .facet_limit = rq->facet_limit,
        .facets = rq->facets,
        .facets_whole = rq->facets_whole,
        .facet_offset = rq->facet_offset,
        .facet_match = rq->facet_match,
        .facet_deadline_us = rq->facet_deadline_us,
        .holders = holders.item,
        .n_holders = holders.n,
        .deadline_us = rq->deadline_us,
    };
    e = near_chosen(db, &filters, p.scope, a, &p.q);
    if (!e) *ret = p;
    return e;
}

enum err search_run(struct db *db, struct index_reader *index, const struct actor *actor,
                    const struct search_request *rq, struct arena *a, struct str *ret_bad,
                    struct search_result *ret)
{
    struct plan p;
    struct search_result result = {0};
    struct search_answer answer = {0};
    if (rq->limit > SEARCH_LIMIT_MAX || rq->offset > SEARCH_OFFSET_MAX) return ERR_LIMIT;
    enum err e = make_plan(db, actor, rq, a, ret_bad, &p);
    if (!e && !finds_nothing(&p)) {
        e = answer_find(index, &p.q, rq->loosen, rq->answering, a, &answer);
        result.hits = answer.hits;
        result.changes = answer.changes;
        if (!e)
            e = title_views(db, actor, p.scope, result.hits.id, result.hits.n, a, &result.titles);
    }
    if (!e) *ret = result;
    return e;
}

/* after < 0: in the order asked for. */
static enum err find_ids(struct db *db, struct index_reader *index, const struct actor *actor,
                         const struct search_request *rq, int64_t after, struct arena *a,
                         struct str *ret_bad, struct search_ids *ret)
{
    struct plan p;
    struct search_answer answer = {0};
    if (rq->limit > SEARCH_WALK_MAX) return ERR_LIMIT;
    enum err e = make_plan(db, actor, rq, a, ret_bad, &p);
    if (!e && !finds_nothing(&p)) {
        p.q.offset = 0;
        if (after >= 0) {
            p.q.sort = INDEX_BY_NUMBER;
            p.q.after = after;
            p.q.enough = (int64_t)rq->limit;
        }
        e = answer_find(index, &p.q, false, rq->answering, a, &answer);
    }
    if (!e) *ret = (struct search_ids){answer.hits.id, answer.hits.n, answer.hits.total};
    return e;
}

enum err search_walk(struct db *db, struct index_reader *index, const struct actor *actor,
                     const struct search_request *rq, int64_t after, struct arena *a,
                     struct str *ret_bad, struct search_ids *ret)
{
    return find_ids(db, index, actor, rq, MAX(after, (int64_t)0), a, ret_bad, ret);
}

enum err search_first(struct db *db, struct index_reader *index, const struct actor *actor,
                      const struct search_request *rq, struct arena *a, struct str *ret_bad,
                      struct search_ids *ret)
{
    return find_ids(db, index, actor, rq, -1, a, ret_bad, ret);
}
