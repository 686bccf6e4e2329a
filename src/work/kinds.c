/* kinds.c -- backups and checks as jobs. */
#include "base/log.h"
#include "work/backup.h"

enum err backup_job(struct job_task *t)
{
    const struct backup_order order = {.prove = true, .zone_us = t->zone_us};
    const struct load_watch watch = job_watch(t);
    struct backup_report r;
    enum err e = backup_make(t->store, &t->actor, &order, &watch, t->mem, &r);
    job_put(&t->result, "file", r.file);
    job_put_i64(&t->result, "bytes", r.bytes);
    job_put_i64(&t->result, "records", r.head.records);
    job_put_i64(&t->result, "titles", r.head.titles);
    job_put_i64(&t->result, "faults", r.proof.faults);
    if (e == ERR_FULL) job_put_i64(&t->result, "need", r.need);
    if (e == ERR_FULL) job_put_i64(&t->result, "free", r.free);
    return e;
}

static void tell(void *ctx, const char *where, const char *what)
{
    (void)ctx;
    log_error("verify: %s: %s", where, what);
}

enum err verify_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    struct verify_report r;
    enum err e = actor_may(&t->actor, PERM_OPERATE);
    if (!e) e = verify_run(t->store, &watch, tell, NULL, &r);
    if (e) return e;
    job_put_i64(&t->result, "records", r.records);
    job_put_i64(&t->result, "titles", r.titles);
    job_put_i64(&t->result, "documents", r.documents);
    job_put_i64(&t->result, "faults", r.faults);
    return r.faults ? ERR_FORMAT : OK;
}
