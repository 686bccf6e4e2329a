/* publish.c -- what holds for a record is the word of the newest load that is in force. */
#include "catalog/publish.h"

#include "base/checked.h"
#include "catalog/cluster.h"
#include "catalog/change.h"
#include "catalog/hand.h"
#include "catalog/identity.h"
#include "catalog/internal.h"
#include "catalog/keys.h"
#include "catalog/keys_home.h"
#include "catalog/newcomer.h"
#include "catalog/stored.h"
#include "catalog/walk.h"

enum { ORPHAN_BATCH = 500 };

struct publishing {
    int64_t load, at;
    int kind; /* bibliographic records first: holdings look for them */
    struct identity_memo memo;
    struct foresight *foresight;
    struct store *store;
    const struct key_filter *home; /* known when the transaction began */
};

/* Of a record: the version in force, the one that shall be, and whether it is a newcomer. */
enum { NOW, THEN, NEW, FACTS };

/* ---- one record ---- */

static enum err touch_title_of(struct db *db, int64_t record, int64_t load)
{
    int64_t title = 0;
    enum err e = db_get_int(db, &title, SQL("SELECT coalesce(title, 0) FROM record WHERE id = ?1"),
                            I(record));
    return e || !title ? e : change_append(db, title, load);
}

static enum err apply_holdings(struct db *db, struct publishing *p, int64_t record,
                               const struct stored *s, struct arena *a)
{
    int64_t before = 0, parent = 0;
    enum err e = db_get_int(db, &before,
                            SQL("SELECT coalesce(parent, 0) FROM record WHERE id = ?1"), I(record));
    if (!e && s) e = identity_parent(db, s->feed, &s->bib, a, &p->memo, &parent);
    if (!e && s)
        e = db_exec(db, SQL("UPDATE record SET parent = ?1 WHERE id = ?2"),
                    parent ? I(parent) : NUL, I(record));
    if (!e && before) e = touch_title_of(db, before, p->load);
    if (!e && parent && parent != before) e = touch_title_of(db, parent, p->load);
    return e;
}

/* What the source says of the record is `version` now (0: nothing). */
static enum err apply(struct db *db, struct publishing *p, int64_t record, int64_t version,
                      struct arena *a)
{
    struct stored s;
    enum err e = hand_hold(db, record, version, a, &version);
    if (!e && version) e = stored_version(db, version, a, &s);
    if (e) return e;
    if (p->kind == RECORD_HOLDINGS) return apply_holdings(db, p, record, version ? &s : NULL, a);
    const struct cause cause = {.load = p->load, .at = p->at};
    return cluster_update(db, record, version ? &s.bib : NULL, &cause);
}

/* The same for a record that was never in force, when it is simple. */
static enum err apply_newcomer(struct db *db, struct publishing *p, struct newcomer n,
                               struct arena *a, bool *ret_placed)
{
    const struct cause cause = {.load = p->load, .at = p->at};
    const struct foreseen *x = foresight_of(p->foresight, db, n);
    struct foreseen own = {.beside = false};
    const struct group_view v = {.db = db, .mem = a, .home = p->home};
    *ret_placed = false;
    enum err e = x ? OK : foresee(db, n, a, &own);
    if (e) return e;
    if (!x) x = &own;
    foresight_note(p->foresight, &x->d.facts);
    return newcomer_place(&v, n, x, &cause, ret_placed);
}

/* ---- the walk ---- */

static void look_ahead(struct walk *w, const struct walk_steps *steps)
{
    struct publishing *p = w->ctx;
    struct {
        struct newcomer *item;
        size_t n, cap;
    } list = {0};
    for (size_t i = 0; i < steps->n; i++) {
        const struct walk_step *s = &steps->item[i];
        if (s->of[NEW]) VEC_PUSH(w->list, &list, (struct newcomer){s->id, s->of[THEN]});
    }
    foresight_begin(p->foresight, p->home, list.item, list.n);
}

/* Once the newest descriptions went, so that the catalogue is small again, keys come home by
 * themselves. */
