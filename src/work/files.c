/* files.c -- see files.h. */
#include "work/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

void file_close(int *fd)
{
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

enum err file_write(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return err_from_errno(errno);
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return OK;
}

enum err folder_sync(const char *folder)
{
    int fd CLEANUP(file_close) = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return err_from_errno(errno);
    return fsync(fd) == 0 ? OK : err_from_errno(errno);
}

const char *folder_of(struct arena *a, const char *path)
{
    return dirname(arena_cstr(a, str_of(path)));
}

enum err folder_empty(const char *folder, const char *but, bool *ret)
{
    DIR *d = opendir(folder);
    if (!d) return err_from_errno(errno);
    bool empty = true;
    for (struct dirent *f; empty && (f = readdir(d));)
        empty = strcmp(f->d_name, ".") == 0 || strcmp(f->d_name, "..") == 0 ||
                strcmp(f->d_name, "lost+found") == 0 || strcmp(f->d_name, but) == 0;
    closedir(d);
    *ret = empty;
    return OK;
}

void folder_sweep(const char *folder, const char *begin, const char *end)
{
    DIR *d = opendir(folder);
    if (!d) return;
    for (struct dirent *f; (f = readdir(d));) {
        struct str name = str_of(f->d_name);
        if (str_starts(name, str_of(begin)) && str_ends(name, str_of(end)))
            unlinkat(dirfd(d), f->d_name, 0);
    }
    closedir(d);
}

void folder_remove(const char *folder)
{
    folder_sweep(folder, "", "");
    rmdir(folder);
}

void folder_sweep_folders(const char *folder, const char *begin)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    DIR *d = opendir(folder);
    if (!d) return;
    for (struct dirent *f; (f = readdir(d));)
        if (str_starts(str_of(f->d_name), str_of(begin)))
            folder_remove(arena_cstr(a, arena_printf(a, "%s/%s", folder, f->d_name)));
    closedir(d);
}

enum err folder_free(const char *folder, int64_t *ret)
{
    struct statvfs s;
    if (statvfs(folder, &s) != 0) return err_from_errno(errno);
    *ret = (int64_t)s.f_bavail * (int64_t)s.f_frsize;
    return OK;
}

int64_t file_size(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 ? (int64_t)s.st_size : 0;
}
