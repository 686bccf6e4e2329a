/* json.c -- see json.h; the grammar is that of RFC 8259. */
#include "record/json.h"

#include <string.h>

#include "base/ascii.h"
#include "text/utf8.h"

static bool fail(struct json *j)
{
    j->failed = true;
    return false;
}

char json_peek(struct json *j)
{
    while (j->at < j->s.n && memchr(" \t\r\n", j->s.p[j->at], 4)) j->at++;
    return j->at < j->s.n ? j->s.p[j->at] : '\0';
}

static bool expect(struct json *j, char c)
{
    if (j->failed || json_peek(j) != c) return fail(j);
    j->at++;
    return true;
}

bool json_open(struct json *j, char bracket)
{
    if (j->depth >= JSON_DEPTH_MAX) return fail(j);
    j->depth++;
    return expect(j, bracket);
}

/* Whether another part follows before `end`, which is passed. */
static bool goes_on(struct json *j, bool *first, char end)
{
    if (j->failed) return false;
    if (json_peek(j) == end) {
        j->at++;
        j->depth--;
        return false;
    }
    bool fine = *first || expect(j, ',');
    *first = false;
    return fine;
}

bool json_member(struct json *j, bool *first, struct str *ret_key)
{
    return goes_on(j, first, '}') && json_string(j, ret_key) && expect(j, ':');
}

bool json_element(struct json *j, bool *first)
{
    return goes_on(j, first, ']');
}

/* ---- strings ---- */

/* The four digits after \u at `at`; -1 when they are none. */
static int32_t unit_at(struct str s, size_t at)
{
    int32_t v = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < s.n ? ascii_hex(s.p[i]) : -1;
        if (digit < 0) return -1;
        v = v << 4 | digit;
    }
    return v;
}

/* What may stand in a value: blanks for tabs and line ends, no other control characters. */
static uint32_t fit(struct json *j, uint32_t c, size_t at)
{
    if (c == '\t' || c == '\n' || c == '\r') return ' ';
    if (c >= ' ' && (c < 0xD800 || c > 0xDFFF)) return c;
    if (!j->mended) j->mended = at + 1;
    return UTF8_BAD;
}

/* The character of the escape at j->at, a backslash. */
static bool escape(struct json *j, uint32_t *ret)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    struct str s = j->s;
    size_t at = j->at;
    const char *simple = at + 1 < s.n ? memchr(from, s.p[at + 1], sizeof from - 1) : NULL;
    if (simple) {
        *ret = fit(j, (unsigned char)to[simple - from], at);
        j->at += 2;
        return true;
    }
    int32_t c = at + 1 < s.n && s.p[at + 1] == 'u' ? unit_at(s, at + 2) : -1;
    if (c < 0) return fail(j);
    j->at += 6;
    bool pair = c >= 0xD800 && c <= 0xDBFF && j->at + 1 < s.n && memcmp(s.p + j->at, "\\u", 2) == 0;
    int32_t low = pair ? unit_at(s, j->at + 2) : -1;
    if (low >= 0xDC00 && low <= 0xDFFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        j->at += 6;
    }
    *ret = fit(j, (uint32_t)c, at);
    return true;
}

/* The rest of a string that is not its bytes; `from` is where it starts. */
static bool decode(struct json *j, size_t from, size_t plain, struct str *ret)
{
    size_t end = plain; /* an upper bound is enough */
    while (end < j->s.n && j->s.p[end] != '"') end += j->s.p[end] == '\\' ? 2 : 1;
    if (end >= j->s.n) {
        j->at = j->s.n;
        return fail(j);
    }
    char *p = arena_alloc_array(j->a, end - from + 1, 3), utf8[4];
    size_t n = plain - from;
    memcpy(p, j->s.p + from, n);
    for (j->at = plain; j->s.p[j->at] != '"';) {
        uint32_t c = (unsigned char)j->s.p[j->at];
        if (c == '\n' || c == '\r') return fail(j);
        if (c == '\\') {
            if (!escape(j, &c)) return false;
        } else {
            size_t at = j->at;
            c = utf8_next(j->s, &j->at);
            if (c == UTF8_BAD && j->at == at + 1 && !j->not_utf8) j->not_utf8 = at + 1;
            c = fit(j, c, at);
        }
        size_t length = utf8_encode(c, utf8);
        memcpy(p + n, utf8, length);
        n += length;
    }
    j->at++;
    *ret = (struct str){p, n};
    return true;
}

bool json_string(struct json *j, struct str *ret)
{
    if (!expect(j, '"')) return false;
    size_t from = j->at, at = from;
    while (at < j->s.n) { /* the usual case: plain bytes up to the quote */
        unsigned char c = (unsigned char)j->s.p[at];
        if (c == '"') {
            *ret = str_slice(j->s, from, at);
            j->at = at + 1;
            return true;
        }
        if (c == '\\' || c < ' ') break;
        if (c < 0x80)
            at++;
        else if (utf8_next(j->s, &at) == UTF8_BAD) {
            at = from;
            break;
        }
    }
    return decode(j, from, at, ret);
}

/* ---- other values ---- */

static size_t digits_from(struct str s, size_t at)
{
    while (at < s.n && ascii_is_digit(s.p[at])) at++;
    return at;
}

bool json_number(struct json *j, struct str *ret)
{
    (void)json_peek(j);
    struct str s = j->s;
    size_t from = j->at, at = from + (from < s.n && s.p[from] == '-'), end = digits_from(s, at);
    bool fine = end > at && (s.p[at] != '0' || end == at + 1);
    if (end < s.n && s.p[end] == '.') {
        at = end + 1;
        end = digits_from(s, at);
        fine = fine && end > at;
    }
    if (end < s.n && (s.p[end] == 'e' || s.p[end] == 'E')) {
        at = end + 1;
        if (at < s.n && (s.p[at] == '+' || s.p[at] == '-')) at++;
        end = digits_from(s, at);
        fine = fine && end > at;
    }
    if (!fine || j->failed) return fail(j);
    *ret = str_slice(s, from, end);
    j->at = end;
    return true;
}

static bool skip_word(struct json *j)
{
    static const struct str words[] = {STR_INIT("true"), STR_INIT("false"), STR_INIT("null")};
    struct str rest = str_slice(j->s, j->at, j->s.n);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!str_starts(rest, words[i])) continue;
        j->at += words[i].n;
        return true;
    }
    return fail(j);
}

bool json_skip(struct json *j)
{
    struct str ignored;
    bool first = true;
    switch (json_peek(j)) {
    case '"': return json_string(j, &ignored);
    case '{':
        if (!json_open(j, '{')) return false;
        while (json_member(j, &first, &ignored) && json_skip(j)) continue;
        return !j->failed;
    case '[':
        if (!json_open(j, '[')) return false;
        while (json_element(j, &first) && json_skip(j)) continue;
        return !j->failed;
    case 't':
    case 'f':
    case 'n': return skip_word(j);
    default: return json_number(j, &ignored);
    }
}
