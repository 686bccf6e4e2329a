/* gzip.h -- unpacking gzip (RFC 1952), one member or several after another, held to limits. */
#ifndef RECORD_GZIP_H
#define RECORD_GZIP_H

#include "record/bytes.h"

enum {
    GZIP_RATIO_MAX = 100,       /* unpacked to packed bytes, of what is larger than ... */
    GZIP_RATIO_FREE = 16 << 20, /* ... this; the best that records reach is about 30 */
};

typedef enum err gzip_sink_fn(void *ctx, struct str bytes);

bool gzip_recognise(struct str head);

/* Gives what is in it to `sink`, in pieces. ERR_FORMAT: no gzip, cut, damaged, or its checksum or
 * length is wrong; ERR_LIMIT: more than `max` bytes or the ratio of a bomb; or the sink's error.
 * Zeros behind the last member are fine, as tapes and tar have them. */
MUST enum err gzip_unpack(struct bytes_at from, int64_t max, gzip_sink_fn *sink, void *ctx);

#endif
