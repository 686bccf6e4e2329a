/* backup_test.c -- what a backup promises: it is one moment of the truth, whole; restoring it gives
 * that moment back; whatever else is in the file is refused. */
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checked.h"
#include "network/agency.h"
#include "network/network.h"
#include "work/backup.h"
#include "work/files.h"
#include "work/thin.h"

static const struct actor keeper = {.kind = ACTOR_OPERATOR};

static const char CSV[] =
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"
    "classification,notes,image,sor,authors,topics,item_code\n"
    "Saman,Text,,,Gramedia,1998,,,,Indonesia,Jakarta,,,,,\"<Ayu Utami>\",,<A1>\n"
    "Larung,Text,,,Gramedia,2001,,,,Indonesia,Jakarta,,,,,\"<Ayu Utami>\",,<A2>\n";

static struct store *network(struct arena *mem, int64_t *ret_library)
{
    struct store *s = NULL;
    int64_t id = 0;
    struct agency g = {.name = STR("SMAN 1"), .type = AGENCY_SCHOOL};
    CHECK(store_create(test_dir(mem), env_system(), &s) == OK);
    CHECK(network_add(s->db, &keeper, &(struct network){.name = STR("Jejaring Uji")}, 1, &id) ==
          OK);
    CHECK(agency_add(s->db, &keeper, &g, 1, ret_library) == OK);
    return s;
}

static void load(struct arena *mem, struct store *s, int64_t library, const char *text)
{
    const char *path = arena_printf(mem, "%s/upload%c", test_dir(mem), 0).p;
    FILE *f = fopen(path, "wb");
    fwrite(text, 1, strlen(text), f);
    fclose(f);
    const struct load_order order = {.agency = library, .path = path, .file_name = STR("upload")};
    struct load_report report;
    struct fault why;
    CHECK(load_run(s, &keeper, &order, NULL, mem, &why, &report) == OK);
}

static int faults;
static void hear(void *ctx, const char *where, const char *what)
{
    (void)ctx;
    printf("  %s: %s\n", where, what);
    faults++;
}

static const char *in(struct arena *mem, const char *dir, const char *name)
{
    return arena_printf(mem, "%s/%s%c", dir, name, 0).p;
}

static enum err restore(struct arena *mem, const char *dir, const char *file,
                        struct restore_report *ret)
{
    return backup_restore(dir, file, false, env_system(), NULL, hear, NULL, mem, ret);
}

static int files_in(const char *dir)
{
    DIR *d = opendir(dir);
    int n = 0;
    if (!d) return -1;
    while (readdir(d)) n++;
    closedir(d);
    return n - 2;
}

/* Every row of the tables that matter, as one text. */
static const char *dump(struct arena *mem, struct db *db)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct db_rows r = db_query(
        db, SQL("SELECT id || ' ' || feed || ' ' || kind || ' ' || coalesce(version, 0) || ' ' ||"
                " coalesce(title, 0) FROM record ORDER BY id"));
    while (db_next(&r)) buf_printf(&b, "%.*s\n", STR_ARG(db_peek(&r, 0)));
    r = db_query(db, SQL("SELECT id || ' ' || record || ' ' || load || ' ' || hex(digest) || ' ' ||"
                         " hex(bytes) FROM version ORDER BY id"));
    while (db_next(&r)) buf_printf(&b, "%.*s\n", STR_ARG(db_peek(&r, 0)));
    r = db_query(db, SQL("SELECT seq || ' ' || title || ' ' || coalesce(load, 0) FROM change"
                         " ORDER BY seq"));
    while (db_next(&r)) buf_printf(&b, "%.*s\n", STR_ARG(db_peek(&r, 0)));
    r = db_query(db, SQL("SELECT id || state || file || n_new FROM load ORDER BY id"));
    while (db_next(&r)) buf_printf(&b, "%.*s\n", STR_ARG(db_peek(&r, 0)));
    r = db_query(db, SQL("SELECT id || name || slug FROM agency ORDER BY id"));
    while (db_next(&r)) buf_printf(&b, "%.*s\n", STR_ARG(db_peek(&r, 0)));
    return arena_cstr(mem, buf_str(&b));
}

