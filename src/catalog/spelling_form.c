/* spelling_form.c -- see spelling_form.h. Words are folded as matching folds them, so that y is j
 * and oe is u in all lists below that say so. */
#include "catalog/spelling_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/match_fold.h"
#include "text/utf8.h"
#include "text/words.h"

enum { WORDS_MOST = 32, PARTS_MOST = 8, CAPITALS_MOST = 5 };

struct word_row {
    struct str item[WORDS_MOST];
    size_t n;
};

static struct word_row row_of(struct str key)
{
    struct word_row r = {.n = 0};
    struct str one;
    while (r.n < WORDS_MOST && str_split(&key, ' ', &one))
        if (one.n) r.item[r.n++] = one;
    return r;
}

static void drop(struct word_row *r, size_t at, size_t n)
{
    for (size_t i = at; i + n < r->n; i++) r->item[i] = r->item[i + n];
    r->n -= n;
}

/* Folded as matching does, but for the article: A. Teeuw is a name. */
static struct word_row folded(struct arena *a, struct str text)
{
    struct str part[] = {STR("q"), text};
    struct word_row r = row_of(match_fold(a, arena_join(a, part, 2, STR(" ")), SPELLING_MAX + 2));
    if (r.n) drop(&r, 0, 1);
    return r;
}

static struct str joined(struct arena *a, const struct word_row *r)
{
    return arena_join(a, r->item, r->n, STR(" "));
}

static bool listed(struct str word, const char *list)
{
    struct str rest = str_of(list), one;
    while (str_split(&rest, ' ', &one))
        if (str_eq(one, word)) return true;
    return false;
}

/* ---- names: folded words ---- */

static const char honorifics[] =
    "prof dr drs dra ir hj kh kiai kjai ust ustad ustadz ustaz pdt apt haji "
    "hajah h";
static const char degrees[] =
    "sh mh se mm ma msc mpd spd ssi msi mba lc mag sag skom mkom st mt ssos "
    "dea phd shi mhum shum ba bsc llm";
static const char after_s[] =
    "a pd pdi si hum sos kom ag sc kes psi farm eng ed pt stat th sn ip ap ak h e "
    "kep phil m t";

/* A title of one or two words at `at`: how many; 0: none. */
static size_t degree_at(const struct word_row *r, size_t at)
{
    struct str w = r->item[at];
    bool pair = at + 1 < r->n && (str_eq(w, STR("s")) || str_eq(w, STR("m")));
    if (pair && listed(r->item[at + 1], after_s)) return 2;
    if (at + 1 < r->n && str_eq(w, STR("ph")) && str_eq(r->item[at + 1], STR("d"))) return 2;
    return listed(w, degrees) || listed(w, honorifics) ? 1 : 0;
}

static bool is_year(struct str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] < '0' || w.p[i] > '9') return false;
    return w.n > 0;
}

/* Whether it may as well be a name or initials: H., Ma, S. E. */
static bool is_weak(const struct word_row *r, size_t at, size_t n)
{
    struct str w = r->item[at];
    if (n == 2) return r->item[at + 1].n == 1 && !str_eq(w, STR("ph"));
    return str_eq(w, STR("h")) || (w.n <= 2 && listed(w, degrees));
}

/* Whether what stands between two commas is no part of the name: "S.Pd.", "Prof. Dr.", "1950-".
 * `whole`: there is a whole name before it, so that initials are degrees. */
static bool is_addition(struct arena *a, struct str part, bool whole)
{
    struct word_row r = folded(a, part);
    for (size_t i = 0; i < r.n;) {
        size_t n = is_year(r.item[i]) ? 1 : degree_at(&r, i);
        if (!n || (!whole && is_weak(&r, i, n))) return false;
        i += n;
    }
    return true;
}

/* As it is spoken: "Hirata, Andrea" is Andrea Hirata. *ret_added: something was left out. */
static struct str spoken(struct arena *a, struct str name, bool *ret_added)
{
    struct str part[PARTS_MOST], rest = name, one;
    size_t n = 0;
    *ret_added = false;
    while (n < PARTS_MOST && str_split(&rest, ',', &one)) {
        bool whole = n > 1 || (n == 1 && row_of(words_key(a, part[0])).n > 1);
        bool addition = n > 0 && is_addition(a, one, whole);
        *ret_added |= addition && str_trim(one).n > 0;
        if (!addition) part[n++] = one;
    }
    if (n < 2) return n ? part[0] : name;
    struct str first = part[0];
    for (size_t i = 0; i + 1 < n; i++) part[i] = part[i + 1];
    part[n - 1] = first;
    return arena_join(a, part, n, STR(" "));
}

