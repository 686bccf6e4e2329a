/* session.h -- signed in: a secret in a cookie, its digest here; and codes that work once.
 *
 * A session ends when its person signs out, changes the password or is closed, when it was not used
 * for a while, and at the latest after its longest life. */
#ifndef NETWORK_SESSION_H
#define NETWORK_SESSION_H

#include "base/env.h"
#include "network/actor.h"

#define SESSION_HOUR      INT64_C(3600000000)
#define SESSION_IDLE      (12 * SESSION_HOUR)      /* not used for so long */
#define SESSION_LIFE      (7 * 24 * SESSION_HOUR)  /* in all */
#define SESSION_KEPT_IDLE (30 * 24 * SESSION_HOUR) /* "stay signed in on this device" */
#define SESSION_KEPT_LIFE (180 * 24 * SESSION_HOUR)
#define SESSION_TURNED    (48 * SESSION_HOUR)      /* a clock set right leaves people signed in */
#define SESSION_STALE     (10 * SESSION_HOUR / 60) /* `seen` is written at most this often */
#define CODE_LIFE         (3 * 24 * SESSION_HOUR)

enum { CODE_DIGITS = 12 };

struct session {
    int64_t id, person, started, seen;
    bool kept;
};
struct sessions {
    struct session *item;
    size_t n, cap;
};

/* A new session; *ret_secret lives in `a` and is shown to nobody but the cookie. Old sessions are
 * swept on the way. */
MUST enum err session_open(struct db *db, int64_t person, bool kept, const struct env *env,
                           struct arena *a, struct str *ret_secret);

/* ERR_NOT_FOUND: no such session, or it has ended. */
MUST enum err session_find(struct db *db, struct str secret, int64_t now, struct session *ret);

/* Notes that it is in use. */
MUST enum err session_touch(struct db *db, int64_t session, int64_t now);

/* Ends one, only of that person. */
MUST enum err session_close(struct db *db, int64_t person, int64_t session);

MUST enum err session_list(struct db *db, int64_t person, int64_t now, struct arena *a,
                           struct sessions *ret);

/* ---- codes for a first or a new password ---- */

/* A code for the person, 12 digits shown in groups of four; earlier ones die. The actor must be
 * allowed to change the person (person_may_change). */
MUST enum err code_make(struct db *db, const struct actor *actor, int64_t person,
                        const struct env *env, struct arena *a, struct str *ret_code);

/* Whose the code is; spaces, dashes and capitals are read past. ERR_NOT_FOUND: none, used up or too
 * old. The code stays good until person_set_password ends it. */
MUST enum err code_find(struct db *db, struct str code, int64_t now, int64_t *ret_person);

#endif
