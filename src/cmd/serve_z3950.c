/* serve_z3950.c -- see serve_z3950.h. */
#include "cmd/serve_z3950.h"

#include <poll.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "net/listen.h"
#include "web/web.h"
#include "z3950/z3950.h"

enum { ANSWER_SECONDS = 10, TRIES = 20, TRY_MS = 100 };

struct z3950_door {
    struct arena *mem;
    struct str address;
    struct web *web;
    struct z3950_config config;
    struct z3950 *server;
};

/* As if it had come over HTTP, so that one table says who may what and how much of it. False: too
 * many programs are at it now. */
static bool answer_once(const struct z3950_door *d, struct str question, struct str peer,
                        struct buf *to)
{
    const struct env *env = d->config.env;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct http_request rq = {.method = HTTP_GET,
                              .path = STR("/sru"),
                              .query = question,
                              .peer = peer,
                              .id = STR("z3950"),
                              .inside = true,
                              .deadline_us = env->monotonic(env) + ANSWER_SECONDS * 1000000LL,
                              .mem = a};
    struct http_response rs = {0};
    if (http_decode_form(question, a, &rq.param)) return true;
    web_handle(d->web, &rq, &rs);
    buf_clear(to);
    buf_add(to, buf_str(&rs.body));
    buf_release(&rs.body);
    return rs.status != 503;
}

/* Clients of Z39.50 do not try again, so they wait for their turn. */
static void answer(void *ctx, struct str question, struct str peer, struct buf *to)
{
    for (int i = 0; i < TRIES && !answer_once(ctx, question, peer, to); i++) poll(NULL, 0, TRY_MS);
}

/* The host of `listen` with the port that is in use. */
static struct str with_port(struct arena *a, struct str listen, int port)
{
    size_t colon = listen.n;
    while (colon && listen.p[colon - 1] != ':') colon--;
    return arena_printf(a, "%.*s%d", STR_ARG(str_slice(listen, 0, colon)), port);
}

enum err door_open(struct str listen, struct web *web, const struct env *env,
                   struct z3950_door **ret)
{
    int fd = -1, port = 0;
    enum err e = net_listen(listen, &fd, &port);
    if (e) return e;
    struct z3950_door *d = mem_zero(1, sizeof *d);
    d->mem = arena_new();
    d->address = with_port(d->mem, listen, port);
    d->web = web;
    d->config = (struct z3950_config){fd, answer, d, env};
    e = z3950_start(&d->config, &d->server);
    if (e)
        door_close(d);
    else
        *ret = d;
    return e;
}

void door_close(struct z3950_door *d)
{
    if (!d) return;
    z3950_stop(d->server);
    close(d->config.listening);
    arena_free(d->mem);
    mem_free(d);
}

struct str door_address(const struct z3950_door *d)
{
    return d->address;
}
