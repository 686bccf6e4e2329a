/* cursor.h -- where a list goes on, as a word its reader gives back.
 *
 * A cursor is a number with a check over it and over the conditions of the list. It needs nothing
 * that is remembered here, so it outlives restarts; none that was not written here, or that was
 * written for another list, is taken. It is no secret: all in it could be asked for openly. */
#ifndef SHARE_CURSOR_H
#define SHARE_CURSOR_H

#include "base/arena.h"

enum { CURSOR_MAX = 60 };

/* `list` names the list, `conditions` are any bytes; at is not negative. */
struct str cursor_write(const char *list, struct str conditions, int64_t at, struct arena *a);

/* False: not written by cursor_write for this list and these conditions. */
bool cursor_read(struct str text, const char *list, struct str conditions, struct arena *a,
                 int64_t *ret_at);

#endif
