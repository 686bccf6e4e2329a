/* isbn.h -- ISBN (ISO 2108) and ISSN (ISO 3297): recognised, checked, normalised, shown. */
#ifndef TEXT_ISBN_H
#define TEXT_ISBN_H

#include "base/arena.h"

/* An ISBN-10 or ISBN-13 at the start of s, hyphens and spaces anywhere, text after it ignored
 * ("0-306-40615-2 (pbk.)"). The check digit must be right. *ret is 13 digits; ISBN-10 becomes
 * 978.... ERR_FORMAT otherwise. */
MUST enum err isbn_parse(struct arena *a, struct str s, struct str *ret);

/* Whether s has the shape of an ISBN (10 or 13 digits, X allowed last) but a wrong check digit. */
bool isbn_is_misprint(struct str s);

/* 978-602-03-... with hyphens for the groups we know (978-602, 978-623, 978-979, 978-0, 978-1
 * and others by the ISBN ranges), else the digits as they are. */
struct str isbn_hyphenate(struct arena *a, struct str isbn13);

/* "1234-5679" or "12345679" at the start of s, check digit right; *ret is "1234-5679". */
MUST enum err issn_parse(struct arena *a, struct str s, struct str *ret);

#endif
