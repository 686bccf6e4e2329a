/* columns.h -- what filters, facets and sorting need of each document, in blocks of BLOCK_ROWS
 * consecutive ids. A block is one piece of bytes, read in place and never changed. */
#ifndef INDEX_COLUMNS_H
#define INDEX_COLUMNS_H

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
 * that are ranked and not shown cost little. */
struct column_head {
    uint8_t present, format;
    uint8_t quality, title_words, title_short;
    uint8_t holders; /* how many agencies, at most 255 */
    int16_t year;
};

struct column_row {
    uint32_t ords; /* index of its first ordinal in the block's ords: agencies, languages, ... */
    uint32_t keys; /* offset of its sort keys: title, then author */
    uint16_t n[COLUMN_LISTS];
    int16_t year_end;
    uint8_t title_length, author_length;
    uint16_t unused;
};

/* The rows of one holder are held[from] up to the next one's from. */
struct column_holder {
    uint32_t holder, from;
};

struct block {
    const struct column_head *head;
    const struct column_row *row;
    const uint32_t *ords;
    const struct column_holder *holder; /* each once, ascending; one more at the end */
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

/* Appends the bytes of a block of BLOCK_ROWS rows. */
void block_write(const struct row_values row[BLOCK_ROWS], struct buf *to);

/* Looks at bytes that must outlive the block. ERR_FORMAT when anything points outside. The bytes
 * must be aligned for uint32_t. */
MUST enum err block_read(struct str bytes, struct block *ret);

/* The row as values again, all of them; they point into the block. */
void block_row(const struct block *b, size_t i, struct row_values *ret);

static inline struct ord_list block_list(const struct block *b, size_t i, enum column_list list)
{
    const struct column_row *r = &b->row[i];
    size_t at = r->ords;
    for (int before = 0; before < (int)list; before++) at += r->n[before];
    return (struct ord_list){b->ords + at, r->n[list]};
}

static inline struct str block_title_key(const struct block *b, size_t i)
{
    return (struct str){b->keys + b->row[i].keys, b->row[i].title_length};
}

static inline struct str block_author_key(const struct block *b, size_t i)
{
    const struct column_row *r = &b->row[i];
    return (struct str){b->keys + r->keys + r->title_length, r->author_length};
}

#endif
