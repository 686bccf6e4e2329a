/* gather_take.c -- what was fetched, compared with what holds and published.
 *
 * Everything is staged as a file is (stage.h); then what says the same as what holds is taken out
 * of the load again, so that a nightly harvest of a quiet library leaves no row behind. */
#include "base/checked.h"
#include "catalog/gather_taking.h"
#include "catalog/internal.h"
#include "catalog/publish.h"
#include "catalog/stored.h"
#include "network/agency.h"
#include "text/utf8.h"

enum { TRIM_BATCH = 4000 };

/* ---- the feed and the load ---- */

static enum err feed_of(struct db *db, struct taking *t)
{
    struct str kind = arena_printf(t->mem, "gather-%lld", (long long)t->g->id);
    enum err e =
        db_get_int(db, &t->feed, SQL("SELECT id FROM feed WHERE agency = ?1 AND kind = ?2"),
                   I(t->g->agency), T(kind));
    if (e == ERR_NOT_FOUND)
        e = db_get_int(db, &t->feed,
                       SQL("INSERT INTO feed (agency, kind, created) VALUES (?1, ?2, ?3)"
                           " RETURNING id"),
                       I(t->g->agency), T(kind), I(t->now));
    return e ? e
             : db_exec(db, SQL("UPDATE gather SET feed = ?1 WHERE id = ?2"), I(t->feed),
                       I(t->g->id));
}

static struct str host_of(struct str url)
{
    size_t from = str_find(url, STR("://"));
    from = from < url.n ? from + 3 : 0;
    return utf8_cut(str_slice(url, from, str_find_char(url, '/', from)), 100);
}

enum err taking_open(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    enum err e = feed_of(db, t);
    if (e) return e;
    return db_get_int(db, &t->load,
                      SQL("INSERT INTO load (feed, state, whole, file, format, layout, started,"
                          " person, n_before) VALUES (?1, 'staging', 0, ?2, ?3, ?4, ?5, ?6,"
                          " (SELECT records FROM feed WHERE id = ?1)) RETURNING id"),
                      I(t->feed), T(t->name), T(t->format), T(t->layout), I(t->now),
                      t->actor->person ? I(t->actor->person) : NUL);
}

/* ---- what could not be read ---- */

static void keep_refusal(void *ctx, const struct fault *f)
{
    struct taking *t = ctx;
    if (!f->fatal || t->refused.n >= GATHER_REFUSALS_KEPT) return;
    if (t->refused.n && t->refused.item[t->refused.n - 1].number == f->record) return;
    VEC_PUSH(t->mem, &t->refused,
             (struct gather_refused){f->record, reason_name(f->reason),
                                     utf8_clean(t->mem, arena_copy(t->mem, f->excerpt))});
}

static void pass_progress(void *ctx, const struct load_progress *p)
{
    const struct taking *t = ctx;
    if (t->watch->progress) t->watch->progress(t->watch->ctx, p);
}

static bool pass_stop(void *ctx)
{
    const struct taking *t = ctx;
    return t->watch->stop && t->watch->stop(t->watch->ctx);
}

/* ---- what is missing ---- */

/* Of a whole collection: what holds and did not come. Of any: what came is not missing. */
static enum err mark_missing(struct db *db, const struct taking *t)
{
    if (!t->sure)
        return db_exec(db,
                       SQL("DELETE FROM gather_absent WHERE gather = ?1 AND EXISTS (SELECT 1 FROM"
                           " delivery d WHERE d.record = gather_absent.record AND d.load = ?2)"),
                       I(t->g->id), I(t->load));
    enum err e = db_exec(db, SQL("DELETE FROM gather_absent WHERE gather = ?1"), I(t->g->id));
    if (e) return e;
    return db_exec(db,
                   SQL("INSERT INTO gather_absent (gather, record) SELECT ?1, r.id FROM record r"
                       " WHERE r.feed = ?2 AND r.version IS NOT NULL AND NOT EXISTS"
                       " (SELECT 1 FROM delivery d WHERE d.record = r.id AND d.load = ?3)"),
                   I(t->g->id), I(t->feed), I(t->load));
}

enum err taking_hold_deletions(struct db *db, struct taking *t)
{
    int64_t gone = 0, live = 0;
    enum err e = db_get_int(db, &gone,
                            SQL("SELECT count(*) FROM delivery d JOIN record r ON r.id = d.record"
                                " WHERE d.load = ?1 AND d.version IS NULL"
                                " AND r.version IS NOT NULL"),
                            I(t->load));
    if (!e) e = db_get_int(db, &live, SQL("SELECT records FROM feed WHERE id = ?1"), I(t->feed));
    if (e || !gather_is_much(gone, live)) return e;
    e = db_exec(db,
                SQL("INSERT INTO gather_absent (gather, record) SELECT ?1, d.record FROM delivery d"
                    " JOIN record r ON r.id = d.record WHERE d.load = ?2 AND d.version IS NULL"
                    " AND r.version IS NOT NULL ON CONFLICT (gather, record) DO NOTHING"),
                I(t->g->id), I(t->load));
    return e ? e
             : db_exec(db, SQL("DELETE FROM delivery WHERE load = ?1 AND version IS NULL"),
                       I(t->load));
}

