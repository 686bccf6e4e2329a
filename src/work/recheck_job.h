/* recheck_job.h -- the quiet second look at what is published, as a job. */
#ifndef WORK_RECHECK_JOB_H
#define WORK_RECHECK_JOB_H

#include "work/job.h"

/* "recheck": fails when something is damaged or cannot be read any more, and says how much. */
job_fn recheck_job;

#endif
