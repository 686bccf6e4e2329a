/* recheck.h -- a quiet second look at what is published: are the stored bytes still those that were
 * sent, and can today's program still read them? It changes nothing but its own report. */
#ifndef CATALOG_RECHECK_H
#define CATALOG_RECHECK_H

#include "catalog/load.h"

struct recheck {
    int64_t at;      /* microseconds; 0: never looked at */
    int64_t records; /* in force */
    int64_t damaged, unreadable;
};

/* Looks at every record in force of every feed, one feed after another, in constant memory; the
 * report of a feed is written when it is done. PERM_OPERATE. ERR_INTERRUPTED when the watch stops
 * it: what is done stays. *ret is the sum. */
MUST enum err recheck_all(struct store *store, const struct actor *actor,
                          const struct load_watch *watch, struct recheck *ret);

/* The last reports on an agency's feeds, added up; `at` is the oldest. PERM_LOOK there. */
MUST enum err recheck_last(struct db *db, const struct actor *actor, int64_t agency,
                           struct recheck *ret);

#endif
