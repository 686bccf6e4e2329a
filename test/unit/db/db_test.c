/* db_test.c -- what the database face promises: acknowledged writes, one schema, readers that
 * never wait, and files that are not ours left alone. */
#include "test.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/env.h"
#include "db/db.h"
#include "db/pool.h"
#include "db/schema.h"

static struct db *fresh(struct arena *mem, const char **ret_path)
{
    *ret_path = arena_printf(mem, "%s/silang.db%c", test_dir(mem), 0).p;
    struct db *db = NULL;
    CHECK(db_open(*ret_path, DB_CREATE, &db) == OK);
    CHECK(db_migrate(db) == OK);
    return db;
}

static enum err put(struct db *db, void *ctx)
{
    return db_exec(db, SQL("INSERT INTO setting (name, value) VALUES (?1, 'v')"), T(str_of(ctx)));
}

static enum err put_and_fail(struct db *db, void *ctx)
{
    enum err e = put(db, ctx);
    return e ? e : ERR_ARG;
}

static int64_t count(struct db *db)
{
    int64_t n = -1;
    CHECK(db_get_int(db, &n, SQL("SELECT count(*) FROM setting")) == OK);
    return n;
}

TEST(a_write_that_fails_leaves_nothing)
{
    const char *path;
    struct db CLEANUP(db_closep) *db = fresh(mem, &path);
    CHECK(db_write(db, put, "a") == OK);
    CHECK(db_write(db, put_and_fail, "b") == ERR_ARG);
    CHECK(db_write(db, put, "a") == ERR_CONFLICT);
    CHECK_INT(count(db), 1);
}

TEST(a_reader_sees_one_moment_while_others_write)
{
    const char *path;
    struct db CLEANUP(db_closep) *db = fresh(mem, &path);
    struct db *reader = NULL;
    CHECK(db_open(path, DB_READ, &reader) == OK);
    CHECK(db_read_begin(reader) == OK);
    CHECK_INT(count(reader), 0);
    CHECK(db_write(db, put, "a") == OK);
    CHECK_INT(count(reader), 0);
    db_read_end(reader);
    CHECK_INT(count(reader), 1);
    CHECK(db_write(reader, put, "b") == ERR_DENIED);
    db_close(reader);
}

TEST(migrating_twice_changes_nothing)
{
    const char *path;
    struct db CLEANUP(db_closep) *db = fresh(mem, &path);
    CHECK(db_write(db, put, "a") == OK);
    CHECK(db_migrate(db) == OK);
    CHECK_INT(count(db), 1);
    struct str why = {0};
    CHECK(db_check(db, mem, &why) == OK);
}

TEST(a_file_that_is_not_ours_is_refused_unchanged)
{
    const char *dir = test_dir(mem);
    const char *path = arena_printf(mem, "%s/x.db%c", dir, 0).p;
    FILE *f = fopen(path, "wb");
    fputs("this is a letter, not a database, and longer than a header of one hundred bytes, "
          "which is what the engine looks at first of all",
          f);
    fclose(f);
    struct db *db = NULL;
    CHECK(db_open(path, DB_WRITE, &db) == ERR_FORMAT);
    CHECK(db_open(arena_printf(mem, "%s/none.db%c", dir, 0).p, DB_WRITE, &db) == ERR_NOT_FOUND);
}

/* ---- upgrades and copies ---- */

