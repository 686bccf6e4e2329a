/* budget.c -- leaky buckets of milliseconds, for an address and for the network around it. */
#include "web/budget.h"

#include <arpa/inet.h>
#include <stdatomic.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "base/throttle.h"

enum { MACHINES_AT_ONCE = 2 };

/* What a purse holds, in parts of `seconds`, and how long one part of what was spent takes to come
 * back. */
static const struct {
    int part, times;
} address_purse[PURSES] = {{1, 4}, {4, 10}};

struct budget {
    struct throttle *address[PURSES], *network[PURSES];
    atomic_int machines; /* at it now */
    _Atomic int64_t refused;
};

struct budget *budget_new(const struct env *env, int seconds)
{
    struct budget *b = mem_zero(1, sizeof *b);
    for (int p = 0; p < PURSES; p++) {
        int ms = MAX(seconds * 1000 / address_purse[p].part, 1), period = address_purse[p].times;
        b->address[p] = throttle_new(env, ms, period * 1000);
        b->network[p] = throttle_new(env, 2 * ms, period * 1000 / 2);
    }
    return b;
}

void budget_free(struct budget *b)
{
    if (!b) return;
    for (int p = 0; p < PURSES; p++) {
        throttle_free(b->address[p]);
        throttle_free(b->network[p]);
    }
    mem_free(b);
}

struct place {
    unsigned char bytes[16];
    struct str address, network; /* of `bytes`, or of the text when that is no address */
    bool here;
};

/* One subscriber is an address, or of IPv6 a /64. */
static void place_of(struct str peer, struct place *ret)
{
    char text[INET6_ADDRSTRLEN] = "";
    size_t address = 0, network = 0;
    *ret = (struct place){.address = peer, .network = peer};
    if (peer.n < sizeof text) memcpy(text, peer.p, peer.n);
    if (inet_pton(AF_INET, text, ret->bytes) == 1) {
        address = 4, network = 3;
        ret->here = ret->bytes[0] == 127;
    } else if (inet_pton(AF_INET6, text, ret->bytes) == 1) {
        address = 8, network = 6;
        ret->here = memcmp(ret->bytes, &in6addr_loopback, sizeof ret->bytes) == 0;
    }
    if (!address) return;
    ret->address = (struct str){(const char *)ret->bytes, address};
    ret->network = (struct str){(const char *)ret->bytes, network};
}

enum err budget_enter(struct budget *b, enum purse p, struct str peer, int64_t *ret_wait)
{
    struct place at;
    place_of(peer, &at);
    int64_t wait = at.here ? 0
                           : MAX(throttle_wait(b->address[p], at.address),
                                 throttle_wait(b->network[p], at.network));
    bool crowded = !wait && p == PURSE_MACHINES && b->machines++ >= MACHINES_AT_ONCE;
    if (!wait && !crowded) return OK;
    b->refused++;
    if (crowded) {
        b->machines--;
        return ERR_BUSY;
    }
    *ret_wait = wait;
    return ERR_LIMIT;
}

void budget_leave(struct budget *b, enum purse p, struct str peer, int64_t processor_us)
{
    struct place at;
    int64_t ms = (processor_us + 999) / 1000;
    place_of(peer, &at);
    if (p == PURSE_MACHINES) b->machines--;
    if (at.here) return;
    throttle_charge(b->address[p], at.address, ms);
    throttle_charge(b->network[p], at.network, ms);
}

int64_t budget_refused(const struct budget *b)
{
    return b->refused;
}
