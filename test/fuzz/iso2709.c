/* iso2709.c -- any bytes as a file of MARC records: read, describe, write, read again.
 *
 * Holds: framing moves on, descriptions are UTF-8, and what is written reads back the same. */
#include <stdlib.h>
#include <string.h>

#include "record/bib.h"
#include "record/iso2709.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

/* The writer puts a blank for the one terminator a value can hold. */
static bool same_value(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (a.p[i] != b.p[i] && !(a.p[i] == '\x1D' && b.p[i] == ' ')) return false;
    return true;
}

static void write_and_read(const struct marc *m, struct arena *a)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 17);
    enum err e = iso2709_write(m, &b);
    must(e == OK || (e == ERR_LIMIT && b.n == 0));
    if (e) return;
    struct frame f = iso2709_frame(buf_str(&b), true);
    must(f.kind == FRAME_RECORD && f.length == b.n && f.fault.reason == REASON_NONE);
    struct marc back;
    struct faults faults = {0};
    must(iso2709_parse(buf_str(&b), a, &back, &faults) == OK && faults.n == 0);
    must(back.n == m->n);
    for (size_t i = 0; i < m->n; i++) {
        must(memcmp(back.field[i].tag, m->field[i].tag, 3) == 0);
        must(memcmp(back.field[i].ind, m->field[i].ind, 2) == 0);
        must(same_value(m->field[i].data, back.field[i].data));
    }
}

static void all_utf8(const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++) must(utf8_valid(list->item[i]));
}

static void describe(const struct marc *m, struct arena *a)
{
    struct bib b;
    struct faults faults = {0};
    bib_from_marc(m, NULL, a, &b, &faults);
    must(utf8_valid(b.title) && utf8_valid(b.title_short) && utf8_valid(b.part));
    must(utf8_valid(b.control) && utf8_valid(b.extent) && utf8_valid(b.year_text));
    must(utf8_valid(b.contents) && utf8_valid(b.summary) && utf8_valid(b.publisher));
    all_utf8(&b.other_titles);
    all_utf8(&b.subjects);
    all_utf8(&b.notes);
    all_utf8(&b.other_ids);
    for (size_t i = 0; i < b.names.n; i++) must(utf8_valid(b.names.item[i].name));
    for (size_t i = 0; i < b.items.n; i++) {
        must(b.items.item[i].copies >= 1 && utf8_valid(b.items.item[i].place));
        must(utf8_valid(b.items.item[i].call_number) && utf8_valid(b.items.item[i].code));
    }
    for (size_t i = 0; i < faults.n; i++) must(!faults.item[i].fatal);
    struct marc export;
    bib_to_marc(&b, a, &export);
    write_and_read(&export, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = {(const char *)data, size};
    struct arena *CLEANUP(arena_freep) a = arena_new();
    for (;;) {
        arena_reset(a);
        struct frame part = iso2709_frame(str_slice(s, 0, s.n / 2), false);
        must(part.kind != FRAME_END && part.skip + part.length <= s.n / 2);
        struct frame f = iso2709_frame(s, true);
        if (f.kind == FRAME_END) return 0;
        must(f.kind == FRAME_RECORD || f.kind == FRAME_BAD);
        must(f.skip + f.length > 0 && f.skip + f.length <= s.n);
        must(f.fault.byte >= 0 && (size_t)f.fault.byte <= s.n);
        struct marc m;
        struct str bytes = str_slice(s, f.skip, f.skip + f.length);
        if (f.kind == FRAME_RECORD && iso2709_parse(bytes, a, &m, NULL) == OK) {
            write_and_read(&m, a);
            describe(&m, a);
        }
        s = str_slice(s, f.skip + f.length, s.n);
    }
}
