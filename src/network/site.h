/* site.h -- the installation as its operator may change it: the name of the home network and the
 * settings that go with it. */
#ifndef NETWORK_SITE_H
#define NETWORK_SITE_H

#include "network/actor.h"

struct site {
    struct str name;     /* of the home network */
    struct str zone;     /* "WIB" */
    struct str lang;     /* "id": when a reader's browser asks for none of ours */
    struct str base_url; /* "https://katalog.example.id", where readers find it; may be empty */
};

/* Strings live in `a`; empty: never set. ERR_NOT_FOUND without a network. */
MUST enum err site_get(struct db *db, struct arena *a, struct site *ret);

/* PERM_OPERATE. ERR_ARG: the name cannot be used, or the address is not http(s)://host[:port];
 * zone and language are taken as the caller checked them. */
MUST enum err site_set(struct db *db, const struct actor *actor, const struct site *site,
                       int64_t now);

/* Empty, or http(s)://host[:port] without a path. */
bool site_url_ok(struct str url);

#endif
