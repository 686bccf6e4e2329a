/* spelling.h -- the values of a record of which libraries write several forms: names, publishers,
 * places, codes of languages; and the record with another form in their place. */
#ifndef RECORD_SPELLING_H
#define RECORD_SPELLING_H

#include "record/bib.h"

enum spelling_kind { /* stored: append only */
                     SPELLING_NAME,
                     SPELLING_PUBLISHER,
                     SPELLING_PLACE,
                     SPELLING_LANGUAGE,
                     SPELLINGS
};

/* "name"; also the message "spelling.name". */
const char *spelling_name(enum spelling_kind k);
bool spelling_parse(struct str name, enum spelling_kind *ret);

/* The form in place of a text, in *ret; false: it stays. */
typedef bool spelling_form_fn(void *ctx, enum spelling_kind k, struct str text, struct str *ret);

/* Calls fn for each value as the description has it; what it gives takes the value's place. Names
 * that became the same are one. False: nothing was changed. Lists are copied before they change. */
bool bib_respell(struct bib *b, spelling_form_fn *fn, void *ctx, struct arena *a);

/* The same in the fields that say so, all else byte for byte: $a and $b of 260 and 264, X00, X10
 * and X11 of 1 and 7 (bodies whose name is one subfield only), 008/35-37 and the codes of 041.
 * Languages are asked for as they stand there; the form is one or more codes with spaces between.
 */
bool marc_respell(struct marc *m, spelling_form_fn *fn, void *ctx, struct arena *a);

/* ---- languages ---- */

/* The MARC codes, with spaces between, for what stands where one belongs: "Indonesia", "id",
 * "Ind.", "engind", a code that was given up. Empty: it is right, says that there is none, or
 * cannot be told. */
struct str spelling_language(struct str text, struct arena *a);

/* Whether each of the words is a code in use. */
bool spelling_are_codes(struct str text);

#endif
