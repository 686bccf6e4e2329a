/* idmap.c -- open addressing with Fibonacci hashing, at most half full. */
#include "base/idmap.h"

static struct idmap_entry *find(const struct idmap *m, int64_t id)
{
    size_t at = (size_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 32) & (m->cap - 1);
    while (m->entry[at].id && m->entry[at].id != id) at = (at + 1) & (m->cap - 1);
    return &m->entry[at];
}

size_t *idmap_get(const struct idmap *m, int64_t id)
{
    struct idmap_entry *e = m->cap ? find(m, id) : NULL;
    return e && e->id ? &e->value : NULL;
}

void idmap_put(struct idmap *m, struct arena *a, int64_t id, size_t value)
{
    if (m->n * 2 >= m->cap) {
        struct idmap more = {.cap = m->cap ? m->cap * 2 : 64};
        more.entry = arena_array(a, struct idmap_entry, more.cap);
        for (size_t i = 0; i < m->cap; i++)
            if (m->entry[i].id) *find(&more, m->entry[i].id) = m->entry[i];
        more.n = m->n;
        *m = more;
    }
    struct idmap_entry *e = find(m, id);
    if (!e->id) m->n++;
    *e = (struct idmap_entry){id, value};
}
