/* books.h -- the pages on which a library works on its own records, one at a time. */
#ifndef WEB_BOOKS_H
#define WEB_BOOKS_H

#include "catalog/entry.h"
#include "catalog/quality.h"
#include "catalog/take.h"
#include "record/bib_typed.h"
#include "web/staff.h"
#include "web/templates.h"
#include "web/view.h"

/* ---- lists ---- */

struct book_row {
    const struct entry_view *v;
    struct str who, meta, call_number;
    int copies;
};
struct books_page {
    struct book_row *item;
    size_t n;
    struct str query;
    int64_t total;                                  /* of a search; -1: the newest first */
    struct str heading, text, mark, previous, next; /* mark: "isbn"; empty: no */
    struct choice_view *kinds;                      /* of empty records */
    size_t n_kinds;
    struct template_choice begin;
    bool may_change;
};

struct copy_row {
    struct row_view row;
    bool own; /* the library has it already */
};
struct copy_page {
    struct str query;
    struct copy_row *item;
    size_t n;
    int64_t total;
    struct str next, previous;
};

/* ---- the form ---- */

enum entry_field {
    ENTRY_TITLE,
    ENTRY_PART,
    ENTRY_RESPONSIBILITY,
    ENTRY_EDITION,
    ENTRY_FREQUENCY,
    ENTRY_NUMBERS,
    ENTRY_PUBLISHER,
    ENTRY_YEAR,
    ENTRY_PLACE,
    ENTRY_EXTENT,
    ENTRY_SERIES,
    ENTRY_CLASS,
    ENTRY_CALL_NUMBER,
    ENTRY_SUBJECTS,
    ENTRY_SUMMARY,
    ENTRY_NOTES,
    ENTRY_FIELDS
};

struct name_row {
    struct str name;
    struct choice_view roles[7];
};
struct item_row {
    const struct bib_item *item;
    struct str call_number; /* empty: the record's */
    struct choice_view states[ITEM_HIDDEN + 1];
    int number;
};

struct entry_form {
    struct str address, cancel, heading;
    struct field_view field[ENTRY_FIELDS];
    bool lines[ENTRY_FIELDS];
    struct name_row *names;
    size_t n_names;
    struct choice_view formats[FORMAT_COUNT], languages[LANGUAGE_CHOICES_MAX];
    size_t n_languages;
    struct item_row *items;
    size_t n_items;
    struct field_view copies, place;                        /* new ones */
    struct str next_code, from, nonce, known, copied, hint; /* known: warnings that were seen */
    int64_t version;
    struct str wrong; /* the note on top */
    const char *wrong_field;
    bool warned;            /* only warnings: the button says so */
    bool typed;             /* its copies are ours to change */
    struct str text, check; /* the record that travels with the form; where it is checked */
    struct field_view why;
    struct similar_view similar;
    struct template_choice begin; /* of a new one */
    struct template_panel keep;
};

/* What was typed, and what is kept beside it. */
struct entry_typed {
    struct typed typed;
    struct entry_order order;
    struct faults faults;
    struct str known, from, codes;
};

/* The form filled from a typed or stored description. */
MUST enum err entry_form_show(struct ask *k, const struct entry_typed *t, struct entry_form *f);

/* Reads the form of the request; `base` holds what it does not ask for. */
void entry_form_read(struct ask *k, const struct bib *base, struct entry_typed *ret);

/* The names of the fields, in the order of enum entry_field. */
extern const char *const entry_field_names[ENTRY_FIELDS];
struct str *entry_field_of(struct typed *t, enum entry_field f);
enum msg entry_field_label(enum entry_field f);

/* ---- one record ---- */

struct change_row {
    const struct entry_change *c;
    struct str who;
    enum msg what;
};
struct book_page {
    const struct entry_view *v;
    struct fact *facts;
    size_t n_facts;
    struct str *states; /* of items */
    struct change_row *changes;
    size_t n_changes;
    int64_t undo;         /* the load that would be taken back; 0: nothing */
    bool may_change, old; /* old: a version that does not hold */
    bool edited, brought; /* by hand over what its system sends; which sent another since */
    struct str address, codes, conflict;
    const struct gain_view *gain; /* what others say and this record does not (quality.h) */
    size_t n_gains;
};

/* ---- paper ---- */
struct label_view {
    struct str code;
    struct strs call; /* lines of the spine */
    struct barcode *bars;
    struct str title;
};
struct sheet {
    const char *name; /* "3x8", also the class of the sheet */
    int columns, rows;
};
struct labels_page {
    const struct sheet *sheet;
    struct label_view *item;
    size_t n, per_page;
    int skip;
    bool spine, bars;
    struct str title;
    struct around around;
    struct strs unknown;
};
struct label_form {
    struct field_view codes, skip;
    struct choice_view sheets[8], kinds[3];
    size_t n_sheets;
    struct str unknown;
    struct field_view prefix, digits, next;
    struct str wrong, upcoming;
    bool may_change;
};

/* ---- my library ---- */

struct hint_view {
    enum mark mark;
    struct str words;
    int64_t count;
};
struct own_page {
    const struct agency *g;
    struct quality q;
    struct hint_view hints[MARKS]; /* what would help most first */
    size_t n_hints;
    bool may_change;
    struct choice_view forms[TAKE_FORMS];
    struct str unseen; /* why readers do not see it; empty: they do */
};

page_fn page_books, page_book_new, page_book_new_post, page_book_copy, page_book, page_book_edit,
    page_book_edit_post, page_book_withdraw, page_book_undo, page_labels, page_numbering,
    page_shelf_list, page_accession_list, page_take, page_own;

/* The part of a list that is shown; all of it to print. */
struct list_part {
    int64_t number, from, to, all; /* 1 is the first part, the first row */
    bool whole;
};

#endif