static enum err see_home(struct db *db, struct publishing *p)
{
    int64_t newest = 0;
    if (!keys_home_gathering(p->store)) return OK;
    enum err e = keys_newest(db, &newest);
    if (e || newest >= KEYS_RECENT_FROM) return e;
    keys_home_forget(p->store);
    foresight_spoil(p->foresight);
    p->home = NULL;
    return OK;
}

static enum err next_records(struct db *db, struct walk *w, int64_t after, int64_t limit,
                             struct walk_steps *ret)
{
    struct publishing *p = w->ctx;
    enum err e = see_home(db, p);
    if (!e) e = keys_settle(db, keys_home_gathering(p->store), keys_home_settled(p->store));
    p->home = keys_home_known(p->store);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT d.record, coalesce(r.sent, r.version, 0), coalesce((SELECT x.version"
            "   FROM delivery x JOIN load l ON l.id = x.load WHERE x.record = d.record"
            "   AND l.state IN ('publishing', 'published') AND l.over IS NULL"
            "   ORDER BY l.turn DESC LIMIT 1), 0),"
            " CASE WHEN r.kind = 0 AND r.version IS NULL AND r.hand IS NULL AND r.title IS NULL"
            "  AND r.description IS NULL AND d.version IS NOT NULL THEN 1 ELSE 0 END"
            " FROM delivery d JOIN record r ON r.id = d.record"
            " WHERE d.load = ?1 AND d.record > ?2 AND r.kind = ?3 ORDER BY d.record LIMIT ?4"),
        I(p->load), I(after), I(p->kind), I(limit));
    e = walk_read(&r, w, FACTS, ret);
    if (!e) look_ahead(w, ret);
    return e;
}

static enum err put_in_force(struct db *db, struct walk *w, const struct walk_step *step)
{
    const struct newcomer n = {step->id, step->of[THEN]};
    bool placed = false;
    if (step->of[NOW] == step->of[THEN]) return OK;
    enum err e = step->of[NEW] ? apply_newcomer(db, w->ctx, n, w->mem, &placed) : OK;
    if (e || placed) return e;
    foresight_spoil(((struct publishing *)w->ctx)->foresight);
    e = apply(db, w->ctx, step->id, step->of[THEN], w->mem);
    return e ? e : see_home(db, w->ctx);
}

static void forget(struct walk *w)
{
    ((struct publishing *)w->ctx)->memo = (struct identity_memo){0};
}

static enum err walk_all(struct store *store, int64_t load, const struct load_watch *watch,
                         enum load_phase phase)
{
    struct publishing p = {.load = load, .at = store->env->now(store->env), .store = store};
    struct walk w = {.store = store,
                     .watch = watch,
                     .phase = phase,
                     .ctx = &p,
                     .next = next_records,
                     .begun = forget,
                     .step = put_in_force};
    enum err e = db_get_int(store->db, &w.all, SQL("SELECT count(*) FROM delivery WHERE load = ?1"),
                            I(load));
    p.foresight = foresight_open(store);
    for (p.kind = RECORD_BIB; !e && p.kind <= RECORD_HOLDINGS; p.kind++) e = walk_run(&w);
    foresight_close(p.foresight);
    return e;
}

/* ---- states ---- */

struct state_change {
    int64_t load, now;
    const char *state;
    const struct actor *actor; /* NULL: nobody asked */
};

/* What holds of the feed has changed, unless a preview failed to come into force. */
static enum err count_feed(struct db *db, int64_t load)
{
    return db_exec(db,
                   SQL("UPDATE feed SET moved = moved"
                       " + (SELECT CASE WHEN kept IS NULL THEN 1 ELSE 0 END FROM load"
                       "    WHERE id = ?1),"
                       " records = (SELECT count(*) FROM record r"
                       "  WHERE r.feed = feed.id AND r.kind = 0 AND r.version IS NOT NULL)"
                       " WHERE id = (SELECT feed FROM load WHERE id = ?1)"),
                   I(load));
}

static enum err set_state(struct db *db, void *ctx)
{
    const struct state_change *c = ctx;
    return db_exec(db, SQL("UPDATE load SET state = ?1, finished = ?2 WHERE id = ?3"),
                   T(str_of(c->state)), I(c->now), I(c->load));
}

