/* cut.h -- a document worked out as far as that goes without the file: its texts as FTS5 will be
 * given them and in terms, its words, its headings. It can be done in any thread, while the writer
 * puts those before it. */
#ifndef INDEX_CUT_H
#define INDEX_CUT_H

#include "index/index.h"

struct index_cut {
    const struct index_doc *doc;
    struct str field[INDEX_FIELDS]; /* field_text */
    struct str terms[INDEX_FIELDS]; /* of each field, in a row: cut_next */
    struct str words;               /* for word_bag_words */
    struct str texts, headings;     /* as they are stored */
    int title_words, title_short; /* of the first title; up to the first colon, 0: there is none */
};

/* The terms of texts. ERR_LIMIT: more than a quarter of a gigabyte. */
struct forms_memory;
MUST enum err cut_terms(struct forms_memory *known, const struct str field[INDEX_FIELDS],
                        struct arena *a, struct str ret[INDEX_FIELDS]);

/* The next one of a field; `word`: it moves to the next place. False at the end. */
struct cut_term {
    bool word;
    struct str text;
};
bool cut_next(struct str *rest, struct cut_term *ret);

#endif
