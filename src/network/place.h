/* place.h -- where things are: the provinces, regencies and cities, and districts of Indonesia, and
 * points on the earth.
 *
 * A code is that of the Ministry of Home Affairs without dots: "34" a province, "3404" a regency
 * (kabupaten) or city (kota), "340407" a district (kecamatan). The table is compiled in; its
 * sources, and for how many places a point is known, are told in place/README.md. */
#ifndef NETWORK_PLACE_H
#define NETWORK_PLACE_H

#include "base/arena.h"

struct point {
    int32_t latitude, longitude; /* micro-degrees, WGS 84 */
};

enum place_level { PLACE_PROVINCE = 2, PLACE_REGENCY = 4, PLACE_DISTRICT = 6 }; /* digits of code */

struct place {
    char code[7];    /* NUL-terminated */
    struct str name; /* "Kabupaten Sleman"; lives for ever */
    bool located;    /* whether the seat's point is known */
    struct point point;
};

struct places {
    struct place *item;
    size_t n, cap;
};

enum { PLACE_FOUND_MAX = 20 };

/* False when there is no such code. */
bool place_get(struct str code, struct place *ret);

/* What lies directly in `code`, by code; of the empty code the provinces. */
void place_inside(struct str code, struct arena *a, struct places *ret);

/* Whether `code` is `outer` or lies in it. */
bool place_is_inside(struct str code, struct str outer);

/* "Depok, Kabupaten Sleman, Daerah Istimewa Yogyakarta"; empty when there is no such code. */
struct str place_full_name(struct arena *a, struct str code);

/* The places a person may mean by "sleman", "Kab. Sleman", "Kota Yogyakarta", "depok, sleman",
 * "DIY": by name without case, spaces, or the word for its level; what follows a comma lies around
 * it. A regency without "Kab." is found also when a city has its name. Larger places first, at most
 * PLACE_FOUND_MAX. */
void place_find(struct str typed, struct arena *a, struct places *ret);

/* The one that is meant, when that is clear: the only one, or the outermost when all others lie in
 * it, as the districts do that have their regency's name. */
bool place_meant(const struct places *found, struct place *ret);

/* Where a place is: its own seat (*ret_own), else that of the regency it lies in. False when
 * neither is known. */
bool place_point(struct str code, struct point *ret, bool *ret_own);

/* "-7.77, 110.37", "7°46'12\" LS 110°22'12\" BT", or an address of a map (Google Maps,
 * OpenStreetMap, geo:) that holds its point. False when no point on earth can be read. */
bool point_parse(struct str typed, struct point *ret);

/* Along the surface of a sphere of 6,371 km. */
double point_km(struct point a, struct point b);

#endif