static void raw(const char *path, const char *sql)
{
    sqlite3 *h = NULL;
    CHECK(sqlite3_open(path, &h) == SQLITE_OK);
    CHECK(sqlite3_exec(h, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(h);
}

/* A file of the first schema, with one setting, in WAL mode as a killed program leaves it. */
static const char *of_schema_1(struct arena *mem)
{
    const char *path = arena_printf(mem, "%s/silang.db%c", test_dir(mem), 0).p;
    raw(path, db_migration_text(mem, DB_SQLITE, 1));
    raw(path, "PRAGMA application_id=1397312577; PRAGMA user_version=1; PRAGMA journal_mode=WAL;"
              "INSERT INTO setting VALUES ('a', 'v')");
    return path;
}

static int number(const char *path, const char *sql)
{
    sqlite3 *h = NULL;
    sqlite3_stmt *st = NULL;
    int n = -1;
    CHECK(sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(h, sql, -1, &st, NULL) == SQLITE_OK);
    if (sqlite3_step(st) == SQLITE_ROW) n = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(h);
    return n;
}

TEST(an_upgrade_keeps_a_copy_of_what_was_with_what_was_only_in_the_log)
{
    const char *path = of_schema_1(mem);
    sqlite3 *h = NULL; /* keeps the log from being folded in */
    CHECK(sqlite3_open(path, &h) == SQLITE_OK);
    CHECK(sqlite3_exec(h, "INSERT INTO setting VALUES ('b', 'v')", NULL, NULL, NULL) == SQLITE_OK);
    struct db CLEANUP(db_closep) *db = NULL;
    CHECK(db_open(path, DB_WRITE, &db) == ERR_VERSION);
    CHECK(db_open(path, DB_CREATE, &db) == OK);
    CHECK(db_migrate(db) == OK);
    CHECK_INT(db_migrated_from(db), 1);
    CHECK_INT(count(db), 2);
    sqlite3_close(h);
    const char *copy = arena_printf(mem, "%s.before-2%c", path, 0).p;
    CHECK_INT(number(copy, "PRAGMA user_version"), 1);
    CHECK_INT(number(copy, "SELECT count(*) FROM setting"), 2);
    CHECK_INT(number(copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'person'"), 0);
    CHECK(access(arena_printf(mem, "%s.part%c", copy, 0).p, F_OK) != 0);
}

TEST(an_upgrade_that_fails_leaves_the_old_schema_whole_and_can_be_tried_again)
{
    const char *path = of_schema_1(mem);
    struct db *db = NULL;
    raw(path, "CREATE TABLE job (in_the_way INTEGER)"); /* the last migrations want this name */
    for (int i = 0; i < 2; i++) {
        CHECK(db_open(path, DB_CREATE, &db) == OK);
        CHECK(db_migrate(db) != OK);
        CHECK_INT(db_migrated_from(db), 0);
        db_close(db);
    }
    CHECK_INT(number(path, "PRAGMA user_version"), 1);
    CHECK_INT(number(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'person'"), 0);
    raw(path, "DROP TABLE job");
    CHECK(db_open(path, DB_CREATE, &db) == OK);
    CHECK(db_migrate(db) == OK);
    db_close(db);
}

TEST(an_upgrade_without_its_copy_is_not_made)
{
    const char *path = of_schema_1(mem);
    struct db *db = NULL;
    CHECK(mkdir(arena_printf(mem, "%s.before-2.part%c", path, 0).p, 0700) == 0);
    CHECK(db_open(path, DB_CREATE, &db) == OK);
    CHECK(db_migrate(db) != OK);
    db_close(db);
    CHECK_INT(number(path, "PRAGMA user_version"), 1);
}

static bool at_once(void *ctx)
{
    (void)ctx;
    return true;
}

TEST(a_copy_that_is_stopped_leaves_no_file)
{
    const char *path;
    struct db CLEANUP(db_closep) *db = fresh(mem, &path);
    CHECK(db_exec(db, SQL("INSERT INTO setting WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT"
                          " i + 1 FROM n WHERE i < 20000) SELECT CAST(i AS TEXT), 'v' FROM n")) ==
          OK);
    const char *to = arena_printf(mem, "%s.copy%c", path, 0).p;
    const struct db_copying stop = {.stop = at_once};
    CHECK(db_snapshot(path, to, &stop) == ERR_INTERRUPTED);
    CHECK(access(to, F_OK) != 0);
    CHECK(access(arena_printf(mem, "%s.part%c", to, 0).p, F_OK) != 0);
    CHECK(db_snapshot(path, to, NULL) == OK);
    CHECK_INT(number(to, "SELECT count(*) FROM setting"), 20000);
}

TEST(a_pool_gives_back_what_was_put)
{
    const char *path;
    struct db CLEANUP(db_closep) *db = fresh(mem, &path);
    CHECK(db);
    struct db_pool *pool = db_pool_new(path, DB_READ, 2);
    struct db *a = NULL, *b = NULL, *c = NULL;
    CHECK(db_pool_get(pool, &a) == OK);
    CHECK(db_pool_get(pool, &b) == OK);
    db_pool_put(pool, a);
    CHECK(db_pool_get(pool, &c) == OK);
    CHECK(c == a);
    db_pool_put(pool, b);
    db_pool_put(pool, c);
    db_pool_free(pool);
}

TEST(migrations_read_well_on_postgresql)
{
    const char *text = db_migration_text(mem, DB_POSTGRESQL, 1);
    CHECK(strstr(text, "GENERATED BY DEFAULT AS IDENTITY") && !strchr(text, '{'));
    CHECK_STR(str_of(db_statement_postgresql(mem, "SELECT ?1, ?2")), "SELECT $1, $2");
}

/* ---- people before batches ---- */

struct batches {
    const char *path;
    volatile bool stop;
    int n;
};

static enum err slow_batch(struct db *db, void *ctx)
{
    enum err e = db_exec(db, SQL("INSERT INTO setting (name, value) VALUES ('batch', '')"
                                 " ON CONFLICT (name) DO UPDATE SET value = ''"));
    usleep(20000);
    ((struct batches *)ctx)->n++;
    return e;
}

static void *write_batches(void *arg)
{
    struct batches *b = arg;
    struct db *db = NULL;
    CHECK(db_open(b->path, DB_WRITE, &db) == OK);
    while (!b->stop) CHECK(db_write_batch(db, slow_batch, b) == OK);
    db_close(db);
    return NULL;
}

static enum err write_person(struct db *db, void *ctx)
{
    (void)ctx;
    return db_exec(db, SQL("INSERT INTO setting (name, value) VALUES ('person', '')"
                           " ON CONFLICT (name) DO UPDATE SET value = ''"));
}

TEST(a_person_writes_before_the_next_batch)
{
    struct db *db = NULL;
    struct batches b = {.path = arena_cstr(mem, arena_printf(mem, "%s/silang.db", test_dir(mem)))};
    pthread_t thread;
    const struct env *env = env_system();
    int64_t longest = 0;
    CHECK(db_open(b.path, DB_CREATE, &db) == OK && db_migrate(db) == OK);
    CHECK(pthread_create(&thread, NULL, write_batches, &b) == 0);
    for (int i = 0; i < 20; i++) {
        usleep(10000);
        int64_t before = env->monotonic(env);
        CHECK(db_write(db, write_person, NULL) == OK);
        longest = MAX(longest, env->monotonic(env) - before);
    }
    b.stop = true;
    pthread_join(thread, NULL);
    CHECK(b.n > 5); /* and the batches went on */
    if (longest > 1000000) test_fail(__FILE__, __LINE__, "waited %lld us", (long long)longest);
    db_close(db);
}

struct long_batch {
    const char *path;
    bool before, after;
    pthread_t person;
};

static void *write_once(void *arg)
{
    struct db *db = NULL;
    CHECK(db_open(arg, DB_WRITE, &db) == OK);
    CHECK(db_write(db, write_person, NULL) == OK);
    db_close(db);
    return NULL;
}

static enum err until_wanted(struct db *db, void *ctx)
{
    struct long_batch *b = ctx;
    b->before = db_wanted(db);
    CHECK(pthread_create(&b->person, NULL, write_once, (void *)b->path) == 0);
    for (int i = 0; i < 2000 && !b->after; i++) {
        usleep(5000);
        b->after = db_wanted(db);
    }
    return OK;
}

TEST(a_long_batch_learns_that_a_person_waits)
{
    struct db *db = NULL;
    struct long_batch b = {.path =
                               arena_cstr(mem, arena_printf(mem, "%s/silang.db", test_dir(mem)))};
    CHECK(db_open(b.path, DB_CREATE, &db) == OK && db_migrate(db) == OK);
    CHECK(db_write_batch(db, until_wanted, &b) == OK);
    pthread_join(b.person, NULL);
    CHECK(!b.before);
    CHECK(b.after);
    db_close(db);
}

/* ---- the log of a long work ---- */

enum { BIG = 1 << 20, BIGS = 200, LOG_MOST = 100 << 20 }; /* twice as much as the log may hold */

static enum err put_big(struct db *db, void *ctx)
{
    const int64_t *n = ctx;
    return db_exec(db,
                   SQL("INSERT INTO setting (name, value) VALUES ('big ' || ?1,"
                       " printf('%.*c', ?2, 'x'))"),
                   I(*n), I(BIG));
}

static int64_t log_size(const char *path)
{
    struct stat st;
    char log[300];
    snprintf(log, sizeof log, "%s-wal", path);
    return stat(log, &st) == 0 ? (int64_t)st.st_size : 0;
}

TEST(the_log_of_a_long_work_is_folded_in_while_it_goes_on)
{
    const char *path;
    struct db *db = fresh(mem, &path), *reader = NULL;
    int64_t longest = 0, sum = 0;
    for (int64_t n = 0; n < BIGS; n++) {
        enum err e = n % 2 ? db_write_batch(db, put_big, &n) : db_write_draft(db, put_big, &n);
        CHECK(e == OK);
        longest = MAX(longest, log_size(path));
    }
    CHECK(longest > 4 << 20); /* longer than between two short works */
    CHECK(longest < LOG_MOST);
    CHECK(db_write(db, put, "a") == OK);
    db_close(db);
    CHECK(db_open(path, DB_READ, &reader) == OK);
    CHECK(db_get_int(reader, &sum, SQL("SELECT sum(length(value)) FROM setting")) == OK);
    CHECK_INT(sum, (int64_t)BIG * BIGS + 1);
    db_close(reader);
}
