/* merged.h -- what a title was made from, by whom it was mended, and which titles belong to it. */
#ifndef WEB_MERGED_H
#define WEB_MERGED_H

#include "catalog/mend.h"
#include "catalog/work.h"
#include "web/staff.h"
#include "web/view.h"

/* ---- where each field comes from ---- */

enum { VARIANTS_SHOWN = 5, VARIANT_MAX = 160, SOURCES_SHOWN = 50, EDITIONS_SHOWN = 5 };

struct origin_row {
    struct str label;     /* "Penerbit" */
    struct str library;   /* whose record says so; empty: nobody's */
    int have, agree;      /* as in struct title_origin; agree 0: united */
    struct strs variants; /* a few, in words */
    const struct mend *mend;
    struct str by_records; /* of a mended field: what the records say; empty: nothing */
};

struct edition_row {
    struct row_view row;
    struct str meta; /* "KPG, 2013 · Inggris · Buku" */
};

struct link_row {
    bool later;
    struct str title, address; /* empty: it is not here */
};

struct merged_view {
    struct origin_row *origins;
    size_t n_origins, compared, records; /* records: all; compared: of them */
    struct str same;                     /* "Judul, Penerbit": fields in which all agree */
    bool names;                          /* of who mended: for staff */
    struct edition_row *editions;
    size_t n_editions;
    bool more_editions;
    struct link_row *links;
    size_t n_links;
};

MUST enum err merged_view_of(struct ask *k, const struct title_view *v, struct merged_view *ret);

struct origin_row merged_origin(struct ask *k, const struct title_view *v, enum title_field f);

/* A value of a field as people read it; a list in one line. */
struct str merged_text(struct ask *k, enum title_field f, struct str value);

/* ---- the page of all editions ---- */

struct editions_page {
    const struct title_view *v;
    struct edition_row *item;
    size_t n;
    struct str next;
};
MUST enum err merged_editions(struct ask *k, const struct title_view *v, size_t from,
                              struct editions_page *ret);

/* ---- mending ---- */

struct mend_name {
    struct str name;
    struct choice_view roles[MEND_ROLES];
};
struct mend_field {
    enum title_field field;
    const char *name; /* of the field */
    struct origin_row origin;
    struct str shown; /* in words, for the summary */
    struct str value, seen, why, wrong;
    bool open, lines;
    struct choice_view *choices; /* a select, or numbers to be hidden */
    size_t n_choices;
    struct mend_name *names;
    size_t n_names;
    struct str theirs; /* of a conflict: what holds now, in words */
    bool conflict;
};
struct mend_row {
    const struct mend *mend;
    struct str label, value, who;
    bool holds;
};
struct mend_page {
    const struct title_view *v;
    struct str address, wrong;
    const char *wrong_field;
    struct mend_field *field;
    size_t n_fields;
    struct mend_row *rows;
    size_t n_rows;
};

page_fn page_editions, page_mend, page_mend_set, page_mend_undo;

#endif
