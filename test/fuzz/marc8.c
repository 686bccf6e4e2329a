/* marc8.c -- any bytes as MARC-8 and as Latin-1: what comes out is UTF-8 and bounded; written as
 * MARC-8 again and read, it is the same. */
#include <stdlib.h>

#include "text/marc8.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    size_t bad = 0;
    struct marc8_signs signs;
    struct str text = marc8_utf8(a, s, &bad, &signs), latin1 = latin1_utf8(a, s);
    if (!utf8_valid(text) || !utf8_valid(latin1) || bad > size || signs.letters > size) abort();
    size_t strange = 0, lost = 0;
    struct str again = marc8_utf8(a, utf8_marc8(a, text, &strange), &lost, NULL);
    if (!strange && !lost && !str_eq(again, text)) abort();
    return 0;
}
