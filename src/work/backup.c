/* backup.c -- making a backup and recording what became of it. */
#include "work/backup.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "network/network.h"
#include "work/files.h"
#include "work/thin.h"

enum { SPARE = 4 << 20, SAME_SECOND = 1000 /* backups, more than a machine makes */ };

struct making {
    struct store *store;
    const struct backup_order *order;
    const struct load_watch *watch;
    struct arena *mem;
    const char *file, *folder, *copy, *part;
    int64_t id;
    struct backup_report *report;
};

/* ---- names ---- */

/* By the second; of several in one second the later ones have a number. */
static const char *name_at(struct arena *a, const char *folder, int64_t local_us, int nth)
{
    time_t local = (time_t)(local_us / 1000000);
    struct tm t;
    gmtime_r(&local, &t);
    struct str number = nth > 1 ? arena_printf(a, "-%d", nth) : (struct str){0};
    return arena_cstr(a, arena_printf(a, "%s/silang-%04d%02d%02d-%02d%02d%02d%.*s.backup", folder,
                                      t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                                      t.tm_min, t.tm_sec, STR_ARG(number)));
}

/* A name in our own folder that no file has; whoever asks has the lock of backups. */
static enum err free_name(struct making *m)
{
    const struct env *env = m->store->env;
    const char *folder = arena_cstr(m->mem, arena_printf(m->mem, "%s/backup", m->store->dir));
    int64_t local = env->now(env) + m->order->zone_us;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) return err_from_errno(errno);
    int nth = 1;
    do m->file = name_at(m->mem, folder, local, nth++);
    while (nth <= SAME_SECOND && access(m->file, F_OK) == 0);
    return OK;
}

static enum err choose_names(struct making *m)
{
    m->file = m->order->to;
    enum err e = m->file ? OK : free_name(m);
    if (e) return e;
    m->folder = folder_of(m->mem, m->file);
    m->copy = arena_cstr(m->mem, arena_printf(m->mem, "%s.copy", m->file));
    m->part = arena_cstr(m->mem, arena_printf(m->mem, "%s.part", m->file));
    m->report->file = str_of(m->file);
    return access(m->file, F_OK) == 0 ? ERR_CONFLICT : OK;
}

/* The copy, and the file by which its writers took turns. */
static void drop_copy(const struct making *m)
{
    unlink(m->copy);
    unlink(arena_cstr(m->mem, arena_printf(m->mem, "%s.turn", m->copy)));
}

/* What a killed backup left behind. */
static void sweep(const struct making *m)
{
    drop_copy(m);
    unlink(m->part);
    if (m->order->to) return;
    static const char *const left[] = {".copy",     ".copy.turn", ".copy-wal",
                                       ".copy-shm", ".part",      ".part-journal"};
    for (size_t i = 0; i < COUNT(left); i++) folder_sweep(m->folder, "silang-", left[i]);
    folder_sweep_folders(m->folder, PROOF_FOLDER);
}

/* A copy and a packed copy, which is half as large or less. */
static enum err check_room(struct making *m)
{
    struct backup_report *r = m->report;
    const char *log = arena_cstr(m->mem, arena_printf(m->mem, "%s-wal", m->store->db_path));
    r->need = (file_size(m->store->db_path) + file_size(log)) * 3 / 2 + SPARE;
    enum err e = folder_free(m->folder, &r->free);
    return e ? e : r->free < r->need ? ERR_FULL : OK;
}

/* ---- the copy ---- */

static void copy_progress(void *ctx, int64_t done, int64_t all)
{
    const struct making *m = ctx;
    if (m->watch->progress)
        m->watch->progress(m->watch->ctx,
                           &(struct load_progress){LOAD_COPYING, MIN(done, all), all, 0});
}

static bool copy_stop(void *ctx)
{
    const struct making *m = ctx;
    return m->watch->stop && m->watch->stop(m->watch->ctx);
}

/* Invitations stay, since applications point to them, but open nothing any more. */
static enum err close_invitations(struct db *db, struct making *m)
{
    enum { SECRET = 32 };
    const struct env *env = m->store->env;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct {
        int64_t *item;
        size_t n, cap;
    } ids = {0};
    struct db_rows CLEANUP(db_done) r = db_query(db, SQL("SELECT id FROM invitation"));
    while (db_next(&r)) VEC_PUSH(a, &ids, db_int(&r, 0));
    enum err e = r.status;
    for (size_t i = 0; !e && i < ids.n; i++) {
        char chance[2 * SECRET];
        env->random(env, chance, sizeof chance);
        e = db_exec(db,
                    SQL("UPDATE invitation SET secret = ?1, code = ?2,"
                        " revoked = coalesce(revoked, ?3) WHERE id = ?4"),
                    BLOB(((struct str){chance, SECRET})),
                    BLOB(((struct str){chance + SECRET, SECRET})), I(env->now(env)),
                    I(ids.item[i]));
    }
    return e;
}

