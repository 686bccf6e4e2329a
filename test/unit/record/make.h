/* make.h -- records for tests, written as people read them. */
#ifndef TEST_RECORD_MAKE_H
#define TEST_RECORD_MAKE_H

#include "record/bib.h"

/* Lines "245 10$aTitle :$brest", "001 42", and first, if wanted, "LDR 00000nas a2200000 a 4500". A
 * blank indicator is '_'. */
struct marc marc_of(struct arena *a, const char *text);

/* The same as ISO 2709 bytes. */
struct str iso_of(struct arena *a, const char *text);

/* The description of such a record; faults may be NULL. */
struct bib bib_of(struct arena *a, const char *text, struct faults *faults);

/* s with each `what` replaced by `with`. */
struct str replaced(struct arena *a, struct str s, struct str what, struct str with);

/* "reason!fatal reason ..." of a list. */
struct str reasons(struct arena *a, const struct faults *f);

/* Values joined by " | ". */
struct str joined(struct arena *a, const struct strs *list);

#endif
