/* xml_tags.c -- see xml_tags.h. */
#include "record/xml_tags.h"

#include "base/checked.h"
#include "text/utf8.h"

static bool ends_name(char c)
{
    return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct str without_prefix(struct str name)
{
    size_t colon = str_find_char(name, ':', 0);
    return colon < name.n ? str_slice(name, colon + 1, name.n) : name;
}

static struct str name_at(struct str s, size_t at)
{
    size_t end = at;
    while (end < s.n && !ends_name(s.p[end]) && s.p[end] != '<') end++;
    return without_prefix(str_slice(s, at, end));
}

/* Past `mark` at or after `at`; s.n + 1 when there is none. */
static size_t past(struct str s, size_t at, struct str mark)
{
    size_t found = str_find(str_slice(s, at, s.n), mark);
    return at + found + mark.n <= s.n ? at + found + mark.n : s.n + 1;
}

bool xml_tag_next(struct str s, size_t at, struct xml_tag *ret)
{
    for (;;) {
        at = str_find_char(s, '<', at);
        *ret = (struct xml_tag){.at = at};
        if (at >= s.n) return false;
        struct str rest = str_slice(s, at, s.n);
        size_t end;
        if (str_starts(rest, STR("<!--")))
            end = past(s, at + 4, STR("-->"));
        else if (str_starts(rest, STR("<![CDATA[")))
            end = past(s, at + 9, STR("]]>"));
        else if (str_starts(rest, STR("<?")))
            end = past(s, at + 2, STR("?>"));
        else {
            ret->closing = rest.n > 1 && rest.p[1] == '/';
            ret->name = name_at(s, at + 1 + ret->closing);
            ret->end = past(s, at, STR(">"));
            ret->empty = !ret->closing && ret->end <= s.n && s.p[ret->end - 2] == '/';
            return ret->end <= s.n;
        }
        if (end > s.n) return false;
        at = end;
    }
}

bool xml_element_next(struct str s, const char *name, size_t *at, struct str *ret)
{
    struct xml_tag t;
    size_t begin = 0;
    int depth = 0;
    for (size_t i = *at; xml_tag_next(s, i, &t); i = t.end) {
        if (!str_eq(t.name, str_of(name)) || (t.closing && !depth)) continue;
        if (!t.closing && depth == 0) begin = t.end;
        depth += t.closing ? -1 : !t.empty;
        if (depth) continue;
        *ret = str_slice(s, begin, t.closing ? t.at : begin);
        *at = t.end;
        return true;
    }
    if (!depth) return false;
    *ret = str_slice(s, begin, s.n);
    *at = s.n;
    return true;
}

struct str xml_tag_attribute(struct str s, const struct xml_tag *t, const char *name)
{
    struct str rest = str_slice(s, t->at, t->end);
    for (size_t at = str_find_char(rest, '=', 0); at < rest.n;) {
        size_t open = at + 1, from = at;
        while (from && rest.p[from - 1] <= ' ') from--;
        size_t until = from;
        while (from && rest.p[from - 1] > ' ' && rest.p[from - 1] != '"') from--;
        while (open < rest.n && rest.p[open] <= ' ' && rest.p[open] > 0) open++;
        if (open >= rest.n || (rest.p[open] != '"' && rest.p[open] != '\'')) return (struct str){0};
        size_t close = str_find_char(rest, rest.p[open], open + 1);
        if (str_eq(without_prefix(str_slice(rest, from, until)), str_of(name)))
            return str_slice(rest, open + 1, close);
        at = str_find_char(rest, '=', close);
    }
    return (struct str){0};
}

/* ---- text ---- */

/* The number of &#233; or &#xE9; UTF8_BAD for one that is none. */
static uint32_t number_of(struct str digits)
{
    uint32_t base = 10, v = 0;
    if (digits.n && (digits.p[0] == 'x' || digits.p[0] == 'X')) {
        base = 16;
        digits = str_slice(digits, 1, digits.n);
    }
    for (size_t i = 0; i < digits.n; i++) {
        char c = digits.p[i];
        uint32_t d = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 99;
        if (d >= base || v > 0x10FFFF) return UTF8_BAD;
        v = v * base + d;
    }
    bool fine = digits.n && v <= 0x10FFFF && (v < 0xD800 || v > 0xDFFF);
    return fine && (v >= ' ' || v == '\n' || v == '\t') ? v : UTF8_BAD;
}

static const struct {
    struct str name;
    char c;
} entities[] = {
    {STR_INIT("amp"), '&'},  {STR_INIT("lt"), '<'},    {STR_INIT("gt"), '>'},
    {STR_INIT("quot"), '"'}, {STR_INIT("apos"), '\''}, {STR_INIT("nbsp"), ' '},
};

/* Writes what stands at text[*at], an ampersand, and moves past it. */
static size_t resolve(struct str text, size_t *at, char *to)
{
    size_t end = str_find_char(text, ';', *at);
    struct str name = str_slice(text, *at + 1, end);
    if (end < text.n && end - *at <= 10) {
        if (str_starts(name, STR("#"))) {
            *at = end + 1;
            return utf8_encode(number_of(str_slice(name, 1, name.n)), to);
        }
        for (size_t i = 0; i < COUNT(entities); i++) {
            if (!str_eq(name, entities[i].name)) continue;
            *at = end + 1;
            *to = entities[i].c;
            return 1;
        }
    }
    ++*at;
    *to = '&';
    return 1;
}

struct str xml_plain(struct arena *a, struct str text)
{
    char *p = arena_alloc(a, text.n + 8);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        struct str rest = str_slice(text, at, text.n);
        if (str_starts(rest, STR("<![CDATA["))) {
            size_t end = MIN(str_find(rest, STR("]]>")), rest.n);
            for (size_t i = 9; i < end; i++) p[n++] = rest.p[i];
            at += MIN(end + 3, rest.n);
        } else if (text.p[at] == '<') {
            at = str_find_char(text, '>', at) + 1;
        } else if (text.p[at] == '&') {
            n += resolve(text, &at, p + n);
        } else {
            p[n++] = text.p[at++];
        }
    }
    return str_trim((struct str){p, n});
}
