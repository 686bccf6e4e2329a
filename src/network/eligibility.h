/* eligibility.h -- is an agency fit to be a member, and ready to be a good one.
 *
 * Four conditions to join: a collection (even 2,000 titles if special), open to outsiders, a steady
 * budget, staff in charge. Six to succeed: it gives and takes responsibility for requests, has an
 * organised collection, a catalogue, somebody responsible who guides readers, rules, and the
 * equipment to copy and to be reached. The agency states each with its evidence; the network
 * decides about the four, with a date. */
#ifndef NETWORK_ELIGIBILITY_H
#define NETWORK_ELIGIBILITY_H

#include "db/db.h"
#include "network/actor.h"

enum condition { /* names are stored, order may change */
                 CONDITION_COLLECTION,
                 CONDITION_OUTSIDERS,
                 CONDITION_BUDGET,
                 CONDITION_STAFF,
                 CONDITION_REQUESTS,
                 CONDITION_ORGANISED,
                 CONDITION_CATALOGUE,
                 CONDITION_GUIDE,
                 CONDITION_RULES,
                 CONDITION_EQUIPMENT,
                 CONDITIONS,
                 CONDITIONS_TO_JOIN = CONDITION_REQUESTS /* the first four */
};

/* "collection"; also the messages "condition.collection" and "condition.collection.advice". */
const char *condition_name(enum condition c);

enum { EVIDENCE_MAX = 1000 };

struct statement {
    bool stated, met;
    struct str evidence;
    int64_t at;
};

struct eligibility {
    struct statement statement[CONDITIONS];
    int n_to_join, n_ready; /* how many of the four and of the six are met */
};

MUST enum err eligibility_get(struct db *db, int64_t agency, struct arena *a,
                              struct eligibility *ret);

/* The agency's word on one condition, in the place of the one before. ERR_ARG when the evidence is
 * not UTF-8 or too long; a condition that is met needs evidence. */
MUST enum err eligibility_state(struct db *db, const struct actor *actor, int64_t agency,
                                enum condition c, bool met, struct str evidence, int64_t now);

struct decision {
    int64_t network, decided;
    struct str network_name, reason, by; /* by: name of the person; empty: the operator */
    bool fit;
};
struct decisions {
    struct decision *item;
    size_t n, cap;
};

/* The network's word; earlier ones stay as history. ERR_ARG when the agency is not fit and no
 * reason is given. The actor coordinates the network, and the agency is its member or asks to be.
 * No page asks for it yet, only tests. */
MUST enum err eligibility_decide(struct db *db, const struct actor *actor, int64_t network,
                                 int64_t agency, bool fit, struct str reason, int64_t now);

/* Newest first. */
MUST enum err eligibility_decisions(struct db *db, int64_t agency, struct arena *a,
                                    struct decisions *ret);

#endif
