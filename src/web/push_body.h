/* push_body.h -- the body of a push on its way in. It is kept in the memory of the request up to
 * PUSH_BODY_MAX, and what is longer is read to its end all the same, so that the answer can say in
 * words what a number would not. */
#ifndef WEB_PUSH_BODY_H
#define WEB_PUSH_BODY_H

#include "base/env.h"
#include "net/http.h"

enum {
    PUSH_BODY_USUAL = 1 << 20, /* fifty records with long notes */
    PUSH_BODY_MAX = 8 << 20,   /* a whole collection: a few of these at a time */
    PUSH_BODY_PATIENCE = 64 << 20,
    PUSH_BODIES_LARGE = 4,
    PUSH_LARGE_OF_ONE = 2,    /* of one address: who sends slowly keeps nobody else out */
    PUSH_LARGE_SECONDS = 300, /* then a large one gives its place to others */
};

/* Which large ones are on their way. */
struct push_gate;
struct push_gate *push_gate_new(void);
void push_gate_free(struct push_gate *g); /* NULL is fine */

struct push_body;

/* Lives in the request's arena; rq->taken is it. */
struct push_body *push_body_open(struct push_gate *g, const struct env *env,
                                 struct http_request *rq);

/* ERR_LIMIT over PUSH_BODY_PATIENCE. */
MUST enum err push_body_write(struct push_body *b, struct str piece);
void push_body_close(struct push_body *b);

/* The whole of it, or of a body that was collected. ERR_LIMIT: longer than PUSH_BODY_MAX; ERR_BUSY:
 * it is large, and so are others just now, or it took longer than PUSH_LARGE_SECONDS. */
MUST enum err push_body_bytes(const struct http_request *rq, struct str *ret);

#endif
