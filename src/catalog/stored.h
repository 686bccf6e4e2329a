/* stored.h -- reading stored records back as descriptions: as they were sent, and as they are
 * shown, with the forms that their library decided for (chosen.h). */
#ifndef CATALOG_STORED_H
#define CATALOG_STORED_H

#include "catalog/chosen.h"

struct stored {
    int64_t record, version, title, feed, agency, load;
    int kind;          /* RECORD_BIB or RECORD_HOLDINGS */
    int64_t delivered; /* when the load that brought it last was started; of one version: first */
    struct str format; /* of enum source_format, as a name */
    struct str bytes;
    struct bib bib;
};

struct stored_list {
    struct stored *item;
    size_t n, cap;
};

enum { RECORD_BIB = 0, RECORD_HOLDINGS = 1 };

/* The live records of one title as they are shown, oldest first: bibliographic ones only. */
MUST enum err stored_of_title(struct db *db, int64_t title, struct arena *a,
                              struct stored_list *ret);

/* The live holdings records that belong to one bibliographic record. */
MUST enum err stored_holdings(struct db *db, int64_t record, struct arena *a,
                              struct stored_list *ret);

/* One version of one record as it was sent, whether or not it holds now. */
MUST enum err stored_version(struct db *db, int64_t version, struct arena *a, struct stored *ret);

/* The same as it is shown; the forms put over it are added to *pairs (NULL is fine). */
MUST enum err stored_shown(struct db *db, int64_t version, struct arena *a, struct stored *ret,
                           struct chosen_pairs *pairs);

#endif
