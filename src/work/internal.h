/* internal.h -- the life of a job's row, as the runner leads it. */
#ifndef WORK_INTERNAL_H
#define WORK_INTERNAL_H

#include "work/job.h"

enum { JOB_HOLDER_MAX = 32 };

/* Who does jobs, and until when unless it says so again. */
struct job_holder {
    char name[JOB_HOLDER_MAX]; /* of this process; NUL-terminated */
    int64_t lease_us;
};

/* Takes the oldest job of the lane that is due, for the holder. ERR_NOT_FOUND: nothing to do. */
MUST enum err job_claim(struct db *db, const struct job_kinds *kinds, enum job_lane lane,
                        const struct job_holder *h, int64_t now, struct arena *a,
                        struct job_row *ret);

struct job_beat {
    int64_t id;
    const char *phase;
    int64_t done, all, rate;
    bool stop; /* out: somebody asked it to stop */
};

/* Renews the lease and writes how far it is. ERR_NOT_FOUND when it is ours no more. */
MUST enum err job_renew(struct db *db, const struct job_holder *h, int64_t now,
                        struct job_beat *beat);

/* The end of a run: done, failed, cancelled, or waiting again. `shutting`: the process stops, so
 * ERR_INTERRUPTED is nobody's wish and costs no try. */
MUST enum err job_end(struct db *db, const struct job_kinds *kinds, const struct job_holder *h,
                      int64_t id, enum err outcome, bool shutting, struct str result, int64_t now);

/* Jobs whose process died: whose lease is over, or, when the caller knows that no other process
 * can be alive (`alone`), every running one of another holder. */
MUST enum err job_recover(struct db *db, const struct job_kinds *kinds, const struct job_holder *h,
                          bool alone, int64_t now);

const struct job_kind *job_kind_find(const struct job_kinds *kinds, struct str name);

/* Jobs that ended before `before` are forgotten. */
MUST enum err job_forget(struct db *db, int64_t before);

#endif
