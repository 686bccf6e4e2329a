/* once.h -- a request that comes twice is done once: what was answered to it is kept for a day
 * under the name its sender gave it (Idempotency-Key of the IETF draft). */
#ifndef CATALOG_ONCE_H
#define CATALOG_ONCE_H

#include "base/hash.h"
#include "db/db.h"

enum { ONCE_NAME_MAX = 255, ONCE_ANSWER_MAX = 1 << 20 };
#define ONCE_LIFE    INT64_C(86400000000) /* how long an answer is kept */
#define ONCE_WORKING INT64_C(120000000)   /* after so long nobody can still be at it */

enum once_state {
    ONCE_FIRST,  /* it is to be done, and once_end or once_drop follows */
    ONCE_DONE,   /* *ret_status and *ret_answer are what was said */
    ONCE_WORKED, /* somebody is at it */
    ONCE_ANOTHER /* the name was given to another request */
};

struct once {
    int64_t agency;
    struct str name;      /* 1 to ONCE_NAME_MAX bytes */
    struct digest digest; /* of what it asks: method, address, body */
};

MUST enum err once_begin(struct db *db, const struct once *o, int64_t now, struct arena *a,
                         enum once_state *ret, int *ret_status, struct str *ret_answer);

/* The answer from now on. ERR_LIMIT over ONCE_ANSWER_MAX. */
MUST enum err once_end(struct db *db, const struct once *o, int status, struct str answer);

/* It was not done after all: the next try is the first. */
MUST enum err once_drop(struct db *db, const struct once *o);

#endif
