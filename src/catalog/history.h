/* history.h -- what happened to a title, newest first: what people decided about it and mended,
 * records that moved to or from it by themselves, and loads that brought its records. */
#ifndef CATALOG_HISTORY_H
#define CATALOG_HISTORY_H

#include "catalog/decision.h"
#include "catalog/mend.h"

enum history_kind { HISTORY_DECISION, HISTORY_MEND, HISTORY_MOVE, HISTORY_LOAD };

struct history_event {
    enum history_kind kind;
    int64_t at; /* microseconds */
    struct decision_row decision;
    struct mend mend;
    int64_t records;             /* that moved, or that the load brought in their present form */
    int64_t source, target;      /* HISTORY_MOVE: titles */
    int64_t load;                /* HISTORY_LOAD, or the load that moved them; 0: worked out anew */
    struct str agency, file, by; /* of the load; by: who sent it, empty: the operator */
};
struct history_events {
    struct history_event *item;
    size_t n, cap;
};

enum { HISTORY_LIMIT_MAX = 200 };

/* What happened before `before`; 0: up to now. Moves that a decision made are told by it. */
MUST enum err history_list(struct db *db, int64_t title, int64_t before, size_t limit,
                           struct arena *a, struct history_events *ret);

#endif
