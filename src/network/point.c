/* point.c -- points on the earth: as people paste them, and how far apart they are. */
#include <math.h>

#include "base/checked.h"
#include "network/place.h"

enum { MICRO = 1000000 };

/* ---- reading ---- */

struct reader {
    struct str s;
    size_t at;
};

static char peek(const struct reader *r)
{
    return r->at < r->s.n ? r->s.p[r->at] : '\0';
}

static bool take(struct reader *r, struct str what)
{
    if (!str_starts(str_slice(r->s, r->at, r->s.n), what)) return false;
    r->at += what.n;
    return true;
}

static void skip_spaces(struct reader *r)
{
    while (take(r, STR(" ")) || take(r, STR("\xC2\xA0")) || take(r, STR("+"))) {
    }
}

/* A minus as keyboards and word processors write it. */
static bool take_minus(struct reader *r)
{
    return take(r, STR("-")) || take(r, STR("\xE2\x88\x92")) || take(r, STR("\xE2\x80\x91")) ||
           take(r, STR("\xE2\x80\x93"));
}

/* Digits with an optional part behind a point, in millionths. */
static bool take_number(struct reader *r, int64_t *ret)
{
    int64_t n = 0, unit = MICRO;
    size_t from = r->at;
    for (; peek(r) >= '0' && peek(r) <= '9'; r->at++) {
        n = n * 10 + (peek(r) - '0') * (int64_t)MICRO;
        if (n > INT64_C(1000) * MICRO) return false;
    }
    if (r->at == from) return false;
    if (peek(r) == '.' && r->at + 1 < r->s.n && r->s.p[r->at + 1] >= '0' &&
        r->s.p[r->at + 1] <= '9')
        for (r->at++; peek(r) >= '0' && peek(r) <= '9'; r->at++)
            n += (unit /= 10) * (peek(r) - '0');
    *ret = n;
    return true;
}

/* "LS", "S", "BB", "W" turn the sign; "LU", "N", "BT", "E" do not. */
static bool take_side(struct reader *r)
{
    static const char *const negative[] = {"LS", "BB", "S", "W"};
    static const char *const positive[] = {"LU", "BT", "N", "E"};
    skip_spaces(r);
    for (size_t i = 0; i < COUNT(negative); i++)
        if (take(r, str_of(negative[i]))) return true;
    for (size_t i = 0; i < COUNT(positive); i++)
        if (take(r, str_of(positive[i]))) break;
    return false;
}

/* Behind the degrees: 46'12" as a part of a degree; 0 when there are none. */
static int64_t take_minutes(struct reader *r)
{
    int64_t minutes = 0, seconds = 0;
    struct reader before = *r;
    skip_spaces(r);
    if (!take_number(r, &minutes) || !(take(r, STR("'")) || take(r, STR("\xE2\x80\xB2")))) {
        *r = before;
        return 0;
    }
    before = *r;
    skip_spaces(r);
    if (!take_number(r, &seconds) || !(take(r, STR("\"")) || take(r, STR("\xE2\x80\xB3")))) {
        *r = before;
        seconds = 0;
    }
    return (minutes * 60 + seconds + 1800) / 3600;
}

/* One coordinate: degrees, perhaps minutes and seconds, perhaps the side. */
static bool take_degrees(struct reader *r, int64_t *ret)
{
    int64_t n = 0;
    skip_spaces(r);
    bool minus = take_minus(r);
    if (!take_number(r, &n)) return false;
    if (take(r, STR("\xC2\xB0"))) n += take_minutes(r);
    if (take_side(r)) minus = true;
    *ret = minus ? -n : n;
    return true;
}

/* Two coordinates with a comma, a semicolon, "%2C", "/" or space between. */
static bool take_pair(struct reader *r, struct point *ret)
{
    int64_t lat = 0, lon = 0;
    if (!take_degrees(r, &lat)) return false;
    skip_spaces(r);
    bool parted = take(r, STR(",")) || take(r, STR(";")) || take(r, STR("/")) ||
                  take(r, STR("%2C")) || take(r, STR("%2c")) || r->s.p[r->at - 1] == ' ' ||
                  (r->s.p[r->at - 1] >= 'A' && r->s.p[r->at - 1] <= 'Z');
    if (!parted || !take_degrees(r, &lon)) return false;
    if (lat < -90 * MICRO || lat > 90 * MICRO || lon < -180 * MICRO || lon > 180 * MICRO)
        return false;
    *ret = (struct point){(int32_t)lat, (int32_t)lon};
    return true;
}

static bool pair_after(struct str s, const char *mark, struct point *ret)
{
    struct str m = str_of(mark);
    size_t at = str_find(s, m);
    struct reader r = {s, at + m.n};
    return at <= s.n && take_pair(&r, ret);
}

/* "...mlat=-7.1&mlon=110.2", "!3d-7.1!4d110.2": the numbers stand apart. */
static bool apart(struct str s, const char *one, const char *two, struct point *ret)
{
    struct str m1 = str_of(one), m2 = str_of(two);
    size_t a = str_find(s, m1), b = str_find(s, m2);
    struct reader ra = {s, a + m1.n}, rb = {s, b + m2.n};
    int64_t lat = 0, lon = 0;
    if (a > s.n || b > s.n || !take_degrees(&ra, &lat) || !take_degrees(&rb, &lon)) return false;
    if (lat < -90 * MICRO || lat > 90 * MICRO || lon < -180 * MICRO || lon > 180 * MICRO)
        return false;
    *ret = (struct point){(int32_t)lat, (int32_t)lon};
    return true;
}

/* "#map=16/-7.1/110.2": the first number is how near the map is. */
static bool after_zoom(struct str s, struct point *ret)
{
    size_t at = str_find(s, STR("map="));
    if (at > s.n) return false;
    struct reader r = {s, at + 4};
    int64_t zoom = 0;
    return take_number(&r, &zoom) && take(&r, STR("/")) && take_pair(&r, ret);
}

bool point_parse(struct str typed, struct point *ret)
{
    static const char *const marks[] = {
        "?q=", "&q=", "query=", "ll=", "geo:", "destination=", "place/", "search/", "/@"};
    struct str s = str_trim(typed);
    if (s.n == 0 || s.n > 2000) return false;
    if (str_find(s, STR("://")) < s.n || str_starts(s, STR("geo:"))) {
        if (apart(s, "!3d", "!4d", ret) || apart(s, "mlat=", "mlon=", ret)) return true;
        for (size_t i = 0; i < COUNT(marks); i++)
            if (pair_after(s, marks[i], ret)) return true;
        return after_zoom(s, ret);
    }
    struct reader r = {s, 0};
    if (!take_pair(&r, ret)) return false;
    skip_spaces(&r);
    return r.at == s.n;
}

/* ---- distance ---- */

double point_km(struct point a, struct point b)
{
    const double radians = 3.14159265358979323846 / 180 / (double)MICRO, earth = 6371;
    double lat1 = a.latitude * radians, lat2 = b.latitude * radians;
    double dlat = lat2 - lat1, dlon = (b.longitude - (double)a.longitude) * radians;
    double sin1 = sin(dlat / 2), sin2 = sin(dlon / 2);
    double h = sin1 * sin1 + cos(lat1) * cos(lat2) * sin2 * sin2;
    return 2 * earth * asin(sqrt(h < 0 ? 0 : h > 1 ? 1 : h));
}
