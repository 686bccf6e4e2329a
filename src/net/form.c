/* form.c -- percent-encoding and application/x-www-form-urlencoded (WHATWG URL 5.1). */
#include <string.h>

#include "net/internal.h"

#include "base/ascii.h"

enum { PAIRS_MAX = 200 };

/* RFC 3629 4, without a table; net/ knows only base/. */
static bool is_utf8(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i++];
        int more = c < 0x80 ? 0 : c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
        uint32_t u = c < 0x80 ? c : c & (0x3Fu >> more);
        if ((c >= 0x80 && c < 0xC2) || c > 0xF4) return false;
        for (int k = 0; k < more; k++, i++) {
            if (i >= s.n || ((unsigned char)s.p[i] & 0xC0) != 0x80) return false;
            u = u << 6 | ((unsigned char)s.p[i] & 0x3F);
        }
        if ((more == 2 && u < 0x800) || (more == 3 && (u < 0x10000 || u > 0x10FFFF)) ||
            (u >= 0xD800 && u <= 0xDFFF))
            return false;
    }
    return true;
}

enum err http_decode(struct str s, bool plus_is_space, struct arena *a, struct str *ret)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '+' && plus_is_space) {
            p[n++] = ' ';
        } else if (s.p[i] == '%') {
            if (i + 2 >= s.n) return ERR_FORMAT;
            int high = ascii_hex(s.p[i + 1]), low = ascii_hex(s.p[i + 2]);
            if (high < 0 || low < 0 || (high == 0 && low == 0)) return ERR_FORMAT;
            p[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            p[n++] = s.p[i];
        }
    }
    *ret = (struct str){p, n};
    return is_utf8(*ret) ? OK : ERR_FORMAT;
}

enum err http_decode_form(struct str s, struct arena *a, struct http_pairs *ret)
{
    struct http_pairs pairs = {0};
    struct str rest = s, part;
    while (s.n && str_split(&rest, '&', &part)) {
        struct http_pair pair;
        size_t equals = str_find_char(part, '=', 0);
        if (part.n == 0) continue;
        if (pairs.n == PAIRS_MAX) return ERR_LIMIT;
        enum err e = http_decode(str_slice(part, 0, equals), true, a, &pair.name);
        if (!e) e = http_decode(str_slice(part, equals + 1, part.n), true, a, &pair.value);
        if (e) return e;
        VEC_PUSH(a, &pairs, pair);
    }
    *ret = pairs;
    return OK;
}

void http_encode(struct buf *to, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = ascii_is_letter(c) || ascii_is_digit(c) || strchr("-._~", c);
        if (plain && c) {
            buf_add_char(to, (char)c);
        } else {
            char escaped[] = {'%', digits[c >> 4], digits[c & 15]};
            buf_add(to, (struct str){escaped, 3});
        }
    }
}

static struct str find_pair(const struct http_pairs *pairs, const char *name)
{
    struct str wanted = str_of(name);
    for (size_t i = 0; i < pairs->n; i++)
        if (str_eq(pairs->item[i].name, wanted)) return pairs->item[i].value;
    return (struct str){0};
}

struct str http_header(const struct http_request *rq, const char *lower_name)
{
    return find_pair(&rq->header, lower_name);
}

struct str http_param(const struct http_request *rq, const char *name)
{
    return find_pair(&rq->param, name);
}

struct str http_cookie(const struct http_request *rq, const char *name)
{
    struct str rest = http_header(rq, "cookie"), part, wanted = str_of(name);
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        size_t equals = str_find_char(part, '=', 0);
        if (str_eq(str_slice(part, 0, equals), wanted)) return str_slice(part, equals + 1, part.n);
    }
    return (struct str){0};
}

/* Fields that may stand several times (RFC 9110 5.3). */
static bool is_list(struct str name)
{
    return str_eq_nocase(name, STR("set-cookie")) || str_eq_nocase(name, STR("vary")) ||
           str_eq_nocase(name, STR("link"));
}

void http_set(struct http_request *rq, struct http_response *rs, const char *name, struct str value)
{
    char *clean = arena_alloc(rq->mem, value.n + 1);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        clean[i] = c < 0x20 || c == 0x7F ? ' ' : (char)c;
    }
    struct http_pair pair = {str_of(name), {clean, value.n}};
    for (size_t i = 0; i < rs->header.n && !is_list(pair.name); i++)
        if (str_eq_nocase(rs->header.item[i].name, pair.name)) {
            rs->header.item[i] = pair;
            return;
        }
    VEC_PUSH(rq->mem, &rs->header, pair);
}
