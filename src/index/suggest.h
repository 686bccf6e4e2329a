/* suggest.h -- what begins like the words typed. */
#ifndef INDEX_SUGGEST_H
#define INDEX_SUGGEST_H

#include "index/index.h"

enum index_suggested { SUGGEST_TITLE, SUGGEST_AUTHOR, SUGGEST_SUBJECT, SUGGEST_KINDS };
struct index_suggestion {
    int64_t id;      /* TITLE: which */
    struct str text; /* the others: the facet value */
    int64_t count;   /* TITLE: agencies that hold it; the others: titles */
};
struct index_suggestions {
    struct index_suggestion item[SUGGEST_KINDS][4];
    size_t n[SUGGEST_KINDS];
};

/* Titles, authors and subjects that begin with the words typed, the last of which may be
 * unfinished: in names and subjects at any word, in titles too when few begin so. Only what the
 * filter's scope holds is seen and counted. */
MUST enum err index_suggest(struct index_reader *r, struct str typed,
                            const struct index_filter *scope, struct arena *a,
                            struct index_suggestions *ret);

#endif
