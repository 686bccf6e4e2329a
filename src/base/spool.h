/* spool.h -- a file without a name, gone when it is closed: for bytes that come once and are needed
 * at any place. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/str.h"

/* In TMPDIR, else in /tmp; readable by nobody else. ERR_FULL, ERR_IO. */
MUST enum err spool_begin(int *ret_fd);

MUST enum err spool_add(int fd, struct str s);

/* n bytes from `at` of any regular file; ERR_IO when it ends before. */
MUST enum err spool_read(int fd, int64_t at, char *to, size_t n);

#endif
