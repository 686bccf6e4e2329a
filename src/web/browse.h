/* browse.h -- what the pages of headings show. */
#ifndef WEB_BROWSE_H
#define WEB_BROWSE_H

#include "catalog/browse.h"
#include "web/view.h"

struct browse_link {
    struct str text, address;
    bool current;
};
struct browse_links {
    struct browse_link *item;
    size_t n, cap;
};

struct browse_line {
    struct str text, address; /* no address: it only leads to others */
    int64_t titles;
    bool at_most;
    struct browse_links see, also;
};

struct browse_view {
    struct search_box box;
    struct str heading, action; /* of the form */
    struct str from;            /* as typed */
    struct browse_links kinds, letters;
    struct browse_links classes, inside; /* of call numbers: the great classes; of the open one */
    struct browse_line *item;
    size_t n;
    struct str previous, next;
};

/* The titles under one heading. */
struct browsed_view {
    struct search_box box;
    struct str kind, list, text; /* name of the list, its address there, the heading */
    int64_t total;
    struct rows_view rows;
    struct str previous, next;
};

page_fn page_browse;

#endif
