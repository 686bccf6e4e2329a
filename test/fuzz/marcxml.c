/* marcxml.c -- any bytes as MARCXML.
 *
 * Holds: framing moves on and stays inside, a record reads or says why, values are UTF-8, the
 * record is described. */
#include <stdlib.h>

#include "base/checked.h"
#include "record/bib.h"
#include "record/marcxml.h"
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
    if (marcxml_parse(bytes, a, &m, &faults)) {
        must(faults.n == 1 && faults.item[0].fatal && faults.item[0].reason);
        return;
    }
    must(m.n > 0 && m.n <= MARC_FIELDS_MAX);
    for (size_t i = 0; i < m.n; i++) must(utf8_valid(m.field[i].data));
    for (size_t i = 0; i < faults.n; i++) must(!faults.item[i].fatal && faults.item[i].line > 0);
    bib_from_marc(&m, NULL, a, &b, NULL);
    must(utf8_valid(b.title));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    (void)marcxml_recognise(s);
    (void)marcxml_encoding(s);
    read_one(s, a);
    for (;;) {
        arena_reset(a);
        struct frame part = marcxml_frame(str_slice(s, 0, s.n / 2), false);
        must(part.kind != FRAME_END && part.skip + part.length <= s.n / 2);
        struct frame f = marcxml_frame(s, true);
        if (f.kind == FRAME_END) return 0;
        must(f.kind == FRAME_RECORD || f.kind == FRAME_BAD);
        must(f.length > 0 && f.skip + f.length <= s.n);
        if (f.kind == FRAME_RECORD) read_one(str_slice(s, f.skip, f.skip + f.length), a);
        s = str_slice(s, f.skip + f.length, s.n);
    }
}
