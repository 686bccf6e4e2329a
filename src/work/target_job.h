/* target_job.h -- a look at a catalogue that librarians ask: what it offers, how it misbehaves; as
 * a job, since it may be slow. */
#ifndef WORK_TARGET_JOB_H
#define WORK_TARGET_JOB_H

#include "catalog/targets.h"
#include "peer/target.h"
#include "work/job.h"

/* "target-look" of one target. */
job_fn target_look_job;

/* Asks for the job, unless it waits or runs. By who may change the target. */
MUST enum err target_ask_look(struct db *db, const struct actor *actor, int64_t id, int64_t now);

/* Whether it waits or runs. */
MUST enum err target_looking(struct db *db, int64_t id, bool *ret);

/* The row as peer/ takes it, with its password when that can be had. Strings are those of the row
 * or in `a`. */
MUST enum err target_site_of(struct db *db, const char *dir, const struct target_row *t,
                             struct arena *a, struct target_site *ret);

/* Asks it some questions; appends findings as work/gathering.h has them. ERR_INTERRUPTED. */
MUST enum err target_look(const struct env *env, const struct target_site *site,
                          bool (*stop)(void *ctx), void *ctx, struct arena *a,
                          struct buf *findings);

#endif
