/* stamp.c -- see stamp.h. */
#include "share/stamp.h"

#include "base/ascii.h"

#include <string.h>
#include <time.h>

struct str time_stamp(int64_t us, struct arena *a)
{
    struct tm t;
    time_t seconds = (time_t)(us / 1000000);
    gmtime_r(&seconds, &t);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1,
                        t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

/* Digits where the pattern has 0, else the character itself. */
static bool like(struct str s, const char *pattern)
{
    if (s.n != strlen(pattern)) return false;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = ascii_is_digit(s.p[i]);
        if (pattern[i] == '0' ? !digit : s.p[i] != pattern[i]) return false;
    }
    return true;
}

static int number(struct str s, size_t at, size_t n)
{
    int v = 0;
    for (size_t i = at; i < at + n; i++) v = v * 10 + (s.p[i] - '0');
    return v;
}

bool date_read(struct str s, int64_t *ret, bool *ret_day)
{
    bool day = like(s, "0000-00-00");
    if (!day && !like(s, "0000-00-00T00:00:00Z")) return false;
    struct tm t = {.tm_year = number(s, 0, 4) - 1900,
                   .tm_mon = number(s, 5, 2) - 1,
                   .tm_mday = number(s, 8, 2)};
    if (!day) {
        t.tm_hour = number(s, 11, 2);
        t.tm_min = number(s, 14, 2);
        t.tm_sec = number(s, 17, 2);
    }
    struct tm same = t;
    time_t seconds = timegm(&same);
    if (same.tm_mon != t.tm_mon || same.tm_mday != t.tm_mday || same.tm_hour != t.tm_hour ||
        same.tm_min != t.tm_min || same.tm_sec != t.tm_sec)
        return false;
    *ret = (int64_t)seconds;
    *ret_day = day;
    return true;
}

/* ".25" behind a second says nothing in whole seconds; *rest is what follows it. */
static bool pass_fraction(struct str *rest)
{
    size_t n = 1;
    if (!rest->n || rest->p[0] != '.') return true;
    while (n < rest->n && ascii_is_digit(rest->p[n])) n++;
    *rest = str_slice(*rest, n, rest->n);
    return n > 1;
}

bool time_read(struct str s, int64_t *ret, bool *ret_day)
{
    enum { SECOND = 19, LONGEST = 40 };
    char text[SECOND + 1];
    struct str rest = str_slice(s, SECOND, s.n);
    int64_t at = 0, minutes = 0;
    if (date_read(s, ret, ret_day)) return true;
    if (s.n <= SECOND || s.n > LONGEST || !pass_fraction(&rest)) return false;
    memcpy(text, s.p, SECOND);
    text[SECOND] = 'Z';
    if (!date_read((struct str){text, SECOND + 1}, &at, ret_day)) return false;
    if (!str_eq(rest, STR("Z"))) {
        bool west = like(rest, "-00:00");
        if (!west && !like(rest, "+00:00") && !like(rest, " 00:00")) return false;
        minutes = number(rest, 1, 2) * 60 + number(rest, 4, 2);
        if (number(rest, 1, 2) > 23 || number(rest, 4, 2) > 59) return false;
        if (west) minutes = -minutes;
    }
    *ret = at - minutes * 60;
    return true;
}
