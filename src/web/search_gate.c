/* search_gate.c -- searches of pages: kept answers first, then the budget of who asks. */
#include "base/checked.h"
#include "web/internal.h"
#include "web/search_gate.h"

static enum purse purse_of(const struct ask *k)
{
    return k->route->flags & MACHINES ? PURSE_MACHINES : PURSE_STRANGERS;
}

static enum err enter(void *ctx)
{
    struct ask *k = ctx;
    enum err e = budget_enter(k->web->budget, purse_of(k), k->rq->peer, &k->wait_us);
    return e == ERR_LIMIT ? ERR_BUSY : e;
}

static void leave(void *ctx, int64_t processor_us)
{
    struct ask *k = ctx;
    budget_leave(k->web->budget, purse_of(k), k->rq->peer, processor_us);
}

struct search_answering ask_answering(struct ask *k)
{
    struct search_gate *gate = arena_make(k->mem, struct search_gate);
    bool pays = k->web->budget && k->actor.kind == ACTOR_STRANGER && k->route->flags & PAID;
    *gate = (struct search_gate){enter, leave, k};
    return (struct search_answering){k->config->env, k->web->cache, pays ? gate : NULL};
}

enum err ask_search(struct ask *k, const struct search_request *asked, struct search_result *ret)
{
    const struct search_answering how = ask_answering(k);
    struct search_request rq = *asked;
    rq.answering = &how;
    return search_run(k->db, k->config->index, &k->actor, &rq, k->mem, &k->bad, ret);
}

enum err ask_first(struct ask *k, const struct search_request *asked, struct search_ids *ret)
{
    const struct search_answering how = ask_answering(k);
    struct search_request rq = *asked;
    rq.answering = &how;
    return search_first(k->db, k->config->index, &k->actor, &rq, k->mem, &k->bad, ret);
}
