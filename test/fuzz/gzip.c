/* gzip.c -- any bytes as a packed file: it ends, and within the limit. */
#include <stdlib.h>

#include "record/gzip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err count(void *ctx, struct str s)
{
    *(int64_t *)ctx += (int64_t)s.n;
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    int64_t n = 0;
    enum err e = gzip_unpack(bytes_of(&s), 1 << 20, count, &n);
    if (n > 1 << 20 || (!e && !gzip_recognise(s))) abort();
    return 0;
}
