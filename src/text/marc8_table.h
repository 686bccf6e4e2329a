/* marc8_table.h -- the codes of MARC-8 in Unicode; generated from charset/marc8.txt. */
#ifndef TEXT_MARC8_TABLE_H
#define TEXT_MARC8_TABLE_H

#include <stdbool.h>
#include <stdint.h>

struct marc8_row {
    uint32_t code;  /* final character of the set's escape sequence << 24, and one or three bytes */
    uint32_t point; /* in Unicode; 0: the other half of a mark says it already */
    bool mark;      /* stands before the letter it belongs to */
};

extern const struct marc8_row marc8_rows[]; /* in ascending order of `code` */
extern const uint32_t marc8_rows_n;

struct marc8_point {
    uint32_t point;
    int rank;      /* of several codes for one point the first is written */
    uint32_t code; /* as above */
    bool mark;
};

extern const struct marc8_point marc8_points[]; /* in ascending order of `point`, then `rank` */
extern const uint32_t marc8_points_n;

#endif
