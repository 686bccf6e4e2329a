/* gather_job.c -- when an address is fetched from, and what becomes of it. */
#include "work/gather_job.h"

#include "base/checked.h"
#include "base/log.h"
#include "catalog/quality.h"
#include "catalog/source.h"
#include "work/gathering.h"

enum {
    FIRST_WAIT_S = 300, /* after a failure; four times as long after each further one */
    LONGEST_WAIT_S = 24 * 3600,
    UNASKED_RETRIES = 5, /* of an address without a rhythm */
    FIRST_MINUTE = 30,   /* of the night: addresses are spread over four hours of it */
    SPREAD_MINUTES = 240,
    FINDINGS_MAX = 8000
};
#define DAY_US    INT64_C(86400000000)
#define MINUTE_US INT64_C(60000000)

static const struct actor self = {.kind = ACTOR_OPERATOR};

/* ---- finding and asking ---- */

enum err gather_find_job(struct db *db, const struct actor *actor, const struct gather *g,
                         const char *kind, struct arena *a, struct job_row *ret)
{
    enum { LOOKED_AT = 400 };
    struct job_rows list;
    enum err e = work_list(db, actor, g->agency, kind, LOOKED_AT, a, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        if (job_get_i64(list.item[i].args, "gather", 0) != g->id) continue;
        *ret = list.item[i];
        return OK;
    }
    return e ? e : ERR_NOT_FOUND;
}

struct asking {
    const struct actor *actor;
    const struct gather *g;
    const char *kind;
    struct str args;
    int64_t now, due, except; /* except: the job that asks */
    bool forward;             /* a waiting one comes forward */
};

/* The one that waits or runs; 0: none. */
static enum err pending(struct db *db, const struct asking *x, int64_t *ret, bool *ret_running)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, args, state FROM job WHERE kind = ?1 AND agency = ?2"
                     " AND state IN ('waiting', 'running') AND id <> ?3"),
                 T(str_of(x->kind)), I(x->g->agency), I(x->except));
    *ret = 0;
    while (db_next(&r)) {
        if (job_get_i64(db_peek(&r, 1), "gather", 0) != x->g->id) continue;
        *ret = db_int(&r, 0);
        *ret_running = str_eq(db_peek(&r, 2), STR("running"));
        return OK;
    }
    return r.status;
}

static enum err ask_in(struct db *db, void *ctx)
{
    const struct asking *x = ctx;
    int64_t id = 0;
    bool running = false;
    const struct job_order o = {x->kind, x->args, x->g->agency, x->due};
    enum err e = actor_may_agency(db, x->actor, PERM_CATALOGUE, x->g->agency);
    if (!e) e = pending(db, x, &id, &running);
    if (e) return e;
    if (!id) return job_add(db, x->actor, &o, x->now, &id);
    if (!x->forward) return OK;
    if (running) return ERR_CONFLICT;
    return db_exec(db, SQL("UPDATE job SET due = ?1, args = ?2 WHERE id = ?3"), I(x->now),
                   T(x->args), I(id));
}

static enum err ask(struct db *db, struct asking *x, const char *name, int64_t value)
{
    struct buf CLEANUP(buf_release) args = BUF(JOB_ARGS_MAX);
    job_put_i64(&args, "gather", x->g->id);
    if (name) job_put_i64(&args, name, value);
    x->args = buf_str(&args);
    return db_write(db, ask_in, x);
}

enum err gather_ask(struct db *db, const struct actor *actor, const struct gather *g, bool whole,
                    int64_t now)
{
    struct asking x = {
        .actor = actor, .g = g, .kind = "gather", .now = now, .due = now, .forward = true};
    if (!g->open) return ERR_CONFLICT;
    return ask(db, &x, whole ? "whole" : NULL, 1);
}

enum err gather_ask_look(struct db *db, const struct actor *actor, const struct gather *g,
                         int64_t now)
{
    struct asking x = {.actor = actor, .g = g, .kind = "gather-look", .now = now, .due = now};
    return ask(db, &x, NULL, 0);
}

enum err gather_ask_withdraw(struct db *db, const struct actor *actor, const struct gather *g,
                             int64_t absent, int64_t now)
{
    struct asking x = {.actor = actor, .g = g, .kind = "gather-withdraw", .now = now, .due = now};
    return ask(db, &x, "absent", absent);
}

enum err gather_ask_all(struct db *db, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct gathers list = {0};
    enum err e = gather_list(db, &self, 0, 0, a, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        const struct gather *g = &list.item[i];
        struct asking x = {.actor = &self, .g = g, .kind = "gather", .now = now, .due = now};
        if (g->open && (g->days || g->run.began)) e = ask(db, &x, NULL, 0);
    }
    return e;
}

/* ---- when next ---- */

static int64_t next_night(const struct gathering *x, int64_t now)
{
    int64_t local = now + x->t->zone_us;
    int64_t minute = FIRST_MINUTE + x->g.id * 17 % SPREAD_MINUTES;
    return (local / DAY_US + x->g.days) * DAY_US + minute * MINUTE_US - x->t->zone_us;
}

