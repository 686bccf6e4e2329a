/* stage.c -- from units of a file to deliveries of a load, in short transactions. */
#include "catalog/stage.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/ahead.h"
#include "catalog/identity.h"
#include "catalog/keys_home.h"
#include "catalog/stored.h"
#include "catalog/walk.h"
#include "text/utf8.h"

enum {
    FIRST = 100, /* units of a transaction; then walk_pace */
    FAULT_BYTES = 64 << 10
};

struct batch {
    struct stage *s;
    const struct units *units;
    struct arena *mem;            /* of the units */
    size_t from, until;           /* of the units, those of the transaction */
    int64_t kept_faults, pending; /* what the transaction adds, applied after it */
};

/* ---- faults ---- */

static enum err keep_fault(struct db *db, const struct batch *b, const struct source_unit *u,
                           const struct fault *f)
{
    char field[sizeof f->field + 1] = {0};
    memcpy(field, f->field, sizeof f->field);
    struct str bytes = utf8_cut(u->bytes, FAULT_BYTES);
    return db_exec(db,
                   SQL("INSERT INTO fault (load, reason, fatal, record, line, byte, field, colname,"
                       " excerpt, bytes) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"),
                   I(b->s->load), T(str_of(reason_name(f->reason))), I(f->fatal), I(f->record),
                   I(f->line), I(f->byte), T(str_of(field)), T(utf8_clean(b->mem, f->column)),
                   T(utf8_clean(b->mem, f->excerpt)), f->fatal ? BLOB(bytes) : NUL);
}

static enum err keep_faults(struct db *db, struct batch *b, const struct source_unit *u)
{
    enum err e = OK;
    int64_t before = b->s->report->rejected + b->s->report->warnings;
    for (size_t i = 0; !e && i < u->faults.n; i++)
        if (before + b->kept_faults < LOAD_FAULTS_KEPT) {
            e = keep_fault(db, b, u, &u->faults.item[i]);
            b->kept_faults++;
        }
    return e;
}

/* ---- deliveries ---- */

static enum err version_of(struct db *db, const struct stage *s, int64_t record, bool fresh,
                           const struct identity *id, struct str bytes, int64_t *ret)
{
    struct str digest = {(const char *)id->digest.byte, sizeof id->digest.byte};
    enum err e = ERR_NOT_FOUND;
    if (!fresh)
        e = db_get_int(db, ret, SQL("SELECT id FROM version WHERE record = ?1 AND digest = ?2"),
                       I(record), BLOB(digest));
    if (e != ERR_NOT_FOUND) return e;
    return db_insert(db, ret,
                     SQL("INSERT INTO version (record, load, digest, bytes)"
                         " VALUES (?1, ?2, ?3, ?4)"),
                     I(record), I(s->load), BLOB(digest), BLOB(bytes));
}

static enum err deliver(struct db *db, const struct stage *s, int64_t record,
                        struct db_value version, int64_t place)
{
    return db_exec(db,
                   SQL("INSERT INTO delivery (record, load, version, place) VALUES (?1, ?2, ?3, ?4)"
                       " ON CONFLICT (record, load) DO UPDATE SET version = excluded.version,"
                       " place = excluded.place"),
                   I(record), I(s->load), version, I(place));
}

struct row {
    struct str bytes;
    int64_t place; /* its line, or its number in formats without lines */
};

/* Gives the bytes to the record, or to a new one when `record` is 0. */
static enum err deliver_bytes(struct db *db, const struct stage *s, const struct identity *id,
                              struct row row, int64_t record)
{
    const bool fresh = !record;
    int64_t version = 0;
    enum err e = OK;
    if (fresh)
        e = db_insert(db, &record, SQL("INSERT INTO record (feed, kind) VALUES (?1, ?2)"),
                      I(s->feed), I(id->kind));
    if (!e) e = identity_write(db, id, record);
    if (!e) e = version_of(db, s, record, fresh, id, row.bytes, &version);
    return e ? e : deliver(db, s, record, I(version), row.place);
}

static struct identity identity_in(const struct stage *s, struct identity id)
{
    id.feed = s->feed;
    id.load = s->load;
    return id;
}

static enum err stage_unit(struct db *db, struct batch *b, const struct unit *unit)
{
    struct stage *s = b->s;
    const struct source_unit *u = &unit->of;
    const struct row row = {u->bytes, u->line ? u->line : u->number};
    int64_t record = 0;
    enum err e = keep_faults(db, b, u);
    if (e || u->rejected) return e;

