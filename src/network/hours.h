/* hours.h -- when a library is open: for each day of the week it is open, closed, or not stated.
 *
 * Stored as seven fields from Monday to Sunday with '|' between: "07:00-15:30|...|-|" where '-' is
 * closed and nothing is not stated; several spans of a day have ',' between. */
#ifndef NETWORK_HOURS_H
#define NETWORK_HOURS_H

#include "base/arena.h"

enum { HOURS_SPANS = 3, HOURS_DAYS = 7, HOURS_TEXT_MAX = 300 };

struct hours_day {
    bool stated;
    int n;                                  /* 0 and stated: closed */
    int from[HOURS_SPANS], to[HOURS_SPANS]; /* minutes from midnight, from < to <= 1440, in order */
};

struct hours {
    struct hours_day day[HOURS_DAYS]; /* Monday first */
};

/* False when it is not of the form above; *ret is then not written. */
bool hours_read(struct str stored, struct hours *ret);
struct str hours_write(struct arena *a, const struct hours *h); /* empty when nothing is stated */

/* A day as people type it: "07.00-15.30", "7-12, 13-15", "07:00–15:30", "tutup", "libur", "closed",
 * "-"; empty: not stated. False when it cannot be understood, or spans overlap. */
bool hours_day_parse(struct str typed, struct hours_day *ret);

/* "07.00-12.00, 13.00-15.30" with the separator between hours and minutes; empty when closed or not
 * stated. */
struct str hours_day_text(struct arena *a, const struct hours_day *d, char separator);

bool hours_day_same(const struct hours_day *a, const struct hours_day *b);

/* Whether it is open at that minute of that day (0 is Monday); *ret_until is when that ends. */
bool hours_open(const struct hours *h, int day, int minute, int *ret_until);

#endif
