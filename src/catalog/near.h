/* near.h -- what is near when a reader chose libraries or a place: it raises titles a little that
 * can be had there, by what the libraries say of their copies; it hides nothing. */
#ifndef CATALOG_NEAR_H
#define CATALOG_NEAR_H

#include "catalog/search.h"

/* Sets q->near and q->near_percent; nothing when neither is chosen. In `a`. */
MUST enum err near_chosen(struct db *db, const struct search_filters *f, const struct scope *scope,
                          struct arena *a, struct index_query *q);

#endif
