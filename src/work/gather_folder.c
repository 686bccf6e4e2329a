/* gather_folder.c -- a folder of files: those that are new or have changed are copied and taken,
 * one after the other. Each is remembered when it is done, so a run that is stopped or killed goes
 * on with the next one. */
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "catalog/quality.h"
#include "catalog/source.h"
#include "network/setting.h"
#include "text/utf8.h"
#include "work/files.h"
#include "work/folder.h"
#include "work/gathering.h"

enum { PIECE = 256 << 10, PASSES = 2, NAMES_MAX = 300, LOOKED_INTO = 20 };

struct folding {
    struct gathering *x;
    struct folder_order o;
    struct folder_files list;
    struct gather_files known;
    int64_t settle_us;
    struct gather_taken sum;
    int64_t read; /* files that were taken */
    int bad, waiting;
    bool kept; /* how the quality was before */
    struct buf bad_names, waiting_names;
};

/* ---- beginning ---- */

static enum err read_settle(struct folding *k)
{
    struct str text = {0};
    int64_t s = GATHER_SETTLE_SECONDS;
    enum err e = setting_get(k->x->t->store->db, "gather.settle", k->x->t->mem, &text);
    if (!e && text.n && str_to_i64(text, &s)) s = GATHER_SETTLE_SECONDS;
    k->settle_us = s * 1000000;
    return e;
}

/* The files there are; an outcome when there is no way to know. */
static enum err see_files(struct folding *k)
{
    struct gathering *x = k->x;
    struct arena *a = x->t->mem;
    struct str root = {0};
    enum err e = gather_root(x->t->store->db, x->g.agency, a, &root);
    if (!e) e = read_settle(k);
    if (e) return e;
    k->o = (struct folder_order){.root = root,
                                 .part = gather_folder_part(x->g.url),
                                 .closed = x->t->store->dir,
                                 .files_max = GATHER_FILES_MAX,
                                 .depth_max = GATHER_DEPTH_MAX};
    if (!gather_folder_sound(x->g.url)) {
        gather_end(x, "folder-gone", (struct str){0});
        return OK;
    }
    if (!root.n) {
        gather_end(x, "folder-off", (struct str){0});
        return OK;
    }
    e = folder_list(&k->o, a, &k->list);
    if (e == ERR_NOT_FOUND)
        gather_end(x, "folder-gone", (struct str){0});
    else if (e == ERR_LIMIT)
        gather_end(x, "folder-many", (struct str){0});
    else if (e)
        gather_end(x, "folder-denied", (struct str){0});
    return OK;
}

/* ---- one file ---- */

static void add_name(struct buf *to, struct str name)
{
    if (to->n + name.n > NAMES_MAX) return;
    if (to->n) buf_add(to, STR(", "));
    buf_add(to, name);
}

static const struct gather_file *known_as(const struct folding *k, struct str name)
{
    for (size_t i = 0; i < k->known.n; i++)
        if (str_eq(k->known.item[i].name, name)) return &k->known.item[i];
    return NULL;
}

static bool is_same(const struct gather_file *known, const struct folder_file *f)
{
    return known && known->size == f->size && known->modified == f->modified &&
           known->changed == f->changed;
}

/* Somebody wrote to it a moment ago, by the clock of the file system. */
static bool is_fresh(const struct folding *k, const struct folder_file *f)
{
    const struct env *env = k->x->t->env;
    int64_t since = env->now(env) - f->changed;
    return since < k->settle_us && since > -k->settle_us;
}

static void wait_for(struct folding *k, struct str name)
{
    k->waiting++;
    add_name(&k->waiting_names, name);
}

static void count_bad(struct folding *k, struct str name)
{
    k->bad++;
    add_name(&k->bad_names, name);
}

static enum err mark_bad(struct folding *k, struct gather_file *f, const char *reason,
                         struct str about)
{
    f->reason = str_of(reason);
    f->about = about;
    count_bad(k, f->name);
    return gather_file_note(k->x->t->store->db, k->x->g.id, f);
}

/* Into the file of the run, and its digest on the way. */
static enum err copy(struct gathering *x, int fd, struct digest *ret)
{
    struct buf CLEANUP(buf_release) piece = BUF(PIECE);
    struct digester d;
    char *room = buf_reserve(&piece, PIECE);
    digest_begin(&d);
    x->g.run = (struct gather_run){0};
    enum err e = gather_spool_open(x);
    for (ssize_t n = 1; !e && n > 0;) {
        if (job_stop(x->t)) return ERR_INTERRUPTED;
        n = read(fd, room, PIECE);
        if (n < 0) return ERR_DENIED; /* the disk of the folder, not ours */
        struct str s = {room, (size_t)n};
        digest_more(&d, s);
        if (n) e = gather_spool_add(x, s);
    }
    *ret = digest_end(&d);
    return e;
}

