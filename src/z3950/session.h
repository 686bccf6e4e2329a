/* session.h -- one client of Z39.50 from Init to Close, without sockets: bytes in, bytes out, and
 * between them questions to the core in the words of SRU.
 *
 * A result set is a query that was asked; records are fetched when they are presented. One request
 * is answered at a time; what came behind it waits. */
#ifndef Z3950_SESSION_H
#define Z3950_SESSION_H

#include "base/buf.h"

enum {
    SESSION_REQUEST_MAX = 64 << 10, /* bytes of one message of a client */
    SESSION_ANSWER_MAX = 1 << 20,   /* bytes of records in one of ours; one record may be as long */
    SESSION_SETS_MAX = 30,
    SESSION_SET_NAME_MAX = 100,
    SESSION_PRESENT_MAX = 200, /* records; more are left for the next Present */
    SESSION_PIGGYBACK_MAX = 50,
    SESSION_SCAN_MAX = 100
};

struct session;
struct session *session_new(struct str version); /* of the program; lives longer */
void session_free(struct session *s);            /* NULL is fine */

/* Bytes that came, at most session_room of them: 0 while it does not want any. */
void session_take(struct session *s, struct str bytes);
size_t session_room(const struct session *s);

/* Bytes that wait to be sent; the caller removes what it sent (buf_consume), then calls
 * session_go_on. */
struct buf *session_out(struct session *s);
void session_go_on(struct session *s);

/* The question that waits for an answer of the core, "operation=searchRetrieve&..."; empty: none.
 * It lives until it is answered. */
struct str session_question(const struct session *s);

/* The answer; empty: the core could not be asked. */
void session_answer(struct session *s, struct str xml);

/* Says good-bye: why, as enum in pdu.h. */
void session_end(struct session *s, int reason, struct str why);

bool session_over(const struct session *s);    /* to be closed when everything is sent */
bool session_began(const struct session *s);   /* Init came */
bool session_halfway(const struct session *s); /* a message began and is not whole */

#endif
