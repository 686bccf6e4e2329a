/* facet_counts.h -- one array of counters over all term ordinals (an ordinal belongs to one facet),
 * and one over the numbers of each other facet; and lists of what was touched. */
#ifndef INDEX_FACET_COUNTS_H
#define INDEX_FACET_COUNTS_H

#include "index/facets.h"

enum { YEAR_ZERO = 10000, ROWS_WAITING = 64, TERMS_WAITING = 256 };

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

/* What has been asked of memory and is counted when it has come: rows, and counters of terms. */
struct waiting {
    struct {
        struct row_ref row;
        unsigned now; /* the facets it counts in */
    } rows[ROWS_WAITING];
    struct {
        uint32_t ord;
        int facet;
    } terms[TERMS_WAITING];
    size_t n_rows, n_terms;
};

struct facets {
    struct arena *mem;
    uint32_t rows;
    uint32_t *count[FACETS]; /* of the text facets: the same array */
    uint32_t *last[FACETS];  /* TYPE, PLACE, STATUS: the row or block (rows) that counted last */
    uint64_t (*rows_of[FACETS])[ROW_WORDS]; /* the same: the rows of that block, a bit each */
    struct onces in_block;                  /* the values that hold some rows of it */
    uint32_t sizes[FACETS];
    struct touched seen[FACETS];
    const struct filter *filter;
    unsigned wanted;
    struct waiting waiting;
};

bool facet_by_text(int facet);

static inline void facet_add(struct facets *f, int facet, uint32_t at, uint32_t n)
{
    if (at >= f->sizes[facet]) return;
    if (f->count[facet][at] == 0) VEC_PUSH(f->mem, &f->seen[facet], at);
    f->count[facet][at] += n;
}

/* facets.c: counts what waits. */
void facet_count_waiting(struct facets *f);

/* facet_holders.c: who holds the row, in the facets of `now`. */
void facet_count_holders(struct facets *f, struct row_ref row, unsigned now);

#endif
