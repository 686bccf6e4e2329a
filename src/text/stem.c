/* stem.c -- Indonesian roots, as stem.h says. */
#include "text/stem.h"

#include <string.h>

#include "base/checked.h"

enum { SHORTEST = 5, LONGEST = 30, ROOT_LETTERS = 3, ROOT_VOWELS = 2 };

enum kind { NO_PREFIX, VERB, NOUN, BER };

struct prefix {
    struct str text;
    const char *before;         /* before: what may follow; "V" any vowel, "*" any letter */
    const char *first, *second; /* what may stand in front of the rest; NULL: no second reading */
    enum kind kind;
    bool again; /* also taken off a second time */
};

static const struct prefix prefixes[] = {
    {STR_INIT("memper"), "*", "", NULL, VERB, false},
    {STR_INIT("diper"), "*", "", NULL, VERB, false},
    {STR_INIT("meny"), "V", "s", NULL, VERB, false},
    {STR_INIT("peny"), "V", "s", NULL, NOUN, true},
    {STR_INIT("meng"), "V", "", "k", VERB, false},
    {STR_INIT("peng"), "V", "", "k", NOUN, true},
    {STR_INIT("meng"), "ghk", "", NULL, VERB, false},
    {STR_INIT("peng"), "ghk", "", NULL, NOUN, true},
    {STR_INIT("men"), "V", "t", "n", VERB, false},
    {STR_INIT("pen"), "V", "t", "n", NOUN, true},
    {STR_INIT("men"), "cdjstz", "", NULL, VERB, false},
    {STR_INIT("pen"), "cdjstz", "", NULL, NOUN, true},
    {STR_INIT("mem"), "V", "p", "m", VERB, false},
    {STR_INIT("pem"), "V", "p", "m", NOUN, true},
    {STR_INIT("mem"), "bfpv", "", NULL, VERB, false},
    {STR_INIT("pem"), "bfpv", "", NULL, NOUN, true},
    {STR_INIT("ber"), "V", "", "r", BER, true},
    {STR_INIT("ter"), "V", "", "r", VERB, true},
    {STR_INIT("per"), "V", "", "r", NOUN, true},
    {STR_INIT("ber"), "*", "", NULL, BER, true},
    {STR_INIT("ter"), "*", "", NULL, VERB, true},
    {STR_INIT("per"), "*", "", NULL, NOUN, true},
    {STR_INIT("me"), "lrwy", "", NULL, VERB, false},
    {STR_INIT("pe"), "bcdghjklpstwy", "", NULL, NOUN, false},
    {STR_INIT("di"), "*", "", NULL, VERB, false},
};

static bool vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool is_root(struct str s)
{
    size_t vowels = 0;
    for (size_t i = 0; i < s.n; i++) vowels += vowel(s.p[i]);
    if (s.n < ROOT_LETTERS || vowels < ROOT_VOWELS) return false;
    if (vowel(s.p[0]) || vowel(s.p[1]) || strchr("hlrwy", s.p[1])) return true;
    return s.p[0] == 'n' && s.p[1] == 'g';
}

void stems_add(struct stems *to, struct str head, struct str tail)
{
    size_t n = head.n + tail.n;
    if (to->n == STEMS_MAX || n == 0 || n > STEM_BYTES) return;
    char *p = to->bytes[to->n];
    if (head.n) memcpy(p, head.p, head.n);
    if (tail.n) memcpy(p + head.n, tail.p, tail.n);
    struct str whole = {p, n};
    if (!stems_has(to, whole)) to->item[to->n++] = whole;
}

bool stems_has(const struct stems *s, struct str word)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->item[i], word)) return true;
    return false;
}

/* ---- endings ---- */

static bool cut(struct str *s, const char *ending)
{
    struct str shorter = str_slice(*s, 0, s->n - strlen(ending));
    if (!str_ends(*s, str_of(ending)) || !is_root(shorter)) return false;
    *s = shorter;
    return true;
}

