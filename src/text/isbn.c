/* isbn.c -- ISBN and ISSN by their check digits. */
#include "text/isbn.h"

#include <string.h>

#include "base/checked.h"

enum { SEEN_MAX = 40 }; /* characters looked at for the digits of one number */

struct digits {
    char d[14];
    size_t n;
};

/* The digits at the start of s, hyphens and spaces between them passed over, X only last. */
static struct digits take_digits(struct str s, size_t max)
{
    struct digits t = {.n = 0};
    for (size_t i = 0; i < s.n && i < SEEN_MAX && t.n < max; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9')
            t.d[t.n++] = c;
        else if ((c == 'x' || c == 'X') && (t.n == 9 || t.n == 7)) {
            t.d[t.n++] = 'X';
            break;
        } else if (c == '-' || c == ' ' || c == '.')
            continue;
        else if ((unsigned char)c == 0xE2 &&
                 i + 2 < s.n) /* U+2010-2015, hyphens of word processors */
            i += 2;
        else
            break;
    }
    return t;
}

static struct str after_prefix(struct str s)
{
    s = str_trim(s);
    if (s.n > 4 && str_eq_nocase(str_slice(s, 0, 4), STR("ISBN"))) s = str_slice(s, 4, s.n);
    while (s.n && (s.p[0] == ':' || s.p[0] == ' ' || s.p[0] == '(')) s = str_slice(s, 1, s.n);
    return s;
}

static int value_of(char c)
{
    return c == 'X' ? 10 : c - '0';
}

static bool isbn10_ok(const char *d)
{
    int sum = 0;
    for (int i = 0; i < 10; i++) sum += (10 - i) * value_of(d[i]);
    return sum % 11 == 0;
}

static char isbn13_check(const char *d)
{
    int sum = 0;
    for (int i = 0; i < 12; i++) sum += (d[i] - '0') * (i % 2 ? 3 : 1);
    return (char)('0' + (10 - sum % 10) % 10);
}

static bool is_13(const struct digits *t)
{
    return t->n == 13 && (memcmp(t->d, "978", 3) == 0 || memcmp(t->d, "979", 3) == 0);
}

enum err isbn_parse(struct arena *a, struct str s, struct str *ret)
{
    struct digits t = take_digits(after_prefix(s), 13);
    char out[13];
    if (is_13(&t) && t.d[12] != 'X' && isbn13_check(t.d) == t.d[12]) {
        *ret = arena_copy(a, (struct str){t.d, 13});
        return OK;
    }
    if (t.n < 10 || is_13(&t) || !isbn10_ok(t.d)) return ERR_FORMAT; /* later digits are text */
    memcpy(out, "978", 3);
    memcpy(out + 3, t.d, 9);
    out[12] = isbn13_check(out);
    *ret = arena_copy(a, (struct str){out, 13});
    return OK;
}

bool isbn_is_misprint(struct str s)
{
    struct digits t = take_digits(after_prefix(s), 13);
    if (is_13(&t)) return t.d[12] == 'X' || isbn13_check(t.d) != t.d[12];
    return t.n == 10 && !isbn10_ok(t.d);
}

/* ---- hyphens ---- */

/* Registrant lengths of the groups met most here, from the International ISBN Agency's range
 * message: up to `last` (of the seven digits after the group) a registrant has `length` digits. */
struct range {
    int last, length;
};
static const struct group {
    const char *prefix;
    struct range range[48];
} groups[] = {
    {"978602",
     {{699999, 2},
      {1399999, 4},
      {1499999, 5},
      {1699999, 4},
      {1999999, 5},
      {4999999, 3},
      {5399999, 5},
      {5999999, 4},
      {6199999, 5},
      {6999999, 4},
      {7499999, 5},
      {9499999, 4},
      {9999999, 5}}},
    {"978623", {{999999, 2}, {1099999, 0}, {4999999, 3}, {5249999, 0}, {8799999, 4}, {9999999, 5}}},
    {"978979",
     {{999999, 3},
      {1499999, 4},
      {1999999, 5},
      {2999999, 2},
      {3999999, 4},
      {7999999, 3},
      {9499999, 4},
      {9999999, 5}}},
    {"9780", {{1999999, 2}, {2279999, 3}, {2289999, 4}, {3689999, 3}, {3699999, 4}, {6389999, 3},
              {6397999, 4}, {6399999, 7}, {6449999, 3}, {6459999, 7}, {6479999, 3}, {6489999, 7},
              {6549999, 3}, {6559999, 4}, {6999999, 3}, {8499999, 4}, {8999999, 5}, {9003709, 6},
              {9003719, 7}, {9499999, 6}, {9999999, 7}}},
    {"9781", {{99999, 3},   {299999, 2},  {349999, 3},  {399999, 4},  {499999, 3},  {599999, 2},
              {669999, 0},  {699999, 7},  {999999, 4},  {3979999, 3}, {5499999, 4}, {6499999, 5},
              {6799999, 4}, {6859999, 5}, {7139999, 4}, {7169999, 3}, {7319999, 4}, {7399999, 7},
              {7619999, 5}, {7634999, 4}, {7649999, 7}, {7749999, 5}, {7753999, 7}, {7763999, 5},
              {7764999, 7}, {7769999, 5}, {7782999, 7}, {7899999, 5}, {7999999, 4}, {8379999, 5},
              {8384999, 7}, {8671999, 5}, {8675999, 4}, {8697999, 5}, {9159999, 6}, {9165059, 7},
              {9168699, 6}, {9169079, 7}, {9195999, 6}, {9196549, 7}, {9729999, 6}, {9877999, 4},
              {9911499, 6}, {9911999, 7}, {9989899, 6}, {9999999, 7}}},
};

static int registrant_length(const struct group *g, struct str isbn13)
{
    int seven = 0;
    size_t from = strlen(g->prefix);
    for (size_t i = 0; i < 7; i++)
        seven = seven * 10 + (from + i < 12 ? isbn13.p[from + i] - '0' : 0);
    for (size_t i = 0; i < COUNT(g->range) && g->range[i].last; i++)
        if (seven <= g->range[i].last) return g->range[i].length;
    return 0;
}

struct str isbn_hyphenate(struct arena *a, struct str isbn13)
{
    if (isbn13.n != 13) return isbn13;
    for (size_t i = 0; i < COUNT(groups); i++) {
        const char *prefix = groups[i].prefix;
        size_t group = strlen(prefix);
        if (!str_starts(isbn13, str_of(prefix))) continue;
        size_t registrant = (size_t)registrant_length(&groups[i], isbn13);
        if (!registrant || group + registrant > 11) break;
        return arena_printf(a, "%.3s-%.*s-%.*s-%.*s-%c", isbn13.p, (int)(group - 3), isbn13.p + 3,
                            (int)registrant, isbn13.p + group, (int)(12 - group - registrant),
                            isbn13.p + group + registrant, isbn13.p[12]);
    }
    return isbn13;
}

/* ---- ISSN ---- */

enum err issn_parse(struct arena *a, struct str s, struct str *ret)
{
    s = str_trim(s);
    if (s.n > 4 && str_eq_nocase(str_slice(s, 0, 4), STR("ISSN")))
        s = str_trim(str_slice(s, 4, s.n));
    struct digits t = take_digits(s, 9);
    int sum = 0;
    if (t.n != 8) return ERR_FORMAT;
    for (int i = 0; i < 8; i++) sum += (8 - i) * value_of(t.d[i]);
    if (sum % 11) return ERR_FORMAT;
    *ret = arena_printf(a, "%.4s-%.4s", t.d, t.d + 4);
    return OK;
}
