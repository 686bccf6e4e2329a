/* origin.c -- any bytes as what a server of Z39.50 answers: framed in pieces and at once, read, its
 * records brought into one form. */
#include "record/foreign.h"
#include "z3950/origin.h"
#include "z3950/output.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void one(const struct origin_record *r, struct arena *a)
{
    struct foreign f;
    enum err e = str_eq(r->syntax, STR(SYNTAX_XML))     ? foreign_read_xml(r->bytes, a, &f)
                 : str_eq(r->syntax, STR(SYNTAX_SUTRS)) ? foreign_read_text(r->bytes, a, &f)
                                                        : foreign_read_iso2709(r->bytes, a, &f);
    if (!e && f.bib.title.n == 0) __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str s = {(const char *)data, n};
    struct ber_frame whole = {0}, pieces = {0};
    struct origin_answer r;
    size_t length = 0, again = 0;
    enum ber_framed got = ber_frame(&whole, s, ORIGIN_ANSWER_MAX, &length), later = BER_MORE;
    for (size_t i = 0; i <= n && later == BER_MORE && n < 2000; i++)
        later = ber_frame(&pieces, str_slice(s, 0, i), ORIGIN_ANSWER_MAX, &again);
    if (n < 2000 && later != got) __builtin_trap();
    if (got == BER_WHOLE && n < 2000 && length != again) __builtin_trap();
    if (got != BER_WHOLE || origin_read(str_slice(s, 0, length), a, &r)) return 0;
    for (size_t i = 0; i < r.records.n; i++) one(&r.records.item[i], a);
    return 0;
}
