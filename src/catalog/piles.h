/* piles.h -- what a staged load would do to the titles of the network, record by record, without
 * doing it.
 *
 *   fresh   no title of the network is this publication
 *   match   it joins a title that is there, or corrects a record that is in force already
 *   doubt   it joins none, but resembles one so closely that a person should look: a number or the
 *           title with its author and year are the same, and something else contradicts. It is
 *           published as a title of its own and never merged by guessing
 *
 * The grouping is that of cluster.h, as it would be with the load in force (group.h). */
#ifndef CATALOG_PILES_H
#define CATALOG_PILES_H

#include "catalog/load.h"

struct piles {
    int64_t fresh, match, doubt;
    int64_t copies; /* new and changed records of copies, which have no title of their own */
};

enum { PILE_SAMPLES = 10, PILE_DOUBTS_KEPT = 1000 };

/* Counts the piles of a staged load and keeps examples of each, in short transactions. Doing it
 * again replaces what was there. ERR_INTERRUPTED when the watch says stop. */
MUST enum err piles_make(struct store *store, int64_t load, const struct load_watch *watch,
                         struct piles *ret);

enum pile { PILE_FRESH, PILE_MATCH, PILE_DOUBT, PILE_GONE, PILES };

struct pile_sample {
    int64_t place; /* line of the file, or number of the record; 0: not in the file */
    struct str heading, detail;
    int64_t title; /* the one it joins or resembles, 0: none */
    struct str other, reason;
};
struct pile_samples {
    struct pile_sample *item;
    size_t n, cap;
};

/* In the order of the file. */
MUST enum err piles_samples(struct db *db, int64_t load, enum pile pile, int64_t limit,
                            struct arena *a, struct pile_samples *ret);

#endif
