/* unimarc.c -- any ISO 2709 as UNIMARC: what is made of it is UTF-8 and can be described. */
#include <stdlib.h>

#include "record/bib.h"
#include "record/iso2709.h"
#include "record/unimarc.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct marc m;
    struct bib b;
    struct faults faults = {0};
    if (iso2709_parse(s, a, &m, NULL)) return 0;
    (void)unimarc_recognise(&m);
    unimarc_to_marc21(&m, a, &m, &faults);
    for (size_t i = 0; i < m.n; i++)
        if (!utf8_valid(m.field[i].data)) abort();
    bib_from_marc(&m, NULL, a, &b, &faults);
    if (!utf8_valid(b.title)) abort();
    return 0;
}
