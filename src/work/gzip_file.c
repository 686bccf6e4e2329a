/* gzip_file.c -- see gzip_file.h. */
#include "work/gzip_file.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>
#include <zlib.h>

#include "base/checked.h"
#include "base/mem.h"
#include "work/files.h"

enum { PIECE_BYTES = 1 << 20, THREADS_MAX = 8, RAW_WINDOW = -15, MEMORY_LEVEL = 8 };

struct piece {
    z_stream z;
    unsigned char *in, *out;
    size_t n, room, made; /* bytes of in; of out: there is room for, were made */
    uLong crc;
    bool last, failed;
};

struct packer {
    const struct gzip_order *o;
    struct piece *piece;
    size_t threads;
    int64_t done;
    uLong crc;
};

static void close_pieces(struct packer *p)
{
    for (size_t i = 0; i < p->threads; i++) {
        deflateEnd(&p->piece[i].z);
        mem_free(p->piece[i].in);
        mem_free(p->piece[i].out);
    }
    mem_free(p->piece);
}

static enum err open_pieces(struct packer *p)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    p->threads = (size_t)MAX(1, MIN(n, (long)THREADS_MAX));
    p->piece = mem_zero(p->threads, sizeof *p->piece);
    bool fine = true;
    for (size_t i = 0; i < p->threads; i++) {
        struct piece *x = &p->piece[i];
        fine &= deflateInit2(&x->z, p->o->level, Z_DEFLATED, RAW_WINDOW, MEMORY_LEVEL,
                             Z_DEFAULT_STRATEGY) == Z_OK;
        x->room = deflateBound(&x->z, PIECE_BYTES) + 64; /* the flush may take some bytes more */
        x->in = mem_zero(1, PIECE_BYTES);
        x->out = mem_zero(1, x->room);
    }
    return fine ? OK : ERR_INTERNAL;
}

static void *deflate_piece(void *arg)
{
    struct piece *x = arg;
    deflateReset(&x->z);
    x->z.next_in = x->in;
    x->z.avail_in = (unsigned)x->n;
    x->z.next_out = x->out;
    x->z.avail_out = (unsigned)x->room;
    int code = deflate(&x->z, x->last ? Z_FINISH : Z_SYNC_FLUSH);
    x->failed = x->z.avail_in || !x->z.avail_out || code != (x->last ? Z_STREAM_END : Z_OK);
    x->made = x->room - x->z.avail_out;
    x->crc = crc32(crc32(0, NULL, 0), x->in, (unsigned)x->n);
    return NULL;
}

static enum err read_piece(struct packer *p, struct piece *x)
{
    const size_t want = (size_t)MIN(p->o->all - p->done, (int64_t)PIECE_BYTES);
    for (x->n = 0; x->n < want;) {
        ssize_t n = read(p->o->from, x->in + x->n, want - x->n);
        if (n < 0) return err_from_errno(errno);
        if (n == 0) return ERR_FORMAT;
        x->n += (size_t)n;
    }
    p->done += (int64_t)x->n;
    x->last = p->done == p->o->all;
    return OK;
}

/* A piece for each thread, the first for this one. */
static void deflate_all(struct packer *p, size_t n)
{
    pthread_t thread[THREADS_MAX];
    bool begun[THREADS_MAX] = {false};
    for (size_t i = 1; i < n; i++)
        begun[i] = pthread_create(&thread[i], NULL, deflate_piece, &p->piece[i]) == 0;
    for (size_t i = 0; i < n; i++)
        if (!begun[i]) deflate_piece(&p->piece[i]);
    for (size_t i = 1; i < n; i++)
        if (begun[i]) pthread_join(thread[i], NULL);
}

static enum err write_round(struct packer *p)
{
    size_t n = 0;
    enum err e = OK;
    while (!e && n < p->threads && (n == 0 || !p->piece[n - 1].last))
        e = read_piece(p, &p->piece[n++]);
    if (e) return e;
    deflate_all(p, n);
    for (size_t i = 0; !e && i < n; i++) {
        const struct piece *x = &p->piece[i];
        if (x->failed) return ERR_INTERNAL;
        p->crc = crc32_combine(p->crc, x->crc, (z_off_t)x->n);
        e = file_write(p->o->to, (struct str){(const char *)x->out, x->made});
    }
    return e ? e : p->o->tell(p->o->ctx, p->done);
}

static enum err write_trailer(const struct packer *p)
{
    const uint32_t value[] = {(uint32_t)p->crc, (uint32_t)p->o->all};
    char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (char)(value[i / 4] >> i % 4 * 8);
    return file_write(p->o->to, (struct str){bytes, sizeof bytes});
}

enum err gzip_file(const struct gzip_order *o)
{
    struct packer p = {.o = o, .crc = crc32(0, NULL, 0)};
    enum err e = open_pieces(&p);
    if (!e) e = file_write(o->to, (struct str){GZIP_HEAD, GZIP_HEAD_BYTES});
    do {
        if (!e) e = write_round(&p);
    } while (!e && p.done < o->all);
    if (!e) e = write_trailer(&p);
    close_pieces(&p);
    return e;
}
