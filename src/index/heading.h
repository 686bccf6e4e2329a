/* heading.h -- headings that readers leaf through: names, titles, subjects, series and call numbers
 * in their order, each with the titles it leads to.
 *
 * They are part of the index file and of its batches: a document's headings come and go with it,
 * and a heading is there as long as a document has it. Pages are asked for by a place, never by a
 * number of rows to pass over, so any page costs the same. */
#ifndef INDEX_HEADING_H
#define INDEX_HEADING_H

#include "base/arena.h"

enum heading_kind { /* stored in the file and in the truth: append only */
                    HEADING_AUTHOR,
                    HEADING_TITLE,
                    HEADING_SUBJECT,
                    HEADING_SERIES,
                    HEADING_CALL,
                    HEADING_KINDS
};

struct index_heading {
    enum heading_kind kind;
    struct str sort, text; /* a key that sorts byte by byte, and what is shown */
};

struct index_headings { /* of a document */
    struct index_heading *item;
    size_t n, cap;
};

/* ---- asking ---- */

struct index_reader;

struct heading_ask {
    enum heading_kind kind;
    struct str sort, text; /* the place: this heading and what follows, or: */
    bool backward;         /* what comes before it, nearest first */
    size_t limit;          /* at most HEADING_LIMIT */
    const int64_t *scope;  /* agencies, any order: only documents that one of them holds count; */
    size_t n_scope;        /* 0: all do */
};
enum { HEADING_LIMIT = 200 };

struct heading_row {
    struct str sort, text;
    int64_t n;    /* documents */
    bool at_most; /* too many to look at each: n counts those outside the scope too */
    int64_t only; /* the document when n is 1, else 0 */
};

struct heading_rows {
    struct heading_row *item;
    size_t n, cap;
    bool more;                       /* the list goes on ... */
    struct str more_sort, more_text; /* ... forward from here, backward from before here */
};

/* Headings without a document in the scope are passed over; when very many are, a page may be short
 * and say that there is more. Strings are in `a`. ERR_LIMIT over HEADING_LIMIT. */
MUST enum err index_headings(struct index_reader *r, const struct heading_ask *ask, struct arena *a,
                             struct heading_rows *ret);

/* For each key the first heading with exactly that key and a document in the scope; n is 0 when
 * there is none. Of `ask` kind and scope count. `ret` has room for n rows. */
MUST enum err index_headings_with(struct index_reader *r, const struct heading_ask *ask,
                                  const struct str *sort, size_t n, struct arena *a,
                                  struct heading_row *ret);

/* The documents of the heading at `ask`, ascending, from the offset on. *ret_total is exact. */
MUST enum err index_heading_docs(struct index_reader *r, const struct heading_ask *ask,
                                 size_t offset, struct arena *a, int64_t **ret_id, size_t *ret_n,
                                 int64_t *ret_total);

#endif
