/* columns.h -- what filters, facets and sorting need of each document, in blocks of BLOCK_ROWS
 * consecutive ids. A block is one piece of bytes, read in place and never changed. */
#ifndef INDEX_COLUMNS_H
#define INDEX_COLUMNS_H

#include "base/buf.h"

enum { BLOCK_ROWS = 1024, SORT_KEY_MAX = 64 };

struct column_row {
    int16_t year, year_end;
    uint8_t present, format;
    uint16_t n_agencies, n_languages, n_authors, n_subjects, n_marks;
    uint8_t n_series, n_classes, title_length, author_length;
    uint8_t quality, title_words, title_short;
    uint32_t ords; /* index of its first ordinal in the block's ords: agencies, languages, ... */
    uint32_t keys; /* offset of its sort keys: title, then author */
};

struct block {
    const struct column_row *row;
    const uint32_t *ords;
    const char *keys;
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

/* One document on its way into a block. */
struct row_values {
    bool present;
    int format, year, year_end;
    const uint32_t *agencies; /* holder_pack() */
    const uint32_t *languages, *authors, *subjects, *marks, *series, *classes;
    size_t n_agencies, n_languages, n_authors, n_subjects, n_marks, n_series, n_classes;
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

#endif
