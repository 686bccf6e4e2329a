/* archive.c -- packing, knowing and unpacking. */
#include "work/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "work/files.h"
#include "work/gzip_file.h"

enum {
    PIECE = 256 << 10,
    LEVEL = 4,        /* of 9: beyond it a catalogue gets little smaller and much slower */
    GZIP_WINDOW = 31, /* zlib: 15 bits and a gzip header */
    FORMAT = 1
};
static const char MAGIC[] = "silang-backup ";

/* ---- the head ---- */

static bool same(const struct digest *a, const struct digest *b)
{
    return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

static void add_check(struct buf *b)
{
    char hex[DIGEST_HEX + 1];
    struct digest d = digest_of(buf_str(b));
    digest_hex(&d, hex);
    buf_printf(b, "check %s\n\n", hex);
}

static void write_head(struct buf *b, const struct archive_head *h)
{
    char hex[DIGEST_HEX + 1];
    digest_hex(&h->digest, hex);
    buf_printf(b, "%s%d\nprogram %.*s\nschema %d\nmade %lld\nnetwork ", MAGIC, FORMAT,
               STR_ARG(h->program), h->schema, (long long)h->made);
    for (size_t i = 0; i < h->network.n; i++)
        buf_add_char(b, (unsigned char)h->network.p[i] < 0x20 ? ' ' : h->network.p[i]);
    buf_printf(b, "\nlibraries %lld\nrecords %lld\ntitles %lld\nbytes %lld\ndigest %s\n",
               (long long)h->libraries, (long long)h->records, (long long)h->titles,
               (long long)h->bytes, hex);
    add_check(b);
}

/* The rest of the next line, which must begin with that word. */
static bool take(struct str *rest, const char *word, struct str *ret)
{
    struct str line, want = str_of(word);
    if (!str_split(rest, '\n', &line) || !str_starts(line, want)) return false;
    *ret = str_slice(line, want.n, line.n);
    return true;
}

static bool take_number(struct str *rest, const char *word, int64_t *ret)
{
    struct str text;
    return take(rest, word, &text) && str_to_i64(text, ret) == OK && *ret >= 0;
}

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool take_digest(struct str *rest, const char *word, struct digest *ret)
{
    struct str hex;
    if (!take(rest, word, &hex) || hex.n != DIGEST_HEX) return false;
    for (size_t i = 0; i < sizeof ret->byte; i++) {
        int high = nibble(hex.p[2 * i]), low = nibble(hex.p[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        ret->byte[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

/* The head at the beginning of `text`, and its length. */
static enum err parse_head(struct str text, struct archive_head *h, size_t *ret_length)
{
    struct str rest = text;
    struct digest check, real;
    int64_t format = 0, schema = 0;
    if (!take_number(&rest, MAGIC, &format)) return ERR_FORMAT;
    if (format != FORMAT) return ERR_VERSION;
    bool sound =
        take(&rest, "program ", &h->program) && take_number(&rest, "schema ", &schema) &&
        take_number(&rest, "made ", &h->made) && take(&rest, "network ", &h->network) &&
        take_number(&rest, "libraries ", &h->libraries) &&
        take_number(&rest, "records ", &h->records) && take_number(&rest, "titles ", &h->titles) &&
        take_number(&rest, "bytes ", &h->bytes) && take_digest(&rest, "digest ", &h->digest);
    if (!sound || schema > 100000) return ERR_FORMAT;
    real = digest_of(str_slice(text, 0, (size_t)(rest.p - text.p)));
    if (!take_digest(&rest, "check ", &check)) return ERR_FORMAT;
    if (!str_starts(rest, STR("\n"))) return ERR_FORMAT;
    if (!same(&check, &real)) return ERR_FORMAT;
    h->schema = (int)schema;
    *ret_length = (size_t)(rest.p - text.p) + 1;
    return OK;
}

static enum err read_head(int fd, struct arena *a, struct archive_head *ret, size_t *ret_length)
{
    char *text = arena_alloc(a, ARCHIVE_HEAD_MAX);
    ssize_t n = pread(fd, text, ARCHIVE_HEAD_MAX, 0);
    if (n < 0) return err_from_errno(errno);
    return parse_head((struct str){text, (size_t)n}, ret, ret_length);
}

enum err archive_read(const char *file, struct arena *a, struct archive_head *ret)
{
    struct archive_head h = {0};
    size_t length = 0;
    int fd CLEANUP(file_close) = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return err_from_errno(errno);
    enum err e = read_head(fd, a, &h, &length);
    if (!e) *ret = h;
    return e;
}

/* ---- packing ---- */

struct packing {
    int from, to;
    z_stream z;
    struct digester digester;
    const struct load_watch *watch;
    enum load_phase phase;
    int64_t done, all;
    char in[PIECE], out[PIECE];
};

static enum err tell(struct packing *p)
{
    const struct load_watch *w = p->watch;
    if (w && w->stop && w->stop(w->ctx)) return ERR_INTERRUPTED;
    if (w && w->progress)
        w->progress(w->ctx, &(struct load_progress){p->phase, p->done, p->all, 0});
    return OK;
}

static enum err find_digest(const char *db, struct archive_head *head)
{
    char piece[64 << 10];
    struct digester d;
    int fd CLEANUP(file_close) = open(db, O_RDONLY | O_CLOEXEC);
    ssize_t n = 0;
    if (fd < 0) return err_from_errno(errno);
    digest_begin(&d);
    head->bytes = 0;
    while ((n = read(fd, piece, sizeof piece)) > 0) {
        digest_more(&d, (struct str){piece, (size_t)n});
        head->bytes += n;
    }
    if (n < 0) return err_from_errno(errno);
    head->digest = digest_end(&d);
    return OK;
}

static enum err tell_done(void *ctx, int64_t done)
{
    struct packing *p = ctx;
    p->done = done;
    return tell(p);
}

static enum err pack(struct packing *p)
{
    const struct gzip_order o = {
        .from = p->from, .to = p->to, .all = p->all, .level = LEVEL, .tell = tell_done, .ctx = p};
    return gzip_file(&o);
}

enum err archive_write(const char *db, const char *to, struct archive_head *head,
                       const struct load_watch *watch)
{
    struct buf CLEANUP(buf_release) text = BUF(ARCHIVE_HEAD_MAX);
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct packing *p = arena_make(a, struct packing);
    int from CLEANUP(file_close) = -1, out CLEANUP(file_close) = -1;
    enum err e = find_digest(db, head);
    if (e) return e;
    write_head(&text, head);
    if (text.full) return ERR_LIMIT;
    from = open(db, O_RDONLY | O_CLOEXEC);
    if (from < 0) return err_from_errno(errno);
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) return errno == EEXIST ? ERR_CONFLICT : err_from_errno(errno);
    *p = (struct packing){
        .from = from, .to = out, .watch = watch, .phase = LOAD_PACKING, .all = head->bytes};
    e = file_write(out, buf_str(&text));
    if (!e) e = pack(p);
    if (!e && fsync(out) != 0) e = err_from_errno(errno);
    if (e) unlink(to);
    return e;
}

/* ---- unpacking ---- */

/* What zlib gives for the piece in p->in; *ret_end at the end of the stream. */
static enum err inflate_piece(struct packing *p, size_t n, bool *ret_end)
{
    p->z.next_in = (unsigned char *)p->in;
    p->z.avail_in = (unsigned)n;
    while (p->z.avail_in && !*ret_end) {
        p->z.next_out = (unsigned char *)p->out;
        p->z.avail_out = PIECE;
        int code = inflate(&p->z, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) return ERR_FORMAT;
        struct str got = {p->out, PIECE - p->z.avail_out};
        p->done += (int64_t)got.n;
        if (p->done > p->all) return ERR_FORMAT;
        digest_more(&p->digester, got);
        enum err e = file_write(p->to, got);
        if (e) return e;
        *ret_end = code == Z_STREAM_END;
    }
    return p->z.avail_in ? ERR_FORMAT : OK; /* something after the end */
}

static enum err unpack(struct packing *p, const struct digest *want)
{
    bool end = false;
    enum err e = OK;
    ssize_t n = 1;
    if (inflateInit2(&p->z, GZIP_WINDOW) != Z_OK) return ERR_INTERNAL;
    digest_begin(&p->digester);
    while (!e && n) {
        n = read(p->from, p->in, PIECE);
        if (n < 0) e = err_from_errno(errno);
        if (!e && n) e = inflate_piece(p, (size_t)n, &end);
        if (!e) e = tell(p);
    }
    inflateEnd(&p->z);
    struct digest real = digest_end(&p->digester);
    if (!e && !(end && p->done == p->all && same(&real, want))) e = ERR_FORMAT;
    return e;
}

/* gunzip does not mind what some of its bytes are; here they tell of damage. */
static enum err check_gzip_head(int fd, size_t at)
{
    char bytes[GZIP_HEAD_BYTES];
    ssize_t n = pread(fd, bytes, sizeof bytes, (off_t)at);
    if (n < 0) return err_from_errno(errno);
    return n == sizeof bytes && memcmp(bytes, GZIP_HEAD, sizeof bytes) == 0 ? OK : ERR_FORMAT;
}

enum err archive_unpack(const char *file, const char *to, const struct load_watch *watch)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct packing *p = arena_make(a, struct packing);
    struct archive_head head = {0};
    size_t length = 0;
    int from CLEANUP(file_close) = open(file, O_RDONLY | O_CLOEXEC);
    if (from < 0) return err_from_errno(errno);
    enum err e = read_head(from, a, &head, &length);
    if (!e) e = check_gzip_head(from, length);
    if (e) return e;
    if (lseek(from, (off_t)length, SEEK_SET) < 0) return err_from_errno(errno);
    int out CLEANUP(file_close) = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) return errno == EEXIST ? ERR_CONFLICT : err_from_errno(errno);
    *p = (struct packing){
        .from = from, .to = out, .watch = watch, .phase = LOAD_UNPACKING, .all = head.bytes};
    e = unpack(p, &head.digest);
    if (!e && fsync(out) != 0) e = err_from_errno(errno);
    if (e) unlink(to);
    return e;
}
