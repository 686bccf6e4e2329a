/* forms.c -- what forms share. */
#include "web/forms.h"

#include "web/visitor.h"

struct str wrong_if(const struct ask *k, bool wrong, enum msg m)
{
    return wrong ? ask_text(k, m) : (struct str){0};
}

struct around around_form(struct ask *k, struct str title)
{
    struct around f = around_of(k, title);
    f.noindex = true;
    f.token = visitor_token(k);
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
    return f;
}

struct str flash_of(const struct ask *k)
{
    struct str word = http_param(k->rq, "kabar");
    struct str words = named_text(k, "flash", arena_cstr(k->mem, word));
    return str_eq(words, word) ? (struct str){0} : words; /* not one of ours */
}
