/* doctor_files.c -- the folder, its disk, and what lies around in it. */
#include <dirent.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/checked.h"
#include "work/examine.h"
#include "work/files.h"

void examine_folder(struct examining *x)
{
    struct stat s;
    struct str dir = str_of(x->order->dir);
    if (stat(x->order->dir, &s) != 0) return;
    if (access(x->order->dir, W_OK | X_OK) != 0)
        found(x, DOCTOR_BAD, "folder-closed", V_TEXT(dir), V_NONE, V_NONE);
    if (s.st_uid != geteuid() && geteuid() != 0) /* root works there as its owner (cmd/owner.c) */
        found(x, DOCTOR_WARN, "folder-owner", V_TEXT(dir), V_NUM((int64_t)s.st_uid),
              V_NUM((int64_t)geteuid()));
    if (s.st_mode & 077)
        found(x, DOCTOR_WARN, "folder-open", V_TEXT(dir), V_NONE, V_NONE);
    else
        found(x, DOCTOR_GOOD, "folder-fine", V_TEXT(dir), V_NONE, V_NONE);
}

/* ---- where it lies ---- */

bool doctor_is_remote(int64_t fs_type, const char **ret_name)
{
    static const struct {
        int64_t type;
        const char *name;
    } remote[] = {
        {0x6969, "NFS"},
        {0x517B, "SMB"},
        {0xFF534D42, "CIFS"},
        {0xFE534D42, "SMB"},
        {0x5346414F, "AFS"},
        {0x73757245, "Coda"},
        {0x564C, "NCP"},
        {0x00C36400, "Ceph"},
        {0x0BD00BD0, "Lustre"},
        {0x01021997, "9P"},
        {0x786F4256, "VirtualBox"},
    };
    for (size_t i = 0; i < COUNT(remote); i++)
        if (remote[i].type == fs_type) {
            *ret_name = remote[i].name;
            return true;
        }
    return false;
}

bool doctor_remote_folder(const char *dir, const char **ret_name)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct statfs s;
    bool known = statfs(dir, &s) == 0 || statfs(folder_of(a, dir), &s) == 0;
    return known && doctor_is_remote((int64_t)(uint32_t)s.f_type, ret_name);
}

void examine_file_system(struct examining *x)
{
    enum { FUSE = 0x65735546 };
    struct statfs s;
    const char *name = "";
    if (statfs(x->order->dir, &s) != 0) return;
    if (doctor_remote_folder(x->order->dir, &name))
        found(x, DOCTOR_BAD, "disk-remote", V_TEXT(str_of(name)), V_NONE, V_NONE);
    else if ((int64_t)(uint32_t)s.f_type == FUSE)
        found(x, DOCTOR_NOTE, "disk-fuse", V_NONE, V_NONE, V_NONE);
}

/* ---- room ---- */

void examine_space(struct examining *x)
{
    enum { BAD_MB = 100, WARN_MB = 300 };
    const char *db = arena_cstr(x->mem, arena_printf(x->mem, "%s/silang.db", x->order->dir));
    int64_t size = file_size(db), free = 0, mb = 1000000;
    if (folder_free(x->order->dir, &free)) return;
    /* a backup with its proof takes a copy, a packed copy, and a database with an index */
    int64_t wanted = size * 4 + WARN_MB * mb;
    if (free < BAD_MB * mb)
        found(x, DOCTOR_BAD, "disk-full", V_SIZE(free), V_SIZE(wanted), V_NONE);
    else if (free < wanted)
        found(x, DOCTOR_WARN, "disk-low", V_SIZE(free), V_SIZE(wanted), V_NONE);
    else
        found(x, DOCTOR_GOOD, "disk-fine", V_SIZE(free), V_SIZE(size), V_NONE);
}

/* ---- leftovers ---- */

/* Whether the file is a copy of an upgrade a month ago, or half of something. */
static bool is_leftover(const struct examining *x, const char *path, struct str name)
{
    struct stat s;
    if (stat(path, &s) != 0 || !S_ISREG(s.st_mode)) return false;
    int64_t age = x->now - (int64_t)s.st_mtime * 1000000;
    bool before = str_starts(name, STR("silang.db.before-")) && age > 30 * DOCTOR_DAY;
    bool part = (str_ends(name, STR(".part")) || str_ends(name, STR(".copy"))) && age > DOCTOR_DAY;
    return before || part;
}

static void look_through(const struct examining *x, const char *folder, int64_t *n, int64_t *bytes,
                         struct str *ret_example)
{
    DIR *d = opendir(folder);
    if (!d) return;
    for (struct dirent *f; (f = readdir(d));) {
        struct str name = str_of(f->d_name);
        const char *path = arena_cstr(x->mem, arena_printf(x->mem, "%s/%s", folder, f->d_name));
        if (!is_leftover(x, path, name)) continue;
        ++*n;
        *bytes += file_size(path);
        *ret_example = str_of(path);
    }
    closedir(d);
}

void examine_leftovers(struct examining *x)
{
    int64_t n = 0, bytes = 0;
    struct str example = {0};
    look_through(x, x->order->dir, &n, &bytes, &example);
    look_through(x, arena_cstr(x->mem, arena_printf(x->mem, "%s/backup", x->order->dir)), &n,
                 &bytes, &example);
    if (n) found(x, DOCTOR_NOTE, "leftovers", V_NUM(n), V_SIZE(bytes), V_TEXT(example));
}