/* Titles before and degrees behind; what is left has a word, and two when only an H. went. */
static bool drop_titles(struct word_row *r)
{
    size_t before = r->n;
    while (r->n > 1 && listed(r->item[0], honorifics) &&
           (!str_eq(r->item[0], STR("h")) || r->n > 2 || before > r->n))
        drop(r, 0, 1);
    for (size_t i = r->n; i-- > 1;)
        if (degree_at(r, i) == 2 && i + 2 == r->n && !is_weak(r, i, 2)) r->n = i;
    return r->n < before;
}

static struct word_row words_of_name(struct arena *a, struct str name, bool *ret_titled)
{
    struct word_row r = folded(a, spoken(a, name, ret_titled));
    *ret_titled |= drop_titles(&r);
    return r;
}

/* ---- publishers: folded words ---- */

static const char legal[] = "pt cv ud tbk fa nv persero inc ltd llc gmbh corp";

static size_t legal_at(const struct word_row *r, size_t at)
{
    static const char pairs[][2] = {{'p', 't'}, {'c', 'v'}, {'u', 'd'}, {'n', 'v'}, {'f', 'a'}};
    if (listed(r->item[at], legal)) return 1;
    for (size_t i = 0; at + 1 < r->n && i < COUNT(pairs); i++) {
        struct str x = r->item[at], y = r->item[at + 1];
        if (x.n == 1 && y.n == 1 && x.p[0] == pairs[i][0] && y.p[0] == pairs[i][1]) return 2;
    }
    return 0;
}

static struct word_row words_of_publisher(struct arena *a, struct str text)
{
    struct word_row all = folded(a, text), r = {.n = 0};
    for (size_t i = 0; i < all.n;) {
        size_t n = legal_at(&all, i);
        if (!n) r.item[r.n++] = all.item[i];
        i += n ? n : 1;
    }
    if (r.n > 1 && listed(r.item[0], "penerbit the")) drop(&r, 0, 1);
    return r.n ? r : all;
}

/* ---- places ---- */

/* Words as they are written (words.h), before anything is folded together: Ykt is not Jkt. */
static const struct {
    struct str short_, whole;
} places[] = {
    {STR_INIT("jkt"), STR_INIT("Jakarta")},
    {STR_INIT("jak"), STR_INIT("Jakarta")},
    {STR_INIT("bdg"), STR_INIT("Bandung")},
    {STR_INIT("band"), STR_INIT("Bandung")},
    {STR_INIT("sby"), STR_INIT("Surabaya")},
    {STR_INIT("sb"), STR_INIT("Surabaya")},
    {STR_INIT("smg"), STR_INIT("Semarang")},
    {STR_INIT("sem"), STR_INIT("Semarang")},
    {STR_INIT("ykt"), STR_INIT("Yogyakarta")},
    {STR_INIT("yk"), STR_INIT("Yogyakarta")},
    {STR_INIT("jogja"), STR_INIT("Yogyakarta")},
    {STR_INIT("yogya"), STR_INIT("Yogyakarta")},
    {STR_INIT("jogya"), STR_INIT("Yogyakarta")},
    {STR_INIT("yogja"), STR_INIT("Yogyakarta")},
    {STR_INIT("djogja"), STR_INIT("Yogyakarta")},
    {STR_INIT("jogyakarta"), STR_INIT("Yogyakarta")},
    {STR_INIT("mdn"), STR_INIT("Medan")},
    {STR_INIT("mks"), STR_INIT("Makassar")},
    {STR_INIT("mlg"), STR_INIT("Malang")},
    {STR_INIT("dps"), STR_INIT("Denpasar")},
    {STR_INIT("plb"), STR_INIT("Palembang")},
    {STR_INIT("bgr"), STR_INIT("Bogor")},
    {STR_INIT("djokjakarta"), STR_INIT("Yogyakarta")},
    {STR_INIT("djogdjakarta"), STR_INIT("Yogyakarta")},
};

