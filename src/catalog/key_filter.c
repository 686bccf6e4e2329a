/* key_filter.c -- blocks of one cache line; a key has BITS bits in the one it falls into. */
#include "catalog/key_filter.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/checked.h"
#include "base/mem.h"

enum {
    LINE = 64, /* bytes of a block: one line of the cache */
    WORDS = LINE / sizeof(uint64_t),
    BITS = 5 /* each takes nine of the lower bits of the key, 45 in all */
};

struct key_filter {
    _Atomic uint64_t (*line)[WORDS];
    uint64_t lines;
    _Atomic int64_t n;
    int64_t room;
};

struct key_filter *key_filter_new(int64_t keys)
{
    struct key_filter *f = mem_zero(1, sizeof *f);
    f->room = MAX(keys, (int64_t)LINE);
    f->lines = (uint64_t)f->room / LINE + 1;
    f->line = mem_zero((size_t)f->lines, sizeof *f->line);
    return f;
}

void key_filter_free(struct key_filter *f)
{
    if (!f) return;
    mem_free(f->line);
    mem_free(f);
}

/* Its line is told by the upper half of its 63 bits: keys that come in order fill line after line.
 * Keys of one line share its uppermost bits, 18 of them for a million and a half titles; the places
 * are told by the others. */
static _Atomic uint64_t *line_of(const struct key_filter *f, uint64_t key)
{
    return f->line[(key >> 31) * f->lines >> 32];
}

void key_filter_add(struct key_filter *f, int64_t key)
{
    _Atomic uint64_t *line = line_of(f, (uint64_t)key);
    uint64_t rest = (uint64_t)key;
    for (int i = 0; i < BITS; i++, rest >>= 9)
        atomic_fetch_or_explicit(&line[rest >> 6 & 7], UINT64_C(1) << (rest & 63),
                                 memory_order_relaxed);
    atomic_fetch_add_explicit(&f->n, 1, memory_order_relaxed);
}

bool key_filter_may_have(const struct key_filter *f, int64_t key)
{
    _Atomic uint64_t *line = line_of(f, (uint64_t)key);
    uint64_t rest = (uint64_t)key;
    for (int i = 0; i < BITS; i++, rest >>= 9) {
        const uint64_t word = atomic_load_explicit(&line[rest >> 6 & 7], memory_order_relaxed);
        if (!(word >> (rest & 63) & 1)) return false;
    }
    return true;
}

int64_t key_filter_count(const struct key_filter *f)
{
    return f->n;
}

int64_t key_filter_room(const struct key_filter *f)
{
    return f->room;
}