TEST(what_is_restored_is_what_was_saved)
{
    int64_t library = 0;
    struct store *s = network(mem, &library), *t = NULL;
    load(mem, s, library, CSV);
    const char *to = in(mem, test_dir(mem), "a.backup"), *dir = in(mem, test_dir(mem), "new");
    struct backup_report b;
    CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to, .prove = true}, NULL, mem, &b) ==
          OK);
    CHECK_INT(b.head.records, 2);
    CHECK_INT(b.proof.records, 2);
    CHECK_INT(b.proof.faults, 0);
    struct stat st;
    CHECK(stat(to, &st) == 0 && (st.st_mode & 0777) == 0600);

    struct restore_report r;
    CHECK(restore(mem, dir, to, &r) == OK);
    CHECK_INT(r.verify.records, 2);
    CHECK_INT(r.verify.faults, 0);
    CHECK_STR(r.head.network, "Jejaring Uji");
    CHECK(store_open(dir, DB_READ, env_system(), &t) == OK);
    CHECK_STR(str_of(dump(mem, t->db)), dump(mem, s->db));
    store_close(t);
    store_close(s);
}

static enum err put_secrets(struct db *db, void *unused)
{
    (void)unused;
    enum err e = db_exec(db, SQL("INSERT INTO person (id, name, name_key, login, password, created)"
                                 " VALUES (1, 'Sri', 'sri', 'sri@x.id', 'argon', 1)"));
    if (!e)
        e = db_exec(db, SQL("INSERT INTO session (secret, person, started, seen, kept)"
                            " VALUES ('rahasia-sesi', 1, 1, 1, 0)"));
    if (!e)
        e = db_exec(db, SQL("INSERT INTO code (secret, person, made, expires)"
                            " VALUES ('rahasia-kode', 1, 1, 2)"));
    if (!e)
        e = db_exec(db, SQL("INSERT INTO invitation (network, secret, code, uses_left, made,"
                            " expires) VALUES (1, 'rahasia-tautan', 'rahasia-kode', 5, 1, 2)"));
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO job (kind, state, made, due) VALUES ('x', 'waiting', 1, 1)"));
    return e;
}

static enum err put_upload(struct db *db, void *ctx)
{
    const int64_t library = *(const int64_t *)ctx;
    enum err e =
        db_exec(db, SQL("INSERT INTO feed (id, agency, kind, created) VALUES (1, ?1, 'upload', 1)"),
                I(library));
    if (!e)
        e = db_exec(db,
                    SQL("INSERT INTO upload (id, name, agency, file, size, started)"
                        " VALUES (1, 'x', ?1, 'buku.csv', 9, 1)"),
                    I(library));
    if (!e)
        e = db_exec(db, SQL("INSERT INTO load (feed, state, whole, file, format, started, upload)"
                            " VALUES (1, 'received', 0, 'buku.csv', 'slims', 1, 1)"));
    return e;
}

static int64_t number(struct db *db, const struct sql *what)
{
    int64_t n = -1;
    CHECK(db_get_int_(db, &n, what, NULL, 0) == OK);
    return n;
}

TEST(sessions_and_codes_are_not_in_the_file_and_people_are)
{
    int64_t library = 0;
    struct store *s = network(mem, &library), *t = NULL;
    CHECK(db_write(s->db, put_secrets, NULL) == OK);
    const char *to = in(mem, test_dir(mem), "a.backup"), *dir = in(mem, test_dir(mem), "new");
    struct backup_report b;
    CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to}, NULL, mem, &b) == OK);
    struct restore_report r;
    CHECK(restore(mem, dir, to, &r) == OK);
    struct str bytes = test_file(mem, in(mem, dir, "silang.db"));
    CHECK(str_find(bytes, STR("rahasia-")) > bytes.n);
    CHECK(store_open(dir, DB_READ, env_system(), &t) == OK);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM session")), 0);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM code")), 0);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM invitation WHERE revoked IS NOT NULL")), 1);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM person WHERE password = 'argon'")), 1);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM job WHERE state = 'waiting'")), 0);
    CHECK_INT(number(s->db, SQL("SELECT count(*) FROM session")), 1); /* here they stay */
    store_close(t);
    store_close(s);
}

