/* push.h -- a library's SLiMS sends its records by itself: by whose word, what is taken, and what
 * the librarian sees of it.
 *
 * Records go to the feed 'slims' of the agency and are known by their biblio_id. What is new,
 * changed or deleted is published at once (delivery.h); what is the same leaves nothing. Pushes
 * that follow each other are one load, a sitting, so that ten thousand records sent by fifties are
 * a few loads, each undone with one button. */
#ifndef CATALOG_PUSH_H
#define CATALOG_PUSH_H

#include "base/env.h"
#include "network/actor.h"
#include "record/slims_push.h"

enum {
    PUSH_STEP = 50,               /* records of one transaction */
    PUSH_ARRIVALS_KEPT = 50,      /* of an agency */
    PUSH_REFUSALS_MAX = 1000,     /* of an agency; more are only counted */
    PUSH_SITTING_RECORDS = 10000, /* of one load */
    PUSH_GAPS_MAX = 50
};
#define PUSH_SITTING_PAUSE INT64_C(1800000000)  /* after so long a new load begins */
#define PUSH_SITTING_LIFE  INT64_C(43200000000) /* and so long after it began */

/* ---- the connection ---- */

struct push_node {
    bool known; /* it was set up; all below is 0 otherwise */
    bool open;
    int64_t made;          /* the password */
    int64_t heard, denied; /* when the right, a wrong password came last; 0: never */
};

/* Takes PERM_LOOK in the agency. */
MUST enum err push_get(struct db *db, const struct actor *actor, int64_t agency,
                       struct push_node *ret);

/* A new password, shown this once ("abcd-efgh-..."); the old one dies, and what is sent is taken
 * from now on. ERR_CONFLICT when the old one is not that of `made` (0: there is none): the button
 * was pressed twice, or by two. Takes PERM_MANAGE in the agency. */
MUST enum err push_renew(struct db *db, const struct actor *actor, int64_t agency, int64_t made,
                         const struct env *env, struct arena *a, struct str *ret_password);

/* Takes what is sent, or refuses it; the password stays. ERR_NOT_FOUND: never set up. Takes
 * PERM_MANAGE in the agency. */
MUST enum err push_switch(struct db *db, const struct actor *actor, int64_t agency, bool open,
                          int64_t now);

/* ---- the door ---- */

enum push_door {
    PUSH_RIGHT,
    PUSH_NOBODY,  /* no agency of that id, or it never set this up */
    PUSH_WRONG,   /* not its password */
    PUSH_SHIPPED, /* the password that SLiMS is shipped with */
    PUSH_CLOSED   /* its password, and the agency does not want it now */
};

/* Who sends: `node` is the slug of an agency, the password as it was made or its SHA-1 in hex;
 * dashes, spaces and capitals are read past. *ret_actor is the sender, of PUSH_RIGHT. */
MUST enum err push_knock(struct db *db, struct str node, struct str password, int64_t now,
                         struct arena *a, enum push_door *ret, struct actor *ret_actor);

/* Notes that a wrong password came for that id, at most once a minute. */
MUST enum err push_deny(struct db *db, struct str node, int64_t now);

/* ---- taking ---- */

struct push_counts {
    int64_t read, fresh, changed, same; /* of records */
    int64_t gone, unknown;              /* of deletions: `unknown` was not there */
    int64_t refused;                    /* could not be read: push_refusals says which */
    int64_t left;                       /* not looked at: the time was up */
};

/* Takes what *push brings, a few records a transaction, until `deadline` (monotonic; 0: none).
 * ERR_DENIED when the actor is no sender or its connection was closed meanwhile; ERR_FULL,
 * ERR_BUSY, ERR_IO: *ret says what is in the truth already. */
MUST enum err push_take(struct db *db, const struct actor *actor, const struct slims_push *push,
                        const struct env *env, int64_t deadline, struct push_counts *ret);

/* ---- looking: all take PERM_LOOK in the agency ---- */

struct push_arrival {
    int64_t at, load; /* load 0: nothing was new */
    bool undone;      /* the load */
    struct push_counts counts;
};
struct push_arrivals {
    struct push_arrival *item;
    size_t n, cap;
};

/* Newest first. */
MUST enum err push_arrivals(struct db *db, const struct actor *actor, int64_t agency, int limit,
                            struct arena *a, struct push_arrivals *ret);

struct push_refusal {
    int64_t number, at; /* number 0: it had none */
    struct str reason;  /* also the message "refusal.REASON" */
};
struct push_refusals {
    struct push_refusal *item;
    size_t n, cap;
    int64_t all;
};
MUST enum err push_refusals(struct db *db, const struct actor *actor, int64_t agency, int limit,
                            struct arena *a, struct push_refusals *ret);

/* Numbers of the sender between 1 and the highest that never came. */
struct push_gap {
    int64_t first, last;
};
struct push_gaps {
    struct push_gap *item; /* the first PUSH_GAPS_MAX */
    size_t n, cap;
    int64_t seen, live, highest; /* numbers that came; of them in the catalogue now; the highest */
    int64_t missing;
};
MUST enum err push_gaps(struct db *db, const struct actor *actor, int64_t agency, struct arena *a,
                        struct push_gaps *ret);

#endif