static void add_up(struct gather_taken *sum, const struct gather_taken *n)
{
    sum->load = n->load ? n->load : sum->load;
    sum->read += n->read;
    sum->fresh += n->fresh;
    sum->changed += n->changed;
    sum->gone += n->gone;
    sum->refused += n->refused;
}

static enum err take_copy(struct folding *k, struct gather_file *f)
{
    struct gathering *x = k->x;
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    const struct load_watch watch = job_watch(x->t);
    struct gather_taken n = {0};
    struct fault why = {0};
    enum err e = k->kept ? OK : quality_keep(x->t->store, x->g.agency, &self);
    if (e) return e;
    k->kept = true;
    e = gather_take_file(x->t->store, &self, &x->g, f, gather_spool_path(x), &watch, x->mem, &why,
                         &n);
    if (e == ERR_FORMAT) return mark_bad(k, f, reason_name(why.reason), why.excerpt);
    if (e) return e;
    k->read++;
    add_up(&k->sum, &n);
    return OK;
}

/* A file that changes while it is copied is not taken. */
static enum err take_open(struct folding *k, int fd, const struct folder_file *then,
                          struct gather_file *f)
{
    const struct gather_file *known = known_as(k, f->name);
    struct folder_file now;
    enum err e = copy(k->x, fd, &f->digest);
    if (e == ERR_LIMIT) return mark_bad(k, f, "large", (struct str){0});
    if (e == ERR_DENIED) {
        f->size = -1;
        return mark_bad(k, f, "broken", (struct str){0});
    }
    if (!e) e = folder_stat(fd, &now);
    if (e) return e;
    if (now.size != then->size || now.changed != then->changed || now.size != k->x->bytes) {
        wait_for(k, f->name);
        return OK;
    }
    if (!known || memcmp(known->digest.byte, f->digest.byte, sizeof f->digest.byte) != 0)
        return take_copy(k, f);
    f->reason = known->reason;
    f->about = known->about;
    if (f->reason.n) count_bad(k, f->name);
    return gather_file_note(k->x->t->store->db, k->x->g.id, f);
}

static enum err look_at_file(struct folding *k, const struct folder_file *listed)
{
    struct gathering *x = k->x;
    int CLEANUP(file_close) fd = -1;
    struct folder_file now = {0};
    const struct gather_file *known = known_as(k, listed->name);
    struct gather_file f = {.id = known ? known->id : 0, .name = listed->name};
    arena_reset(x->mem);
    if (is_same(known, listed)) {
        if (known->reason.n) count_bad(k, known->name);
        return OK;
    }
    if (!utf8_valid(f.name)) {
        count_bad(k, utf8_clean(x->mem, f.name));
        return OK;
    }
    if (is_fresh(k, listed)) {
        wait_for(k, f.name);
        return OK;
    }
    enum err e = folder_open(&k->o, listed->name, &fd, &now);
    if (e == ERR_NOT_FOUND) return OK; /* gone meanwhile: the next run sees that */
    f.size = e ? -1 : now.size;
    f.modified = e ? listed->modified : now.modified;
    f.changed = now.changed;
    if (e) return mark_bad(k, &f, e == ERR_DENIED ? "denied" : "broken", (struct str){0});
    return take_open(k, fd, &now, &f);
}

/* ---- all of them ---- */

static enum err read_known(struct folding *k)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    return gather_files(k->x->t->store->db, &self, k->x->g.id, k->x->t->mem, &k->known);
}

static enum err forget_gone(struct folding *k)
{
    struct gather_files there = {0};
    for (size_t i = 0; i < k->list.n; i++)
        VEC_PUSH(k->x->t->mem, &there, (struct gather_file){.name = k->list.item[i].name});
    enum err e = gather_folder_forget(k->x->t->store->db, &k->x->g, &there);
    return e ? e : read_known(k);
}

static enum err one_pass(struct folding *k)
{
    struct gathering *x = k->x;
    const struct env *env = x->t->env;
    enum err e = OK;
    k->bad = k->waiting = 0;
    buf_clear(&k->bad_names);
    buf_clear(&k->waiting_names);
    for (size_t i = 0; !e && i < k->list.n; i++) {
        if (job_stop(x->t)) return ERR_INTERRUPTED;
        if (env->monotonic(env) > x->slice_end) return ERR_BUSY;
        job_progress(x->t, "fetching", (int64_t)i, (int64_t)k->list.n);
        e = look_at_file(k, &k->list.item[i]);
    }
    return e;
}

/* What a newer file says no more, an older one says now: then those are read again. */
static enum err passes(struct folding *k)
{
    enum err e = OK;
    for (int i = 0; !e && i < PASSES; i++) {
        int64_t before = k->read;
        e = one_pass(k);
        if (!e && k->read == before) break;
        if (!e) e = read_known(k);
    }
    return e;
}

