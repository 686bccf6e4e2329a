/* advanced.h -- the search form of three rows, and what is wrong with a query in CQL. */
#ifndef WEB_ADVANCED_H
#define WEB_ADVANCED_H

#include "web/view.h"

struct question;    /* address.h */
struct cql_problem; /* catalog/query_cql.h */

enum { ADVANCED_ROWS = 3, ADVANCED_FIELDS = 10 };

struct advanced_field {
    const char *value; /* of f1.., also its name in the box in English */
    const char *name;  /* its name in the box in Indonesian */
    enum msg words;
};
extern const struct advanced_field advanced_fields[ADVANCED_FIELDS];

struct option_view {
    struct str value, label;
    bool chosen;
};
struct options_view {
    const char *name;
    enum msg label;
    struct str chosen; /* the value, empty: none */
    struct option_view *item;
    size_t n, cap;
};

struct advanced_row {
    const char *words_name, *field_name, *how_name, *join_name; /* of the parameters */
    struct str words, field, how, join;
};

/* The rows as a query of the box with the names of `lang`, in `a`; empty rows are left out. */
struct str advanced_query(struct arena *a, enum lang lang,
                          const struct advanced_row row[ADVANCED_ROWS]);

/* The other way round, whichever language it was written in: words, field, how and join of the rows
 * that make exactly this query. False, and nothing is set, when no rows do. */
bool advanced_rows(struct arena *a, struct str query, struct advanced_row row[ADVANCED_ROWS]);

/* A condition that is ticked beside the lists. */
struct kept_view {
    const char *name; /* of the parameter */
    struct str value, label;
    enum msg kind;
};
struct kept_views {
    struct kept_view *item;
    size_t n, cap;
};

enum { ADVANCED_LIMITS = 5 };
struct advanced_page {
    struct advanced_row row[ADVANCED_ROWS];
    struct options_view limits[ADVANCED_LIMITS];
    struct kept_views kept;
    struct str from, to, cql, order;
    struct str library_words; /* what the list of libraries is narrowed by */
    size_t libraries;         /* that fit them; the list may have fewer */
    bool narrow;              /* there are too many for one list */
    bool unchosen;            /* words for a library, but none chosen */
    bool too_long;
};

struct problem_page {
    struct search_box box;
    struct str query, what;
    size_t number; /* of the character, from 1 */
};

page_fn page_advanced;

/* The page that says where and why a query in CQL cannot be understood. */
enum err search_problem(struct ask *k, const struct question *q);

/* The same as a sentence, and the number of the character, from 1. */
struct str search_problem_words(struct ask *k, struct str query, const struct cql_problem *p,
                                size_t *ret_number);

/* The page for what no search can be made of: too long, too many words, letters that are none. */
enum err search_refused(struct ask *k);

#endif