    struct identity id = identity_in(s, unit->id);
    e = identity_find(db, &id, &u->bib, b->mem, &record);
    if (e) return e;
    if (u->bib.deleted) return record ? deliver(db, s, record, NUL, row.place) : OK;
    if (record || id.has_control || s->fresh) return deliver_bytes(db, s, &id, row, record);

    b->pending++;
    return db_exec(db, SQL("INSERT INTO pending (load, bytes, place) VALUES (?1, ?2, ?3)"),
                   I(s->load), BLOB(row.bytes), I(row.place));
}

static enum err stage_batch(struct db *db, void *ctx)
{
    struct batch *b = ctx;
    enum err e = OK;
    b->kept_faults = b->pending = 0;
    for (b->until = b->from; !e && b->until < b->units->n; b->until++) {
        if (b->until > b->from && db_wanted(db)) break;
        e = stage_unit(db, b, &b->units->item[b->until]);
    }
    return e;
}

/* ---- reading ---- */

static bool stopped(const struct stage *s)
{
    return s->watch->stop && s->watch->stop(s->watch->ctx);
}

static void report(const struct stage *s, const struct units *u)
{
    struct load_progress p = {
        .phase = LOAD_READING, .records = s->report->read, .done = u->done, .all = u->all};
    if (s->watch->progress) s->watch->progress(s->watch->ctx, &p);
}

static void count_unit(struct stage *s, const struct source_unit *u)
{
    s->report->read++;
    s->report->rejected += u->rejected;
    s->report->warnings += !u->rejected && u->faults.n > 0;
    for (size_t i = 0; i < u->faults.n; i++) {
        const struct fault *f = &u->faults.item[i];
        if ((int)f->reason < LOAD_REASONS_MAX) s->report->by_reason[f->reason]++;
        if (f->reason == REASON_TRUNCATED || f->reason == REASON_QUOTE_OPEN ||
            f->reason == REASON_NOT_ISO2709)
            s->incomplete = true;
        if (s->watch->fault) s->watch->fault(s->watch->ctx, f);
    }
}

/* A feed without records needs no looking for them. */
static enum err see_fresh(struct stage *s)
{
    int64_t any = 0;
    enum err e =
        db_get_int(s->store->db, &any, SQL("SELECT EXISTS (SELECT 1 FROM record WHERE feed = ?1)"),
                   I(s->feed));
    s->fresh = !any;
    return e;
}

/* One transaction of the units read, and what it adds to the counts. */
static enum err stage_next(struct stage *s, struct batch *b, int64_t *limit)
{
    const struct env *env = s->store->env;
    int64_t before = env->monotonic(env);
    if (stopped(s)) return ERR_INTERRUPTED;
    b->from = b->until;
    enum err e = db_write_draft(s->store->db, stage_batch, b);
    if (e) return e;
    *limit = walk_pace((int64_t)(b->until - b->from), env->monotonic(env) - before);
    s->pending += b->pending;
    for (size_t i = b->from; i < b->until; i++) count_unit(s, &b->units->item[i].of);
    keys_home_want(s->store, (int64_t)(b->until - b->from));
    report(s, b->units);
    return OK;
}

static enum err stage_units(struct stage *s, struct units *u, int64_t *limit)
{
    struct batch b = {.s = s, .units = u, .mem = u->mem};
    enum err e = OK;
    while (!e && b.until < u->n) e = stage_next(s, &b, limit);
    return e;
}

enum err stage_all(struct stage *s)
{
    struct ahead *reading = NULL;
    struct units *u = NULL;
    int64_t limit = FIRST;
    s->format = str_of(source_format_name(source_format(s->source)));
    enum err e = see_fresh(s);
    if (e) return e;
    reading = ahead_new(s->source);
    ahead_begin(reading, (size_t)limit);
    do {
        e = ahead_end(reading, &u);
        if (!e && !u->end) ahead_begin(reading, (size_t)limit);
        if (!e) e = stage_units(s, u, &limit);
    } while (!e && !u->end);
    ahead_free(reading);
    return e;
}

/* ---- rows without a number ---- */

struct waiting {
    int64_t id;
    struct row row;
};

struct settle {
    struct stage *s;
    struct arena *mem;
    int64_t after, seen; /* pending rows looked at: committed, and by the batch at hand */
    bool last;           /* what fits nothing becomes a new record */
};

