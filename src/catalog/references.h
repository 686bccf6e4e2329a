/* references.h -- what the authority files in force say of a list of headings, and of a name. */
#ifndef CATALOG_REFERENCES_H
#define CATALOG_REFERENCES_H

#include "db/db.h"
#include "index/heading.h"

enum { REFERENCES_MAX = 1000, VARIANTS_MAX = 16 };

struct reference { /* "text, see target" */
    struct str sort, text, target_sort, target;
};
struct references {
    struct reference *item;
    size_t n, cap;
};

/* A stretch of a list: from a place up to a key, or backward from before the place down to it. */
struct reference_span {
    enum heading_kind kind;
    struct str sort, text, until; /* `until` empty: to the end */
    bool backward;
};

/* The forms in it, in the order of the walk, at most REFERENCES_MAX. */
MUST enum err references_in(struct db *db, const struct reference_span *s, struct arena *a,
                            struct references *ret);

/* The headings that stand near the one with this key. */
MUST enum err references_also(struct db *db, enum heading_kind k, struct str sort, struct arena *a,
                              struct references *ret);

/* One form under which the same person, body or subject may be found. */
struct variant {
    enum heading_kind kind;
    struct str text;
};
struct variants {
    struct variant *item;
    size_t n, cap;
};

/* The other forms of whatever has these words (words_name_key) as one of its forms. */
MUST enum err references_variants(struct db *db, struct str words, struct arena *a,
                                  struct variants *ret);

/* Whether there is any authority file. */
MUST enum err references_any(struct db *db, bool *ret);

#endif
