/* arena.c -- a chain of blocks, each twice the size of the one before. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"

enum { BLOCK_FIRST = 8 << 10, BLOCK_MAX = 1 << 20 };

struct block {
    struct block *older;
    size_t used, cap;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *newest;
    size_t used;
};

static struct block *block_new(size_t cap, struct block *older)
{
    size_t total = 0;
    if (!add_ok(cap, sizeof(struct block), &total)) mem_exhausted();
    struct block *b = mem_alloc(total);
    *b = (struct block){.older = older, .cap = cap};
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = mem_alloc(sizeof *a);
    *a = (struct arena){.newest = block_new(BLOCK_FIRST, NULL)};
    return a;
}

static void free_chain(struct block *b)
{
    while (b) {
        struct block *older = b->older;
        mem_free(b);
        b = older;
    }
}

void arena_free(struct arena *a)
{
    if (!a) return;
    free_chain(a->newest);
    mem_free(a);
}

void arena_freep(struct arena **a)
{
    arena_free(*a);
    *a = NULL;
}

void arena_reset(struct arena *a)
{
    free_chain(a->newest->older);
    a->newest->older = NULL;
    if (a->newest->cap > BLOCK_MAX) { /* one huge record must not be paid for ever after */
        mem_free(a->newest);
        a->newest = block_new(BLOCK_FIRST, NULL);
    }
    a->newest->used = 0;
    a->used = 0;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

/* Not zeroed: for what is written at once. */
static void *take(struct arena *a, size_t n, size_t *ret_size)
{
    size_t size = 0;
    if (!add_ok(n, alignof(max_align_t) - 1, &size)) mem_exhausted();
    size &= ~(alignof(max_align_t) - 1);

    struct block *b = a->newest;
    if (b->cap - b->used < size) {
        size_t next = MIN(b->cap * 2, (size_t)BLOCK_MAX);
        b = a->newest = block_new(MAX(next, size), b);
    }
    void *p = b->bytes + b->used;
    b->used += size;
    a->used += size;
    *ret_size = size;
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t size = 0;
    void *p = take(a, n, &size);
    return size ? memset(p, 0, size) : p;
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size)
{
    size_t total = 0;
    if (!mul_ok(count, size, &total)) mem_exhausted();
    return arena_alloc(a, total);
}

struct str arena_copy(struct arena *a, struct str s)
{
    size_t size = 0;
    if (s.n == 0) return (struct str){0};
    char *p = take(a, s.n, &size);
    memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

char *arena_cstr(struct arena *a, struct str s)
{
    s.n = str_find_char(s, '\0', 0);
    char *p = arena_alloc(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    return p;
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
    char start[200]; /* most texts are formatted once */
    size_t size = 0;
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(start, sizeof start, fmt, args);
    va_end(args);
    if (n < 0) return (struct str){0};
    char *p = take(a, (size_t)n + 1, &size);
    if ((size_t)n < sizeof start) {
        memcpy(p, start, (size_t)n + 1);
    } else {
        va_start(args, fmt);
        vsnprintf(p, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    return (struct str){p, (size_t)n};
}

struct str arena_join(struct arena *a, const struct str *part, size_t n, struct str sep)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) total += part[i].n + sep.n;
    size_t size = 0, at = 0;
    char *p = take(a, total, &size);
    for (size_t i = 0; i < n; i++) {
        if (part[i].n == 0) continue;
        if (at && sep.n) memcpy(p + at, sep.p, sep.n), at += sep.n;
        memcpy(p + at, part[i].p, part[i].n);
        at += part[i].n;
    }
    return (struct str){p, at};
}

void *arena_grow(struct arena *a, void *item, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) return item;
    size_t bigger = *cap ? *cap * 2 : 4;
    void *moved = arena_alloc_array(a, bigger, size);
    if (n) memcpy(moved, item, n * size);
    *cap = bigger;
    return moved;
}
