/* often.c -- see often.h. */
#include "index/often.h"

#include <string.h>

struct header {
    uint32_t magic, known, n;
};
enum { MAGIC = 0x314E464F }; /* "OFN1" */

/* ---- reading ---- */

enum err often_read(struct str bytes, struct often_block *ret)
{
    static const uint32_t none[1] = {0};
    struct header h;
    *ret = (struct often_block){0, none, none};
    if (bytes.n == 0) return OK;
    if (bytes.n < sizeof h || (uintptr_t)bytes.p % sizeof(uint32_t)) return ERR_FORMAT;
    memcpy(&h, bytes.p, sizeof h);
    size_t from = sizeof h, posting = from + ((size_t)h.known + 1) * sizeof(uint32_t);
    if (h.magic != MAGIC || bytes.n != posting + (size_t)h.n * sizeof(uint32_t)) return ERR_FORMAT;
    struct often_block b = {h.known, (const void *)(bytes.p + from),
                            (const void *)(bytes.p + posting)};
    for (uint32_t i = 0, at = 0; i <= h.known; i++) {
        if (b.from[i] < at || b.from[i] > h.n) return ERR_FORMAT;
        at = b.from[i];
    }
    *ret = b;
    return OK;
}

/* ---- writing ---- */

static bool stays(const struct often_row *row, uint32_t posting)
{
    return !row || !row[posting_row(posting)].fresh;
}

/* Where each term's begin: counts of terms, one place on, become sums. */
static void sum_up(uint32_t *from, uint32_t known)
{
    for (uint32_t i = 0; i < known; i++) from[i + 1] += from[i];
}

static void count_old(const struct often_block *old, const struct often_row *row, uint32_t *from)
{
    for (uint32_t t = 0; t < old->known; t++)
        for (uint32_t i = old->from[t]; i < old->from[t + 1]; i++)
            from[t + 1] += stays(row, old->posting[i]);
}

static void place_old(const struct often_block *old, const struct often_row *row, uint32_t *next,
                      uint32_t *posting)
{
    for (uint32_t t = 0; t < old->known; t++)
        for (uint32_t i = old->from[t]; i < old->from[t + 1]; i++)
            if (stays(row, old->posting[i])) posting[next[t]++] = old->posting[i];
}

/* Behind those that are there, then back to where it belongs: it seldom has far to go. */
static void place(struct often_posting one, const uint32_t *from, uint32_t *next, uint32_t *posting)
{
    uint32_t at = next[one.number]++;
    for (; at > from[one.number] && posting[at - 1] > one.posting; at--)
        posting[at] = posting[at - 1];
    posting[at] = one.posting;
}

static void add_block(uint32_t known, const uint32_t *from, const uint32_t *posting, struct buf *to)
{
    struct header h = {MAGIC, known, from[known]};
    buf_add(to, (struct str){(const char *)&h, sizeof h});
    buf_add(to, (struct str){(const char *)from, ((size_t)known + 1) * sizeof from[0]});
    buf_add(to, (struct str){(const char *)posting, (size_t)h.n * sizeof posting[0]});
}

void often_write(const struct often_block *old, const struct often_row row[BLOCK_ROWS],
                 uint32_t known, struct buf *to)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    uint32_t *from = arena_array(a, uint32_t, (size_t)known + 1);
    uint32_t *next = arena_array(a, uint32_t, (size_t)known + 1);
    count_old(old, row, from);
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        for (size_t k = 0; k < row[i].n; k++)
            if (row[i].item[k].number < known) from[row[i].item[k].number + 1]++;
    sum_up(from, known);
    memcpy(next, from, ((size_t)known + 1) * sizeof from[0]);
    uint32_t *posting = arena_array(a, uint32_t, (size_t)from[known] + 1);
    place_old(old, row, next, posting);
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        for (size_t k = 0; k < row[i].n; k++)
            if (row[i].item[k].number < known) place(row[i].item[k], from, next, posting);
    add_block(known, from, posting, to);
}

void often_extend(const struct often_block *old, const struct often_posting *more, size_t n,
                  uint32_t known, struct buf *to)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    uint32_t had = old->from[old->known];
    uint32_t *from = arena_array(a, uint32_t, (size_t)known + 1);
    uint32_t *posting = arena_array(a, uint32_t, had + n + 1);
    memcpy(posting, old->posting, (size_t)had * sizeof posting[0]);
    for (uint32_t t = 0; t < old->known; t++) from[t + 1] = old->from[t + 1] - old->from[t];
    for (size_t i = 0; i < n; i++) {
        from[more[i].number + 1]++;
        posting[had + i] = more[i].posting;
    }
    sum_up(from, known);
    add_block(known, from, posting, to);
}
