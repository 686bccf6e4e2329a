/* match_facts.c -- what of a description counts when records are compared, in comparable form. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/match_fold.h"
#include "catalog/match_parts.h"

enum {
    TITLE_MAX = 400,
    TEXT_MAX = 200,
    NAME_MAX_BYTES = 100,
    NAMES_MAX = 6,
    SERIES_MAX = 3,
    IMPRINT_MAX = 4
};

/* ---- lists ---- */

static void insert(struct match_numbers *to, int64_t v)
{
    size_t at = 0;
    while (at < to->n && to->item[at] < v) at++;
    if (at == MATCH_NUMBERS_MAX || (at < to->n && to->item[at] == v)) return;
    size_t moved = MIN(to->n, (size_t)MATCH_NUMBERS_MAX - 1) - at;
    memmove(&to->item[at + 1], &to->item[at], moved * sizeof to->item[0]);
    to->item[at] = v;
    to->n = at + moved + 1;
}

/* The first digits of a number, hyphens aside. */
static int64_t digits_of(struct str number, size_t digits)
{
    int64_t v = 0;
    for (size_t i = 0; i < number.n && digits; i++)
        if (number.p[i] >= '0' && number.p[i] <= '9') v = v * 10 + (number.p[i] - '0'), digits--;
    return v;
}

static void read_numbers(const struct strs *from, size_t digits, struct match_numbers *to)
{
    for (size_t i = 0; i < from->n; i++) insert(to, digits_of(from->item[i], digits));
}

/* Numbers that mean the same everywhere: OCLC, ZDB, LCCN, misprinted ISBNs. A number in brackets
 * of another system may be another book's there. */
static void read_ids(const struct strs *from, struct match_numbers *to)
{
    for (size_t i = 0; i < from->n; i++) {
        char text[40];
        size_t n = 0, digits = 0;
        struct str s = str_trim(from->item[i]);
        bool known = str_starts(s, STR("(OCoLC)")) || str_starts(s, STR("(DE-599)"));
        bool oclc = str_starts(s, STR("(OCoLC)"));
        if (s.n == 0 || (s.p[0] == '(' && !known)) continue;
        for (size_t k = 0; k < s.n && n < sizeof text; k++) {
            bool digit = s.p[k] >= '0' && s.p[k] <= '9';
            if (oclc && !digit) continue; /* ocm, ocn, on */
            if (digits == 0 && s.p[k] == '0') continue;
            digits += digit;
            if (s.p[k] != ' ' && s.p[k] != '-') text[n++] = s.p[k];
        }
        if (digits < 6) continue;
        struct str parts[] = {oclc ? STR("o") : STR("n"), {text, n}};
        struct digest d = digest_of_parts(parts, 2);
        int64_t v = 0;
        for (size_t k = 0; k < 6; k++) v = v << 8 | d.byte[k];
        insert(to, v);
    }
}

/* ISSNs that lack their last digit, or have a wrong one. */
static void read_broken_issns(const struct strs *from, struct match_numbers *to)
{
    for (size_t i = 0; i < from->n; i++) {
        struct str s = from->item[i];
        size_t digits = 0, others = 0;
        for (size_t k = 0; k < s.n; k++) {
            bool digit = s.p[k] >= '0' && s.p[k] <= '9';
            digits += digit;
            others += !digit && s.p[k] != '-' && s.p[k] != ' ' && s.p[k] != 'X';
        }
        if ((digits == 7 || digits == 8) && !others) insert(to, digits_of(s, 7));
    }
}

static struct str names_of(const struct bib *b, struct arena *a)
{
    struct str list[NAMES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < b->names.n && n < NAMES_MAX; i++) {
        struct str name = match_fold_name(a, b->names.item[i].name, NAME_MAX_BYTES);
        if (name.n) list[n++] = name;
    }
    return arena_join(a, list, n, STR("\n"));
}

static struct str series_of(const struct bib *b, struct arena *a)
{
    struct str list[SERIES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < b->series.n && n < SERIES_MAX; i++) {
        struct str parts[] = {match_fold(a, b->series.item[i].title, NAME_MAX_BYTES),
                              match_fold(a, b->series.item[i].volume, 20)};
        list[n++] = arena_join(a, parts, 2, STR("\t"));
    }
    return arena_join(a, list, n, STR("\n"));
}

static struct str related_of(const struct bib *b, struct arena *a)
{
    struct str list[NAMES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < b->earlier.n && n < NAMES_MAX / 2; i++)
        list[n++] = match_fold(a, b->earlier.item[i], NAME_MAX_BYTES);
    for (size_t i = 0; i < b->later.n && n < NAMES_MAX; i++)
        list[n++] = match_fold(a, b->later.item[i], NAME_MAX_BYTES);
    return arena_join(a, list, n, STR("\n"));
}

