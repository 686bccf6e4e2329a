/* file.c -- which file is the index, and opening it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "index/internal.h"
#include "text/words.h"

enum { PATH_MAX_BYTES = 4096, BUSY_MS = 10000 };

enum err sqlite_err(int code)
{
    if (code == SQLITE_IOERR_SHMSIZE) return ERR_FULL; /* no room for the map of the log */
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_FORMAT;
    case SQLITE_INTERRUPT: return ERR_INTERRUPTED;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return ERR_DENIED;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR: return ERR_IO;
    default: return ERR_INTERNAL;
    }
}

/* ---- the pointer ---- */

enum err file_current(const char *dir, int64_t *ret_number)
{
    char path[PATH_MAX_BYTES], text[32];
    snprintf(path, sizeof path, "%s/index.current", dir);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return err_from_errno(errno);
    ssize_t n = read(fd, text, sizeof text);
    close(fd);
    if (n <= 0) return ERR_FORMAT;
    return str_to_i64(str_trim((struct str){text, (size_t)n}), ret_number) ? ERR_FORMAT : OK;
}

static enum err sync_directory(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return err_from_errno(errno);
    int failed = fsync(fd);
    close(fd);
    return failed ? err_from_errno(errno) : OK;
}

enum err file_point_to(const char *dir, int64_t number)
{
    char path[PATH_MAX_BYTES], fresh[PATH_MAX_BYTES], text[32];
    snprintf(path, sizeof path, "%s/index.current", dir);
    snprintf(fresh, sizeof fresh, "%s/index.current.new", dir);
    int n = snprintf(text, sizeof text, "%lld\n", (long long)number);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return err_from_errno(errno);
    bool written = write(fd, text, (size_t)n) == n && fsync(fd) == 0;
    int code = errno;
    close(fd);
    if (!written) return err_from_errno(code);
    if (rename(fresh, path) != 0) return err_from_errno(errno);
    return sync_directory(dir);
}

void file_remove(const char *dir, int64_t number)
{
    static const char *const suffix[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
        char path[PATH_MAX_BYTES];
        snprintf(path, sizeof path, "%s/index.%lld.db%s", dir, (long long)number, suffix[i]);
        unlink(path);
    }
}

/* ---- the file ---- */

enum err file_run(sqlite3 *db, const char *text)
{
    return sqlite_err(sqlite3_exec(db, text, NULL, NULL, NULL));
}

enum err file_meta(sqlite3 *db, const char *name, int64_t *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT value FROM meta WHERE name = ?1", -1, &st, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
        code = sqlite3_step(st);
    }
    if (code == SQLITE_ROW) *ret = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return code == SQLITE_ROW ? OK : code == SQLITE_DONE ? ERR_FORMAT : sqlite_err(code);
}

static enum err create_schema(sqlite3 *db)
{
    char text[2800];
    snprintf(text, sizeof text,
             "BEGIN IMMEDIATE;"
             "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);"
             "CREATE VIRTUAL TABLE IF NOT EXISTS fts USING fts5 (title, author, subject, series,"
             " publisher, isbn, issn, other, notes, place, number, call, class, content='',"
             " columnsize=0,"
             " tokenize='silang');"
             "CREATE TABLE IF NOT EXISTS doc (id INTEGER PRIMARY KEY, texts BLOB NOT NULL,"
             " digest BLOB NOT NULL, headings BLOB NOT NULL);"
             "CREATE TABLE IF NOT EXISTS block (n INTEGER PRIMARY KEY, version INTEGER NOT NULL,"
             " data BLOB NOT NULL, often BLOB);"
             "CREATE TABLE IF NOT EXISTS overlay (version INTEGER NOT NULL, id INTEGER NOT NULL,"
             " data BLOB NOT NULL, often BLOB NOT NULL, PRIMARY KEY (version, id)) WITHOUT ROWID;"
             "CREATE UNIQUE INDEX IF NOT EXISTS overlay_id ON overlay (id);"
             "CREATE TABLE IF NOT EXISTS often (number INTEGER PRIMARY KEY,"
             " term TEXT NOT NULL UNIQUE);"
             "CREATE TABLE IF NOT EXISTS term (ord INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
             " text TEXT NOT NULL, UNIQUE (kind, text));"
             "CREATE TABLE IF NOT EXISTS word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,"
             " uses INTEGER NOT NULL);"
             "CREATE TABLE IF NOT EXISTS lead_term (kind INTEGER NOT NULL, key TEXT NOT NULL,"
             " ord INTEGER NOT NULL, PRIMARY KEY (kind, key, ord)) WITHOUT ROWID;"
             "CREATE TABLE IF NOT EXISTS heading (kind INTEGER NOT NULL, sort BLOB NOT NULL,"
             " text TEXT NOT NULL, id INTEGER NOT NULL, n INTEGER NOT NULL,"
             " PRIMARY KEY (kind, sort, text)) WITHOUT ROWID;"
             "CREATE TABLE IF NOT EXISTS heading_doc (heading INTEGER NOT NULL,"
             " doc INTEGER NOT NULL, PRIMARY KEY (heading, doc)) WITHOUT ROWID;"
             "INSERT INTO fts (fts, rank) SELECT 'hashsize', 8388608"
             " WHERE NOT EXISTS (SELECT 1 FROM fts_config WHERE k = 'hashsize');"
             "INSERT INTO meta VALUES ('format', %d), ('words', %d), ('applied', 0),"
             " ('version', 0), ('terms', 1), ('headings', 1), ('docs', 0), ('moved', 0),"
             " ('choosing', -1), ('behind', -1), ('merging', 0), ('homing', -1)"
             " ON CONFLICT DO NOTHING;"
             "COMMIT",
             FILE_FORMAT, WORDS_VERSION);
    return file_run(db, text);
}

enum err file_check_version(sqlite3 *db)
{
    int64_t format = 0, words = 0;
    enum err e = file_meta(db, "format", &format);
    if (!e) e = file_meta(db, "words", &words);
    if (e) return e == ERR_INTERNAL ? ERR_FORMAT : e; /* no such table */
    return format == FILE_FORMAT && words == WORDS_VERSION ? OK : ERR_VERSION;
}

static enum err configure(sqlite3 *db, bool write)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    enum err e = file_run(db, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
                              "PRAGMA temp_store=MEMORY");
    if (!e &&
        write) /* derived data: a power cut may take it back to an older version, not damage it */
        e = file_run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                         "PRAGMA cache_size=-24576; PRAGMA wal_autocheckpoint=4000;"
                         "PRAGMA journal_size_limit=67108864");
    if (!e && !write) e = file_run(db, "PRAGMA cache_size=-4096; PRAGMA query_only=ON");
    if (!e) e = tokenizer_register(db);
    if (!e) e = note_register(db);
    return e ? e : rank_register(db);
}

enum err file_open(const char *dir, int64_t number, bool write, sqlite3 **ret)
{
    char path[PATH_MAX_BYTES];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/index.%lld.db", dir, (long long)number);
    int code = sqlite3_open_v2(
        path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (write ? SQLITE_OPEN_CREATE : 0),
        NULL);
    bool gone = (code & 0xFF) == SQLITE_CANTOPEN && access(path, F_OK) != 0 && errno == ENOENT;
    enum err e = gone ? ERR_NOT_FOUND : sqlite_err(code);
    if (!e) e = configure(db, write);
    if (!e && write) e = create_schema(db);
    if (!e) e = file_check_version(db);
    if (e) {
        sqlite3_close_v2(db);
        return e;
    }
    *ret = db;
    return OK;
}
