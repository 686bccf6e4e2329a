/* merge.h -- one description from the records of a title, field by field, with provenance.
 *
 * A function of what the records say: neither their order nor their ids matter. For each field the
 * value most records share is taken, better records (trust.h) counting for more; a lone record wins
 * only over a lone worse one, so that typing errors lose. Values of another script than the title
 * as shown (Latin, when any record has it in Latin) are taken only when there are no others; the
 * title in its own script stands beside it. What a cataloguer says in words of his own (extent,
 * notes, summary) is taken in Indonesian, else in the language of the title, else in another.
 * The place is that of the publisher. */
#ifndef CATALOG_MERGE_H
#define CATALOG_MERGE_H

#include "catalog/stored.h"
#include "catalog/title_field.h"

/* Of more records only the most trusted ones are compared. */
enum { MERGE_RECORDS_MAX = 200 };

/* Names, numbers, subjects, languages, links and other titles are united, what most records have
 * first; of two forms of a name the one in catalogue order ("Hirata, Andrea") is kept, and a form
 * that looks like a typing error of one that more records share is left out. Copies are left out.
 * The result points into the records and `a`. */
void merge_records(const struct stored *record, size_t n, struct arena *a, struct bib *ret,
                   struct title_origin origin[TITLE_FIELDS]);

#endif
