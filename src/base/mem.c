/* mem.c -- malloc that does not fail. */
#define SILANG_RAW_MEMORY
#include "base/mem.h"

#include <stdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>

enum {
    LARGE = 1 << 20, /* bytes: of a block of its own; smaller ones are asked for too often */
    KEPT = 16 << 20  /* free bytes at the end of the heap */
};

_Noreturn void mem_exhausted(void)
{
    fputs("silang: out of memory; stopping, nothing acknowledged is lost\n", stderr);
    abort();
}

void *mem_alloc(size_t n)
{
    void *p = malloc(n ? n : 1);
    if (!p) mem_exhausted();
    return p;
}

void *mem_zero(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p) mem_exhausted();
    return p;
}

void *mem_resize(void *p, size_t n)
{
    void *q = realloc(p, n ? n : 1);
    if (!q) mem_exhausted();
    return q;
}

void mem_free(void *p)
{
    free(p);
}

void mem_setup(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, KEPT);
#endif
}

void mem_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
