/* undouble.c -- text that went through UTF-8 twice. */
#include "base/checked.h"
#include "text/utf8.h"

/* Windows-1252, 80-9F; 0: not in use. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte that was read as this character; -1 when none was. */
static int byte_of(uint32_t c)
{
    if (c <= 0xFF) return (int)c;
    for (size_t i = 0; i < COUNT(windows); i++)
        if (windows[i] == c) return (int)(0x80 + i);
    return -1;
}

struct str utf8_undouble(struct arena *a, struct str s)
{
    size_t n = 0, beyond = 0;
    for (size_t i = 0; i < s.n; i++) beyond += (unsigned char)s.p[i] >= 0x80;
    if (beyond < 4) return s; /* a letter of two bytes became two of two */
    char *p = arena_alloc(a, s.n);
    for (size_t at = 0; at < s.n;) {
        int b = byte_of(utf8_next(s, &at));
        if (b < 0) return s;
        p[n++] = (char)b;
    }
    struct str once = {p, n};
    return utf8_valid(once) ? once : s;
}
