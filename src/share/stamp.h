/* stamp.h -- times as other programs read them. */
#ifndef SHARE_STAMP_H
#define SHARE_STAMP_H

#include "base/arena.h"

/* Microseconds since 1970 as "2026-11-27T19:40:00Z" (RFC 3339, UTC, whole seconds). */
struct str time_stamp(int64_t us, struct arena *a);

#endif
