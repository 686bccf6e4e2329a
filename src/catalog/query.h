/* query.h -- what a person typed as a tree for the index, and the conditions in it. */
#ifndef CATALOG_QUERY_H
#define CATALOG_QUERY_H

#include "catalog/search.h"

/* The words of `text` (syntax in search.h) as *ret_root, NULL when it has none; year:, language:,
 * format: and library: conditions are added to *filters. ERR_ARG with *ret_bad, ERR_LIMIT. */
MUST enum err query_parse(struct str text, enum index_field field, struct arena *a,
                          const struct index_node **ret_root, struct search_filters *filters,
                          struct str *ret_bad);

#endif
