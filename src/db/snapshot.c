/* snapshot.c -- copying a database while others use it. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/internal.h"

enum { STEPS_BETWEEN_LOOKS = 20000, BUSY_MS = 60000 };

struct copying {
    const char *to;
    const struct db_copying *c;
    int64_t all;
};

static int64_t size_of(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 ? s.st_size : 0;
}

/* Called by SQLite now and then; not 0 ends the copy. */
static int look(void *ctx)
{
    const struct copying *k = ctx;
    if (k->c->progress) k->c->progress(k->c->ctx, size_of(k->to), k->all);
    return k->c->stop && k->c->stop(k->c->ctx);
}

static enum err run_copy(sqlite3 *h, const char *to, const struct db_copying *c)
{
    struct copying k = {to, c, size_of(sqlite3_db_filename(h, "main"))};
    char *text = sqlite3_mprintf("VACUUM INTO %Q", to);
    if (!text) return ERR_INTERNAL;
    sqlite3_busy_timeout(h, BUSY_MS);
    if (c) sqlite3_progress_handler(h, STEPS_BETWEEN_LOOKS, look, &k);
    int code = sqlite3_exec(h, text, NULL, NULL, NULL);
    sqlite3_free(text);
    return db_err(code);
}

/* SQLite does not wait for the disk when it writes a copy. */
static enum err sync_path(const char *path, int flags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0) return err_from_errno(errno);
    int failed = fsync(fd);
    int code = errno;
    close(fd);
    return failed ? err_from_errno(code) : OK;
}

/* Empty and for its owner alone; SQLite fills it. */
static enum err make_file(const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT) return err_from_errno(errno);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return err_from_errno(errno);
    close(fd);
    return OK;
}

static enum err put_in_place(struct arena *a, const char *fresh, const char *to)
{
    enum err e = sync_path(fresh, 0);
    if (!e && rename(fresh, to) != 0) e = err_from_errno(errno);
    return e ? e : sync_path(dirname(arena_cstr(a, str_of(to))), O_DIRECTORY);
}

enum err db_snapshot(const char *from, const char *to, const struct db_copying *c)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const char *fresh = arena_cstr(a, arena_printf(a, "%s.part", to));
    sqlite3 *h = NULL;
    int code = sqlite3_open_v2(
        from, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    enum err e = (code & 0xFF) == SQLITE_CANTOPEN ? ERR_NOT_FOUND : db_err(code);
    if (!e) e = make_file(fresh);
    if (!e) e = run_copy(h, fresh, c);
    sqlite3_close_v2(h);
    if (!e) e = put_in_place(a, fresh, to);
    if (e) {
        unlink(fresh);
        unlink(arena_cstr(a, arena_printf(a, "%s-journal", fresh))); /* of a copy that was large */
    }
    return e;
}
