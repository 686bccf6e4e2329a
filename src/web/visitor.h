/* visitor.h -- who asks, from the cookie; and the token that forms repeat. */
#ifndef WEB_VISITOR_H
#define WEB_VISITOR_H

#include "web/page.h"

/* Fills actor, session and me from the session cookie; a stranger when there is none that holds. */
MUST enum err visitor_find(struct ask *k);

/* Notes that the session is in use, every few minutes. A failure is only logged. */
void visitor_touch(struct ask *k);

/* Signs the person in: a new session, its cookie. Who was signed in on this device is not any more.
 */
MUST enum err visitor_enter(struct ask *k, int64_t person, bool kept);

/* Signs out: the session ends, the cookie goes. */
MUST enum err visitor_leave(struct ask *k);

/* What a form of ours must repeat: derived from the session, or for strangers kept in a cookie that
 * is set when missing. */
struct str visitor_token(struct ask *k);

/* A POST comes from a page of ours: the browser says so (Sec-Fetch-Site, else Origin, else Referer
 * with our host), and `token` is the visitor's. */
bool visitor_sent(struct ask *k, struct str token);

#endif
