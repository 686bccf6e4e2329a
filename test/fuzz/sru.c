/* sru.c -- any bytes as what a server of SRU answers: read, its records brought into one form. */
#include "record/foreign.h"
#include "record/marcxml_write.h"
#include "record/sru_answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) out = BUF(1 << 20);
    struct str s = {(const char *)data, n};
    struct sru_answer r;
    struct sru_explained x;
    struct foreign f;
    sru_answer_read(s, a, &r);
    for (size_t i = 0; i < r.records.n; i++) {
        if (foreign_read_xml(r.records.item[i].data, a, &f)) continue;
        if (f.bib.title.n == 0) __builtin_trap();
        buf_clear(&out);
        marcxml_alone(&f.marc, a, &out);
    }
    sru_explain_read(s, a, &x);
    return 0;
}
