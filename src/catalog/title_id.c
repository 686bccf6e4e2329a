/* title_id.c -- numbers as short words with a check digit. */
#include "catalog/title_id.h"

#include <string.h>

#include "base/checked.h"

enum { DIGITS_MAX = 13 };

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* Weighted sum modulo 31, a prime: finds every single misread digit and every swap of two. */
static unsigned check_of(int64_t id)
{
    unsigned sum = 0;
    for (unsigned weight = 2; id; id /= 32, weight++) sum += weight * (unsigned)(id % 32);
    return sum % 31;
}

struct str title_id_write(struct arena *a, int64_t id)
{
    char *end = (char *)arena_alloc(a, DIGITS_MAX + 2) + DIGITS_MAX + 2, *p = end;
    *--p = digits[check_of(id)];
    for (int64_t rest = id; rest || p == end - 1; rest /= 32) *--p = digits[rest % 32];
    return (struct str){p, (size_t)(end - p)};
}

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
    if (c == 'i' || c == 'l') c = '1';
    if (c == 'o') c = '0';
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

enum err title_id_read(struct str text, int64_t *ret)
{
    int64_t id = 0;
    if (text.n < 2 || text.n > DIGITS_MAX) return ERR_NOT_FOUND;
    for (size_t i = 0; i + 1 < text.n; i++) {
        int v = value_of(text.p[i]);
        if (v < 0 || !mul_ok(id, 32, &id) || !add_ok(id, v, &id)) return ERR_NOT_FOUND;
    }
    if (id <= 0 || value_of(text.p[text.n - 1]) != (int)check_of(id)) return ERR_NOT_FOUND;
    *ret = id;
    return OK;
}
