/* idmap.h -- a table from positive numbers (ids) to small ones, in an arena. Nothing is removed. */
#ifndef BASE_IDMAP_H
#define BASE_IDMAP_H

#include "base/arena.h"

struct idmap {
    struct idmap_entry {
        int64_t id; /* 0: free */
        size_t value;
    } * entry;
    size_t n, cap;
};

/* NULL when it is not there; valid until the next idmap_put. */
size_t *idmap_get(const struct idmap *m, int64_t id);
void idmap_put(struct idmap *m, struct arena *a, int64_t id, size_t value);

#endif
