/* zip.c -- the central directory of an archive, distrusted, and its entries inflated by zlib. */
#include "record/zip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/checked.h"
#include "base/mem.h"

enum {
    END_BYTES = 22, /* end of central directory record, without its comment */
    CENTRAL_BYTES = 46,
    LOCAL_BYTES = 30,
    COMMENT_MAX = 0xFFFF,
    DIRECTORY_MAX = 4 << 20,
    CHUNK_BYTES = 32 << 10
};

static uint32_t le16(const char *p)
{
    return (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8;
}

static uint32_t le32(const char *p)
{
    return le16(p) | le16(p + 2) << 16;
}

/* ---- the central directory ---- */

struct directory {
    int64_t at, bytes;
    size_t entries;
};

/* The last end record whose comment reaches the end of the file. */
static enum err find_end(const struct bytes_at *from, struct arena *a, struct directory *ret)
{
    size_t n = (size_t)MIN(from->size, (int64_t)(END_BYTES + COMMENT_MAX));
    char *tail = arena_alloc(a, n + 1);
    size_t got = 0;
    enum err e = bytes_read(from, from->size - (int64_t)n, tail, n, &got);
    if (e) return e;
    for (size_t at = got; at-- > 0;) {
        const char *p = tail + at;
        if (got - at < END_BYTES || memcmp(p, "PK\5\6", 4) != 0) continue;
        if (at + END_BYTES + le16(p + 20) != got) continue;
        int64_t end = from->size - (int64_t)(got - at);
        struct directory d = {le32(p + 16), le32(p + 12), le16(p + 10)};
        if (le16(p + 4) != 0 || le16(p + 8) != le16(p + 10)) return ERR_FORMAT; /* several disks */
        if (d.at > end || d.bytes > end - d.at) return ERR_FORMAT;
        *ret = d;
        return d.entries > ZIP_ENTRIES_MAX || d.bytes > DIRECTORY_MAX ? ERR_LIMIT : OK;
    }
    return ERR_FORMAT;
}

static struct str clean_name(struct str s, struct arena *a)
{
    char *p = arena_alloc(a, s.n);
    for (size_t i = 0; i < s.n; i++) p[i] = s.p[i] == '\\' ? '/' : s.p[i];
    size_t from = s.n && p[0] == '/';
    return (struct str){p + from, s.n - from};
}

/* The entry at the start of `rest`; its length in *ret_used. */
static enum err read_entry(struct str rest, struct arena *a, struct zip_entry *ret,
                           size_t *ret_used)
{
    if (rest.n < CENTRAL_BYTES || memcmp(rest.p, "PK\1\2", 4) != 0) return ERR_FORMAT;
    const char *p = rest.p;
    size_t name = le16(p + 28), used = CENTRAL_BYTES + name + le16(p + 30) + le16(p + 32);
    if (used > rest.n) return ERR_FORMAT;
    *ret = (struct zip_entry){
        .name = clean_name(str_slice(rest, CENTRAL_BYTES, CENTRAL_BYTES + name), a),
        .at = le32(p + 42),
        .packed = le32(p + 20),
        .size = le32(p + 24),
        .crc = le32(p + 16),
        .method = (int)le16(p + 10),
        .locked = (le16(p + 8) & 1) != 0};
    *ret_used = used;
    return OK;
}

static int by_place(const void *x, const void *y)
{
    const struct zip_entry *a = x, *b = y;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Entries follow each other before the directory, and none is larger than a document can be. */
static enum err distrust(const struct zip *z, int64_t directory, struct arena *a)
{
    struct zip_entry *sorted = arena_array(a, struct zip_entry, z->n);
    int64_t total = 0;
    if (z->n) memcpy(sorted, z->entry, z->n * sizeof *sorted);
    qsort(sorted, z->n, sizeof *sorted, by_place);
    for (size_t i = 0; i < z->n; i++) {
        const struct zip_entry *e = &sorted[i];
        int64_t next = i + 1 < z->n ? sorted[i + 1].at : directory;
        if (e->at > directory) return ERR_FORMAT;
        if (LOCAL_BYTES + (int64_t)e->name.n + e->packed > next - e->at)
            return i + 1 < z->n ? ERR_LIMIT : ERR_FORMAT;
        if (e->size > ZIP_RATIO_FREE && e->size / ZIP_RATIO_MAX > e->packed) return ERR_LIMIT;
        total += e->size;
    }
    return total > ZIP_UNPACKED_MAX ? ERR_LIMIT : OK;
}

enum err zip_open(struct bytes_at from, struct arena *a, struct zip *ret)
{
    struct directory d;
    struct zip z = {.from = from};
    enum err e = find_end(&from, a, &d);
    if (e) return e;
    char *p = arena_alloc(a, (size_t)d.bytes + 1);
    size_t got = 0;
    e = bytes_read(&from, d.at, p, (size_t)d.bytes, &got);
    if (e) return e;
    struct str rest = {p, got};
    z.entry = arena_array(a, struct zip_entry, d.entries);
    for (; !e && z.n < d.entries; z.n++) {
        size_t used = 0;
        e = read_entry(rest, a, &z.entry[z.n], &used);
        rest = str_slice(rest, used, rest.n);
    }
    if (!e) e = distrust(&z, d.at, a);
    if (!e) *ret = z;
    return e;
}

const struct zip_entry *zip_find(const struct zip *z, struct str name)
{
    for (size_t i = 0; i < z->n; i++)
        if (str_eq_nocase(z->entry[i].name, name)) return &z->entry[i];
    return NULL;
}

/* ---- one entry ---- */

struct zip_stream {
    struct bytes_at from;
    int64_t at, left; /* of the packed bytes */
    int64_t due;      /* unpacked bytes still to come */
    uint32_t crc, want;
    bool deflated, ended;
    z_stream z;
    char in[CHUNK_BYTES];
};

enum err zip_stream_open(const struct zip *z, const struct zip_entry *e, struct zip_stream **ret)
{
    char head[LOCAL_BYTES];
    size_t got = 0;
    if (e->locked || (e->method != 0 && e->method != 8)) return ERR_FORMAT;
    enum err err = bytes_read(&z->from, e->at, head, sizeof head, &got);
    if (err) return err;
    if (got < sizeof head || memcmp(head, "PK\3\4", 4) != 0) return ERR_FORMAT;
    int64_t data = e->at + LOCAL_BYTES + le16(head + 26) + le16(head + 28);
    if (le16(head + 8) != (uint32_t)e->method || data + e->packed > z->from.size) return ERR_FORMAT;
    struct zip_stream *s = mem_zero(1, sizeof *s);
    s->from = z->from;
    s->at = data;
    s->left = e->packed;
    s->due = e->size;
    s->want = e->crc;
    s->deflated = e->method == 8;
    if (s->deflated && inflateInit2(&s->z, -MAX_WBITS) != Z_OK) mem_exhausted();
    *ret = s;
    return OK;
}

void zip_stream_close(struct zip_stream *s)
{
    if (!s) return;
    if (s->deflated) inflateEnd(&s->z);
    mem_free(s);
}

void zip_stream_closep(struct zip_stream **s)
{
    zip_stream_close(*s);
    *s = NULL;
}

void zip_stream_progress(const struct zip_stream *s, int64_t *ret_left)
{
    *ret_left = s->due;
}

static enum err refill(struct zip_stream *s)
{
    size_t n = (size_t)MIN(s->left, (int64_t)sizeof s->in), got = 0;
    enum err e = bytes_read(&s->from, s->at, s->in, n, &got);
    s->z.next_in = (unsigned char *)s->in;
    s->z.avail_in = (unsigned)got;
    s->at += (int64_t)got;
    s->left -= (int64_t)got;
    return e;
}

static enum err inflate_some(struct zip_stream *s, char *to, size_t n, size_t *ret)
{
    s->z.next_out = (unsigned char *)to;
    s->z.avail_out = (unsigned)n;
    while (s->z.avail_out == n && !s->ended) {
        enum err e = s->z.avail_in == 0 ? refill(s) : OK;
        if (e) return e;
        bool starved = s->z.avail_in == 0;
        int got = inflate(&s->z, Z_NO_FLUSH);
        s->ended = got == Z_STREAM_END;
        if (got != Z_OK && got != Z_STREAM_END && got != Z_BUF_ERROR) return ERR_FORMAT;
        if (starved && !s->ended && s->z.avail_out == n) return ERR_FORMAT; /* cut */
    }
    *ret = n - s->z.avail_out;
    return OK;
}

static enum err copy_some(struct zip_stream *s, char *to, size_t n, size_t *ret)
{
    enum err e = bytes_read(&s->from, s->at, to, (size_t)MIN(s->left, (int64_t)n), ret);
    s->at += (int64_t)*ret;
    s->left -= (int64_t)*ret;
    return e;
}

enum err zip_stream_read(struct zip_stream *s, char *to, size_t n, size_t *ret)
{
    size_t got = 0;
    n = MIN(n, (size_t)1 << 20);
    enum err e = s->deflated ? inflate_some(s, to, n, &got) : copy_some(s, to, n, &got);
    if (e) return e;
    if ((int64_t)got > s->due) return ERR_FORMAT; /* more than it said: a bomb or damage */
    s->due -= (int64_t)got;
    s->crc = (uint32_t)crc32(s->crc, (const unsigned char *)to, (unsigned)got);
    if (got == 0 && (s->due != 0 || s->crc != s->want)) return ERR_FORMAT;
    *ret = got;
    return OK;
}