static struct str whole_place(struct str words)
{
    for (size_t i = 0; i < COUNT(places); i++)
        if (str_eq(places[i].short_, words)) return places[i].whole;
    return (struct str){0};
}

/* Without the words around it that say nothing: DKI, Kota, Indonesia, etc. */
static bool drop_around(struct word_row *r)
{
    size_t before = r->n;
    while (r->n > 1 && listed(r->item[r->n - 1], "etc dkk dll indonesia")) r->n--;
    if (r->n > 1 && listed(r->item[0], "dki kota")) drop(r, 0, 1);
    return r->n < before;
}

static struct word_row words_of_place(struct arena *a, struct str text, bool *ret_other)
{
    struct word_row r = row_of(words_key(a, text));
    *ret_other = drop_around(&r);
    struct str whole = whole_place(joined(a, &r));
    *ret_other |= whole.n > 0;
    return folded(a, whole.n ? whole : joined(a, &r));
}

/* ---- keys ---- */

struct str spelling_key(struct arena *a, enum spelling_kind k, struct str text)
{
    bool other = false;
    struct word_row r = {.n = 0};
    if (memchr(text.p ? text.p : "", '?', text.n)) return (struct str){0}; /* a guess is no form */
    switch (k) {
    case SPELLING_NAME: r = words_of_name(a, text, &other); break;
    case SPELLING_PUBLISHER: r = words_of_publisher(a, text); break;
    case SPELLING_PLACE: r = words_of_place(a, text, &other); break;
    case SPELLING_LANGUAGE:
    case SPELLINGS: break;
    }
    return joined(a, &r);
}

/* ---- well made or not ---- */

/* Djakarta, Bandoeng: not the way it is written now. */
static bool is_old_place(struct str key)
{
    return str_find(key, STR("dj")) < key.n || str_find(key, STR("tj")) < key.n ||
           str_find(key, STR("oe")) < key.n;
}

static bool has_good_letters(struct str s)
{
    size_t capitals = 0, small = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        capitals += c >= 'A' && c <= 'Z';
        small += (c >= 'a' && c <= 'z') || c >= 0x80;
    }
    return (small > 0 || capitals <= CAPITALS_MOST) && (capitals > 0 || small == 0);
}

static bool has_stray_marks(struct str s)
{
    static const char within[] = "[]<>{}|\\\"?*_#", at_ends[] = ",;:/=-&+'(";
    for (size_t i = 0; i < s.n; i++)
        if (strchr(within, s.p[i])) return true;
    for (size_t i = 0; i + 1 < s.n; i++) /* "Small,Maynard" */
        if (s.p[i] == ',' && (s.p[i + 1] | 32) >= 'a' && (s.p[i + 1] | 32) <= 'z') return true;
    return s.n == 0 || strchr(at_ends, s.p[0]) || s.p[0] == '.' || s.p[0] == ')' ||
           strchr(at_ends, s.p[s.n - 1]) || str_find(s, STR("  ")) < s.n ||
           str_find(s, STR(" ,")) < s.n || str_find(s, STR("..")) < s.n;
}

/* "Auty, D J": an initial without its point; the I of I Made is a word. */
static bool has_bare_initial(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool begins = i == 0 || s.p[i - 1] == ' ';
        bool ends = i + 1 == s.n || s.p[i + 1] == ' ' || s.p[i + 1] == ',';
        if (begins && ends && s.p[i] >= 'A' && s.p[i] <= 'Z' && s.p[i] != 'I') return true;
    }
    return false;
}

bool spelling_is_small(struct str text)
{
    enum { LONG = 4 }; /* "dan", "van", "am" are small */
    for (size_t i = 1; i < text.n; i++) {
        size_t end = str_find_char(text, ' ', i);
        if (text.p[i - 1] == ' ' && text.p[i] >= 'a' && text.p[i] <= 'z' && end - i >= LONG)
            return true;
    }
    return false;
}

bool spelling_well_made(enum spelling_kind k, struct str text, struct arena *a)
{
    bool other = false;
    if (has_stray_marks(text) || !has_good_letters(text)) return false;
    if (!str_eq(utf8_nfc(a, text), text)) return false; /* marks apart from their letters */
    if (k == SPELLING_NAME) (void)words_of_name(a, text, &other);
    if (k == SPELLING_NAME && has_bare_initial(text)) return false;
    if (k == SPELLING_PLACE) {
        (void)words_of_place(a, text, &other);
        other |= is_old_place(words_key(a, text));
    }
    return !other;
}

