/* gather_job.h -- fetching from the addresses of catalog/gather.h as jobs.
 *
 * Each open address has one job "gather" that waits for its time or runs; at its end it asks for
 * the next one. What came is in DIR/gather/ID.part, and how much of it counts is in the truth at
 * least once a second, so a stop or a kill costs a second. A run that is long steps aside after
 * GATHER_SLICE_SECONDS for others and goes on where it was. */
#ifndef WORK_GATHER_JOB_H
#define WORK_GATHER_JOB_H

#include "catalog/gather.h"
#include "work/job.h"

enum {
    GATHER_SLICE_SECONDS = 300,
    GATHER_PAUSE_MS = 1000, /* between two requests, unless the setting "gather.pause" says else */
    GATHER_PAUSE_MS_MAX = 60000,
    /* a file that was changed so lately waits, unless the setting "gather.settle" says else */
    GATHER_SETTLE_SECONDS = 30,
    GATHER_SETTLE_MAX = 3600
};

/* "gather", "gather-look", "gather-withdraw" of one address. */
job_fn gather_job, gather_look_job, gather_withdraw_job;

/* Asks for the job of an address now: the waiting one comes forward. `whole`: everything, also when
 * changes could be had. Takes PERM_CATALOGUE in its agency. ERR_CONFLICT while it runs or when it
 * is switched off. */
MUST enum err gather_ask(struct db *db, const struct actor *actor, const struct gather *g,
                         bool whole, int64_t now);

MUST enum err gather_ask_look(struct db *db, const struct actor *actor, const struct gather *g,
                              int64_t now);
MUST enum err gather_ask_withdraw(struct db *db, const struct actor *actor, const struct gather *g,
                                  int64_t absent, int64_t now);

/* The newest job of that kind for the address; ERR_NOT_FOUND when there is none. */
MUST enum err gather_find_job(struct db *db, const struct actor *actor, const struct gather *g,
                              const char *kind, struct arena *a, struct job_row *ret);

/* Every open address with a rhythm has its job again: for the start of a server. */
MUST enum err gather_ask_all(struct db *db, int64_t now);

/* ---- what the operator allows ---- */

/* Whether the place of this address ("https://host/...", "host:port") is one of them. */
MUST enum err gather_may_reach(struct db *db, struct str url, bool *ret);
/* Takes PERM_OPERATE. ERR_ARG for what is no name of a host. An empty one forgets all. */
MUST enum err gather_allow(struct db *db, const struct actor *actor, struct str host);
MUST enum err gather_set_pause(struct db *db, const struct actor *actor, int ms);
MUST enum err gather_set_settle(struct db *db, const struct actor *actor, int seconds);

#endif
