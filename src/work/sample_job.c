/* sample_job.c -- the sample network, asked for from a page. */
#include "work/sample_job.h"

#include "catalog/sample.h"

enum err sample_load_job(struct job_task *t)
{
    struct sample sample;
    int line = 0;
    struct load_watch watch = job_watch(t);
    enum err e = sample_read(t->kind->ctx, t->mem, &sample, &line);
    return e ? e : sample_load(t->store, &t->actor, &sample, &watch);
}

enum err sample_empty_job(struct job_task *t)
{
    int64_t undone = 0;
    struct load_watch watch = job_watch(t);
    return sample_empty(t->store, &t->actor, &watch, &undone);
}
