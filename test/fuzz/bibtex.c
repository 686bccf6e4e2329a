/* bibtex.c -- any bytes as a bibliography: framed, moved on, described with UTF-8. */
#include <stdlib.h>

#include "record/bibtex.h"
#include "record/tex.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    if (!utf8_valid(tex_text(a, utf8_clean(a, rest)))) abort();
    struct bibtex_strings strings = {0};
    (void)bibtex_recognise(rest);
    for (;;) {
        struct bib b;
        struct frame f = bibtex_frame(rest, true);
        if (f.kind == FRAME_END || f.kind == FRAME_MORE) return 0;
        if (f.skip + f.length == 0 || f.skip + f.length > rest.n) abort();
        struct str one = str_slice(rest, f.skip, f.skip + f.length);
        if (bibtex_is_string(one)) bibtex_strings_add(&strings, a, one);
        if (bibtex_strings_used(&strings, a, one).n > 2 * BIBTEX_STRINGS_MAX) abort();
        if (!bibtex_describe(one, a, &b, NULL) && (!b.title.n || !utf8_valid(b.title))) abort();
        rest = str_slice(rest, f.skip + f.length, rest.n);
    }
}
