/* follow.h -- keeping the index abreast of the truth: whoever holds the index's writer reads the
 * change log and brings the index forward, in batches short enough that nobody waits. */
#ifndef CATALOG_FOLLOW_H
#define CATALOG_FOLLOW_H

#include "catalog/load.h"
#include "index/index.h"

/* Applies changes until the index has seen all there are (or the watch says stop). `db` is read. */
MUST enum err follow_catch_up(struct db *db, const struct env *env, struct index_writer *w,
                              const struct load_watch *watch);

/* Brings the index of the store up to date: as its writer when nobody else is (building it when it
 * is missing or of other word rules), else by waiting until the writer elsewhere has passed the
 * newest change. For commands; ERR_BUSY after `seconds` without progress elsewhere. */
MUST enum err follow_now(struct store *store, const struct load_watch *watch, int seconds);

/* The writer of the store's index. When that is damaged, gone or of other word rules, a fresh one
 * takes its place first, to be filled while people search it (index/damage.h). */
MUST enum err follow_open(struct store *store, struct index_writer **ret);

/* Makes sure that there is an index a reader can open; a follower fills it. */
MUST enum err follow_make_sure(struct store *store);

/* Makes the index anew beside the old one and puts it in its place. */
MUST enum err follow_rebuild(struct store *store, const struct load_watch *watch);

/* The follower of a server: a thread that looks for changes a few times a second. `dir` must
 * outlive it. */
struct follower;
MUST enum err follower_start(const char *dir, const struct env *env, struct follower **ret);
void follower_stop(struct follower *f); /* waits for its batch to end; NULL is fine */

#endif
