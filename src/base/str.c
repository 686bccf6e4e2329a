/* str.c -- string views. */
#include "base/ascii.h"
#include "base/str.h"

#include <string.h>

#include "base/checked.h"

struct str str_of(const char *c_string)
{
    return c_string ? (struct str){c_string, strlen(c_string)} : (struct str){0};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i])) return false;
    return true;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_slice(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_slice(s, s.n - suffix.n, s.n), suffix);
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.n) to = s.n;
    if (from >= to) return (struct str){s.p, 0};
    return (struct str){s.p + from, to - from};
}

struct str str_trim(struct str s)
{
    while (s.n && ascii_is_space(s.p[0])) s = str_slice(s, 1, s.n);
    while (s.n && ascii_is_space(s.p[s.n - 1])) s.n--;
    return s;
}

size_t str_find_char(struct str s, char c, size_t from)
{
    if (from >= s.n) return s.n;
    const char *hit = memchr(s.p + from, c, s.n - from);
    return hit ? (size_t)(hit - s.p) : s.n;
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.n == 0) return 0;
    if (needle.n > s.n) return s.n + 1;
    const char *hit = memmem(s.p, s.n, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : s.n + 1;
}

bool str_split(struct str *rest, char sep, struct str *ret)
{
    if (!rest->p) return false;
    size_t at = str_find_char(*rest, sep, 0);
    *ret = str_slice(*rest, 0, at);
    *rest = at < rest->n ? (struct str){rest->p + at + 1, rest->n - at - 1} : (struct str){0};
    return true;
}

enum err str_to_u64(struct str s, uint64_t *ret)
{
    uint64_t v = 0;
    if (s.n == 0) return ERR_FORMAT;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return ERR_FORMAT;
        if (!mul_ok(v, (uint64_t)10, &v) || !add_ok(v, (uint64_t)(s.p[i] - '0'), &v))
            return ERR_LIMIT;
    }
    *ret = v;
    return OK;
}

enum err str_to_i64(struct str s, int64_t *ret)
{
    bool negative = s.n && s.p[0] == '-';
    uint64_t v = 0;
    enum err e = str_to_u64(negative ? str_slice(s, 1, s.n) : s, &v);
    if (e) return e;
    if (v > INT64_MAX) return ERR_LIMIT;
    *ret = negative ? -(int64_t)v : (int64_t)v;
    return OK;
}
