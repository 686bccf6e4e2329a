/* push_body.c -- see push_body.h. */
#include "web/push_body.h"

#include <pthread.h>
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "base/mem.h"

struct push_gate {
    pthread_mutex_t lock;
    struct {
        bool taken;
        struct digest peer;
    } large[PUSH_BODIES_LARGE];
};

struct push_body {
    struct push_gate *gate;
    const struct env *env;
    struct arena *mem;
    struct digest peer;
    int64_t began; /* monotonic */
    struct strs pieces;
    size_t n;
    int place; /* among the large ones, plus 1; 0: none */
    enum err error;
};

struct push_gate *push_gate_new(void)
{
    struct push_gate *g = mem_zero(1, sizeof *g);
    pthread_mutex_init(&g->lock, NULL);
    return g;
}

void push_gate_free(struct push_gate *g)
{
    if (g) pthread_mutex_destroy(&g->lock);
    mem_free(g);
}

struct push_body *push_body_open(struct push_gate *g, const struct env *env,
                                 struct http_request *rq)
{
    struct push_body *b = arena_make(rq->mem, struct push_body);
    *b = (struct push_body){.gate = g,
                            .env = env,
                            .mem = rq->mem,
                            .peer = digest_of(rq->peer),
                            .began = env->monotonic(env)};
    rq->taken = b;
    return b;
}

static bool take_place(struct push_body *b)
{
    struct push_gate *g = b->gate;
    int of_peer = 0, at = -1;
    pthread_mutex_lock(&g->lock);
    for (int i = 0; i < PUSH_BODIES_LARGE; i++) {
        if (!g->large[i].taken)
            at = i;
        else if (memcmp(g->large[i].peer.byte, b->peer.byte, sizeof b->peer.byte) == 0)
            of_peer++;
    }
    if (at >= 0 && of_peer < PUSH_LARGE_OF_ONE) {
        g->large[at].taken = true;
        g->large[at].peer = b->peer;
        b->place = at + 1;
    }
    pthread_mutex_unlock(&g->lock);
    return b->place != 0;
}

/* What can still be kept of a body that is now so long. */
static enum err room_for(struct push_body *b)
{
    if (b->n > PUSH_BODY_MAX) return ERR_LIMIT;
    if (b->n <= PUSH_BODY_USUAL) return OK;
    if (b->env->monotonic(b->env) - b->began > PUSH_LARGE_SECONDS * INT64_C(1000000)) {
        push_body_close(b);
        return ERR_BUSY;
    }
    return b->place || take_place(b) ? OK : ERR_BUSY;
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
    if (!b->place) return;
    pthread_mutex_lock(&b->gate->lock);
    b->gate->large[b->place - 1].taken = false;
    pthread_mutex_unlock(&b->gate->lock);
    b->place = 0;
}

enum err push_body_bytes(const struct http_request *rq, struct str *ret)
{
    const struct push_body *b = rq->taken;
    *ret = rq->body;
    if (!b) return OK;
    if (!b->error) *ret = arena_join(rq->mem, b->pieces.item, b->pieces.n, (struct str){0});
    return b->error;
}
