/* widen.h -- a search for one form of a name or subject also finds titles under its other forms,
 * when an authority file says that they are one. */
#ifndef CATALOG_WIDEN_H
#define CATALOG_WIDEN_H

#include "db/db.h"
#include "index/index.h"

/* Wherever words that stand next to each other in an AND are together a form of an authority
 * record, in any order ("sukarno", "andrea hirata"), the others of its forms may be there in their
 * place: as a phrase among authors and subjects, subjects, or series, whichever the words were
 * sought in. Words that are only part of a form widen nothing. *root may be NULL; the tree given is
 * not changed. */
MUST enum err widen(struct db *db, struct arena *a, const struct index_node **root);

#endif
