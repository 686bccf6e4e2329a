/* schedule.c -- what is due, by the local clock. */
#include "work/schedule.h"

#include "base/checked.h"

enum { MINUTES = 24 * 60, DAYS = 7, FIRST_WEEKDAY = 3 /* 1970-01-01 was a Thursday */ };
static const int64_t MINUTE_US = 60000000, DAY_US = INT64_C(86400000000);

int64_t schedule_due(const struct schedule *s, int64_t now, int64_t zone_us)
{
    int64_t day = (now + zone_us) / DAY_US;
    for (int i = 0; i <= DAYS; i++, day--) {
        int64_t at = day * DAY_US + s->minute * MINUTE_US - zone_us;
        if (at <= now && (s->days >> ((day + FIRST_WEEKDAY) % DAYS) & 1)) return at;
    }
    return 0;
}

struct setting {
    const struct actor *actor;
    const struct schedule *s;
    int64_t now;
    bool replace;
};

static bool sound(const struct schedule *s)
{
    return s->name.n && s->name.n <= SCHEDULE_NAME_MAX && s->minute >= 0 && s->minute < MINUTES &&
           s->days >= 0 && s->days <= SCHEDULE_DAILY && s->args.n <= JOB_ARGS_MAX;
}

/* OK or ERR_NOT_FOUND, and whose it is. */
static enum err owner(struct db *db, struct str name, int64_t *ret_agency)
{
    return db_get_int(db, ret_agency,
                      SQL("SELECT coalesce(agency, 0) FROM schedule WHERE name = ?1"), T(name));
}

static enum err set_in(struct db *db, void *ctx)
{
    const struct setting *t = ctx;
    const struct schedule *s = t->s;
    int64_t agency = 0;
    enum err e = s->agency ? actor_may_agency(db, t->actor, PERM_CATALOGUE, s->agency)
                           : actor_may(t->actor, PERM_OPERATE);
    if (!e && !sound(s)) e = ERR_ARG;
    if (!e) e = owner(db, s->name, &agency);
    if (!e && !t->replace) return OK;
    if (!e && agency != s->agency) e = ERR_CONFLICT;
    if (e && e != ERR_NOT_FOUND) return e;
    if (!e)
        return db_exec(db,
                       SQL("UPDATE schedule SET kind = ?1, args = ?2, minute = ?3, days = ?4,"
                           " asked = ?5 WHERE name = ?6"),
                       T(s->kind), T(s->args), I(s->minute), I(s->days), I(t->now), T(s->name));
    return db_exec(db,
                   SQL("INSERT INTO schedule (name, kind, args, agency, minute, days, asked)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
                   T(s->name), T(s->kind), T(s->args), s->agency ? I(s->agency) : NUL, I(s->minute),
                   I(s->days), I(t->now));
}

enum err schedule_set(struct db *db, const struct actor *actor, const struct schedule *s,
                      int64_t now)
{
    struct setting t = {actor, s, now, true};
    return db_write(db, set_in, &t);
}

enum err schedule_default(struct db *db, const struct schedule *s, int64_t now)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    struct setting t = {&self, s, now, false};
    int64_t agency = 0;
    enum err e = owner(db, s->name, &agency);
    return e == ERR_NOT_FOUND ? db_write(db, set_in, &t) : e;
}

static enum err read_all(struct db *db, struct arena *a, struct schedules *ret)
{
    struct schedules list = {0};
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT name, kind, args, agency, minute, days, asked FROM schedule"
                         " ORDER BY name"));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct schedule){.name = db_text(&r, 0, a),
                                   .kind = db_text(&r, 1, a),
                                   .args = db_text(&r, 2, a),
                                   .agency = db_int(&r, 3),
                                   .minute = (int)db_int(&r, 4),
                                   .days = (int)db_int(&r, 5),
                                   .asked = db_int(&r, 6)});
    if (!r.status) *ret = list;
    return r.status;
}

enum err schedule_list(struct db *db, const struct actor *actor, struct arena *a,
                       struct schedules *ret)
{
    enum err e = actor_may(actor, PERM_OPERATE);
    return e ? e : read_all(db, a, ret);
}

/* ---- asking ---- */

struct asking {
    const struct schedule *s;
    int64_t now;
};

static enum err ask_in(struct db *db, void *ctx)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    const struct asking *k = ctx;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct job_order order = {
        .kind = arena_cstr(a, k->s->kind), .args = k->s->args, .agency = k->s->agency};
    int64_t id = 0, pending = 0;
    enum err e = db_get_int(db, &pending,
                            SQL("SELECT count(*) FROM job WHERE kind = ?1 AND args = ?2"
                                " AND coalesce(agency, 0) = ?3"
                                " AND state IN ('waiting', 'running')"),
                            T(k->s->kind), T(k->s->args), I(k->s->agency));
    if (!e)
        e = db_exec(db, SQL("UPDATE schedule SET asked = ?1 WHERE name = ?2"), I(k->now),
                    T(k->s->name));
    return e || pending ? e : job_add(db, &self, &order, k->now, &id);
}

enum err schedule_ask(struct db *db, int64_t now, int64_t zone_us)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct schedules list;
    enum err e = read_all(db, a, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        struct asking k = {&list.item[i], now};
        int64_t due = schedule_due(k.s, now, zone_us);
        bool clock_went_back = k.s->asked > now;
        if (due > k.s->asked || (due && clock_went_back)) e = db_write(db, ask_in, &k);
    }
    return e;
}
