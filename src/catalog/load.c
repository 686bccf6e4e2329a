/* load.c -- the life of a load from the order to the report. */
#include "catalog/load.h"

#include "base/checked.h"
#include "base/log.h"
#include "catalog/internal.h"
#include "catalog/keys_home.h"
#include "catalog/mapping.h"
#include "catalog/publish.h"
#include "catalog/rebuild.h"
#include "catalog/stored.h"
#include "network/agency.h"
#include "network/audit.h"
#include "text/utf8.h"

enum { FILE_NAME_MAX = 200 };

const struct load_watch load_nobody = {0};

/* ---- feeds and loads as rows ---- */

enum err load_feed(struct db *db, int64_t agency, int64_t now, int64_t *ret)
{
    enum err e = db_get_int(
        db, ret, SQL("SELECT id FROM feed WHERE agency = ?1 AND kind = 'upload'"), I(agency));
    if (e != ERR_NOT_FOUND) return e;
    return db_get_int(db, ret,
                      SQL("INSERT INTO feed (agency, kind, created) VALUES (?1, 'upload', ?2)"
                          " RETURNING id"),
                      I(agency), I(now));
}

static enum err mapping_of_feed(struct db *db, int64_t agency, struct arena *a, struct str *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT mapping FROM feed WHERE agency = ?1 AND kind = 'upload'"), I(agency));
    *ret = db_next(&r) ? db_text(&r, 0, a) : (struct str){0};
    return r.status;
}

enum err load_mapping(struct db *db, int64_t agency, struct str own, struct arena *a,
                      struct str *ret)
{
    struct str old = {0};
    enum err e = mapping_of_feed(db, agency, a, &old);
    struct str both[] = {own, old};
    if (!e) *ret = arena_join(a, both, 2, STR("\n"));
    return e;
}

struct opening {
    const struct load_order *order;
    struct str format, layout, remember, file;
    int64_t now, feed, load;
};

static enum err open_load(struct db *db, void *ctx)
{
    struct opening *o = ctx;
    enum err e = load_feed(db, o->order->agency, o->now, &o->feed);
    if (e) return e;
    return db_get_int(db, &o->load,
                      SQL("INSERT INTO load (feed, state, whole, file, format, layout, mapping,"
                          " remember, started) VALUES (?1, 'staging', ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                          " RETURNING id"),
                      I(o->feed), I(o->order->whole), T(o->file), T(o->format), T(o->layout),
                      T(o->order->mapping), T(o->remember), I(o->now));
}

enum err load_write_counts(struct db *db, int64_t load, const struct load_report *r)
{
    return db_exec(db,
                   SQL("UPDATE load SET n_read = ?1, n_new = ?2, n_changed = ?3, n_unchanged = ?4,"
                       " n_deleted = ?5, n_rejected = ?6, n_warnings = ?7, whole_refused = ?8"
                       " WHERE id = ?9"),
                   I(r->read), I(r->new_), I(r->changed), I(r->unchanged), I(r->deleted),
                   I(r->rejected), I(r->warnings), I(r->whole_refused), I(load));
}

struct counting {
    int64_t load;
    const struct load_report *report;
};

static enum err write_counts(struct db *db, void *ctx)
{
    const struct counting *c = ctx;
    return load_write_counts(db, c->load, c->report);
}

enum err load_audit(struct db *db, const struct actor *actor, int64_t load, const char *action,
                    int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct audit_entry entry = {.at = now, .action = action, .kind = "load", .id = load};
    if (!actor) return OK;
    {
        struct db_rows CLEANUP(db_done) r = db_query(
            db,
            SQL("SELECT f.agency, l.file FROM load l JOIN feed f ON f.id = l.feed WHERE l.id = ?1"),
            I(load));
        if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
        entry.agency = db_int(&r, 0);
        entry.detail = db_text(&r, 1, a);
    }
    return audit_add(db, actor, &entry);
}

/* ---- coming into force ---- */

/* What was said of this file is known of the next one like it. */
static enum err remember(struct db *db, int64_t load)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    int64_t feed = 0;
    struct str line = {0}, old = {0};
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(db,
                     SQL("SELECT l.remember, f.mapping, f.id FROM load l JOIN feed f ON f.id ="
                         " l.feed WHERE l.id = ?1"),
                     I(load));
        if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
        line = db_text(&r, 0, a);
        old = db_text(&r, 1, a);
        feed = db_int(&r, 2);
    }
    if (!line.n) return OK;
    return db_exec(db, SQL("UPDATE feed SET mapping = ?1 WHERE id = ?2"),
                   T(mapping_remember(old, line, a)), I(feed));
}

static enum err begin_publishing(struct db *db, void *ctx)
{
    const int64_t load = *(const int64_t *)ctx;
    enum err e = db_exec(db,
                         SQL("UPDATE load SET state = 'publishing',"
                             " turn = (SELECT coalesce(max(turn), 0) + 1 FROM load) WHERE id = ?1"),
                         I(load));
    return e ? e : remember(db, load);
}

enum err load_put_in_force(struct store *store, const struct actor *actor, int64_t load,
                           const struct load_watch *watch)
{
    enum err e = db_write(store->db, begin_publishing, &load);
    if (!e) e = publish_all(store, actor, load, watch);
    if (!e) keys_home_end(store);
    if (!e) return OK;
    /* what cannot be had whole is not had at all; load_recover tries again if need be */
    enum err back = publish_undo(store, NULL, load, &load_nobody);
    if (back) log_info("load %lld waits to be taken back", (long long)load);
    return e;
}

/* ---- running one ---- */

enum err load_stage(struct stage *s)
{
    enum err e = stage_all(s);
    return e ? e : stage_finish(s);
}

