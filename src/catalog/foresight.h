/* foresight.h -- what a load will put into force next, described and compared in a thread of its
 * own while the records before it take their places. Where the thread is not done the load looks
 * ahead too, so that both are always at work.
 *
 * The thread sees the truth as it was when the transaction of the load began. Nobody else writes
 * meanwhile, so what it saw beside a record holds unless the transaction itself brought something
 * under one of the same keys: the load says what it brings. */
#ifndef CATALOG_FORESIGHT_H
#define CATALOG_FORESIGHT_H

#include "catalog/group.h"
#include "catalog/store.h"

/* A version that was committed, and the record that takes it on for the first time. */
struct newcomer {
    int64_t record, version;
};

struct foreseen {
    struct description d; /* as of description_foresee */
    struct graph g; /* as of group_beside, when `beside` says so; its view is not the load's */
    bool beside;
};

/* Only the description. Strings in `a`. */
MUST enum err foresee(struct db *db, struct newcomer one, struct arena *a, struct foreseen *ret);

struct foresight;

/* With a connection of its own. NULL when there is none to be had, which is fine in all of these:
 * it is only help. */
struct foresight *foresight_open(const struct store *s);
void foresight_close(struct foresight *f);

/* Begins with these, which are copied; what was foreseen and not asked for is forgotten. To be
 * called in the transaction that places them, before it changes anything. `home` as in group.h. */
void foresight_begin(struct foresight *f, const struct key_filter *home,
                     const struct newcomer *item, size_t n);

/* `next`, when it is one of those given and comes after all that were asked for; until the next
 * call. NULL: the caller looks himself. `db` is the transaction's. */
const struct foreseen *foresight_of(struct foresight *f, struct db *db, struct newcomer next);

/* The transaction put a description under these keys; or it moved titles, nobody knows which. */
void foresight_note(struct foresight *f, const struct match_facts *keys);
void foresight_spoil(struct foresight *f);

#endif
