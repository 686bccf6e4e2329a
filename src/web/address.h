/* address.h -- what a results page was asked for, and its address: one set of conditions has one
 * address, whatever order and spelling they came in. */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H

#include "web/page.h"

struct question {
    struct str query;
    const char *field;          /* value of ?f= */
    struct strs chosen[FACETS]; /* values of facets, as in the address */
    int64_t network;            /* scope; 0: everything that is public */
    int from, to;
    enum index_sort sort;
    int page; /* 1 is the first */
};

/* ---- facets ---- */

/* A facet as readers meet it. */
struct facet_kind {
    enum index_facet facet;
    const char *name; /* of the parameter */
    enum msg label;
    bool open;  /* its values are in sight at once */
    bool many;  /* it has more values than a list can show */
    bool words; /* its values are texts of records */
};
enum { FACET_KINDS = 11 };
extern const struct facet_kind facet_kinds[FACET_KINDS];
const struct facet_kind *facet_kind_of(struct str name); /* NULL: there is none */

/* ---- questions ---- */

/* The parameters of the request. ERR_ARG with k->bad when an order, or a value of a facet, is none
 * there can be. */
MUST enum err question_read(struct ask *k, struct question *ret);

/* The question for the index: everything but offset, limit and facets is set. ERR_ARG with k->bad.
 */
MUST enum err question_request(struct ask *k, const struct question *q, struct search_request *ret);

/* Whether it is written in CQL (?f=cql). */
bool question_is_cql(const struct question *q);

/* How many conditions narrow it: values of facets, the years. */
size_t question_conditions(const struct question *q);

/* The same question on its first page without one value of a facet. */
struct question question_without(struct ask *k, const struct question *q, enum index_facet f,
                                 struct str value);

/* ---- addresses ---- */

/* "/cari?q=...": parameters in one order, values of a filter sorted, empty ones left out. */
struct str address_of(struct arena *a, const struct question *q);
struct str address_at(struct arena *a, const char *path, const struct question *q);

/* The parameters of the address as pairs, without those named in `without` (comma-separated). */
struct http_pairs pairs_of(struct arena *a, const struct question *q, const char *without);

/* Sends the reader to the one address of the question when it was asked with another. */
bool question_moved(struct ask *k, const struct question *q);

#endif
