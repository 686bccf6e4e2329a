/* numbering.h -- how an agency numbers its copies: a prefix and a number of so many digits, the
 * next one given when a copy is saved. A number that was ever used, also by a copy that is gone or
 * came in a file, is passed over. */
#ifndef CATALOG_NUMBERING_H
#define CATALOG_NUMBERING_H

#include "network/actor.h"

enum { NUMBERING_PREFIX_MAX = 12, NUMBERING_DIGITS_MAX = 9, ITEM_CODE_MAX = 40 };

struct numbering {
    struct str prefix; /* letters, digits and - . / of ASCII; "B" until it is set */
    int digits;        /* at least so many; 5 until it is set */
    int64_t next;
};

MUST enum err numbering_get(struct db *db, int64_t agency, struct arena *a, struct numbering *ret);

/* Takes PERM_CATALOGUE. ERR_ARG: the pattern cannot be used. */
MUST enum err numbering_set(struct db *db, const struct actor *actor, int64_t agency,
                            const struct numbering *n, int64_t now);

/* The next `count` codes; nothing is taken yet. */
MUST enum err numbering_peek(struct db *db, int64_t agency, int count, struct arena *a,
                             struct strs *ret);

/* The same, and they are taken. Inside db_write. */
MUST enum err numbering_take(struct db *db, int64_t agency, int count, struct arena *a,
                             struct strs *ret);

/* A code of this pattern was given by hand: the numbers up to it are passed over. Inside db_write.
 */
MUST enum err numbering_note(struct db *db, int64_t agency, struct str code);

/* Whether a code may be: 1 to ITEM_CODE_MAX bytes. */
bool item_code_ok(struct str code);

#endif