TEST(a_file_on_its_way_in_is_not_waited_for_after_a_restore)
{
    int64_t library = 0;
    struct store *s = network(mem, &library), *t = NULL;
    const char *to = in(mem, test_dir(mem), "a.backup"), *dir = in(mem, test_dir(mem), "new");
    struct backup_report b;
    struct restore_report r;
    CHECK(db_write(s->db, put_upload, &library) == OK);
    CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to, .prove = true}, NULL, mem, &b) ==
          OK);
    CHECK(restore(mem, dir, to, &r) == OK);
    CHECK_INT(r.verify.faults, 0);
    CHECK(store_open(dir, DB_READ, env_system(), &t) == OK);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM upload")), 0);
    CHECK_INT(number(t->db, SQL("SELECT count(*) FROM load WHERE state = 'expired'")), 1);
    CHECK_INT(number(s->db, SQL("SELECT count(*) FROM load WHERE state = 'received'")), 1);
    store_close(t);
    store_close(s);
}

/* ---- while others write ---- */

/* Two rows at a time that belong together. */
static enum err put_pair(struct db *db, void *ctx)
{
    int64_t n = *(int64_t *)ctx;
    enum err e =
        db_exec(db, SQL("INSERT INTO setting (name, value) VALUES ('l' || ?1, 'x')"), I(n));
    return e ? e
             : db_exec(db, SQL("INSERT INTO setting (name, value) VALUES ('r' || ?1, 'x')"), I(n));
}

struct writing {
    const char *dir;
    atomic_bool stop;
    _Atomic int64_t written;
};

static void *write_on(void *arg)
{
    struct writing *w = arg;
    struct store *s = NULL;
    if (store_open(w->dir, DB_WRITE, env_system(), &s)) return NULL;
    for (int64_t n = 1; !atomic_load(&w->stop); n++)
        if (db_write(s->db, put_pair, &n) == OK) atomic_store(&w->written, n);
    store_close(s);
    return NULL;
}

TEST(a_backup_under_writers_is_one_moment)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    struct writing w = {.dir = s->dir};
    pthread_t thread;
    load(mem, s, library, CSV);
    CHECK(pthread_create(&thread, NULL, write_on, &w) == 0);
    for (int i = 0; i < 5; i++) {
        const char *to = arena_printf(mem, "%s/%d.backup%c", test_dir(mem), i, 0).p;
        const char *dir = in(mem, test_dir(mem), "new");
        struct backup_report b;
        struct restore_report r;
        struct store *t = NULL;
        while (atomic_load(&w.written) < 5 * (i + 1)) usleep(1000);
        CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to}, NULL, mem, &b) == OK);
        CHECK(restore(mem, dir, to, &r) == OK);
        CHECK_INT(r.verify.faults, 0);
        CHECK(store_open(dir, DB_READ, env_system(), &t) == OK);
        CHECK_INT(number(t->db, SQL("SELECT count(*) FROM setting WHERE name LIKE 'l%'")),
                  number(t->db, SQL("SELECT count(*) FROM setting WHERE name LIKE 'r%'")));
        CHECK(number(t->db, SQL("SELECT count(*) FROM setting")) > 0);
        store_close(t);
    }
    atomic_store(&w.stop, true);
    pthread_join(thread, NULL);
    store_close(s);
}

/* ---- refusals ---- */

static void write_bytes(const char *path, struct str bytes)
{
    FILE *f = fopen(path, "wb");
    fwrite(bytes.p, 1, bytes.n, f);
    fclose(f);
}

