/* sitting.h -- the load that what a library's system sends goes into: pushes that follow each other
 * and are of one kind share it, so that an afternoon is undone with one button. Inside db_write,
 * which may run again. */
#ifndef CATALOG_SITTING_H
#define CATALOG_SITTING_H

#include "catalog/push.h"

struct sitting {
    const struct actor *actor; /* the sender */
    int64_t now;
    const char *kind;   /* of the feed */
    struct str file;    /* shown as the name of the load */
    struct str format;  /* of enum source_format */
    int64_t feed, load; /* load 0: none yet */
    bool sat;           /* the load took something in this transaction */
};

/* ERR_DENIED when the library does not want it now, or the actor is no sender. Finds or makes the
 * feed, and the load that may still grow. */
MUST enum err sitting_begin(struct db *db, struct sitting *s);

/* Before the first record of the transaction that is new: the load is there then. */
MUST enum err sitting_sit(struct db *db, struct sitting *s);

/* Puts into the counts of the load and of the feed what this transaction did. */
MUST enum err sitting_count(struct db *db, const struct sitting *s, const struct push_counts *c);

#endif
