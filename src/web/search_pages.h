/* search_pages.h -- the pages around the results. */
#ifndef WEB_SEARCH_PAGES_H
#define WEB_SEARCH_PAGES_H

#include "web/address.h"
#include "web/search_view.h"

#define FACETS_SHOWN                                                                               \
    (1u << FACET_FORMAT | 1u << FACET_LANGUAGE | 1u << FACET_AGENCY | 1u << FACET_SUBJECT |        \
     1u << FACET_AUTHOR | 1u << FACET_TYPE | 1u << FACET_PLACE | 1u << FACET_STATUS |              \
     1u << FACET_DECADE | 1u << FACET_SERIES | 1u << FACET_CLASS)
#define FACETS_WHOLE (1u << FACET_PLACE | 1u << FACET_CLASS)

/* The answer without facets: `limit` titles of the page q says. */
MUST enum err search_plain(struct ask *k, const struct question *q, size_t limit,
                           struct search_result *ret);

/* The page when nothing was found: what to try instead. */
enum err search_empty(struct ask *k, const struct question *q);

/* Titles like this one: a few, by subject, author and class. */
struct rows_view similar_rows(struct ask *k, const struct title_view *v);

page_fn page_search_person; /* POST: a person asks with many conditions */
page_fn page_values;        /* all values of a facet, with a search inside; or all facets */
page_fn page_feed;          /* a search as Atom */
page_fn page_suggest;       /* while typing */
page_fn page_list;          /* titles somebody put aside */
page_fn page_download;      /* these, or all hits, as a file */

enum { LIST_TITLES_MAX = 100, DOWNLOAD_STRANGERS = SEARCH_WALK_MAX };

#endif
