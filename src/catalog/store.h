/* store.h -- an open data directory.
 *
 *     DIR/silang.db     the truth              DIR/index.*     the search index (index/index.h)
 *     DIR/upload/       files that browsers send (catalog/upload.h)
 *     DIR/import.lock   held by whoever loads or undoes; the kernel lets go when it dies */
#ifndef CATALOG_STORE_H
#define CATALOG_STORE_H

#include "base/env.h"
#include "base/lock.h"
#include "db/db.h"

struct keys_home;

struct store {
    struct arena *mem;
    const char *dir;
    const char *db_path;
    const struct env *env;
    struct db *db;          /* as opened; one thread at a time */
    int upgraded_from;      /* the schema it had before it was opened; 0: this program's */
    struct keys_home *home; /* keys_home.h: the same thread's; NULL until records come */
};

/* Makes the directory (mode 0700) and an empty truth of this program's schema. ERR_CONFLICT when it
 * has one already, ERR_DENIED, ERR_IO, ERR_FULL. */
MUST enum err store_create(const char *dir, const struct env *env, struct store **ret);

/* ERR_NOT_FOUND when there is no truth in `dir`, ERR_VERSION when a newer program wrote it. An
 * older schema is first brought to this program's, after a copy (db_migrate); ERR_BUSY when a
 * server or a load is at work there meanwhile. */
MUST enum err store_open(const char *dir, enum db_mode mode, const struct env *env,
                         struct store **ret);
void store_close(struct store *s); /* NULL is fine */
void store_closep(struct store **s);

/* There is nothing to do for a while: lets go of memory that only makes the next load faster. */
void store_rest(struct store *s); /* NULL is fine */

/* The right to load and undo. ERR_BUSY when another process has it and `wait` is false. */
MUST enum err store_lock(const struct store *s, bool wait, struct lock *ret);

#endif
