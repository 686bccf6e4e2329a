/* application.h -- an agency asks to be a member of a network, and the network answers.
 *
 * Who asks becomes the manager of a new agency at once, so that its people can send data the same
 * day; but the agency is in no network yet, so readers see nothing of it until a coordinator says
 * yes. */
#ifndef NETWORK_APPLICATION_H
#define NETWORK_APPLICATION_H

#include "network/agency.h"
#include "network/invitation.h"
#include "network/person.h"

enum application_state { /* names are stored, order may change */
                         APPLICATION_WAITING,
                         APPLICATION_APPROVED,
                         APPLICATION_DECLINED,
                         APPLICATION_STATES
};

struct application {
    int64_t id, network, agency;
    bool invited;
    struct str network_name, agency_name, agency_slug, person_name, message, reason;
    enum application_state state;
    int64_t made, decided; /* decided 0: not yet */
};

struct applications {
    struct application *item;
    size_t n, cap;
};

enum { APPLICATION_TEXT_MAX = 2000 };

struct application_order {
    const struct invitation *invitation; /* NULL: by the open form of `network` */
    int64_t network;
    int64_t agency;                 /* one that exists and the actor manages, or 0: */
    const struct agency *profile;   /* a new one */
    const struct person *applicant; /* a stranger: becomes an account (person_insert); else NULL */
    struct str message;
};

/* What came of it. */
struct application_made {
    int64_t id, agency, person;
};

/* Any person may ask, and a stranger who gives name, login and password; a new agency has the
 * person as its manager. ERR_ARG: *ret_bad has the bits of the wrong fields of the profile (its
 * type when the network does not admit it), 0 when the message is too long. ERR_DENIED when the
 * network has no open form. ERR_NOT_FOUND when the invitation is no longer open. ERR_CONFLICT when
 * such an agency is there already, or is a member, or has asked; *ret_login_taken when it is the
 * login instead. */
MUST enum err application_make(struct db *db, const struct actor *actor,
                               const struct application_order *order, int64_t now,
                               uint32_t *ret_bad, bool *ret_login_taken,
                               struct application_made *ret);

/* Yes makes it a member from now on, no needs a reason (ERR_ARG); by who coordinates the network.
 * ERR_CONFLICT when it is decided already. */
MUST enum err application_decide(struct db *db, const struct actor *actor, int64_t id, bool yes,
                                 struct str reason, int64_t now);

/* Of a network by who coordinates it, of an agency by who may look at it; newest first, those that
 * wait before all others. */
MUST enum err application_list(struct db *db, const struct actor *actor, int64_t network,
                               struct arena *a, struct applications *ret);
MUST enum err application_of_agency(struct db *db, const struct actor *actor, int64_t agency,
                                    struct arena *a, struct applications *ret);

#endif
