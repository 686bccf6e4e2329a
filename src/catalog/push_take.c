/* push_take.c -- what a push brings, a few records a transaction. */
#include "base/checked.h"
#include "catalog/delivery.h"
#include "catalog/sitting.h"
#include "catalog/source.h"

struct taking {
    const struct actor *actor;
    const struct slims_push *push;
    const struct env *env;
    int64_t now;
    struct arena *mem;
    size_t from, until; /* records of the transaction */
    /* Found out by the transaction, which may run again. */
    struct sitting sitting;
    struct push_counts step;
    /* Of all committed ones. */
    int64_t arrival, next_arrival, committed_load;
    struct push_counts sum;
};

/* ---- what could not be taken ---- */

static const char *reason_of(enum err e)
{
    return e == ERR_NOT_FOUND ? "title" : e == ERR_LIMIT ? "size" : "form";
}

static enum err refuse(struct db *db, struct taking *t, int64_t number, const char *reason)
{
    t->step.refused++;
    return db_exec(db,
                   SQL("INSERT INTO push_refusal (agency, number, at, reason)"
                       " SELECT ?1, ?2, ?3, ?4 WHERE"
                       " (SELECT count(*) FROM push_refusal WHERE agency = ?1) < ?5 OR EXISTS"
                       " (SELECT 1 FROM push_refusal WHERE agency = ?1 AND number = ?2)"
                       " ON CONFLICT (agency, number) DO UPDATE SET at = excluded.at,"
                       " reason = excluded.reason"),
                   I(t->actor->agency), I(number), I(t->now), T(str_of(reason)),
                   I(PUSH_REFUSALS_MAX));
}

static enum err forgive(struct db *db, const struct taking *t, int64_t number)
{
    return db_exec(db, SQL("DELETE FROM push_refusal WHERE agency = ?1 AND number = ?2"),
                   I(t->actor->agency), I(number));
}

/* ---- one record ---- */

/* Our record of that number and the version that holds; 0 for what is not there. */
static enum err find(struct db *db, const struct taking *t, int64_t number, int64_t *ret_record,
                     int64_t *ret_version)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.id, coalesce(r.sent, r.version) FROM push_record p"
                     " JOIN record r ON r.id = p.record"
                     " WHERE p.feed = ?1 AND p.number = ?2"),
                 I(t->sitting.feed), I(number));
    *ret_record = *ret_version = 0;
    if (!db_next(&r)) return r.status;
    *ret_record = db_int(&r, 0);
    *ret_version = db_int(&r, 1);
    return OK;
}

static enum err add_record(struct db *db, const struct taking *t, int64_t number, int64_t *ret)
{
    enum err e = db_insert(db, ret, SQL("INSERT INTO record (feed, kind) VALUES (?1, 0)"),
                           I(t->sitting.feed));
    if (e) return e;
    return db_exec(db, SQL("INSERT INTO push_record (feed, number, record) VALUES (?1, ?2, ?3)"),
                   I(t->sitting.feed), I(number), I(*ret));
}

static enum err put(struct db *db, struct taking *t, const struct slims_pushed *one,
                    const struct bib *bib, const struct digest *digest)
{
    struct identity id;
    int64_t record = 0, before = 0, version = 0;
    enum err e = find(db, t, one->number, &record, &before);
    if (!e && !record) e = add_record(db, t, one->number, &record);
    if (!e) e = delivery_known(db, record, digest, &version);
    if (e) return e;
    if (version && version == before) {
        t->step.same++;
        return OK;
    }
    identity_of(bib, *digest, t->mem, &id);
    id.feed = t->sitting.feed;
    e = sitting_sit(db, &t->sitting);
    const struct delivered d = {record, t->sitting.load, &id, one->bytes};
    const struct cause cause = {.load = t->sitting.load, .at = t->now};
    if (!e) e = delivery_version(db, &d, &version);
    if (!e) e = delivery_note(db, record, t->sitting.load, version);
    if (!e) e = delivery_apply(db, record, version, bib, &cause);
    t->step.fresh += !before;
    t->step.changed += before != 0;
    return e;
}

static enum err take_record(struct db *db, struct taking *t, const struct slims_pushed *one)
{
    struct bib bib;
    struct str parts[] = {one->bytes, str_of(source_format_name(SOURCE_SLIMS_PUSH)), STR("")};
    t->step.read++;
    if (!one->number) return refuse(db, t, 0, "number");
    enum err e = slims_push_describe(one->bytes, t->mem, &bib);
    if (e) return refuse(db, t, one->number, reason_of(e));
    const struct digest digest = digest_of_parts(parts, COUNT(parts));
    e = forgive(db, t, one->number);
    return e ? e : put(db, t, one, &bib, &digest);
}

