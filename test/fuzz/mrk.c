/* mrk.c -- any bytes as MARC in lines of text: framing moves on, a record reads or says why. */
#include <stdlib.h>

#include "base/checked.h"
#include "record/bib.h"
#include "record/mrk.h"
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
    (void)mrk_recognise(s);
    for (;;) {
        arena_reset(a);
        struct marc m;
        struct bib b;
        struct faults faults = {0};
        struct frame part = mrk_frame(str_slice(s, 0, s.n / 2), false);
        must(part.skip + part.length <= s.n / 2);
        struct frame f = mrk_frame(s, true);
        if (f.kind == FRAME_END) return 0;
        must(f.length > 0 && f.skip + f.length <= s.n);
        if (mrk_parse(str_slice(s, f.skip, f.skip + f.length), a, &m, &faults)) {
            must(faults.n == 1 && faults.item[0].fatal);
        } else {
            bib_from_marc(&m, NULL, a, &b, NULL);
            must(utf8_valid(b.title));
        }
        s = str_slice(s, f.skip + f.length, s.n);
    }
}
