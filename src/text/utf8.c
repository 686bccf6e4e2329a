/* utf8.c -- decoding, checking and cutting UTF-8. */
#include "text/utf8.h"

uint32_t utf8_next(struct str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t left = s.n - *at;
    uint32_t c = p[0];
    ++*at;
    if (c < 0x80) return c;
    size_t n = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1; /* continuation bytes */
    if (c < 0xC2 || c > 0xF4 || left <= n) return UTF8_BAD;
    if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) || (c == 0xF0 && p[1] < 0x90) ||
        (c == 0xF4 && p[1] > 0x8F))
        return UTF8_BAD;
    c &= 0x3Fu >> n;
    for (size_t i = 1; i <= n; i++) {
        if ((p[i] & 0xC0) != 0x80) return UTF8_BAD;
        c = c << 6 | (p[i] & 0x3F);
    }
    *at += n;
    return c;
}

size_t utf8_valid_prefix(struct str s)
{
    size_t at = 0;
    while (at < s.n) {
        size_t before = at;
        if ((unsigned char)s.p[at] < 0x80)
            at++;
        else if (utf8_next(s, &at) == UTF8_BAD && at == before + 1)
            return before;
    }
    return s.n;
}

bool utf8_valid(struct str s)
{
    return utf8_valid_prefix(s) == s.n;
}

struct str utf8_clean(struct arena *a, struct str s)
{
    if (utf8_valid(s)) return s;
    char *p = arena_alloc(a, s.n * 3); /* a bad byte becomes three */
    size_t n = 0;
    for (size_t at = 0; at < s.n;) n += utf8_encode(utf8_next(s, &at), p + n);
    return (struct str){p, n};
}

struct str utf8_cut(struct str s, size_t max)
{
    if (s.n <= max) return s;
    while (max && ((unsigned char)s.p[max] & 0xC0) == 0x80) max--;
    return str_slice(s, 0, max);
}

size_t utf8_encode(uint32_t c, char to[4])
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}
