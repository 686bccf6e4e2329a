/* document.h -- what the index is given of a title: words of all its records and mends by field,
 * and the columns for filters, facets and sorting. A function of the truth alone, so that `verify`
 * can make it again and compare digests. */
#ifndef CATALOG_DOCUMENT_H
#define CATALOG_DOCUMENT_H

#include "catalog/holding.h"
#include "index/index.h"

/* In the memory of the cache. ERR_NOT_FOUND when the title has nothing to show: the index then
 * forgets it. */
MUST enum err document_of_title(struct holding_cache *cache, int64_t title, struct index_doc *ret);

#endif
