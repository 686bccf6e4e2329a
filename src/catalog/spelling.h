/* spelling.h -- in how many ways a library writes one name, publisher or place, where codes of
 * languages should stand, and which form is proposed for each.
 *
 * Every way of writing is counted with the records that have it, record by record in constant
 * memory, by a job (spelling_count) into a table that pages read. Ways whose key is the same
 * (spelling_form.h) belong together. Proposed is, in this order:
 *
 *     the heading of an authority file, when one and only one has the form     source "file NAME"
 *     the code of MARC's list of languages                                     source "codes"
 *     of the well-made forms the one most records of the members have          source "network"
 *     the text without brackets, marks and abbreviations                       source "rule"
 *
 * Equal numbers of records: more libraries, then of names the inverted one, then the text that
 * sorts first. "Dahl, Roald" is never proposed to become Roald Dahl. Nothing is changed here; see
 * chosen.h. */
#ifndef CATALOG_SPELLING_H
#define CATALOG_SPELLING_H

#include "catalog/chosen.h"
#include "catalog/spelling_form.h"
#include "catalog/title.h"

/* ---- counting ---- */

struct spelling_report {
    int64_t records, texts, varying;
};

/* Counts one library and works out what is proposed to it. Takes PERM_CATALOGUE there. What was
 * counted before holds until it is done; ERR_INTERRUPTED leaves that. */
MUST enum err spelling_count(struct store *store, const struct actor *actor, int64_t agency,
                             const struct load_watch *watch, struct spelling_report *ret);

/* Counts every library whose records changed since, then works out for all what is proposed: what
 * others write changes it. Takes PERM_OPERATE. */
MUST enum err spelling_count_all(struct store *store, const struct actor *actor,
                                 const struct load_watch *watch, struct spelling_report *ret);

/* ---- looking; takes PERM_LOOK ---- */

struct spelling_state {
    int64_t at;                 /* when it was counted; 0: never */
    bool moved;                 /* records came, changed or went since */
    int64_t varying[SPELLINGS]; /* texts with a proposal that nobody decided about */
};
MUST enum err spelling_state(struct db *db, const struct actor *actor, int64_t agency,
                             struct spelling_state *ret);

struct spelling_row {
    enum spelling_kind kind;
    struct str text, form, source;
    int64_t records;                     /* of the library */
    int64_t form_records, form_agencies; /* of all members */
};
struct spelling_rows {
    struct spelling_row *item;
    size_t n, cap;
};
struct spelling_place { /* behind this row; text empty: from the beginning */
    int64_t records;
    struct str text;
};
enum { SPELLING_LISTED_MAX = 100 };

/* What has a proposal and nobody decided about, most records first. */
MUST enum err spelling_list(struct db *db, const struct actor *actor, int64_t agency,
                            enum spelling_kind k, const struct spelling_place *from, size_t limit,
                            struct arena *a, struct spelling_rows *ret);

/* One text of the library with what is proposed (form empty: nothing), and all other ways of
 * writing it among the members, most records first, at most SPELLING_LISTED_MAX. ERR_NOT_FOUND: the
 * library does not have it. */
struct spelling_form {
    struct str text;
    int64_t records, agencies;
    bool well_made;
};
struct spelling_forms {
    struct spelling_form *item;
    size_t n, cap;
};
MUST enum err spelling_get(struct db *db, const struct actor *actor, int64_t agency,
                           enum spelling_kind k, struct str text, struct arena *a,
                           struct spelling_row *ret, struct spelling_forms *ret_forms);

/* ---- inside spelling*.c ---- */

/* The number by which ways of writing find each other. */
int64_t spelling_keyed(struct arena *a, enum spelling_kind k, struct str text);

/* The ways of writing that share the key of `text`, of the members and the agency itself, whose
 * rows are those of `round`; 0: its current ones. */
struct spelling_ask {
    int64_t agency, round;
    const struct scope *members; /* as of scope_public */
    enum spelling_kind kind;
    struct str text;
};

/* Fills in form, source and counts of the row; form empty: it is as it should be. */
MUST enum err spelling_propose(struct db *db, const struct spelling_ask *ask, struct arena *a,
                               struct spelling_row *row);

#endif
