/* search.h -- finding titles: from words and filters as people give them to hits and facets. */
#ifndef CATALOG_SEARCH_H
#define CATALOG_SEARCH_H

#include "catalog/answer.h"
#include "catalog/title.h"
#include "text/thesaurus.h"

/* What may stand in a query: query.h, and in CQL: query_cql.h. Field names: query_names.c. An
 * unknown field name is an ordinary word in the box. */
enum {
    SEARCH_QUERY_MAX = 500,
    SEARCH_TERMS_MAX = 32,
    SEARCH_LIMIT_MAX = 100,
    SEARCH_OFFSET_MAX = 100000,
    SEARCH_WALK_MAX = 1000
};

struct cql_problem; /* query_cql.h */

struct search_filters { /* chosen facets; AND among lists, OR inside */
    struct agency_choice {
        int64_t *item;
        size_t n, cap;
    } libraries;
    struct {
        int *item;
        size_t n, cap;
    } formats;
    struct strs languages, subjects, authors;
    struct strs marks; /* catalog/quality.h */
    struct strs series;
    struct strs classes; /* "5", "51", "519" */
    struct {
        int *item;
        size_t n, cap;
    } types /* enum agency_type + 1 */, places /* 34, 3404 */, decades /* 1990 */;
    unsigned held; /* bits of enum held (catalog/facet.h): any of them */
    int year_from, year_to;
};

struct search_request {
    struct str query; /* empty: everything in scope */
    struct cql_problem
        *cql; /* not NULL: the query is CQL, and what is wrong with it is told here */
    const struct thesaurus *thesaurus; /* of the network; NULL: no translations */
    enum index_field field; /* where words without a field are sought; INDEX_ANY usually */
    struct search_filters filters;
    const struct scope *scope; /* NULL: all public */
    enum index_sort sort;
    size_t offset, limit;
    size_t facet_limit;    /* 0: no facets */
    unsigned facets;       /* as in index.h; 0: those for readers */
    unsigned facets_whole; /* as in index.h, and so the next three */
    size_t facet_offset;
    struct str facet_match;
    int64_t facet_deadline_us;
    bool loosen; /* when nothing is found, find what is near it: `changes` tells */
    int64_t deadline_us;
    const struct search_answering *answering; /* NULL: the index is asked each time, by anybody */
};

struct search_result {
    struct index_hits hits;        /* ids, exact total, facets */
    struct title_views titles;     /* the page of titles, in the order of hits */
    struct search_changes changes; /* how the query that was answered differs from the one asked */
};

/* ERR_ARG when the query has nothing that can be sought (only punctuation) or a bad value such as
 * year:abc: *ret_bad (may be NULL) is then the part that cannot be understood. ERR_LIMIT over the
 * limits above, ERR_INTERRUPTED past the deadline, and what the gate says. */
MUST enum err search_run(struct db *db, struct index_reader *index, const struct actor *actor,
                         const struct search_request *rq, struct arena *a, struct str *ret_bad,
                         struct search_result *ret);

/* All hits, however many, in the order of their ids: those behind `after`, rq->limit of them (up to
 * SEARCH_WALK_MAX); none: that was all. Each call sees the index as it is then; a title that stays
 * a hit is met once. The order, the offset, facets and loosening of the request count for nothing.
 */
struct search_ids {
    const int64_t *item;
    size_t n;
    int64_t total; /* of search_first: exact */
};
MUST enum err search_walk(struct db *db, struct index_reader *index, const struct actor *actor,
                          const struct search_request *rq, int64_t after, struct arena *a,
                          struct str *ret_bad, struct search_ids *ret);

/* The first hits in the order asked for, rq->limit of them (up to SEARCH_WALK_MAX), as ids. */
MUST enum err search_first(struct db *db, struct index_reader *index, const struct actor *actor,
                           const struct search_request *rq, struct arena *a, struct str *ret_bad,
                           struct search_ids *ret);

bool search_sort_parse(struct str name,
                       enum index_sort *ret); /* relevance newest oldest title author added
                                              title-down author-down */
const char *search_sort_name(enum index_sort s);

#endif
