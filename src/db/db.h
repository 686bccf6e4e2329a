/* db.h -- connections, statements, transactions: the only room that knows SQLite by name.
 *
 * Statements are literals wrapped in SQL("..."), with parameters ?1, ?2, ...; a string built at
 * run time does not compile. Every SQL("...") of the program is also listed in a linker section,
 * so that a test prepares each one on SQLite and on PostgreSQL.
 *
 * A connection is used by one thread at a time. Statements are prepared once per connection. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"
#include "base/hash.h"

struct sql {
    const char *text;
    const char *where; /* file:line, for the test that prepares every statement */
};

#define DB_STRING_(x) #x
#define DB_STRING(x)  DB_STRING_(x)
/* One literal statement, registered. */
#define SQL(literal)                                                                               \
    (__extension__({                                                                               \
        static const struct sql sql_here = {"" literal, __FILE__ ":" DB_STRING(__LINE__)};         \
        static const struct sql *const sql_entry __attribute__((section("silang_sql"), used)) =    \
            &sql_here;                                                                             \
        (void)sql_entry;                                                                           \
        &sql_here;                                                                                 \
    }))

/* ---- values ---- */

enum db_type { DB_NULL, DB_INT, DB_TEXT, DB_BLOB };
struct db_value {
    enum db_type type;
    int64_t number;
    struct str bytes;
};

#define I(n)    ((struct db_value){.type = DB_INT, .number = (int64_t)(n)})
#define T(s)    ((struct db_value){.type = DB_TEXT, .bytes = (s)})
#define BLOB(s) ((struct db_value){.type = DB_BLOB, .bytes = (s)})
#define NUL     ((struct db_value){.type = DB_NULL})

/* ---- connections ---- */

struct db;

enum db_mode {
    DB_READ,  /* never writes, never waits for writers */
    DB_SWEEP, /* DB_READ through mapped memory, where a disk that fails is SIGBUS: for commands that
                 ask very much and write nothing */
    DB_WRITE, /* WAL, synchronous=FULL: a commit that returned survives a power cut */
    DB_CREATE /* DB_WRITE, and makes the file when there is none */
};

/* Opens DIR/silang.db. ERR_NOT_FOUND without a file (except DB_CREATE), ERR_FORMAT when it is not
 * ours or damaged, ERR_VERSION when a newer program wrote it, ERR_DENIED, ERR_IO. */
MUST enum err db_open(const char *path, enum db_mode mode, struct db **ret);
void db_close(struct db *db); /* NULL is fine */
void db_closep(struct db **db);

/* English text of the last failure, for the log. Valid until the next call. */
const char *db_why(const struct db *db);

/* Once, before the first connection of the process: SQLite keeps no count of its memory, for which
 * all threads would take one lock at each allocation. */
void db_setup(void);

/* ---- statements ---- */

/* Runs a statement that gives no rows. ERR_CONFLICT on a broken constraint. */
#define db_exec(db, statement, ...)                                                                \
    db_exec_(                                                                                      \
        db, statement, (struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL},                        \
        sizeof((struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL}) / sizeof(struct db_value) - 1)
MUST enum err db_exec_(struct db *db, const struct sql *s, const struct db_value *v, size_t n);

/* The first column of the first row as a number; ERR_NOT_FOUND when there is no row. */
#define db_get_int(db, ret, statement, ...)                                                        \
    db_get_int_(                                                                                   \
        db, ret, statement, (struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL},                   \
        sizeof((struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL}) / sizeof(struct db_value) - 1)
MUST enum err db_get_int_(struct db *db, int64_t *ret, const struct sql *s,
                          const struct db_value *v, size_t n);

/* Runs an INSERT of one row into a table whose key is an id of its own making, and gives that id:
 * half the work of RETURNING, for which SQLite makes a table each time. */
#define db_insert(db, ret_id, statement, ...)                                                      \
    db_insert_(                                                                                    \
        db, ret_id, statement, (struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL},                \
        sizeof((struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL}) / sizeof(struct db_value) - 1)
MUST enum err db_insert_(struct db *db, int64_t *ret_id, const struct sql *s,
                         const struct db_value *v, size_t n);

