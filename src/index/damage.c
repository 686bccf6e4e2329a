/* damage.c -- marks of damage, files looked at from outside, and the fresh index. */
#include "index/damage.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/lock.h"
#include "index/internal.h"

enum { PATH_MAX_BYTES = 4096 };

/* ---- the mark ---- */

static void mark_path(const char *dir, char *to, size_t n)
{
    snprintf(to, n, "%s/index.damaged", dir);
}

/* That it cannot be left is no worse than that nobody met the damage: the next one tries again. */
void index_mark(const char *dir)
{
    char path[PATH_MAX_BYTES];
    mark_path(dir, path, sizeof path);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) close(fd);
}

bool index_marked(const char *dir)
{
    char path[PATH_MAX_BYTES];
    mark_path(dir, path, sizeof path);
    return access(path, F_OK) == 0;
}

void index_unmark(const char *dir)
{
    char path[PATH_MAX_BYTES];
    mark_path(dir, path, sizeof path);
    unlink(path);
}

/* ---- from outside ---- */

enum err index_files_look(const char *dir, struct index_files *ret)
{
    static const char *const suffix[] = {"", "-wal", "-shm"};
    struct index_files f = {0};
    enum err e = file_current(dir, &f.number);
    for (size_t i = 0; !e && i < COUNT(suffix); i++) {
        char path[PATH_MAX_BYTES];
        struct stat s;
        snprintf(path, sizeof path, "%s/index.%lld.db%s", dir, (long long)f.number, suffix[i]);
        if (stat(path, &s) != 0) return ERR_FORMAT;
        if (i == 0) f.size = s.st_size;
        f.file[i].device = s.st_dev;
        f.file[i].node = s.st_ino;
    }
    if (e) return e == ERR_NOT_FOUND ? ERR_FORMAT : e;
    *ret = f;
    return OK;
}

bool index_files_sound(const struct index_files *before, const struct index_files *now)
{
    bool same = before->number == now->number && now->size >= before->size;
    for (size_t i = 0; i < COUNT(now->file); i++)
        same = same && before->file[i].device == now->file[i].device &&
               before->file[i].node == now->file[i].node;
    return same;
}

/* ---- the fresh file ---- */

/* The number in "index.N.db" or the name of one of its companions; 0: it is something else. */
static int64_t number_in(const char *name)
{
    struct str s = str_of(name);
    size_t end = str_find_char(s, '.', strlen("index."));
    int64_t n = 0;
    if (!str_starts(s, STR("index.")) || end == s.n) return 0;
    if (!str_starts(str_slice(s, end, s.n), STR(".db"))) return 0;
    return str_to_i64(str_slice(s, strlen("index."), end), &n) ? 0 : n;
}

/* The highest number any file has; those below `keep` are removed (open readers keep theirs). */
static int64_t sweep(const char *dir, int64_t keep)
{
    int64_t highest = 0;
    DIR *d = opendir(dir);
    for (const struct dirent *entry; d && (entry = readdir(d));) {
        int64_t n = number_in(entry->d_name);
        highest = MAX(highest, n);
        if (n && n < keep) file_remove(dir, n);
    }
    if (d) closedir(d);
    return highest;
}

static enum err write_whole(sqlite3 *db, int64_t whole)
{
    char text[100];
    snprintf(text, sizeof text, "INSERT INTO meta VALUES ('whole', %lld)", (long long)whole);
    return file_run(db, text);
}

enum err index_restore(const char *dir, int64_t whole)
{
    struct lock CLEANUP(lock_release) lock = {0};
    char path[PATH_MAX_BYTES];
    sqlite3 *db = NULL;
    int64_t current = 0;
    snprintf(path, sizeof path, "%s/index.lock", dir);
    enum err e = lock_take(path, false, &lock);
    if (e) return e;
    if (file_current(dir, &current)) current = 0;
    const int64_t fresh = MAX(current, sweep(dir, 0)) + 1; /* never one somebody may have open */
    e = file_open(dir, fresh, true, &db);
    if (!e) e = write_whole(db, whole);
    sqlite3_close_v2(db);
    if (!e) e = file_point_to(dir, fresh);
    if (e) {
        file_remove(dir, fresh);
        return e;
    }
    sweep(dir, fresh);
    index_unmark(dir);
    return OK;
}
