/* actor.c -- who may do what. */
#include "network/actor.h"

enum err actor_may(const struct actor *actor, enum permission p)
{
    switch (p) {
    case PERM_PUBLIC: return OK;
    case PERM_OPERATE: return actor->kind == ACTOR_OPERATOR ? OK : ERR_DENIED;
    }
    return ERR_DENIED;
}
