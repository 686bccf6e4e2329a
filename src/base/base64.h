/* base64.h -- bytes as letters (RFC 4648 4: with + and /, filled up with =). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/arena.h"

struct str base64_write(struct str bytes, struct arena *a);

/* False: it is not that, or not spelled as base64_write does. */
bool base64_read(struct str text, struct arena *a, struct str *ret);

#endif
