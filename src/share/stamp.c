/* stamp.c -- see stamp.h. */
#include "share/stamp.h"

#include <time.h>

struct str time_stamp(int64_t us, struct arena *a)
{
    struct tm t;
    time_t seconds = (time_t)(us / 1000000);
    gmtime_r(&seconds, &t);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1,
                        t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}
