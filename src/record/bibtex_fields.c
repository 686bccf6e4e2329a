/* bibtex_fields.c -- an entry taken apart into fields. */
#include <string.h>

#include "base/checked.h"
#include "record/bibtex.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_word(char c)
{
    return !is_blank(c) && !strchr("{}()\"#%',=", c);
}

static struct str skip(struct str s)
{
    size_t i = 0;
    while (i < s.n && (is_blank(s.p[i]) || s.p[i] == ',')) i++;
    return str_slice(s, i, s.n);
}

static struct str take_word(struct str *s)
{
    size_t i = 0;
    *s = skip(*s);
    while (i < s->n && is_word(s->p[i])) i++;
    struct str word = str_slice(*s, 0, i);
    *s = skip(str_slice(*s, i, s->n));
    return word;
}

/* What stands between s[0] and its partner; braces count inside quotes too. */
static bool take_quoted(struct str *s, struct str *ret)
{
    bool quotes = s->p[0] == '"';
    int64_t depth = quotes ? 0 : 1;
    for (size_t i = 1; i < s->n; i++) {
        char c = s->p[i];
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        bool end = quotes ? c == '"' && depth <= 0 && s->p[i - 1] != '\\' : depth == 0;
        if (!end) continue;
        *ret = str_slice(*s, 1, i);
        *s = str_slice(*s, i + 1, s->n);
        return true;
    }
    return false;
}

bool bibtex_open(struct str s, struct bibtex_entry *ret)
{
    size_t at = str_find_char(s, '@', 0);
    size_t brace = MIN(str_find_char(s, '{', at), str_find_char(s, '(', at));
    if (brace >= s.n) return false;
    *ret = (struct bibtex_entry){.type = str_trim(str_slice(s, at + 1, brace)),
                                 .rest = str_slice(s, brace + 1, s.n)};
    if (bibtex_is_string(str_slice(s, at, s.n))) return true;
    size_t comma = str_find_char(ret->rest, ',', 0);
    size_t equals = str_find_char(ret->rest, '=', 0);
    if (equals < comma) return true; /* no key */
    ret->key = str_trim(str_slice(ret->rest, 0, comma));
    ret->rest = str_slice(ret->rest, comma, ret->rest.n);
    return true;
}

/* After "name =". */
static bool take_value(struct str *s, struct bibtex_field *ret)
{
    for (;;) {
        struct bibtex_piece piece = {0};
        *s = skip(*s);
        if (s->n == 0) return false;
        if (s->p[0] == '{' || s->p[0] == '"') {
            if (!take_quoted(s, &piece.text)) return false;
        } else {
            piece.text = take_word(s);
            piece.bare = true;
            if (piece.text.n == 0) return false;
        }
        if (ret->n < BIBTEX_PIECES_MAX) ret->piece[ret->n++] = piece;
        size_t i = 0;
        while (i < s->n && is_blank(s->p[i])) i++;
        if (i >= s->n || s->p[i] != '#') return true;
        *s = str_slice(*s, i + 1, s->n);
    }
}

bool bibtex_next(struct bibtex_entry *e, struct bibtex_field *ret)
{
    struct str s = e->rest;
    *ret = (struct bibtex_field){.name = take_word(&s)};
    if (ret->name.n == 0 || s.n == 0 || s.p[0] != '=') return false;
    s = str_slice(s, 1, s.n);
    if (!take_value(&s, ret)) return false;
    e->rest = s;
    return true;
}
