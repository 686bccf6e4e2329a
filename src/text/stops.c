/* stops.c -- lists of words, each between blanks. */
#include "text/stops.h"

#include <string.h>

#include "text/terms.h"

static const char words[] =
    " & di ke dari yang untuk pada dengan oleh dalam atau itu ini sebagai para"
    " the a an of in on to for with by or from at as is ";
static const char honorifics[] = " prof dr drs dra ir h hj kh kiai kyai tgk raden rd rm ust ustadz"
                                 " ustaz pdt haji hajah mr mrs sir dame ";

static bool listed(struct str word, const char *list, size_t n)
{
    struct str all = {list, n};
    if (word.n == 0) return false;
    for (size_t at = 0; at + word.n + 2 <= n; at++)
        if (list[at] == ' ' && list[at + word.n + 1] == ' ' &&
            str_eq(str_slice(all, at + 1, at + 1 + word.n), word))
            return true;
    return false;
}

bool stop_word(struct str word)
{
    return listed(word, words, strlen(words));
}

struct counting {
    size_t words;
    bool others;
};

static bool count(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    (void)from, (void)to;
    struct counting *c = ctx;
    c->words += place == TERM_WORD;
    c->others = c->others || (place == TERM_WORD && !stop_word(text));
    return !c->others;
}

bool stops_only(struct str text)
{
    struct counting c = {0};
    return terms_each(text, count, &c) && c.words > 0 && !c.others;
}

bool stop_honorific(struct str word)
{
    return listed(word, honorifics, strlen(honorifics));
}
