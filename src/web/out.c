/* out.c -- escaping for HTML text, attributes and URLs. */
#include "web/out.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"

void out_literal(struct out *o, struct str s)
{
    buf_add(o->to, s);
}

void out_raw(struct out *o, struct str s)
{
    buf_add(o->to, s);
}

/* ---- text ---- */

/* What stands for the byte in HTML; empty when it stands for itself. */
static struct str escape_of(unsigned char b)
{
    switch (b) {
    case '&': return STR("&amp;");
    case '<': return STR("&lt;");
    case '>': return STR("&gt;");
    case '"': return STR("&quot;");
    case '\'': return STR("&#39;");
    case '\t':
    case '\n': return STR("");
    default: return b < 0x20 || b == 0x7f ? STR("\xEF\xBF\xBD") : STR("");
    }
}

void out_str(struct out *o, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        struct str e = escape_of((unsigned char)s.p[i]);
        if (!e.n) continue;
        buf_add(o->to, str_slice(s, from, i));
        buf_add(o->to, e);
        from = i + 1;
    }
    buf_add(o->to, str_slice(s, from, s.n));
}

void out_cstr(struct out *o, const char *s)
{
    out_str(o, str_of(s));
}

/* ---- numbers, dates ---- */

void out_i64(struct out *o, int64_t n)
{
    buf_add_i64(o->to, n);
}

void out_u64(struct out *o, uint64_t n)
{
    buf_printf(o->to, "%llu", (unsigned long long)n);
}

void out_number(struct out *o, int64_t n)
{
    add_number(o->to, o->lang, n);
}

void out_number_u64(struct out *o, uint64_t n)
{
    add_number(o->to, o->lang, n > INT64_MAX ? INT64_MAX : (int64_t)n);
}

void out_date(struct out *o, int64_t us)
{
    add_date(o->to, o->lang, o->zone, us);
}

void out_short_date(struct out *o, int64_t us)
{
    add_short_date(o->to, o->lang, o->zone, us);
}

void out_time(struct out *o, int64_t us)
{
    add_time(o->to, o->lang, o->zone, us);
}

void out_ago(struct out *o, int64_t us)
{
    add_ago(o->to, o->lang, o->zone, us, o->now);
}

void out_size(struct out *o, int64_t bytes)
{
    add_size(o->to, o->lang, bytes);
}

void out_language(struct out *o, struct str marc)
{
    out_str(o, language_name(o->lang, marc));
}

/* ---- URLs ---- */

static bool is_unreserved(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (c && strchr("-._~", c));
}

static void add_percent(struct buf *to, char c)
{
    static const char hex[] = "0123456789ABCDEF";
    unsigned char b = (unsigned char)c;
    buf_add_char(to, '%');
    buf_add_char(to, hex[b >> 4]);
    buf_add_char(to, hex[b & 15]);
}

void out_url_str(struct out *o, struct str s)
{
    /* A segment of dots alone would climb. */
    bool dots = str_eq(s, STR(".")) || str_eq(s, STR(".."));
    for (size_t i = 0; i < s.n; i++) {
        if (is_unreserved(s.p[i]) && !dots)
            buf_add_char(o->to, s.p[i]);
        else
            add_percent(o->to, s.p[i]);
    }
}

void out_url_cstr(struct out *o, const char *s)
{
    out_url_str(o, str_of(s));
}

/* The bytes of a URL as they may stand in an attribute; what no URL may hold is encoded. */
static void add_url_bytes(struct buf *to, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '&')
            buf_add(to, STR("&amp;"));
        else if (is_unreserved(c) || (c && strchr("%=+,;:@!$*()/?#[]", c)))
            buf_add_char(to, c);
        else
            add_percent(to, c);
    }
}

void out_query(struct out *o, struct str s)
{
    add_url_bytes(o->to, s);
}

void out_href(struct out *o, struct str s)
{
    bool local = s.n && (s.p[0] == '?' || s.p[0] == '#' ||
                         (s.p[0] == '/' && (s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\'))));
    bool web = str_eq_nocase(str_slice(s, 0, 7), STR("http://")) ||
               str_eq_nocase(str_slice(s, 0, 8), STR("https://"));
    add_url_bytes(o->to, local || web ? s : STR("#"));
}

/* ---- JSON ---- */

/* ---- messages ---- */

struct out_arg out_arg_str(struct str s)
{
    return (struct out_arg){.text = s};
}

struct out_arg out_arg_cstr(const char *s)
{
    return (struct out_arg){.text = str_of(s)};
}

struct out_arg out_arg_i64(int64_t n)
{
    return (struct out_arg){.number = true, .n = n};
}

struct out_arg out_arg_u64(uint64_t n)
{
    return (struct out_arg){.number = true, .n = n > INT64_MAX ? INT64_MAX : (int64_t)n};
}

void out_message(struct out *o, enum msg m, const struct out_arg *arg, size_t n)
{
    int64_t count = n && arg[0].number ? arg[0].n : 0;
    struct str rest = msg_pattern(o->lang, m, count);
    size_t place = 0;
    while (rest.n) {
        struct str before = msg_next_place(&rest, &place);
        out_str(o, before);
        if (place >= n) continue;
        if (arg[place].number)
            out_number(o, arg[place].n);
        else
            out_str(o, arg[place].text);
    }
}
