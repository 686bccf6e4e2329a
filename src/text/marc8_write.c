/* marc8_write.c -- UTF-8 as MARC-8: marc8.h. */
#include <string.h>
#include <unicode/unorm2.h>

#include "base/buf.h"
#include "base/checked.h"
#include "text/marc8.h"
#include "text/marc8_table.h"
#include "text/utf8.h"

enum { ESC = 0x1B, US = 0x1F, PIECES_MAX = 8, MARKS_MAX = 16, BYTES_OF_ONE = 14 };
enum { SET_ASCII = 'B', SET_ANSEL = 'E', SET_EACC = '1' };

struct encoder {
    struct buf to;
    unsigned char set; /* what 21-7E are now */
    uint32_t letter;   /* waits for its marks */
    bool waits;
    uint32_t mark[MARKS_MAX];
    size_t marks, strange;
};

static const struct marc8_point *point_of(uint32_t c)
{
    size_t low = 0, high = marc8_points_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marc8_points[middle].point < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < marc8_points_n && marc8_points[low].point == c ? &marc8_points[low] : NULL;
}

/* ESC ( N, ESC $ 1, ESC b; and back. */
static void choose(struct encoder *e, unsigned char set)
{
    if (e->set == set) return;
    bool here = strchr("gbp", set), before = strchr("gbp", e->set);
    if (before && set != SET_ASCII) choose(e, SET_ASCII);
    buf_add_char(&e->to, ESC);
    if (set == SET_ASCII && before)
        set = 's';
    else if (!here)
        buf_add_char(&e->to, set == SET_EACC ? '$' : '(');
    buf_add_char(&e->to, (char)set);
    e->set = set == 's' ? SET_ASCII : set;
}

static void put_row(struct encoder *e, const struct marc8_point *p)
{
    unsigned char set = (unsigned char)(p->code >> 24);
    if (set == SET_ANSEL) {
        buf_add_char(&e->to, (char)((p->code & 0xFF) | 0x80));
        return;
    }
    choose(e, set);
    for (int shift = set == SET_EACC ? 16 : 0; shift >= 0; shift -= 8)
        buf_add_char(&e->to, (char)(p->code >> shift & 0xFF));
}

static void put_point(struct encoder *e, uint32_t c)
{
    const struct marc8_point *p = c < 0x80 ? NULL : point_of(c);
    if (p) {
        put_row(e, p);
        return;
    }
    choose(e, SET_ASCII);
    if (c < 0x80) {
        buf_add_char(&e->to, (char)c);
        return;
    }
    buf_printf(&e->to, "&#x%04X;", (unsigned)c);
    e->strange++;
}

/* The letter that waited, behind its marks. */
static void flush(struct encoder *e)
{
    if (!e->waits && e->marks) choose(e, SET_ASCII);
    for (size_t i = 0; i < e->marks; i++)
        if (e->waits)
            put_point(e, e->mark[i]);
        else
            buf_printf(&e->to, "&#x%04X;", (unsigned)e->mark[i]);
    e->strange += e->waits ? 0 : e->marks;
    if (e->waits) put_point(e, e->letter);
    e->waits = false;
    e->marks = 0;
}

static void take(struct encoder *e, uint32_t c)
{
    const struct marc8_point *p = c < 0x80 ? NULL : point_of(c);
    if (p && p->mark && e->marks < MARKS_MAX) {
        e->mark[e->marks++] = c;
        return;
    }
    flush(e);
    e->letter = c;
    e->waits = true;
}

/* Its canonical decomposition by one step: a shorter letter and a mark, or another letter. */
static bool split(uint32_t c, uint32_t *ret_letter, uint32_t *ret_mark)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar part[PIECES_MAX];
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) return false;
    int32_t n = unorm2_getRawDecomposition(nfc, (UChar32)c, part, PIECES_MAX, &status);
    if (n < 1 || n > 2 || U_FAILURE(status) || U16_IS_SURROGATE(part[0])) return false;
    *ret_letter = part[0];
    *ret_mark = n == 2 ? part[1] : 0;
    return true;
}

/* A letter that has no code of its own is its parts, when all of them have one. */
static void take_parts(struct encoder *e, uint32_t c)
{
    uint32_t mark[PIECES_MAX], letter = c;
    size_t n = 0;
    bool fine = true;
    while (fine && letter >= 0x80 && !point_of(letter) && n < PIECES_MAX) {
        fine = split(letter, &letter, &mark[n]);
        if (fine && mark[n] && !point_of(mark[n])) fine = false;
        n += fine && mark[n];
    }
    if (!fine || (letter >= 0x80 && !point_of(letter))) {
        take(e, c);
        return;
    }
    take(e, letter);
    while (n) take(e, mark[--n]);
}

static void control(struct encoder *e, uint32_t c)
{
    flush(e);
    choose(e, SET_ASCII);
    buf_add_char(&e->to, (char)c);
}

struct str utf8_marc8(struct arena *a, struct str s, size_t *ret_strange)
{
    static const struct {
        uint32_t point;
        char byte;
    } joiners[] = {{0x98, '\x88'}, {0x9C, '\x89'}, {0x200D, '\x8D'}, {0x200C, '\x8E'}};
    struct encoder e = {.to = BUF(s.n * BYTES_OF_ONE + BYTES_OF_ONE), .set = SET_ASCII};
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        size_t j = 0;
        while (j < COUNT(joiners) && joiners[j].point != c) j++;
        if (j < COUNT(joiners)) {
            flush(&e);
            buf_add_char(&e.to, joiners[j].byte);
        } else if (c < ' ') {
            control(&e, c);
            if (c == US && at < s.n && (unsigned char)s.p[at] < 0x80)
                buf_add_char(&e.to, s.p[at++]);
        } else if (c < 0x80 || point_of(c))
            take(&e, c);
        else
            take_parts(&e, c);
    }
    flush(&e);
    choose(&e, SET_ASCII);
    struct str text = arena_copy(a, buf_str(&e.to));
    *ret_strange = e.strange;
    buf_release(&e.to);
    return text;
}
