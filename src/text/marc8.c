/* marc8.c -- MARC-8 by its table; sets are named by the final character of their escape sequence.
 */
#include "text/marc8.h"

#include <string.h>

#include "base/checked.h"
#include "text/marc8_table.h"
#include "text/utf8.h"

enum { ESC = 0x1B, US = 0x1F, MARKS_MAX = 16, POINT_BYTES = 4 };
enum { SET_ASCII = 'B', SET_ANSEL = 'E', SET_EACC = '1', SET_5426 = '5' };

struct decoder {
    struct str s;
    size_t at;
    char *to;
    size_t n;
    unsigned char g0, g1; /* sets of 21-7E and A1-FE */
    unsigned char g1_first;
    uint32_t mark[MARKS_MAX];
    size_t marks; /* that wait for their letter */
    size_t bad;
    struct marc8_signs signs;
};

static const struct marc8_row *row_of(uint32_t code)
{
    size_t low = 0, high = marc8_rows_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marc8_rows[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < marc8_rows_n && marc8_rows[low].code == code ? &marc8_rows[low] : NULL;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 0xBF;
}

/* What the marks of ANSEL are for: vowels, and consonants that some language writes so. A mark over
 * another letter may be right, and says nothing. */
static void weigh(struct decoder *d, uint32_t base)
{
    if (!is_letter(base))
        d->signs.against++;
    else if (base > 0x7F || strchr("aeiouyAEIOUYcnszCNSZ", (int)base))
        d->signs.letters++;
    else if (d->mark[0] != 0x30C &&
             d->mark[0] != 0x361) /* Latin-1 has e acute where ANSEL has caron */
        d->signs.against++;
}

static void put(struct decoder *d, uint32_t c)
{
    d->n += utf8_encode(c, d->to + d->n);
}

/* A letter, and the marks that stood before it. */
static void put_letter(struct decoder *d, uint32_t c)
{
    put(d, c);
    if (d->marks) weigh(d, c);
    for (size_t i = 0; i < d->marks; i++) put(d, d->mark[i]);
    d->marks = 0;
}

static void put_bad(struct decoder *d)
{
    d->bad++;
    d->signs.against++;
    put_letter(d, UTF8_BAD);
}

/* Marks that have no letter: their place ends here. */
static void drop_marks(struct decoder *d)
{
    d->bad += d->marks;
    d->signs.against += d->marks;
    d->marks = 0;
}

static void put_code(struct decoder *d, unsigned char set, uint32_t code)
{
    const struct marc8_row *row = row_of((uint32_t)set << 24 | code);
    if (!row) {
        put_bad(d);
    } else if (!row->mark) {
        d->signs.letters += set != SET_ANSEL;
        put_letter(d, row->point);
    } else if (row->point && d->marks < MARKS_MAX) {
        d->mark[d->marks++] = row->point;
    }
}

static unsigned char byte_at(const struct decoder *d, size_t at)
{
    return at < d->s.n ? (unsigned char)d->s.p[at] : 0;
}

/* ESC and what follows it: s g b p, or one of ( , ) - after an optional $, then ! for ANSEL, then
 * the set. False when it is none of these. */
static bool escape(struct decoder *d)
{
    size_t at = d->at + 1;
    unsigned char c = byte_at(d, at);
    if (c && strchr("sgbp", c)) {
        d->g0 = c == 's' ? SET_ASCII : c;
        d->at = at + 1;
        return true;
    }
    bool wide = c == '$', second = false;
    if (wide) c = byte_at(d, ++at);
    if (c && strchr("(,)-", c)) {
        second = c == ')' || c == '-';
        at++;
    } else if (!wide) {
        return false;
    }
    if (byte_at(d, at) == '!' && byte_at(d, at + 1) == SET_ANSEL) at++;
    c = byte_at(d, at);
    if (!c || !strchr(wide ? "1" : "BE2NQ34S", c)) return false;
    *(second ? &d->g1 : &d->g0) = c;
    d->at = at + 1;
    return true;
}

/* Three bytes of one ideograph. */
static void wide_code(struct decoder *d, unsigned char high)
{
    uint32_t code = 0;
    for (size_t i = 0; i < 3; i++) {
        unsigned char b = byte_at(d, d->at + i);
        if ((b & 0x80) != high || (b & 0x7F) <= 0x20 || (b & 0x7F) == 0x7F) {
            put_bad(d);
            d->at += MAX(i, (size_t)1);
            return;
        }
        code = code << 8 | (b & 0x7F);
    }
    put_code(d, SET_EACC, code);
    d->at += 3;
}

static void graphic(struct decoder *d, unsigned char b)
{
    unsigned char high = b & 0x80, set = high ? d->g1 : d->g0;
    if (set == SET_EACC) {
        wide_code(d, high);
        return;
    }
    d->at++;
    if (set == SET_ASCII)
        put_letter(d, b & 0x7F);
    else
        put_code(d, set, b & 0x7F);
}

/* Everything that is no letter of a set. */
static void control(struct decoder *d, unsigned char b)
{
    static const struct {
        unsigned char byte;
        uint32_t point;
    } joiners[] = {{0x88, 0x98}, {0x89, 0x9C}, {0x8D, 0x200D}, {0x8E, 0x200C}};
    if (b == ESC && escape(d)) {
        d->signs.letters++;
        return;
    }
    d->at++;
    for (size_t i = 0; i < COUNT(joiners); i++) {
        if (b != joiners[i].byte) continue;
        put(d, joiners[i].point);
        return;
    }
    if (b == US) { /* the code of the subfield comes next, in ASCII whatever it is */
        drop_marks(d);
        d->g0 = SET_ASCII;
        d->g1 = d->g1_first;
        put(d, b);
        if (byte_at(d, d->at) > ' ' && byte_at(d, d->at) < 0x7F) put(d, byte_at(d, d->at++));
    } else if (b < ' ' && b != ESC) {
        drop_marks(d);
        put(d, b);
    } else {
        put_bad(d);
    }
}

static struct str decode(struct arena *a, struct decoder *d)
{
    d->to = arena_alloc_array(a, d->s.n + 1, POINT_BYTES);
    while (d->at < d->s.n) {
        unsigned char b = (unsigned char)d->s.p[d->at], low = b & 0x7F;
        if (b == ' ') {
            put_letter(d, b);
            d->at++;
        } else if (low > 0x20 && low < 0x7F) {
            graphic(d, b);
        } else {
            control(d, b);
        }
    }
    drop_marks(d);
    return utf8_nfc(a, (struct str){d->to, d->n});
}

struct str marc8_utf8(struct arena *a, struct str s, size_t *ret_bad, struct marc8_signs *ret_signs)
{
    struct decoder d = {.s = s, .g0 = SET_ASCII, .g1 = SET_ANSEL, .g1_first = SET_ANSEL};
    struct str text = decode(a, &d);
    *ret_bad = d.bad;
    if (ret_signs) *ret_signs = d.signs;
    return text;
}

struct str iso5426_utf8(struct arena *a, struct str s, size_t *ret_bad)
{
    struct decoder d = {.s = s, .g0 = SET_ASCII, .g1 = SET_5426, .g1_first = SET_5426};
    struct str text = decode(a, &d);
    *ret_bad = d.bad;
    return text;
}

struct str latin1_utf8(struct arena *a, struct str s)
{
    /* Windows-1252, 80-9F; 0 where it has nothing either. */
    static const uint16_t c1[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
    char *p = arena_alloc_array(a, s.n + 1, 3);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i];
        uint32_t c = b >= 0x80 && b < 0xA0 ? c1[b - 0x80] : b;
        n += utf8_encode(c || !b ? c : UTF8_BAD, p + n);
    }
    return (struct str){p, n};
}

struct str utf8_or_latin1(struct arena *a, struct str s, bool *ret_latin1)
{
    size_t longer = 0;
    *ret_latin1 = false;
    if (utf8_valid(s)) return s;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        utf8_next(s, &i);
        longer += i > from + 1;
    }
    struct str text = latin1_utf8(a, s);
    *ret_latin1 = longer == 0 && str_find(text, STR("\xEF\xBF\xBD")) > text.n;
    return *ret_latin1 ? text : utf8_clean(a, s);
}