static enum err run_staged(struct stage *s, const struct actor *actor,
                           const struct load_order *order, struct load_report *ret)
{
    enum err e = load_stage(s);
    if (e || order->dry_run) {
        enum err dropped = publish_discard(s->store, NULL, s->load, "discarded");
        ret->titles = -1;
        return e ? e : dropped;
    }
    struct counting c = {s->load, ret};
    e = db_write(s->store->db, write_counts, &c);
    if (!e) e = load_put_in_force(s->store, actor, s->load, s->watch);
    if (e) return e;
    ret->id = s->load;
    return db_get_int(s->store->db, &ret->titles, SQL("SELECT n_titles FROM load WHERE id = ?1"),
                      I(s->load));
}

static enum err run_source(struct store *store, const struct actor *actor,
                           const struct load_order *order, const struct load_watch *watch,
                           struct source *source, struct load_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct stage s = {
        .store = store, .source = source, .watch = watch, .whole = order->whole, .report = ret};
    struct opening o = {.order = order, .now = store->env->now(store->env)};
    ret->format = str_of(source_format_name(source_format(source)));
    o.format = ret->format;
    o.layout = source_layout(source);
    if (order->mapping.n) o.remember = source_mapping(source, a);
    o.file = utf8_cut(order->file_name, FILE_NAME_MAX);
    enum err e = db_write(store->db, open_load, &o);
    if (e) return e;
    s.feed = o.feed;
    s.load = o.load;
    return run_staged(&s, actor, order, ret);
}

static enum err recover_locked(struct store *store);

enum err load_take_turn(struct store *store, const struct load_watch *watch, struct lock *ret)
{
    enum err e = store_lock(store, false, ret);
    if (e == ERR_BUSY) {
        if (watch->progress)
            watch->progress(watch->ctx, &(struct load_progress){.phase = LOAD_WAITING});
        e = store_lock(store, true, ret);
    }
    if (!e) keys_home_begin(store);
    if (!e) e = rebuild_if_due(store, watch);
    return e ? e : recover_locked(store);
}

enum err load_run(struct store *store, const struct actor *actor, const struct load_order *order,
                  const struct load_watch *watch, struct arena *a, struct fault *ret_why,
                  struct load_report *ret)
{
    struct lock CLEANUP(lock_release) turn = {0};
    struct source CLEANUP(source_closep) *source = NULL;
    struct str mapping = {0};
    struct agency agency;
    if (!watch) watch = &load_nobody;
    *ret = (struct load_report){0};
    *ret_why = (struct fault){0};

    enum err e = actor_may_agency(store->db, actor, PERM_CATALOGUE, order->agency);
    if (!e) e = agency_get(store->db, order->agency, a, &agency);
    if (!e) e = load_mapping(store->db, order->agency, order->mapping, a, &mapping);
    if (!e) e = source_open(order->path, mapping, a, &source, ret_why);
    if (!e) e = load_take_turn(store, watch, &turn);
    return e ? e : run_source(store, actor, order, watch, source, ret);
}

/* ---- undoing ---- */

enum err load_agency(struct db *db, const struct actor *actor, enum permission p, int64_t load,
                     int64_t *ret)
{
    enum err e = db_get_int(
        db, ret, SQL("SELECT f.agency FROM load l JOIN feed f ON f.id = l.feed WHERE l.id = ?1"),
        I(load));
    if (!e) e = actor_may_agency(db, actor, p, *ret);
    return e == ERR_DENIED ? ERR_NOT_FOUND : e;
}

enum err load_undo(struct store *store, const struct actor *actor, int64_t load,
                   const struct load_watch *watch)
{
    struct lock CLEANUP(lock_release) turn = {0};
    int64_t published = 0, agency = 0;
    if (!watch) watch = &load_nobody;
    enum err e = load_agency(store->db, actor, PERM_CATALOGUE, load, &agency);
    if (!e) e = load_take_turn(store, watch, &turn);
    if (!e)
        e = db_get_int(store->db, &published,
                       SQL("SELECT state = 'published' FROM load WHERE id = ?1"
                           " AND state <> 'discarded'"),
                       I(load));
    if (!e && !published) e = ERR_CONFLICT;
    return e ? e : publish_undo(store, actor, load, watch);
}

/* ---- what a killed process left ---- */

struct unfinished {
    int64_t load;
    bool staged;       /* nothing of it was ever in force */
    const char *state; /* where it goes when it was only staged */
};

/* The oldest unfinished load; ERR_NOT_FOUND when all are finished. */
static enum err unfinished(struct db *db, struct unfinished *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id, state = 'staging', upload, kept FROM load WHERE state IN"
                         " ('staging', 'publishing', 'undoing') ORDER BY id LIMIT 1"));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    ret->load = db_int(&r, 0);
    ret->staged = db_int(&r, 1) != 0;
    ret->state = !db_is_null(&r, 2) ? "received" : !db_is_null(&r, 3) ? "expired" : "discarded";
    return OK;
}

static enum err recover_locked(struct store *store)
{
    struct unfinished u;
    enum err e = unfinished(store->db, &u);
    while (!e) {
        log_info("load %lld was interrupted; %s", (long long)u.load,
                 u.staged ? "dropping it" : "taking it back");
        e = u.staged ? publish_discard(store, NULL, u.load, u.state)
                     : publish_undo(store, NULL, u.load, &load_nobody);
        if (!e) e = unfinished(store->db, &u);
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err load_recover(struct store *store)
{
    struct lock CLEANUP(lock_release) turn = {0};
    enum err e = store_lock(store, false, &turn);
    if (e == ERR_BUSY) return OK;
    return e ? e : recover_locked(store);
}
