/* contact.c -- telephone numbers, e-mail addresses and websites as people type them. */
#include "network/contact.h"

#include "base/ascii.h"
#include "base/checked.h"

bool contact_phone_ok(struct str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) digits += ascii_is_digit(s.p[i]);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '<' || s.p[i] == '>' || s.p[i] == '@') return false;
    return s.n == 0 || (digits >= 5 && digits <= 60);
}

bool contact_whatsapp(struct arena *a, struct str *s)
{
    char *p = arena_alloc(a, 20);
    size_t n = 0;
    bool plus = s->n && s->p[0] == '+';
    if (s->n == 0) return true;
    for (size_t i = plus; i < s->n; i++) {
        char c = s->p[i];
        if (c == ' ' || c == '-' || c == '.' || c == '(' || c == ')') continue;
        if (!ascii_is_digit(c) || n == 15) return false;
        p[n++] = c;
    }
    struct str number = {p, n};
    if (!plus && n > 1 && p[0] == '0')
        number = arena_printf(a, "62%.*s", STR_ARG(str_slice(number, 1, n)));
    else if (!plus && !str_starts(number, STR("62")))
        return false;
    if (number.n < 8 || number.n > 15 || number.p[0] == '0') return false;
    *s = number;
    return true;
}

static bool host_ok(struct str host)
{
    struct str rest = host, label;
    size_t labels = 0;
    if (host.n == 0 || host.n > 253) return false;
    while (str_split(&rest, '.', &label)) {
        if (label.n == 0 || label.n > 63) return false;
        for (size_t i = 0; i < label.n; i++) {
            char c = label.p[i];
            bool letter = ascii_is_letter(c);
            if (!letter && !ascii_is_digit(c) && c != '-') return false;
        }
        labels++;
    }
    return labels >= 2;
}

bool contact_email_ok(struct str s)
{
    size_t at = str_find_char(s, '@', 0);
    if (s.n == 0) return true;
    if (at == 0 || at > 64 || at >= s.n) return false;
    for (size_t i = 0; i < at; i++)
        if ((unsigned char)s.p[i] <= ' ' || str_find_char(STR("()<>[]:;,\\\"\x7f"), s.p[i], 0) < 12)
            return false;
    return host_ok(str_slice(s, at + 1, s.n));
}

bool contact_website(struct arena *a, struct str *s)
{
    if (s->n == 0) return true;
    for (size_t i = 0; i < s->n; i++)
        if ((unsigned char)s->p[i] <= ' ' || s->p[i] == '"' || s->p[i] == '<' || s->p[i] == '>')
            return false;
    size_t scheme = str_find(*s, STR("://"));
    if (scheme > s->n) {
        *s = arena_printf(a, "https://%.*s", STR_ARG(*s));
        scheme = 5;
    }
    struct str name = str_slice(*s, 0, scheme), rest = str_slice(*s, scheme + 3, s->n);
    if (!str_eq_nocase(name, STR("http")) && !str_eq_nocase(name, STR("https"))) return false;
    size_t end = 0;
    while (end < rest.n && str_find_char(STR("/?#:"), rest.p[end], 0) == 4) end++;
    return host_ok(str_slice(rest, 0, end));
}
