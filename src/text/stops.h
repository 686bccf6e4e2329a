/* stops.h -- words a query can do without. `word` is one of text/terms.h. They are indexed like all
 * others, and a query of nothing else finds them. */
#ifndef TEXT_STOPS_H
#define TEXT_STOPS_H

#include "base/str.h"

/* Joins and articles of Indonesian and English: &, di, yang, untuk, of, the ... */
bool stop_word(struct str word);

/* Whether all words of a text are such; false when it has none. */
bool stops_only(struct str text);

/* Stands before or behind people's names: prof, dr, h, hj, raden, ir ... */
bool stop_honorific(struct str word);

#endif
