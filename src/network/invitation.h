/* invitation.h -- how an agency is asked in: a link (or its QR code) to send, and a short code to
 * read out. Both are known only to who made it; we keep their SHA-256. */
#ifndef NETWORK_INVITATION_H
#define NETWORK_INVITATION_H

#include "base/env.h"
#include "db/db.h"
#include "network/actor.h"

enum {
    INVITATION_DAYS_MAX = 365,
    INVITATION_USES_MAX = 1000,
    INVITATION_CODE = 8,          /* letters and digits without 0 O 1 I: 40 bits */
    INVITATION_SECRET = 26,       /* digits of 32: 130 bits */
    INVITATION_GUESSES = 10,      /* wrong codes of one sender in an hour; then all are refused */
    INVITATION_GUESSES_ALL = 1000 /* wrong codes of all senders in an hour */
};

enum invitation_state {
    INVITATION_OPEN,
    INVITATION_USED,
    INVITATION_EXPIRED,
    INVITATION_REVOKED,
    INVITATION_STATES
};

/* "open"; also the message "invitation.open". */
const char *invitation_state_name(enum invitation_state s);

struct invitation {
    int64_t id, network;
    struct str network_name;
    struct str name, npsn, type, place_code; /* what is known of the invited agency; may be empty */
    int64_t uses_left, made, expires;
    struct str made_by; /* name; empty: the operator */
    enum invitation_state state;
};

struct invitations {
    struct invitation *item;
    size_t n, cap;
};

struct invitation_made {
    int64_t id;
    struct str secret; /* of the link /undangan/SECRET, 26 letters and digits: 130 bits */
    struct str code;   /* "ABCD-EFGH", without 0 O 1 I L: 40 bits */
};

/* From *order: network, prefilled fields, uses_left (1 to INVITATION_USES_MAX), expires. ERR_ARG
 * when one of them is wrong. By who coordinates the network. */
MUST enum err invitation_make(struct db *db, const struct actor *actor,
                              const struct invitation *order, const struct env *env,
                              struct arena *a, struct invitation_made *ret);

/* The invitation of a secret, or of a code in any case, with or without dashes and spaces, whatever
 * its state. ERR_NOT_FOUND when there is none; ERR_BUSY when `sender` (an address) or all together
 * gave too many wrong codes in the last hour. `db` is written to when a code is wrong. */
MUST enum err invitation_find(struct db *db, struct str token, struct str sender, int64_t now,
                              struct arena *a, struct invitation *ret);

MUST enum err invitation_revoke(struct db *db, const struct actor *actor, int64_t id, int64_t now);

/* Of a network, newest first; by who coordinates it. */
MUST enum err invitation_list(struct db *db, const struct actor *actor, int64_t network,
                              int64_t now, struct arena *a, struct invitations *ret);

#endif
