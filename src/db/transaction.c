/* transaction.c -- one writer at a time, re-runnable writes, consistent reads. */
#include <sys/statvfs.h>

#include "base/log.h"

#include "db/internal.h"

enum err db_run(struct db *db, const char *text)
{
    return db_err(sqlite3_exec(db->handle, text, NULL, NULL, NULL));
}

/* Rolls back whatever is open; after a full disk SQLite has done so itself. */
static void give_up(struct db *db)
{
    if (!sqlite3_get_autocommit(db->handle) && db_run(db, "ROLLBACK"))
        log_error("rollback failed: %s", db_why(db));
}

static enum err write_once(struct db *db, db_write_fn *fn, void *ctx)
{
    enum err e = db_run(db, "BEGIN IMMEDIATE");
    if (e) return e;
    e = fn(db, ctx);
    if (!e) e = db_run(db, "COMMIT");
    if (e) give_up(db);
    return e;
}

bool db_checkpoint(struct db *db)
{
    return db_run(db, "PRAGMA wal_checkpoint(TRUNCATE)") == OK;
}

static enum err write_all(struct db *db, db_write_fn *fn, void *ctx)
{
    enum err e = write_once(db, fn, ctx);
    /* On a full disk the log may hold the room that is missing. */
    if (e == ERR_FULL && db_checkpoint(db)) e = write_once(db, fn, ctx);
    return e;
}

/* Whether a long log does no harm: folding it in may need as much room again, and on a disk that is
 * full nothing could be taken back. */
static bool has_room(const struct db *db)
{
    const char *path = sqlite3_db_filename(db->handle, "main");
    struct statvfs disk;
    return path && statvfs(path, &disk) == 0 &&
           (uint64_t)disk.f_bavail * disk.f_frsize >= LOG_ROOM_BYTES;
}

/* Folding the log in waits for the disk twice, so that a long work lets it grow and leaves that to
 * a thread. */
static void let_grow(struct db *db)
{
    if (!db->folding) db->folding = folding_start(sqlite3_db_filename(db->handle, "main"));
    if (db->folding)
        sqlite3_wal_hook(db->handle, folding_committed, db->folding);
    else
        sqlite3_wal_autocheckpoint(db->handle, LOG_PAGES_FOLDED);
}

/* How the connection commits from now on. */
static enum err be(struct db *db, enum db_pace pace)
{
    static const char *const sync[] = {
        [DB_SHORT] = "PRAGMA synchronous=FULL",
        [DB_LONG] = "PRAGMA synchronous=FULL",
        [DB_HASTY] = "PRAGMA synchronous=NORMAL",
    };
    if (db->pace == pace) return OK;
    enum err e = db_run(db, sync[pace]);
    if (e) return e;
    if (pace != DB_SHORT && has_room(db))
        let_grow(db);
    else
        sqlite3_wal_autocheckpoint(db->handle, LOG_PAGES);
    db->pace = pace;
    return OK;
}

enum err db_write(struct db *db, db_write_fn *fn, void *ctx)
{
    turn_take(db);
    enum err e = be(db, DB_SHORT);
    if (!e) e = write_all(db, fn, ctx);
    turn_give(db);
    return e;
}

static enum err write_yielding(struct db *db, enum db_pace pace, db_write_fn *fn, void *ctx)
{
    turn_yield(db);
    enum err e = be(db, pace);
    return e ? e : write_all(db, fn, ctx);
}

enum err db_write_batch(struct db *db, db_write_fn *fn, void *ctx)
{
    return write_yielding(db, DB_LONG, fn, ctx);
}

enum err db_write_draft(struct db *db, db_write_fn *fn, void *ctx)
{
    return write_yielding(db, DB_HASTY, fn, ctx);
}

enum err db_others(struct db *db, int64_t *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db->handle, "PRAGMA data_version", -1, &st, NULL);
    if (!code) code = sqlite3_step(st);
    if (code == SQLITE_ROW) *ret = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return db_err(code);
}

enum err db_read_begin(struct db *db)
{
    if (db->reading++ || !sqlite3_get_autocommit(db->handle)) return OK;
    enum err e = db_run(db, "BEGIN");
    db->began = !e;
    if (e) db->reading--;
    return e;
}

void db_read_end(struct db *db)
{
    if (--db->reading || !db->began) return;
    db->began = false;
    give_up(db);
}
