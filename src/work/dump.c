/* dump.c -- see dump.h. */
#include "work/dump.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/change.h"
#include "network/setting.h"
#include "share/api_json.h"
#include "work/files.h"

enum { BATCH = 50, PIECE = 256 << 10, LEVEL = 6, GZIP_WINDOW = 31, KEPT = 2, SHA_HEX = 64 };
#define PREFIX "titles-"
#define SUFFIX ".jsonl.gz"
#define HALF   ".silang-dump-"

/* ---- names: titles-MADE-SEQ-TITLES-SHA256.jsonl.gz, MADE in seconds of ten digits ---- */

static bool take_number(struct str *rest, int64_t *ret)
{
    struct str part;
    return str_split(rest, '-', &part) && part.n < 19 && str_to_i64(part, ret) == OK && *ret >= 0;
}

static bool read_name(struct str name, struct dump_file *ret)
{
    size_t ends = sizeof SUFFIX - 1, begins = sizeof PREFIX - 1;
    if (!str_starts(name, STR(PREFIX)) || !str_ends(name, STR(SUFFIX))) return false;
    struct str rest = str_slice(name, begins, name.n - ends);
    bool sound = take_number(&rest, &ret->made) && take_number(&rest, &ret->seq) &&
                 take_number(&rest, &ret->titles) && rest.n == SHA_HEX;
    ret->made *= 1000000;
    ret->sha256 = rest;
    return sound;
}

static const char *folder(const char *dir, struct arena *a)
{
    return arena_cstr(a, arena_printf(a, "%s/dump", dir));
}

struct found {
    struct dump_file *item;
    size_t n, cap;
};

static enum err list_files(const char *where, struct arena *a, struct found *ret)
{
    struct found all = {0};
    DIR *d = opendir(where);
    if (!d) return err_from_errno(errno);
    for (struct dirent *one = readdir(d); one; one = readdir(d)) {
        struct dump_file f = {0};
        if (!read_name(arena_copy(a, str_of(one->d_name)), &f)) continue;
        f.path = arena_printf(a, "%s/%s", where, one->d_name);
        VEC_PUSH(a, &all, f);
    }
    closedir(d);
    *ret = all;
    return OK;
}

/* The newest of those after the first `passed` newest; NULL: there is none. */
static const struct dump_file *newest(const struct found *all, size_t passed)
{
    const struct dump_file *best = NULL;
    for (size_t i = 0; i < all->n; i++) {
        size_t later = 0;
        for (size_t k = 0; k < all->n; k++)
            later += str_cmp(all->item[k].path, all->item[i].path) > 0;
        if (later == passed) best = &all->item[i];
    }
    return best;
}

enum err dump_newest(const char *dir, struct arena *a, struct dump_file *ret)
{
    struct found all;
    enum err e = list_files(folder(dir, a), a, &all);
    const struct dump_file *best = e ? NULL : newest(&all, 0);
    if (e || !best) return e ? e : ERR_NOT_FOUND;
    *ret = *best;
    ret->bytes = file_size(arena_cstr(a, best->path));
    return OK;
}

static void thin(const char *where, struct arena *a)
{
    struct found all;
    if (list_files(where, a, &all)) return;
    for (size_t passed = KEPT; newest(&all, passed); passed++)
        unlink(arena_cstr(a, newest(&all, passed)->path));
}

/* ---- writing ---- */

struct dumping {
    struct store *store;
    const struct load_watch *watch;
    struct str base;
    int fd;
    z_stream z;
    struct sha256 sha;
    struct buf lines;
    int64_t titles, all, after, bytes;
    unsigned char out[PIECE];
};

static enum err pack(struct dumping *d, int flush)
{
    d->z.next_in = (unsigned char *)d->lines.p;
    d->z.avail_in = (unsigned)d->lines.n;
    do {
        d->z.next_out = d->out;
        d->z.avail_out = PIECE;
        if (deflate(&d->z, flush) == Z_STREAM_ERROR) return ERR_INTERNAL;
        struct str made = {(const char *)d->out, PIECE - d->z.avail_out};
        sha256_more(&d->sha, made);
        d->bytes += (int64_t)made.n;
        enum err e = file_write(d->fd, made);
        if (e) return e;
    } while (d->z.avail_out == 0);
    buf_clear(&d->lines);
    return OK;
}

static enum err tell(const struct dumping *d)
{
    const struct load_watch *w = d->watch;
    if (w && w->stop && w->stop(w->ctx)) return ERR_INTERRUPTED;
    if (w && w->progress)
        w->progress(w->ctx, &(struct load_progress){LOAD_PUBLISHING, d->after, d->all, d->titles});
    return OK;
}

static enum err add_batch(struct dumping *d, bool *ret_end)
{
    static const struct actor anybody = {.kind = ACTOR_STRANGER};
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct title_ids ids;
    struct title_views views;
    enum err e = title_ids_after(d->store->db, d->after, BATCH, a, &ids);
    if (!e) e = title_views(d->store->db, &anybody, NULL, ids.item, ids.n, a, &views);
    for (size_t i = 0; !e && i < views.n; i++) {
        struct json_out j = {.to = &d->lines};
        const struct api_title one = {.view = &views.item[i], .holdings = true};
        api_title_write(&j, &one, d->base, a);
        buf_add_char(&d->lines, '\n');
        d->titles++;
        if (d->lines.full) e = ERR_LIMIT;
        if (!e && d->lines.n > PIECE) e = pack(d, Z_NO_FLUSH);
    }
    if (!e && ids.n) d->after = ids.item[ids.n - 1];
    *ret_end = !e && ids.n < BATCH;
    return e ? e : tell(d);
}

