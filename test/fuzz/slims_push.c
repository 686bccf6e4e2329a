/* slims_push.c -- any bytes as a push of SLiMS: taken apart or refused, each record described. */
#include <stdlib.h>

#include "record/slims_push.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct slims_push p;
    struct bib b;
    size_t at = 0;
    if (!slims_push_describe(s, a, &b)) must(b.title.n && utf8_valid(b.title));
    enum err e = slims_push_read(s, a, &p, &at);
    must(at <= size);
    for (size_t i = 0; !e && i < p.records.n; i++) {
        const struct slims_pushed *one = &p.records.item[i];
        must(one->number >= 0 && one->number <= SLIMS_PUSH_NUMBER_MAX);
        if (p.kind == SLIMS_PUSH_RECORDS && !slims_push_describe(one->bytes, a, &b))
            must(b.title.n && utf8_valid(b.title) && utf8_valid(b.responsibility));
    }
    return 0;
}