/* Up to four codes in alphabetical order. */
static struct str languages_of(const struct bib *b, struct arena *a)
{
    struct str list[4];
    size_t n = 0;
    for (size_t i = 0; i < b->languages.n && n < COUNT(list); i++) {
        size_t at = n++;
        for (; at && str_cmp(list[at - 1], b->languages.item[i]) > 0; at--) list[at] = list[at - 1];
        list[at] = b->languages.item[i];
    }
    return arena_join(a, list, n, STR(" "));
}

/* ---- years, pages ---- */

static void add_year(struct match_facts *f, int y)
{
    if (y < 1450 || y > 2100) return;
    for (size_t i = 0; i < MATCH_YEARS_MAX; i++) {
        if (f->year[i] == y) return;
        if (f->year[i]) continue;
        f->year[i] = y;
        return;
    }
}

static bool digit_at(struct str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* A year of which the text says not all, or doubts it: of "18--", "191-?" the first and last that
 * it can be, of "1911?" and "ca. 1911" two years around. Nothing when a year is stated before. */
static void read_guess(struct match_facts *f, struct str text)
{
    enum { DOUBT = 2 };
    struct str s = str_slice(text, 0, 100);
    size_t at = 0, digits = 0, open = 0;
    while (at < s.n && !digit_at(s, at)) at++;
    while (digit_at(s, at + digits)) digits++;
    while (at + digits + open < s.n && strchr("-_u?", s.p[at + digits + open])) open++;
    int v = (int)digits_of(str_slice(s, at, s.n), digits);
    bool about = str_find(str_slice(s, 0, at), STR("ca.")) < at ||
                 str_find(str_slice(s, 0, at), STR("approximately")) < at;
    struct str after = str_slice(s, at + digits, at + digits + 2);
    if (digits == 4 && (about || str_starts(after, STR("?")) || same_word(after, STR("]?")))) {
        f->guess[0] = v - DOUBT;
        f->guess[1] = v + DOUBT;
    } else if ((digits == 2 && open >= 2) || (digits == 3 && open >= 1)) {
        int years = digits == 2 ? 100 : 10;
        f->guess[0] = v * years;
        f->guess[1] = v * years + years - 1;
    }
    if (f->guess[0] < 1450 || f->guess[1] > 2105) f->guess[0] = f->guess[1] = 0;
}

/* A serial is of all its years: only its first counts. */
static void read_years(struct match_facts *f, const struct bib *b)
{
    struct str s = str_slice(b->year_text, 0, 100);
    add_year(f, b->year);
    if (b->format == FORMAT_SERIAL) return;
    read_guess(f, b->year_text);
    for (size_t i = 0; i + 4 <= s.n; i++) {
        if (digit_at(s, i - 1) && i) continue;
        if (!digit_at(s, i) || !digit_at(s, i + 1) || !digit_at(s, i + 2) || !digit_at(s, i + 3))
            continue;
        if (!digit_at(s, i + 4)) add_year(f, (int)digits_of(str_slice(s, i, i + 4), 4));
    }
    add_year(f, b->coded_year[0]);
    add_year(f, b->coded_year[1]);
}

static bool one_of(struct str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word.n && word.p[0] == list[i][0] && same_word(word, str_of(list[i]))) return true;
    return false;
}

/* "1,042 p.", "1.042 hlm.": without what divides thousands. */
static struct str join_thousands(struct arena *a, struct str text)
{
    struct buf CLEANUP(buf_release) to = BUF(TEXT_MAX);
    text = str_slice(text, 0, TEXT_MAX);
    for (size_t i = 0; i < text.n; i++) {
        bool divides = (text.p[i] == ',' || text.p[i] == '.') && i && digit_at(text, i - 1) &&
                       !(i > 1 && digit_at(text, i - 2)) && digit_at(text, i + 1) &&
                       digit_at(text, i + 2) && digit_at(text, i + 3) && !digit_at(text, i + 4);
        if (!divides) buf_add_char(&to, text.p[i]);
    }
    return arena_copy(a, buf_str(&to));
}

/* "xii, 200 hlm. ; 21 cm", "2 v. (vi, 320 p.) 23 1/2cm": what stands before p., v. and cm; leaves
 * of plates are no pages. */
