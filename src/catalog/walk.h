/* walk.h -- a long work, one id after the other, in short transactions (db_write_batch).
 *
 * Every transaction writes the pages it touched and waits for the disk, whether it changed them
 * once or a hundred times: long ones write less. They end early when a person waits (db_wanted), so
 * that their length is nobody's wait, but what they wrote is: its size is limited. On a machine
 * that others keep busy they are not cut short by the clock, or they would write all the more. */
#ifndef CATALOG_WALK_H
#define CATALOG_WALK_H

#include "catalog/load.h"

enum { WALK_US = 1500000 };

struct walk_step {
    int64_t id;
    int64_t of[3]; /* what walk.next read along */
};

struct walk_steps {
    struct walk_step *item;
    size_t n, cap;
};

struct walk {
    struct store *store;
    const struct load_watch *watch;
    enum load_phase phase;
    int64_t done, all; /* for the progress, through several walks */
    void *ctx;

    /* The next `limit` steps after the id `after`, ascending, into `ret` (in w->list). */
    enum err (*next)(struct db *db, struct walk *w, int64_t after, int64_t limit,
                     struct walk_steps *ret);
    /* May be done again, when its transaction was taken back. w->mem is empty before each step. */
    enum err (*step)(struct db *db, struct walk *w, const struct walk_step *step);
    /* NULL, or: what the steps counted since `begun` is to be forgotten, is to stay. */
    void (*begun)(struct walk *w);
    void (*kept)(struct walk *w);

    struct arena *list, *mem; /* walk_run's own from here on */
    int64_t after, limit;     /* committed; of the next transaction */
    int64_t seen, last;       /* by the transaction at hand */
};

/* From the first id to the last. ERR_INTERRUPTED when the watch says stop; what is committed stays.
 */
MUST enum err walk_run(struct walk *w);

/* How many steps the next transaction takes, after one of `steps` that took `took` microseconds. */
int64_t walk_pace(int64_t steps, int64_t took);

/* Rows of an id and of as many more numbers. */
MUST enum err walk_read(struct db_rows *r, struct walk *w, int more, struct walk_steps *ret);

#endif
