/* internal.h -- the connection as the files of db/ see it. */
#ifndef DB_INTERNAL_H
#define DB_INTERNAL_H

#include <sqlite3.h>

#include "db/db.h"

enum { DB_CACHE = 1024 }; /* more than there are statements in the program */

struct db_prepared {
    const struct sql *sql;
    sqlite3_stmt *prepared;
};

/* Pages of the log before it is folded in, which may need as much room: 4 MB, or 64 MB in a long
 * work on a disk that has so much free, where a thread folds in 16 MB at a time before. */
enum {
    LOG_PAGES = 1000,
    LOG_PAGES_FOLDED = 4000,
    LOG_PAGES_LONG = 16000,
    LOG_ROOM_BYTES = 512 << 20
};

enum db_pace { DB_SHORT, DB_LONG, DB_HASTY };

struct db {
    sqlite3 *handle;
    int reading;             /* depth of db_read_begin */
    bool began;              /* and whether the first began a transaction */
    int migrated_from;       /* 0: was of this schema already */
    enum db_pace pace;       /* of the transaction before */
    int turn;                /* turn.c: a file descriptor + 1; 0: not opened yet */
    struct folding *folding; /* NULL before the first long work */
    struct db_prepared cache[DB_CACHE];
};

/* SQLite's result code as ours. */
enum err db_err(int code);

/* OK when the file's schema is one this program can work with as it is: ERR_FORMAT for a file that
 * is not ours, ERR_VERSION for a newer or not yet migrated one. */
enum err db_schema_known(struct db *db);

/* turn.c: from before a person's write begins until it has ended ... */
void turn_take(struct db *db);
void turn_give(struct db *db);
/* ... and what waits for that, though not for ever. */
void turn_yield(struct db *db);
void turn_close(struct db *db);

/* folding.c: beside a connection to the database at `path`. NULL: there is no thread to be had. */
struct folding *folding_start(const char *path);
void folding_stop(struct folding *f); /* NULL is fine */

/* A hook of sqlite3_wal_hook, for the connection. */
int folding_committed(void *folding, sqlite3 *h, const char *name, int pages);

/* Runs engine text that is not a registered statement (transactions, pragmas). */
enum err db_run(struct db *db, const char *text);

#endif
