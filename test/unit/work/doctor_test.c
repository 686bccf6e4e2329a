/* doctor_test.c -- each finding, provoked once. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "catalog/follow.h"
#include "network/agency.h"
#include "network/network.h"
#include "work/backup.h"
#include "work/examine.h"

static const struct actor keeper = {.kind = ACTOR_OPERATOR};

static const char *in(struct arena *mem, const char *dir, const char *name)
{
    return arena_printf(mem, "%s/%s%c", dir, name, 0).p;
}

/* A sound folder with an index; closed again. */
static const char *folder(struct arena *mem)
{
    struct store *s = NULL;
    int64_t id = 0;
    const char *dir = test_dir(mem);
    CHECK(chmod(dir, 0700) == 0);
    CHECK(store_create(dir, env_system(), &s) == OK);
    CHECK(network_add(s->db, &keeper, &(struct network){.name = STR("Uji")}, 1, &id) == OK);
    CHECK(follow_now(s, NULL, 5) == OK);
    store_close(s);
    return dir;
}

static void raw(struct arena *mem, const char *dir, const char *sql)
{
    sqlite3 *h = NULL;
    CHECK(sqlite3_open(in(mem, dir, "silang.db"), &h) == SQLITE_OK);
    CHECK(sqlite3_exec(h, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(h);
}

static int64_t fixed_now(const struct env *env)
{
    return *(const int64_t *)env->state;
}

static struct findings examine_at(struct arena *mem, const char *dir, int64_t *now, bool full)
{
    struct env env = *env_system();
    struct findings list = {0};
    if (now) {
        env.now = fixed_now;
        env.state = now;
    }
    struct doctor_order order = {.dir = dir, .env = &env, .full = full};
    CHECK(doctor_run(&order, mem, &list) == OK);
    return list;
}

static struct findings examine(struct arena *mem, const char *dir)
{
    return examine_at(mem, dir, NULL, false);
}

/* The level of the finding; -1 when it was not made. */
static int level(const struct findings *list, const char *key)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->item[i].key, key) == 0) return (int)list->item[i].level;
    return -1;
}

#define EXPECT(list, key, wanted) CHECK_INT(level(&(list), key), wanted)

TEST(a_new_folder_lacks_only_a_backup)
{
    const char *dir = folder(mem);
    struct findings f = examine(mem, dir);
    EXPECT(f, "backup-none", DOCTOR_WARN);
    CHECK(strcmp(f.item[0].key, "backup-none") == 0); /* the worst comes first */
    EXPECT(f, "schema-fine", DOCTOR_GOOD);
    EXPECT(f, "integrity-fine", DOCTOR_GOOD);
    EXPECT(f, "index-fine", DOCTOR_GOOD);
    EXPECT(f, "folder-fine", DOCTOR_GOOD);
    EXPECT(f, "versions", DOCTOR_GOOD);
    CHECK_INT(doctor_worst(&f), DOCTOR_WARN);
}

TEST(no_folder_is_no_patient)
{
    struct findings f;
    struct doctor_order order = {.dir = test_dir(mem), .env = env_system()};
    CHECK(doctor_run(&order, mem, &f) == ERR_NOT_FOUND);
}

TEST(a_backup_is_noticed_and_so_is_its_age)
{
    const char *dir = folder(mem);
    struct store *s = NULL;
    struct backup_report b;
    CHECK(store_open(dir, DB_WRITE, env_system(), &s) == OK);
    CHECK(backup_make(s, &keeper, &(struct backup_order){.prove = true}, NULL, mem, &b) == OK);
    store_close(s);
    struct findings f = examine(mem, dir);
    EXPECT(f, "backup-fine", DOCTOR_GOOD);
    CHECK_INT(doctor_worst(&f), DOCTOR_GOOD);
    int64_t later = b.head.made + 3 * DOCTOR_DAY;
    f = examine_at(mem, dir, &later, false);
    EXPECT(f, "backup-old", DOCTOR_WARN);
    raw(mem, dir, "UPDATE backup SET error = 'bad-format'");
    f = examine(mem, dir);
    EXPECT(f, "backup-unsound", DOCTOR_BAD);
    raw(mem, dir, "UPDATE backup SET error = '', proved = NULL");
    f = examine(mem, dir);
    EXPECT(f, "proof-old", DOCTOR_WARN);
    raw(mem, dir, "INSERT INTO schedule VALUES ('backup', 'backup', '', NULL, 150, 0, 1)");
    f = examine(mem, dir);
    EXPECT(f, "backup-off", DOCTOR_NOTE);
}

