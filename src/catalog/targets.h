/* targets.h -- other catalogues that librarians ask and copy from, as rows: of a network, or of the
 * whole installation. How they are asked is peer/target.h. */
#ifndef CATALOG_TARGETS_H
#define CATALOG_TARGETS_H

#include "db/db.h"
#include "network/actor.h"

enum {
    TARGETS_MAX = 40, /* of one network, or of the installation */
    TARGETS_ASKED_MAX = 20,
    TARGETS_NAME_MAX = 200,
    TARGETS_ADDRESS_MAX = 500,
    TARGETS_VALUE_MAX = 200,
    COPY_RULE_MAX = 1000
};

/* Values as peer/target.h has them. */
struct target_order {
    int64_t network; /* 0: of the installation */
    struct str kind, name, address, base, syntax, charset, version, names;
    int seconds;
};

struct target_row {
    int64_t id;
    struct target_order order;
    struct str network_name;
    struct str login, sealed; /* who we are there; the password as work/seal.h keeps it */
    bool open;
    int64_t made, looked_at;
    struct str findings;
};
struct target_rows {
    struct target_row *item;
    size_t n, cap;
};

/* Changing takes PERM_COORDINATE in the network, or PERM_OPERATE for one of the installation. A new
 * one is not asked before it is switched on. ERR_ARG: a value that is none; ERR_CONFLICT: the same
 * is there already; ERR_LIMIT. */
MUST enum err targets_add(struct db *db, const struct actor *actor, const struct target_order *o,
                          int64_t now, int64_t *ret);
/* `o->network` is not changed. A password goes with the address it was for. */
MUST enum err targets_change(struct db *db, const struct actor *actor, int64_t id,
                             const struct target_order *o, int64_t now);
MUST enum err targets_switch(struct db *db, const struct actor *actor, int64_t id, bool open,
                             int64_t now);
/* Who we are there, and the password, sealed; an empty login forgets both. ERR_ARG: a name that
 * cannot be sent. */
MUST enum err targets_login_set(struct db *db, const struct actor *actor, int64_t id,
                                struct str login, struct str sealed, int64_t now);
MUST enum err targets_remove(struct db *db, const struct actor *actor, int64_t id, int64_t now);

/* By who may change it; ERR_NOT_FOUND otherwise. */
MUST enum err targets_get(struct db *db, const struct actor *actor, int64_t id, struct arena *a,
                          struct target_row *ret);
MUST enum err targets_list(struct db *db, const struct actor *actor, int64_t network,
                           struct arena *a, struct target_rows *ret);

/* Those that are switched on for a library's people: of the installation and of the networks it is
 * a member of now, TARGETS_ASKED_MAX at most. Takes PERM_CATALOGUE in the agency. */
MUST enum err targets_of_agency(struct db *db, const struct actor *actor, int64_t agency,
                                struct arena *a, struct target_rows *ret);

/* For the job that looks at one (trusts its caller). */
MUST enum err targets_note_look(struct db *db, int64_t id, struct str findings, int64_t now);

/* What a library leaves out of records it copies (catalog/adapt.h); the usual when it never said.
 * PERM_CATALOGUE to read, PERM_MANAGE to change. ERR_ARG: no list of tags. */
MUST enum err copy_rule_get(struct db *db, const struct actor *actor, int64_t agency,
                            struct arena *a, struct str *ret);
MUST enum err copy_rule_set(struct db *db, const struct actor *actor, int64_t agency,
                            struct str fields, int64_t now);

#endif
