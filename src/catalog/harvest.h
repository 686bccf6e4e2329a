/* harvest.h -- the change log with dates: what harvesters ask, and what keeps it true.
 *
 * The date of a change is that of the first moment noted after its commit; a change no moment
 * covers yet has the date of the one who asks. So a harvester that comes back with the time of its
 * last answer misses nothing, however long a transaction took. Dates and numbers of the log grow
 * together, so a page begins where the last one ended, whatever its number. */
#ifndef CATALOG_HARVEST_H
#define CATALOG_HARVEST_H

#include "base/env.h"
#include "db/db.h"

struct harvest_row {
    int64_t seq, title, at; /* at: microseconds since 1970 */
};
struct harvest_rows {
    struct harvest_row *item;
    size_t n, cap;
};

/* Whose titles: of one agency, of one network, or (both 0) all. A title that an agency had once is
 * among its titles. */
struct harvest_order {
    int64_t agency, network;
    int64_t after; /* only changes behind this number ... */
    int64_t until; /* ... up to this one; 0: all */
    int64_t now;
};

MUST enum err harvest_rows(struct db *db, const struct harvest_order *o, int64_t limit,
                           struct arena *a, struct harvest_rows *ret);

/* The number of the last change before `from`, of the last before `until` (0: no bound). */
MUST enum err harvest_after(struct db *db, int64_t from, int64_t *ret);
MUST enum err harvest_until(struct db *db, int64_t until, int64_t now, int64_t *ret);

/* When a title changed last; ERR_NOT_FOUND: there is no such title. */
MUST enum err harvest_changed(struct db *db, int64_t title, int64_t now, int64_t *ret);

/* No change is older; `now` when none has a date. */
MUST enum err harvest_earliest(struct db *db, int64_t now, int64_t *ret);

/* Notes the moment, at most once a second. */
MUST enum err harvest_note(struct db *db, const struct env *env);

/* Puts the titles of agencies into the log that were renamed, or came into networks or left them,
 * a few at a time; *ret_more: there are others. Members come and go by dates, so this is asked for
 * again and again. */
MUST enum err harvest_announce(struct db *db, const struct env *env, bool *ret_more);

#endif
