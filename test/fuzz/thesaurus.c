/* thesaurus.c -- any bytes as a list of subject words.
 *
 * Holds: what is refused is refused at a line of the file. */
#include <stdlib.h>

#include "text/thesaurus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    const struct thesaurus *t = NULL;
    enum thesaurus_fault fault = THESAURUS_FINE;
    int line = 0;
    enum err e = thesaurus_read((struct str){(const char *)data, size}, a, &t, &fault, &line);
    if (e ? !fault || line < 1 : !t) abort();
    return 0;
}
