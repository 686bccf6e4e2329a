/* lease.c -- who does a job, and what becomes of it in the end. */
#include "base/checked.h"
#include "base/log.h"
#include "work/internal.h"

enum { WAIT_FIRST_S = 30, WAIT_FACTOR = 4, WAIT_MAX_S = 3600, TURNED_US = 60000000 };

const struct job_kind *job_kind_find(const struct job_kinds *kinds, struct str name)
{
    for (size_t i = 0; i < kinds->n; i++)
        if (str_eq(name, str_of(kinds->item[i].name))) return &kinds->item[i];
    return NULL;
}

/* ---- taking ---- */

struct claiming {
    const struct job_kinds *kinds;
    enum job_lane lane;
    const struct job_holder *h;
    int64_t now, id;
};

/* The oldest due job of a kind of the lane; one of a time that has not come yet was asked for or
 * tried by a clock that has been turned back since, and does not wait until then. Kinds this
 * program does not know wait for one that does. */
static enum err oldest(struct db *db, struct claiming *c)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, kind FROM job WHERE state = 'waiting'"
                     " AND (due <= ?1 OR made > ?2 OR started > ?2) ORDER BY id"),
                 I(c->now), I(c->now + TURNED_US));
    while (db_next(&r)) {
        const struct job_kind *k = job_kind_find(c->kinds, db_peek(&r, 1));
        if (!k || k->lane != c->lane) continue;
        c->id = db_int(&r, 0);
        return OK;
    }
    return r.status ? r.status : ERR_NOT_FOUND;
}

static enum err claim_in(struct db *db, void *ctx)
{
    struct claiming *c = ctx;
    enum err e = oldest(db, c);
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE job SET state = 'running', holder = ?1, lease = ?2, started = ?3,"
                       " finished = NULL, tries = tries + 1, phase = '', n_done = 0, n_all = 0,"
                       " rate = 0, error = '' WHERE id = ?4 AND state = 'waiting'"),
                   T(str_of(c->h->name)), I(c->now + c->h->lease_us), I(c->now), I(c->id));
}

enum err job_claim(struct db *db, const struct job_kinds *kinds, enum job_lane lane,
                   const struct job_holder *h, int64_t now, struct arena *a, struct job_row *ret)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    struct claiming c = {.kinds = kinds, .lane = lane, .h = h, .now = now};
    enum err e = oldest(db, &c); /* most looks find nothing: no need to hold up writers */
    if (!e) e = db_write(db, claim_in, &c);
    return e ? e : work_get(db, &self, c.id, a, ret);
}

/* ---- holding ---- */

struct renewing {
    const struct job_holder *h;
    int64_t now;
    struct job_beat *beat;
};

static enum err renew_in(struct db *db, void *ctx)
{
    struct renewing *r = ctx;
    int64_t stop = 0;
    enum err e =
        db_get_int(db, &stop,
                   SQL("UPDATE job SET lease = ?1, phase = ?2, n_done = ?3, n_all = ?4,"
                       " rate = ?5 WHERE id = ?6 AND state = 'running' AND holder = ?7"
                       " RETURNING stop"),
                   I(r->now + r->h->lease_us), T(str_of(r->beat->phase)), I(r->beat->done),
                   I(r->beat->all), I(r->beat->rate), I(r->beat->id), T(str_of(r->h->name)));
    if (!e) r->beat->stop = stop != 0;
    return e;
}

enum err job_renew(struct db *db, const struct job_holder *h, int64_t now, struct job_beat *beat)
{
    struct renewing r = {h, now, beat};
    return db_write(db, renew_in, &r);
}

/* ---- ending ---- */

/* Whether the same may go well later. */
static bool may_pass(enum err e)
{
    return e == ERR_BUSY || e == ERR_FULL || e == ERR_IO;
}

static int64_t wait_us(int tries)
{
    int64_t s = WAIT_FIRST_S;
    for (int i = 1; i < tries && s < WAIT_MAX_S; i++) s *= WAIT_FACTOR;
    return MIN(s, (int64_t)WAIT_MAX_S) * 1000000;
}

/* What becomes of a job after `tries` runs; *ret_due when it waits again. */
static enum job_state fate(enum err outcome, bool asked, bool shutting, bool again, int tries,
                           int64_t now, int64_t *ret_due)
{
    *ret_due = now;
    if (outcome == OK) return JOB_DONE;
    if (asked) return JOB_CANCELLED;
    if (outcome == ERR_INTERRUPTED && shutting) return JOB_WAITING;
    if (!again) return JOB_FAILED;
    *ret_due = now + wait_us(tries);
    return JOB_WAITING;
}