/* ---- tidying ---- */

/* What frames the whole of it, or stands at one end without its other half. */
static struct str without_frame(struct str s, char open, char close)
{
    bool begins = s.n && s.p[0] == open, ends = s.n && s.p[s.n - 1] == close;
    size_t again = str_find_char(s, open, 1), closed = str_find_char(s, close, begins);
    if (begins && ends && s.n > 1 && again + (open == close) >= s.n && closed + 1 == s.n)
        return str_slice(s, 1, s.n - 1);
    if (begins && closed == s.n) return str_slice(s, 1, s.n);
    if (ends && str_find_char(s, open, 0) + (open == close) >= s.n) return str_slice(s, 0, s.n - 1);
    return s;
}

static struct str single_spaced(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && (n == 0 || p[n - 1] == ' ')) continue;
        if (s.p[i] == ',' && n && p[n - 1] == ' ') n--;
        p[n++] = s.p[i];
    }
    struct str kept = marc_trim_punctuation(utf8_nfc(a, (struct str){p, n}));
    while (kept.n && strchr(".,;:/=-&+')", kept.p[0])) kept = str_trim(str_slice(kept, 1, kept.n));
    return kept;
}

static struct str without_others(struct str place)
{
    static const struct str more[] = {STR_INIT(" [etc.]"), STR_INIT(" [u.a.]"),
                                      STR_INIT(" [et al.]"), STR_INIT(" [dkk.]")};
    for (size_t i = 0; i < COUNT(more); i++)
        if (str_ends(place, more[i])) return str_slice(place, 0, place.n - more[i].n);
    return place;
}

struct str spelling_tidy(struct arena *a, enum spelling_kind k, struct str text)
{
    if (memchr(text.p ? text.p : "", '?', text.n)) return text;
    struct str tidy = k == SPELLING_PLACE ? without_others(text) : text;
    tidy = without_frame(without_frame(tidy, '[', ']'), '"', '"');
    tidy = single_spaced(a, tidy);
    if (k == SPELLING_PLACE) {
        struct word_row r = row_of(words_key(a, tidy));
        (void)drop_around(&r);
        struct str whole = whole_place(joined(a, &r));
        if (whole.n) return whole;
    }
    return tidy.n ? tidy : text;
}

/* ---- what differs ---- */

static const char *const differences[DIFFERENCES] = {
    [DIFFERS_CASE] = "case",   [DIFFERS_MARKS] = "marks", [DIFFERS_ORDER] = "order",
    [DIFFERS_OLD] = "old",     [DIFFERS_TITLE] = "title", [DIFFERS_LEGAL] = "legal",
    [DIFFERS_SHORT] = "short", [DIFFERS_CODE] = "code",   [DIFFERS_MORE] = "more",
};

const char *spelling_difference_name(enum spelling_difference d)
{
    return differences[d];
}

static int compare(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static bool same_words(struct str x, struct str y)
{
    struct word_row p = row_of(x), q = row_of(y);
    if (p.n != q.n) return false;
    qsort(p.item, p.n, sizeof p.item[0], compare);
    qsort(q.item, q.n, sizeof q.item[0], compare);
    for (size_t i = 0; i < p.n; i++)
        if (!str_eq(p.item[i], q.item[i])) return false;
    return true;
}

enum spelling_difference spelling_difference(struct arena *a, enum spelling_kind k, struct str text,
                                             struct str form)
{
    if (k == SPELLING_LANGUAGE) return DIFFERS_CODE;
    if (str_eq_nocase(text, form)) return DIFFERS_CASE;
    struct str x = words_key(a, text), y = words_key(a, form);
    if (str_eq(x, y)) return DIFFERS_MARKS;
    if (k == SPELLING_NAME && same_words(x, y)) return DIFFERS_ORDER;
    struct word_row p = folded(a, text), q = folded(a, form);
    if (same_words(joined(a, &p), joined(a, &q))) return DIFFERS_OLD;
    if (!str_eq(spelling_key(a, k, text), spelling_key(a, k, form))) return DIFFERS_MORE;
    return k == SPELLING_NAME        ? DIFFERS_TITLE
           : k == SPELLING_PUBLISHER ? DIFFERS_LEGAL
                                     : DIFFERS_SHORT;
}