/* Rows:
 *     struct db_rows CLEANUP(db_done) r = db_query(db, SQL("SELECT ..."), I(id));
 *     while (db_next(&r)) use(db_int(&r, 0), db_text(&r, 1, a));
 *     if (r.status) return r.status;
 * A statement may not be queried again while its rows are still being read. */
struct db_rows {
    struct db *db;
    void *statement;
    enum err status;
};
#define db_query(db, statement, ...)                                                               \
    db_query_(                                                                                     \
        db, statement, (struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL},                        \
        sizeof((struct db_value[]){__VA_ARGS__ __VA_OPT__(, ) NUL}) / sizeof(struct db_value) - 1)
struct db_rows db_query_(struct db *db, const struct sql *s, const struct db_value *v, size_t n);
bool db_next(struct db_rows *r);
void db_done(struct db_rows *r);

int64_t db_int(const struct db_rows *r, int column); /* NULL: 0 */
bool db_is_null(const struct db_rows *r, int column);
struct str db_text(const struct db_rows *r, int column, struct arena *a); /* copied; NULL: empty */
struct str db_peek(const struct db_rows *r, int column); /* not copied: until the next db_next */

/* ---- transactions ---- */

/* Runs fn between BEGIN IMMEDIATE and COMMIT, or ROLLBACK when it fails. fn may be run again
 * (after a conflict on PostgreSQL, after making room on a full disk), so it must not have effects
 * outside the database. Waits for other writers of any process for up to a minute, then ERR_BUSY.
 */
typedef enum err db_write_fn(struct db *db, void *ctx);
MUST enum err db_write(struct db *db, db_write_fn *fn, void *ctx);

/* The same for one of many short transactions of a long work: lets every db_write of any process go
 * first, for at most a second. */
MUST enum err db_write_batch(struct db *db, db_write_fn *fn, void *ctx);

/* The same for what nobody reads or is told of yet: a commit does not wait for the disk, so that a
 * power cut may take the newest of them back, whole. The next db_write makes all before it safe. */
MUST enum err db_write_draft(struct db *db, db_write_fn *fn, void *ctx);

/* Within fn of these two: a person waits to write, so this is the moment to end. Costs some
 * two microseconds. */
bool db_wanted(struct db *db);

/* Moves what is committed from the log into the database and empties the log; false when readers
 * or a full disk keep it from doing so (it happens later by itself). */
bool db_checkpoint(struct db *db);

/* A number that stays as long as no other connection, of whatever process, has committed anything.
 */
MUST enum err db_others(struct db *db, int64_t *ret);

/* A consistent view for several reads; nested calls count, and in a write it is the view of that.
 */
MUST enum err db_read_begin(struct db *db);
void db_read_end(struct db *db);

/* ---- copies ---- */

/* What a long copy tells and asks. Either function may be NULL. */
struct db_copying {
    void (*progress)(void *ctx, int64_t done, int64_t all); /* bytes; `all` is an estimate */
    bool (*stop)(void *ctx);
    void *ctx;
};

/* The database at `from` as of one moment, without gaps, as the file `to`: on the disk and whole,
 * or not there. Others read and write meanwhile. An older `to` is replaced. `c` may be NULL. */
MUST enum err db_snapshot(const char *from, const char *to, const struct db_copying *c);

/* ---- schema ---- */

/* Brings the schema to this program's version, whole or not at all. An existing file is copied to
 * <path>.before-N first, N being the first migration it lacks; without that copy nothing is done.
 */
MUST enum err db_migrate(struct db *db);

/* The schema the file had before db_migrate changed it; 0 when it did not or the file was new. */
int db_migrated_from(const struct db *db);

int db_schema_newest(void);

/* "3.40.1" */
const char *db_engine_version(void);

/* The schema of the file; 0 for an empty one. ERR_FORMAT: not ours. */
MUST enum err db_schema_version(struct db *db, int *ret);

/* PRAGMA quick_check and foreign keys: ERR_FORMAT with one line of English. */
MUST enum err db_check(struct db *db, struct arena *a, struct str *ret_why);

#endif
