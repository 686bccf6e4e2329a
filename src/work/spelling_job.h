/* spelling_job.h -- counting in how many ways libraries write names, publishers, places, and
 * telling the index of forms that were decided for, as a job. */
#ifndef WORK_SPELLING_JOB_H
#define WORK_SPELLING_JOB_H

#include "work/job.h"

/* "spelling": of an agency; "spelling-all": of all, as the schedule asks for every night. First the
 * titles of decisions (catalog/chosen.h), then the count (catalog/spelling.h); with "count=0" not
 * that.
 */
job_fn spelling_job;

/* Asks for it in the agency, unless one with these arguments waits already: one that runs may have
 * passed. Takes PERM_CATALOGUE there. */
MUST enum err spelling_job_ask(struct db *db, const struct actor *actor, int64_t agency, bool count,
                               int64_t now);

/* Whether one that counts waits or runs. */
MUST enum err spelling_job_runs(struct db *db, int64_t agency, bool *ret);

#endif
