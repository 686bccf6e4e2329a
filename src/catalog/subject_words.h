/* subject_words.h -- the subject words of two languages that this catalogue searches with: DIR/
 * thesaurus.txt when the administrator put one there, else the list that comes with the program. */
#ifndef CATALOG_SUBJECT_WORDS_H
#define CATALOG_SUBJECT_WORDS_H

#include "text/thesaurus.h"

/* Lives in `a`. ERR_FORMAT with what is wrong and in which line; ERR_DENIED, ERR_IO. */
MUST enum err subject_words_load(const char *dir, struct arena *a, const struct thesaurus **ret,
                                 enum thesaurus_fault *ret_fault, int *ret_line);

#endif
