/* sqlite.c -- the db/ face on SQLite: connections and their settings (faults.md 3.6), statements
 * prepared once per connection, values and rows. */
#include "db/db.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/checked.h"
#include "base/mem.h"
#include "db/internal.h"

enum {
    BUSY_MS = 60000,       /* a writer waits this long for another process's transaction */
    LENGTH_MAX = 16 << 20, /* longest value; records end at MARC_RECORD_MAX */
    CACHE_KIB_WRITE = 32768,
    CACHE_KIB_READ = 4096
};

/* A sweep reads hundreds of thousands of pages, each for one cell or two: half of its time would go
 * into copying them and checking all their cells. A disk that fails under a mapped page ends the
 * process with SIGBUS, so only commands that write nothing may do so (DB_SWEEP). */
#define SWEEP_PRAGMAS "PRAGMA mmap_size=1099511627776; PRAGMA cell_size_check=OFF;"

void db_setup(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* too late, it does nothing */
}

const char *db_engine_version(void)
{
    return sqlite3_libversion();
}

const char *db_why(const struct db *db)
{
    return db->handle ? sqlite3_errmsg(db->handle) : "not open";
}

enum err db_err(int code)
{
    if (code == SQLITE_IOERR_SHMSIZE) return ERR_FULL; /* no room for the map of the log */
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_CONSTRAINT: return ERR_CONFLICT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_FORMAT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return ERR_DENIED;
    case SQLITE_TOOBIG: return ERR_LIMIT;
    case SQLITE_INTERRUPT: return ERR_INTERRUPTED;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR: return ERR_IO;
    default: return ERR_INTERNAL;
    }
}

