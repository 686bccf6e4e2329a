/* source_pack.c -- see source_pack.h. */
#include "catalog/source_pack.h"

#include <unistd.h>

#include "base/checked.h"
#include "base/spool.h"
#include "record/gzip.h"
#include "record/zip.h"

enum { CHUNK_BYTES = 64 << 10, HEAD_BYTES = 512, TAR_MAGIC_AT = 257 };

bool pack_maybe(struct str head, enum reason *ret_why)
{
    static const struct str others[] = {
        STR_INIT("Rar!\x1A\x07"),
        STR_INIT("7z\xBC\xAF\x27\x1C"),
        STR_INIT("\xFD"
                 "7zXZ\0"),
        STR_INIT("BZh"),
        STR_INIT("\x28\xB5\x2F\xFD"),
    };
    *ret_why = REASON_NONE;
    for (size_t i = 0; i < COUNT(others); i++)
        if (str_starts(head, others[i])) *ret_why = REASON_ARCHIVE_OTHER;
    if (str_starts(str_slice(head, TAR_MAGIC_AT, head.n), STR("ustar")))
        *ret_why = REASON_ARCHIVE_OTHER;
    bool zip = str_starts(head, STR("PK\3\4")) || str_starts(head, STR("PK\5\6"));
    return *ret_why || zip || gzip_recognise(head);
}

void pack_close(struct pack *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->item[i].fd >= 0) close(p->item[i].fd);
    p->n = 0;
}

struct unpacking {
    struct arena *a;
    struct pack *to;
    struct fault *why;
};

static enum err refuse(struct unpacking *u, enum reason reason, struct str name)
{
    *u->why = (struct fault){.reason = reason, .fatal = true, .excerpt = fault_excerpt(u->a, name)};
    return ERR_FORMAT;
}

/* What reading and inflating give, in words. */
static enum err told(struct unpacking *u, enum err e, struct str name)
{
    if (e == ERR_LIMIT) return refuse(u, REASON_FILE_BOMB, name);
    return e == ERR_FORMAT ? refuse(u, REASON_FILE_DAMAGED, name) : e;
}

static enum err add_bytes(void *ctx, struct str bytes)
{
    const struct pack_file *f = ctx;
    return spool_add(f->fd, bytes);
}

/* ---- gzip ---- */

static enum err read_spool(void *ctx, int64_t at, char *to, size_t n)
{
    return spool_read(*(const int *)ctx, at, to, n);
}

/* An archive inside is refused before anybody reads it; `head` is the start of the file. */
static enum err check_inside(struct unpacking *u, const struct pack_file *f)
{
    char p[HEAD_BYTES];
    int fd = f->fd;
    off_t size = lseek(fd, 0, SEEK_END);
    size_t n = 0;
    struct bytes_at from = {.read = read_spool, .ctx = &fd, .size = size};
    if (size < 0) return ERR_IO;
    enum err e = bytes_read(&from, 0, p, sizeof p, &n);
    if (!e && lseek(fd, 0, SEEK_SET) < 0) e = ERR_IO;
    if (e) return e;
    enum reason other;
    struct str head = {p, n};
    if (!pack_maybe(head, &other)) return OK;
    if (other || gzip_recognise(head)) return refuse(u, REASON_ARCHIVE_NESTED, f->name);
    struct zip z;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    e = zip_open(from, a, &z);
    if (e == ERR_FORMAT || e == ERR_LIMIT) return told(u, e, f->name);
    if (e) return e;
    return zip_find(&z, STR("[Content_Types].xml")) ? OK
                                                    : refuse(u, REASON_ARCHIVE_NESTED, f->name);
}

static enum err begin_file(struct unpacking *u, struct str name, struct pack_file **ret)
{
    struct pack_file f = {.name = arena_copy(u->a, name), .fd = -1};
    enum err e = spool_begin(&f.fd);
    if (e) return e;
    VEC_PUSH(u->a, u->to, f);
    *ret = &u->to->item[u->to->n - 1];
    return OK;
}

static enum err open_gzip(struct unpacking *u, struct bytes_at from)
{
    struct pack_file *f = NULL;
    enum err e = begin_file(u, (struct str){0}, &f);
    if (!e) e = told(u, gzip_unpack(from, PACK_BYTES_MAX, add_bytes, f), f->name);
    return e ? e : check_inside(u, f);
}

/* ---- ZIP ---- */

/* The last part of a name, for people. */
static struct str shown(struct str name)
{
    size_t at = name.n;
    while (at && name.p[at - 1] != '/') at--;
    return str_slice(name, at, name.n);
}

/* What operating systems put beside the files. */
static bool is_litter(struct str name)
{
    struct str s = shown(name);
    return s.n == 0 || s.p[0] == '.' || str_starts(name, STR("__MACOSX/")) ||
           str_eq_nocase(s, STR("Thumbs.db")) || str_eq_nocase(s, STR("desktop.ini"));
}

static enum err inflate_entry(struct unpacking *u, const struct zip *z, const struct zip_entry *e)
{
    struct zip_stream CLEANUP(zip_stream_closep) *stream = NULL;
    struct pack_file *f = NULL;
    char piece[CHUNK_BYTES];
    size_t n = 0;
    if (e->locked) return refuse(u, REASON_FILE_LOCKED, shown(e->name));
    enum err err = begin_file(u, shown(e->name), &f);
    if (!err) err = told(u, zip_stream_open(z, e, &stream), f->name);
    while (!err) {
        err = told(u, zip_stream_read(stream, piece, sizeof piece, &n), f->name);
        if (err || n == 0) break;
        err = spool_add(f->fd, (struct str){piece, n});
    }
    return err ? err : check_inside(u, f);
}

static bool is_office(const struct zip *z)
{
    return zip_find(z, STR("[Content_Types].xml")) ||
           (zip_find(z, STR("content.xml")) && zip_find(z, STR("META-INF/manifest.xml")));
}

static enum err open_zip(struct unpacking *u, struct bytes_at from)
{
    struct zip z;
    enum err e = told(u, zip_open(from, u->a, &z), (struct str){0});
    if (e) return e;
    if (is_office(&z)) return ERR_NOT_FOUND;
    for (size_t i = 0; !e && i < z.n; i++) {
        const struct zip_entry *entry = &z.entry[i];
        if (is_litter(entry->name) || entry->size == 0) continue;
        if (u->to->n >= PACK_FILES_MAX) return refuse(u, REASON_FILE_BOMB, (struct str){0});
        e = inflate_entry(u, &z, entry);
    }
    if (!e && u->to->n == 0) return refuse(u, REASON_ARCHIVE_EMPTY, (struct str){0});
    return e;
}

enum err pack_open(struct bytes_at from, struct str head, struct arena *a, struct pack *ret,
                   struct fault *ret_why)
{
    struct unpacking u = {a, ret, ret_why};
    enum reason other;
    *ret = (struct pack){0};
    if (!pack_maybe(head, &other)) return ERR_NOT_FOUND;
    if (other) return refuse(&u, other, (struct str){0});
    enum err e = gzip_recognise(head) ? open_gzip(&u, from) : open_zip(&u, from);
    if (e) pack_close(ret);
    return e;
}
