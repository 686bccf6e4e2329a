/* sending.c -- see sending.h: records into the truth, a few a transaction. */
#include "catalog/sending.h"

#include "base/checked.h"
#include "catalog/delivery.h"
#include "catalog/sitting.h"

struct taking {
    struct sending *sending;
    struct arena *mem;
    size_t from, until; /* records of the transaction */
    /* Found out by the transaction, which may run again. */
    struct sitting sitting;
    struct push_counts step;
};

const char *sent_outcome_name(enum sent_outcome o)
{
    static const char *const names[SENT_OUTCOMES] = {
        [SENT_LEFT] = "left",       [SENT_NEW] = "new",         [SENT_CHANGED] = "changed",
        [SENT_SAME] = "same",       [SENT_DELETED] = "deleted", [SENT_UNKNOWN] = "unknown",
        [SENT_REFUSED] = "refused",
    };
    return names[o];
}

/* Our record of that number and the version that was sent last, whatever a person put over it; 0
 * for what is not there. */
static enum err find(struct db *db, const struct taking *t, struct str number, int64_t *ret_record,
                     int64_t *ret_version)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.id, coalesce(r.sent, r.version) FROM sent_record s"
                     " JOIN record r ON r.id = s.record WHERE s.feed = ?1 AND s.number = ?2"),
                 I(t->sitting.feed), T(number));
    *ret_record = *ret_version = 0;
    if (!db_next(&r)) return r.status;
    *ret_record = db_int(&r, 0);
    *ret_version = db_int(&r, 1);
    return OK;
}

static enum err add_record(struct db *db, const struct taking *t, struct str number, int64_t *ret)
{
    enum err e = db_insert(db, ret, SQL("INSERT INTO record (feed, kind) VALUES (?1, 0)"),
                           I(t->sitting.feed));
    if (e) return e;
    return db_exec(db, SQL("INSERT INTO sent_record (feed, number, record) VALUES (?1, ?2, ?3)"),
                   I(t->sitting.feed), T(number), I(*ret));
}

static enum err title_of(struct db *db, int64_t record, int64_t *ret)
{
    return db_get_int(db, ret, SQL("SELECT coalesce(title, 0) FROM record WHERE id = ?1"),
                      I(record));
}

static enum err put(struct db *db, struct taking *t, struct sent *s)
{
    struct str parts[] = {s->bytes, str_of(source_format_name(t->sending->format)), STR("")};
    const struct digest digest = digest_of_parts(parts, COUNT(parts));
    struct identity id;
    int64_t record = 0, before = 0, version = 0;
    enum err e = find(db, t, s->number, &record, &before);
    if (!e && !record) e = add_record(db, t, s->number, &record);
    if (!e) e = delivery_known(db, record, &digest, &version);
    if (e) return e;
    s->outcome = !before ? SENT_NEW : version == before ? SENT_SAME : SENT_CHANGED;
    if (s->outcome == SENT_SAME) return title_of(db, record, &s->title);
    identity_of(&s->bib, digest, t->mem, &id);
    id.feed = t->sitting.feed;
    e = sitting_sit(db, &t->sitting);
    const struct delivered d = {record, t->sitting.load, &id, s->bytes};
    const struct cause cause = {.load = t->sitting.load, .at = t->sitting.now};
    if (!e) e = delivery_version(db, &d, &version);
    if (!e) e = delivery_note(db, record, t->sitting.load, version);
    if (!e) e = delivery_apply(db, record, version, &s->bib, &cause);
    if (!e) e = title_of(db, record, &s->title);
    t->step.fresh += !before;
    t->step.changed += before != 0;
    return e;
}

static enum err remove_record(struct db *db, struct taking *t, struct sent *s)
{
    int64_t record = 0, before = 0;
    enum err e = find(db, t, s->number, &record, &before);
    s->outcome = before ? SENT_DELETED : SENT_UNKNOWN;
    if (e || !before) return e;
    e = sitting_sit(db, &t->sitting);
    const struct cause cause = {.load = t->sitting.load, .at = t->sitting.now};
    if (!e) e = delivery_note(db, record, t->sitting.load, 0);
    if (!e) e = delivery_apply(db, record, 0, NULL, &cause);
    t->step.gone++;
    return e;
}

static enum err take_in(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    arena_reset(t->mem);
    t->step = (struct push_counts){0};
    enum err e = sitting_begin(db, &t->sitting);
    for (size_t i = t->from; !e && i < t->until; i++) {
        struct sent *s = &t->sending->item[i];
        if (s->outcome != SENT_REFUSED) e = s->gone ? remove_record(db, t, s) : put(db, t, s);
    }
    if (!e) e = sitting_count(db, &t->sitting, &t->step);
    if (!e)
        e = db_exec(db, SQL("UPDATE push SET heard = ?1 WHERE agency = ?2"), I(t->sitting.now),
                    I(t->sitting.actor->agency));
    return e;
}

enum err sending_take(struct db *db, const struct actor *actor, struct sending *s,
                      const struct env *env, int64_t deadline)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct taking t = {.sending = s, .mem = a};
    t.sitting = (struct sitting){.actor = actor,
                                 .now = env->now(env),
                                 .kind = "api",
                                 .file = STR("API"),
                                 .format = str_of(source_format_name(s->format))};
    enum err e = actor->kind == ACTOR_SENDER ? OK : ERR_DENIED;
    while (!e && t.from < s->n) {
        if (t.from && deadline && env->monotonic(env) > deadline) break;
        t.until = MIN(t.from + PUSH_STEP, s->n);
        e = db_write_batch(db, take_in, &t);
        for (size_t i = t.from; e && i < s->n; i++)
            if (s->item[i].outcome != SENT_REFUSED) s->item[i].outcome = SENT_LEFT;
        if (!e) t.from = t.until;
    }
    return e;
}
