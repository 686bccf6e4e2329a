/* push_take.c -- what a push brings, a few records a transaction. */
#include "base/checked.h"
#include "catalog/delivery.h"
#include "catalog/push.h"
#include "catalog/source.h"
#include "network/audit.h"

struct taking {
    const struct actor *actor;
    const struct slims_push *push;
    const struct env *env;
    int64_t now;
    struct arena *mem;
    size_t from, until; /* records of the transaction */
    /* Found out by the transaction, which may run again. */
    int64_t feed, load;
    bool sat; /* the load took something from this transaction */
    struct push_counts step;
    /* Of all committed ones. */
    int64_t arrival, next_arrival, committed_load;
    struct push_counts sum;
};

/* ---- the feed and the sitting ---- */

static enum err feed_of(struct db *db, struct taking *t)
{
    enum err e =
        db_get_int(db, &t->feed, SQL("SELECT id FROM feed WHERE agency = ?1 AND kind = 'slims'"),
                   I(t->actor->agency));
    if (e != ERR_NOT_FOUND) return e;
    return db_get_int(db, &t->feed,
                      SQL("INSERT INTO feed (agency, kind, created) VALUES (?1, 'slims', ?2)"
                          " RETURNING id"),
                      I(t->actor->agency), I(t->now));
}

/* The load of the pushes before this one, while it may grow. */
static enum err sitting(struct db *db, struct taking *t)
{
    enum err e = db_get_int(db, &t->load,
                            SQL("SELECT l.id FROM push p JOIN load l ON l.id = p.load"
                                " WHERE p.agency = ?1 AND l.state = 'published'"
                                " AND l.finished > ?2 AND l.started > ?3 AND l.n_read < ?4"),
                            I(t->actor->agency), I(t->now - PUSH_SITTING_PAUSE),
                            I(t->now - PUSH_SITTING_LIFE), I(PUSH_SITTING_RECORDS));
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err begin_load(struct db *db, struct taking *t)
{
    enum err e = db_get_int(
        db, &t->load,
        SQL("INSERT INTO load (feed, state, whole, file, format, started, finished, turn, n_before)"
            " VALUES (?1, 'published', 0, 'SLiMS', ?2, ?3, ?3,"
            "  (SELECT coalesce(max(turn), 0) + 1 FROM load),"
            "  (SELECT records FROM feed WHERE id = ?1)) RETURNING id"),
        I(t->feed), T(str_of(source_format_name(SOURCE_SLIMS_PUSH))), I(t->now));
    if (!e)
        e = db_exec(db, SQL("UPDATE push SET load = ?1 WHERE agency = ?2"), I(t->load),
                    I(t->actor->agency));
    if (e) return e;
    return audit_add(db, t->actor,
                     &(struct audit_entry){.at = t->now,
                                           .agency = t->actor->agency,
                                           .action = "push.take",
                                           .kind = "load",
                                           .id = t->load});
}

/* The load that takes what is new; made when there is none yet. */
static enum err sit(struct db *db, struct taking *t)
{
    if (t->sat) return OK;
    t->sat = true;
    return t->load ? OK : begin_load(db, t);
}

/* Puts into the counts of the load and of the feed what this transaction did. */
static enum err count(struct db *db, const struct taking *t)
{
    const struct push_counts *c = &t->step;
    if (!t->sat) return OK;
    enum err e = db_exec(
        db,
        SQL("UPDATE load SET finished = ?1, n_read = n_read + ?2, n_new = n_new + ?3,"
            " n_changed = n_changed + ?4, n_deleted = n_deleted + ?5, n_titles ="
            " (SELECT count(DISTINCT r.title) FROM delivery d JOIN record r ON r.id = d.record"
            "  WHERE d.load = load.id AND d.version IS NOT NULL) WHERE id = ?6"),
        I(t->now), I(c->fresh + c->changed + c->gone), I(c->fresh), I(c->changed), I(c->gone),
        I(t->load));
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE feed SET moved = moved + 1, records = records + ?1 WHERE id = ?2"),
                   I(c->fresh - c->gone), I(t->feed));
}

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
                 I(t->feed), I(number));
    *ret_record = *ret_version = 0;
    if (!db_next(&r)) return r.status;
    *ret_record = db_int(&r, 0);
    *ret_version = db_int(&r, 1);
    return OK;
}

static enum err add_record(struct db *db, const struct taking *t, int64_t number, int64_t *ret)
{
    enum err e = db_get_int(
        db, ret, SQL("INSERT INTO record (feed, kind) VALUES (?1, 0) RETURNING id"), I(t->feed));
    if (e) return e;
    return db_exec(db, SQL("INSERT INTO push_record (feed, number, record) VALUES (?1, ?2, ?3)"),
                   I(t->feed), I(number), I(*ret));
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
    id.feed = t->feed;
    e = sit(db, t);
    const struct delivered d = {record, t->load, &id, one->bytes};
    const struct cause cause = {.load = t->load, .at = t->now};
    if (!e) e = delivery_version(db, &d, &version);
    if (!e) e = delivery_note(db, record, t->load, version);
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
    e = sit(db, t);
    const struct cause cause = {.load = t->load, .at = t->now};
    if (!e) e = delivery_note(db, record, t->load, 0);
    if (!e) e = delivery_apply(db, record, 0, NULL, &cause);
    t->step.gone++;
    return e;
}

/* ---- one transaction ---- */

/* The connection as it is now, under the lock of the write. */
static enum err still_open(struct db *db, const struct taking *t)
{
    int64_t open = 0;
    enum err e =
        db_get_int(db, &open, SQL("SELECT open FROM push WHERE agency = ?1"), I(t->actor->agency));
    if (e == ERR_NOT_FOUND || (!e && !open)) return ERR_DENIED;
    return e;
}

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
    int64_t load = t->sat ? t->load : t->committed_load;
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
    t->load = 0;
    t->sat = false;
    enum err e = still_open(db, t);
    if (!e) e = feed_of(db, t);
    if (!e) e = sitting(db, t);
    for (size_t i = t->from; !e && i < t->until; i++)
        e = deletion ? take_deletion(db, t, &t->push->records.item[i])
                     : take_record(db, t, &t->push->records.item[i]);
    if (!e) e = count(db, t);
    return e ? e : note_arrival(db, t);
}

static void add_up(struct taking *t)
{
    const struct push_counts *c = &t->step;
    t->arrival = t->next_arrival;
    if (t->sat) t->committed_load = t->load;
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
