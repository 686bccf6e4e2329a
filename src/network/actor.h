/* actor.h -- whoever asks, as a value handed to every domain function.
 *
 * Accounts and roles come with sign-in; until then there are two actors: a stranger at the
 * web, who sees what is public, and the operator at the command line, who owns the data
 * directory and may do everything. */
#ifndef NETWORK_ACTOR_H
#define NETWORK_ACTOR_H

#include "base/err.h"

enum permission {
    PERM_PUBLIC, /* anybody */
    PERM_OPERATE /* load, undo, add libraries, empty the sample */
};

enum actor_kind { ACTOR_STRANGER, ACTOR_OPERATOR };

struct actor {
    enum actor_kind kind;
};

/* OK or ERR_DENIED. */
MUST enum err actor_may(const struct actor *actor, enum permission p);

#endif
