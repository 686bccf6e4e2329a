/* lock.h -- one holder at a time over all processes: an empty file under flock(2).
 *
 * The kernel lets go when the holder ends, however it ends. */
#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <stdbool.h>

#include "base/err.h"

struct lock {
    int fd; /* 0: not held */
};

/* Makes the file when missing. ERR_BUSY when somebody holds it and `wait` is false. */
MUST enum err lock_take(const char *path, bool wait, struct lock *ret);
void lock_release(struct lock *l); /* also for CLEANUP; not held is fine */

#endif
