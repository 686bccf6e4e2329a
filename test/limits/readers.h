/* readers.h -- the readers of foreign bytes, each as the program calls it, by name. */
#ifndef TEST_READERS_H
#define TEST_READERS_H

#include "base/arena.h"

typedef void reader_fn(const char *path, struct str bytes);

struct reader {
    const char *name;
    reader_fn *read;
};

extern const struct reader readers[]; /* ends with no name */

#endif
