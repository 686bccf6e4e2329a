/* search_view.h -- what the templates of results, facets and lists show. */
#ifndef WEB_SEARCH_VIEW_H
#define WEB_SEARCH_VIEW_H

#include "web/view.h"

/* ---- results ---- */

struct facet_option {
    struct str value, label;
    int64_t count; /* -1: not known */
    int level;     /* of a tree, 0 is its top */
    bool chosen;
};
struct facet_group {
    const char *name; /* of the parameter */
    enum msg label;
    struct facet_option *item;
    size_t n;
    bool open;
    bool more; /* there are others than these */
};
struct chip {
    struct str label, without; /* the address without this filter */
};
struct page_link {
    int number;
    struct str address;
    bool current;
};
struct filters_view {
    struct facet_group *groups;
    size_t n_groups, n_chosen;
    int year_from, year_to;
    bool left;              /* the values were not counted: that would have taken too long */
    struct http_pairs kept; /* parameters the form carries along */
};
struct meant_link { /* "Did you mean ..."; empty: nothing else */
    struct str words, address;
};
struct results_view {
    struct search_box box;
    struct str heading; /* words as typed; empty: everything */
    int64_t total;
    struct strs changed; /* how what was sought differs from what was asked, in sentences */
    struct meant_link meant;
    struct rows_view rows;
    struct filters_view filters;
    struct chip *chips;
    size_t n_chips;
    struct str feed;          /* address of this search as a feed */
    struct http_pairs sorted; /* parameters the sort form carries along */
    struct http_pairs kept;   /* those of a download */
    int64_t cut_at;           /* a download has at most so many; 0: it has all */
    enum index_sort sort;
    struct page_link *pages;
    size_t n_pages;
    struct str previous, next;
    bool too_far; /* past the last page we show */
};

/* All values of one facet, or all facets when they were left out beside the results. */
struct values_view {
    struct filters_view filters;
    const char *name; /* of the facet; NULL: all of them */
    struct facet_group group;
    struct http_pairs kept; /* all conditions but those of the group, and the years */
    struct str sought;      /* words the values are searched for */
    bool words;             /* they can be */
    int64_t distinct;
    int sheet, sheets; /* pages of values, 1 is the first */
    struct str back;   /* address of the results */
};

/* Whether a person asks with so many conditions. */
struct person_view {
    struct search_box box;
    struct chip *chips;
    size_t n_chips;
    struct http_pairs kept;
};

/* Titles somebody put aside: the list is its address. */
struct list_row {
    struct row_view row;
    struct str without; /* the address without it */
    struct str shelves; /* "SMAN 1: 899.221 HIR; ..." */
};
struct list_view {
    struct list_row *item;
    int64_t n;
    struct str all; /* as in the address */
    struct http_pairs kept;
};

/* What to try when nothing was found. */
struct try_view {
    struct str address, words;
    int64_t count;
};
struct empty_view {
    struct search_box box;
    struct str query;
    struct try_view *tries;
    size_t n_tries;
    struct chip *chips;
    size_t n_chips;
    struct rows_view rows; /* what is found without `left_out` */
    struct str left_out, fewer;
    int64_t fewer_total;
};

#endif
