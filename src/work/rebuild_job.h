/* rebuild_job.h -- titles made anew, as a job. */
#ifndef WORK_REBUILD_JOB_H
#define WORK_REBUILD_JOB_H

#include "work/job.h"

/* "match-rebuild" */
job_fn rebuild_job;

/* Asks for it when it is due (after an upgrade) and nobody has. */
MUST enum err rebuild_job_ask(struct store *store, int64_t now);

#endif