/* Files that browsers sent are not in a backup: what waits for one has expired. */
static enum err forget_uploads(struct db *db, int64_t now)
{
    enum err e = db_exec(
        db, SQL("UPDATE load SET state = 'expired', finished = ?1 WHERE state = 'received'"),
        I(now));
    if (!e) e = db_exec(db, SQL("UPDATE load SET upload = NULL"));
    return e ? e : db_exec(db, SQL("DELETE FROM upload"));
}

/* What must not outlive its moment, or means nothing elsewhere. */
static enum err strip(struct db *db, void *ctx)
{
    struct making *m = ctx;
    const int64_t now = m->store->env->now(m->store->env);
    enum err e = close_invitations(db, m);
    if (!e) e = forget_uploads(db, now);
    if (!e) e = db_exec(db, SQL("DELETE FROM guess"));
    if (!e) e = db_exec(db, SQL("DELETE FROM session"));
    if (!e) e = db_exec(db, SQL("DELETE FROM code"));
    if (!e) e = db_exec(db, SQL("DELETE FROM setting WHERE name = 'setup_token'"));
    if (!e) e = db_exec(db, SQL("DELETE FROM backup"));
    if (!e) e = db_exec(db, SQL("DELETE FROM guess"));
    /* a short code could be found by trying them all; the link's secret could not, and stays good
     */
    if (!e) e = db_exec(db, SQL("UPDATE invitation SET code = secret"));
    if (!e)
        e = db_exec(db,
                    SQL("UPDATE job SET state = 'cancelled', error = 'interrupted', holder = '',"
                        " lease = 0, finished = ?1 WHERE state IN ('waiting', 'running')"),
                    I(now));
    return e;
}

static enum err count(struct db *db, struct arena *a, struct archive_head *h)
{
    struct network n = {0};
    enum err e = network_home(db, a, &n);
    if (e == ERR_NOT_FOUND) e = OK;
    h->network = n.name;
    if (!e) e = db_schema_version(db, &h->schema);
    if (!e) e = db_get_int(db, &h->libraries, SQL("SELECT count(*) FROM agency"));
    if (!e)
        e = db_get_int(db, &h->records,
                       SQL("SELECT count(*) FROM record WHERE kind = 0 AND version IS NOT NULL"));
    if (!e)
        e = db_get_int(db, &h->titles,
                       SQL("SELECT count(DISTINCT title) FROM record"
                           " WHERE kind = 0 AND version IS NOT NULL"));
    return e;
}

static enum err make_copy(struct making *m)
{
    const struct db_copying copying = {copy_progress, copy_stop, m};
    struct db CLEANUP(db_closep) *db = NULL;
    enum err e = db_snapshot(m->store->db_path, m->copy, &copying);
    if (!e) e = db_open(m->copy, DB_WRITE, &db);
    if (!e) e = db_write(db, strip, m);
    if (!e && !db_checkpoint(db)) e = ERR_IO;
    return e ? e : count(db, m->mem, &m->report->head);
}

/* ---- the file ---- */

static enum err write_file(struct making *m)
{
    const struct env *env = m->store->env;
    struct archive_head *h = &m->report->head;
    *h = (struct archive_head){.program = STR(SILANG_VERSION), .made = env->now(env)};
    enum err e = make_copy(m);
    if (!e) e = archive_write(m->copy, m->part, h, m->watch);
    if (!e && rename(m->part, m->file) != 0) e = err_from_errno(errno);
    if (!e) e = folder_sync(m->folder);
    if (e) unlink(m->part);
    drop_copy(m);
    m->report->bytes = file_size(m->file);
    return e;
}

/* In our own folder by name alone, so that the data folder can be moved. */
static struct str known_as(const struct making *m)
{
    if (!m->order->to) return str_of(m->file + strlen(m->folder) + 1);
    char whole[PATH_MAX];
    return realpath(m->file, whole) ? arena_copy(m->mem, str_of(whole)) : str_of(m->file);
}

