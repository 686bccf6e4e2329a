/* find.h -- which title of the network a description is, without taking it in: for checking a list
 * of books against what others hold, and for measuring the matching. */
#ifndef CATALOG_FIND_H
#define CATALOG_FIND_H

#include "catalog/match.h"
#include "network/actor.h"

struct found {
    enum verdict verdict; /* SAME: it would join the title; DOUBT: a person would be asked */
    int64_t title;        /* 0: nobody has it */
    int score;
    struct str reason; /* names of signs, in the arena */
};

/* The surest of the titles that share a key with it. What decisions say of others is not asked. */
MUST enum err find_title(struct db *db, const struct bib *bib, struct arena *a, struct found *ret);

/* The agency's own record of the title that it surely is; *ret 0: it has none. Takes PERM_LOOK. */
MUST enum err find_own(struct db *db, const struct actor *actor, int64_t agency,
                       const struct bib *bib, struct arena *a, int64_t *ret);

#endif
