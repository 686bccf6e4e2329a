/* bytes.c -- memory as bytes that lie elsewhere; reads that stop at the end. */
#include "record/bytes.h"

#include <string.h>

#include "base/checked.h"

static enum err read_str(void *ctx, int64_t at, char *to, size_t n)
{
    const struct str *s = ctx;
    memcpy(to, s->p + at, n);
    return OK;
}

struct bytes_at bytes_of(const struct str *s)
{
    return (struct bytes_at){.read = read_str, .ctx = (void *)(uintptr_t)s, .size = (int64_t)s->n};
}

enum err bytes_read(const struct bytes_at *b, int64_t at, char *to, size_t n, size_t *ret)
{
    *ret = 0;
    if (at < 0 || at >= b->size) return OK;
    size_t have = (size_t)MIN((int64_t)n, b->size - at);
    enum err e = have ? b->read(b->ctx, at, to, have) : OK;
    if (!e) *ret = have;
    return e;
}
