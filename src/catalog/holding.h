/* holding.h -- who holds a title: the items of its records, joined with holdings that came
 * separately, gathered by agency. */
#ifndef CATALOG_HOLDING_H
#define CATALOG_HOLDING_H

#include "catalog/stored.h"
#include "catalog/title.h"

/* Agencies already read, so that a page of titles reads each once. */
struct holding_cache {
    struct db *db;
    struct arena *mem;
    struct {
        struct agency **item;
        size_t n, cap;
    } agencies;
};

/* The agency, read once; lives in the cache's arena. */
MUST enum err holding_agency(struct holding_cache *c, int64_t id, const struct agency **ret);

/* Fills v->holding, n_holdings and availability from the records of the title. */
MUST enum err holding_gather(struct holding_cache *c, const struct stored_list *records,
                             struct title_view *v);

/* Puts the copies of separate holdings records over and beside those *bib has; `record` is it. */
MUST enum err holding_items(struct db *db, const struct stored *record, struct arena *a,
                            struct bib *bib);

/* The same for its MARC, *m: copies of holdings that are no MARC themselves (those leave by
 * themselves) and that it lacks become 852; where it has one as this program writes it, with what
 * the holdings say of it. *ret: whether anything was changed. */
MUST enum err holding_marc(struct db *db, const struct stored *record, struct arena *a,
                           struct marc *m, bool *ret);

#endif
