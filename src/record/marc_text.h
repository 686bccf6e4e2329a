/* marc_text.h -- the values of a MARC record in UTF-8, whatever its leader says they are. */
#ifndef RECORD_MARC_TEXT_H
#define RECORD_MARC_TEXT_H

#include "record/fault.h"
#include "record/marc.h"

/* Appends a warning about a field, placed in the bytes of the record when its value lies there.
 * `f` may be NULL, `code` 0. */
void marc_fault(const struct marc *m, const struct marc_field *f, char code, enum reason reason,
                struct str value, struct arena *a, struct faults *to);

/* Gives every field a value in UTF-8: as it stands when it is UTF-8, else from MARC-8, else from
 * Latin-1, and where that is no better with U+FFFD. Texts of MARC-8 are then in NFC. Said once
 * each: NOT_UTF8, READ_AS_MARC8 (the leader says UTF-8), READ_AS_LATIN1, MARC8_BAD. The fields of
 * *ret are in `a`; leader and bytes are those of m. */
void marc_in_utf8(const struct marc *m, struct arena *a, struct marc *ret, struct faults *faults);

#endif
