/* load.c -- the life of a load from the order to the report. */
#include "catalog/load.h"

#include "base/checked.h"
#include "base/log.h"
#include "catalog/mapping.h"
#include "catalog/publish.h"
#include "catalog/stage.h"
#include "catalog/stored.h"
#include "network/agency.h"
#include "text/utf8.h"

enum { FILE_NAME_MAX = 200 };

static const struct load_watch nobody = {0};

/* ---- feeds and loads as rows ---- */

struct opening {
    const struct load_order *order;
    const struct stage *stage;
    struct str format, layout, file;
    int64_t now, feed, load;
};

static enum err feed_of(struct db *db, int64_t agency, int64_t now, int64_t *ret)
{
    enum err e = db_get_int(
        db, ret, SQL("SELECT id FROM feed WHERE agency = ?1 AND kind = 'upload'"), I(agency));
    if (e != ERR_NOT_FOUND) return e;
    return db_get_int(db, ret,
                      SQL("INSERT INTO feed (agency, kind, created) VALUES (?1, 'upload', ?2)"
                          " RETURNING id"),
                      I(agency), I(now));
}

static enum err open_load(struct db *db, void *ctx)
{
    struct opening *o = ctx;
    enum err e = feed_of(db, o->order->agency, o->now, &o->feed);
    if (e) return e;
    return db_get_int(db, &o->load,
                      SQL("INSERT INTO load (feed, state, whole, file, format, layout, started)"
                          " VALUES (?1, 'staging', ?2, ?3, ?4, ?5, ?6) RETURNING id"),
                      I(o->feed), I(o->order->whole), T(o->file), T(o->format), T(o->layout),
                      I(o->now));
}

struct closing {
    int64_t load, feed;
    const struct load_report *report;
    struct str mapping;
};

static enum err begin_publishing(struct db *db, void *ctx)
{
    const struct closing *c = ctx;
    const struct load_report *r = c->report;
    enum err e = OK;
    if (c->mapping.n)
        e = db_exec(db, SQL("UPDATE feed SET mapping = ?1 WHERE id = ?2"), T(c->mapping),
                    I(c->feed));
    if (e) return e;
    return db_exec(db,
                   SQL("UPDATE load SET state = 'publishing', n_read = ?1, n_new = ?2,"
                       " n_changed = ?3, n_unchanged = ?4, n_deleted = ?5, n_rejected = ?6,"
                       " n_warnings = ?7 WHERE id = ?8"),
                   I(r->read), I(r->new_), I(r->changed), I(r->unchanged), I(r->deleted),
                   I(r->rejected), I(r->warnings), I(c->load));
}

static enum err count_titles(struct db *db, int64_t load, int64_t *ret)
{
    return db_get_int(db, ret,
                      SQL("SELECT count(DISTINCT r.title) FROM delivery d"
                          " JOIN record r ON r.id = d.record"
                          " WHERE d.load = ?1 AND d.version IS NOT NULL AND r.kind = 0"),
                      I(load));
}

/* ---- running one ---- */

static enum err stage_file(struct stage *s)
{
    enum err e = stage_all(s);
    return e ? e : stage_finish(s);
}

static enum err run_staged(struct stage *s, const struct load_order *order, struct str remember,
                           struct load_report *ret)
{
    enum err e = stage_file(s);
    if (e || order->dry_run) {
        enum err dropped = publish_discard(s->store, s->load);
        ret->titles = -1;
        return e ? e : dropped;
    }
    struct closing c = {s->load, s->feed, ret, remember};
    e = db_write(s->store->db, begin_publishing, &c);
    if (!e) e = publish_all(s->store, s->load, s->watch);
    if (e) { /* what cannot be had whole is not had at all; load_recover tries again if need be */
        enum err back = publish_undo(s->store, s->load, &nobody);
        if (back) log_info("load %lld waits to be taken back", (long long)s->load);
        return e;
    }
    e = count_titles(s->store->db, s->load, &ret->titles);
    ret->id = s->load;
    return e;
}

static enum err has_records(struct db *db, int64_t feed, bool *ret)
{
    int64_t any = 0;
    enum err e =
        db_get_int(db, &any, SQL("SELECT EXISTS (SELECT 1 FROM record WHERE feed = ?1)"), I(feed));
    *ret = any != 0;
    return e;
}

static enum err run_source(struct store *store, const struct load_order *order,
                           const struct load_watch *watch, struct source *source,
                           struct str remember, struct load_report *ret)
{
    struct stage s = {
        .store = store, .source = source, .watch = watch, .whole = order->whole, .report = ret};
    struct opening o = {.order = order, .stage = &s, .now = store->env->now(store->env)};
    bool any = false;
    ret->format = str_of(source_format_name(source_format(source)));
    o.format = ret->format;
    o.layout = source_layout(source);
    o.file = utf8_cut(order->file_name, FILE_NAME_MAX);
    enum err e = db_write(store->db, open_load, &o);
    if (!e) e = has_records(store->db, o.feed, &any);
    if (e) return e;
    s.feed = o.feed;
    s.load = o.load;
    s.fresh = !any;
    return run_staged(&s, order, remember, ret);
}

static enum err mapping_of_feed(struct db *db, int64_t agency, struct arena *a, struct str *ret)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT mapping FROM feed WHERE agency = ?1 AND kind = 'upload'"), I(agency));
    *ret = db_next(&r) ? db_text(&r, 0, a) : (struct str){0};
    return r.status;
}