TEST(a_damaged_file_is_refused_wherever_the_damage_is)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    load(mem, s, library, CSV);
    const char *to = in(mem, test_dir(mem), "a.backup"), *bad = in(mem, test_dir(mem), "b.backup");
    const char *dir = in(mem, test_dir(mem), "new");
    struct backup_report b;
    struct restore_report r;
    CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to}, NULL, mem, &b) == OK);
    struct str whole = test_file(mem, to);
    int harmless = 0; /* the bits that fill up the last byte, or another way to say the same */
    for (size_t i = 0; i < whole.n; i += 1 + whole.n / 97) {
        char *bytes = arena_cstr(mem, STR(""));
        bytes = memcpy(arena_alloc(mem, whole.n), whole.p, whole.n);
        bytes[i] = (char)(bytes[i] ^ 0x21);
        write_bytes(bad, (struct str){bytes, whole.n});
        enum err e = restore(mem, dir, bad, &r);
        if (e == OK) { /* the digest of what came out was the right one */
            harmless++;
            folder_remove(dir);
            continue;
        }
        if (e != ERR_FORMAT && e != ERR_VERSION)
            test_fail(__FILE__, __LINE__, "byte %zu: %s", i, err_name(e));
        CHECK(access(dir, F_OK) != 0); /* nothing of it is left */
    }
    CHECK(harmless <= 1);
    write_bytes(bad, str_slice(whole, 0, whole.n - 9));
    CHECK(restore(mem, dir, bad, &r) == ERR_FORMAT);
    write_bytes(bad, arena_printf(mem, "%.*sx", STR_ARG(whole)));
    CHECK(restore(mem, dir, bad, &r) == ERR_FORMAT);
    write_bytes(bad, STR(""));
    CHECK(restore(mem, dir, bad, &r) == ERR_FORMAT);
    CHECK(restore(mem, dir, in(mem, dir, "none"), &r) == ERR_NOT_FOUND);
    store_close(s);
}

TEST(a_folder_with_anything_in_it_is_left_alone)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    const char *to = in(mem, test_dir(mem), "a.backup"), *dir = test_dir(mem);
    struct backup_report b;
    struct restore_report r;
    CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to}, NULL, mem, &b) == OK);
    write_bytes(in(mem, dir, "letter"), STR("dear"));
    CHECK(restore(mem, dir, to, &r) == ERR_CONFLICT);
    CHECK_INT(files_in(dir), 1);
    unlink(in(mem, dir, "letter"));
    write_bytes(in(mem, dir, "silang.db.part"), STR("half of one")); /* of a killed restore */
    CHECK(restore(mem, dir, to, &r) == OK);                          /* an empty one is fine */
    CHECK(backup_make(s, &keeper, &(struct backup_order){.to = to}, NULL, mem, &b) == ERR_CONFLICT);
    store_close(s);
}

TEST(only_who_operates_the_installation_may_make_a_backup)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    const struct actor_role role = {.kind = ROLE_MANAGER, .agency = library};
    const struct actor manager = {.kind = ACTOR_PERSON, .person = 1, .role = &role, .n_roles = 1};
    struct backup_report b;
    struct backup_rows rows;
    CHECK(backup_make(s, &manager, &(struct backup_order){0}, NULL, mem, &b) == ERR_DENIED);
    CHECK(backup_list(s->db, &manager, 9, mem, &rows) == ERR_DENIED);
    store_close(s);
}

static bool stop(void *ctx)
{
    int *left = ctx;
    return --*left < 0;
}

TEST(a_backup_that_is_stopped_at_any_point_leaves_nothing)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    load(mem, s, library, CSV);
    const char *dir = test_dir(mem), *to = in(mem, dir, "a.backup");
    enum err e = ERR_INTERRUPTED;
    for (int looks = 0; e == ERR_INTERRUPTED && looks < 100; looks++) {
        int left = looks;
        struct backup_report b;
        e = backup_make(s, &keeper, &(struct backup_order){.to = to},
                        &(struct load_watch){.stop = stop, .ctx = &left}, mem, &b);
        CHECK_INT(files_in(dir), e ? 0 : 1);
    }
    CHECK(e == OK);
    store_close(s);
}

/* ---- thinning out ---- */

#define DAY INT64_C(86400000000)

static const char *kept(struct arena *mem, const struct kept_file *f, size_t n)
{
    bool *keep = arena_array(mem, bool, n);
    char *text = arena_alloc(mem, n + 1);
    backup_choose(f, n, 0, keep);
    for (size_t i = 0; i < n; i++) text[i] = keep[i] ? 'k' : '.';
    return text;
}

TEST(a_year_of_nights_leaves_seven_days_and_four_weeks)
{
    struct kept_file f[365];
    int n = 0;
    /* the newest on a Wednesday: day 20782 is 2026-11-25 */
    for (int i = 0; i < 365; i++) f[i] = (struct kept_file){(20782 - i) * DAY, true};
    const char *k = kept(mem, f, 365);
    for (int i = 0; i < 365; i++) n += k[i] == 'k';
    CHECK_STR(str_slice(str_of(k), 0, 24), "kkkkkkk...k......k......");
    CHECK_INT(n, 9); /* this week's and last week's newest are among the seven */
}

