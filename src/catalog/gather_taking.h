/* gather_taking.h -- inside the room: what taking a fetched file, and a file of a folder, share. */
#ifndef CATALOG_GATHER_TAKING_H
#define CATALOG_GATHER_TAKING_H

#include "catalog/gather.h"
#include "catalog/source.h"

struct gather_refused {
    int64_t number;
    const char *reason;
    struct str excerpt;
};

struct taking {
    struct store *store;
    const struct actor *actor;
    const struct gather *g;
    const struct load_watch *watch;
    struct arena *mem;
    int64_t now, feed, load;
    bool sure;       /* all of the collection is in it */
    bool incomplete; /* it ended in the middle, or nothing of it could be read */
    struct str name; /* of the load */
    struct str format, layout;
    struct load_report report;
    int64_t trimmed, after; /* of the batch at hand; the last record trimmed */
    int64_t left;           /* deliveries that say something new */
    struct gather_taken done;
    struct {
        struct gather_refused *item;
        size_t n, cap;
    } refused;
};

/* Inside db_write: the feed, and a load to stage into. */
MUST enum err taking_open(struct db *db, void *ctx);

/* Reads the source into the load. */
MUST enum err taking_stage(struct taking *t, struct source *source);

/* Inside db_write: deletions in numbers that look like a fault wait for a person. */
MUST enum err taking_hold_deletions(struct db *db, struct taking *t);

/* Takes out of the load what says the same as what holds, and counts what is left. */
MUST enum err taking_trim(struct taking *t);

/* Runs fn over the load's deliveries in short transactions: records over t->after up to t->trimmed.
 */
MUST enum err taking_walk(struct taking *t, db_write_fn *fn);

MUST enum err taking_put_in_force(struct taking *t);

/* Throws the load away; `e` unless that fails too. */
MUST enum err taking_drop(struct taking *t, enum err e);

/* Inside db_write: one line of what came, and the oldest ones go. */
MUST enum err taking_note_arrival(struct db *db, const struct taking *t, bool whole);

#endif
