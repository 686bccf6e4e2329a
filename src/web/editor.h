/* editor.h -- one record of a library in the hands of a person: as a form or as MARC, its checks,
 * two edits at once, its versions.
 *
 * What is being edited travels with the page, as text (record/marc_check.h), so that the two views
 * pass it to each other unsaved and nothing typed is lost. */
#ifndef WEB_EDITOR_H
#define WEB_EDITOR_H

#include "catalog/entry.h"
#include "catalog/hand.h"
#include "record/marc_check.h"
#include "record/marc_rules.h"
#include "web/books.h"
#include "web/compare.h"
#include "web/staff.h"
#include "web/templates.h"
#include "web/view.h"

/* ---- what is edited ---- */

struct editing {
    int64_t record, version; /* 0: a new one */
    int64_t seen;            /* what was chosen from beside it (entry_order) */
    struct str text, why, nonce;
    struct marc m; /* of the text, as far as it could be read */
    int new_items; /* more copies, and where */
    struct str new_place;
    bool typed;         /* nobody else sends it */
    struct str heading; /* its title */
};

/* The record of the address ("baru": 0); -1: no number. */
int64_t editing_record(const struct ask *k);

/* The record as it holds. ERR_LIMIT: too large to be edited. */
MUST enum err editing_open(struct ask *k, struct editing *ret);

/* A new one: empty of its kind (?jenis=, "ebook" too), like another of ours (?tiru=), from a
 * template
 * (?templat=) or a title of the network (?dari=); *ret_source names what it was taken from. */
MUST enum err editing_new(struct ask *k, struct editing *ret, struct str *ret_source);

/* A title as a start of a record of ours, and how others shelve it. */
void book_copy_of(struct ask *k, const struct title_view *v, struct entry *ret,
                  struct str *ret_hint);

/* The title with what its fullest record has beside, as a start of one of ours. */
MUST enum err editing_from_title(struct ask *k, struct str id, struct marc *ret,
                                 struct str *ret_source);

/* "/staf/SLUG/buku/12/marc": `rest` of a record, or of "baru". */
struct str editing_address(const struct ask *k, int64_t record, const char *rest);

/* The form in the post: its text, version, reason and number of the form. */
void editing_posted(struct ask *k, struct editing *ret);

/* Saves the record and answers: to its page; 409 with both edits side by side; or *ret_wrong is
 * what to say with the form again. */
MUST enum err editing_save(struct ask *k, const struct editing *x, struct str *ret_wrong);

/* ---- the page of MARC ---- */

struct oddity_view {
    struct str words, where; /* "Line 4, 245 $a" */
    int line;                /* 0: none */
    bool error;
};
struct oddities_view {
    struct oddity_view *item;
    size_t n, errors;
    bool checked; /* there was something to check */
};
struct fixed_menu {
    struct str id, label, place; /* "008-23", "008/23"; of the second 006 "206-05", "206/05" */
    struct str where;            /* as people read it: "006/05" */
    struct choice_view *choices;
    size_t n;
};
struct marc_page {
    struct editing x;
    struct str address, check, form, cancel, wrong, source, fixed; /* fixed: as menus were shown */
    struct oddities_view found;
    struct similar_view similar;
    struct fixed_menu *menus;
    size_t n_menus;
    int rows; /* of the text area */
    struct template_choice begin;
    struct template_panel keep;
    bool unread; /* something in the text is no field, or too long */
    struct field_view why;
};

/* The page of MARC, and the form, of a record that came from the other view. */
MUST enum err page_marc_of(struct ask *k, const struct editing *x);
MUST enum err entry_form_of(struct ask *k, const struct editing *x);

/* Titles of the network that a title or number may be; empty where there is nothing to go by. */
struct similar_view similar_to(struct ask *k, const struct bib *b);

/* ---- two edits at once ---- */

struct clash_row {
    struct str tag, label;
    struct str base;
    struct compare_side mine, theirs;
    bool no_base, no_mine, no_theirs, clash, mine_first;
    struct str take_mine, take_theirs; /* values of the choice */
};
struct clash_page {
    struct editing x; /* mine */
    int64_t base, theirs;
    bool brought; /* not a person: the system the record comes from */
    struct clash_row *item;
    size_t n;
    int clashes;
    struct str by, address, cancel, wrong;
    int64_t at;
};

/* Rows in which two states differ. */
struct clash_row *clash_rows(struct ask *k, const struct merge_rows *rows, size_t *ret_n);

/* Shows mine beside theirs; base 0: none. */
MUST enum err clash_show(struct ask *k, const struct editing *mine, int64_t base, int64_t theirs,
                         bool brought, struct str wrong);

/* ---- versions ---- */

struct version_view {
    const struct entry_change *c;
    struct str who, why;
    enum msg what;
    bool now, left, right; /* chosen to be compared */
};
struct versions_page {
    struct str heading, address;
    struct version_view *item;
    size_t n;
    struct clash_row *rows; /* of two that are compared */
    size_t n_rows;
    int64_t left, right;
    bool compared, may_change, same;
    int64_t version; /* that holds */
};

page_fn page_marc, page_marc_post, page_marc_check, page_clash, page_clash_post, page_versions,
    page_restore, page_record_files, page_edited;

struct edited_row {
    int64_t record;
    struct str title;
    bool brought;
};
struct edited_page {
    struct edited_row *item;
    size_t n;
};

#endif
