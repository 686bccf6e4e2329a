/* availability.h -- what a library's own system answers about the copies of one document, right
 * now: DAIA (1.0.0, JSON) and Koha's ILS-DI (GetAvailability, DLF ILS-DI 1.1). */
#ifndef RECORD_AVAILABILITY_H
#define RECORD_AVAILABILITY_H

#include "base/arena.h"

enum { AVAILABILITY_BYTES = 256 << 10, AVAILABILITY_ITEMS = 2000, AVAILABILITY_DATE = 32 };

struct live_copies {
    bool known;                                      /* the system knows the document */
    int copies, available, here_only, lent, unknown; /* here_only: to be read in the library */
    char
        expected[AVAILABILITY_DATE]; /* when the first of those lent is expected; empty: not said */
};

/* ERR_FORMAT: no such answer. Documents of other identifiers than the one asked for count too:
 * systems give their own back. Bounded by AVAILABILITY_ITEMS. */
MUST enum err daia_read(struct str bytes, struct arena *a, struct live_copies *ret);
MUST enum err ilsdi_read(struct str bytes, struct arena *a, struct live_copies *ret);

#endif
