/* loosen.h -- when all the words asked for are in no title: the same with words spelled as the
 * catalogue spells them, a space too many or too few among it, and if that is not it, without the
 * least useful of them. What was changed is always told; nothing is loosened while everything asked
 * for is found somewhere. */
#ifndef CATALOG_LOOSEN_H
#define CATALOG_LOOSEN_H

#include "index/index.h"

enum search_change_kind {
    CHANGE_SPELLED, /* `from` was sought as `to`; several with one `from`: any of them */
    CHANGE_DROPPED, /* `from` was left out, `to` is empty */
    CHANGE_EITHER,  /* of all that say so, one may be missing in a title; `to` is empty */
    CHANGE_MEANT    /* nothing was changed; `from` may be meant as `to`, which finds more */
};
struct search_change {
    enum search_change_kind kind;
    struct str from, to;
};
struct search_changes {
    struct search_change *item;
    size_t n, cap;
};

/* A query for q->root that finds something, in `a`, and how it differs; *ret_root is NULL when
 * there is none, when q->root is not a list of words or one of nothing but stop words, or when it
 * is only the filter that leaves nothing. Words of an AND are corrected up to LOOSEN_TERMS; longer
 * queries only lose words. */
enum { LOOSEN_TERMS = 8, LOOSEN_SPELLINGS = 6 };
MUST enum err loosen(struct index_reader *index, const struct index_query *q, struct arena *a,
                     const struct index_node **ret_root, struct search_changes *ret);

/* Of a query that finds `found` titles, at most LOOSEN_LITTLE: words that stand apart and are one
 * in the catalogue (CHANGE_MEANT), when that one finds more. */
enum { LOOSEN_LITTLE = 3 };
MUST enum err loosen_meant(struct index_reader *index, const struct index_query *q, int64_t found,
                           struct arena *a, struct search_changes *ret);

#endif