TEST(of_one_day_the_newest_stays)
{
    const struct kept_file f[] = {{20782 * DAY + 900, true},
                                  {20782 * DAY + 800, true},
                                  {20782 * DAY + 700, true},
                                  {20781 * DAY, true}};
    CHECK_STR(str_of(kept(mem, f, 4)), "k..k");
}

TEST(bad_backups_never_push_out_a_good_one)
{
    const struct kept_file f[] = {{20790 * DAY, false}, {20789 * DAY, false}, {20788 * DAY, false},
                                  {20787 * DAY, false}, {20700 * DAY, true},  {20699 * DAY, false}};
    CHECK_STR(str_of(kept(mem, f, 6)), "kkk.k.");
}

TEST(what_is_thinned_out_is_gone_and_what_stays_is_known_by_name)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    struct backup_report b;
    struct backup_rows rows;
    struct backup_state last;
    const struct backup_order order = {.prove = true};
    for (int i = 0; i < 2; i++) CHECK(backup_make(s, &keeper, &order, NULL, mem, &b) == OK);
    CHECK_INT(b.thinned, 1);
    CHECK(backup_list(s->db, &keeper, 10, mem, &rows) == OK);
    CHECK_INT(rows.n, 2);
    CHECK(rows.item[0].gone == 0 && rows.item[1].gone > 0);
    CHECK(str_starts(rows.item[0].file, STR("silang-")));
    CHECK_INT(files_in(in(mem, s->dir, "backup")), 1);
    CHECK(backup_last(s->db, mem, &last) == OK);
    CHECK_INT(last.proved.id, rows.item[0].id);
    store_close(s);
}

static int64_t noon(const struct env *env)
{
    (void)env;
    return 1795867200000000; /* 28 November 2026, 12.00 UTC */
}

TEST(backups_of_one_second_have_names_of_their_own)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    struct env still = *env_system();
    struct backup_report b;
    still.now = noon;
    s->env = &still;
    static const char *const name[] = {"silang-20261128-120000.backup",
                                       "silang-20261128-120000-2.backup",
                                       "silang-20261128-120000-3.backup"};
    for (size_t i = 0; i < COUNT(name); i++) {
        CHECK(backup_make(s, &keeper, &(struct backup_order){0}, NULL, mem, &b) == OK);
        CHECK(str_ends(b.file, str_of(name[i])));
        CHECK_INT(files_in(in(mem, s->dir, "backup")), (int)i + 1);
    }
    store_close(s);
}

TEST(a_file_that_two_rows_name_is_not_removed_for_the_older)
{
    int64_t library = 0, removed = 0;
    struct store *s = network(mem, &library);
    struct backup_report b;
    const struct backup_order order = {.prove = true};
    CHECK(backup_make(s, &keeper, &order, NULL, mem, &b) == OK);
    CHECK(db_exec(s->db, SQL("INSERT INTO backup (file, kept, made, bytes, digest, records, titles,"
                             " proved) SELECT file, kept, made - 1, bytes, digest, records, titles,"
                             " proved FROM backup")) == OK);
    CHECK(thin_out(s, 0, &removed) == OK);
    CHECK_INT(removed, 1);
    CHECK_INT(files_in(in(mem, s->dir, "backup")), 1);
    store_close(s);
}

TEST(what_a_killed_backup_left_is_swept_up_by_the_next)
{
    int64_t library = 0;
    struct store *s = network(mem, &library);
    struct backup_report b;
    const char *folder = in(mem, s->dir, "backup");
    const char *proof = in(mem, folder, PROOF_FOLDER "abc");
    CHECK(mkdir(folder, 0700) == 0 && mkdir(proof, 0700) == 0);
    write_bytes(in(mem, proof, "silang.db"), STR("x"));
    write_bytes(in(mem, folder, "silang-20260101-000000.backup.part"), STR("x"));
    write_bytes(in(mem, folder, "silang-20260101-000000.backup.copy"), STR("x"));
    write_bytes(in(mem, folder, "mine.txt"), STR("x"));
    CHECK(backup_make(s, &keeper, &(struct backup_order){.prove = true}, NULL, mem, &b) == OK);
    CHECK_INT(files_in(folder), 2); /* the backup, and what is not ours */
    store_close(s);
}