static enum err write_end(struct db *db, int64_t id, enum job_state state, int tries, int64_t due,
                          enum err outcome, struct str result, int64_t now)
{
    bool ended = state != JOB_WAITING;
    return db_exec(db,
                   SQL("UPDATE job SET state = ?1, due = ?2, error = ?3, result = ?4,"
                       " finished = ?5, tries = ?6, holder = '', lease = 0 WHERE id = ?7"),
                   T(str_of(job_state_name(state))), I(due),
                   T(str_of(outcome ? err_name(outcome) : "")), T(result), ended ? I(now) : NUL,
                   I(tries), I(id));
}

struct ending {
    const struct job_kinds *kinds;
    const struct job_holder *h;
    int64_t id, now;
    enum err outcome;
    bool shutting;
    struct str result;
};

static enum err end_in(struct db *db, void *ctx)
{
    const struct ending *n = ctx;
    int64_t due = 0;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT kind, tries, stop FROM job WHERE id = ?1 AND state = 'running'"
                     " AND holder = ?2"),
                 I(n->id), T(str_of(n->h->name)));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    const struct job_kind *k = job_kind_find(n->kinds, db_peek(&r, 0));
    int tries = (int)db_int(&r, 1);
    bool asked = db_int(&r, 2) != 0 && n->outcome == ERR_INTERRUPTED;
    bool again = may_pass(n->outcome) && k && tries < k->tries;
    enum job_state state = fate(n->outcome, asked, n->shutting, again, tries, n->now, &due);
    db_done(&r);
    if (state == JOB_WAITING && n->shutting) tries--;
    return write_end(db, n->id, state, tries, due, n->outcome, n->result, n->now);
}

enum err job_end(struct db *db, const struct job_kinds *kinds, const struct job_holder *h,
                 int64_t id, enum err outcome, bool shutting, struct str result, int64_t now)
{
    struct ending n = {kinds, h, id, now, outcome, shutting && outcome == ERR_INTERRUPTED, result};
    return db_write(db, end_in, &n);
}

/* ---- what a dead process left ---- */

struct recovering {
    const struct job_kinds *kinds;
    const struct job_holder *h;
    bool alone;
    int64_t now;
};

struct orphan {
    int64_t id;
    const struct job_kind *kind;
    int tries;
    bool asked;
};

static enum err recover_in(struct db *db, void *ctx)
{
    const struct recovering *v = ctx;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct {
        struct orphan *item;
        size_t n, cap;
    } list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id, kind, tries, stop FROM job WHERE state = 'running'"
                     " AND holder <> ?1 AND (?2 = 1 OR lease < ?3)"),
                 T(str_of(v->h->name)), I(v->alone), I(v->now));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct orphan){db_int(&r, 0), job_kind_find(v->kinds, db_peek(&r, 1)),
                                 (int)db_int(&r, 2), db_int(&r, 3) != 0});
    enum err e = r.status;
    for (size_t i = 0; !e && i < list.n; i++) {
        const struct orphan *o = &list.item[i];
        bool again = o->kind && o->tries < o->kind->tries;
        int64_t due = 0;
        enum job_state state =
            fate(ERR_INTERRUPTED, o->asked, false, again, o->tries, v->now, &due);
        log_warn("job %lld was left unfinished: %s", (long long)o->id, job_state_name(state));
        e = write_end(db, o->id, state, o->tries, due, ERR_INTERRUPTED, STR(""), v->now);
    }
    return e;
}

enum err job_recover(struct db *db, const struct job_kinds *kinds, const struct job_holder *h,
                     bool alone, int64_t now)
{
    struct recovering v = {kinds, h, alone, now};
    int64_t running = 0;
    enum err e = db_get_int(
        db, &running, SQL("SELECT count(*) FROM job WHERE state = 'running' AND holder <> ?1"),
        T(str_of(h->name)));
    return e || !running ? e : db_write(db, recover_in, &v);
}

static enum err forget_in(struct db *db, void *ctx)
{
    return db_exec(db,
                   SQL("DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled')"
                       " AND finished < ?1"),
                   I(*(const int64_t *)ctx));
}

enum err job_forget(struct db *db, int64_t before)
{
    return db_write(db, forget_in, &before);
}
