/* person.h -- people with accounts, and their roles with dates.
 *
 * Who may name people: in an agency its manager, in a network its coordinator (actor.h). Nobody can
 * reach over another: who changes a person's account must be allowed to give every role that the
 * person holds. */
#ifndef NETWORK_PERSON_H
#define NETWORK_PERSON_H

#include "network/actor.h"

struct person {
    int64_t id;
    struct str name;
    struct str login;    /* "sri@sman1.sch.id" or "+6281234567890" */
    struct str lang;     /* "id", "en"; empty: as the browser asks */
    struct str password; /* stored argon2id string; empty: has none yet */
    bool disabled;
    int64_t created;
};

struct role_row {
    int64_t id, person, agency, network; /* agency or network, the other 0 */
    enum role_kind kind;
    int64_t since, until; /* until 0: still */
    struct str person_name, login;
    struct str where; /* name of the agency or network */
    struct str slug;  /* of the agency */
    bool signed_up;   /* has a password */
    bool disabled;
};
struct role_rows {
    struct role_row *item;
    size_t n, cap;
};

enum { PERSON_NAME_MAX = 120, LOGIN_MAX = 120 };

/* The one form of what a person types: e-mail in lower case, an Indonesian telephone number as
 * +62...; ERR_ARG when it is neither. */
MUST enum err login_normal(struct str typed, struct arena *a, struct str *ret);

/* What a new account needs. The role is given with it, in an agency or in a network. */
struct person_order {
    struct str name, login; /* as typed */
    struct str lang;
    enum role_kind kind;
    int64_t agency, network;
};

/* Makes the account, or finds the one with that login (its name stays), and gives the role.
 * ERR_ARG: name or login cannot be used, or the role does not fit the place; ERR_CONFLICT: holds
 * this role there already; ERR_DENIED. */
MUST enum err person_add(struct db *db, const struct actor *actor, const struct person_order *order,
                         int64_t now, int64_t *ret_person);

/* Inside a db_write of the caller, who has asked for permission: a new account without any role,
 * from name, login, lang, password and created. ERR_CONFLICT when the login is taken. */
MUST enum err person_insert(struct db *db, const struct person *p, int64_t *ret_id);

MUST enum err person_get(struct db *db, int64_t id, struct arena *a, struct person *ret);
MUST enum err person_by_login(struct db *db, struct str login, struct arena *a, struct person *ret);

/* Roles held at `now` in one agency (PERM_LOOK there), in one network (PERM_COORDINATE there), or
 * all of the installation (both 0, PERM_OPERATE); by name. */
MUST enum err role_list(struct db *db, const struct actor *actor, int64_t agency, int64_t network,
                        int64_t now, struct arena *a, struct role_rows *ret);

/* The roles of one person at `now`: for the person itself and for pages after a check. */
MUST enum err role_of_person(struct db *db, int64_t person, int64_t now, struct arena *a,
                             struct role_rows *ret);

/* Ends a role now. ERR_CONFLICT: the last coordinator of the home network; ERR_NOT_FOUND. */
MUST enum err role_end(struct db *db, const struct actor *actor, int64_t role, int64_t now);

/* Whether the actor may give every role the person holds now (itself: yes). */
MUST enum err person_may_change(struct db *db, const struct actor *actor, int64_t person,
                                int64_t now);

/* Closes or reopens the account; closing ends its sessions. ERR_CONFLICT for one's own account. */
MUST enum err person_disable(struct db *db, const struct actor *actor, int64_t person,
                             bool disabled, int64_t now);

/* Sets the stored string of a password (base/secret.h); ends all sessions and codes. */
MUST enum err person_set_password(struct db *db, int64_t person, struct str stored, int64_t now);

#endif
