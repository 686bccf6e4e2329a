/* chosen.h -- forms that a library decided for: a name, publisher, place or code of a language that
 * its records write in a certain way is written in another, or stays as it is.
 *
 * A decision of a person, put over the records when they are read, whichever load brought them and
 * whichever will: versions stay as they were sent, so taking it back is all there is to undo, and a
 * correction by the library's own system comes through. Matching goes by what was sent; it folds
 * such differences by itself. Titles and the index see the form, and so does who takes the library
 * home.
 *
 * A form may itself be written in another later on; the chain is followed. Deciding takes
 * PERM_CATALOGUE in the agency, looking PERM_LOOK. */
#ifndef CATALOG_CHOSEN_H
#define CATALOG_CHOSEN_H

#include "catalog/load.h"
#include "record/spelling.h"

enum { CHOSEN_CHAIN_MAX = 8, CHOSEN_LISTED_MAX = 200 };

/* ---- over records ---- */

struct chosen_pair {
    enum spelling_kind kind;
    struct str text, form;
};
struct chosen_pairs {
    struct chosen_pair *item;
    size_t n, cap;
};

/* Whether the agency decided for any form that holds; agency 0: whether anybody did. */
MUST enum err chosen_any(struct db *db, int64_t agency, bool *ret);

/* What is written in the place of the text; the text itself when nothing is. */
MUST enum err chosen_form(struct db *db, int64_t agency, enum spelling_kind k, struct str text,
                          struct arena *a, struct str *ret);

/* Puts the forms over a description of a record of the agency, or over the fields of a MARC record.
 * What was exchanged is added to *pairs; NULL is fine. */
MUST enum err chosen_over(struct db *db, int64_t agency, struct bib *b, struct arena *a,
                          struct chosen_pairs *pairs);
MUST enum err chosen_over_marc(struct db *db, int64_t agency, struct marc *m, struct arena *a,
                               bool *ret_changed);

/* ---- deciding ---- */

struct chosen_order {
    int64_t agency;
    enum spelling_kind kind;
    struct str text;
    struct str form; /* empty: ours is left as it is */
};

/* What was decided about the text before, and about the form, ends with it. The same again changes
 * nothing. ERR_ARG: the form is none, or no codes of languages; ERR_DENIED. */
MUST enum err chosen_set(struct db *db, const struct actor *actor, const struct chosen_order *order,
                         int64_t now, int64_t *ret_id);

/* ERR_NOT_FOUND: no such decision of the agency; ERR_CONFLICT: it is taken back already. */
MUST enum err chosen_undo(struct db *db, const struct actor *actor, int64_t agency, int64_t id,
                          int64_t now);

struct chosen {
    int64_t id, records, made, undone; /* undone 0: it holds */
    enum spelling_kind kind;
    struct str text, form, source; /* form empty: left as it is */
    struct str by, undone_by;      /* names of persons; empty: the operator */
};
struct chosen_rows {
    struct chosen *item;
    size_t n, cap;
};
/* Newest first, at most CHOSEN_LISTED_MAX; before 0: from the newest. */
MUST enum err chosen_list(struct db *db, const struct actor *actor, int64_t agency, int64_t before,
                          size_t limit, struct arena *a, struct chosen_rows *ret);

/* ---- afterwards ---- */

/* Looks through the records of the agencies (0: all) that decided or took back something since, and
 * puts the titles of those with such a text into the log, so that the index follows. In constant
 * memory; killed, it is simply begun again. *ret counts records. */
MUST enum err chosen_tell(struct store *store, int64_t agency, const struct load_watch *watch,
                          int64_t *ret);

#endif
