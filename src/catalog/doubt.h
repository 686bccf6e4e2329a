/* doubt.h -- pairs that a person should look at (review.h), noted when descriptions come into
 * force. */
#ifndef CATALOG_DOUBT_H
#define CATALOG_DOUBT_H

#include "catalog/group.h"

/* The best of the pairs in doubt between what is `fresh` and what stands around it; edges of a
 * graph come with the highest scores first. Inside db_write. */
MUST enum err doubts_note(const struct graph *g, const struct ids *fresh);

#endif
