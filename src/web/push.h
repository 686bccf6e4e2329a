/* push.h -- SLiMS as a sender: the addresses it posts to, and the page of the library. */
#ifndef WEB_PUSH_H
#define WEB_PUSH_H

#include "catalog/push.h"
#include "web/staff.h"

struct push_row {
    const struct push_arrival *a;
    struct str address; /* of the load; empty: nothing was new */
};

struct push_refused {
    struct str number, why;
    int64_t at;
};

struct push_page {
    struct str address;        /* of this page */
    struct str base, id, name; /* what is pasted into SLiMS */
    struct str password;       /* just made; shown on this one answer */
    struct push_node node;
    bool may; /* change it */
    struct push_row *row;
    size_t n_rows;
    struct push_refused *refused;
    size_t n_refused;
    int64_t all_refused;
    struct push_gaps gaps;
    struct str ranges; /* "1–2, 5–8"; empty: none is missing */
    bool more_ranges;
};

page_fn page_push, page_push_hello, page_slims, page_slims_post;

#endif