TEST(an_open_or_closed_folder_is_noticed)
{
    const char *dir = folder(mem);
    CHECK(chmod(dir, 0755) == 0);
    struct findings f = examine(mem, dir);
    EXPECT(f, "folder-open", DOCTOR_WARN);
    CHECK(chmod(dir, 0700) == 0);
    if (geteuid() == 0) {
        CHECK(chown(dir, 12345, (gid_t)-1) == 0);
        f = examine(mem, dir);
        EXPECT(f, "folder-owner", -1); /* what root makes there becomes the owner's */
        struct doctor_order order = {.dir = dir, .env = env_system()};
        struct examining x = {.order = &order, .mem = mem};
        CHECK(seteuid(12346) == 0);
        examine_folder(&x);
        CHECK(seteuid(0) == 0);
        EXPECT(x.list, "folder-owner", DOCTOR_WARN);
        CHECK(chown(dir, 0, (gid_t)-1) == 0);
    } else {
        CHECK(chmod(dir, 0500) == 0);
        f = examine(mem, dir);
        EXPECT(f, "folder-closed", DOCTOR_BAD);
        CHECK(chmod(dir, 0700) == 0);
    }
}

TEST(disks_of_other_computers_are_known)
{
    const char *name = NULL;
    CHECK(doctor_is_remote(0x6969, &name));
    CHECK_STR(str_of(name), "NFS");
    CHECK(doctor_is_remote(0xFF534D42, &name));
    CHECK(!doctor_is_remote(0xEF53, &name)); /* ext4 */
    CHECK(!doctor_remote_folder(test_dir(mem), &name));
}

TEST(other_schemas_are_told_apart_and_left_alone)
{
    const char *dir = folder(mem);
    raw(mem, dir, "PRAGMA user_version = 1");
    struct findings f = examine(mem, dir);
    EXPECT(f, "schema-old", DOCTOR_NOTE);
    raw(mem, dir, "PRAGMA user_version = 9999");
    f = examine(mem, dir);
    EXPECT(f, "schema-newer", DOCTOR_BAD);
    CHECK(access(in(mem, dir, "silang.db.before-2"), F_OK) != 0);
}

static void scratch(const char *path, off_t at, const char *bytes)
{
    int fd = open(path, O_WRONLY);
    CHECK(fd >= 0);
    CHECK(pwrite(fd, bytes, strlen(bytes), at) == (ssize_t)strlen(bytes));
    close(fd);
}

TEST(damage_is_found)
{
    const char *dir = folder(mem);
    scratch(in(mem, dir, "silang.db"), 3 * 4096 + 3, "scratched by a fork");
    struct findings f = examine(mem, dir);
    EXPECT(f, "damaged", DOCTOR_BAD);
    scratch(in(mem, dir, "silang.db"), 0, "this is not a database at all");
    f = examine(mem, dir);
    EXPECT(f, "damaged", DOCTOR_BAD);
}

TEST(a_hand_in_the_truth_is_found_in_full)
{
    const char *dir = folder(mem);
    raw(mem, dir,
        "INSERT INTO load (feed, state, whole, file, format, started) VALUES (1, 'staging', 0, 'x',"
        " 'x', 1)");
    raw(mem, dir,
        "PRAGMA foreign_keys = OFF; INSERT INTO version (record, load, digest, bytes)"
        " VALUES (77, 77, x'00', x'00')");
    struct findings f = examine_at(mem, dir, NULL, true);
    EXPECT(f, "verify-faults", DOCTOR_BAD);
    const char *sound = folder(mem);
    f = examine_at(mem, sound, NULL, true);
    EXPECT(f, "verify-fine", DOCTOR_GOOD);
}

