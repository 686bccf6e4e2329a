/* bibtex_names.c -- names as BibTeX takes them apart: "First von Last", "von Last, First",
 * "von Last, Jr, First"; a name in braces is that of a body. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/bibtex.h"
#include "record/tex.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '~';
}

/* Where " and " stands outside of braces, at or after `from`; s.n when nowhere. */
static size_t find_and(struct str s, size_t from)
{
    int depth = 0;
    for (size_t i = from; i < s.n; i++) {
        depth += s.p[i] == '{';
        depth -= s.p[i] == '}';
        bool there = depth <= 0 && is_blank(s.p[i]) && i + 4 < s.n && is_blank(s.p[i + 4]);
        if (there && str_eq_nocase(str_slice(s, i + 1, i + 4), STR("and"))) return i;
    }
    return s.n;
}

/* Parts of a name between commas outside of braces; at most 3. */
static size_t commas(struct str s, struct str part[3])
{
    size_t n = 0, from = 0;
    int depth = 0;
    for (size_t i = 0; i <= s.n && n < 3; i++) {
        bool end = i == s.n;
        if (!end) depth += s.p[i] == '{' ? 1 : s.p[i] == '}' ? -1 : 0;
        if (!end && !(s.p[i] == ',' && depth <= 0 && n < 2)) continue;
        part[n++] = str_trim(str_slice(s, from, i));
        from = i + 1;
    }
    return n;
}

struct words {
    struct str item[64];
    size_t n;
};

/* Words of a name; what stands in braces is one. */
static struct words words_of(struct str s)
{
    struct words w = {.n = 0};
    size_t from = 0;
    int depth = 0;
    for (size_t i = 0; i <= s.n && w.n < COUNT(w.item); i++) {
        bool end = i == s.n;
        if (!end) depth += s.p[i] == '{' ? 1 : s.p[i] == '}' ? -1 : 0;
        if (!end && !(is_blank(s.p[i]) && depth <= 0)) continue;
        if (i > from) w.item[w.n++] = str_slice(s, from, i);
        from = i + 1;
    }
    return w;
}

/* "van", "de": a word that begins with a small letter outside of braces. */
static bool is_von(struct str word)
{
    return word.n && word.p[0] >= 'a' && word.p[0] <= 'z';
}

/* "First von Last" turned round. */
static struct str turned(struct arena *a, struct str s)
{
    struct words w = words_of(s);
    if (w.n < 2) return tex_text(a, s);
    size_t last = w.n - 1;
    for (size_t i = 1; i + 1 < w.n; i++)
        if (is_von(w.item[i])) {
            last = i;
            break;
        }
    struct str family = arena_join(a, w.item + last, w.n - last, STR(" "));
    struct str given = arena_join(a, w.item, last, STR(" "));
    struct str both[] = {tex_text(a, family), tex_text(a, given)};
    return arena_join(a, both, 2, STR(", "));
}

static bool is_body(struct str s)
{
    if (s.n < 2 || s.p[0] != '{' || s.p[s.n - 1] != '}') return false;
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        depth += s.p[i] == '{' ? 1 : s.p[i] == '}' ? -1 : 0;
        if (depth == 0 && i + 1 < s.n) return false;
    }
    return s.p[1] != '\\'; /* {\"U}, a letter */
}

static struct bib_name name_of(struct arena *a, struct str s)
{
    struct str part[3] = {{0}};
    if (is_body(s)) return (struct bib_name){.name = tex_text(a, s), .corporate = true};
    size_t n = commas(s, part);
    if (n < 2) return (struct bib_name){.name = turned(a, s)};
    struct str all[] = {tex_text(a, part[0]), n == 3 ? tex_text(a, part[2]) : (struct str){0},
                        tex_text(a, part[1])};
    return (struct bib_name){.name = arena_join(a, all, COUNT(all), STR(", "))};
}

void bibtex_names(struct arena *a, struct str text, enum name_role role, struct bib *to)
{
    for (size_t from = 0; from < text.n && to->names.n < BIB_VALUES_MAX;) {
        size_t end = find_and(text, from);
        struct str one = str_trim(str_slice(text, from, end));
        from = end + 5;
        if (one.n == 0 || str_eq_nocase(one, STR("others"))) continue;
        struct bib_name n = name_of(a, one);
        n.role = role;
        n.main = role == ROLE_AUTHOR && to->names.n == 0;
        n.name = marc_trim_punctuation(n.name);
        if (n.name.n) VEC_PUSH(a, &to->names, n);
    }
}
