/* buf.c -- bounded growing buffers. */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"

void buf_release(struct buf *b)
{
    mem_free(b->p);
    *b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->full = false;
}

char *buf_reserve(struct buf *b, size_t n)
{
    size_t need = 0;
    if (b->full || !add_ok(b->n, n, &need) || need > b->max) {
        b->full = true;
        return NULL;
    }
    if (need > b->cap) {
        size_t cap = MAX(MIN(MAX(b->cap * 2, (size_t)256), b->max), need);
        b->p = mem_resize(b->p, cap);
        b->cap = cap;
    }
    return b->p + b->n;
}

void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0) return;
    char *to = buf_reserve(b, s.n);
    if (!to) return;
    memcpy(to, s.p, s.n);
    b->n += s.n;
}

void buf_add_char(struct buf *b, char c)
{
    char *to = buf_reserve(b, 1);
    if (!to) return;
    *to = c;
    b->n++;
}

void buf_vprintf(struct buf *b, const char *fmt, va_list args)
{
    va_list again;
    size_t room = b->full ? 0 : b->cap - b->n;
    va_copy(again, args);
    int n = vsnprintf(room ? b->p + b->n : NULL, room, fmt, again);
    va_end(again);
    bool fits = n >= 0 && (size_t)n < room;
    char *to = n < 0 || fits ? NULL : buf_reserve(b, (size_t)n + 1);
    if (!fits && !to) return;
    if (to) vsnprintf(to, (size_t)n + 1, fmt, args);
    b->n += (size_t)n;
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    buf_vprintf(b, fmt, args);
    va_end(args);
}

void buf_add_i64(struct buf *b, int64_t v)
{
    buf_printf(b, "%lld", (long long)v);
}

/* Length of the UTF-8 sequence at s[at], 0 when it is not one (RFC 3629 4). */
static size_t utf8_length(struct str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;
    if (p[0] < 0x80) return 1;
    size_t n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || left < n) return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
    if (p[0] == 0xED && p[1] > 0x9F) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
    return n;
}

void buf_add_json(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    for (size_t i = 0; i < s.n;) {
        size_t n = utf8_length(s, i);
        unsigned char c = (unsigned char)s.p[i];
        if (n == 0)
            buf_add(b, STR("\xEF\xBF\xBD"));
        else if (c == '"' || c == '\\')
            buf_add_char(b, '\\'), buf_add_char(b, (char)c);
        else if (c == '/' && i && s.p[i - 1] == '<')
            buf_add(b, STR("\\/"));
        else if (c < 0x20 || c == 0x7F)
            buf_printf(b, "\\u%04x", c);
        else
            buf_add(b, str_slice(s, i, i + n));
        i += n ? n : 1;
    }
    buf_add_char(b, '"');
}

void buf_consume(struct buf *b, size_t n)
{
    n = MIN(n, b->n);
    if (n < b->n) memmove(b->p, b->p + n, b->n - n);
    b->n -= n;
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}
