/* unimarc_golden_test.c -- the records of test/data/unimarc.mrk as MARC 21, line by line.
 *
 * What is expected stands in test/golden/unimarc.txt; GOLDEN_WRITE=1 writes it anew, to be looked
 * at with git diff. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "record/bib.h"
#include "record/mrk.h"
#include "record/unimarc.h"

static const char *const golden_path = "test/golden/unimarc.txt";

static void write_field(struct buf *b, const struct marc_field *f)
{
    buf_printf(b, "%.3s ", f->tag);
    if (!f->control)
        buf_printf(b, "%c%c ", f->ind[0] == ' ' ? '_' : f->ind[0],
                   f->ind[1] == ' ' ? '_' : f->ind[1]);
    for (size_t i = 0; i < f->data.n; i++)
        buf_add_char(b, f->data.p[i] == '\x1F' ? '$' : f->data.p[i]);
    buf_add_char(b, '\n');
}

static void write_record(struct buf *b, struct str bytes, struct arena *mem)
{
    struct marc m;
    CHECK(mrk_parse(bytes, mem, &m, NULL) == OK);
    CHECK(unimarc_recognise(&m));
    unimarc_to_marc21(&m, mem, &m, NULL);
    buf_printf(b, "%s\nLDR %.24s\n",
               bib_is_bibliographic(&m) ? "" : "\nnot bibliographic:", m.leader);
    for (size_t i = 0; i < m.n; i++) write_field(b, &m.field[i]);
}

TEST(unimarc_becomes_the_marc21_that_it_became)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct str s = test_file(mem, "test/data/unimarc.mrk");
    for (struct frame f; (f = mrk_frame(s, true)).kind == FRAME_RECORD;) {
        write_record(&b, str_slice(s, f.skip, f.skip + f.length), mem);
        s = str_slice(s, f.skip + f.length, s.n);
    }
    FILE *file = getenv("GOLDEN_WRITE") ? fopen(golden_path, "wb") : NULL;
    if (file) {
        fwrite(b.p, 1, b.n, file);
        fclose(file);
    } else {
        CHECK_STR(buf_str(&b), arena_cstr(mem, test_file(mem, golden_path)));
    }
}
