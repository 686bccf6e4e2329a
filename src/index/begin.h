/* begin.h -- the terms that begin like a word.
 *
 * FTS5 puts the documents of all of them together each time. Where some are words that many have,
 * whose rows are in the blocks, only the others need to be asked for, term by term. */
#ifndef INDEX_BEGIN_H
#define INDEX_BEGIN_H

#include "index/internal.h"

enum { BEGIN_OTHERS = 1500 };

/* In `a`: the terms that many have and all blocks know (number below `known`), then the others.
 * None when nothing is gained: there are none that many have, or more than BEGIN_OTHERS others. */
MUST enum err begin_terms(struct connection *c, struct str beginning, uint32_t known,
                          struct arena *a, struct strs *ret);

#endif
