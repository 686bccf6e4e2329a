/* mend.h -- fields of a title mended by hand. A mend is a decision of a person about a title: it is
 * put over what the records say, whatever loads bring, until somebody takes it back.
 *
 * Of a field the newest mend of the title that is not undone holds. Where a title was merged into
 * another (its id became an alias), its mends hold for that one in fields that have none of its
 * own, and are its own again when it comes back. Mends never change records or matching.
 *
 * A mend is a text: one value, or one a line (names, series, subjects, notes). Of names each line
 * is a role and a name with a tab between; of numbers (ISBN, ISSN) the lines are those NOT to be
 * shown or found; links cannot be mended. An empty text: shown as missing.
 *
 * Who: as decision_may (catalog/decision.h). */
#ifndef CATALOG_MEND_H
#define CATALOG_MEND_H

#include "catalog/title.h"

enum { MEND_LINE_MAX = 1000, MEND_VALUE_MAX = 16000, MEND_WHY_MAX = 500, MEND_ROLES = 7 };

struct mend {
    int64_t id, title; /* title: as it was made for, may be an alias now */
    enum title_field field;
    struct str value, why;
    int64_t made, undone;     /* undone 0: not taken back */
    struct str by, undone_by; /* names of persons; empty: the operator */
    struct str agency;        /* name of the library it was made for; empty: as coordinator */
};
struct mends {
    struct mend *item;
    size_t n, cap;
};

bool mend_can(enum title_field f);

/* Whether its value has lines. */
bool mend_has_lines(enum title_field f);

/* "author" ... "body": of a name; also the message "creator.author". */
const char *mend_role(int i);

/* ---- for titles ---- */

/* What holds, by field. */
MUST enum err mend_of_title(struct db *db, int64_t title, struct arena *a,
                            const struct mend *ret[TITLE_FIELDS]);

/* Puts one over a description. */
enum mend_wrong {
    MEND_FINE,
    MEND_NO_TITLE, /* a title has to have one */
    MEND_TOO_LONG,
    MEND_BAD_YEAR,  /* neither a year nor words that there is none */
    MEND_BAD_CHOICE /* no such language or format */
};
enum mend_wrong mend_put(struct bib *b, enum title_field f, struct str value, struct arena *a);

/* Whether the mend of TITLE_NUMBERS (or NULL) hides this one. */
bool mend_hides(const struct mend *m, struct str number);

/* A field of a description as a mend says it. */
struct str mend_text(const struct bib *b, enum title_field f, struct arena *a);

/* The field as shown now, as a mend would say it. */
struct str mend_shown(const struct title_view *v, enum title_field f, struct arena *a);

/* What a form keeps of what its person saw: the mend that held, and the value. */
struct str mend_seen(const struct title_view *v, enum title_field f, struct arena *a);

/* ---- mending ---- */

struct mend_order {
    int64_t title; /* an alias is followed */
    enum title_field field;
    struct str value, why, seen;
};
struct mend_result {
    int64_t id;            /* of the mend that holds now */
    enum mend_wrong wrong; /* of ERR_ARG */
    bool same;             /* it held already */
};

/* ERR_ARG with result.wrong; ERR_CONFLICT: the field is not any more what the person saw;
 * ERR_NOT_FOUND; ERR_DENIED. */
MUST enum err mend_set(struct db *db, const struct actor *actor, const struct mend_order *order,
                       int64_t now, struct arena *a, struct mend_result *ret);

/* ERR_CONFLICT: taken back already; ERR_NOT_FOUND; ERR_DENIED. *ret_title is the title it was for,
 * where that leads now. */
MUST enum err mend_undo(struct db *db, const struct actor *actor, int64_t mend, int64_t now,
                        int64_t *ret_title);

enum { MENDS_LISTED_MAX = 200 };

/* All of the title and of those that became it, newest first. */
MUST enum err mend_list(struct db *db, int64_t title, struct arena *a, struct mends *ret);

#endif