static enum err see_missing(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    enum err e = mark_missing(db, t);
    if (!e) e = taking_hold_deletions(db, t);
    if (e) return e;
    return db_get_int(db, &t->done.absent,
                      SQL("SELECT count(*) FROM gather_absent WHERE gather = ?1"), I(t->g->id));
}

/* ---- what is the same ---- */

static enum err next_batch(struct db *db, struct taking *t)
{
    return db_get_int(db, &t->trimmed,
                      SQL("SELECT coalesce(max(record), 0) FROM (SELECT record FROM delivery"
                          " WHERE load = ?1 AND record > ?2 ORDER BY record LIMIT ?3) AS x"),
                      I(t->load), I(t->after), I(TRIM_BATCH));
}

struct walking {
    struct taking *t;
    db_write_fn *fn;
};

static enum err walk_batch(struct db *db, void *ctx)
{
    const struct walking *w = ctx;
    enum err e = next_batch(db, w->t);
    return e || !w->t->trimmed ? e : w->fn(db, w->t);
}

enum err taking_walk(struct taking *t, db_write_fn *fn)
{
    enum err e = OK;
    struct walking w = {t, fn};
    t->after = 0;
    for (t->trimmed = 1; !e && t->trimmed;) {
        e = db_write_batch(t->store->db, walk_batch, &w);
        if (t->trimmed) t->after = t->trimmed;
    }
    return e;
}

static enum err trim_batch(struct db *db, void *ctx)
{
    const struct taking *t = ctx;
    return db_exec(
        db,
        SQL("DELETE FROM delivery WHERE load = ?1 AND record > ?2 AND record <= ?3"
            " AND coalesce(version, 0) ="
            " (SELECT coalesce(r.sent, r.version, 0) FROM record r WHERE r.id = delivery.record)"),
        I(t->load), I(t->after), I(t->trimmed));
}

static enum err count_left(struct taking *t)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(t->store->db,
                 SQL("SELECT count(*), coalesce(sum(CASE WHEN r.version IS NULL THEN 1 ELSE 0 END),"
                     " 0), coalesce(sum(CASE WHEN d.version IS NULL THEN 1 ELSE 0 END), 0)"
                     " FROM delivery d JOIN record r ON r.id = d.record WHERE d.load = ?1"),
                 I(t->load));
    if (!db_next(&r)) return r.status ? r.status : ERR_INTERNAL;
    t->left = db_int(&r, 0);
    t->done.fresh = db_int(&r, 1);
    t->done.gone = db_int(&r, 2);
    t->done.changed = t->left - t->done.fresh - t->done.gone;
    return OK;
}

enum err taking_trim(struct taking *t)
{
    enum err e = taking_walk(t, trim_batch);
    return e ? e : count_left(t);
}

/* ---- the end ---- */

static enum err write_counts(struct db *db, void *ctx)
{
    const struct taking *t = ctx;
    const struct load_report r = {.read = t->left,
                                  .new_ = t->done.fresh,
                                  .changed = t->done.changed,
                                  .deleted = t->done.gone};
    return load_write_counts(db, t->load, &r);
}

static enum err forget_load(struct db *db, void *ctx)
{
    return db_exec(db, SQL("DELETE FROM load WHERE id = ?1"), I(*(const int64_t *)ctx));
}

/* Puts what is new in force; nothing new leaves no load. */
enum err taking_put_in_force(struct taking *t)
{
    if (t->left) {
        enum err e = db_write(t->store->db, write_counts, t);
        if (!e) e = load_put_in_force(t->store, t->actor, t->load, t->watch);
        if (!e) t->done.load = t->load;
        return e;
    }
    enum err e = publish_discard(t->store, NULL, t->load, "discarded");
    return e ? e : db_write(t->store->db, forget_load, &t->load);
}

static enum err write_refusals(struct db *db, const struct taking *t)
{
    enum err e = db_exec(db, SQL("DELETE FROM gather_refusal WHERE gather = ?1"), I(t->g->id));
    for (size_t i = 0; !e && i < t->refused.n; i++)
        e = db_exec(db,
                    SQL("INSERT INTO gather_refusal (gather, number, reason, excerpt)"
                        " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (gather, number) DO NOTHING"),
                    I(t->g->id), I(t->refused.item[i].number), T(str_of(t->refused.item[i].reason)),
                    T(t->refused.item[i].excerpt));
    return e;
}

enum err taking_note_arrival(struct db *db, const struct taking *t, bool whole)
{
    enum err e = db_exec(db,
                         SQL("INSERT INTO gather_arrival (gather, at, load, whole, n_read, n_new,"
                             " n_changed, n_gone, n_refused) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                             " ?8, ?9)"),
                         I(t->g->id), I(t->now), t->done.load ? I(t->done.load) : NUL, I(whole),
                         I(t->done.read), I(t->done.fresh), I(t->done.changed), I(t->done.gone),
                         I(t->done.refused));
    return e ? e
             : db_exec(db,
                       SQL("DELETE FROM gather_arrival WHERE gather = ?1 AND id <= (SELECT id FROM"
                           " gather_arrival WHERE gather = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)"),
                       I(t->g->id), I(GATHER_ARRIVALS_KEPT));
}

