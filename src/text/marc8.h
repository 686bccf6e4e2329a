/* marc8.h -- MARC-8, the older character set of MARC 21: ASCII and ANSEL, other scripts by escape
 * sequences, marks before their letters (MARC 21 Specifications, Character Sets, part 2). And
 * Latin-1, for what claims to be another set and is not. */
#ifndef TEXT_MARC8_H
#define TEXT_MARC8_H

#include "base/arena.h"

/* How sure a reading is: what fits it, and what speaks against it. */
struct marc8_signs {
    size_t letters; /* marks over letters that bear them, special letters inside words, escapes */
    size_t against; /* codes that stand for nothing, marks over what bears none */
};

/* The text in UTF-8, Normalization Form C. Sets are as at the start again after each US (1F), as
 * the subfields of a field need. Codes that mean nothing become U+FFFD; *ret_bad counts them.
 * A mark without a letter is left out, and counts. `ret_signs` may be NULL. */
struct str marc8_utf8(struct arena *a, struct str s, size_t *ret_bad,
                      struct marc8_signs *ret_signs);

/* The other way: marks before their letters, other scripts by escape sequences, everything back in
 * its first sets at the end and before each US (1F). What MARC-8 has no code for is written as
 * "&#x1F600;", as the Library of Congress does, so that it is not lost; *ret_strange counts those.
 * `s` is UTF-8. */
struct str utf8_marc8(struct arena *a, struct str s, size_t *ret_strange);

/* marc8_utf8 for ISO 5426, the extended Latin of UNIMARC: it has the marks of ANSEL elsewhere. */
struct str iso5426_utf8(struct arena *a, struct str s, size_t *ret_bad);

/* The text in UTF-8 as Windows-1252, which is Latin-1 with letters where that has controls.
 * Never fails. */
struct str latin1_utf8(struct arena *a, struct str s);

/* What a value means whose encoding nobody says: UTF-8; else Windows-1252 when all of it is (no
 * letter of several bytes, no byte without meaning there), told in *ret_latin1; else UTF-8 with
 * U+FFFD. */
struct str utf8_or_latin1(struct arena *a, struct str s, bool *ret_latin1);

#endif
