/* load_jobs.h -- the steps of a load (catalog/preview.h) as jobs: "load-read", "load-publish",
 * "load-undo", "load-discard" of one load, and "load-expire" for the schedule. */
#ifndef WORK_LOAD_JOBS_H
#define WORK_LOAD_JOBS_H

#include "catalog/preview.h"
#include "work/job.h"

job_fn load_read_job, load_publish_job, load_undo_job, load_discard_job, load_expire_job;

enum load_step { LOAD_STEP_READ, LOAD_STEP_PUBLISH, LOAD_STEP_UNDO, LOAD_STEP_DISCARD };

struct load_wish {
    enum load_step step;
    bool whole;                     /* of reading */
    struct preview_consent consent; /* of publishing */
};

/* Asks for a step of a load. Takes PERM_CATALOGUE in its agency. ERR_CONFLICT while a job of the
 * load waits or runs. */
MUST enum err load_ask(struct db *db, const struct actor *actor, const struct load_row *load,
                       const struct load_wish *wish, int64_t now);

/* The newest job of a load. ERR_NOT_FOUND when there is none. */
MUST enum err load_job(struct db *db, const struct actor *actor, const struct load_row *load,
                       struct arena *a, struct job_row *ret);

/* What a publishing ended with, from the result of its job: PREVIEW_PUBLISHED unless it says
 * otherwise. */
enum preview_outcome load_job_outcome(const struct job_row *job);

#endif
