/* bytes.h -- bytes that lie elsewhere (a file, memory), read piece by piece at any place.
 *
 * For formats that cannot be read from front to back. Record/ itself opens nothing: whoever has the
 * file gives the function. */
#ifndef RECORD_BYTES_H
#define RECORD_BYTES_H

#include "base/str.h"

struct bytes_at {
    /* Exactly n bytes from `at`; the caller keeps at + n within `size`. */
    enum err (*read)(void *ctx, int64_t at, char *to, size_t n);
    void *ctx;
    int64_t size;
};

/* A str in memory as such a thing, as tests have it; the str must outlive it. */
struct bytes_at bytes_of(const struct str *s);

/* Up to n bytes from `at`, fewer where they end; how many in *ret. */
MUST enum err bytes_read(const struct bytes_at *b, int64_t at, char *to, size_t n, size_t *ret);

#endif
