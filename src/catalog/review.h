/* review.h -- pairs of titles that a person should look at: what the matching was in doubt about
 * (schema 0008, table doubt), the likeliest first.
 *
 * A doubt is between two descriptions; several between the same two titles are one pair here, and
 * the best of them stands for it. Pairs that a person told apart, or that are one title by now, are
 * left out. Who may decide (decision.h) sees a pair; nobody else does.
 *
 * The queue is read from a place in it onwards, never counted: a list costs what it shows, and at
 * most REVIEW_SCAN_MAX doubts are looked at for one. */
#ifndef CATALOG_REVIEW_H
#define CATALOG_REVIEW_H

#include "catalog/match.h"
#include "catalog/title.h"

enum {
    REVIEW_LIMIT_MAX = 100,
    REVIEW_SCAN_MAX = 2000,
    REVIEW_REASONS_MAX = 40,
    REVIEW_REASONS_SEEN = 500
};

/* Where in the queue: at the best doubt of a pair. */
struct review_place {
    int64_t score, low, high;
};

/* "86_12_345", for addresses; reading gives ERR_FORMAT. */
struct str review_place_write(struct arena *a, const struct review_place *p);
MUST enum err review_place_read(struct str text, struct review_place *ret);

struct review_filter {
    const struct scope *libraries; /* one of them has a record in one of the titles; NULL: any */
    struct str reason;             /* empty: any */
    int format;                    /* enum format of one of them; -1: any */
    struct str language;           /* of one of them; empty: any */
};

struct review_pair {
    int64_t one, other; /* titles; one < other */
    struct review_place place;
    struct str reason;
};
struct review_list {
    struct review_pair *item;
    size_t n, cap;
    bool more;                /* there may be more from `next` on */
    struct review_place next; /* the last doubt that was looked at */
};

/* After `after` (NULL: from the best). */
MUST enum err review_list(struct db *db, const struct actor *actor,
                          const struct review_filter *filter, const struct review_place *after,
                          size_t limit, struct arena *a, struct review_list *ret);

/* The pair as the queue would have it, whatever was decided. ERR_NOT_FOUND: they are in no doubt.
 */
MUST enum err review_find(struct db *db, int64_t one, int64_t other, struct arena *a,
                          struct review_pair *ret);

/* What the judge says of the two descriptions that were compared. ERR_NOT_FOUND when they went. */
MUST enum err review_explain(struct db *db, const struct review_pair *pair,
                             struct match_result *ret);

/* The most frequent reasons there are doubts for, and how many doubts each has, up to `enough`:
 * decided ones are among them. At most REVIEW_REASONS_SEEN are looked at. */
struct review_reasons {
    struct review_reason {
        struct str reason;
        int64_t doubts;
    } * item;
    size_t n, cap;
};
MUST enum err review_reasons(struct db *db, int64_t enough, struct arena *a,
                             struct review_reasons *ret);

/* ---- what was decided ---- */

/* How many decisions the actor made from `since` on; at most 1000 are looked at. */
MUST enum err review_made(struct db *db, const struct actor *actor, int64_t since, int64_t *ret);

/* The decisions that hold and were made in one act with this one, the newest first. ERR_NOT_FOUND
 * when there is no such decision or the actor did not make it. */
struct review_act {
    struct review_made {
        int64_t decision, one, other; /* other is 0 when the title was split and is one again */
        enum review_what { REVIEW_JOINED, REVIEW_APART, REVIEW_SPLIT } what;
    } * item;
    size_t n, cap;
};
MUST enum err review_act(struct db *db, const struct actor *actor, int64_t decision,
                         struct arena *a, struct review_act *ret);

/* Where the records that left a title by the decision are now; 0: in no other title than it. */
MUST enum err review_split_off(struct db *db, int64_t decision, int64_t title, int64_t *ret);

#endif
