/* push_body.c -- see push_body.h. */
#include "web/push_body.h"

#include <stdatomic.h>

#include "base/mem.h"

struct push_gate {
    atomic_int large;
};

struct push_body {
    struct push_gate *gate;
    struct arena *mem;
    struct strs pieces;
    size_t n;
    bool counted; /* among the large ones */
    enum err error;
};

struct push_gate *push_gate_new(void)
{
    return mem_zero(1, sizeof(struct push_gate));
}

void push_gate_free(struct push_gate *g)
{
    mem_free(g);
}

struct push_body *push_body_open(struct push_gate *g, struct http_request *rq)
{
    struct push_body *b = arena_make(rq->mem, struct push_body);
    *b = (struct push_body){.gate = g, .mem = rq->mem};
    rq->taken = b;
    return b;
}

/* What can still be kept of a body that is now so long. */
static enum err room_for(struct push_body *b)
{
    if (b->n > PUSH_BODY_MAX) return ERR_LIMIT;
    if (b->n <= PUSH_BODY_USUAL || b->counted) return OK;
    b->counted = true;
    return atomic_fetch_add(&b->gate->large, 1) < PUSH_BODIES_LARGE ? OK : ERR_BUSY;
}

enum err push_body_write(struct push_body *b, struct str piece)
{
    b->n += piece.n;
    if (b->n > PUSH_BODY_PATIENCE) return ERR_LIMIT;
    if (!b->error) b->error = room_for(b);
    if (!b->error) VEC_PUSH(b->mem, &b->pieces, arena_copy(b->mem, piece));
    return OK;
}

void push_body_close(struct push_body *b)
{
    if (b->counted) atomic_fetch_sub(&b->gate->large, 1);
    b->counted = false;
}

enum err push_body_bytes(const struct http_request *rq, struct str *ret)
{
    const struct push_body *b = rq->taken;
    *ret = rq->body;
    if (!b) return OK;
    if (!b->error) *ret = arena_join(rq->mem, b->pieces.item, b->pieces.n, (struct str){0});
    return b->error;
}
