/* ris.c -- any bytes as references in RIS: framed, moved on, described with UTF-8. */
#include <stdlib.h>

#include "record/ris.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    for (;;) {
        struct bib b;
        struct frame f = ris_frame(rest, true);
        if (f.kind == FRAME_END || f.kind == FRAME_MORE) return 0;
        if (f.skip + f.length == 0 || f.skip + f.length > rest.n) abort();
        if (!ris_describe(str_slice(rest, f.skip, f.skip + f.length), a, &b, NULL) &&
            (!b.title.n || !utf8_valid(b.title)))
            abort();
        rest = str_slice(rest, f.skip + f.length, rest.n);
    }
}
