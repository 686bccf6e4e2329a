/* json_row.c -- any bytes as a row of JSON: described or refused. */
#include <stdlib.h>

#include "record/json_row.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size}, bad;
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct marc m;
    struct bib b;
    if (json_row_read(s, a, &b, &bad, NULL)) return 0;
    must(b.title.n && utf8_valid(b.title) && utf8_valid(b.control));
    must(b.items.n <= JSON_ROW_ITEMS_MAX);
    for (size_t i = 0; i < b.items.n; i++) must(b.items.item[i].copies >= 1);
    bib_to_marc(&b, a, &m);
    must(m.n > 0);
    return 0;
}