/* In force as a whole: nothing of the preview is needed any more. */
static enum err set_published(struct db *db, void *ctx)
{
    const struct state_change *c = ctx;
    enum err e = set_state(db, ctx);
    if (e) return e;
    e = db_exec(
        db,
        SQL("UPDATE load SET kept = NULL, upload = NULL, n_titles ="
            " (SELECT count(DISTINCT r.title) FROM delivery d JOIN record r ON r.id = d.record"
            "  WHERE d.load = load.id AND d.version IS NOT NULL AND r.kind = 0) WHERE id = ?1"),
        I(c->load));
    if (!e) e = count_feed(db, c->load);
    return e ? e : load_audit(db, c->actor, c->load, "load.publish", c->now);
}

static enum err set_undone(struct db *db, void *ctx)
{
    const struct state_change *c = ctx;
    enum err e = set_state(db, ctx);
    if (!e) e = count_feed(db, c->load);
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE load SET turn = NULL,"
                        " state = CASE WHEN kept IS NULL THEN 'undone' ELSE 'preview' END"
                        " WHERE id = ?1"),
                    I(c->load));
    return e ? e : load_audit(db, c->actor, c->load, "load.undo", c->now);
}

/* ---- holdings that waited for their record ---- */

struct orphan_walk {
    int64_t load, feed, after;
    struct arena *mem;
    struct identity_memo memo;
    struct {
        int64_t *item;
        size_t n, cap;
    } batch; /* committed when db_write returns */
};

static enum err adopt(struct db *db, struct orphan_walk *o, int64_t record)
{
    int64_t version = 0, parent = 0;
    struct stored s;
    enum err e =
        db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(record));
    if (!e) e = stored_version(db, version, o->mem, &s);
    if (!e) e = identity_parent(db, o->feed, &s.bib, o->mem, &o->memo, &parent);
    if (e || !parent) return e;
    e = db_exec(db, SQL("UPDATE record SET parent = ?1 WHERE id = ?2"), I(parent), I(record));
    return e ? e : touch_title_of(db, parent, o->load);
}

static enum err adopt_batch(struct db *db, void *ctx)
{
    struct orphan_walk *o = ctx;
    arena_reset(o->mem);
    o->memo = (struct identity_memo){0};
    o->batch.item = NULL;
    o->batch.n = o->batch.cap = 0;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT id FROM record WHERE feed = ?1 AND kind = 1 AND parent IS NULL"
                         " AND version IS NOT NULL AND id > ?2 ORDER BY id LIMIT ?3"),
                     I(o->feed), I(o->after), I(ORPHAN_BATCH));
        while (db_next(&r)) VEC_PUSH(o->mem, &o->batch, db_int(&r, 0));
        if (r.status) return r.status;
    }
    enum err e = OK;
    for (size_t i = 0; !e && i < o->batch.n; i++) e = adopt(db, o, o->batch.item[i]);
    return e;
}

static enum err adopt_orphans(struct store *store, int64_t load)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct orphan_walk o = {.load = load, .mem = a};
    enum err e =
        db_get_int(store->db, &o.feed, SQL("SELECT feed FROM load WHERE id = ?1"), I(load));
    while (!e) {
        e = db_write(store->db, adopt_batch, &o);
        if (o.batch.n == 0) break;
        o.after = o.batch.item[o.batch.n - 1];
    }
    return e;
}

enum err publish_all(struct store *store, const struct actor *actor, int64_t load,
                     const struct load_watch *watch)
{
    struct state_change done = {load, store->env->now(store->env), "published", actor};
    enum err e = walk_all(store, load, watch, LOAD_PUBLISHING);
    if (!e) e = adopt_orphans(store, load);
    return e ? e : db_write(store->db, set_published, &done);
}

enum err publish_undo(struct store *store, const struct actor *actor, int64_t load,
                      const struct load_watch *watch)
{
    struct state_change begun = {load, store->env->now(store->env), "undoing", actor};
    struct state_change done = {load, begun.now, "undone", actor};
    enum err e = db_write(store->db, set_state, &begun);
    if (!e) e = walk_all(store, load, watch, LOAD_UNDOING);
    return e ? e : db_write(store->db, set_undone, &done);
}
