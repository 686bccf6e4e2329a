/* stops.c -- lists of words, each between blanks. */
#include "text/stops.h"

#include <string.h>

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

bool stop_honorific(struct str word)
{
    return listed(word, honorifics, strlen(honorifics));
}
