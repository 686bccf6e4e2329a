/* restore.c -- from a backup to a data folder, and the proof that this works. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog/follow.h"
#include "work/backup.h"
#include "work/files.h"

#define PART "silang.db.part" /* until all of it is there */

enum {
    SPARE = 4 << 20,
    LARGE = 100000 /* records: to make their index takes minutes */
};

struct restoring {
    const char *dir, *file;
    const struct env *env;
    const struct load_watch *watch;
    verify_fault_fn *fault;
    void *ctx;
    struct arena *mem;
    struct restore_report *report;
    bool quick;
};

/* ---- before ---- */

/* What a restore that was killed left is no reason to refuse the next one. */
static enum err make_folder(const char *dir, bool *ret_made)
{
    bool empty = false;
    *ret_made = mkdir(dir, 0700) == 0;
    if (*ret_made) return OK;
    if (errno != EEXIST) return err_from_errno(errno);
    enum err e = folder_empty(dir, PART, &empty);
    return e ? ERR_CONFLICT : empty ? OK : ERR_CONFLICT;
}

/* The database, and an index that is seldom larger. */
static enum err check_room(struct restoring *r)
{
    struct restore_report *p = r->report;
    p->need = p->head.bytes * 2 + SPARE;
    enum err e = folder_free(r->dir, &p->free);
    return e ? e : p->free < p->need ? ERR_FULL : OK;
}

/* ---- the work ---- */

static enum err unpack(struct restoring *r)
{
    const char *part = arena_cstr(r->mem, arena_printf(r->mem, "%s/" PART, r->dir));
    const char *db = arena_cstr(r->mem, arena_printf(r->mem, "%s/silang.db", r->dir));
    if (unlink(part) != 0 && errno != ENOENT) return err_from_errno(errno);
    enum err e = archive_unpack(r->file, part, r->watch);
    if (!e && rename(part, db) != 0) e = err_from_errno(errno);
    return e ? e : folder_sync(r->dir);
}

/* What the head promised. */
static enum err check_counts(struct restoring *r, struct db *db)
{
    int64_t records = 0, libraries = 0;
    enum err e = db_get_int(
        db, &records, SQL("SELECT count(*) FROM record WHERE kind = 0 AND version IS NOT NULL"));
    if (!e) e = db_get_int(db, &libraries, SQL("SELECT count(*) FROM agency"));
    const struct archive_head *h = &r->report->head;
    return e ? e : records == h->records && libraries == h->libraries ? OK : ERR_FORMAT;
}

static enum err check_all(struct restoring *r, struct store *s)
{
    enum err e = follow_rebuild(s, r->watch);
    return e ? e : verify_run(s, r->watch, r->fault, r->ctx, &r->report->verify);
}

static enum err check_truth(struct restoring *r, struct store *s)
{
    enum err e = verify_truth(s, r->watch, r->fault, r->ctx, &r->report->verify);
    return e ? e : follow_later(s);
}

static enum err fill(struct restoring *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    enum err e = unpack(r);
    if (!e) e = store_open(r->dir, DB_WRITE, r->env, &s);
    if (e) return e;
    r->report->upgraded_from = s->upgraded_from;
    r->report->index_later = r->quick || r->report->head.records > LARGE;
    e = check_counts(r, s->db);
    if (!e) e = r->report->index_later ? check_truth(r, s) : check_all(r, s);
    return e;
}

static enum err restore(struct restoring *r)
{
    bool made = false;
    enum err e = archive_read(r->file, r->mem, &r->report->head);
    if (!e && r->report->head.schema > db_schema_newest()) e = ERR_VERSION;
    if (!e) e = make_folder(r->dir, &made);
    if (e) return e;
    e = check_room(r);
    if (!e) e = fill(r);
    if (e) folder_sweep(r->dir, "", "");
    if (e && made) rmdir(r->dir);
    return e;
}

enum err backup_restore(const char *dir, const char *file, bool quick, const struct env *env,
                        const struct load_watch *watch, verify_fault_fn *fault, void *ctx,
                        struct arena *a, struct restore_report *ret)
{
    struct restoring r = {dir, file, env, watch, fault, ctx, a, ret, quick};
    *ret = (struct restore_report){0};
    return restore(&r);
}

static void hear(void *ctx, const char *where, const char *what)
{
    (void)ctx;
    (void)where;
    (void)what;
}

enum err backup_prove(const char *file, const char *room, const struct env *env,
                      const struct load_watch *watch, struct arena *a, struct restore_report *ret)
{
    char *dir = arena_cstr(a, arena_printf(a, "%s/" PROOF_FOLDER "XXXXXX", room));
    *ret = (struct restore_report){0};
    enum err e = archive_read(file, a, &ret->head); /* before anything is made */
    if (e) return e;
    if (!mkdtemp(dir)) return err_from_errno(errno);
    e = backup_restore(dir, file, false, env, watch, hear, NULL, a, ret);
    folder_remove(dir);
    return !e && ret->verify.faults ? ERR_FORMAT : e;
}