/* One transaction with the state of the next fetching, so that a kill repeats all or nothing. */
static enum err write_end(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    const struct gather_run *r = &t->g->run;
    enum err e = write_refusals(db, t);
    if (!e) e = taking_note_arrival(db, t, r->whole);
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE gather SET since = ?1, etag = ?2, modified = ?3, took_at = ?4,"
                       " whole_at = CASE WHEN ?5 = 1 THEN began ELSE whole_at END, began = 0,"
                       " token = '', complete = 0, bytes = 0 WHERE id = ?6"),
                   T(r->next), T(r->etag), T(r->modified), I(t->now), I(r->whole && t->sure),
                   I(t->g->id));
}

enum err taking_stage(struct taking *t, struct source *source)
{
    const struct load_watch watch = {pass_progress, pass_stop, keep_refusal, t};
    struct stage s = {.store = t->store,
                      .source = source,
                      .watch = &watch,
                      .feed = t->feed,
                      .load = t->load,
                      .report = &t->report};
    enum err e = load_stage(&s);
    t->incomplete = s.incomplete || t->report.read <= t->report.rejected;
    t->sure = t->sure && !t->incomplete;
    t->done.read = t->report.read;
    t->done.refused = t->report.rejected;
    return e;
}

enum err taking_drop(struct taking *t, enum err e)
{
    enum err dropped = publish_discard(t->store, NULL, t->load, "discarded");
    return dropped ? dropped : e;
}

/* Staged and compared; what fails is thrown away. */
static enum err compare(struct taking *t, struct source *source)
{
    enum err e = taking_stage(t, source);
    if (!e) e = db_write(t->store->db, see_missing, t);
    if (!e) e = taking_trim(t);
    return e ? taking_drop(t, e) : OK;
}

enum err gather_take(struct store *store, const struct actor *actor, const struct gather *g,
                     const char *path, bool sure, const struct load_watch *watch,
                     struct gather_taken *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct lock CLEANUP(lock_release) turn = {0};
    struct source CLEANUP(source_closep) *source = NULL;
    struct fault why;
    struct taking t = {.store = store,
                       .actor = actor,
                       .g = g,
                       .watch = watch ? watch : &load_nobody,
                       .mem = a,
                       .name = host_of(g->url),
                       .now = store->env->now(store->env),
                       .sure = sure && g->run.whole};
    enum err e = actor_may_agency(store->db, actor, PERM_CATALOGUE, g->agency);
    if (!e) e = source_open(path, (struct str){0}, a, &source, &why);
    if (!e) e = load_take_turn(store, t.watch, &turn);
    if (e) return e;
    t.format = str_of(source_format_name(source_format(source)));
    t.layout = source_layout(source);
    e = db_write(store->db, taking_open, &t);
    if (!e) e = compare(&t, source);
    if (!e) e = taking_put_in_force(&t);
    if (!e) e = db_write(store->db, write_end, &t);
    if (!e) *ret = t.done;
    return e;
}

/* ---- what is missing goes ---- */

static enum err stage_missing(struct db *db, void *ctx)
{
    struct taking *t = ctx;
    int64_t absent = 0;
    enum err e = db_get_int(
        db, &absent, SQL("SELECT count(*) FROM gather_absent WHERE gather = ?1"), I(t->g->id));
    if (!e && (absent != t->done.absent || !absent)) return ERR_CONFLICT;
    if (!e) e = taking_open(db, t);
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO delivery (record, load, version) SELECT x.record, ?1, NULL"
                        " FROM gather_absent x JOIN record r ON r.id = x.record"
                        " WHERE x.gather = ?2 AND r.version IS NOT NULL"),
                    I(t->load), I(t->g->id));
    return e;
}

static enum err forget_missing(struct db *db, void *ctx)
{
    const struct taking *t = ctx;
    return db_exec(db, SQL("DELETE FROM gather_absent WHERE gather = ?1"), I(t->g->id));
}

enum err gather_withdraw(struct store *store, const struct actor *actor, int64_t id, int64_t absent,
                         const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct lock CLEANUP(lock_release) turn = {0};
    struct gather g;
    struct taking t = {.store = store,
                       .actor = actor,
                       .g = &g,
                       .watch = watch ? watch : &load_nobody,
                       .mem = a,
                       .now = store->env->now(store->env),
                       .format = str_of(source_format_name(SOURCE_OAI)),
                       .done.absent = absent};
    enum err e = gather_get(store->db, actor, id, a, &g);
    if (!e) t.name = host_of(g.url);
    if (!e) e = actor_may_agency(store->db, actor, PERM_CATALOGUE, g.agency);
    if (!e) e = load_take_turn(store, t.watch, &turn);
    if (!e) e = db_write(store->db, stage_missing, &t);
    if (!e) e = count_left(&t);
    if (!e) e = taking_put_in_force(&t);
    return e ? e : db_write(store->db, forget_missing, &t);
}
