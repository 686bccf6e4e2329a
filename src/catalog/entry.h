/* entry.h -- records typed in and edited by hand.
 *
 * Those typed in are the feed 'entry' of their agency; of a record that came from another system
 * the edits are put over what that system sends (catalog/hand.h). Each save, withdrawal is a load
 * of one record, published at once, so that versions, undoing, the log of changes and titles work
 * as they do for files. All of it is one transaction: there is nothing unfinished that a crash
 * could leave, so that entries need no store_lock and never wait for an import (db_write goes
 * before its batches). Every version is kept, as everything that was sent is, at most 99,999 bytes
 * each.
 *
 * What is stored is MARC 21, copies in 852. Changing takes PERM_CATALOGUE in the agency, looking
 * PERM_LOOK; a record of another agency is ERR_NOT_FOUND. */
#ifndef CATALOG_ENTRY_H
#define CATALOG_ENTRY_H

#include "catalog/chosen.h"
#include "catalog/numbering.h"

enum { ENTRY_ITEMS_MAX = 1000, ENTRY_NEW_ITEMS_MAX = 200, ENTRY_WHY_MAX = 500 };

struct entry {
    struct bib bib;    /* items without a call number are given the record's */
    struct str copied; /* whose description it was taken from; empty: written here */
};

struct entry_order {
    int64_t agency;
    int64_t record;  /* 0: a new one */
    int64_t version; /* the one that was shown for changing; 0: new, or withdrawn */
    int64_t seen;    /* its system's version that was shown beside it to choose from; 0: none */
    struct entry entry;
    const struct marc *marc; /* the record as it shall be; NULL: made of `entry` */
    struct str why;          /* the person's reason, at most ENTRY_WHY_MAX bytes; may be empty */
    struct str from;         /* whose catalogue it is of; empty: not copied */
    int new_items;           /* more copies, numbered by themselves */
    struct str new_place;    /* where these are */
    struct str nonce;        /* of the form: sent twice, it is one save; empty: none */
};

enum entry_why {
    ENTRY_FINE,
    ENTRY_CHANGED, /* somebody saved another version meanwhile: `version` is theirs */
    ENTRY_CODE_TAKEN,
    ENTRY_CODE_TWICE,
    ENTRY_CODE_WRONG
};

struct entry_result {
    int64_t record, version, load; /* load 0: nothing was changed */
    struct strs codes;             /* of the new copies */
    enum entry_why why;            /* of ERR_CONFLICT */
    struct str code;               /* which is taken, twice or wrong */
    int64_t taken;                 /* by that record */
};

/* 001 and 003 are ours, or those of the system the record came from, whatever the order says.
 * ERR_ARG without a title or with more copies than the limits; ERR_CONFLICT, see `why`; ERR_LIMIT
 * when it does not fit a record; ERR_NOT_FOUND for a record that its system withdrew. Nothing is
 * changed then. */
MUST enum err entry_save(struct db *db, const struct actor *actor, const struct entry_order *order,
                         int64_t now, struct arena *a, struct entry_result *ret);

/* A record that came from elsewhere, MARC 21 in UTF-8, as one typed in here: entry_save of its
 * fields but 001, 003 and 852, with `from` (whose catalogue it is of) in the log and as the reason.
 * `new_items` copies are made. ERR_FORMAT: no bibliographic record with a title. */
struct entry_copy {
    int64_t agency;
    const struct marc *marc;
    struct str from, nonce;
    int new_items;
};
MUST enum err entry_take(struct db *db, const struct actor *actor, const struct entry_copy *copy,
                         int64_t now, struct arena *a, struct entry_result *ret);

/* Out of the collection; of records typed in only, ERR_NOT_FOUND for others. ERR_CONFLICT when
 * `version` is not what holds. */
MUST enum err entry_withdraw(struct db *db, const struct actor *actor, int64_t agency,
                             int64_t record, int64_t version, int64_t now);

/* Takes the newest change by hand back, also a withdrawal or the first save. ERR_CONFLICT when
 * `load` is not that change any more. */
MUST enum err entry_undo(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                         int64_t load, int64_t now);

/* ---- looking ---- */

struct entry_view {
    int64_t record, version; /* version 0: withdrawn; the rest is then what held last */
    int64_t last;            /* the version that holds or held last */
    int64_t title;
    int64_t at;         /* when this version came */
    struct str by;      /* who brought it; empty: not known, or the operator */
    bool typed;         /* false: another system sends it */
    bool edited;        /* of those: an edit by hand is over it */
    struct str format;  /* "marc21", "slims" */
    struct str address; /* title_id_write(title); empty when withdrawn */
    struct entry entry;
    struct chosen_pairs forms; /* what stands in it otherwise and is written so in `entry` */
};

/* A record of the agency, from a file too. */
MUST enum err entry_get(struct db *db, const struct actor *actor, int64_t agency, int64_t record,
                        struct arena *a, struct entry_view *ret);

/* One version of it, whether or not it holds. */
MUST enum err entry_version(struct db *db, const struct actor *actor, int64_t agency,
                            int64_t record, int64_t version, struct arena *a,
                            struct entry_view *ret);

/* What was done to it, newest first. */
struct entry_change {
    int64_t load, at, version; /* version 0: withdrawn */
    struct str by, why;
    bool undone, last; /* last: the change entry_undo takes back */
    bool hand;         /* by a person, in the form or as MARC */
};
struct entry_changes {
    struct entry_change *item;
    size_t n, cap;
};
MUST enum err entry_history(struct db *db, const struct actor *actor, int64_t agency,
                            int64_t record, struct arena *a, struct entry_changes *ret);

struct entry_views {
    struct entry_view *item;
    size_t n, cap;
};

/* The agency's records, newest first; before 0: from the newest. */
MUST enum err entry_list(struct db *db, const struct actor *actor, int64_t agency, int64_t before,
                         size_t limit, struct arena *a, struct entry_views *ret);

/* Those that another system sends and an edit by hand is over, newest first, at most
 * ENTRY_EDITED_MAX. */
enum { ENTRY_EDITED_MAX = 200 };
MUST enum err entry_edited(struct db *db, const struct actor *actor, int64_t agency,
                           struct arena *a, struct entry_views *ret);

/* The agency's records of one title. */
MUST enum err entry_of_title(struct db *db, const struct actor *actor, int64_t agency,
                             int64_t title, struct arena *a, struct entry_views *ret);

/* The record one of whose copies bears the code now, and which copy; ERR_NOT_FOUND. */
MUST enum err entry_by_code(struct db *db, const struct actor *actor, int64_t agency,
                            struct str code, struct arena *a, struct entry_view *ret,
                            size_t *ret_item);

#endif
