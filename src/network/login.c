/* login.c -- the one form of the names people sign in with. */
#include "text/utf8.h"

#include "base/ascii.h"
#include "network/person.h"

/* local@domain.tld in printable ASCII; whether it receives post only post can tell. */
static enum err email_normal(struct str s, struct arena *a, struct str *ret)
{
    size_t at = str_find_char(s, '@', 0);
    struct str domain = str_slice(s, at + 1, s.n);
    if (at == 0 || str_find_char(domain, '@', 0) < domain.n) return ERR_ARG;
    size_t dot = str_find_char(domain, '.', 0);
    if (dot == 0 || dot + 1 >= domain.n || domain.p[domain.n - 1] == '.') return ERR_ARG;
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c <= ' ' || c >= 0x7F || c == '<' || c == '>' || c == '"' || c == ',') return ERR_ARG;
        p[i] = ascii_lower(c);
    }
    *ret = (struct str){p, s.n};
    return OK;
}

/* 0812-3456-7890, 62 812..., +62 (812)... are one number; other countries begin with '+'. */
static enum err phone_normal(struct str s, struct arena *a, struct str *ret)
{
    char *p = arena_alloc(a, s.n + 4);
    size_t n = 0;
    bool plus = s.n && s.p[0] == '+';
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (ascii_is_digit(c))
            p[n++] = c;
        else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && !(c == '+' && i == 0))
            return ERR_ARG;
    }
    struct str digits = {p, n};
    if (!plus && n && p[0] == '0')
        digits = arena_printf(a, "62%.*s", (int)n - 1, p + 1);
    else if (!plus && !str_starts(digits, STR("62")))
        return ERR_ARG;
    if (digits.n < 9 || digits.n > 15) return ERR_ARG; /* E.164: at most 15 */
    *ret = arena_printf(a, "+%.*s", STR_ARG(digits));
    return OK;
}

enum err login_normal(struct str typed, struct arena *a, struct str *ret)
{
    struct str s = str_trim(typed);
    if (s.n == 0 || s.n > LOGIN_MAX) return ERR_ARG;
    return str_find_char(s, '@', 0) < s.n ? email_normal(s, a, ret) : phone_normal(s, a, ret);
}
