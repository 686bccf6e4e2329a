/* forms.c -- roman numerals, doubling, old spelling, roots, plurals: forms.h. */
#include "text/forms.h"

#include <stdio.h>
#include <string.h>

enum { ROMAN_MAX = 39, DOUBLED_LETTERS = 3 };

static bool letters_only(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'a' || s.p[i] > 'z') return false;
    return s.n > 0;
}

/* ---- roman numerals ---- */

static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
static const char *const tens[] = {"", "x", "xx", "xxx"};

static void add_roman(struct str word, struct stems *to)
{
    char spelled[16], digits[16];
    for (size_t i = 0; i < word.n; i++)
        if (!strchr("ivx", word.p[i])) return;
    for (int n = 2; n <= ROMAN_MAX; n++) {
        snprintf(spelled, sizeof spelled, "%s%s", tens[n / 10], ones[n % 10]);
        if (!str_eq(word, str_of(spelled))) continue;
        snprintf(digits, sizeof digits, "%d", n);
        stems_add(to, str_of(digits), STR(""));
    }
}

/* ---- old spelling ---- */

static bool has(struct str s, const char *two)
{
    return str_find(s, str_of(two)) < s.n;
}

static bool is_old(struct str s)
{
    return has(s, "oe") || has(s, "tj") || has(s, "dj") || has(s, "sj") || str_starts(s, STR("nj"));
}

/* The present spelling, in to[STEM_BYTES]; the word itself when it is not old. No pair grows. */
static struct str modern(struct str s, char *to)
{
    static const char *const pair[][2] = {{"tj", "c"},  {"dj", "j"}, {"nj", "ny"},
                                          {"sj", "sy"}, {"oe", "u"}, {"ch", "kh"}};
    size_t n = 0;
    if (s.n > STEM_BYTES || !letters_only(s) || !is_old(s)) return s;
    for (size_t i = 0; i < s.n;) {
        const char *now = NULL;
        for (size_t k = 0; k < sizeof pair / sizeof pair[0] && !now; k++)
            if (str_eq(str_slice(s, i, i + 2), str_of(pair[k][0]))) now = pair[k][1];
        if (!now) to[n++] = s.p[i] == 'j' ? 'y' : s.p[i];
        for (; now && *now; now++) to[n++] = *now;
        i += now ? 2 : 1;
    }
    return (struct str){to, n};
}

/* ---- English plurals ---- */

static bool ends_in_any(struct str s, const char *endings)
{
    struct str rest = str_of(endings), one;
    while (str_split(&rest, ' ', &one))
        if (str_ends(s, one)) return true;
    return false;
}

static void add_plural(struct str w, struct stems *to)
{
    if (w.n < 4 || w.p[w.n - 1] != 's' || !letters_only(w)) return;
    char before = w.p[w.n - 2];
    if (str_ends(w, STR("ies"))) {
        if (w.n >= 5) stems_add(to, str_slice(w, 0, w.n - 3), STR("y"));
    } else if (ends_in_any(w, "sses shes ches xes")) {
        stems_add(to, str_slice(w, 0, w.n - 2), STR(""));
    } else if (before == 'e') {
        if (w.n >= 5 && !strchr("aeo", w.p[w.n - 3]))
            stems_add(to, str_slice(w, 0, w.n - 1), STR(""));
    } else if (!strchr("aisu", before)) {
        stems_add(to, str_slice(w, 0, w.n - 1), STR(""));
    }
}

/* ---- all ---- */

static void add_forms(struct str word, struct stems *to)
{
    char spelling[STEM_BYTES];
    struct str now = modern(word, spelling);
    size_t before = to->n;
    stem_indonesian(now, to);
    add_plural(word, to);
    if (to->n == before && !str_eq(now, word)) stems_add(to, now, STR(""));
}

void forms_of(struct str word, struct stems *to)
{
    struct str half = str_slice(word, 0, word.n - (word.n > 0));
    bool doubled = word.n > DOUBLED_LETTERS && word.p[word.n - 1] == '2' && letters_only(half);
    add_roman(word, to);
    if (doubled) stems_add(to, half, STR(""));
    add_forms(doubled ? half : word, to);
}
