/* merge.h -- one description from the records of a title, field by field, with provenance. */
#ifndef CATALOG_MERGE_H
#define CATALOG_MERGE_H

#include "catalog/stored.h"
#include "catalog/title.h"

/* Each field comes from the best record that has it: MARC before tables, then the one that says
 * most, then the oldest. Names, numbers, subjects, languages and other titles are united; of two
 * forms of a name the one in catalogue order ("Hirata, Andrea") is kept. `source` as in title.h.
 * Items are left out. The result points into the records and `a`. */
void merge_records(const struct stored *record, size_t n, struct arena *a, struct bib *ret,
                   int source[TITLE_FIELDS]);

#endif
