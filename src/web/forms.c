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
    enum msg m;
    struct str word = http_param(k->rq, "kabar");
    const char *key = arena_cstr(k->mem, arena_printf(k->mem, "flash.%.*s", STR_ARG(word)));
    return word.n && msg_find(key, &m) ? ask_text(k, m) : (struct str){0};
}
