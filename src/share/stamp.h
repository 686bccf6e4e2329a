/* stamp.h -- times as other programs read them. */
#ifndef SHARE_STAMP_H
#define SHARE_STAMP_H

#include "base/arena.h"

/* Microseconds since 1970 as "2026-11-27T19:40:00Z" (RFC 3339, UTC, whole seconds). */
struct str time_stamp(int64_t us, struct arena *a);

/* A day or a second of UTC that there is, "2026-11-27" or "2026-11-27T19:40:00Z" (OAI-PMH 2.0
 * 2.7.1), as seconds since 1970. */
bool date_read(struct str s, int64_t *ret, bool *ret_day);

/* The same, and any time of RFC 3339 5.6 with a fraction and an offset; the fraction is cut.
 * The + of an offset may be the blank that query strings make of it. */
bool time_read(struct str s, int64_t *ret, bool *ret_day);

#endif
