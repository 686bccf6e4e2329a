/* target_job.c -- see target_job.h: rows and jobs. */
#include "work/target_job.h"

#include "work/gather_job.h"
#include "work/seal.h"

enum { FINDINGS_MAX = 8000 };

static const struct actor self = {.kind = ACTOR_OPERATOR};

enum err target_site_of(struct db *db, const char *dir, const struct target_row *t, struct arena *a,
                        struct target_site *ret)
{
    const struct target_order *o = &t->order;
    struct target_site s = {.address = o->address,
                            .database = o->base,
                            .syntax = o->syntax,
                            .charset = o->charset,
                            .version = o->version,
                            .names = o->names,
                            .seconds = o->seconds,
                            .login = t->login};
    if (!target_kind_parse(o->kind, &s.kind)) return ERR_VERSION;
    /* one that does not open is not sent: then the other side says that it wants one */
    if (t->login.n && seal_open(dir, t->sealed, seal_of_target(t, a), a, &s.password))
        s.login = (struct str){0};
    enum err e = gather_may_reach(db, o->address, &s.private_ok);
    if (!e) *ret = s;
    return e;
}

static enum err find(struct db *db, int64_t id, bool *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT args FROM job WHERE kind = 'target-look'"
                         " AND state IN ('waiting', 'running')"));
    *ret = false;
    while (db_next(&r)) *ret |= job_get_i64(db_peek(&r, 0), "target", 0) == id;
    return r.status;
}

enum err target_looking(struct db *db, int64_t id, bool *ret)
{
    return find(db, id, ret);
}

struct asking {
    int64_t id, now;
};

static enum err ask_in(struct db *db, void *ctx)
{
    struct buf CLEANUP(buf_release) args = BUF(JOB_ARGS_MAX);
    const struct asking *x = ctx;
    bool there = false;
    int64_t job = 0;
    enum err e = find(db, x->id, &there);
    if (e || there) return e;
    job_put_i64(&args, "target", x->id);
    const struct job_order o = {.kind = "target-look", .args = buf_str(&args), .due = x->now};
    return job_add(db, &self, &o, x->now, &job);
}

enum err target_ask_look(struct db *db, const struct actor *actor, int64_t id, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct asking x = {id, now};
    struct target_row row;
    enum err e = targets_get(db, actor, id, a, &row);
    return e ? e : db_write(db, ask_in, &x);
}

static bool stopped(void *ctx)
{
    return job_stop(ctx);
}

enum err target_look_job(struct job_task *t)
{
    struct buf CLEANUP(buf_release) findings = BUF(FINDINGS_MAX);
    const int64_t id = job_get_i64(t->args, "target", 0);
    struct target_row row;
    struct target_site site;
    enum err e = targets_get(t->store->db, &self, id, t->mem, &row);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* removed meanwhile */
    job_progress(t, "fetching", 0, 0);
    e = target_site_of(t->store->db, t->store->dir, &row, t->mem, &site);
    if (!e) e = target_look(t->env, &site, stopped, t, t->mem, &findings);
    if (!e && row.login.n && !site.login.n) buf_add(&findings, STR("!password-lost=\n"));
    if (!e && site.login.n && str_starts(site.address, STR("http://")))
        buf_add(&findings, STR("-plain-password=\n"));
    return e ? e : targets_note_look(t->store->db, id, buf_str(&findings), t->env->now(t->env));
}
