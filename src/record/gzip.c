/* gzip.c -- see gzip.h. */
#include "record/gzip.h"

#include <zlib.h>

#include "base/checked.h"
#include "base/mem.h"

enum { CHUNK_BYTES = 64 << 10 };

struct unpacking {
    struct bytes_at from;
    int64_t at, max, unpacked;
    gzip_sink_fn *sink;
    void *ctx;
    z_stream z;
    bool members; /* at least one is whole */
    char in[CHUNK_BYTES], out[CHUNK_BYTES];
};

bool gzip_recognise(struct str head)
{
    return str_starts(head, STR("\x1F\x8B\x08"));
}

static enum err refill(struct unpacking *u)
{
    size_t got = 0;
    if (u->z.avail_in || u->at >= u->from.size) return OK;
    enum err e = bytes_read(&u->from, u->at, u->in, sizeof u->in, &got);
    u->z.next_in = (unsigned char *)u->in;
    u->z.avail_in = (unsigned)got;
    u->at += (int64_t)got;
    return e;
}

static enum err give(struct unpacking *u)
{
    size_t n = sizeof u->out - u->z.avail_out;
    int64_t packed = u->at - (int64_t)u->z.avail_in;
    u->unpacked += (int64_t)n;
    if (u->unpacked > u->max) return ERR_LIMIT;
    if (u->unpacked > GZIP_RATIO_FREE && u->unpacked / GZIP_RATIO_MAX > packed) return ERR_LIMIT;
    return n ? u->sink(u->ctx, (struct str){u->out, n}) : OK;
}

/* One member, to its checked end. */
static enum err member(struct unpacking *u)
{
    for (;;) {
        enum err e = refill(u);
        if (e) return e;
        if (u->z.avail_in == 0) return ERR_FORMAT; /* cut */
        u->z.next_out = (unsigned char *)u->out;
        u->z.avail_out = sizeof u->out;
        int got = inflate(&u->z, Z_NO_FLUSH);
        if (got != Z_OK && got != Z_STREAM_END) return ERR_FORMAT;
        e = give(u);
        if (e || got == Z_STREAM_END) return e;
    }
}

/* Whether another member follows; only zeros may stand behind the last. */
static enum err follows(struct unpacking *u, bool *ret)
{
    *ret = false;
    for (;;) {
        enum err e = refill(u);
        if (e || u->z.avail_in == 0) return e;
        *ret = *u->z.next_in == 0x1F;
        if (*ret) return OK;
        if (*u->z.next_in != 0) return ERR_FORMAT;
        u->z.next_in++;
        u->z.avail_in--;
    }
}

enum err gzip_unpack(struct bytes_at from, int64_t max, gzip_sink_fn *sink, void *ctx)
{
    struct unpacking *u = mem_zero(1, sizeof *u);
    *u = (struct unpacking){.from = from, .max = max, .sink = sink, .ctx = ctx};
    if (inflateInit2(&u->z, 16 + MAX_WBITS) != Z_OK) mem_exhausted();
    enum err e = OK;
    for (bool more = true; more && !e;) {
        e = member(u);
        if (!e) e = follows(u, &more);
        if (!e && more && inflateReset(&u->z) != Z_OK) e = ERR_FORMAT;
    }
    inflateEnd(&u->z);
    mem_free(u);
    return e;
}
