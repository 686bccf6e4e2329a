/* load_jobs.c -- from arguments to the domain and back. */
#include "work/load_jobs.h"

#include "base/checked.h"
#include "catalog/quality.h"

enum { JOBS_LOOKED_AT = 200 };

static const char *const kinds[] = {"load-read", "load-publish", "load-undo", "load-discard"};

/* ---- doing ---- */

/* ERR_CONFLICT means that a run before this one, which was killed, or somebody else did it. */
static enum err settled(enum err e)
{
    return e == ERR_CONFLICT ? OK : e;
}

enum err load_read_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    const bool whole = job_get_i64(t->args, "whole", 0) != 0;
    return settled(
        preview_read(t->store, &t->actor, job_get_i64(t->args, "load", 0), &whole, &watch));
}

enum err load_publish_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    const struct preview_consent consent = {job_get_i64(t->args, "basis", -1),
                                            job_get_i64(t->args, "withdrawal", 0) != 0};
    enum preview_outcome outcome = PREVIEW_PUBLISHED;
    enum err e = quality_keep(t->store, t->agency, &t->actor);
    if (e) return e;
    e = settled(preview_publish(t->store, &t->actor, job_get_i64(t->args, "load", 0), &consent,
                                &watch, &outcome));
    job_put_i64(&t->result, "outcome", outcome);
    return e;
}

enum err load_undo_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    return settled(load_undo(t->store, &t->actor, job_get_i64(t->args, "load", 0), &watch));
}

enum err load_discard_job(struct job_task *t)
{
    return settled(preview_discard(t->store, &t->actor, job_get_i64(t->args, "load", 0)));
}

enum err load_expire_job(struct job_task *t)
{
    return preview_expire(t->store);
}

/* ---- asking ---- */

enum err load_job(struct db *db, const struct actor *actor, const struct load_row *load,
                  struct arena *a, struct job_row *ret)
{
    struct job_rows list;
    enum err e = work_list(db, actor, load->agency, NULL, JOBS_LOOKED_AT, a, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        bool ours = false;
        for (size_t k = 0; k < COUNT(kinds); k++)
            ours = ours || str_eq(list.item[i].kind, str_of(kinds[k]));
        if (!ours || job_get_i64(list.item[i].args, "load", 0) != load->id) continue;
        *ret = list.item[i];
        return OK;
    }
    return e ? e : ERR_NOT_FOUND;
}

struct asking {
    const struct actor *actor;
    const struct load_row *load;
    struct job_order order;
    int64_t now;
};

static enum err ask(struct db *db, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct asking *x = ctx;
    struct job_row last;
    int64_t id = 0;
    enum err e = load_job(db, x->actor, x->load, a, &last);
    if (!e && (last.state == JOB_WAITING || last.state == JOB_RUNNING)) return ERR_CONFLICT;
    if (e && e != ERR_NOT_FOUND) return e;
    return job_add(db, x->actor, &x->order, x->now, &id);
}

enum err load_ask(struct db *db, const struct actor *actor, const struct load_row *load,
                  const struct load_wish *wish, int64_t now)
{
    struct buf CLEANUP(buf_release) args = BUF(JOB_ARGS_MAX);
    job_put_i64(&args, "load", load->id);
    if (wish->step == LOAD_STEP_READ) job_put_i64(&args, "whole", wish->whole);
    if (wish->step == LOAD_STEP_PUBLISH) {
        job_put_i64(&args, "basis", wish->consent.basis);
        job_put_i64(&args, "withdrawal", wish->consent.withdrawal);
    }
    struct asking x = {actor,
                       load,
                       {.kind = kinds[wish->step], .args = buf_str(&args), .agency = load->agency},
                       now};
    return db_write(db, ask, &x);
}

enum preview_outcome load_job_outcome(const struct job_row *job)
{
    int64_t n = job_get_i64(job->result, "outcome", PREVIEW_PUBLISHED);
    return n == PREVIEW_CHANGED || n == PREVIEW_WITHDRAWS_MUCH ? (enum preview_outcome)n
                                                               : PREVIEW_PUBLISHED;
}
