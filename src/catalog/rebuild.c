/* rebuild.c -- in three walks over ids, each in short transactions. */
#include "catalog/rebuild.h"

#include "base/checked.h"
#include "base/log.h"
#include "catalog/cluster.h"
#include "catalog/internal.h"
#include "catalog/keys.h"
#include "catalog/keys_home.h"
#include "catalog/stored.h"
#include "catalog/walk.h"
#include "network/setting.h"

static const char RULES[] = "match.rules";

/* ---- the walks ---- */

static enum err next_described(struct db *db, struct walk *w, int64_t after, int64_t limit,
                               struct walk_steps *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM record WHERE description IS NOT NULL AND id > ?1"
                     " ORDER BY id LIMIT ?2"),
                 I(after), I(limit));
    return walk_read(&r, w, 0, ret);
}

static enum err next_record(struct db *db, struct walk *w, int64_t after, int64_t limit,
                            struct walk_steps *ret)
{
    enum err e = keys_settle(db, NULL, keys_home_settled(w->store));
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT id FROM record WHERE version IS NOT NULL AND kind = 0 AND id > ?1"
                     " ORDER BY id LIMIT ?2"),
                 I(after), I(limit));
    return walk_read(&r, w, 0, ret);
}

static enum err next_description(struct db *db, struct walk *w, int64_t after, int64_t limit,
                                 struct walk_steps *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT id FROM description WHERE id > ?1 ORDER BY id LIMIT ?2"), I(after),
                 I(limit));
    return walk_read(&r, w, 0, ret);
}

static enum err next_astray(struct db *db, struct walk *w, int64_t after, int64_t limit,
                            struct walk_steps *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT r.id FROM record r JOIN description d ON d.id = r.description"
                     " WHERE r.id > ?1 AND (r.title IS NULL OR r.title <> d.title)"
                     " ORDER BY r.id LIMIT ?2"),
                 I(after), I(limit));
    return walk_read(&r, w, 0, ret);
}

static enum err forget_record(struct db *db, struct walk *w, const struct walk_step *step)
{
    (void)w;
    return db_exec(db, SQL("UPDATE record SET description = NULL WHERE id = ?1"), I(step->id));
}

static enum err forget_description(struct db *db, struct walk *w, const struct walk_step *step)
{
    (void)w;
    return description_drop(db, step->id);
}

/* The description of a record, in force under the title the record has. */
static enum err describe(struct db *db, struct walk *w, const struct walk_step *step)
{
    int64_t version = 0;
    struct stored s;
    enum err e =
        db_get_int(db, &version, SQL("SELECT version FROM record WHERE id = ?1"), I(step->id));
    if (!e) e = stored_version(db, version, w->mem, &s);
    return e ? e : cluster_describe(db, step->id, &s.bib, w->mem);
}

static struct cause cause_of(const struct walk *w)
{
    return (struct cause){.at = *(const int64_t *)w->ctx};
}

static enum err regroup(struct db *db, struct walk *w, const struct walk_step *step)
{
    const struct cause cause = cause_of(w);
    struct ids seed = {0};
    bool in_force = false;
    VEC_PUSH(w->mem, &seed, step->id);
    enum err e = description_in_force(db, step->id, 0, &in_force);
    if (e || !in_force) return e;
    return cluster_regroup(db, w->mem, &seed, &seed, &cause);
}

static enum err bring_home(struct db *db, struct walk *w, const struct walk_step *step)
{
    const struct cause cause = cause_of(w);
    return cluster_follow(db, step->id, &cause);
}

/* ---- keys ---- */

enum { KEYS_OF_BATCH = 20000 };

static enum err forget_some_keys(struct db *db, void *ctx)
{
    return keys_forget(db, KEYS_OF_BATCH, ctx);
}

static enum err forget_keys(struct store *store, const struct load_watch *watch)
{
    enum err e = OK;
    for (bool more = true; !e && more;) {
        if (watch->stop && watch->stop(watch->ctx)) return ERR_INTERRUPTED;
        e = db_write_batch(store->db, forget_some_keys, &more);
    }
    return e;
}

/* ---- all of it ---- */

static enum err set_rules(struct db *db, void *ctx)
{
    return setting_put(db, RULES, *(const struct str *)ctx);
}

static enum err rebuild(struct store *store, const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *text = arena_new();
    int64_t now = store->env->now(store->env);
    struct walk w = {.store = store, .watch = watch, .phase = LOAD_COMPARING, .ctx = &now};
    static const struct {
        enum err (*next)(struct db *db, struct walk *w, int64_t after, int64_t limit,
                         struct walk_steps *ret);
        enum err (*step)(struct db *db, struct walk *w, const struct walk_step *step);
    } walks[] = {
        {next_described, forget_record}, {next_description, forget_description},
        {next_record, describe},         {next_description, regroup},
        {next_astray, bring_home},
    };
    struct str unfinished = STR("0"), rules = arena_printf(text, "%d", MATCH_RULES);
    keys_home_forget(store);
    enum err e = db_write(store->db, set_rules, &unfinished);
    if (!e)
        e = db_get_int(store->db, &w.all,
                       SQL("SELECT 4 * count(*) FROM record WHERE version IS NOT NULL"
                           " AND kind = 0"));
    if (!e && w.all) log_info("titles are made anew from %lld records", (long long)w.all / 4);
    if (!e) e = forget_keys(store, watch);
    for (size_t i = 0; !e && i < COUNT(walks); i++) {
        w.next = walks[i].next;
        w.step = walks[i].step;
        e = walk_run(&w);
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
