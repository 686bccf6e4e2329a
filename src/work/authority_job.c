/* authority_job.c -- see authority_job.h. */
#include "work/authority_job.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checked.h"
#include "catalog/authority.h"

static const char *const kinds[] = {"authority-look", "authority-load", "authority-undo"};

/* ---- the file that waits ---- */

static const char *folder(const char *dir, struct arena *a)
{
    return arena_cstr(a, arena_printf(a, "%s/authority", dir));
}

const char *authority_file_waiting(const char *dir, struct arena *a)
{
    const char *found = NULL;
    DIR *d = opendir(folder(dir, a));
    for (struct dirent *f; d && !found && (f = readdir(d));)
        if (f->d_name[0] != '.')
            found = arena_cstr(a, arena_printf(a, "%s/%s", folder(dir, a), f->d_name));
    if (d) closedir(d);
    return found;
}

void authority_file_drop(const char *dir)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const char *path;
    while ((path = authority_file_waiting(dir, a)) && unlink(path) == 0) continue;
}

/* No folder and nothing hidden. */
static struct str safe_name(struct str name, struct arena *a)
{
    char *p = arena_alloc(a, name.n + 1);
    for (size_t i = 0; i < name.n; i++) p[i] = name.p[i] == '/' || !name.p[i] ? '_' : name.p[i];
    if (!name.n || p[0] == '.') p[0] = '_';
    return (struct str){p, MAX(name.n, (size_t)1)};
}

enum err authority_file_take(const char *dir, const char *from, struct str name, struct arena *a)
{
    const char *to =
        arena_cstr(a, arena_printf(a, "%s/%.*s", folder(dir, a), STR_ARG(safe_name(name, a))));
    struct stat st;
    if (stat(from, &st) != 0) return err_from_errno(errno);
    if (st.st_size == 0) return ERR_ARG;
    if (mkdir(folder(dir, a), 0700) != 0 && errno != EEXIST) return err_from_errno(errno);
    authority_file_drop(dir);
    return rename(from, to) == 0 ? OK : err_from_errno(errno);
}

/* ---- the jobs ---- */

enum err authority_look_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    const char *path = authority_file_waiting(t->store->dir, t->mem);
    struct authority_sight s;
    struct fault why;
    if (!path) return ERR_NOT_FOUND;
    enum err e = authority_look(t->store, &t->actor, path, &watch, t->mem, &why, &s);
    if (e) return e;
    job_put_i64(&t->result, "records", s.row.records);
    job_put_i64(&t->result, "refused", s.row.refused);
    job_put_i64(&t->result, "warnings", s.row.warnings);
    job_put_i64(&t->result, "fresh", s.fresh);
    job_put(&t->result, "example", arena_join(t->mem, s.example, s.examples, STR("; ")));
    return OK;
}

/* A run before this one may have loaded it already. */
enum err authority_load_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    const char *path = authority_file_waiting(t->store->dir, t->mem);
    struct authority_row row;
    struct fault why;
    if (!path) return OK;
    enum err e = authority_load(t->store, &t->actor, path, job_get(t->args, "source"), &watch,
                                t->mem, &why, &row);
    if (!e) authority_file_drop(t->store->dir);
    return e;
}

enum err authority_undo_job(struct job_task *t)
{
    bool former = false;
    enum err e = authority_undo(t->store, &t->actor, job_get(t->args, "source"), &former);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- asking ---- */

enum err authority_job(struct db *db, const struct actor *actor, struct arena *a,
                       struct job_row *ret)
{
    struct job_rows list;
    enum err e = OK;
    *ret = (struct job_row){0};
    for (size_t i = 0; !e && i < COUNT(kinds); i++) {
        e = work_list(db, actor, 0, kinds[i], 1, a, &list);
        if (!e && list.n && list.item[0].id > ret->id) *ret = list.item[0];
    }
    return e;
}

enum err authority_ask(struct db *db, const struct actor *actor, const char *kind,
                       struct str source, int64_t now, struct arena *a)
{
    struct buf CLEANUP(buf_release) args = BUF(JOB_ARGS_MAX);
    struct job_row last;
    int64_t id = 0;
    enum err e = authority_job(db, actor, a, &last);
    if (!e && last.id && last.state <= JOB_RUNNING) e = ERR_BUSY;
    if (e) return e;
    job_put(&args, "source", source);
    const struct job_order order = {.kind = kind, .args = buf_str(&args)};
    return work_enqueue(db, actor, &order, now, &id);
}
