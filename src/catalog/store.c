/* store.c -- opening a data directory. */
#include "catalog/store.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/mem.h"
#include "catalog/keys_home.h"
#include "catalog/rebuild.h"

static const char *path_in(struct arena *a, const char *dir, const char *name)
{
    return arena_cstr(a, arena_printf(a, "%s/%s", dir, name));
}

/* Nobody may be at work in the folder while its schema changes: a server or a load of an older
 * program would fail in the middle. */
static enum err upgrade(struct store *s)
{
    struct lock CLEANUP(lock_release) serving = {0}, loading = {0};
    struct db CLEANUP(db_closep) *db = NULL;
    int version = 0;
    enum err e = db_open(s->db_path, DB_CREATE, &db);
    if (!e) e = db_schema_version(db, &version);
    if (!e && version > db_schema_newest()) e = ERR_VERSION;
    if (!e) e = lock_take(path_in(s->mem, s->dir, "serve.lock"), false, &serving);
    if (!e) e = lock_take(path_in(s->mem, s->dir, "import.lock"), false, &loading);
    if (!e) e = db_migrate(db);
    if (!e) s->upgraded_from = db_migrated_from(db);
    return e;
}

static enum err open_at(const char *dir, enum db_mode mode, const struct env *env,
                        struct store **ret)
{
    struct arena *a = arena_new();
    struct store *s = arena_make(a, struct store);
    *s = (struct store){.mem = a, .env = env};
    s->dir = arena_cstr(a, str_of(dir));
    s->db_path = path_in(a, dir, "silang.db");

    enum err e = db_open(s->db_path, mode, &s->db);
    if (e == ERR_VERSION) {
        e = upgrade(s);
        if (!e) e = db_open(s->db_path, mode, &s->db);
    }
    if (!e && mode == DB_CREATE) e = db_migrate(s->db);
    if (!e && mode == DB_CREATE) e = rebuild_if_due(s, NULL); /* of nothing: its rules are ours */
    if (e) {
        store_close(s);
        return e;
    }
    *ret = s;
    return OK;
}

enum err store_create(const char *dir, const struct env *env, struct store **ret)
{
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) return err_from_errno(errno);
    struct db *there = NULL;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    enum err e = db_open(path_in(a, dir, "silang.db"), DB_READ, &there);
    db_close(there);
    if (e != ERR_NOT_FOUND) return ERR_CONFLICT;
    return open_at(dir, DB_CREATE, env, ret);
}

enum err store_open(const char *dir, enum db_mode mode, const struct env *env, struct store **ret)
{
    return open_at(dir, mode, env, ret);
}

void store_rest(struct store *s)
{
    if (!s) return;
    keys_home_free(s->home);
    s->home = NULL;
}

void store_close(struct store *s)
{
    if (!s) return;
    keys_home_free(s->home);
    db_close(s->db);
    arena_free(s->mem);
}

void store_closep(struct store **s)
{
    store_close(*s);
    *s = NULL;
}

enum err store_lock(const struct store *s, bool wait, struct lock *ret)
{
    return lock_take(path_in(s->mem, s->dir, "import.lock"), wait, ret);
}
