/* facet.h -- what a title is divided by that no record says in so many words: its place in the
 * Dewey tree, what its libraries say of getting it, and what is known of those libraries. */
#ifndef CATALOG_FACET_H
#define CATALOG_FACET_H

#include "catalog/title.h"
#include "index/index.h"

/* What a library's sources say, best first; a bit each in the index. Of copies only the best that
 * is said counts, as on the badge; what is ordered, mended or missing is none of these. */
enum held {
    HELD_AVAILABLE,
    HELD_UNSTATED, /* it has it, its sources carry no loan status */
    HELD_ON_LOAN,
    HELD_READ_HERE,
    HELD_ONLINE, /* the full text, or an electronic resource */
    HELD_KINDS
};
const char *held_name(enum held h); /* "available"; also the message "held.available" */
bool held_parse(struct str name, enum held *ret);

/* The set of a library: bits 1 << enum held. */
uint8_t held_by(const struct title_view *v, const struct title_holding *h);

/* "5", "51", "519" of "519.5 SUD p", "R 519" or "[519]"; nothing when it is no Dewey number. */
struct strs dewey_levels(struct arena *a, struct str classification);

/* Types (enum agency_type + 1) and places of all agencies, for facets by them. */
struct index_holders {
    struct index_holder *item;
    size_t n, cap;
};
MUST enum err facet_holders(struct db *db, struct arena *a, struct index_holders *ret);

#endif
