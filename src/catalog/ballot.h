/* ballot.h -- choosing one of several texts that say, or should say, the same.
 *
 * Texts with the same key are spellings of one value. A value stands by the weight of those who say
 * it, and by half of that of who says the beginning of it ("529 hlm." speaks for "529 hlm. ; 20
 * cm"). Rank goes before weight. Of the spellings of the chosen value the most frequent one is
 * shown; one in capitals or with broken letters only when there is no other. Equal weight is
 * decided by the texts, so the outcome does not depend on the order of voting. */
#ifndef CATALOG_BALLOT_H
#define CATALOG_BALLOT_H

#include "catalog/title_field.h"

struct vote {
    struct str text;
    struct str key; /* empty: words_key of the text */
    int voter;      /* who says so: smaller is better, for `best` */
    int weight, rank;
};

struct spelling {
    struct str text, key;          /* the only spelling may have no key yet */
    int votes, weight, rank, best; /* best: the smallest voter */
};
struct ballot {
    struct arena *mem;
    bool any_beginning; /* of letters, not only of whole words: classes ("813" of "813.6") */
    struct spelling *item;
    size_t n, cap;
};

void ballot_add(struct ballot *b, const struct vote *v); /* an empty text is no vote */

/* Index of the spelling to show; -1: nobody voted. */
int ballot_winner(const struct ballot *b);

/* What was chosen and how many agree (votes of the same key), what else was said. `source` is the
 * voter. */
struct title_origin ballot_origin(const struct ballot *b, int winner);

/* Whether one letter was mistyped between two keys: changed, left out, put in, or two swapped.
 * Digits are never mistyped, and short words are too short to tell. */
bool ballot_mistyped(struct str x, struct str y);

#endif
