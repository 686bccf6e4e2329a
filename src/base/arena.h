/* arena.h -- memory that is freed all at once: one arena per request, record, batch or job.
 *
 * Results of functions that take a `struct arena *` live exactly as long as that arena.
 * There is no free. A failed allocation aborts the process (a restart loses nothing);
 * sizes that come from outside are limited before they get here. Not thread-safe. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);   /* NULL is fine */
void arena_freep(struct arena **a); /* for CLEANUP */

/* Forgets everything but keeps one block, so that a loop over records allocates nothing. */
void arena_reset(struct arena *a);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

/* n bytes, zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);

/* count * size bytes, zeroed; aborts when the product overflows. */
void *arena_alloc_array(struct arena *a, size_t count, size_t size);

#define arena_make(a, type)         ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_alloc_array((a), (count), sizeof(type)))

struct str arena_copy(struct arena *a, struct str s);
char *arena_cstr(struct arena *a, struct str s); /* NUL-terminated copy, cut at the first NUL */
struct str arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

/* Parts joined by `sep`; empty parts are left out. */
struct str arena_join(struct arena *a, const struct str *part, size_t n, struct str sep);

/* Appends to any `struct { T *item; size_t n, cap; }` that lives in the arena. */
#define VEC_PUSH(a, vec, ...)                                                                      \
    do {                                                                                           \
        (vec)->item = arena_grow((a), (vec)->item, (vec)->n, &(vec)->cap, sizeof *(vec)->item);    \
        (vec)->item[(vec)->n++] = __VA_ARGS__;                                                     \
    } while (0)
void *arena_grow(struct arena *a, void *item, size_t n, size_t *cap, size_t size);

#endif