static enum err configure(struct db *db, enum db_mode mode)
{
    sqlite3 *h = db->handle;
    char pragma[400];
    bool reads = mode == DB_READ || mode == DB_SWEEP;
    sqlite3_extended_result_codes(h, 1);
    sqlite3_busy_timeout(h, BUSY_MS);
    sqlite3_limit(h, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
    sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    snprintf(pragma, sizeof pragma,
             "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
             "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-%d;%s%s",
             reads ? CACHE_KIB_READ : CACHE_KIB_WRITE, reads ? "PRAGMA query_only=ON;" : "",
             mode == DB_SWEEP ? SWEEP_PRAGMAS : "");
    int code = sqlite3_exec(h, pragma, NULL, NULL, NULL);
    if (code || reads) return db_err(code);
    snprintf(pragma, sizeof pragma,
             "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=%d;"
             "PRAGMA secure_delete=ON;"
             "PRAGMA journal_size_limit=67108864;",
             LOG_PAGES);
    return db_err(sqlite3_exec(h, pragma, NULL, NULL, NULL));
}

enum err db_open(const char *path, enum db_mode mode, struct db **ret)
{
    struct db *db = mem_zero(1, sizeof *db);
    /* A reader needs the shared memory file of the log, so it opens for writing and is then
     * held to query_only. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(path, &db->handle, flags, NULL);
    enum err e =
        code == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_CANTOPEN ? ERR_NOT_FOUND : db_err(code);
    if (!e) e = configure(db, mode);
    if (!e && mode != DB_CREATE) e = db_schema_known(db);
    if (e) {
        db_close(db);
        return e;
    }
    *ret = db;
    return OK;
}

void db_close(struct db *db)
{
    if (!db) return;
    for (size_t i = 0; i < DB_CACHE; i++) sqlite3_finalize(db->cache[i].prepared);
    folding_stop(db->folding);
    sqlite3_close_v2(db->handle);
    turn_close(db);
    mem_free(db);
}

void db_closep(struct db **db)
{
    db_close(*db);
    *db = NULL;
}

/* ---- statements ---- */

/* The statement's slot: an open-addressed table over the address of its literal. */
static struct db_prepared *slot_of(struct db *db, const struct sql *s)
{
    size_t at = ((uintptr_t)s / sizeof *s) % DB_CACHE;
    for (size_t i = 0; i < DB_CACHE; i++, at = (at + 1) % DB_CACHE)
        if (!db->cache[at].sql || db->cache[at].sql == s) return &db->cache[at];
    return NULL;
}

static enum err bind_one(sqlite3_stmt *st, int at, const struct db_value *v)
{
    const char *p = v->bytes.p ? v->bytes.p : "";
    switch (v->type) {
    case DB_NULL: return db_err(sqlite3_bind_null(st, at));
    case DB_INT: return db_err(sqlite3_bind_int64(st, at, v->number));
    case DB_TEXT:
        return db_err(sqlite3_bind_text64(st, at, p, v->bytes.n, SQLITE_STATIC, SQLITE_UTF8));
    case DB_BLOB: return db_err(sqlite3_bind_blob64(st, at, p, v->bytes.n, SQLITE_STATIC));
    }
    return ERR_INTERNAL;
}

/* A statement bound and ready to step. Values are not copied: they outlive the stepping. */
static enum err prepare(struct db *db, const struct sql *s, const struct db_value *v, size_t n,
                        sqlite3_stmt **ret)
{
    struct db_prepared *slot = slot_of(db, s);
    if (!slot) return ERR_LIMIT;
    if (!slot->sql) {
        int code = sqlite3_prepare_v3(db->handle, s->text, -1, SQLITE_PREPARE_PERSISTENT,
                                      &slot->prepared, NULL);
        if (code) return db_err(code);
        slot->sql = s;
    }
    if (sqlite3_stmt_busy(slot->prepared)) return ERR_INTERNAL;
    if ((size_t)sqlite3_bind_parameter_count(slot->prepared) != n) return ERR_INTERNAL;
    for (size_t i = 0; i < n; i++) {
        enum err e = bind_one(slot->prepared, (int)i + 1, &v[i]);
        if (e) return e;
    }
    *ret = slot->prepared;
    return OK;
}

enum err db_exec_(struct db *db, const struct sql *s, const struct db_value *v, size_t n)
{
    sqlite3_stmt *st = NULL;
    enum err e = prepare(db, s, v, n, &st);
    if (e) return e;
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(st);
    sqlite3_reset(st);
    return db_err(code);
}

enum err db_insert_(struct db *db, int64_t *ret_id, const struct sql *s, const struct db_value *v,
                    size_t n)
{
    enum err e = db_exec_(db, s, v, n);
    if (!e) *ret_id = sqlite3_last_insert_rowid(db->handle);
    return e;
}

enum err db_get_int_(struct db *db, int64_t *ret, const struct sql *s, const struct db_value *v,
                     size_t n)
{
    struct db_rows CLEANUP(db_done) r = db_query_(db, s, v, n);
    bool found = db_next(&r);
    if (found) *ret = db_int(&r, 0);
    return r.status ? r.status : found ? OK : ERR_NOT_FOUND;
}

struct db_rows db_query_(struct db *db, const struct sql *s, const struct db_value *v, size_t n)
{
    struct db_rows r = {.db = db};
    sqlite3_stmt *st = NULL;
    r.status = prepare(db, s, v, n, &st);
    r.statement = r.status ? NULL : st;
    return r;
}

bool db_next(struct db_rows *r)
{
    if (!r->statement) return false;
    int code = sqlite3_step(r->statement);
    if (code == SQLITE_ROW) return true;
    r->status = db_err(code);
    db_done(r);
    return false;
}

void db_done(struct db_rows *r)
{
    if (r->statement) sqlite3_reset(r->statement);
    r->statement = NULL;
}

int64_t db_int(const struct db_rows *r, int column)
{
    return sqlite3_column_int64(r->statement, column);
}

bool db_is_null(const struct db_rows *r, int column)
{
    return sqlite3_column_type(r->statement, column) == SQLITE_NULL;
}

struct str db_peek(const struct db_rows *r, int column)
{
    const char *p = sqlite3_column_blob(r->statement, column);
    return (struct str){p, (size_t)sqlite3_column_bytes(r->statement, column)};
}

struct str db_text(const struct db_rows *r, int column, struct arena *a)
{
    return arena_copy(a, db_peek(r, column));
}
