/* forms.c -- what forms share. */
#include "web/forms.h"

#include "base/checked.h"
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

static const char *const languages[] = {"ind", "eng", "ara", "jav", "sun", "may", "ban", "mad",
                                        "min", "bug", "dut", "ger", "fre", "jpn", "chi", "kor"};

size_t language_choices(const struct ask *k, struct str now,
                        struct choice_view to[LANGUAGE_CHOICES_MAX])
{
    bool known = now.n == 0;
    size_t n = 0;
    to[n++] = (struct choice_view){STR(""), ask_text(k, MSG_entry_language_none), now.n == 0};
    for (size_t i = 0; i < COUNT(languages); i++) {
        struct str code = str_of(languages[i]);
        known |= str_eq(now, code);
        to[n++] = (struct choice_view){code, language_name(k->out.lang, code), str_eq(now, code)};
    }
    if (!known) to[n++] = (struct choice_view){now, language_name(k->out.lang, now), true};
    return n;
}
