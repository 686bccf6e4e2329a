/* overlay.h -- rows of a block that were written since, beside it.
 *
 * A block is some 200 KB, and one title of it that changes would cost as much as all of them. So a
 * batch that changes few rows of a block writes each by itself, into the table `overlay`: a lone
 * row. What the block says of that row counts no more; a title that is gone is a lone row that is
 * not there. When there are many beside a block, or the index is quiet, they go home: the block is
 * written anew with them, and they leave the table in the same transaction (block_write.h).
 *
 * A reader keeps those of each block together. A row keeps its number, so that nothing but where it
 * is looked up changes: hits come in the order they had. */
#ifndef INDEX_OVERLAY_H
#define INDEX_OVERLAY_H

#include "index/often.h"

/* A row by itself. `often` in the order of numbers. */
struct lone_row {
    uint32_t at;
    struct row_values values;
    const struct often_posting *often;
    size_t n;
};

/* Appends its two pieces of bytes; sorts `often`. */
void lone_row_write(const struct row_values *values, struct often_row *often, struct buf *data,
                    struct buf *postings);

/* The same again, in `a`. ERR_FORMAT when it is no row of that document. */
MUST enum err lone_row_read(int64_t id, struct str data, struct str postings, struct arena *a,
                            struct lone_row *ret);

/* Those of one block in memory; never changed. */
struct overlay {
    int64_t refs;               /* counted by the snapshots that share it */
    uint64_t rows[ROW_WORDS];   /* a bit for each that is here and not in the block */
    uint16_t before[ROW_WORDS]; /* how many of them are before each word */
    struct block block;         /* they, one after the other */
    const uint32_t *row;        /* and which each of them is */
    const uint32_t *gone;       /* the holders that the block says they have, row by row */
    size_t n_gone;
    size_t postings; /* of the terms that many have, by number and row: */
    const uint32_t *number, *posting;
    char bytes[];
};

/* One beside the block with these rows and those of `old` (NULL: none) that they do not replace.
 * NULL: it would be larger than a block may be. */
struct overlay *overlay_with(const struct overlay *old, const struct block *home,
                             const struct lone_row *row, size_t n);

/* Whether the row is not to be looked for in the block. `o` may be NULL, here only. */
static inline bool overlay_has(const struct overlay *o, uint32_t at)
{
    return o && o->rows[at / 64] >> at % 64 & 1;
}

/* Which row of the block here is one that overlay_has. */
static inline uint32_t overlay_place(const struct overlay *o, uint32_t at)
{
    uint64_t before = o->rows[at / 64] & ((UINT64_C(1) << at % 64) - 1);
    return o->before[at / 64] + (uint32_t)__builtin_popcountll(before);
}

/* Where it is; false: nowhere, the title is gone. */
static inline bool overlay_row(const struct overlay *o, uint32_t at, struct row_ref *ret)
{
    *ret = (struct row_ref){&o->block, overlay_place(o, at)};
    return o->block.head[ret->at].present;
}

/* Of rows of a block those that are here, as rows of the block here; false: there are none. Taken
 * out of `rows`, and put back. */
bool overlay_take(const struct overlay *o, uint64_t rows[ROW_WORDS], uint64_t ret[ROW_WORDS]);
void overlay_give(const struct overlay *o, const uint64_t here[ROW_WORDS],
                  uint64_t rows[ROW_WORDS]);

/* The postings of a term, ascending by row. */
size_t overlay_postings(const struct overlay *o, uint32_t number, const uint32_t **ret);

#endif
