/* availability.c -- any bytes as an answer about copies: counts that add up, or a refusal. */
#include <stdlib.h>
#include <string.h>

#include "record/availability.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(enum err e, const struct live_copies *c)
{
    if (e) return;
    if (c->available + c->here_only + c->lent + c->unknown != c->copies) abort();
    if (c->copies > AVAILABILITY_ITEMS || !memchr(c->expected, 0, sizeof c->expected)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct live_copies c = {0};
    check(daia_read(s, a, &c), &c);
    memset(&c, 0, sizeof c);
    check(ilsdi_read(s, a, &c), &c);
    return 0;
}
