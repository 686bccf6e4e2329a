/* often.h -- the words that many titles have, as rows of blocks.
 *
 * FTS5 gives the documents of a word one after the other, which is fine for words that few have. Of
 * those that many have, in all forms (the table `often` gives each term a number), the rows lie
 * beside the columns of each block as well: 4 bytes for a row and a term, read in place.
 *
 * Numbers are given once and for ever. A block knows the terms below `known`; one that does not
 * know the newest is brought up to them later (tidy.c), and readers use what all blocks know. */
#ifndef INDEX_OFTEN_H
#define INDEX_OFTEN_H

#include "index/columns.h"
#include "index/tree.h"

/* ---- a term in a row: the fields it stands in and its first place in the title ---- */

enum { POSTING_PLACES = 9, POSTING_FIELDS = 13, PLACE_MOST = (1 << POSTING_PLACES) - 2 };
_Static_assert((int)INDEX_FIELDS <= (int)POSTING_FIELDS, "a posting has a bit for each field");
_Static_assert(BLOCK_ROWS <= 1 << (32 - POSTING_PLACES - POSTING_FIELDS), "and room for the row");

/* `title` is -1 when it does not stand there; later places than PLACE_MOST are as good as that. */
static inline uint32_t posting_pack(uint32_t row, uint32_t fields, int64_t title)
{
    uint32_t place = title < 0 ? 0 : title > PLACE_MOST ? PLACE_MOST + 1 : (uint32_t)title + 1;
    return row << (POSTING_FIELDS + POSTING_PLACES) | fields << POSTING_PLACES | place;
}
static inline uint32_t posting_row(uint32_t posting)
{
    return posting >> (POSTING_FIELDS + POSTING_PLACES);
}
static inline uint32_t posting_fields(uint32_t posting)
{
    return posting >> POSTING_PLACES & ((1u << POSTING_FIELDS) - 1);
}
static inline int posting_title(uint32_t posting)
{
    return (int)(posting & ((1u << POSTING_PLACES) - 1)) - 1;
}

/* ---- a block ---- */

/* Those of a term are posting[from[number]] up to the next one's, ascending by row. */
struct often_block {
    uint32_t known;
    const uint32_t *from; /* known + 1 of them */
    const uint32_t *posting;
};

/* Looks at bytes that must outlive the block; none at all: nothing is known. ERR_FORMAT when
 * anything points outside. The bytes must be aligned for uint32_t. */
MUST enum err often_read(struct str bytes, struct often_block *ret);

/* A row that was put, and what it has; or that is gone, and has nothing. */
struct often_posting {
    uint32_t number, posting;
};
struct often_row {
    bool fresh;
    struct often_posting *item;
    size_t n, cap;
};

/* Appends the bytes of a block that knows `known` terms: those of the old rows but for the fresh
 * ones, and those of these. `old` knows no more. */
void often_write(const struct often_block *old, const struct often_row row[BLOCK_ROWS],
                 uint32_t known, struct buf *to);

/* Appends those of the old block and of `more`, which are of terms it does not know, in the order
 * of their numbers and rows. */
void often_extend(const struct often_block *old, const struct often_posting *more, size_t n,
                  uint32_t known, struct buf *to);

/* ---- the terms of a file ---- */

enum { OFTEN_MOST = 8192, OFTEN_LEAST = 256, OFTEN_PART = 256 };

struct often_terms; /* which numbers they have; for one thread */
void often_terms_free(struct often_terms *t);
void often_terms_add(struct often_terms *t, struct str term); /* gets the next number */
uint32_t often_terms_count(const struct often_terms *t);

/* What a document with these terms (cut.h) has of them, in its row. */
void often_collect(const struct often_terms *t, const struct str terms[INDEX_FIELDS], uint32_t row,
                   struct arena *a, struct often_row *ret);

#endif
