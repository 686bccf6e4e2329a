/* spelling_job.c -- see spelling_job.h. */
#include "work/spelling_job.h"

#include "catalog/spelling.h"

enum err spelling_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    struct spelling_report r = {0};
    int64_t told = 0;
    enum err e = chosen_tell(t->store, t->agency, &watch, &told);
    if (!e && job_get_i64(t->args, "count", 1))
        e = t->agency ? spelling_count(t->store, &t->actor, t->agency, &watch, &r)
                      : spelling_count_all(t->store, &t->actor, &watch, &r);
    if (e) return e;
    job_put_i64(&t->result, "told", told);
    job_put_i64(&t->result, "records", r.records);
    job_put_i64(&t->result, "texts", r.texts);
    job_put_i64(&t->result, "varying", r.varying);
    return OK;
}

struct asking {
    const struct actor *actor;
    struct job_order order;
    int64_t now;
};

static enum err ask(struct db *db, void *ctx)
{
    const struct asking *x = ctx;
    int64_t id = 0, waiting = 0;
    enum err e = db_get_int(db, &waiting,
                            SQL("SELECT count(*) FROM job WHERE kind = 'spelling' AND agency = ?1"
                                " AND args = ?2 AND state = 'waiting'"),
                            I(x->order.agency), T(x->order.args));
    return e || waiting ? e : job_add(db, x->actor, &x->order, x->now, &id);
}

enum err spelling_job_ask(struct db *db, const struct actor *actor, int64_t agency, bool count,
                          int64_t now)
{
    struct asking x = {
        actor,
        {.kind = "spelling", .agency = agency, .args = count ? STR("count=1\n") : STR("count=0\n")},
        now};
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    return e ? e : db_write(db, ask, &x);
}

enum err spelling_job_runs(struct db *db, int64_t agency, bool *ret)
{
    int64_t n = 0;
    enum err e = db_get_int(db, &n,
                            SQL("SELECT count(*) FROM job WHERE kind = 'spelling' AND agency = ?1"
                                " AND args = ?2 AND state IN ('waiting', 'running')"),
                            I(agency), T(STR("count=1\n")));
    *ret = n > 0;
    return e;
}
