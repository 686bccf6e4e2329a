/* suggest.h -- what helps somebody who searches: suggestions while typing, and titles like one. */
#ifndef CATALOG_SUGGEST_H
#define CATALOG_SUGGEST_H

#include "catalog/search.h"
#include "index/suggest.h"

struct suggestions {
    struct index_suggestions found;
    struct title_views titles; /* of SUGGEST_TITLE, in their order; vanished ones are left out */
};

/* What public titles, names and subjects begin with the words typed. */
MUST enum err suggest_run(struct db *db, struct index_reader *index, const struct actor *actor,
                          struct str typed, struct arena *a, struct suggestions *ret);

/* At most `limit` public titles that share subjects, authors or series with this one, the nearest
 * first. */
MUST enum err suggest_similar(struct db *db, struct index_reader *index, const struct actor *actor,
                              const struct title_view *v, size_t limit, int64_t deadline_us,
                              struct arena *a, struct title_views *ret);

#endif
