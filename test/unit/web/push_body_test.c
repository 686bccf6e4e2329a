/* push_body_test.c -- large bodies have few places, and none for ever. */
#include "web/push_body.h"

#include "base/checked.h"
#include "base/mem.h"
#include "test.h"

enum { SECOND = 1000000, PIECE = 256 << 10 };

struct clock {
    struct env env;
    int64_t now;
};

static int64_t clock_now(const struct env *env)
{
    return ((const struct clock *)env->state)->now;
}

static void begin(struct clock *c)
{
    *c = (struct clock){*env_system(), INT64_C(1000) * SECOND};
    c->env.monotonic = clock_now;
    c->env.state = c;
}

static struct push_body *open_from(struct push_gate *g, const struct clock *c, const char *peer,
                                   struct arena *a, struct http_request **ret)
{
    *ret = arena_make(a, struct http_request);
    **ret = (struct http_request){.mem = a, .peer = str_of(peer)};
    return push_body_open(g, &c->env, *ret);
}

/* So many pieces more. */
static void send(struct push_body *b, struct arena *a, int pieces)
{
    struct str piece = {arena_alloc(a, PIECE), PIECE};
    for (int i = 0; i < pieces; i++) CHECK_INT(push_body_write(b, piece), OK);
}

static enum err end_of(struct push_body *b, const struct http_request *rq)
{
    struct str s;
    enum err e = push_body_bytes(rq, &s);
    push_body_close(b);
    return e;
}

TEST(a_large_body_that_takes_too_long_gives_its_place_to_others)
{
    struct clock c;
    struct push_gate *g = push_gate_new();
    struct http_request *rq[PUSH_BODIES_LARGE], *late;
    struct push_body *b[PUSH_BODIES_LARGE];
    static const char *const peers[PUSH_BODIES_LARGE] = {"10.0.0.1", "10.0.0.1", "10.0.0.2",
                                                         "10.0.0.2"};
    begin(&c);
    for (int i = 0; i < PUSH_BODIES_LARGE; i++) {
        b[i] = open_from(g, &c, peers[i], mem, &rq[i]);
        send(b[i], mem, PUSH_BODY_USUAL / PIECE + 1);
    }
    struct push_body *full = open_from(g, &c, "10.0.0.3", mem, &late);
    send(full, mem, PUSH_BODY_USUAL / PIECE + 1);
    CHECK_INT(end_of(full, late), ERR_BUSY);

    c.now += PUSH_LARGE_SECONDS * INT64_C(1000000);
    send(b[0], mem, 1); /* just in time */
    c.now += 1;
    send(b[1], mem, 1);
    CHECK_INT(end_of(b[1], rq[1]), ERR_BUSY);
    struct push_body *next = open_from(g, &c, "10.0.0.3", mem, &late);
    send(next, mem, PUSH_BODY_USUAL / PIECE + 1); /* the place is free */
    CHECK_INT(end_of(next, late), OK);
    CHECK_INT(end_of(b[0], rq[0]), OK);
    for (int i = 2; i < PUSH_BODIES_LARGE; i++) CHECK_INT(end_of(b[i], rq[i]), OK);
    push_gate_free(g);
}

TEST(a_usual_body_may_take_as_long_as_it_likes)
{
    struct clock c;
    struct push_gate *g = push_gate_new();
    struct http_request *rq;
    begin(&c);
    struct push_body *b = open_from(g, &c, "10.0.0.1", mem, &rq);
    for (int i = 0; i < PUSH_BODY_USUAL / PIECE; i++) {
        c.now += PUSH_LARGE_SECONDS * INT64_C(1000000);
        send(b, mem, 1);
    }
    CHECK_INT(end_of(b, rq), OK);
    push_gate_free(g);
}

TEST(one_address_has_two_of_the_places)
{
    struct clock c;
    struct push_gate *g = push_gate_new();
    struct http_request *rq[3];
    struct push_body *b[3];
    begin(&c);
    for (int i = 0; i < 3; i++) {
        b[i] = open_from(g, &c, "10.0.0.1", mem, &rq[i]);
        send(b[i], mem, PUSH_BODY_USUAL / PIECE + 1);
    }
    CHECK_INT(end_of(b[2], rq[2]), ERR_BUSY);
    CHECK_INT(end_of(b[0], rq[0]), OK);
    CHECK_INT(end_of(b[1], rq[1]), OK);
    push_gate_free(g);
}
