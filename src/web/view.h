/* view.h -- what templates show: plain structures filled by the pages. */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include <string.h>

#include "record/citation.h"
#include "static_names.h"
#include "web/page.h"

/* "2 hours ago", as an argument of messages. */
struct str ago_text(const struct out *o, int64_t us);

/* In double quotes, as a phrase of the query language. */
struct str quoted(const struct out *o, struct str s);

/* Without grouping: years are not amounts. */
struct str year_text(const struct out *o, int year);

/* ---- the search box ---- */

enum { SEARCH_FIELDS = 7 };
struct search_field {
    const char *value; /* of ?f= */
    enum index_field field;
    enum msg words;
};
extern const struct search_field search_fields[SEARCH_FIELDS];

/* What went wrong, whether it helps to ask again, and how else to go on. */
struct error_page {
    struct str heading, advice;
    struct str part;  /* the parameter meant; empty: none */
    struct str again; /* address of the same request when it may be asked again; empty: no */
    struct str form;  /* path of the page whose form was sent; empty: none */
    bool search;      /* what is not here may be somewhere else */
    bool sent;        /* a form: what was typed is still in the browser */
    bool sign_in;     /* who is signed in may be let in */
    bool staff;       /* who asks has a desk to go back to */
};

struct search_box {
    struct str query;
    enum index_field field;
    bool cql;            /* the query is CQL */
    struct str advanced; /* the form of three rows with this question in it; empty: a fresh one */
};

struct question;
struct search_box search_box_of(struct ask *k, const struct question *q);

/* ---- lists of titles ---- */

struct row_view {
    const struct title_view *v;
    struct badge badge;
    struct str letters, who, meta, where; /* where: "SMAN 1" or "3 libraries" */
    struct str coins;                     /* record/openurl.h */
    struct str format;
    int dye, motif;
    bool sample; /* every library that holds it is a sample */
};

struct rows_view {
    struct row_view *item;
    size_t n;
};

struct rows_view rows_of(const struct ask *k, const struct title_views *titles);

/* Titles of the network that the one being typed may be. */
struct similar_view {
    struct rows_view rows;
    struct str slug;
    bool asked;
};

/* ---- one title ---- */

struct fact {
    enum msg label;
    struct str value;  /* plain text, or: */
    struct strs links; /* values that lead to a search ... */
    const char *field; /* ... in this field (?f=) */
    const char *list;  /* of headings where they stand (/jelajah/LIST) */
};
struct place_view {
    const struct title_holding *h;
    struct badge badge;
    struct strs places; /* distinct shelves and branches, a few */
    struct str coverage;
};
struct source_view {
    const struct title_record *r;
    struct str format;
};
/* A record of the title that its reader may change. */
struct own_view {
    struct str name, slug;
    int64_t record;
};
enum { OWN_VIEWS_MAX = 3 };
struct merged_view;
struct title_page {
    struct row_view head;
    struct str native;
    bool native_rtl;
    struct str native_language;
    struct fact *facts;
    size_t n_facts;
    struct place_view *places;
    size_t n_places;
    struct source_view *sources;
    size_t n_sources;
    size_t more_sources; /* that are not listed */
    const struct merged_view *merged;
    struct strs links;
    struct str cited[CITATION_STYLES];
    struct str address, share; /* whole address; text to share */
    struct str linked;         /* schema.org, as a script element of data */
    const struct title_view *v;
    bool may_decide; /* join and split it */
    bool live;       /* holders can be asked what is available now */
    struct own_view own[OWN_VIEWS_MAX];
    size_t n_own;
    struct rows_view similar;
};

/* ---- libraries (the rest is in members.h) ---- */

struct library_view {
    const struct agency *g;
    struct str type, place;
};

struct bar_view {
    struct str label, address;
    int64_t count;
    int percent;
    const char *icon; /* NULL: none */
};

struct library_view library_view_of(struct ask *k, const struct agency *g);

/* ---- home ---- */

struct home_page {
    struct search_box box;
    int64_t titles;
    int libraries;
    int64_t records;
    struct bar_view *formats;
    size_t n_formats;
    struct rows_view newest;
    struct library_view *near;
    size_t n_near;
    bool empty; /* no titles yet */
};

#endif
