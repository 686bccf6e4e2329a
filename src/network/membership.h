/* membership.h -- who belongs to which network, from when to when. */
#ifndef NETWORK_MEMBERSHIP_H
#define NETWORK_MEMBERSHIP_H

#include "db/db.h"
#include "network/actor.h"

struct membership {
    int64_t id, network, agency;
    struct str network_name, agency_name, agency_slug;
    int64_t since, until; /* until 0: still */
};

struct memberships {
    struct membership *item;
    size_t n, cap;
};

/* By who coordinates the network and manages the agency: nobody is made a member by others alone
 * (application.h is the way to agree). `since` may lie in the past, not ahead of `now`.
 * ERR_CONFLICT when it was a member at some time from `since` on; ERR_ARG for a time to come. */
MUST enum err membership_add(struct db *db, const struct actor *actor, int64_t network,
                             int64_t agency, int64_t since, int64_t now, int64_t *ret_id);

/* The same inside a db_write of the caller, who has asked for permission. */
MUST enum err membership_insert(struct db *db, int64_t network, int64_t agency, int64_t since,
                                int64_t *ret_id);

/* By who coordinates the network, or manages the agency. `until` lies after its beginning and not
 * ahead of `now`. ERR_NOT_FOUND when it is no member now. What the agency published is then no
 * longer shown, unless another network has it as a member. */
MUST enum err membership_end(struct db *db, const struct actor *actor, int64_t network,
                             int64_t agency, int64_t until, int64_t now);

/* All of an agency, and all of a network itself, newest first. */
MUST enum err membership_of_agency(struct db *db, int64_t agency, struct arena *a,
                                   struct memberships *ret);
MUST enum err membership_of_network(struct db *db, int64_t network, struct arena *a,
                                    struct memberships *ret);

/* Whether the agency is a member of any network now: readers see it. */
MUST enum err membership_holds(struct db *db, int64_t agency, bool *ret);

#endif
