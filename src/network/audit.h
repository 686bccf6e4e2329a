/* audit.h -- who did what to which object: appended with the act itself, never changed.
 *
 * Lines name people by number, so that a name can be corrected or dropped without touching them. */
#ifndef NETWORK_AUDIT_H
#define NETWORK_AUDIT_H

#include "network/actor.h"

struct audit_line {
    int64_t id, at; /* microseconds */
    int64_t person; /* 0: the operator at the command line */
    struct str person_name;
    int64_t agency; /* 0: none */
    struct str action, object, detail;
};
struct audit_lines {
    struct audit_line *item;
    size_t n, cap;
};

enum { AUDIT_DETAIL_MAX = 500 };

struct audit_entry {
    int64_t at, agency;        /* microseconds; 0: no agency */
    const char *action, *kind; /* "load.publish", with the message "audit.load.publish"; "load" */
    int64_t id;                /* of the object, "load:7" */
    struct str detail;         /* no password, code or reader's name */
};

/* To be called inside the db_write of the act. The detail is cut at AUDIT_DETAIL_MAX. */
MUST enum err audit_add(struct db *db, const struct actor *actor, const struct audit_entry *entry);

/* "load:7" */
struct str audit_object(struct arena *a, const char *kind, int64_t id);

/* What to list: of one agency (PERM_LOOK there) or, with 0, of everything (PERM_OPERATE); only of
 * one object when that is not empty; only lines before `before` when that is not 0. */
struct audit_request {
    int64_t agency;
    struct str object;
    int64_t before;
    int limit;
};

/* Newest first. */
MUST enum err audit_list(struct db *db, const struct actor *actor, const struct audit_request *rq,
                         struct arena *a, struct audit_lines *ret);

#endif
