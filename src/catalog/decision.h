/* decision.h -- what people decided about titles: that records are the same publication, or that
 * they are not. A decision holds against every later load, until somebody takes it back.
 *
 * It is about records, not about titles, which come and go. It holds for a record while that is
 * still the book it was: a record that was changed into another book is free again.
 *
 *   same        the records of both sides are one title, whatever the judge says
 *   different   no record of side 0 is in one title with one of side 1
 *
 * Where two contradict, the newer one holds. Deciding takes PERM_COORDINATE in the home network, or
 * PERM_CATALOGUE in an agency that has a record in one of the titles. */
#ifndef CATALOG_DECISION_H
#define CATALOG_DECISION_H

#include "db/db.h"
#include "network/actor.h"

enum decision_verdict { DECISION_SAME, DECISION_DIFFERENT };

enum { DECISION_RECORDS_MAX = 5000 };

/* The two titles are, or are not, the same publication; all their records now in force are meant.
 * *ret is the decision. ERR_NOT_FOUND: no such title; ERR_DENIED; ERR_CONFLICT: already one title
 * (different: split it), or the same was decided before; ERR_LIMIT: too many records. */
MUST enum err decision_titles(struct db *db, const struct actor *actor, enum decision_verdict v,
                              int64_t one, int64_t other, struct str why, int64_t now,
                              int64_t *ret);

/* Takes `record` [n] out of `title` into one of their own. ERR_ARG when that is none or all of its
 * records, or some are not of it; else as above. */
MUST enum err decision_split(struct db *db, const struct actor *actor, int64_t title,
                             const int64_t *record, size_t n, struct str why, int64_t now,
                             int64_t *ret);

/* ERR_CONFLICT when it was taken back already. Who may decide about the records may take back. */
MUST enum err decision_undo(struct db *db, const struct actor *actor, int64_t decision,
                            int64_t now);

/* Whether the actor may decide about the titles; `other` 0: about one. OK or ERR_DENIED. */
MUST enum err decision_may(struct db *db, const struct actor *actor, int64_t one, int64_t other);

/* ---- looking ---- */

struct decision_row {
    int64_t id, made, undone; /* undone 0: it holds */
    enum decision_verdict verdict;
    struct str why, by, undone_by; /* names of persons; empty: the operator */
    int64_t one, other;            /* titles as they were */
};
struct decision_rows {
    struct decision_row *item;
    size_t n, cap;
};

/* Newest first, about records now in the title; title 0: all of them. before 0: from the newest. */
MUST enum err decision_list(struct db *db, int64_t title, int64_t before, size_t limit,
                            struct arena *a, struct decision_rows *ret);

/* Whether a decision that holds tells the two titles apart. */
MUST enum err decision_apart(struct db *db, int64_t one, int64_t other, bool *ret);

#endif
