/* setup.h -- the first start: a link that works until the network has its first coordinator, and
 * never again. */
#ifndef NETWORK_SETUP_H
#define NETWORK_SETUP_H

#include "base/env.h"
#include "network/person.h"

/* The token of the link, made at the first start and the same until it is used. Empty when set-up
 * is closed: a coordinator of the home network exists. */
MUST enum err setup_token(struct db *db, const struct env *env, struct arena *a, struct str *ret);

/* OK when `token` opens the set-up; ERR_NOT_FOUND otherwise, and when it is closed. */
MUST enum err setup_check(struct db *db, struct str token);

struct setup_network {
    struct str name, zone, lang; /* "WIB"; "id" */
};

/* Names the home network, made when there is none. ERR_NOT_FOUND: not the token; ERR_ARG: the name
 * cannot be used. */
MUST enum err setup_name(struct db *db, struct str token, const struct setup_network *n,
                         int64_t now);

/* Makes the first coordinator with that stored password and closes the set-up, in one step: of two
 * who try, one gets ERR_NOT_FOUND. ERR_ARG: name or login cannot be used. */
MUST enum err setup_coordinator(struct db *db, struct str token, const struct person *person,
                                int64_t now, int64_t *ret_person);

#endif
