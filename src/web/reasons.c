/* reasons.c -- signs of the judge as messages ("match.isbn.same"). */
#include "web/reasons.h"

static struct str name_words(const struct ask *k, struct str name)
{
    return named_text(k, "match", arena_cstr(k->mem, name));
}

struct str sign_words(const struct ask *k, enum match_sign s)
{
    return name_words(k, str_of(match_sign_name(s)));
}

struct str reason_words(const struct ask *k, struct str reason)
{
    struct strs words = {0};
    struct str rest = reason, name;
    while (rest.n && str_split(&rest, ' ', &name))
        if (name.n) VEC_PUSH(k->mem, &words, name_words(k, name));
    return arena_join(k->mem, words.item, words.n, STR(", "));
}

struct str why_words(const struct ask *k, struct str why)
{
    struct str rest = why, name;
    enum match_sign s;
    while (rest.n && str_split(&rest, ' ', &name))
        if (!match_sign_parse(name, &s)) return why;
    return reason_words(k, why);
}
