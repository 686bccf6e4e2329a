/* facet_counts.h -- one array of counters over all term ordinals (an ordinal belongs to one facet),
 * and one over the numbers of each other facet; and lists of the terms that were touched. */
#ifndef INDEX_FACET_COUNTS_H
#define INDEX_FACET_COUNTS_H

#include "index/facets.h"

enum { YEAR_ZERO = 10000, ROWS_WAITING = 256, RUNS_WAITING = 64, TERMS_WAITING = 512 };
enum { DECADES = 2 * YEAR_ZERO / 10 + 1 }; /* counted by decade_at */

struct touched {
    uint32_t *item;
    size_t n, cap;
};

/* A value of a facet that counts a row once whatever its holders. */
struct once {
    int facet;
    uint32_t at;
};
struct onces {
    struct once *item;
    size_t n, cap;
};

/* Rows of one block that follow one another and count in the same facets. */
struct run {
    const struct block *block;
    unsigned now;
    uint32_t n;
    const uint16_t *row;
};

/* Rows that are counted together. */
struct waiting {
    struct run run[RUNS_WAITING];
    size_t runs, rows;
    uint16_t row[ROWS_WAITING];
    uint32_t ord[TERMS_WAITING];
};

/* What is counted of the agencies of one block, by its own numbers of them. */
struct shelved {
    const struct block *block; /* NULL: none */
    uint32_t *count;
    size_t cap;
};

struct facets {
    struct arena *mem;
    uint32_t rows;
    uint32_t *count[FACETS]; /* of the text facets: the same array */
    uint32_t *last[FACETS];  /* TYPE, PLACE, STATUS: the row or block (rows) that counted last */
    uint64_t (*rows_of[FACETS])[ROW_WORDS]; /* the same: the rows of that block, a bit each */
    struct onces in_block;                  /* the values that hold some rows of it */
    uint32_t sizes[FACETS];
    struct touched seen[FACETS]; /* of the text facets; of the others at the end only */
    const struct filter *filter;
    bool agencies_only; /* of FILTER_HOLDERS: whether one counts is asked at the end */
    bool plain_holders; /* what is asked of holders is no status, and types are few */
    struct shelved shelved;
    enum column_list lists[COLUMN_LISTS]; /* those that are counted, holders aside */
    size_t n_lists;
    unsigned wanted;
    struct waiting waiting;
};

bool facet_by_text(int facet);

/* Facets of numbers only. */
static inline void facet_add(struct facets *f, int facet, uint32_t at, uint32_t n)
{
    if (at < f->sizes[facet]) f->count[facet][at] += n;
}

static inline uint32_t decade_at(int year)
{
    return (uint32_t)(year + YEAR_ZERO) / 10;
}

static inline int decade_of(uint32_t at)
{
    return (int)at * 10 - YEAR_ZERO;
}

/* facets.c: counts what waits. */
void facet_count_waiting(struct facets *f);

/* facet_holders.c: who holds these rows. */
void facet_count_holders(struct facets *f, const struct run *r);
void facet_count_shelved(struct facets *f); /* at the end */

#endif
