/* sending.h -- a library's own system sends records through the interface for programs: what a
 * request brings, and what becomes of it.
 *
 * Records go to the feed 'api' of the agency and are known by the number they have in their system
 * (001 of MARC, "number" of a row). What is new, changed or deleted is published at once
 * (delivery.h), into the load of the sitting; what is the same leaves nothing. The sender is an
 * actor of push_knock: one password for whatever a library's system sends. */
#ifndef CATALOG_SENDING_H
#define CATALOG_SENDING_H

#include "base/env.h"
#include "catalog/push.h"
#include "catalog/source.h"

enum { SENDING_RECORDS_MAX = 500, SENDING_NUMBER_MAX = 100 };

enum sent_outcome {
    SENT_LEFT, /* not looked at: the time was up */
    SENT_NEW,
    SENT_CHANGED,
    SENT_SAME,
    SENT_DELETED,
    SENT_UNKNOWN, /* to be deleted, and not there */
    SENT_REFUSED,
    SENT_OUTCOMES
};
const char *sent_outcome_name(enum sent_outcome o); /* "changed" */

/* One record of a request. */
struct sent {
    struct str number, bytes; /* bytes as they are kept */
    struct bib bib;
    bool gone; /* it says that it was deleted */
    enum sent_outcome outcome;
    const char *why; /* of SENT_REFUSED; also the message "sent.WHY" */
    struct str part; /* the member or value that is wrong; may be empty */
    int64_t title;   /* the title it belongs to now; 0: none */
};

struct sending {
    enum source_format format; /* of the bytes that are kept */
    struct sent *item;
    size_t n, cap;
};

/* Takes a body apart: SOURCE_MARC21, SOURCE_MARCXML, or SOURCE_MARCJSON, which may also be rows
 * (record/json_row.h): an array of them, one alone, or {"records": [...]}. What cannot be read is
 * SENT_REFUSED and costs only itself. ERR_LIMIT over SENDING_RECORDS_MAX, ERR_FORMAT when there is
 * no record in it at all. */
MUST enum err sending_read(struct str body, enum source_format format, struct arena *a,
                           struct sending *ret);

/* A request to delete one. */
struct sending sending_deletion(struct str number, struct arena *a);

/* Takes what was not refused, a few records a transaction, until `deadline` (monotonic; 0: none),
 * and says of each what became of it. ERR_DENIED when the actor is no sender or the library does
 * not want it now; ERR_FULL, ERR_BUSY, ERR_IO: outcomes say what is in the truth already. */
MUST enum err sending_take(struct db *db, const struct actor *actor, struct sending *s,
                           const struct env *env, int64_t deadline);

#endif
