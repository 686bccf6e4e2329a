/* rebuild.c -- in three walks over ids, each in short transactions. */
#include "catalog/rebuild.h"

#include "base/checked.h"
#include "base/log.h"
#include "catalog/cluster.h"
#include "catalog/internal.h"
#include "catalog/stored.h"
#include "network/setting.h"

enum { BATCH_US = 40000, BATCH_FIRST = 50, BATCH_MAX = 2000 };

static const char RULES[] = "match.rules";

struct walk {
    struct store *store;
    const struct load_watch *watch;
    struct arena *mem;
    int64_t now, after, limit, last, seen;
    int64_t done, all;
    enum err (*step)(struct db *db, struct walk *w, int64_t id);
    enum err (*next)(struct db *db, struct walk *w, struct ids *ret);
};

/* ---- the walks ---- */

static enum err read_ids(struct db_rows *r, struct walk *w, struct ids *ret)
{
    while (db_next(r)) VEC_PUSH(w->mem, ret, db_int(r, 0));
    return r->status;
}

static enum err next_described(struct db *db, struct walk *w, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM record WHERE description IS NOT NULL AND id > ?1"
                     " ORDER BY id LIMIT ?2"),
                 I(w->after), I(w->limit));
    return read_ids(&r, w, ret);
}

static enum err next_record(struct db *db, struct walk *w, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM record WHERE version IS NOT NULL AND kind = 0 AND id > ?1"
                     " ORDER BY id LIMIT ?2"),
                 I(w->after), I(w->limit));
    return read_ids(&r, w, ret);
}

static enum err next_description(struct db *db, struct walk *w, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id FROM description WHERE id > ?1 ORDER BY id LIMIT ?2"),
                 I(w->after), I(w->limit));
    return read_ids(&r, w, ret);
}

static enum err next_astray(struct db *db, struct walk *w, struct ids *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.id FROM record r JOIN description d ON d.id = r.description"
                     " WHERE r.id > ?1 AND (r.title IS NULL OR r.title <> d.title)"
                     " ORDER BY r.id LIMIT ?2"),
                 I(w->after), I(w->limit));
    return read_ids(&r, w, ret);
}

static enum err forget_record(struct db *db, struct walk *w, int64_t record)
{
    (void)w;
    return db_exec(db, SQL("UPDATE record SET description = NULL WHERE id = ?1"), I(record));
}

static enum err forget_description(struct db *db, struct walk *w, int64_t id)
{
    (void)w;
    return description_leave(db, id);
}

/* The description of a record, in force under the title the record has. */
static enum err describe(struct db *db, struct walk *w, int64_t record)
{
    int64_t version = 0;
    struct stored s;
    enum err e =
        db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(record));
    if (!e) e = stored_version(db, version, w->mem, &s);
    return e ? e : cluster_describe(db, record, &s.bib, w->mem);
}

static enum err regroup(struct db *db, struct walk *w, int64_t id)
{
    struct ids seed = {0};
    bool in_force = false;
    VEC_PUSH(w->mem, &seed, id);
    enum err e = description_in_force(db, id, 0, &in_force);
    if (e || !in_force) return e;
    return cluster_regroup(db, w->mem, &seed, &seed, &(struct cause){.at = w->now});
}

static enum err bring_home(struct db *db, struct walk *w, int64_t record)
{
    return cluster_follow(db, record, &(struct cause){.at = w->now});
}

static enum err walk_batch(struct db *db, void *ctx)
{
    struct walk *w = ctx;
    struct ids ids = {0};
    arena_reset(w->mem);
    enum err e = w->next(db, w, &ids);
    for (size_t i = 0; !e && i < ids.n; i++) e = w->step(db, w, ids.item[i]);
    w->seen = (int64_t)ids.n;
    w->last = ids.n ? ids.item[ids.n - 1] : w->after;
    return e;
}

