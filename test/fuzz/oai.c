/* oai.c -- any bytes as an answer of OAI-PMH: framed, read, kept, described, and as a page. */
#include "record/oai.h"
#include "record/xml_frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void one(struct str record, struct arena *a)
{
    struct buf CLEANUP(buf_release) kept = BUF(1 << 20);
    struct oai_record r;
    struct bib b;
    struct faults faults = {0};
    if (oai_describe(record, a, &b, &faults)) return;
    if (oai_record_read(record, a, &r)) return;
    oai_record_keep(&r, &kept);
    if (oai_describe(buf_str(&kept), a, &b, &faults)) return;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str s = {(const char *)data, n}, rest = s;
    struct oai_page p;
    struct oai_identify i;
    struct strs values;
    for (;;) {
        struct frame f = oai_frame(rest, true);
        if (f.kind == FRAME_END || f.kind == FRAME_MORE) break;
        if (f.skip + f.length == 0) __builtin_trap();
        if (f.kind == FRAME_RECORD) one(str_slice(rest, f.skip, f.skip + f.length), a);
        rest = str_slice(rest, f.skip + f.length, rest.n);
    }
    struct frame m = mods_frame(s, true);
    if (m.kind == FRAME_RECORD && m.skip + m.length > n) __builtin_trap();
    oai_page_read(s, a, &p);
    oai_identify_read(s, a, &i);
    oai_values(s, "metadataPrefix", a, &values);
    return 0;
}
