/* xml_mend.c -- see xml_mend.h. */
#include "record/xml_mend.h"

#include <string.h>

#include "base/checked.h"
#include "record/html_entity.h"
#include "text/utf8.h"

enum { NO_BREAK = 0xA0, ENTITY_NAME_MAX = 64 };

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           memchr("._-:", c, 4);
}

/* Whether an ampersand at s[at] begins an entity that XML has by itself. */
static bool is_entity(struct str s, size_t at)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    struct str rest = str_slice(s, at, s.n);
    for (size_t i = 0; i < COUNT(known); i++)
        if (str_starts(rest, str_of(known[i]))) return true;
    if (!str_starts(rest, STR("&#"))) return false;
    bool hex = rest.n > 2 && rest.p[2] == 'x';
    size_t i = 2 + hex, from = i;
    while (i < rest.n && ((rest.p[i] >= '0' && rest.p[i] <= '9') ||
                          (hex && ((rest.p[i] >= 'a' && rest.p[i] <= 'f') ||
                                   (rest.p[i] >= 'A' && rest.p[i] <= 'F')))))
        i++;
    return i > from && i < rest.n && rest.p[i] == ';';
}

/* The letter that HTML calls so at s[at], an ampersand, and where it ends; 0: none. */
static uint32_t named(struct str s, size_t at, size_t *ret_end)
{
    size_t end = at + 1;
    while (end < s.n && end - at < 10 && s.p[end] != ';') end++;
    *ret_end = end + 1;
    return end < s.n && s.p[end] == ';' ? html_entity(str_slice(s, at + 1, end)) : 0;
}

/* A name and its semicolon behind the ampersand at s[at]. */
static bool is_named(struct str s, size_t at)
{
    size_t end = at + 1;
    while (end < s.n && end - at < ENTITY_NAME_MAX && is_name(s.p[end])) end++;
    return end > at + 1 && end < s.n && s.p[end] == ';';
}

struct str xml_mended(struct arena *a, struct str s, bool names)
{
    s = utf8_clean(a, s);
    char *p = arena_alloc_array(a, s.n + 1, 5);
    size_t n = 0;
    size_t end;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
            n += utf8_encode(UTF8_BAD, p + n);
        } else if (c == '&' && !is_entity(s, i)) {
            uint32_t letter = named(s, i, &end);
            bool kept = letter == 0 && !names && is_named(s, i);
            if (letter) {
                n += utf8_encode(letter == NO_BREAK ? ' ' : letter, p + n);
                i = end - 1;
            } else {
                memcpy(p + n, "&amp;", 5);
                n += kept ? 1 : 5;
            }
        } else {
            p[n++] = s.p[i];
        }
    }
    return (struct str){p, n};
}
