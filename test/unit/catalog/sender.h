/* sender.h -- a library's SLiMS in tests: its password, its pushes, a clock that can be set. */
#ifndef TEST_CATALOG_SENDER_H
#define TEST_CATALOG_SENDER_H

#include "catalog/push.h"
#include "world.h"

enum { SENDER_START = 1000000000 };

struct clock {
    struct env env;
    int64_t now;
};

struct env *clock_set(struct clock *c, int64_t now);

/* A new password of the library, which it is connected with from now on. */
struct str sender_password(struct world *w, int64_t library);

enum push_door sender_knock(struct world *w, const char *node, struct str password,
                            struct actor *ret);

/* The sender of the library whose slug is "a". */
struct actor sender_of(struct world *w, int64_t library);

/* Takes a push with that "node_data", at SENDER_START or at `now`. */
struct push_counts sender_send(struct world *w, const struct actor *sender, const char *data);
struct push_counts sender_send_at(struct world *w, const struct actor *sender, int64_t now,
                                  const char *data);

#define SAMAN  "{\"biblio_id\":1,\"title\":\"Saman\",\"publish_year\":\"1998\"}"
#define LARUNG "{\"biblio_id\":2,\"title\":\"Larung\",\"publish_year\":\"2001\"}"

#endif
