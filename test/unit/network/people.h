/* people.h -- two networks, two libraries of the first, and people as a test needs them. */
#ifndef TEST_NETWORK_PEOPLE_H
#define TEST_NETWORK_PEOPLE_H

#include "network/audit.h"
#include "network/person.h"
#include "network/session.h"
#include "test.h"

extern const struct actor people_operator;

struct people {
    struct arena *mem;
    struct db *db;
    int64_t home, other; /* networks */
    int64_t a, b;        /* agencies, members of the home network */
};

struct people people_open(struct arena *mem);
static inline void people_close(struct people *p)
{
    db_close(p->db);
}

/* The role since 10, given by the operator. */
int64_t people_add(const struct people *p, const char *login, enum role_kind kind, int64_t agency,
                   int64_t network);
struct actor people_actor(const struct people *p, int64_t person, int64_t now);

#endif
