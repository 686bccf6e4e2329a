/* marcjson.c -- any bytes as MARC-in-JSON: framing moves on, a record reads or says why. */
#include <stdlib.h>

#include "base/checked.h"
#include "record/bib.h"
#include "record/marcjson.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

static void read_one(struct str bytes, struct arena *a)
{
    struct marc m;
    struct bib b;
    struct faults faults = {0};
    if (marcjson_parse(bytes, a, &m, &faults)) {
        must(faults.n == 1 && faults.item[0].fatal);
        must(faults.item[0].byte >= 0 && (size_t)faults.item[0].byte <= bytes.n);
        return;
    }
    must(m.n > 0 && m.n <= MARC_FIELDS_MAX);
    for (size_t i = 0; i < m.n; i++) must(utf8_valid(m.field[i].data));
    bib_from_marc(&m, NULL, a, &b, NULL);
    must(utf8_valid(b.title));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    (void)marcjson_recognise(s);
    for (;;) {
        arena_reset(a);
        struct frame part = marcjson_frame(str_slice(s, 0, s.n / 2), false);
        must(part.skip + part.length <= s.n / 2);
        struct frame f = marcjson_frame(s, true);
        if (f.kind == FRAME_END) return 0;
        must(f.kind != FRAME_MORE && f.length > 0 && f.skip + f.length <= s.n);
        read_one(str_slice(s, f.skip, f.skip + f.length), a);
        s = str_slice(s, f.skip + f.length, s.n);
    }
}