static enum err take_deletion(struct db *db, struct taking *t, const struct slims_pushed *one)
{
    int64_t record = 0, before = 0;
    enum err e = forgive(db, t, one->number);
    if (!e) e = find(db, t, one->number, &record, &before);
    if (e) return e;
    if (!before) {
        t->step.unknown++;
        return OK;
    }
    e = sitting_sit(db, &t->sitting);
    const struct cause cause = {.load = t->sitting.load, .at = t->now};
    if (!e) e = delivery_note(db, record, t->sitting.load, 0);
    if (!e) e = delivery_apply(db, record, 0, NULL, &cause);
    t->step.gone++;
    return e;
}

/* ---- one transaction ---- */

static enum err add_arrival(struct db *db, struct taking *t)
{
    enum err e =
        db_get_int(db, &t->next_arrival,
                   SQL("INSERT INTO push_arrival (agency, at) VALUES (?1, ?2) RETURNING id"),
                   I(t->actor->agency), I(t->now));
    if (e) return e;
    return db_exec(
        db,
        SQL("DELETE FROM push_arrival WHERE agency = ?1 AND id <= (SELECT id FROM push_arrival"
            " WHERE agency = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)"),
        I(t->actor->agency), I(PUSH_ARRIVALS_KEPT));
}

static enum err note_arrival(struct db *db, struct taking *t)
{
    const struct push_counts *c = &t->step;
    t->next_arrival = t->arrival;
    enum err e = t->arrival ? OK : add_arrival(db, t);
    int64_t load = t->sitting.sat ? t->sitting.load : t->committed_load;
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE push_arrival SET load = ?1, n_read = n_read + ?2,"
                        " n_new = n_new + ?3, n_changed = n_changed + ?4, n_same = n_same + ?5,"
                        " n_gone = n_gone + ?6, n_unknown = n_unknown + ?7,"
                        " n_refused = n_refused + ?8 WHERE id = ?9"),
                    load ? I(load) : NUL, I(c->read), I(c->fresh), I(c->changed), I(c->same),
                    I(c->gone), I(c->unknown), I(c->refused), I(t->next_arrival));
    if (!e)
        e = db_exec(db, SQL("UPDATE push SET heard = ?1 WHERE agency = ?2"), I(t->now),
                    I(t->actor->agency));
    return e;
}

static enum err take_in(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    bool deletion = t->push->kind == SLIMS_PUSH_DELETE;
    arena_reset(t->mem);
    t->step = (struct push_counts){0};
    enum err e = sitting_begin(db, &t->sitting);
    for (size_t i = t->from; !e && i < t->until; i++)
        e = deletion ? take_deletion(db, t, &t->push->records.item[i])
                     : take_record(db, t, &t->push->records.item[i]);
    if (!e) e = sitting_count(db, &t->sitting, &t->step);
    return e ? e : note_arrival(db, t);
}

static void add_up(struct taking *t)
{
    const struct push_counts *c = &t->step;
    t->arrival = t->next_arrival;
    if (t->sitting.sat) t->committed_load = t->sitting.load;
    t->sum.read += c->read;
    t->sum.fresh += c->fresh;
    t->sum.changed += c->changed;
    t->sum.same += c->same;
    t->sum.gone += c->gone;
    t->sum.unknown += c->unknown;
    t->sum.refused += c->refused;
}

enum err push_take(struct db *db, const struct actor *actor, const struct slims_push *push,
                   const struct env *env, int64_t deadline, struct push_counts *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct taking t = {.actor = actor, .push = push, .env = env, .now = env->now(env), .mem = a};
    t.sitting = (struct sitting){.actor = actor,
                                 .now = t.now,
                                 .kind = "slims",
                                 .file = STR("SLiMS"),
                                 .format = str_of(source_format_name(SOURCE_SLIMS_PUSH))};
    enum err e = actor->kind == ACTOR_SENDER ? OK : ERR_DENIED;
    while (!e && t.from < push->records.n) {
        if (t.from && deadline && env->monotonic(env) > deadline) break;
        t.until = MIN(t.from + PUSH_STEP, push->records.n);
        e = db_write_batch(db, take_in, &t);
        if (e) break;
        add_up(&t);
        t.from = t.until;
    }
    t.sum.left = (int64_t)(push->records.n - t.from);
    *ret = t.sum;
    return e;
}
