/* gzip_file.h -- a file as one gzip member (RFC 1952), in as many threads as there are processors.
 *
 * Pieces of it are deflated by themselves, each ending on a whole byte (zlib's Z_SYNC_FLUSH), and
 * put one after the other; their checksums are combined. Any gunzip reads it. */
#ifndef WORK_GZIP_FILE_H
#define WORK_GZIP_FILE_H

#include <stdint.h>

#include "base/err.h"

/* What each begins with: deflate, no name, no time, Unix; nothing checks these bytes but a look. */
#define GZIP_HEAD "\x1f\x8b\x08\0\0\0\0\0\0\x03"
enum { GZIP_HEAD_BYTES = 10 };

struct gzip_order {
    int from, to; /* descriptors; `from` is read to `all` bytes, which it has */
    int64_t all;
    int level;                                 /* of zlib */
    enum err (*tell)(void *ctx, int64_t done); /* now and then; anything but OK ends it */
    void *ctx;
};

/* ERR_FORMAT when `from` is shorter; ERR_IO, ERR_FULL. */
MUST enum err gzip_file(const struct gzip_order *o);

#endif
