/* rebuild_job.c -- what was counted is the result of the job. */
#include "work/rebuild_job.h"

#include "catalog/rebuild.h"

enum err rebuild_job(struct job_task *t)
{
    struct rebuild_report r;
    struct load_watch watch = job_watch(t);
    enum err e = rebuild_run(t->store, &t->actor, &watch, &r);
    if (e) return e;
    job_put_i64(&t->result, "records", r.records);
    job_put_i64(&t->result, "titles", r.titles);
    job_put_i64(&t->result, "moved", r.moved);
    return OK;
}

static enum err ask(struct db *db, void *ctx)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    const struct job_order order = {.kind = "match-rebuild"};
    int64_t id = 0, pending = 0;
    enum err e = db_get_int(db, &pending,
                            SQL("SELECT count(*) FROM job WHERE kind = 'match-rebuild'"
                                " AND state IN ('waiting', 'running')"));
    return e || pending ? e : job_add(db, &self, &order, *(const int64_t *)ctx, &id);
}

enum err rebuild_job_ask(struct store *store, int64_t now)
{
    bool due = false;
    enum err e = rebuild_due(store->db, &due);
    return e || !due ? e : db_write(store->db, ask, &now);
}
