/* sender.c -- see sender.h. */
#include "sender.h"

static int64_t clock_now(const struct env *env)
{
    return ((const struct clock *)env->state)->now;
}

struct env *clock_set(struct clock *c, int64_t now)
{
    c->env = *env_system();
    c->env.now = clock_now;
    c->env.state = c;
    c->now = now;
    return &c->env;
}

struct str sender_password(struct world *w, int64_t library)
{
    struct str password = {0};
    struct push_node node;
    CHECK(push_get(w->store->db, &world_operator, library, &node) == OK);
    CHECK(push_renew(w->store->db, &world_operator, library, node.made, env_system(), w->mem,
                     &password) == OK);
    return password;
}

enum push_door sender_knock(struct world *w, const char *node, struct str password,
                            struct actor *ret)
{
    enum push_door door = PUSH_NOBODY;
    CHECK(push_knock(w->store->db, str_of(node), password, SENDER_START, w->mem, &door, ret) == OK);
    return door;
}

struct actor sender_of(struct world *w, int64_t library)
{
    struct actor sender;
    CHECK(sender_knock(w, "a", sender_password(w, library), &sender) == PUSH_RIGHT);
    return sender;
}

struct push_counts sender_send_at(struct world *w, const struct actor *sender, int64_t now,
                                  const char *data)
{
    struct clock c;
    struct slims_push push;
    struct push_counts counts = {0};
    size_t at = 0;
    struct str body = arena_printf(w->mem, "{\"node_info\":{\"id\":\"a\"},\"node_data\":%s}", data);
    CHECK(slims_push_read(body, w->mem, &push, &at) == OK);
    CHECK(push_take(w->store->db, sender, &push, clock_set(&c, now), 0, &counts) == OK);
    return counts;
}

struct push_counts sender_send(struct world *w, const struct actor *sender, const char *data)
{
    return sender_send_at(w, sender, SENDER_START, data);
}
