/* address.h -- addresses of searches: one set of conditions has one address. */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H

#include "web/page.h"

/* What a results page was asked for. */
struct question {
    struct str query;
    const char *field;                                            /* value of ?f= */
    struct strs formats, languages, libraries, subjects, authors; /* as given */
    int64_t network; /* scope; 0: everything that is public */
    int from, to;
    enum index_sort sort;
    int page; /* 1 is the first */
};

/* "/cari?q=...": parameters in one order, values of a filter sorted, empty ones left out. */
struct str address_of(struct arena *a, const struct question *q);

/* The parameters of the address as pairs, without those named in `without` (comma-separated). */
struct http_pairs pairs_of(struct arena *a, const struct question *q, const char *without);

/* A copy of the list without one value. */
struct strs without(struct arena *a, const struct strs *list, struct str value);

#endif
