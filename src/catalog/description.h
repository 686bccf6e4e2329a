/* description.h -- what counts of a record when records are compared, kept: records with equal
 * facts and equal decisions share one row, and only rows are compared (group.h).
 *
 * A row is in force while a live record refers to it; only then do its keys lead to it. Facts that
 * say too little to be the same as themselves ("Matematika", no more) are never shared. */
#ifndef CATALOG_DESCRIPTION_H
#define CATALOG_DESCRIPTION_H

#include "catalog/match.h"
#include "db/db.h"
#include "record/bib.h"

/* A decision that holds for the records of a description (decision.h). */
struct mark {
    int64_t decision;
    bool same;
    int side;
};
struct marks {
    struct mark *item; /* newest decision first */
    size_t n, cap;
};

struct description {
    int64_t id, title; /* title 0: not in force, and never was */
    struct digest digest;
    struct match_facts facts;
    struct marks marks;
    struct str packed, words; /* facts and marks as they are kept, for a row not made yet */
};

/* The description of *bib as the record's: its row, made when there is none. Inside db_write. */
MUST enum err description_of(struct db *db, int64_t record, const struct bib *bib, struct arena *a,
                             struct description *ret);

/* The same for a record that was never in force, so nobody decided about it, in three steps: what
 * follows from *bib alone; its row, if there is one, else the id stays 0; and a row for it, under
 * its title. Strings of *ret are in `a`. */
MUST enum err description_foresee(int64_t record, const struct bib *bib, struct arena *a,
                                  struct description *ret);
MUST enum err description_find(struct db *db, struct description *d);
MUST enum err description_make(struct db *db, struct description *d);

/* ERR_NOT_FOUND; ERR_FORMAT when its bytes are not of MATCH_RULES. Strings in `a`. */
MUST enum err description_get(struct db *db, int64_t id, struct arena *a, struct description *ret);

/* The one in force that has just these facts and that no decision speaks of: its id and title, or
 * two zeros. */
MUST enum err description_equal(struct db *db, const struct match_facts *f, int64_t *ret_id,
                                int64_t *ret_title);

/* Makes it findable by its keys. Inside db_write. */
MUST enum err description_enter(struct db *db, const struct description *d);

/* Takes keys and doubts away, and the row when nothing refers to it any more. Inside db_write. */
MUST enum err description_leave(struct db *db, int64_t id);

/* The same while there are no keys: for rebuild.h. Inside db_write. */
MUST enum err description_drop(struct db *db, int64_t id);

/* Whether a live record other than `but` (0: any) has it. */
MUST enum err description_in_force(struct db *db, int64_t id, int64_t but, bool *ret);

/* What the marks say of two descriptions, by the newest decision that covers both: 1 the same,
 * -1 different, 0 nothing. */
int marks_between(const struct marks *x, const struct marks *y);

#endif
