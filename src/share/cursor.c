/* cursor.c -- see cursor.h: "12c-5f0c91ab34d2e7f0", a number in base 32 and its check. */
#include "share/cursor.h"

#include "base/hash.h"

enum { CHECK_DIGITS = 16, NUMBER_DIGITS = 13 };
static const char digits[] = "0123456789abcdefghijklmnopqrstuv";

struct str cursor_write(const char *list, struct str conditions, int64_t at, struct arena *a)
{
    char number[NUMBER_DIGITS], hex[DIGEST_HEX + 1];
    size_t from = NUMBER_DIGITS;
    uint64_t rest = (uint64_t)at;
    do number[--from] = digits[rest & 31];
    while ((rest >>= 5) && from);
    struct str text = {number + from, NUMBER_DIGITS - from};
    struct str part[] = {STR("silang cursor 1"), str_of(list), conditions, text};
    struct digest d = digest_of_parts(part, 4);
    digest_hex(&d, hex);
    return arena_printf(a, "%.*s-%.*s", STR_ARG(text), CHECK_DIGITS, hex);
}

/* Written again it must be the same: that leaves one spelling of each. */
bool cursor_read(struct str text, const char *list, struct str conditions, struct arena *a,
                 int64_t *ret_at)
{
    uint64_t at = 0;
    size_t dash = str_find_char(text, '-', 0);
    if (dash == 0 || dash > NUMBER_DIGITS || text.n != dash + 1 + CHECK_DIGITS) return false;
    for (size_t i = 0; i < dash; i++) {
        size_t digit = str_find_char(str_of(digits), text.p[i], 0);
        if (digit > 31 || at >> 58) return false;
        at = at << 5 | digit;
    }
    if (!str_eq(text, cursor_write(list, conditions, (int64_t)at, a))) return false;
    *ret_at = (int64_t)at;
    return true;
}
