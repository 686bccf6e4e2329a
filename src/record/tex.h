/* tex.h -- text with the commands of TeX, as bibliographies of BibTeX have it, as plain text. */
#ifndef RECORD_TEX_H
#define RECORD_TEX_H

#include "base/arena.h"

enum { TEX_TEXT_MAX = 64 << 10 };

/* Accents ({\"o}, \'e, \c{c}), letters (\ss, \o), dashes, quotes, ties and the escapes of TeX
 * become Unicode (NFC); braces go; of a command nobody knows its argument stays. Runs of white
 * space become one blank. Linear; cut at TEX_TEXT_MAX. `s` is UTF-8. */
struct str tex_text(struct arena *a, struct str s);

#endif
