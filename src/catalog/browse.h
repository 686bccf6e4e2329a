/* browse.h -- leafing through headings from any place: those of titles that may be seen, and
 * between them the forms of authority files that lead to one of them. */
#ifndef CATALOG_BROWSE_H
#define CATALOG_BROWSE_H

#include "catalog/headings.h"
#include "index/index.h"

enum { BROWSE_LIMIT_MAX = 100 };

struct browse_place { /* between two headings; all empty: the beginning */
    struct str sort, text;
};

struct browse_request {
    enum heading_kind kind;
    struct browse_place from;
    bool backward;             /* what comes before `from`, in the usual order all the same */
    size_t limit;              /* at most BROWSE_LIMIT_MAX */
    const struct scope *scope; /* NULL: all public */
};

struct browse_row {
    struct str sort, text;
    int64_t titles; /* that may be seen under it; 0: a form of an authority file */
    bool at_most;   /* titles counts those outside the scope too: there are too many to tell */
    int64_t only;   /* the title when there is one */
    struct strs see, also; /* headings with titles */
};

struct browse_page {
    struct browse_row *item;
    size_t n, cap;
    bool before, after; /* the list goes on there */
    struct browse_place first,
        next; /* before lies what is before `first`, after begins at `next` */
};

/* ERR_LIMIT over the limit. Strings are in `a`. */
MUST enum err browse_run(struct db *db, struct index_reader *index, const struct actor *actor,
                         const struct browse_request *rq, struct arena *a, struct browse_page *ret);

/* The titles under one heading, by id; *ret_total is exact. */
MUST enum err browse_titles(struct db *db, struct index_reader *index, const struct actor *actor,
                            const struct browse_request *rq, size_t offset, struct arena *a,
                            struct title_views *ret, int64_t *ret_total);

#endif
