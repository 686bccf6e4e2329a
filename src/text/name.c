/* name.c -- people's names in comparable form: the words in any order, titles and degrees left
 * out, since one catalogue writes Prof. Dr. H. M. Quraish Shihab, M.A. and the next Shihab, M.
 * Quraish. */
#include <stdlib.h>

#include "base/checked.h"
#include "text/words.h"

enum { NAME_WORDS_MAX = 24 };

static const char titles[] = "prof dr drs dra ir hj kh kiai kyai tgk raden rd rm apt ust ustadz "
                             "ustaz pdt dkk haji hajah h sir dame";
static const char degrees[] = "pd si hum sos kom ag sc kes psi farm eng ed pt stat";

static bool listed(struct str word, const char *list)
{
    struct str rest = str_of(list), one;
    while (str_split(&rest, ' ', &one))
        if (str_eq(one, word)) return true;
    return false;
}

static int compare(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

struct str words_name_key(struct arena *a, struct str name)
{
    struct str word[NAME_WORDS_MAX], rest = words_key(a, name), one;
    size_t n = 0;
    while (n < NAME_WORDS_MAX && str_split(&rest, ' ', &one)) {
        bool degree = n && listed(one, degrees) &&
                      (str_eq(word[n - 1], STR("s")) || str_eq(word[n - 1], STR("m")));
        bool doctor = n && str_eq(one, STR("d")) && str_eq(word[n - 1], STR("ph"));
        if (degree || doctor)
            n--; /* S.Pd and Ph.D are two words each */
        else if (one.n && !listed(one, titles))
            word[n++] = one;
    }
    qsort(word, n, sizeof word[0], compare);
    return arena_join(a, word, n, STR(" "));
}
