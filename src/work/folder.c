/* folder.c -- see folder.h. */
#include "work/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "work/files.h"

enum { STEP = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

struct walk {
    const struct folder_order *o;
    struct arena *a;
    struct folder_files *to;
    struct stat closed;
    bool has_closed;
};

/* A link in the place of a folder leads nowhere. */
static enum err refused(int code)
{
    return code == ELOOP || code == ENOTDIR ? ERR_NOT_FOUND : err_from_errno(code);
}

/* Takes over `at`. */
static enum err step_down(int at, struct str name, int flags, int *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    int fd = openat(at, arena_cstr(a, name), flags);
    enum err e = fd < 0 ? refused(errno) : OK;
    close(at);
    if (!e) *ret = fd;
    return e;
}

/* Down the path from an open folder, which is taken over; never up. */
static enum err steps_down(int at, struct str path, int *ret)
{
    struct str rest = path, name;
    while (rest.n && str_split(&rest, '/', &name)) {
        if (!name.n) continue;
        if (str_eq(name, STR(".."))) {
            close(at);
            return ERR_NOT_FOUND;
        }
        enum err e = step_down(at, name, STEP, &at);
        if (e) return e;
    }
    *ret = at;
    return OK;
}

static enum err open_root(const struct folder_order *o, int *ret)
{
    int at = open("/", STEP);
    if (at < 0) return err_from_errno(errno);
    enum err e = steps_down(at, o->root, &at);
    return e ? e : steps_down(at, o->part, ret);
}

static int64_t us_of(struct timespec t)
{
    int64_t us = 0;
    return mul_ok((int64_t)t.tv_sec, INT64_C(1000000), &us) ? us + t.tv_nsec / 1000 : 0;
}

static struct folder_file file_of(const struct stat *st)
{
    return (struct folder_file){
        .size = st->st_size, .modified = us_of(st->st_mtim), .changed = us_of(st->st_ctim)};
}

/* Half files of browsers and copying programs, and what is hidden. */
static bool is_passed_over(struct str name)
{
    static const struct str ends[] = {STR_INIT("~"),         STR_INIT(".part"),
                                      STR_INIT(".filepart"), STR_INIT(".crdownload"),
                                      STR_INIT(".tmp"),      STR_INIT(".swp")};
    if (name.p[0] == '.') return true;
    for (size_t i = 0; i < COUNT(ends); i++)
        if (str_ends(name, ends[i])) return true;
    return false;
}

static enum err list_in(struct walk *w, int fd, struct str prefix, int depth);

static enum err add_folder(struct walk *w, int at, struct str name, struct str path, int depth)
{
    int fd = dup(at);
    if (fd < 0) return err_from_errno(errno);
    if (depth >= w->o->depth_max) {
        w->to->skipped++;
        close(fd);
        return OK;
    }
    enum err e = step_down(fd, name, STEP, &fd);
    if (e == ERR_NOT_FOUND) return OK; /* gone, or a link, meanwhile */
    return e ? e : list_in(w, fd, path, depth + 1);
}

static enum err add_entry(struct walk *w, int at, struct str name, struct str prefix, int depth)
{
    struct stat st;
    struct str parts[] = {prefix, arena_copy(w->a, name)};
    struct str path = arena_join(w->a, parts, 2, STR("/"));
    if (is_passed_over(name)) return OK;
    if (fstatat(at, parts[1].p ? arena_cstr(w->a, name) : "", &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? OK : err_from_errno(errno);
    if (S_ISDIR(st.st_mode)) return add_folder(w, at, name, path, depth);
    if (!S_ISREG(st.st_mode)) {
        w->to->skipped++;
        return OK;
    }
    if (w->to->n >= (size_t)w->o->files_max) return ERR_LIMIT;
    struct folder_file f = file_of(&st);
    f.name = path;
    VEC_PUSH(w->a, w->to, f);
    return OK;
}

static void end_list(DIR **d)
{
    if (*d) closedir(*d);
}

static bool is_closed(const struct walk *w, int fd)
{
    struct stat st;
    return w->has_closed && fstat(fd, &st) == 0 && st.st_dev == w->closed.st_dev &&
           st.st_ino == w->closed.st_ino;
}

/* Takes over fd. */
static enum err list_in(struct walk *w, int fd, struct str prefix, int depth)
{
    const bool ours = is_closed(w, fd);
    DIR CLEANUP(end_list) *d = ours ? NULL : fdopendir(fd);
    enum err e = OK;
    if (!d) close(fd);
    if (ours) return OK;
    if (!d) return err_from_errno(errno);
    while (!e) {
        errno = 0;
        const struct dirent *entry = readdir(d); /* NOLINT: of this thread alone */
        if (!entry) return errno ? err_from_errno(errno) : OK;
        e = add_entry(w, fd, str_of(entry->d_name), prefix, depth);
    }
    return e;
}

static int by_age(const void *x, const void *y)
{
    const struct folder_file *f = x, *g = y;
    if (f->modified != g->modified) return f->modified < g->modified ? -1 : 1;
    return str_cmp(f->name, g->name);
}

enum err folder_list(const struct folder_order *o, struct arena *a, struct folder_files *ret)
{
    struct folder_files list = {0};
    struct walk w = {.o = o, .a = a, .to = &list};
    int fd = -1;
    w.has_closed = o->closed && stat(o->closed, &w.closed) == 0;
    enum err e = open_root(o, &fd);
    if (!e) e = list_in(&w, fd, (struct str){0}, 0);
    if (e) return e;
    if (list.n) qsort(list.item, list.n, sizeof *list.item, by_age);
    *ret = list;
    return OK;
}

enum err folder_stat(int fd, struct folder_file *ret)
{
    struct stat st;
    if (fstat(fd, &st) != 0) return err_from_errno(errno);
    if (!S_ISREG(st.st_mode)) return ERR_NOT_FOUND;
    *ret = file_of(&st);
    return OK;
}

enum err folder_open(const struct folder_order *o, struct str name, int *ret_fd,
                     struct folder_file *ret_now)
{
    struct stat st;
    size_t slash = name.n;
    int fd = -1;
    while (slash && name.p[slash - 1] != '/') slash--;
    struct str base = str_slice(name, slash, name.n);
    enum err e = open_root(o, &fd);
    if (!e) e = steps_down(fd, str_slice(name, 0, slash), &fd);
    if (e) return e;
    {
        struct arena CLEANUP(arena_freep) *a = arena_new();
        if (fstatat(fd, arena_cstr(a, base), &st, AT_SYMLINK_NOFOLLOW) != 0)
            e = err_from_errno(errno);
        else if (!S_ISREG(st.st_mode))
            e = ERR_NOT_FOUND; /* a device is not even opened */
    }
    if (e) {
        close(fd);
        return e;
    }
    e = step_down(fd, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, &fd);
    if (!e) e = folder_stat(fd, ret_now);
    if (!e) *ret_fd = fd;
    return e;
}
