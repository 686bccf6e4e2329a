/* actor.h -- whoever asks, as a value handed to every domain function, and what roles allow.
 *
 * A stranger sees what is public. The operator, at the command line, owns the data directory and
 * may do everything. A sender may nothing of what is listed here. A person may what the roles that
 * hold now allow, each in its agency or its network; a role in a network reaches its agencies and
 * the networks inside it. */
#ifndef NETWORK_ACTOR_H
#define NETWORK_ACTOR_H

#include "db/db.h"

enum permission {
    PERM_PUBLIC,     /* anybody */
    PERM_SIGNED_IN,  /* any person */
    PERM_LOOK,       /* see an agency's staff pages */
    PERM_DESK,       /* serve readers */
    PERM_CATALOGUE,  /* send, publish and undo data; edit records */
    PERM_MANAGE,     /* an agency's profile and its people */
    PERM_COORDINATE, /* a network's profile, members, invitations */
    PERM_OPERATE /* the installation: settings, backups, logs; coordinators of the home network */
};

enum role_kind {                   /* names are stored, order may change */
                 ROLE_COORDINATOR, /* of a network */
                 ROLE_MANAGER,     /* the others: of an agency */
                 ROLE_CATALOGUER,
                 ROLE_DESK,
                 ROLE_HEAD, /* looks at everything, changes nothing */
                 ROLE_KINDS
};

/* "manager"; also the message "role.manager". */
const char *role_name(enum role_kind k);
bool role_parse(struct str name, enum role_kind *ret);

enum actor_kind {
    ACTOR_STRANGER,
    ACTOR_PERSON,
    ACTOR_OPERATOR,
    ACTOR_SENDER /* another system that knew its password (catalog/push.h): it may send, no more */
};

struct actor_role {
    enum role_kind kind;
    int64_t agency, network; /* one of them, the other 0 */
    bool home;               /* the network is the home network */
};

enum { ACTOR_ROLES_MAX = 200 };

struct actor {
    enum actor_kind kind;
    int64_t person; /* ACTOR_PERSON */
    int64_t at;     /* the moment of asking, by which memberships are judged; microseconds */
    const struct actor_role *role;
    size_t n_roles;
    int64_t agency; /* ACTOR_SENDER: for which it sends */
};

/* Whether the actor may this anywhere at all: the first question of a route. OK or ERR_DENIED. */
MUST enum err actor_may(const struct actor *actor, enum permission p);

/* Whether the actor may this in that agency. ERR_DENIED also when there is no such agency, so that
 * nobody learns which exist. Not for PERM_COORDINATE and PERM_OPERATE. */
MUST enum err actor_may_agency(struct db *db, const struct actor *actor, enum permission p,
                               int64_t agency);

/* Whether the actor may this in that network, by a role in it or in one around it. */
MUST enum err actor_may_network(struct db *db, const struct actor *actor, enum permission p,
                                int64_t network);

/* The person as an actor at `now`, with the roles that hold; strings live in `a`. ERR_NOT_FOUND
 * when there is none or it is disabled. */
MUST enum err actor_of_person(struct db *db, int64_t person, int64_t now, struct arena *a,
                              struct actor *ret);

#endif
