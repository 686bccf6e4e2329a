/* source_window.c -- see source_window.h. */
#include "catalog/source_window.h"

#include <errno.h>
#include <unistd.h>

#include "base/checked.h"
#include "record/marc.h"
#include "text/decode.h"

enum {
    CHUNK_BYTES = 256 << 10, /* read at a time; four bytes may come of each */
    WINDOW_MAX = 2 * MARC_RECORD_MAX + 8 * CHUNK_BYTES
};

void window_open(struct source_window *w, int fd)
{
    *w = (struct source_window){.fd = fd, .bytes = BUF(WINDOW_MAX)};
}

void window_close(struct source_window *w)
{
    if (w->fd >= 0) close(w->fd);
    decoder_close(w->decoder);
    buf_release(&w->bytes);
}

struct str window_str(const struct source_window *w)
{
    return str_slice(buf_str(&w->bytes), w->at, w->bytes.n);
}

static void drop_consumed(struct source_window *w)
{
    w->base += (int64_t)w->at;
    if (w->at) buf_consume(&w->bytes, w->at);
    w->at = 0;
}

static enum err read_some(int fd, char *to, size_t *ret)
{
    ssize_t got;
    do got = read(fd, to, CHUNK_BYTES);
    while (got < 0 && errno == EINTR);
    if (got < 0) return err_from_errno(errno);
    *ret = (size_t)got;
    return OK;
}

enum err window_fill(struct source_window *w)
{
    struct buf CLEANUP(buf_release) raw = BUF(CHUNK_BYTES);
    struct buf *into = w->decoder ? &raw : &w->bytes;
    drop_consumed(w);
    char *to = buf_reserve(into, CHUNK_BYTES);
    size_t got = 0;
    if (!to) return ERR_LIMIT;
    enum err e = read_some(w->fd, to, &got);
    if (e) return e;
    into->n += got;
    w->taken += (int64_t)got;
    w->ended = got == 0;
    if (w->decoder) decoder_add(w->decoder, buf_str(&raw), w->ended, &w->bytes);
    return w->bytes.full ? ERR_LIMIT : OK;
}

enum err window_decode(struct source_window *w, struct str encoding)
{
    struct buf text = BUF(WINDOW_MAX);
    w->decoder = decoder_open(encoding);
    if (!w->decoder) return ERR_NOT_FOUND;
    decoder_add(w->decoder, window_str(w), w->ended, &text);
    buf_release(&w->bytes);
    w->bytes = text;
    w->at = 0;
    return text.full ? ERR_LIMIT : OK;
}
