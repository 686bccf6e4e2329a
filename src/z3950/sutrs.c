/* sutrs.c -- see sutrs.h. */
#include "z3950/sutrs.h"

#include "base/checked.h"

static const struct {
    const char *tag, *codes, *before, *between;
    bool brief;
} lines[] = {
    {"245", "abcfghknps", "", " ", true},
    {"250", "ab", "", " ", true},
    {"260", "abcefg", "", " ", true},
    {"264", "abc", "", " ", true},
    {"300", "abce", "", " ", false},
    {"490", "avx", "", " ", false},
    {"020", "a", "ISBN ", " ", false},
    {"022", "a", "ISSN ", " ", false},
    {"500", "a", "", " ", false},
    {"520", "a", "", " ", false},
    {"6??", "abcdtvxyz", "", " -- ", false},
    {"852", "abchij", "", " : ", false},
};

void sutrs_write(const struct marc *m, bool brief, struct arena *a, struct buf *to)
{
    const struct marc_field *f;
    for (size_t i = 0; i < COUNT(lines); i++) {
        if (brief && !lines[i].brief) continue;
        for (f = marc_find(m, lines[i].tag, 0); f; f = marc_after(m, lines[i].tag, f)) {
            struct str text = marc_join(a, f, lines[i].codes, str_of(lines[i].between));
            if (text.n) buf_printf(to, "%s%.*s\n", lines[i].before, STR_ARG(text));
        }
    }
}
