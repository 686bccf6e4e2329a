/* sample_job.h -- loading and emptying the sample network as jobs. */
#ifndef WORK_SAMPLE_JOB_H
#define WORK_SAMPLE_JOB_H

#include "work/job.h"

/* "sample-load": its ctx is the folder with network.txt. "sample-empty". */
job_fn sample_load_job, sample_empty_job;

#endif