static enum err write_all(struct dumping *d)
{
    enum err e = OK;
    if (deflateInit2(&d->z, LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return ERR_INTERNAL;
    for (bool end = false; !e && !end;) e = add_batch(d, &end);
    if (!e) e = pack(d, Z_FINISH);
    deflateEnd(&d->z);
    buf_release(&d->lines);
    return e;
}

static struct str hex_of(struct sha256 *sha, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(SHA_HEX + 1); /* printf ends with a NUL */
    unsigned char byte[SHA_HEX / 2];
    sha256_end(sha, byte);
    for (size_t i = 0; i < sizeof byte; i++) buf_printf(&b, "%02x", byte[i]);
    return arena_copy(a, buf_str(&b));
}

/* Writes the new file `path` and lets *ret say what is in it. */
static enum err write_file(struct dumping *d, const char *path, struct arena *a,
                           struct dump_file *ret)
{
    int64_t made = d->store->env->now(d->store->env) / 1000000 * 1000000;
    struct dump_file f = {.made = made};
    enum err e = change_newest(d->store->db, &f.seq);
    if (!e) e = db_get_int(d->store->db, &d->all, SQL("SELECT coalesce(max(id), 0) FROM title"));
    if (e) return e;
    d->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (d->fd < 0) return errno == EEXIST ? ERR_CONFLICT : err_from_errno(errno);
    sha256_begin(&d->sha);
    e = write_all(d);
    if (!e && fsync(d->fd) != 0) e = err_from_errno(errno);
    close(d->fd);
    if (e) {
        unlink(path);
        return e;
    }
    f.path = arena_copy(a, str_of(path));
    f.titles = d->titles;
    f.bytes = d->bytes;
    f.sha256 = hex_of(&d->sha, a);
    *ret = f;
    return OK;
}

/* Under its name from now on. */
static enum err publish(const char *where, struct arena *a, struct dump_file *f)
{
    struct str name = arena_printf(a, "%s/" PREFIX "%010lld-%lld-%lld-%.*s" SUFFIX, where,
                                   (long long)(f->made / 1000000), (long long)f->seq,
                                   (long long)f->titles, STR_ARG(f->sha256));
    if (rename(arena_cstr(a, f->path), arena_cstr(a, name)) != 0) return err_from_errno(errno);
    f->path = name;
    enum err e = folder_sync(where);
    if (!e) thin(where, a);
    return e;
}

enum err dump_make(struct store *store, const struct dump_order *order,
                   const struct load_watch *watch, struct arena *a, struct dump_file *ret)
{
    struct dumping *d = arena_make(a, struct dumping);
    struct dump_file f = {0};
    const char *where = folder(store->dir, a), *path = order->to;
    *d = (struct dumping){
        .store = store, .watch = watch, .base = order->base, .lines = BUF(64 << 20)};
    if (!path) {
        if (mkdir(where, 0700) != 0 && errno != EEXIST) return err_from_errno(errno);
        path = arena_cstr(a, arena_printf(a, "%s/" HALF "%lld", where, (long long)getpid()));
        folder_sweep(where, HALF, ""); /* of a process that was killed */
    }
    enum err e = write_file(d, path, a, &f);
    if (!e) e = order->to ? folder_sync(folder_of(a, order->to)) : publish(where, a, &f);
    if (!e) *ret = f;
    return e;
}

/* ---- as a job ---- */

enum err dump_job(struct job_task *t)
{
    const struct load_watch watch = job_watch(t);
    struct dump_order order = {.base = str_of(t->kind->ctx)};
    struct dump_file f;
    enum err e = actor_may(&t->actor, PERM_OPERATE);
    if (!e && !order.base.n) e = setting_get(t->store->db, "base_url", t->mem, &order.base);
    if (!e) e = dump_make(t->store, &order, &watch, t->mem, &f);
    if (e) return e;
    job_put_i64(&t->result, "titles", f.titles);
    job_put_i64(&t->result, "bytes", f.bytes);
    return OK;
}

static enum err ask(struct db *db, void *ctx)
{
    static const struct actor self = {.kind = ACTOR_OPERATOR};
    const struct job_order order = {.kind = "dump"};
    int64_t id = 0, pending = 0;
    enum err e = db_get_int(db, &pending,
                            SQL("SELECT count(*) FROM job WHERE kind = 'dump'"
                                " AND state IN ('waiting', 'running')"));
    return e || pending ? e : job_add(db, &self, &order, *(const int64_t *)ctx, &id);
}

enum err dump_ask(struct store *store, int64_t now)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct dump_file f;
    enum err e = dump_newest(store->dir, a, &f);
    return e == ERR_NOT_FOUND ? db_write(store->db, ask, &now) : e;
}
