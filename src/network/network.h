/* network.h -- groups of agencies with a purpose; every catalogue has at least one, some stand
 * inside others. */
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include "db/db.h"
#include "network/actor.h"

enum jurisdiction { JURISDICTION_UNSTATED, JURISDICTION_ONE, JURISDICTION_MANY, JURISDICTIONS };

struct network {
    int64_t id;
    struct str name;    /* shown beside the brand */
    struct str purpose; /* may be empty */
    bool sample;        /* the whole network is the sample */
    int64_t parent;     /* the network it stands in; 0: none */
    uint32_t kinds;     /* bit per enum agency_type admitted; 0: all */
    struct str place_code;
    enum jurisdiction jurisdiction; /* one authority over all members, or many */
    bool commercial;
    bool admits; /* anybody may apply without an invitation */
    struct str rules;
    struct str contact, contact_phone, contact_email; /* of the coordinator */
    int64_t edition;                                  /* counts changes of the profile */
};

struct networks {
    struct network *item;
    size_t n, cap;
};

enum { NETWORK_NAME_MAX = 200, NETWORK_TEXT_MAX = 20000, NETWORKS_MAX = 1000, NESTING_MAX = 8 };

/* "", "one", "many"; also the messages "jurisdiction.one" ... */
const char *jurisdiction_name(enum jurisdiction j);
bool jurisdiction_parse(struct str name, enum jurisdiction *ret);

/* Not empty, not too long, UTF-8. */
bool network_name_ok(struct str name);

enum network_field { /* what can be wrong with a profile */
                     NETWORK_F_NAME,
                     NETWORK_F_PURPOSE,
                     NETWORK_F_PARENT, /* does not exist, would stand in itself, or too deep */
                     NETWORK_F_PLACE,
                     NETWORK_F_RULES,
                     NETWORK_F_CONTACT,
                     NETWORK_F_PHONE,
                     NETWORK_F_EMAIL,
                     NETWORK_FIELDS
};

/* "name"; also the name of the field in forms and of the message "network.bad.name". */
const char *network_field_name(enum network_field f);

/* Texts are trimmed; the id and edition are ours. ERR_ARG when a field is wrong. Without a parent
 * by who may PERM_OPERATE, in one by who coordinates it. */
MUST enum err network_add(struct db *db, const struct actor *actor, const struct network *network,
                          int64_t now, int64_t *ret_id);

/* Writes the profile of network->id. ERR_ARG with the bits of the wrong fields, ERR_CONFLICT when
 * network->edition is not the one in force. Who moves it coordinates the new outer network too. */
MUST enum err network_update(struct db *db, const struct actor *actor,
                             const struct network *network, int64_t now, uint32_t *ret_bad);

/* The first network: the one the installation was made for. */
MUST enum err network_home(struct db *db, struct arena *a, struct network *ret);
MUST enum err network_get(struct db *db, int64_t id, struct arena *a, struct network *ret);

/* All, by id: an outer one need not come before those inside it. */
MUST enum err network_list(struct db *db, struct arena *a, struct networks *ret);

/* Agencies with a membership that holds at `now`, in it or in a network inside it; ascending ids,
 * in `a`. */
struct agency_ids {
    int64_t *item;
    size_t n, cap;
};
MUST enum err network_members(struct db *db, int64_t network, int64_t now, struct arena *a,
                              struct agency_ids *ret);

/* Whose data readers see: the agencies that are members of any network now, ascending. *ret_all:
 * the data of nobody else is in the catalogue, so no scope is needed. */
MUST enum err network_public(struct db *db, struct arena *a, struct agency_ids *ret, bool *ret_all);

#endif
