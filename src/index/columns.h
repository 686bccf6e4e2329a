/* columns.h -- what filters, facets and sorting need of each document, in blocks of BLOCK_ROWS
 * consecutive ids. A block is one piece of bytes, read in place and never changed. Rows that were
 * written since lie beside it in a smaller one (overlay.h). */
#ifndef INDEX_COLUMNS_H
#define INDEX_COLUMNS_H

#include "base/arena.h"
#include "base/buf.h"

enum { BLOCK_ROWS = 1024, ROW_WORDS = BLOCK_ROWS / 64, SORT_KEY_MAX = 64 };

/* What a row lists: holders (holder_pack) and ordinals of terms. */
enum column_list {
    LIST_AGENCIES,
    LIST_LANGUAGES,
    LIST_AUTHORS,
    LIST_SUBJECTS,
    LIST_MARKS,
    LIST_SERIES,
    LIST_CLASSES,
    COLUMN_LISTS
};

/* What every hit is asked for. Eight of them share a line of the processor's cache, so that hits
 * that are ranked and not shown cost little. What else counts lies list by list: as little of it as
 * can be, for what is counted of a million titles should stay in the cache. */
struct column_head {
    uint8_t present; /* ROW_THERE, and ROW_ENDS when it has a year_end */
    uint8_t format;
    uint8_t quality, title_words, title_short;
    uint8_t holders; /* how many agencies, at most 255 */
    int16_t year;
};
enum { ROW_THERE = 1, ROW_ENDS = 2 };

/* Where the sort keys of a row are: title, then author. */
struct column_key {
    uint32_t at;
    uint8_t title, author;
    uint16_t unused;
};

/* The rows of one holder are held[from] up to the next one's from. */
struct column_holder {
    uint32_t holder, from;
};

/* Numbers of 2 bytes, or of 4 in the rare block that needs them (`wide`). */
struct column_numbers {
    const void *item;
};

struct block {
    bool wide;
    uint32_t rows; /* BLOCK_ROWS, or fewer in an overlay */
    const struct column_head *head;
    const int16_t *year_end;
    const struct column_key *key;
    struct column_numbers start[COLUMN_LISTS]; /* of each row, and one more at the end */
    const uint32_t *ords[COLUMN_LISTS];        /* of LIST_AGENCIES: NULL */
    struct column_numbers shelf;               /* of LIST_AGENCIES: which of `holder` */
    uint64_t there[ROW_WORDS];                 /* the rows that are, a bit each */
    const struct column_holder *holder;        /* each once, ascending; one more at the end */
    size_t n_holders;
    const uint16_t *held;
    const char *keys;
};

/* A row of a block that outlives it. */
struct row_ref {
    const struct block *block;
    uint32_t at;
};

/* An agency and what it says of its copies, in one number. */
enum { HOLDER_AGENCIES = 1 << 24 };
static inline uint32_t holder_pack(int64_t agency, uint8_t status)
{
    return ((uint32_t)agency & (HOLDER_AGENCIES - 1)) | (uint32_t)status << 24;
}
static inline uint32_t holder_agency(uint32_t holder)
{
    return holder & (HOLDER_AGENCIES - 1);
}
static inline unsigned holder_status(uint32_t holder)
{
    return holder >> 24;
}

struct ord_list {
    const uint32_t *item;
    size_t n;
};

/* One document on its way into a block. */
struct row_values {
    bool present;
    int format, year, year_end;
    struct ord_list list[COLUMN_LISTS];
    int quality;                  /* as in index_doc */
    int title_words, title_short; /* of the first title; up to the first colon, 0: there is none */
    struct str sort_title, sort_author;
};

/* Appends the bytes of a block of so many rows, at most BLOCK_ROWS. */
void block_write(const struct row_values *row, size_t rows, struct buf *to);

/* Looks at bytes that must outlive the block. ERR_FORMAT when anything points outside. The bytes
 * must be aligned for uint32_t. */
MUST enum err block_read(struct str bytes, struct block *ret);

/* The row as values again, all of them; they point into the block, and holders are in `a`. */
void block_row(const struct block *b, size_t i, struct arena *a, struct row_values *ret);

static inline uint32_t block_number(const struct block *b, struct column_numbers from, size_t i)
{
    return b->wide ? ((const uint32_t *)from.item)[i] : ((const uint16_t *)from.item)[i];
}

/* Not of LIST_AGENCIES. */
static inline struct ord_list block_list(const struct block *b, size_t i, enum column_list list)
{
    uint32_t from = block_number(b, b->start[list], i);
    return (struct ord_list){b->ords[list] + from, block_number(b, b->start[list], i + 1) - from};
}

/* Who holds a row: block_holder of `from` up to `to`, ascending by agency. */
struct holder_span {
    uint32_t from, to;
};
static inline struct holder_span block_holders(const struct block *b, size_t i)
{
    return (struct holder_span){block_number(b, b->start[LIST_AGENCIES], i),
                                block_number(b, b->start[LIST_AGENCIES], i + 1)};
}
static inline uint32_t block_holder(const struct block *b, uint32_t at)
{
    return b->holder[block_number(b, b->shelf, at)].holder;
}

static inline struct str block_title_key(const struct block *b, size_t i)
{
    return (struct str){b->keys + b->key[i].at, b->key[i].title};
}

static inline struct str block_author_key(const struct block *b, size_t i)
{
    return (struct str){b->keys + b->key[i].at + b->key[i].title, b->key[i].author};
}

#endif
