/* upload.c -- rows and files of uploads, kept in step: a row without a file has nothing yet, a file
 * without a row is swept away. */
#include "catalog/upload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "text/utf8.h"

enum { HOUR_S = 3600, DAY_S = 24 * HOUR_S };
#define US INT64_C(1000000)

const char *upload_path(const char *dir, struct str name, struct arena *a)
{
    return arena_cstr(a, arena_printf(a, "%s/upload/%.*s", dir, STR_ARG(name)));
}

static const char *folder(const char *dir, struct arena *a)
{
    return arena_cstr(a, arena_printf(a, "%s/upload", dir));
}

/* ---- rows ---- */

#define COLUMNS "id, agency, person, name, file, size, started, done FROM upload"

static struct upload read_row(const struct db_rows *r, const char *dir, struct arena *a)
{
    struct upload u = {.id = db_int(r, 0),
                       .agency = db_int(r, 1),
                       .person = db_int(r, 2),
                       .name = db_text(r, 3, a),
                       .file = db_text(r, 4, a),
                       .size = db_int(r, 5),
                       .started = db_int(r, 6),
                       .done = db_int(r, 7)};
    struct stat st;
    if (stat(upload_path(dir, u.name, a), &st) == 0) u.have = st.st_size;
    return u;
}

static enum err one_row(struct db_rows *r, const char *dir, struct arena *a, struct upload *ret)
{
    if (!db_next(r)) return r->status ? r->status : ERR_NOT_FOUND;
    *ret = read_row(r, dir, a);
    return OK;
}

/* The people of an agency's uploads: the operator is nobody in particular. */
static int64_t person_of(const struct actor *actor)
{
    return actor->kind == ACTOR_PERSON ? actor->person : 0;
}

enum err upload_find(struct db *db, const char *dir, const struct actor *actor, int64_t agency,
                     struct str name, struct arena *a, struct upload *ret)
{
    enum err e = actor_may_agency(db, actor, PERM_CATALOGUE, agency);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT " COLUMNS " WHERE name = ?1 AND agency = ?2"
                     " AND coalesce(person, 0) = ?3"),
                 T(name), I(agency), I(person_of(actor)));
    return one_row(&r, dir, a, ret);
}

/* ---- beginning ---- */

/* The last part of a path as browsers and phones send it, fit to be shown. */
static struct str file_name(struct str given, struct arena *a)
{
    for (size_t i = given.n; i-- > 0;)
        if (given.p[i] == '/' || given.p[i] == '\\') {
            given = str_slice(given, i + 1, given.n);
            break;
        }
    return arena_copy(a, utf8_cut(str_trim(utf8_clean(a, given)), UPLOAD_FILE_NAME_MAX));
}

static enum err check_disk(const char *path, int64_t size)
{
    struct statvfs st;
    if (statvfs(path, &st) != 0) return err_from_errno(errno);
    uint64_t free_bytes = (uint64_t)st.f_bavail * st.f_frsize;
    return free_bytes < (uint64_t)size + UPLOAD_DISK_FLOOR ? ERR_FULL : OK;
}

static enum err check_number(struct db *db, int64_t agency)
{
    int64_t n = 0;
    enum err e = db_get_int(
        db, &n, SQL("SELECT count(*) FROM upload WHERE agency = ?1 AND done IS NULL"), I(agency));
    return e ? e : n >= UPLOAD_OPEN_MAX ? ERR_LIMIT : OK;
}

static enum err insert(struct db *db, void *ctx)
{
    struct upload *u = ctx;
    return db_get_int(db, &u->id,
                      SQL("INSERT INTO upload (name, agency, person, file, size, started, done)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id"),
                      T(u->name), I(u->agency), u->person ? I(u->person) : NUL, T(u->file),
                      I(u->size), I(u->started), u->done ? I(u->done) : NUL);
}

static struct str random_name(const struct env *env, struct arena *a)
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char random[UPLOAD_NAME];
    char *p = arena_alloc(a, UPLOAD_NAME);
    env->random(env, random, sizeof random);
    for (int i = 0; i < UPLOAD_NAME; i++) p[i] = digits[random[i] % 32];
    return (struct str){p, UPLOAD_NAME};
}

enum err upload_draft(struct store *store, const struct actor *actor, int64_t agency,
                      struct str file, int64_t size, struct arena *a, struct upload *ret)
{
    struct upload u = {.agency = agency,
                       .person = person_of(actor),
                       .file = file_name(file, a),
                       .size = size,
                       .started = store->env->now(store->env)};
    enum err e = agency ? actor_may_agency(store->db, actor, PERM_CATALOGUE, agency)
                        : actor_may(actor, PERM_OPERATE);
    if (e) return e;
    if (u.file.n == 0 || size < 1) return ERR_ARG;
    if (size > UPLOAD_BYTES_MAX) return ERR_LIMIT;
    if (mkdir(folder(store->dir, a), 0700) != 0 && errno != EEXIST) return err_from_errno(errno);
    e = check_disk(folder(store->dir, a), size);
    u.name = random_name(store->env, a);
    if (!e) *ret = u;
    return e;
}

enum err upload_begin(struct store *store, const struct actor *actor, int64_t agency,
                      struct str file, int64_t size, struct arena *a, struct upload *ret)
{
    struct upload u;
    enum err e = upload_draft(store, actor, agency, file, size, a, &u);
    if (!e) e = check_number(store->db, agency);
    if (!e) e = db_write(store->db, insert, &u);
    if (!e) *ret = u;
    return e;
}

