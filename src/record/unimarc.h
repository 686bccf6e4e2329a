/* unimarc.h -- records of UNIMARC (and CNMARC): recognised, and turned into MARC 21 as far as a
 * catalogue shows them (UNIMARC Manual, Bibliographic Format, 3rd edition). */
#ifndef RECORD_UNIMARC_H
#define RECORD_UNIMARC_H

#include "record/fault.h"
#include "record/marc.h"

/* Whether the record is UNIMARC: no 245 but a 200 that only UNIMARC has, beside its processing data
 * in 100, an origin in 801, or the leader that ends in "450 "; or that leader and neither title. */
bool unimarc_recognise(const struct marc *m);

/* Title, names, ISBN, ISSN, imprint, extent, edition, series, notes, subjects, classes, host, links
 * and copies (995, 930, 905); the rest is left out. Values are UTF-8, from ISO 5426 where they are
 * not. Always succeeds; says UNIMARC, and ISO5426_BAD for codes that mean nothing. `ret` may be m.
 */
void unimarc_to_marc21(const struct marc *m, struct arena *a, struct marc *ret,
                       struct faults *faults);

#endif
