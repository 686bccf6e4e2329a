/* slims_write.h -- descriptions as rows of the two files that SLiMS imports (columns and order as
 * in its exports). */
#ifndef RECORD_SLIMS_WRITE_H
#define RECORD_SLIMS_WRITE_H

#include "record/bib.h"

enum { SLIMS_BIBLIO_COLUMNS = 18, SLIMS_ITEM_COLUMNS = 19 };

extern const struct str slims_biblio_heading[SLIMS_BIBLIO_COLUMNS];
extern const struct str slims_item_heading[SLIMS_ITEM_COLUMNS];

/* Values live in `a` or in the bib. */
void slims_biblio_row(const struct bib *b, struct arena *a, struct str ret[SLIMS_BIBLIO_COLUMNS]);
void slims_item_row(const struct bib *b, const struct bib_item *item, struct arena *a,
                    struct str ret[SLIMS_ITEM_COLUMNS]);

#endif
