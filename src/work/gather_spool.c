/* gather_spool.c -- the file that what comes is written to, and what of it counts. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checked.h"
#include "work/files.h"
#include "work/gathering.h"

static const char *folder(const struct gathering *x)
{
    return arena_cstr(x->t->mem, arena_printf(x->t->mem, "%s/gather", x->t->store->dir));
}

const char *gather_spool_path(const struct gathering *x)
{
    return arena_cstr(x->t->mem,
                      arena_printf(x->t->mem, "%s/%lld.part", folder(x), (long long)x->g.id));
}

enum err gather_spool_open(struct gathering *x)
{
    struct stat st;
    struct gather_run *r = &x->g.run;
    if (mkdir(folder(x), 0700) != 0 && errno != EEXIST) return err_from_errno(errno);
    if (x->fd >= 0) close(x->fd);
    x->fd = open(gather_spool_path(x), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (x->fd < 0 || fstat(x->fd, &st) != 0) return err_from_errno(errno);
    /* of a backup, or taken away: what counts is not there */
    if (st.st_size < r->bytes) *r = (struct gather_run){.again = r->again};
    if (ftruncate(x->fd, r->bytes) != 0 || lseek(x->fd, r->bytes, SEEK_SET) < 0)
        return err_from_errno(errno);
    x->bytes = r->bytes;
    return OK;
}

enum err gather_spool_add(struct gathering *x, struct str bytes)
{
    if (x->bytes + (int64_t)bytes.n > GATHER_FILE_MAX) return ERR_LIMIT;
    enum err e = file_write(x->fd, bytes);
    if (!e) x->bytes += (int64_t)bytes.n;
    return e;
}

enum err gather_spool_save(struct gathering *x)
{
    if (fsync(x->fd) != 0) return err_from_errno(errno);
    x->g.run.bytes = x->bytes;
    x->saved = x->t->env->monotonic(x->t->env);
    return gather_note(x->t->store->db, x->g.id, &x->g.run);
}

void gather_spool_remove(const struct gathering *x)
{
    unlink(gather_spool_path(x));
}
