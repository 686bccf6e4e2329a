/* spool.c -- O_TMPFILE, or a name taken away at once where the file system has no such thing. */
#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum err spool_begin(int *ret_fd)
{
    const char *dir = getenv("TMPDIR");
    if (!dir || !*dir) dir = "/tmp";
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        char name[PATH_MAX];
        int n = snprintf(name, sizeof name, "%s/silang-XXXXXX", dir);
        if (n < 0 || (size_t)n >= sizeof name) return ERR_IO;
        fd = mkostemp(name, O_CLOEXEC);
        if (fd >= 0) unlink(name);
    }
    if (fd < 0) return err_from_errno(errno);
    *ret_fd = fd;
    return OK;
}

enum err spool_add(int fd, struct str s)
{
    while (s.n) {
        ssize_t got = write(fd, s.p, s.n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return err_from_errno(errno);
        s = str_slice(s, (size_t)got, s.n);
    }
    return OK;
}

enum err spool_read(int fd, int64_t at, char *to, size_t n)
{
    while (n) {
        ssize_t got = pread(fd, to, n, at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return err_from_errno(errno);
        if (got == 0) return ERR_IO; /* it became shorter while we read */
        to += got;
        at += got;
        n -= (size_t)got;
    }
    return OK;
}
