/* members.h -- a network of one room for tests: a clock that stands still, libraries, people. */
#ifndef TEST_NETWORK_MEMBERS_H
#define TEST_NETWORK_MEMBERS_H

#include "base/env.h"
#include "network/agency.h"
#include "network/network.h"
#include "network/person.h"
#include "test.h"

#define HOUR INT64_C(3600000000)
#define DAY  (24 * HOUR)

extern const struct actor operator_actor, stranger;

/* A clock that stands still and chance that does not repeat within a test. */
struct stopped {
    int64_t now;
    unsigned char next;
};

struct world {
    struct db *db;
    struct arena *mem;
    struct stopped state;
    struct env env;
    int64_t home;
};

void world_make(struct world *w, struct arena *mem);
int64_t library(struct world *w, const char *name);
int64_t network_in(struct world *w, const char *name, int64_t parent);

/* A person with one role. */
struct actor person_with(struct world *w, const char *login, enum role_kind kind, int64_t agency,
                         int64_t network);

#endif
