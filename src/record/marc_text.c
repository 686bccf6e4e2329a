/* marc_text.c -- what the values of a record are written in.
 *
 * Leader/09 lies both ways, so the bytes decide, field by field: valid UTF-8 with a longer sequence
 * is never anything else by chance. What is not UTF-8 is MARC-8, unless its marks would stand over
 * blanks and digits and its codes mean nothing: then it is Latin-1. */
#include "record/marc_text.h"

#include <string.h>

#include "base/checked.h"
#include "text/marc8.h"
#include "text/utf8.h"

enum text_kind { TEXT_UTF8, TEXT_DAMAGED, TEXT_MARC8, TEXT_LATIN1 };

struct weights {
    size_t longer;  /* valid sequences of more than one byte */
    size_t invalid; /* bytes that are in no valid sequence */
    bool escape;
};

struct texts {
    const struct marc *m;
    struct arena *a;
    struct faults *faults;
    bool says_utf8;
    enum text_kind other; /* what fields that are not UTF-8 are in */
    bool told[REASON_COUNT];
};

void marc_fault(const struct marc *m, const struct marc_field *f, char code, enum reason reason,
                struct str value, struct arena *a, struct faults *to)
{
    struct fault t = {.reason = reason, .excerpt = fault_excerpt(a, value)};
    bool inside = f && m->bytes.n && f->data.p >= m->bytes.p && f->data.p < m->bytes.p + m->bytes.n;
    if (inside) t.byte = f->data.p - m->bytes.p;
    if (f) memcpy(t.field, f->tag, 3);
    if (f && code) t.field[3] = '$', t.field[4] = code;
    fault_add(to, a, t);
}

static void tell(struct texts *t, const struct marc_field *f, enum reason reason, struct str value)
{
    if (!t->told[reason]) marc_fault(t->m, f, 0, reason, value, t->a, t->faults);
    t->told[reason] = true;
}

static bool is_plain(struct str s)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < s.n; i++) seen |= (unsigned char)s.p[i];
    return seen < 0x80 && !memchr(s.n ? s.p : "", 0x1B, s.n);
}

static struct weights weigh(struct str s)
{
    struct weights w = {.escape = str_find_char(s, 0x1B, 0) < s.n};
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (at - from > 1)
            w.longer++;
        else if (c == UTF8_BAD)
            w.invalid++;
    }
    return w;
}

static bool is_utf8(struct weights w)
{
    return w.invalid == 0 && (w.longer || !w.escape);
}

static bool is_small(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

/* Whether Latin-1 is more than a way to give each byte a letter: they stand in words, and capitals
 * not behind small letters. */
static bool reads_as_latin1(struct str s)
{
    size_t high = 0, in_words = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) continue;
        high++;
        bool letter = c >= 0xC0 && c < 0xFE && c != 0xD7 && c != 0xF7;
        unsigned char before = i ? (unsigned char)s.p[i - 1] : 0;
        unsigned char after = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        bool coded = i > 1 && s.p[i - 2] == '\x1F'; /* `before` is the code of the subfield */
        bool misplaced = c < 0xDF && is_small(before) && !coded;
        if (letter && !misplaced && (is_small(before | 0x20) || is_small(after | 0x20))) in_words++;
    }
    return in_words * 2 > high;
}

/* One decision for all fields that are not UTF-8. */
static enum text_kind kind_of_others(const struct texts *t)
{
    size_t letters = 0, against = 0, longer = 0, invalid = 0;
    bool escape = false, latin1 = true;
    for (size_t i = 0; i < t->m->n; i++) {
        struct str s = t->m->field[i].data;
        struct weights w = weigh(s);
        longer += w.longer;
        if (is_utf8(w)) continue;
        struct marc8_signs signs;
        size_t bad;
        (void)marc8_utf8(t->a, s, &bad, &signs);
        letters += signs.letters;
        against += signs.against;
        invalid += w.invalid;
        escape |= w.escape;
        latin1 &= reads_as_latin1(s) || w.invalid == 0;
    }
    if (t->says_utf8 && longer >= MAX(invalid, (size_t)1)) return TEXT_DAMAGED;
    if (t->says_utf8 && letters == 0 && !latin1) return TEXT_DAMAGED;
    if (against < letters || escape || (against == letters && !t->says_utf8)) return TEXT_MARC8;
    if (latin1) return TEXT_LATIN1;
    return t->says_utf8 ? TEXT_DAMAGED : TEXT_MARC8;
}

static struct str from_marc8(struct texts *t, const struct marc_field *f)
{
    size_t bad;
    struct str s = marc8_utf8(t->a, f->data, &bad, NULL);
    if (t->says_utf8) tell(t, f, REASON_READ_AS_MARC8, s);
    if (bad) tell(t, f, REASON_MARC8_BAD, s);
    return s;
}

static struct str text_of(struct texts *t, const struct marc_field *f)
{
    struct str s = f->data;
    if (is_plain(s)) return s;
    struct weights w = weigh(s);
    if (is_utf8(w) || (t->other == TEXT_DAMAGED && w.invalid == 0)) return s;
    if (t->other == TEXT_MARC8 && w.longer <= w.invalid) return from_marc8(t, f);
    if (t->other == TEXT_LATIN1 && w.longer <= w.invalid) {
        s = latin1_utf8(t->a, s);
        tell(t, f, REASON_READ_AS_LATIN1, s);
        return s;
    }
    size_t valid = utf8_valid_prefix(s);
    tell(t, f, REASON_NOT_UTF8, str_slice(s, valid, s.n));
    return utf8_clean(t->a, s);
}

static bool has_others(const struct marc *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (!is_plain(m->field[i].data) && !is_utf8(weigh(m->field[i].data))) return true;
    return false;
}

void marc_in_utf8(const struct marc *m, struct arena *a, struct marc *ret, struct faults *faults)
{
    struct texts t = {.m = m, .a = a, .faults = faults, .says_utf8 = m->leader[9] == 'a'};
    struct marc_field *field = arena_array(a, struct marc_field, m->n);
    if (has_others(m)) t.other = kind_of_others(&t);
    for (size_t i = 0; i < m->n; i++) {
        field[i] = m->field[i];
        field[i].data = text_of(&t, &m->field[i]);
    }
    struct marc to = *m;
    to.field = field;
    *ret = to;
}
