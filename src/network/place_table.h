/* place_table.h -- the places as tool/place.awk compiles them from place/indonesia.txt. */
#ifndef NETWORK_PLACE_TABLE_H
#define NETWORK_PLACE_TABLE_H

#include <stdint.h>

#define PLACE_UNKNOWN INT32_MIN

struct place_row {
    uint32_t code;               /* padded to six digits: 340000, 340400, 340407 */
    uint32_t name;               /* offset in place_names; the next row's ends it */
    int32_t latitude, longitude; /* micro-degrees, or PLACE_UNKNOWN */
};

extern const struct place_row place_rows[]; /* by code: each place before what lies in it */
extern const char place_names[];
extern const uint32_t place_rows_n, place_names_n;

#endif