enum err upload_adopt(struct store *store, const struct actor *actor, struct upload *u)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct stat st;
    enum err e = actor_may_agency(store->db, actor, PERM_CATALOGUE, u->agency);
    if (e) return e;
    if (stat(upload_path(store->dir, u->name, a), &st) != 0) return err_from_errno(errno);
    if (st.st_size == 0) return ERR_ARG;
    u->size = u->have = st.st_size;
    u->done = store->env->now(store->env);
    return db_write(store->db, insert, u);
}

void upload_abandon(const char *dir, const struct upload *u)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    if (unlink(upload_path(dir, u->name, a)) != 0 && errno != ENOENT)
        log_warn("an upload that was broken off stays for now: %s", strerror(errno));
}

/* ---- writing ---- */

struct upload_sink {
    int fd;
    int64_t at, size;
};

enum err upload_open(const char *dir, const struct upload *u, int64_t offset,
                     struct upload_sink **ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct stat st;
    int fd = open(upload_path(dir, u->name, a), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return err_from_errno(errno);
    enum err e = OK;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        e = errno == EWOULDBLOCK ? ERR_BUSY : err_from_errno(errno);
    if (!e && fstat(fd, &st) != 0) e = err_from_errno(errno);
    if (!e && (u->done || st.st_size != offset)) e = ERR_CONFLICT;
    if (!e && lseek(fd, 0, SEEK_END) < 0) e = err_from_errno(errno);
    if (e) {
        close(fd);
        return e;
    }
    struct upload_sink *s = mem_zero(1, sizeof *s);
    *s = (struct upload_sink){fd, offset, u->size};
    *ret = s;
    return OK;
}

enum err upload_write(struct upload_sink *s, struct str piece)
{
    if (s->at + (int64_t)piece.n > s->size) return ERR_LIMIT;
    while (piece.n) {
        ssize_t n = write(s->fd, piece.p, piece.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return err_from_errno(errno);
        s->at += n;
        piece = str_slice(piece, (size_t)n, piece.n);
    }
    return OK;
}

enum err upload_close(struct upload_sink *s, bool sync)
{
    enum err e = OK;
    if (!s) return OK;
    if (sync && fsync(s->fd) != 0) e = err_from_errno(errno);
    close(s->fd);
    mem_free(s);
    return e;
}

/* ---- the end ---- */

static enum err own_upload(struct store *store, const struct actor *actor, int64_t id,
                           struct arena *a, struct upload *ret)
{
    enum err e = OK;
    {
        struct db_rows CLEANUP(db_done) r =
            db_query(store->db, SQL("SELECT " COLUMNS " WHERE id = ?1"), I(id));
        e = one_row(&r, store->dir, a, ret);
    }
    if (!e) e = actor_may_agency(store->db, actor, PERM_CATALOGUE, ret->agency);
    if (!e && ret->person != person_of(actor) && actor->kind != ACTOR_OPERATOR) e = ERR_NOT_FOUND;
    return e == ERR_DENIED ? ERR_NOT_FOUND : e;
}

static enum err set_done(struct db *db, void *ctx)
{
    const struct upload *u = ctx;
    return db_exec(db, SQL("UPDATE upload SET done = ?1, size = ?2 WHERE id = ?3"), I(u->done),
                   I(u->size), I(u->id));
}

enum err upload_finish(struct store *store, const struct actor *actor, int64_t id, int64_t size)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct upload u;
    enum err e = own_upload(store, actor, id, a, &u);
    if (e || u.done) return e;
    if (size) u.size = size;
    if (u.have != u.size) return ERR_CONFLICT;
    u.done = store->env->now(store->env);
    return db_write(store->db, set_done, &u);
}

/* ---- sweeping ---- */

static enum err forget_old(struct db *db, void *ctx)
{
    const int64_t now = *(const int64_t *)ctx;
    return db_exec(db,
                   SQL("DELETE FROM upload WHERE id NOT IN"
                       " (SELECT upload FROM load WHERE upload IS NOT NULL)"
                       " AND ((done IS NULL AND started < ?1) OR done < ?2)"),
                   I(now - UPLOAD_DAYS * DAY_S * US), I(now - HOUR_S * US));
}

/* A file without a row is a draft, and left over when nobody has written to it for a day. */
static enum err sweep_file(struct store *store, const char *name, struct arena *a)
{
    const char *path = upload_path(store->dir, str_of(name), a);
    int64_t known = 0, now = store->env->now(store->env);
    struct stat st;
    enum err e = db_get_int(store->db, &known, SQL("SELECT count(*) FROM upload WHERE name = ?1"),
                            T(str_of(name)));
    if (e || known) return e;
    if (stat(path, &st) != 0 || (int64_t)st.st_mtime > now / US - DAY_S) return OK;
    return unlink(path) == 0 || errno == ENOENT ? OK : err_from_errno(errno);
}

enum err upload_sweep(struct store *store)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    int64_t now = store->env->now(store->env);
    enum err e = db_write(store->db, forget_old, &now);
    if (e) return e;
    DIR *d = opendir(folder(store->dir, a));
    if (!d) return errno == ENOENT ? OK : err_from_errno(errno);
    for (struct dirent *entry; !e && (entry = readdir(d));)
        if (strlen(entry->d_name) == UPLOAD_NAME) e = sweep_file(store, entry->d_name, a);
    closedir(d);
    return e;
}
