/* slims_text.c -- see slims_text.h. Each rule takes a piece from the front of what is left, or
 * nothing, and a letter is copied then. */
#include "record/slims_text.h"

#include <string.h>

#include "base/checked.h"
#include "record/html_entity.h"
#include "text/utf8.h"

enum { ENTITY_MAX = 10 };

struct plain {
    struct str rest;
    char *p; /* room for all of the value: nothing becomes longer */
    size_t n;
    bool no_comment_end, no_style_end, no_script_end; /* in `rest`: not looked for again */
};

static void put_blank(struct plain *t)
{
    if (t->n && t->p[t->n - 1] != ' ' && t->p[t->n - 1] != '\n') t->p[t->n++] = ' ';
}

static void skip(struct plain *t, size_t n)
{
    t->rest = str_slice(t->rest, n, t->rest.n);
}

/* ---- escapes ---- */

/* \' and \", and a line end that was written as four letters. */
static bool take_escape(struct plain *t)
{
    struct str s = t->rest;
    if (str_starts(s, STR("\\r\\n"))) {
        skip(t, 4);
        put_blank(t);
        return true;
    }
    if (s.n < 2 || s.p[0] != '\\' || (s.p[1] != '\'' && s.p[1] != '"')) return false;
    t->p[t->n++] = s.p[1];
    skip(t, 2);
    return true;
}

/* ---- entities ---- */

/* "#233" and "#xE9"; 0 when it is no letter. */
static uint32_t numbered(struct str s)
{
    bool hex = s.n && (s.p[0] == 'x' || s.p[0] == 'X');
    uint32_t c = 0;
    for (size_t i = hex; i < s.n; i++) {
        int digit = s.p[i] - '0';
        char letter = (char)(s.p[i] | 0x20);
        if (hex && letter >= 'a' && letter <= 'f') digit = letter - 'a' + 10;
        if (digit < 0 || digit > (hex ? 15 : 9)) return 0;
        c = c * (hex ? 16 : 10) + (uint32_t)digit;
        if (c > 0x10FFFF) return 0;
    }
    bool control = c < ' ' || (c >= 0x7F && c < 0xA0);
    return control || (c >= 0xD800 && c < 0xE000) ? 0 : c;
}

static bool take_entity(struct plain *t)
{
    if (t->rest.p[0] != '&') return false;
    size_t end = 1;
    while (end < t->rest.n && end <= ENTITY_MAX && t->rest.p[end] != ';') end++;
    if (end >= t->rest.n || t->rest.p[end] != ';' || end < 3) return false;
    struct str name = str_slice(t->rest, 1, end);
    uint32_t c = name.p[0] == '#' ? numbered(str_slice(name, 1, name.n)) : html_entity(name);
    if (c == 0) return false;
    skip(t, end + 1);
    if (c == 0xA0)
        put_blank(t);
    else
        t->n += utf8_encode(c, t->p + t->n); /* "&lt;" is the shortest, "&#..." longer than UTF-8 */
    return true;
}

/* ---- tags ---- */

static const char inline_tags[] = "a abbr b big code em font i img mark s small span strike strong "
                                  "sub sup tt u script style";
static const char block_tags[] = "blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p "
                                 "pre table tbody td th thead tr ul";

static bool is_one_of(struct str name, const char *list)
{
    struct str rest = str_of(list), word;
    while (str_split(&rest, ' ', &word))
        if (str_eq_nocase(word, name)) return true;
    return false;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Past `end` in what is left, or 0; *gone tells that it is nowhere. */
static size_t past(struct str s, struct str end, bool *gone)
{
    if (*gone) return 0;
    size_t at = str_find(s, end);
    *gone = at >= s.n;
    return *gone ? 0 : at + end.n;
}

/* A tag has attributes with "=" or none: "<b dan c>" is text. */
static bool take_tag(struct plain *t)
{
    struct str s = t->rest;
    if (s.p[0] != '<' || s.n < 3) return false;
    if (str_starts(s, STR("<!--"))) {
        size_t end = past(s, STR("-->"), &t->no_comment_end);
        skip(t, end);
        return end > 0;
    }
    size_t from = s.p[1] == '/' ? 2 : 1, at = from;
    while (at < s.n && at < from + 11 && is_name(s.p[at])) at++;
    struct str name = str_slice(s, from, at);
    bool block = is_one_of(name, block_tags);
    if (!block && !is_one_of(name, inline_tags)) return false;
    size_t end = at;
    while (end < s.n && s.p[end] != '>' && s.p[end] != '<') end++;
    struct str inside = str_trim(str_slice(s, at, end));
    bool bare = inside.n == 0 || str_eq(inside, STR("/"));
    if (end == s.n || s.p[end] == '<' || (!bare && str_find_char(inside, '=', 0) == inside.n))
        return false;
    skip(t, end + 1);
    if (from == 1 && str_eq_nocase(name, STR("style")))
        skip(t, past(t->rest, STR("</style>"), &t->no_style_end));
    if (from == 1 && str_eq_nocase(name, STR("script")))
        skip(t, past(t->rest, STR("</script>"), &t->no_script_end));
    if (block) put_blank(t);
    return true;
}

struct str slims_text(struct arena *a, struct str s)
{
    bool plain = true;
    for (size_t i = 0; i < s.n && plain; i++)
        plain = s.p[i] != '\\' && s.p[i] != '&' && s.p[i] != '<';
    if (plain) return s;
    struct plain t = {.rest = s, .p = arena_alloc(a, s.n)};
    while (t.rest.n) {
        if (take_escape(&t) || take_entity(&t) || take_tag(&t)) continue;
        t.p[t.n++] = t.rest.p[0];
        skip(&t, 1);
    }
    return str_trim((struct str){t.p, t.n});
}
