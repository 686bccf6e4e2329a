/* job.h -- work that takes longer than a request: kept in the truth until it is done.
 *
 * A job is of a kind, which is an entry of a table handed to the runner (work/runner.h): nothing
 * outside that table can be run. Its arguments are lines of name=value. One process does it, under
 * a lease it renews; when that process dies the job is taken again, or fails and says so. */
#ifndef WORK_JOB_H
#define WORK_JOB_H

#include "base/buf.h"
#include "catalog/load.h"
#include "catalog/store.h"
#include "network/actor.h"

/* ---- kinds ---- */

struct job_task;

/* Does the work. ERR_INTERRUPTED when job_stop said so. Everything it does must bear being done
 * again after a kill at any moment. */
typedef enum err job_fn(struct job_task *t);

enum job_lane {            /* one job at a time, but for the last */
                JOB_SOON,  /* somebody waits for it */
                JOB_QUIET, /* nobody does: backups, checks */
                JOB_PEER,  /* it waits for other servers, who may be slow: several at a time */
                JOB_LANES
};

struct job_kind {
    const char *name; /* "backup"; also the message "job.backup" */
    job_fn *run;
    enum job_lane lane;
    int tries; /* how often in all, when it fails for a reason that may pass or its process
                  dies; 1: never again. Waits 30 s, 2 min, 8 min ... between them */
    void *ctx; /* given to run; shared by threads */
};

struct job_kinds {
    const struct job_kind *item;
    size_t n;
};

/* ---- for the function of a kind ---- */

struct job_task {
    const struct job_kind *kind;
    struct store *store; /* open for writing, of this thread */
    const struct env *env;
    struct arena *mem; /* freed after the job */
    int64_t id, agency;
    struct str args;
    int64_t zone_us;    /* local time minus UTC */
    struct actor actor; /* who asked, with the roles that hold now */
    struct buf result;  /* lines for others to read: job_put(&t->result, "load", ...) */
    void *watching;     /* of the runner */
};

/* How far it is; cheap, to be called often. `phase` is a literal word. `all` 0: unknown. */
void job_progress(struct job_task *t, const char *phase, int64_t done, int64_t all);
bool job_stop(struct job_task *t); /* give up: return ERR_INTERRUPTED */

/* The same as a watch of loads; its phases are "waiting", "reading", "publishing", "undoing",
 * "indexing". Set .fault as needed (its ctx is the task). */
struct load_watch job_watch(struct job_task *t);

/* ---- lines of name=value ---- */

/* Control characters in the value become spaces. */
void job_put(struct buf *to, const char *name, struct str value);
void job_put_i64(struct buf *to, const char *name, int64_t value);

/* Empty or `otherwise` when there is no such line. Points into `lines`. */
struct str job_get(struct str lines, const char *name);
int64_t job_get_i64(struct str lines, const char *name, int64_t otherwise);

/* ---- asking, looking, stopping ---- */

enum job_state { JOB_WAITING, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED, JOB_STATES };

/* "running"; also the message "jobstate.running". */
const char *job_state_name(enum job_state s);

struct job_order {
    const char *kind;
    struct str args;
    int64_t agency; /* 0: of the installation */
    int64_t due;    /* not before; 0: now */
};

enum { JOB_ARGS_MAX = 4000, JOB_RESULT_MAX = 16000 };

/* Work of an agency takes PERM_CATALOGUE there, work of the installation PERM_OPERATE. ERR_LIMIT
 * when the arguments are too long. job_add is for use inside db_write, with more. */
MUST enum err work_enqueue(struct db *db, const struct actor *actor, const struct job_order *order,
                           int64_t now, int64_t *ret_id);
MUST enum err job_add(struct db *db, const struct actor *actor, const struct job_order *order,
                      int64_t now, int64_t *ret_id);

struct job_row {
    int64_t id, agency, person; /* 0: none */
    struct str kind, args, phase, error, result;
    enum job_state state;
    int64_t made, due, started, finished; /* 0: not yet */
    int64_t done, all, rate;
    int tries;
    bool stopping; /* asked to stop, not yet at rest */
};
struct job_rows {
    struct job_row *item;
    size_t n, cap;
};

/* ERR_NOT_FOUND also when the actor may not see it (PERM_LOOK there, or PERM_OPERATE). */
MUST enum err work_get(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                       struct job_row *ret);

/* Newest first. agency 0: all, for PERM_OPERATE. `kind` NULL: of every kind. */
MUST enum err work_list(struct db *db, const struct actor *actor, int64_t agency, const char *kind,
                        int64_t limit, struct arena *a, struct job_rows *ret);

/* A waiting job is cancelled at once, a running one asked to stop. ERR_CONFLICT when it has ended.
 */
MUST enum err work_cancel(struct db *db, const struct actor *actor, int64_t id, int64_t now);

#endif
