/* wire.h -- a connection over TCP that bytes are sent and taken over, for protocols that are not
 * HTTP; where it may lead is as for fetch.h. */
#ifndef PEER_WIRE_H
#define PEER_WIRE_H

#include "base/buf.h"
#include "base/env.h"
#include "peer/fetch.h"

struct wire_order {
    struct str address; /* "host:port", "[2001:db8::1]:210" */
    bool private_ok;    /* also into private networks */
    bool (*stop)(void *ctx);
    void *ctx; /* of stop, which may be NULL */
};

struct wire;

/* ERR_IO: *ret_trouble says why. ERR_INTERRUPTED. `deadline` is of env->monotonic. */
MUST enum err wire_open(const struct env *env, const struct wire_order *o, int64_t deadline,
                        struct wire **ret, enum fetch_trouble *ret_trouble);
void wire_close(struct wire *w); /* NULL is fine */

/* All of it; ERR_IO with *ret_trouble (FETCH_SLOW, FETCH_CUT), ERR_INTERRUPTED. */
MUST enum err wire_send(struct wire *w, struct str bytes, int64_t deadline,
                        enum fetch_trouble *ret_trouble);

/* Waits for some bytes and appends them; the same errors, and FETCH_LARGE when `to` is full. */
MUST enum err wire_take(struct wire *w, struct buf *to, int64_t deadline,
                        enum fetch_trouble *ret_trouble);

#endif
