/* recheck_job.c -- what the look found is the result of the job. */
#include "work/recheck_job.h"

#include "catalog/recheck.h"

enum err recheck_job(struct job_task *t)
{
    struct recheck found;
    struct load_watch watch = job_watch(t);
    enum err e = recheck_all(t->store, &t->actor, &watch, &found);
    if (e) return e;
    job_put_i64(&t->result, "records", found.records);
    job_put_i64(&t->result, "damaged", found.damaged);
    job_put_i64(&t->result, "unreadable", found.unreadable);
    return found.damaged || found.unreadable ? ERR_FORMAT : OK;
}