static enum err record(struct db *db, void *ctx)
{
    struct making *m = ctx;
    const struct archive_head *h = &m->report->head;
    char hex[DIGEST_HEX + 1];
    digest_hex(&h->digest, hex);
    return db_get_int(db, &m->id,
                      SQL("INSERT INTO backup (file, kept, made, bytes, digest, records, titles)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id"),
                      T(known_as(m)), I(!m->order->to), I(h->made), I(m->report->bytes),
                      T(str_of(hex)), I(h->records), I(h->titles));
}

/* ---- the proof ---- */

struct proof {
    int64_t id, at, faults;
    enum err outcome;
};

static enum err record_proof(struct db *db, void *ctx)
{
    const struct proof *p = ctx;
    return db_exec(db, SQL("UPDATE backup SET proved = ?1, faults = ?2, error = ?3 WHERE id = ?4"),
                   I(p->at), I(p->faults), T(str_of(p->outcome ? err_name(p->outcome) : "")),
                   I(p->id));
}

static enum err prove(struct making *m)
{
    const struct env *env = m->store->env;
    struct restore_report r;
    enum err e = backup_prove(m->file, m->folder, env, m->watch, m->mem, &r);
    m->report->proof = r.verify;
    m->report->need = r.need;
    m->report->free = r.free;
    if (e && e != ERR_FORMAT && e != ERR_VERSION) return e; /* says nothing about the file */
    struct proof p = {m->id, env->now(env), r.verify.faults, e};
    enum err written = db_write(m->store->db, record_proof, &p);
    if (e) log_error("the backup %s cannot be restored: %s", m->file, err_name(e));
    return e ? e : written;
}

enum err backup_make(struct store *store, const struct actor *actor,
                     const struct backup_order *order, const struct load_watch *watch,
                     struct arena *a, struct backup_report *ret)
{
    static const struct load_watch nobody = {0};
    struct lock CLEANUP(lock_release) turn = {0};
    struct making m = {
        .store = store, .order = order, .watch = watch ? watch : &nobody, .mem = a, .report = ret};
    *ret = (struct backup_report){0};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (!e)
        e = lock_take(arena_cstr(a, arena_printf(a, "%s/backup.lock", store->dir)), false, &turn);
    if (!e) e = choose_names(&m);
    if (!e) sweep(&m);
    if (!e) e = check_room(&m);
    if (!e) e = write_file(&m);
    if (!e) e = db_write(store->db, record, &m);
    if (!e && order->prove) e = prove(&m);
    if (!m.id || order->to) return e;
    enum err thinned = thin_out(store, order->zone_us, &ret->thinned);
    return e ? e : thinned;
}

/* ---- what was made ---- */

#define COLUMNS "id, file, kept, made, bytes, records, titles, proved, faults, error, gone"

static struct backup_row row_of(const struct db_rows *r, struct arena *a)
{
    return (struct backup_row){.id = db_int(r, 0),
                               .file = db_text(r, 1, a),
                               .kept = db_int(r, 2) != 0,
                               .made = db_int(r, 3),
                               .bytes = db_int(r, 4),
                               .records = db_int(r, 5),
                               .titles = db_int(r, 6),
                               .proved = db_int(r, 7),
                               .faults = db_int(r, 8),
                               .error = db_text(r, 9, a),
                               .gone = db_int(r, 10)};
}

enum err backup_list(struct db *db, const struct actor *actor, int64_t limit, struct arena *a,
                     struct backup_rows *ret)
{
    struct backup_rows list = {0};
    enum err e = actor_may(actor, PERM_OPERATE);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT " COLUMNS " FROM backup ORDER BY id DESC LIMIT ?1"), I(limit));
    while (db_next(&r)) VEC_PUSH(a, &list, row_of(&r, a));
    if (!r.status) *ret = list;
    return r.status;
}

enum err backup_last(struct db *db, struct arena *a, struct backup_state *ret)
{
    struct backup_state s = {0};
    struct db_rows CLEANUP(db_done) made =
        db_query(db, SQL("SELECT " COLUMNS " FROM backup ORDER BY id DESC LIMIT 1"));
    if (db_next(&made)) s.made = row_of(&made, a);
    struct db_rows CLEANUP(db_done) proved =
        db_query(db, SQL("SELECT " COLUMNS " FROM backup WHERE proved IS NOT NULL AND error = ''"
                         " ORDER BY id DESC LIMIT 1"));
    if (db_next(&proved)) s.proved = row_of(&proved, a);
    enum err e = made.status ? made.status : proved.status;
    if (!e) *ret = s;
    return e;
}