static int64_t after_failure(const struct gathering *x, int64_t now)
{
    int64_t s = FIRST_WAIT_S;
    for (int i = 0; i < x->g.failures && s < LONGEST_WAIT_S; i++) s *= 4;
    if (x->later > 0) s = x->later;
    return now + MIN(s, (int64_t)LONGEST_WAIT_S) * 1000000;
}

/* The job after this one. */
static enum err ask_next(struct gathering *x, bool failed)
{
    int64_t now = x->t->env->now(x->t->env);
    struct asking next = {
        .actor = &self, .g = &x->g, .kind = "gather", .now = now, .except = x->t->id};
    if (!x->g.days && (!failed || x->g.failures >= UNASKED_RETRIES)) return OK;
    next.due = failed    ? after_failure(x, now)
               : x->soon ? now + FIRST_WAIT_S * INT64_C(1000000)
                         : next_night(x, now);
    return ask(x->t->store->db, &next, NULL, 0);
}

/* ---- the run ---- */

void gather_tell(struct job_task *t, const struct gather_taken *n)
{
    job_put_i64(&t->result, "load", n->load);
    job_put_i64(&t->result, "read", n->read);
    job_put_i64(&t->result, "new", n->fresh);
    job_put_i64(&t->result, "changed", n->changed);
    job_put_i64(&t->result, "gone", n->gone);
    job_put_i64(&t->result, "refused", n->refused);
    job_put_i64(&t->result, "absent", n->absent);
}

static enum err take(struct gathering *x)
{
    const struct load_watch watch = job_watch(x->t);
    struct gather_taken n = {0};
    enum err e = quality_keep(x->t->store, x->g.agency, &self);
    if (e) return e;
    e = gather_take(x->t->store, &self, &x->g, gather_spool_path(x), x->g.run.whole, &watch, &n);
    if (e == ERR_FORMAT) {
        gather_end(x, "no-format", (struct str){0});
        x->g.run = (struct gather_run){0};
        e = gather_note(x->t->store->db, x->g.id, &x->g.run);
    } else if (!e) {
        gather_end(x, n.load ? "done" : "same", (struct str){0});
        gather_tell(x->t, &n);
    }
    if (!e) gather_spool_remove(x);
    return e;
}

static bool is_failure(struct str outcome)
{
    static const char *const fine[] = {"done", "same", "round", "short", "files-bad", "files-wait"};
    for (size_t i = 0; i < COUNT(fine); i++)
        if (str_eq(outcome, str_of(fine[i]))) return false;
    return true;
}

/* How it ended, and when it goes on. */
static enum err settle(struct gathering *x, enum err e)
{
    struct db *db = x->t->store->db;
    int64_t now = x->t->env->now(x->t->env);
    struct asking again = {
        .actor = &self, .g = &x->g, .kind = "gather", .now = now, .due = now, .except = x->t->id};
    if (e == ERR_INTERRUPTED) return e;
    if (e == ERR_BUSY) return ask(db, &again, NULL, 0); /* its slice is over */
    if (e) gather_end(x, "disk", str_of(err_name(e)));
    bool failed = is_failure(x->outcome);
    log_info("gather %lld: %.*s %.*s", (long long)x->g.id, STR_ARG(x->outcome), STR_ARG(x->detail));
    enum err noted = gather_note_end(db, x->g.id, x->outcome, x->detail, failed, now);
    return noted ? noted : ask_next(x, failed);
}

enum err gather_job(struct job_task *t)
{
    static gather_fn *const kinds[GATHER_KINDS] = {gather_oai,    gather_file,   gather_target,
                                                   gather_target, gather_target, gather_folder};
    struct gathering x;
    enum err e = gather_open(t, job_get_i64(t->args, "gather", 0), &x);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* removed meanwhile */
    if (x.g.open) {
        e = x.outcome.n ? OK : kinds[x.g.kind](&x);
        if (!e && x.g.run.complete) e = take(&x);
        e = settle(&x, e);
    }
    gather_close(&x);
    return e;
}

enum err gather_look_job(struct job_task *t)
{
    struct buf CLEANUP(buf_release) findings = BUF(FINDINGS_MAX);
    struct gathering x;
    enum err e = gather_open(t, job_get_i64(t->args, "gather", 0), &x);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    job_progress(t, "fetching", 0, 0);
    e = gather_look(&x, &findings);
    if (!e && x.g.login.n && str_starts(x.g.url, STR("http://")))
        buf_add(&findings, STR("-plain-password=\n"));
    if (!e) e = gather_note_look(t->store->db, x.g.id, buf_str(&findings), t->env->now(t->env));
    gather_close(&x);
    return e;
}

enum err gather_withdraw_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    enum err e = gather_withdraw(t->store, &t->actor, job_get_i64(t->args, "gather", 0),
                                 job_get_i64(t->args, "absent", 0), &watch);
    return e == ERR_CONFLICT ? OK : e; /* done by a run before, or another number now */
}
