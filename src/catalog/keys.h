/* keys.h -- what descriptions in force, and the works they are of, are found by: description_key,
 * and recent_key before it.
 *
 * Keys are digests, so each is at home on a page of its own: in a large catalogue a record would
 * write nine pages of 4 KB for nine numbers. So they come to a table small enough for its pages to
 * be met again and again, and go from there to the large one in order, many to a page. */
#ifndef CATALOG_KEYS_H
#define CATALOG_KEYS_H

#include "catalog/key_filter.h"
#include "db/db.h"

enum {
    KEYS_RECENT_FROM = 200000, /* descriptions: with fewer all is small */
    KEYS_SETTLED = 25000       /* at a time: more than a batch of a load brings */
};

/* How many keys wait when the newest description is this one. The more wait, the fewer pages of the
 * large table are touched for each; but each batch touches all pages of those that wait. */
int64_t keys_waiting_most(int64_t newest);

/* The newest description; 0: there is none. Once it is KEYS_RECENT_FROM or more, keys come home by
 * keys_settle and no other way. */
MUST enum err keys_newest(struct db *db, int64_t *ret);

/* Inside db_write: the description is found by the key, is no longer. `newest` as above. */
MUST enum err keys_put(struct db *db, int64_t newest, int64_t key, int64_t description);
MUST enum err keys_take(struct db *db, int64_t key, int64_t description);

/* Descriptions under a key, at most `limit`, any (`home`: what is known to be at home, or NULL);
 * the first of them, ascending, each that is in force once for its title: its oldest. In `a`. */
struct key_ids {
    int64_t *item;
    size_t n, cap;
};
MUST enum err keys_under(struct db *db, const struct key_filter *home, int64_t key, int64_t limit,
                         struct arena *a, struct key_ids *ret);
MUST enum err keys_titles_under(struct db *db, int64_t key, int64_t seen, int64_t limit,
                                struct arena *a, struct key_ids *ret);
/* Descriptions in force under a key, of other titles than this one, at most `limit`. */
MUST enum err keys_elsewhere(struct db *db, int64_t key, int64_t title, int64_t limit,
                             struct arena *a, struct key_ids *ret);

/* When too many wait, brings those after *at home, as many as KEYS_SETTLED, and *at forward; begins
 * again at the end. `home` (may be NULL) has them then. Inside db_write, with the right to load. */
MUST enum err keys_settle(struct db *db, struct key_filter *home, int64_t *at);

MUST enum err keys_have(struct db *db, int64_t key, int64_t description, bool *ret);
MUST enum err keys_count(struct db *db, int64_t *ret);

/* Takes up to `most` away, whosever; false in *ret_more when none is left. Inside db_write. */
MUST enum err keys_forget(struct db *db, int64_t most, bool *ret_more);

#endif
