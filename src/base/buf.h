/* buf.h -- a growing buffer of bytes with a ceiling given at its birth.
 *
 * Appending past the ceiling writes nothing and sets `full`, which sticks: check it once,
 * at the end. The contents up to then stay readable. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>

#include "base/str.h"

struct buf {
    char *p;
    size_t n, cap, max;
    bool full;
};

#define BUF(limit) ((struct buf){.max = (limit)})

void buf_release(struct buf *b); /* also for CLEANUP; the buffer is then empty and usable */
void buf_clear(struct buf *b);   /* empty, not full, memory kept */

void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list args) PRINTF(2, 0);
void buf_add_i64(struct buf *b, int64_t v);

/* The string s as a JSON string with its quotes (RFC 8259 7). Bytes that are not UTF-8
 * become U+FFFD; "</" is written "<\/" so that the text may stand inside HTML. */
void buf_add_json(struct buf *b, struct str s);

/* Room for n more bytes at b->p + b->n, or NULL (and full). The caller adds to b->n. */
char *buf_reserve(struct buf *b, size_t n);

/* Removes the first n bytes. */
void buf_consume(struct buf *b, size_t n);

struct str buf_str(const struct buf *b);

#endif