static struct str without_ending(struct str word)
{
    bool prefixed = str_starts(word, STR("ber")) || str_starts(word, STR("ter")) ||
                    str_starts(word, STR("me")) || str_starts(word, STR("pe")) ||
                    str_starts(word, STR("di"));
    bool done = !prefixed && (cut(&word, "lah") || cut(&word, "kah") || cut(&word, "pun"));
    done = !prefixed && (cut(&word, "ku") || cut(&word, "mu"));
    if (!done) (void)cut(&word, "nya");
    return word;
}

/* ---- prefixes ---- */

static bool fits(const struct prefix *p, struct str word)
{
    size_t n = p->text.n;
    if (!str_starts(word, p->text) || word.n == n) return false;
    if (p->before[0] == '*') return true;
    return p->before[0] == 'V' ? vowel(word.p[n]) : strchr(p->before, word.p[n]) != NULL;
}

/* The prefix of the word; NULL when it has none. */
static const struct prefix *prefix_of(struct str word, bool again)
{
    if (!strchr("mpbtd", word.p[0])) return NULL; /* most words */
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        const struct prefix *p = &prefixes[i];
        if ((again && !p->again) || !fits(p, word)) continue;
        if (p->first[0] || is_root(str_slice(word, p->text.n, word.n))) return p;
    }
    return NULL;
}

/* Adds the readings of a word that has this prefix. */
static void read(const struct prefix *p, struct str word, struct stems *to)
{
    struct str rest = str_slice(word, p->text.n, word.n);
    const char *head[] = {p->first, p->second};
    for (size_t i = 0; i < COUNT(head) && head[i]; i++) {
        size_t before = to->n;
        stems_add(to, str_of(head[i]), rest);
        if (to->n > before && !is_root(to->item[before])) to->n--;
    }
}

/* ---- suffixes ---- */

static void add_reading(struct str s, struct stems *to)
{
    const struct prefix *again = stem_is_kept(s) ? NULL : prefix_of(s, true);
    size_t before = to->n;
    if (again) read(again, s, to);
    if (to->n == before) stems_add(to, s, STR(""));
}

static void without_suffix(struct str s, enum kind kind, struct stems *to)
{
    struct str whole = s;
    bool consonant = s.n > 3 && !vowel(s.p[s.n - 4]);
    if (stem_is_kept(s)) {
    } else if (kind == VERB) {
        if (!cut(&s, "kan") && cut(&s, "i")) add_reading(whole, to);
    } else if (kind == NOUN || !consonant || !cut(&s, "kan")) {
        (void)cut(&s, "an");
    }
    add_reading(s, to);
}

/* ke...an: both or none. */
static bool read_ke(struct str word, struct stems *to)
{
    struct str rest = str_slice(word, 2, word.n);
    if (!str_starts(word, STR("ke")) || !cut(&rest, "an")) return false;
    add_reading(rest, to);
    return true;
}

void stem_indonesian(struct str word, struct stems *to)
{
    struct stems first = {.n = 0}, all = {.n = 0};
    struct str root;
    if (word.n < SHORTEST || word.n > LONGEST) return;
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] < 'a' || word.p[i] > 'z') return;
    if (stem_irregular(word, &root)) {
        stems_add(to, root, STR(""));
        return;
    }
    if (stem_is_kept(word)) return;
    struct str s = without_ending(word), noun = s;
    if (cut(&noun, "an") && stem_is_kept(noun)) s = noun;
    const struct prefix *p = stem_is_kept(s) ? NULL : prefix_of(s, false);
    if (p) read(p, s, &first);
    for (size_t i = 0; i < first.n; i++) without_suffix(first.item[i], p->kind, &all);
    if (!first.n && !read_ke(s, &all)) without_suffix(s, NO_PREFIX, &all);
    for (size_t i = 0; i < all.n; i++)
        if (!str_eq(all.item[i], word)) stems_add(to, all.item[i], STR(""));
}