static void tell(struct folding *k)
{
    struct gathering *x = k->x;
    k->x->soon = k->waiting > 0;
    if (k->bad)
        gather_end(x, "files-bad", buf_str(&k->bad_names));
    else if (k->waiting)
        gather_end(x, "files-wait", buf_str(&k->waiting_names));
    else
        gather_end(x, k->sum.load ? "done" : "same", (struct str){0});
    gather_tell(x->t, &k->sum);
}

static enum err run(struct folding *k)
{
    struct gathering *x = k->x;
    struct db *db = x->t->store->db;
    enum err e = see_files(k);
    if (!e && !x->outcome.n) e = read_known(k);
    if (!e && !x->outcome.n && !k->list.n && k->known.n)
        gather_end(x, "folder-empty", (struct str){0}); /* perhaps a disk that is not there */
    if (e || x->outcome.n) return e;
    if (job_get_i64(x->t->args, "whole", 0)) e = gather_files_forget(db, x->g.id);
    if (!e) e = forget_gone(k);
    if (!e) e = passes(k);
    if (!e) e = gather_folder_settle(db, &x->g, &k->sum.absent);
    if (!e) tell(k);
    return e;
}

enum err gather_folder(struct gathering *x)
{
    struct folding k = {
        .x = x, .bad_names = BUF(2 * NAMES_MAX), .waiting_names = BUF(2 * NAMES_MAX)};
    enum err e = run(&k);
    gather_spool_remove(x);
    buf_release(&k.bad_names);
    buf_release(&k.waiting_names);
    return e;
}

/* ---- a look ---- */

static void find(struct gathering *x, struct buf *to, const char *code, struct str value)
{
    job_put(to, code, utf8_cut(utf8_clean(x->mem, value), 200));
}

static void find_number(struct gathering *x, struct buf *to, const char *code, int64_t n)
{
    find(x, to, code, arena_printf(x->mem, "%lld", (long long)n));
}

/* What one file is: its format, or why it is none. */
static enum err look_into(struct folding *k, const struct folder_file *f, struct buf *to)
{
    struct gathering *x = k->x;
    struct source CLEANUP(source_closep) *source = NULL;
    struct fault why = {0};
    struct str mapping = {0};
    struct folder_file now;
    int CLEANUP(file_close) fd = -1;
    enum err e = folder_open(&k->o, f->name, &fd, &now);
    if (e == ERR_NOT_FOUND) return OK;
    if (!e) e = gather_mapping(x->t->store->db, x->g.agency, x->mem, &mapping);
    struct str path = arena_printf(x->mem, "/dev/fd/%d", fd);
    if (!e) e = source_open(arena_cstr(x->mem, path), mapping, x->mem, &source, &why);
    if (e == ERR_DENIED || e == ERR_IO) {
        find(x, to, "!folderfile.denied", f->name);
        return OK;
    }
    if (e == ERR_FORMAT) {
        struct str code = arena_printf(x->mem, "!reason.%s", reason_name(why.reason));
        find(x, to, arena_cstr(x->mem, code), f->name);
        return OK;
    }
    if (e) return e;
    struct str parts[] = {f->name, str_of(source_format_name(source_format(source)))};
    find(x, to, "+readable", arena_join(x->mem, parts, 2, STR(": ")));
    return OK;
}

/* The newest ones are looked into. */
static enum err look(struct folding *k, struct buf *to)
{
    struct gathering *x = k->x;
    int64_t bytes = 0;
    enum err e = see_files(k);
    if (e) return e;
    if (x->outcome.n) {
        struct str code = arena_printf(x->mem, "!%.*s", STR_ARG(x->outcome));
        find(x, to, arena_cstr(x->mem, code), (struct str){0});
        return OK;
    }
    for (size_t i = 0; i < k->list.n; i++) bytes += k->list.item[i].size;
    find_number(x, to, k->list.n ? "+files" : "-files", (int64_t)k->list.n);
    find_number(x, to, "+bytes", bytes);
    if (k->list.skipped) find_number(x, to, "-skipped", k->list.skipped);
    for (size_t n = 0; !e && n < k->list.n && n < LOOKED_INTO; n++) {
        const struct folder_file *f = &k->list.item[k->list.n - 1 - n];
        if (is_fresh(k, f))
            find(x, to, "-being-written", f->name);
        else
            e = look_into(k, f, to);
    }
    if (k->list.n > LOOKED_INTO)
        find_number(x, to, "-not-looked-into", (int64_t)k->list.n - LOOKED_INTO);
    return e;
}

enum err gather_folder_look(struct gathering *x, struct buf *findings)
{
    struct folding k = {.x = x};
    return look(&k, findings);
}