static enum err settle_row(struct db *db, struct settle *x, int64_t pending, struct row row)
{
    struct stage *s = x->s;
    struct bib bib;
    struct identity id;
    int64_t record = 0;
    enum err e = source_describe(row.bytes, s->format, source_layout(s->source), x->mem, &bib);
    if (e) return e;
    identity_of(&bib, unit_digest(s->source, row.bytes), x->mem, &id);
    id = identity_in(s, id);
    e = identity_find(db, &id, &bib, x->mem, &record);
    if (!e && !record) e = identity_nearest(db, &id, &bib, x->last && s->whole, x->mem, &record);
    if (e || (!record && !x->last)) return e;
    e = deliver_bytes(db, s, &id, row, record);
    return e ? e : db_exec(db, SQL("DELETE FROM pending WHERE id = ?1"), I(pending));
}

static enum err settle_batch(struct db *db, void *ctx)
{
    struct settle *x = ctx;
    struct {
        struct waiting *item;
        size_t n, cap;
    } rows = {0};
    arena_reset(x->mem);
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT id, bytes, place FROM pending WHERE load = ?1 AND id > ?2"
                         " ORDER BY id LIMIT 50"),
                     I(x->s->load), I(x->after));
        while (db_next(&r))
            VEC_PUSH(x->mem, &rows,
                     (struct waiting){db_int(&r, 0), {db_text(&r, 1, x->mem), db_int(&r, 2)}});
        if (r.status) return r.status;
    }
    enum err e = OK;
    for (size_t i = 0; !e && i < rows.n; i++)
        e = settle_row(db, x, rows.item[i].id, rows.item[i].row);
    x->seen = rows.n ? rows.item[rows.n - 1].id : x->after;
    return e;
}

/* The clear cases first, so that no doubtful one takes a record that another fits better. */
static enum err settle_pending(struct stage *s)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    enum err e = OK;
    for (int round = 0; !e && s->pending && round < 2; round++) {
        struct settle x = {.s = s, .mem = a, .last = round == 1};
        do {
            x.after = x.seen;
            if (stopped(s)) return ERR_INTERRUPTED;
            e = db_write_draft(s->store->db, settle_batch, &x);
        } while (!e && x.seen != x.after);
    }
    return e;
}

/* ---- counting ---- */

/* Also for records that are gone already: the load that took them may be undone, and then it is
 * this one that says so. */
static enum err deliver_absence(struct db *db, void *ctx)
{
    const struct stage *s = ctx;
    return db_exec(
        db,
        SQL("INSERT INTO delivery (record, load, version)"
            " SELECT r.id, ?1, NULL FROM record r WHERE r.feed = ?2 AND r.kind = ?3"
            " AND EXISTS (SELECT 1 FROM delivery x JOIN load l ON l.id = x.load"
            "  WHERE x.record = r.id AND x.version IS NOT NULL AND l.state = 'published')"
            " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.record = r.id AND d.load = ?1)"),
        I(s->load), I(s->feed),
        I(source_format(s->source) == SOURCE_SLIMS_ITEMS ? RECORD_HOLDINGS : RECORD_BIB));
}

enum err stage_finish(struct stage *s)
{
    struct load_report *r = s->report;
    enum err e = settle_pending(s);
    s->report->whole_refused = s->whole && (s->incomplete || r->read == r->rejected);
    if (!e && s->whole && !r->whole_refused) e = db_write(s->store->db, deliver_absence, s);
    if (e) return e;

    struct db_rows CLEANUP(db_done) q =
        db_query(s->store->db,
                 SQL("SELECT sum(CASE WHEN r.version IS NULL AND d.version IS NOT NULL"
                     "           THEN 1 ELSE 0 END),"
                     " sum(CASE WHEN r.version IS NOT NULL AND d.version IS NOT NULL"
                     "           AND d.version <> coalesce(r.sent, r.version) THEN 1 ELSE 0 END),"
                     " sum(CASE WHEN r.version IS NOT NULL AND d.version IS NULL"
                     "           THEN 1 ELSE 0 END)"
                     " FROM delivery d JOIN record r ON r.id = d.record WHERE d.load = ?1"),
                 I(s->load));
    if (db_next(&q)) {
        r->new_ = db_int(&q, 0);
        r->changed = db_int(&q, 1);
        r->deleted = db_int(&q, 2);
        r->unchanged = MAX(r->read - r->rejected - r->new_ - r->changed, (int64_t)0);
    }
    return q.status;
}