static void read_extent(struct match_facts *f, struct arena *a, struct str extent)
{
    static const char *const page_words[] = {"p",       "pp", "pages", "page",   "hlm", "hal",
                                             "halaman", "hl", "s",     "seiten", "l",   "leaves",
                                             "lembar",  "h",  "halm",  "numb",   "pg"};
    static const char *const volume_words[] = {"v", "vol", "vols", "volumes", "jil", "jilid", "bd"};
    struct str rest = match_fold(a, join_thousands(a, extent), TEXT_MAX), word, before = {0};
    int largest = 0, latest = 0, without = 0, since = 0; /* words since pages were counted */
    for (; str_split(&rest, ' ', &word); before = word, since++) {
        bool plates = str_starts(word, STR("plate")) && same_word(before, STR("of")) && since == 2;
        if (plates && f->pages == latest) f->pages = without;
        size_t digits = 0;
        while (digit_at(word, digits)) digits++;
        int v = digits && digits < 5 ? (int)digits_of(word, digits) : 0;
        struct str unit = str_slice(word, digits, word.n);
        if (v) latest = v, largest = MAX(largest, v);
        if (digits && !unit.n) continue;
        if (one_of(unit, page_words, COUNT(page_words)) && largest)
            without = f->pages, f->pages = MAX(without, largest), largest = 0, since = 0;
        else if (one_of(unit, volume_words, COUNT(volume_words)) && largest < 100)
            f->volumes = MAX(f->volumes, largest), largest = 0;
        else if (same_word(unit, STR("cm")) && largest < 200)
            f->height = largest, largest = 0;
        else if (!match_number(word, true))
            largest = 0;
    }
}

/* ---- editions, audiences ---- */

static bool is_printing(struct str w)
{
    return str_starts(w, STR("cet")) || str_starts(w, STR("print")) ||
           str_starts(w, STR("impress")) || str_starts(w, STR("reprint"));
}

static bool is_revision(struct str w)
{
    static const char *const words[] = {"rev", "revisi", "revised", "direvisi", "revidirte"};
    return one_of(w, words, COUNT(words));
}

/* The number of an edition statement; printings ("cetakan ke-3", "2nd printing") are not editions.
 */
static void read_edition(struct match_facts *f, struct arena *a, struct str folded)
{
    static const char *const empty[] = {"the",  "a",  "of",  "ke",       "dan", "by",
                                        "oleh", "et", "enl", "enlarged", "new", "baru",
                                        "st",   "nd", "rd",  "th",       "d"};
    struct str rest = folded, word, kept[8];
    bool printing = false;
    int number = 0;
    size_t n = 0;
    while (rest.n && str_split(&rest, ' ', &word)) {
        if (is_revision(word)) f->revised = true;
        bool counts = word.n > 1 && !is_revision(word) && !is_printing(word) && !printing &&
                      !str_starts(word, STR("ed")) && !match_number(word, false) &&
                      !one_of(word, empty, COUNT(empty));
        if (counts && n < COUNT(kept)) kept[n++] = word;
        if (is_printing(word)) {
            printing = true;
            if (word.p[0] != 'c') number = 0; /* "2nd printing" */
        } else if (str_starts(word, STR("ed"))) {
            printing = false;
            if (number && !f->edition) f->edition = number;
        }
        int v = printing ? 0 : match_number(word, false);
        if (v && v < 100 && !number) number = v;
        if (v >= 1900 && v < 2100) f->edition_year = v;
    }
    f->edition_words = arena_join(a, kept, n, STR(" "));
    if (number && !f->edition) f->edition = number;
}

/* The first in the list counts, wherever its words stand. */
static char audience_of(struct str key)
{
    static const struct {
        char audience;
        struct str first, second;
    } words[] = {
        {'g', STR_INIT("buku"), STR_INIT("guru")},
        {'g', STR_INIT("buku"), STR_INIT("pegangan")},
        {'g', STR_INIT("teachers"), STR_INIT("book")},
        {'g', STR_INIT("pegangan"), STR_INIT("guru")},
        {'g', STR_INIT("panduan"), STR_INIT("guru")},
        {'g', STR_INIT("teachers"), STR_INIT("guide")},
        {'g', STR_INIT("teachers"), STR_INIT("manual")},
        {'s', STR_INIT("buku"), STR_INIT("siswa")},
        {'s', STR_INIT("students"), STR_INIT("book")},
        {'s', STR_INIT("pegangan"), STR_INIT("siswa")},
        {'s', STR_INIT("buku"), STR_INIT("murid")},
        {'w', STR_INIT("buku"), STR_INIT("kerja")},
        {'w', STR_INIT("lembar"), STR_INIT("kerja")},
    };
    struct str rest = key, word, before = {0};
    size_t best = COUNT(words);
    for (; str_split(&rest, ' ', &word); before = word)
        for (size_t i = 0; i < best; i++)
            if (same_word(words[i].second, word) && same_word(words[i].first, before)) best = i;
    return best < COUNT(words) ? words[best].audience : 0;
}

