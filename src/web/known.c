/* known.c -- a table of digests; two that fall on one place push each other out. */
#include "web/known.h"

#include <pthread.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { PLACES = 4096 };

struct known {
    pthread_mutex_t lock;
    struct digest place[PLACES]; /* all zero: free */
};

struct known *known_new(void)
{
    struct known *k = mem_zero(1, sizeof *k);
    pthread_mutex_init(&k->lock, NULL);
    return k;
}

void known_free(struct known *k)
{
    if (!k) return;
    pthread_mutex_destroy(&k->lock);
    mem_free(k);
}

static struct digest *place_of(struct known *k, const struct digest *d)
{
    uint32_t n;
    memcpy(&n, d->byte, sizeof n);
    return &k->place[n % PLACES];
}

void known_set(struct known *k, struct str cookie, bool holds)
{
    struct digest d = digest_of(cookie);
    pthread_mutex_lock(&k->lock);
    struct digest *at = place_of(k, &d);
    bool same = memcmp(at->byte, d.byte, sizeof d.byte) == 0;
    if (holds)
        *at = d;
    else if (same)
        *at = (struct digest){{0}};
    pthread_mutex_unlock(&k->lock);
}

bool known_has(struct known *k, struct str cookie)
{
    if (!cookie.n) return false;
    struct digest d = digest_of(cookie);
    pthread_mutex_lock(&k->lock);
    bool has = memcmp(place_of(k, &d)->byte, d.byte, sizeof d.byte) == 0;
    pthread_mutex_unlock(&k->lock);
    return has;
}
