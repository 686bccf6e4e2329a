/* merging.h -- what the parts of merging share. For merge*.c only. */
#ifndef CATALOG_MERGING_H
#define CATALOG_MERGING_H

#include "catalog/ballot.h"
#include "catalog/merge.h"
#include "catalog/trust.h"

/* A record as a voter: 0 is the most trusted. */
struct voter {
    const struct bib *bib;
    int index;  /* of the record as given */
    int weight; /* 100 to 149: two poor records outvote one good one */
    int tongue; /* 3: catalogued in Indonesian, 2: in the title's language, 1: unknown, 0: another
                 */
};

struct merging {
    struct voter *voter;
    size_t n;
    enum script script; /* of the title as shown */
    struct arena *mem;
    struct bib *to;
    struct title_origin *origin;
};

/* 2 for the script of the title or none, 0 for another: a rank. */
int merge_fits(const struct merging *m, struct str s);

/* A field of a description by its offset. */
void *merge_member(const struct bib *b, size_t offset);

void merge_lists(struct merging *m);
void merge_names(struct merging *m);

#endif