TEST(what_the_weekly_check_said_is_remembered)
{
    const char *dir = folder(mem);
    raw(mem, dir,
        "INSERT INTO job (kind, state, made, due, finished, error) VALUES"
        " ('verify', 'failed', 1, 1, 5, 'bad-format')");
    struct findings f = examine(mem, dir);
    EXPECT(f, "verified-bad", DOCTOR_BAD);
    raw(mem, dir,
        "INSERT INTO job (kind, state, made, due, finished) VALUES"
        " ('verify', 'done', 1, 1, 9)");
    f = examine(mem, dir);
    EXPECT(f, "verified-fine", DOCTOR_GOOD);
}

TEST(states_of_the_index_are_told_apart)
{
    const char *dir = folder(mem);
    raw(mem, dir, "INSERT INTO change (title) VALUES (1)");
    struct findings f = examine(mem, dir);
    EXPECT(f, "index-behind", DOCTOR_NOTE);
    raw(mem, dir, "DELETE FROM change");
    unlink(in(mem, dir, "index.current"));
    f = examine(mem, dir);
    EXPECT(f, "index-missing", DOCTOR_NOTE);
    int fd = open(in(mem, dir, "index.current"), O_WRONLY | O_CREAT, 0600);
    CHECK(write(fd, "rubbish", 7) == 7);
    close(fd);
    f = examine(mem, dir);
    EXPECT(f, "index-broken", DOCTOR_WARN);
}

TEST(work_left_lying_is_found)
{
    const char *dir = folder(mem);
    char sql[600];
    int64_t now = env_system()->now(env_system());
    snprintf(sql, sizeof sql,
             "PRAGMA foreign_keys = OFF;"
             "INSERT INTO load (feed, state, whole, file, format, started) VALUES"
             " (1, 'staging', 0, 'x', 'x', 1);"
             "INSERT INTO job (kind, state, made, due, finished, error) VALUES"
             " ('x', 'failed', 1, 1, %lld, 'io'), ('x', 'waiting', 1, 1, NULL, '')",
             (long long)now);
    raw(mem, dir, sql);
    struct findings f = examine(mem, dir);
    EXPECT(f, "loads-unfinished", DOCTOR_WARN);
    EXPECT(f, "jobs-failed", DOCTOR_WARN);
    EXPECT(f, "jobs-late", DOCTOR_WARN);
}

TEST(old_copies_are_found_and_young_ones_are_not)
{
    const char *dir = folder(mem), *copy = in(mem, dir, "silang.db.before-2");
    int fd = open(copy, O_WRONLY | O_CREAT, 0600);
    close(fd);
    struct findings f = examine(mem, dir);
    EXPECT(f, "leftovers", -1);
    CHECK(utime(copy, &(struct utimbuf){1000000000, 1000000000}) == 0);
    f = examine(mem, dir);
    EXPECT(f, "leftovers", DOCTOR_NOTE);
}

TEST(a_clock_that_cannot_be_right_is_found)
{
    const char *dir = folder(mem);
    int64_t dead_battery = INT64_C(1000000000000), now = INT64_C(1795600000000000);
    struct findings f = examine_at(mem, dir, &dead_battery, false);
    EXPECT(f, "clock-wrong", DOCTOR_BAD);
    raw(mem, dir, "INSERT INTO audit (at, action, object) VALUES (1795700000000000, 'x', 'x')");
    f = examine_at(mem, dir, &now, false);
    EXPECT(f, "clock-behind", DOCTOR_WARN);
}

TEST(few_open_files_are_found)
{
    const char *dir = folder(mem);
    struct rlimit was, few;
    CHECK(getrlimit(RLIMIT_NOFILE, &was) == 0);
    few = was;
    few.rlim_cur = 256;
    CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0);
    struct findings f = examine(mem, dir);
    EXPECT(f, "files-few", DOCTOR_NOTE);
    CHECK(setrlimit(RLIMIT_NOFILE, &was) == 0);
}
