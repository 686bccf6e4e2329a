/* lock.c -- flock(2). */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum err lock_take(const char *path, bool wait, struct lock *ret)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return err_from_errno(errno);
    while (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
        if (errno == EINTR) continue;
        enum err e = errno == EWOULDBLOCK ? ERR_BUSY : err_from_errno(errno);
        close(fd);
        return e;
    }
    *ret = (struct lock){fd};
    return OK;
}

void lock_release(struct lock *l)
{
    if (l->fd > 0) close(l->fd);
    l->fd = 0;
}
