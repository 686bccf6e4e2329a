/* thesaurus.h -- subject words of two languages, read from a file that people edit.
 *
 * One line, one subject: words of the first language, `=`, words of the second; several of a side
 * stand between commas; # begins a remark. "kimia, ilmu kimia = chemistry". Reading is strict: the
 * first line that cannot be understood refuses the whole file. */
#ifndef TEXT_THESAURUS_H
#define TEXT_THESAURUS_H

#include "base/arena.h"

enum {
    THESAURUS_BYTES_MAX = 1 << 20,
    THESAURUS_LINES_MAX = 20000,
    THESAURUS_SIDE_MAX = 6,       /* terms of one side of a line */
    THESAURUS_TERM_WORDS_MAX = 5, /* words of one term */
    THESAURUS_ALSO_MAX = 6        /* translations of one term, over all lines */
};

enum thesaurus_fault {
    THESAURUS_FINE,
    THESAURUS_TOO_LONG, /* the file, or more lines than allowed */
    THESAURUS_NOT_UTF8,
    THESAURUS_NO_EQUALS, /* none, or more than one */
    THESAURUS_EMPTY_TERM,
    THESAURUS_TOO_MANY /* terms of a side, or words of a term */
};

struct thesaurus;

/* `text` must live as long as the arena. ERR_FORMAT with the fault and its line (from 1). */
MUST enum err thesaurus_read(struct str text, struct arena *a, const struct thesaurus **ret,
                             enum thesaurus_fault *ret_fault, int *ret_line);

/* The translations of the term with this key (text/words.h), as written; NULL when it has none. */
const struct strs *thesaurus_find(const struct thesaurus *t, struct str key);

/* The list that comes with the program: thesaurus/id-en.txt. */
struct str thesaurus_default(void);

#endif
