/* work.h -- titles that belong together without being one: editions and translations of one work,
 * and what a serial was called before and after.
 *
 * Descriptions of one work share a key (work_key of catalog/match.h: main title with main author,
 * uniform or original title with author). A title without an author has none, so that "Matematika"
 * gathers nobody. */
#ifndef CATALOG_WORK_H
#define CATALOG_WORK_H

#include "catalog/title.h"
#include "index/index.h"

/* Of works with more descriptions (the Qur'an) the rest is not looked at. */
enum { WORK_DESCRIPTIONS_MAX = 500, WORK_PAGE_MAX = 50 };

/* The other titles of the work in scope (NULL: public), newest publication first, those from the
 * `from`th on; at most `limit`. *ret_next is where to go on; 0: there are no more. */
MUST enum err work_editions(struct db *db, const struct actor *actor, const struct scope *scope,
                            int64_t title, size_t from, size_t limit, struct arena *a,
                            struct title_views *ret, size_t *ret_next);

/* A serial before or after; id 0: it is not in the catalogue, or cannot be told for sure. */
struct work_link {
    bool later;
    struct str title; /* as the title there is called, else as the record says */
    int64_t id;
};
struct work_links {
    struct work_link *item;
    size_t n, cap;
};

/* What the records of the title say came before and after it, found by ISSN, else by the whole
 * title among serials. */
MUST enum err work_history(struct db *db, struct index_reader *index, const struct actor *actor,
                           const struct title_view *v, int64_t deadline_us, struct arena *a,
                           struct work_links *ret);

#endif
