/* members.h -- what the public pages of libraries and networks show. */
#ifndef WEB_MEMBERS_H
#define WEB_MEMBERS_H

#include "network/membership.h"
#include "web/view.h"

struct filter_link {
    struct str label, address;
    int count;
    bool current;
};
struct libraries_page {
    struct library_view *item;
    size_t n;
    struct filter_link *types, *provinces;
    size_t n_types, n_provinces;
};

struct service_view {
    const char *icon;
    struct str name, note;
};

/* Days that are alike, as one line: "Monday-Thursday", "07.00-15.30". */
struct hours_line {
    struct str days, times;
    bool now; /* today is one of them */
};

struct library_page {
    const struct agency *g;
    struct str type, place;
    struct hours_line *week;
    size_t n_week;
    struct strs hours; /* free lines */
    struct str open;   /* "open until 15.30"; empty: closed now, or not stated */
    struct service_view *services;
    size_t n_services;
    struct bar_view *bars;
    size_t n_bars;
    struct rows_view newest;
    int64_t titles;
    struct str map;    /* address of a map, empty: none */
    bool map_of_place; /* the map shows the seat of its place, not the library */
    struct memberships networks;
    int64_t member_since;
    bool has_contact;
};

struct network_page {
    const struct network *n;
    struct str place, kinds, jurisdiction, outer_name;
    struct networks inside;
    struct library_view *item;
    size_t n_items;
};

/* The week in lines; in the language and clock of the answer. */
void week_lines(struct ask *k, struct str week, struct hours_line **ret, size_t *ret_n);

/* "Open until 15.30"; empty when closed now or not stated. */
struct str open_now(struct ask *k, struct str week);

/* The keys of services that have words, in their order; what a key says. */
struct strs service_keys(struct arena *a);
struct service_view service_of(const struct ask *k, struct str key);

page_fn page_network, page_photo;

#endif
