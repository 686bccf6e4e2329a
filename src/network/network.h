/* network.h -- groups of agencies with a purpose; every catalogue has at least one. */
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include "db/db.h"
#include "network/actor.h"

struct network {
    int64_t id;
    struct str name;    /* shown beside the brand */
    struct str purpose; /* may be empty */
    bool sample;        /* the whole network is the sample */
};

enum { NETWORK_NAME_MAX = 200 };

/* Not empty, not too long, UTF-8. */
bool network_name_ok(struct str name);

/* The name is trimmed; ERR_ARG when it is empty, too long or not UTF-8. The id is ours. */
MUST enum err network_add(struct db *db, const struct actor *actor, const struct network *network,
                          int64_t now, int64_t *ret_id);

/* The first network: the one the installation was made for. */
MUST enum err network_home(struct db *db, struct arena *a, struct network *ret);

/* Agencies with a membership that holds at `now`; ascending ids, in `a`. */
struct agency_ids {
    int64_t *item;
    size_t n, cap;
};
MUST enum err network_members(struct db *db, int64_t network, int64_t now, struct arena *a,
                              struct agency_ids *ret);

#endif
