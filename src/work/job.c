/* job.c -- asking for work and looking at it. */
#include "network/audit.h"
#include "work/internal.h"

static const char *const state_names[JOB_STATES] = {
    [JOB_WAITING] = "waiting", [JOB_RUNNING] = "running",     [JOB_DONE] = "done",
    [JOB_FAILED] = "failed",   [JOB_CANCELLED] = "cancelled",
};

const char *job_state_name(enum job_state s)
{
    return state_names[s];
}

static enum job_state state_of(struct str name)
{
    enum job_state s = JOB_WAITING;
    while (s < JOB_CANCELLED && !str_eq(name, str_of(state_names[s]))) s++;
    return s;
}

/* ---- lines ---- */

void job_put(struct buf *to, const char *name, struct str value)
{
    buf_printf(to, "%s=", name);
    for (size_t i = 0; i < value.n; i++)
        buf_add_char(to, (unsigned char)value.p[i] < 0x20 ? ' ' : value.p[i]);
    buf_add_char(to, '\n');
}

void job_put_i64(struct buf *to, const char *name, int64_t value)
{
    buf_printf(to, "%s=%lld\n", name, (long long)value);
}

struct str job_get(struct str lines, const char *name)
{
    struct str line, want = str_of(name);
    while (str_split(&lines, '\n', &line))
        if (str_starts(line, want) && line.n > want.n && line.p[want.n] == '=')
            return str_slice(line, want.n + 1, line.n);
    return STR("");
}

int64_t job_get_i64(struct str lines, const char *name, int64_t otherwise)
{
    int64_t n = 0;
    return str_to_i64(job_get(lines, name), &n) ? otherwise : n;
}

/* ---- asking ---- */

static enum err may_ask(struct db *db, const struct actor *actor, int64_t agency)
{
    return agency ? actor_may_agency(db, actor, PERM_CATALOGUE, agency)
                  : actor_may(actor, PERM_OPERATE);
}

#define OR_NULL(n) ((n) ? I(n) : NUL)

enum err job_add(struct db *db, const struct actor *actor, const struct job_order *order,
                 int64_t now, int64_t *ret_id)
{
    enum err e = may_ask(db, actor, order->agency);
    if (!e && order->args.n > JOB_ARGS_MAX) e = ERR_LIMIT;
    if (e) return e;
    e = db_get_int(db, ret_id,
                   SQL("INSERT INTO job (kind, args, agency, person, state, made, due)"
                       " VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6) RETURNING id"),
                   T(str_of(order->kind)), T(order->args), OR_NULL(order->agency),
                   OR_NULL(actor->person), I(now), I(order->due ? order->due : now));
    if (e || actor->kind != ACTOR_PERSON) return e;
    return audit_add(
        db, actor,
        &(struct audit_entry){now, order->agency, "job.add", "job", *ret_id, str_of(order->kind)});
}

struct asking {
    const struct actor *actor;
    const struct job_order *order;
    int64_t now, id;
};

static enum err add_in(struct db *db, void *ctx)
{
    struct asking *k = ctx;
    return job_add(db, k->actor, k->order, k->now, &k->id);
}

enum err work_enqueue(struct db *db, const struct actor *actor, const struct job_order *order,
                      int64_t now, int64_t *ret_id)
{
    struct asking k = {actor, order, now, 0};
    enum err e = db_write(db, add_in, &k);
    if (!e) *ret_id = k.id;
    return e;
}

/* ---- looking ---- */

#define COLUMNS                                                                                    \
    "id, agency, person, kind, args, phase, error, result, state, made, due, started, finished,"   \
    " n_done, n_all, rate, tries, stop"

static struct job_row row_of(const struct db_rows *r, struct arena *a)
{
    return (struct job_row){
        .id = db_int(r, 0),
        .agency = db_int(r, 1),
        .person = db_int(r, 2),
        .kind = db_text(r, 3, a),
        .args = db_text(r, 4, a),
        .phase = db_text(r, 5, a),
        .error = db_text(r, 6, a),
        .result = db_text(r, 7, a),
        .state = state_of(db_peek(r, 8)),
        .made = db_int(r, 9),
        .due = db_int(r, 10),
        .started = db_int(r, 11),
        .finished = db_int(r, 12),
        .done = db_int(r, 13),
        .all = db_int(r, 14),
        .rate = db_int(r, 15),
        .tries = (int)db_int(r, 16),
        .stopping = db_int(r, 17) != 0,
    };
}

static enum err find(struct db *db, int64_t id, struct arena *a, struct job_row *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT " COLUMNS " FROM job WHERE id = ?1"), I(id));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret = row_of(&r, a);
    return OK;
}

enum err work_get(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                  struct job_row *ret)
{
    struct job_row row;
    enum err e = find(db, id, a, &row);
    if (e) return e;
    e = row.agency ? actor_may_agency(db, actor, PERM_LOOK, row.agency)
                   : actor_may(actor, PERM_OPERATE);
    if (e) return e == ERR_DENIED ? ERR_NOT_FOUND : e;
    *ret = row;
    return OK;
}

enum err work_list(struct db *db, const struct actor *actor, int64_t agency, const char *kind,
                   int64_t limit, struct arena *a, struct job_rows *ret)
{
    struct job_rows list = {0};
    enum err e =
        agency ? actor_may_agency(db, actor, PERM_LOOK, agency) : actor_may(actor, PERM_OPERATE);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT " COLUMNS " FROM job WHERE (?1 = 0 OR agency = ?1)"
                     " AND (?2 = '' OR kind = ?2) ORDER BY id DESC LIMIT ?3"),
                 I(agency), T(str_of(kind)), I(limit));
    while (db_next(&r)) VEC_PUSH(a, &list, row_of(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

/* ---- stopping ---- */

struct cancelling {
    const struct actor *actor;
    int64_t id, now;
};

static enum err cancel_in(struct db *db, void *ctx)
{
    const struct cancelling *c = ctx;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct job_row row;
    enum err e = work_get(db, c->actor, c->id, a, &row);
    if (!e) e = may_ask(db, c->actor, row.agency);
    if (e) return e;
    if (row.state == JOB_WAITING)
        return db_exec(db,
                       SQL("UPDATE job SET state = 'cancelled', stop = 1, finished = ?1"
                           " WHERE id = ?2"),
                       I(c->now), I(c->id));
    if (row.state != JOB_RUNNING) return ERR_CONFLICT;
    return db_exec(db, SQL("UPDATE job SET stop = 1 WHERE id = ?1"), I(c->id));
}

enum err work_cancel(struct db *db, const struct actor *actor, int64_t id, int64_t now)
{
    struct cancelling c = {actor, id, now};
    return db_write(db, cancel_in, &c);
}
