/* runner.h -- the threads of a server that do jobs: one a lane, several for the lane of peers, and
 * one that keeps their leases, writes how far they are, and asks for what the schedule says. */
#ifndef WORK_RUNNER_H
#define WORK_RUNNER_H

#include "work/job.h"

struct runner_config {
    const char *dir; /* the data folder */
    const struct env *env;
    struct job_kinds kinds;
    int64_t (*zone_us)(struct db *db, void *ctx); /* local time minus UTC; NULL: UTC */
    void *ctx;
};

struct runner;

/* What *config points to must outlive the runner. Jobs that a dead process left are taken up.
 * ERR_BUSY when another process does the jobs of this folder. */
MUST enum err runner_start(const struct runner_config *config, struct runner **ret);

/* Asks running jobs to give up (they wait for the next start) and waits for them; NULL is fine. */
void runner_stop(struct runner *r);

/* Does what is due in this thread, one after the other, and returns: for commands and tests. */
MUST enum err runner_once(const struct runner_config *config);

#endif