/* Opens the file by what the order says, then by what the feed remembers. *ret_remember: what the
 * feed shall remember from now on; empty: as before. */
static enum err open_source(struct db *db, const struct load_order *order, struct arena *a,
                            struct source **ret, struct str *ret_remember, struct fault *ret_why)
{
    struct str old = {0};
    enum err e = mapping_of_feed(db, order->agency, a, &old);
    if (e) return e;
    struct str both[] = {order->mapping, old};
    e = source_open(order->path, arena_join(a, both, 2, STR("\n")), a, ret, ret_why);
    if (e) return e;
    struct str line = source_mapping(*ret, a);
    *ret_remember = (struct str){0};
    if (order->mapping.n && line.n) *ret_remember = mapping_remember(old, line, a);
    return OK;
}

static enum err take_turn(struct store *store, const struct load_watch *watch, struct lock *ret)
{
    enum err e = store_lock(store, false, ret);
    if (e != ERR_BUSY) return e;
    if (watch->progress)
        watch->progress(watch->ctx, &(struct load_progress){.phase = LOAD_WAITING});
    return store_lock(store, true, ret);
}

static enum err recover_locked(struct store *store);

enum err load_run(struct store *store, const struct actor *actor, const struct load_order *order,
                  const struct load_watch *watch, struct arena *a, struct fault *ret_why,
                  struct load_report *ret)
{
    struct lock CLEANUP(lock_release) turn = {0};
    struct source CLEANUP(source_closep) *source = NULL;
    struct str remember = {0};
    struct agency agency;
    if (!watch) watch = &nobody;
    *ret = (struct load_report){0};
    *ret_why = (struct fault){0};

    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = agency_get(store->db, order->agency, a, &agency);
    if (!e) e = open_source(store->db, order, a, &source, &remember, ret_why);
    if (!e) e = take_turn(store, watch, &turn);
    if (!e) e = recover_locked(store);
    return e ? e : run_source(store, order, watch, source, remember, ret);
}

/* ---- undoing ---- */

enum err load_undo(struct store *store, const struct actor *actor, int64_t load,
                   const struct load_watch *watch)
{
    struct lock CLEANUP(lock_release) turn = {0};
    int64_t published = 0;
    if (!watch) watch = &nobody;
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = take_turn(store, watch, &turn);
    if (!e) e = recover_locked(store);
    if (!e)
        e = db_get_int(store->db, &published,
                       SQL("SELECT state = 'published' FROM load WHERE id = ?1"
                           " AND state <> 'discarded'"),
                       I(load));
    if (!e && !published) e = ERR_CONFLICT;
    return e ? e : publish_undo(store, load, watch);
}

/* ---- what a killed process left ---- */

/* The oldest unfinished load; ERR_NOT_FOUND when all are finished. */
static enum err unfinished(struct db *db, int64_t *ret_load, char *ret_state)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT id, state FROM load"
                " WHERE state IN ('staging', 'publishing', 'undoing') ORDER BY id LIMIT 1"));
    if (!db_next(&r)) return r.status ? r.status : ERR_NOT_FOUND;
    *ret_load = db_int(&r, 0);
    *ret_state = db_peek(&r, 1).p[0];
    return OK;
}

static enum err recover_locked(struct store *store)
{
    int64_t load = 0;
    char state = 0;
    enum err e = unfinished(store->db, &load, &state);
    while (!e) {
        log_info("load %lld was interrupted; %s", (long long)load,
                 state == 's' ? "dropping it" : "taking it back");
        e = state == 's' ? publish_discard(store, load) : publish_undo(store, load, &nobody);
        if (!e) e = unfinished(store->db, &load, &state);
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

/* ---- lists ---- */

enum err load_list(struct db *db, int64_t agency, int64_t limit, struct arena *a,
                   struct load_rows *ret)
{
    struct load_rows list = {0};
    struct db_rows CLEANUP(db_done) r = db_query(
        db,
        SQL("SELECT l.id, f.agency, l.started, l.finished, l.state, l.file, l.format, l.whole,"
            " l.n_read, l.n_new, l.n_changed, l.n_unchanged, l.n_deleted, l.n_rejected, "
            "l.n_warnings"
            " FROM load l JOIN feed f ON f.id = l.feed"
            " WHERE (?1 = 0 OR f.agency = ?1) AND l.state <> 'discarded'"
            " ORDER BY l.id DESC LIMIT ?2"),
        I(agency), I(limit));
    while (db_next(&r))
        VEC_PUSH(a, &list,
                 (struct load_row){.id = db_int(&r, 0),
                                   .agency = db_int(&r, 1),
                                   .started = db_int(&r, 2),
                                   .finished = db_int(&r, 3),
                                   .state = db_text(&r, 4, a),
                                   .file = db_text(&r, 5, a),
                                   .format = db_text(&r, 6, a),
                                   .whole = db_int(&r, 7) != 0,
                                   .read = db_int(&r, 8),
                                   .new_ = db_int(&r, 9),
                                   .changed = db_int(&r, 10),
                                   .unchanged = db_int(&r, 11),
                                   .deleted = db_int(&r, 12),
                                   .rejected = db_int(&r, 13),
                                   .warnings = db_int(&r, 14)});
    if (!r.status) *ret = list;
    return r.status;
}