/* Textbooks are written anew for each curriculum. */
static char curriculum_of(struct str key)
{
    struct str rest = key, word, before = {0};
    while (str_split(&rest, ' ', &word)) {
        bool named = same_word(before, STR("kurikulum")) || same_word(before, STR("k"));
        if (same_word(word, STR("ktsp")) || (named && same_word(word, STR("2006")))) return '6';
        if (same_word(word, STR("k13")) ||
            (named && (same_word(word, STR("2013")) || same_word(word, STR("13")))))
            return '3';
        if (named && same_word(word, STR("merdeka"))) return 'm';
        before = word;
    }
    return 0;
}

static struct str publisher_of(struct arena *a, struct str publisher)
{
    static const char *const empty[] = {
        "pt",      "cv",         "penerbit",   "press",   "publisher", "the", "inc",
        "ltd",     "publishing", "publishers", "co",      "jajasan",   "tbk", "company",
        "kompanj", "verlag",     "penerbitan", "persero", "etc",       "n",   "v",
        "printed", "bj",         "for",        "of",      "ud",        "fa",  "firma"};
    struct str kept[16], rest = match_fold(a, publisher, TEXT_MAX), all = rest, word;
    size_t n = 0;
    while (n < COUNT(kept) && str_split(&rest, ' ', &word))
        if (word.n && !one_of(word, empty, COUNT(empty))) kept[n++] = word;
    return n ? arena_join(a, kept, n, STR(" ")) : all;
}

static void read_imprint(struct match_facts *f, struct arena *a, const struct bib *b)
{
    struct str list[IMPRINT_MAX];
    size_t n = 0;
    f->publisher = publisher_of(a, b->publisher);
    f->place = match_fold(a, b->place, NAME_MAX_BYTES);
    for (size_t i = 0; i < b->publishers.n && n < IMPRINT_MAX; i++)
        list[n++] = publisher_of(a, b->publishers.item[i]);
    f->publishers = arena_join(a, list, n, STR("\n"));
    n = 0;
    for (size_t i = 0; i < b->places.n && n < IMPRINT_MAX; i++)
        list[n++] = match_fold(a, b->places.item[i], NAME_MAX_BYTES);
    f->places = arena_join(a, list, n, STR("\n"));
}

/* ---- all together ---- */

static void read_audience(struct match_facts *f, struct arena *a, const struct bib *b,
                          struct str named)
{
    f->audience = audience_of(named);
    if (!f->audience) f->audience = audience_of(match_fold(a, b->extent, TEXT_MAX));
    for (size_t i = 0; i < b->subjects.n && i < 5 && !f->audience; i++)
        f->audience = audience_of(match_fold(a, b->subjects.item[i], TEXT_MAX));
    for (size_t i = 0; i < b->series.n && i < 3 && !f->audience; i++)
        f->audience = audience_of(match_fold(a, b->series.item[i].title, TEXT_MAX));
}

static void read_title(struct match_facts *f, struct arena *a, const struct bib *b)
{
    struct str all = match_fold(a, b->title, TITLE_MAX), edition, unused;
    f->title = match_plain(a, all, &edition);
    struct str proper = match_plain(a, match_fold(a, b->title_short, TITLE_MAX), &unused);
    f->proper = (int)(begins(f->title, proper) ? MIN(proper.n, f->title.n) : f->title.n);
    f->part = match_fold(a, b->part, TEXT_MAX);
    f->native = match_fold(a, b->native, TEXT_MAX);
    struct str named = arena_join(a, (struct str[]){all, f->part}, 2, STR(" "));
    f->marks = match_marks(a, named);
    struct str stated = match_fold(a, b->edition, TEXT_MAX);
    read_edition(f, a, arena_join(a, (struct str[]){edition, stated}, 2, STR(" ")));
    named = arena_join(a, (struct str[]){named, stated}, 2, STR(" "));
    f->curriculum = curriculum_of(named);
    read_audience(f, a, b, named);
}

void match_facts_of(const struct bib *b, struct arena *a, struct match_facts *ret)
{
    struct match_facts f = {.format = b->format, .online = b->online};
    read_title(&f, a, b);
    f.names = names_of(b, a);
    f.responsibility = match_fold(a, b->responsibility, TEXT_MAX);
    read_imprint(&f, a, b);
    f.series = series_of(b, a);
    f.languages = languages_of(b, a);
    f.host = match_fold(a, b->host_title, NAME_MAX_BYTES);
    f.host_part = match_fold(a, b->host_part, NAME_MAX_BYTES);
    f.related = related_of(b, a);
    read_numbers(&b->isbns, 13, &f.isbns);
    read_numbers(&b->issns, 7, &f.issns);
    read_ids(&b->other_ids, &f.ids);
    if (b->format == FORMAT_SERIAL) read_broken_issns(&b->other_ids, &f.issns);
    read_years(&f, b);
    read_extent(&f, a, b->extent);
    match_add_keys(&f, b, a);
    *ret = f;
}
