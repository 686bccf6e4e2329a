/* follow.h -- keeping the index abreast of the truth: whoever holds the index's writer reads the
 * change log and brings the index forward, in batches short enough that nobody waits. */
#ifndef CATALOG_FOLLOW_H
#define CATALOG_FOLLOW_H

#include "catalog/load.h"
#include "index/index.h"

/* Applies changes until the index has seen all there are (or the watch says stop). `db` is read. */
MUST enum err follow_catch_up(struct db *db, const struct env *env, struct index_writer *w,
                              const struct load_watch *watch);

/* The same in long batches, for a load that nobody waits for: what is written once for a hundred
 * thousand titles is most of the work of a large index. A batch stays open over several calls, and
 * commits by itself whenever `most` titles are put. ERR_INTERRUPTED: the watch said stop; what is
 * put can be committed. Other errors take it back. */
struct follow_batch {
    bool open;
    int64_t last; /* of the log that is put */
    int64_t put;  /* titles */
};
MUST enum err follow_gather(struct db *db, const struct env *env, struct index_writer *w,
                            const struct load_watch *watch, int64_t most, struct follow_batch *b);
MUST enum err follow_commit(struct index_writer *w, struct follow_batch *b);

/* Brings the index of the store up to date: as its writer when nobody else is (building it when it
 * is missing, of other word rules or ahead of the truth), else by waiting until the writer
 * elsewhere has passed the newest change. For commands; ERR_BUSY after `seconds` without progress
 * elsewhere. */
MUST enum err follow_now(struct store *store, const struct load_watch *watch, int seconds);

/* The writer of the store's index. When that is damaged, gone, of other word rules or ahead of the
 * truth, a fresh one takes its place first, to be filled while people search it (index/damage.h).
 */
MUST enum err follow_open(struct store *store, struct index_writer **ret);

/* Makes sure that there is an index a reader can open; a follower fills it. */
MUST enum err follow_make_sure(struct store *store);

/* Puts an empty index in the place of any; a follower fills it, and searches say so meanwhile. */
MUST enum err follow_later(struct store *store);

/* Makes the index anew beside the old one and puts it in its place. */
MUST enum err follow_rebuild(struct store *store, const struct load_watch *watch);

/* Follows beside a command that is about to change the truth, unless another process does, and does
 * the rest when it has finished; `watch` NULL: leaves the rest. What fails in it is met again by
 * follow_now, to be called next. `store` must outlive it. NULL: no room for a thread. */
struct follow_along;
struct follow_along *follow_along_start(const struct store *store);
void follow_along_finish(struct follow_along *f, const struct load_watch *watch); /* NULL is fine */

/* The follower of a server: a thread that looks for changes a few times a second. `dir` must
 * outlive it. */
struct follower;
MUST enum err follower_start(const char *dir, const struct env *env, struct follower **ret);
void follower_stop(struct follower *f); /* waits for its batch to end; NULL is fine */

#endif
