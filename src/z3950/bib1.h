/* bib1.h -- queries with the attributes of Bib-1 (1.2.840.10003.3.1) as queries in CQL, with the
 * index names of catalog/query_names.h.
 *
 *     use          names of the fields below, or the name of an index of ours as text
 *     relation     = and its kin (3, 101); the same, and the best first (102); < <= >= > within for
 *                  years and classes (1 2 4 5 104); all records (103)
 *     position     first in field or subfield (1, 2), any (3)
 *     structure    phrase (1, 108), words (2, 3, 6, 101, 102, 105, 106), years and dates (4, 5,
 *                  100), numbers (104, 107, 109); without it all words have to be there
 *     truncation   right (1), none (100)
 *     completeness whole value (2, 3), part of it (1)
 *
 * What we cannot do is refused with the number that says so, never passed over. */
#ifndef Z3950_BIB1_H
#define Z3950_BIB1_H

#include "z3950/rpn.h"

#define BIB1_SET      "1.2.840.10003.3.1"

#define BIB1_RELEVANT "/relevant" /* behind a relation of CQL: hits are wanted in that order */

struct bib1_site {
    bool marc8; /* terms are in MARC-8; else in UTF-8, or in Latin-1 when they are no UTF-8 */
    /* The query in CQL behind a result set of that name; false: there is none. */
    bool (*set)(void *ctx, struct str name, struct str *ret_cql);
    void *ctx;
};

/* The whole tree. */
MUST enum err bib1_cql(const struct rpn_node *root, const struct bib1_site *site, struct arena *a,
                       struct str *ret, struct diagnostic *ret_problem);

/* A clause of Scan: where in which list to start, as CQL (SRU scanClause). */
MUST enum err bib1_scan(const struct rpn_node *clause, const struct bib1_site *site,
                        struct arena *a, struct str *ret, struct diagnostic *ret_problem);

/* "title", "author" or "date": what a sort key with these attributes sorts by; empty: nothing we
 * can. */
struct str bib1_order(const struct rpn_node *attributes);

/* Text of a client in UTF-8. */
struct str bib1_text(struct arena *a, struct str s, bool marc8);

#endif