static enum err walk_all(struct walk *w)
{
    const struct env *env = w->store->env;
    w->after = 0;
    w->limit = BATCH_FIRST;
    for (;;) {
        int64_t before = env->monotonic(env);
        if (w->watch->stop && w->watch->stop(w->watch->ctx)) return ERR_INTERRUPTED;
        enum err e = db_write_batch(w->store->db, walk_batch, w);
        if (e || !w->seen) return e;
        w->after = w->last;
        w->done += w->seen;
        int64_t took = env->monotonic(env) - before;
        w->limit =
            took > BATCH_US ? MAX(w->limit / 2, (int64_t)5) : MIN(w->limit * 2, (int64_t)BATCH_MAX);
        struct load_progress p = {LOAD_COMPARING, MIN(w->done, w->all), w->all, w->done};
        if (w->watch->progress) w->watch->progress(w->watch->ctx, &p);
    }
}

/* ---- all of it ---- */

static enum err set_rules(struct db *db, void *ctx)
{
    return setting_put(db, RULES, *(const struct str *)ctx);
}

static enum err rebuild(struct store *store, const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new(), CLEANUP(arena_freep) *text = arena_new();
    struct walk w = {.store = store, .watch = watch, .mem = a, .now = store->env->now(store->env)};
    static const struct {
        enum err (*next)(struct db *db, struct walk *w, struct ids *ret);
        enum err (*step)(struct db *db, struct walk *w, int64_t id);
    } walks[] = {
        {next_described, forget_record}, {next_description, forget_description},
        {next_record, describe},         {next_description, regroup},
        {next_astray, bring_home},
    };
    struct str unfinished = STR("0"), rules = arena_printf(text, "%d", MATCH_RULES);
    enum err e = db_write(store->db, set_rules, &unfinished);
    if (!e)
        e = db_get_int(store->db, &w.all,
                       SQL("SELECT 4 * count(*) FROM record WHERE version IS NOT NULL"
                           " AND kind = 0"));
    if (!e && w.all) log_info("titles are made anew from %lld records", (long long)w.all / 4);
    for (size_t i = 0; !e && i < COUNT(walks); i++) {
        w.next = walks[i].next;
        w.step = walks[i].step;
        e = walk_all(&w);
    }
    return e ? e : db_write(store->db, set_rules, &rules);
}

enum err rebuild_due(struct db *db, bool *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str rules = {0};
    enum err e = setting_get(db, RULES, a, &rules);
    *ret = !str_eq(rules, arena_printf(a, "%d", MATCH_RULES));
    return e;
}

enum err rebuild_if_due(struct store *store, const struct load_watch *watch)
{
    bool due = false;
    enum err e = rebuild_due(store->db, &due);
    return e || !due ? e : rebuild(store, watch ? watch : &load_nobody);
}

static enum err count(struct db *db, int64_t since, struct rebuild_report *ret)
{
    enum err e =
        db_get_int(db, &ret->records,
                   SQL("SELECT count(*) FROM record WHERE version IS NOT NULL AND kind = 0"));
    if (!e)
        e = db_get_int(db, &ret->titles,
                       SQL("SELECT count(DISTINCT title) FROM record WHERE version IS NOT NULL"
                           " AND kind = 0"));
    if (!e)
        e = db_get_int(db, &ret->moved,
                       SQL("SELECT count(DISTINCT record) FROM move WHERE id > ?1"), I(since));
    return e;
}

enum err rebuild_run(struct store *store, const struct actor *actor, const struct load_watch *watch,
                     struct rebuild_report *ret)
{
    struct lock CLEANUP(lock_release) turn = {0};
    int64_t since = 0;
    if (!watch) watch = &load_nobody;
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e) e = load_take_turn(store, watch, &turn);
    if (!e) e = db_get_int(store->db, &since, SQL("SELECT coalesce(max(id), 0) FROM move"));
    if (!e) e = rebuild(store, watch);
    return e ? e : count(store->db, since, ret);
}
