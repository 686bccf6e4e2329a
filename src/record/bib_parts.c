/* bib_parts.c -- numbers, years, names of formats and states of copies. */
#include "record/bib_parts.h"

#include <string.h>

#include "base/checked.h"
#include "text/isbn.h"

enum { DATE_MAX = 200 }; /* bytes of a date that are looked at */

static const char *const format_names[FORMAT_COUNT] = {
    [FORMAT_UNKNOWN] = "unknown",   [FORMAT_BOOK] = "book",     [FORMAT_SERIAL] = "serial",
    [FORMAT_ARTICLE] = "article",   [FORMAT_THESIS] = "thesis", [FORMAT_MANUSCRIPT] = "manuscript",
    [FORMAT_MAP] = "map",           [FORMAT_SCORE] = "score",   [FORMAT_MUSIC] = "music",
    [FORMAT_AUDIO] = "audio",       [FORMAT_VIDEO] = "video",   [FORMAT_IMAGE] = "image",
    [FORMAT_SOFTWARE] = "software", [FORMAT_KIT] = "kit",       [FORMAT_OBJECT] = "object",
};

const char *format_name(enum format f)
{
    return format_names[(unsigned)f < FORMAT_COUNT ? f : FORMAT_UNKNOWN];
}

bool format_parse(struct str name, enum format *ret)
{
    for (unsigned i = 0; i < FORMAT_COUNT; i++) {
        if (!str_eq(name, str_of(format_names[i]))) continue;
        *ret = (enum format)i;
        return true;
    }
    return false;
}

void bib_add(struct arena *a, struct strs *to, struct str s)
{
    if (s.n == 0 || to->n >= BIB_VALUES_MAX) return;
    for (size_t i = 0; i < to->n; i++)
        if (str_eq_nocase(to->item[i], s)) return;
    VEC_PUSH(a, to, s);
}

bool bib_says_nothing(struct str s)
{
    return str_eq_nocase(s, STR("none")) || str_eq_nocase(s, STR("null")) || str_eq(s, STR("-")) ||
           str_eq(s, STR("--")) || str_eq(s, STR("\\N"));
}

void bib_read_title(struct bib *b, struct str text)
{
    b->title = marc_trim_punctuation(text);
    size_t colon = str_find_char(b->title, ':', 0);
    bool divided = colon > 0 && colon + 1 < b->title.n && b->title.p[colon + 1] == ' ';
    b->title_short = divided ? marc_trim_punctuation(str_slice(b->title, 0, colon)) : b->title;
}

void bib_read_series(struct arena *a, struct bib *b, struct str text)
{
    size_t at = str_find_char(text, ';', 0);
    struct bib_series series = {.title = marc_trim_punctuation(str_slice(text, 0, at)),
                                .volume = str_trim(str_slice(text, at + 1, text.n))};
    if (series.title.n) VEC_PUSH(a, &b->series, series);
}

static size_t count_digits(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] >= '0' && s.p[i] <= '9';
    return n;
}

bool bib_has_digit(struct str s)
{
    return count_digits(s) > 0;
}

/* Nine digits: an ISBN-10 that lost its leading zero to a spreadsheet, or an SBN, which is the
 * same. */
static bool with_lost_zero(struct arena *a, struct str s, struct str *ret)
{
    size_t n = 0;
    while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || (n == 8 && s.p[n] == 'X'))) n++;
    if (n != 9 || (n < s.n && s.p[n] != ' ')) return false;
    return isbn_parse(a, arena_printf(a, "0%.9s", s.p), ret) == OK;
}

bool bib_from_scientific(struct str s, struct arena *a, struct str *ret)
{
    char digits[32];
    size_t n = 0, at = 0, whole = 0;
    uint64_t exponent = 0;
    bool point = false;
    for (; at < s.n && n < sizeof digits; at++) {
        char c = s.p[at];
        if (c >= '0' && c <= '9')
            digits[n++] = c;
        else if ((c == '.' || c == ',') && !point)
            point = true;
        else
            break;
        whole += !point;
    }
    struct str rest = str_slice(s, at, s.n);
    if (n == 0 || rest.n < 3 || (rest.p[0] != 'E' && rest.p[0] != 'e') || rest.p[1] != '+')
        return false;
    if (str_to_u64(str_slice(rest, 2, rest.n), &exponent)) return false;
    *ret =
        whole == 1 && n == exponent + 1 ? arena_copy(a, (struct str){digits, n}) : (struct str){0};
    return true;
}

/* Without the apostrophe, or the equals sign and quotes, that make a spreadsheet keep digits as
 * they are: '9786020332956, ="9786020332956". */
static struct str without_guard(struct str s)
{
    if (str_starts(s, STR("=\"")) && s.n > 3 && s.p[s.n - 1] == '"')
        return str_slice(s, 2, s.n - 1);
    return str_starts(s, STR("'")) ? str_trim(str_slice(s, 1, s.n)) : s;
}

bool bib_add_number(struct arena *a, struct bib *b, struct str s)
{
    struct str got;
    s = without_guard(str_trim(s));
    if (s.n == 0) return true;
    if (isbn_parse(a, s, &got) == OK || with_lost_zero(a, s, &got)) {
        bib_add(a, &b->isbns, got);
        return true;
    }
    if (count_digits(s) < 10 && issn_parse(a, s, &got) == OK) {
        bib_add(a, &b->issns, got);
        return true;
    }
    bib_add(a, &b->other_ids, s);
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A year of four digits, no more and no less, at s[at]; 0 when there is none. */
static int year_at(struct str s, size_t at)
{
    if (at + 4 > s.n || (at && is_digit(s.p[at - 1])) || (at + 4 < s.n && is_digit(s.p[at + 4])))
        return 0;
    int v = 0;
    for (size_t i = at; i < at + 4; i++) {
        if (!is_digit(s.p[i])) return 0;
        v = v * 10 + (s.p[i] - '0');
    }
    return v >= 1000 && v <= 2100 ? v : 0;
}

/* "1421 H", "1421H", "1421 AH": a year of the Hijra. */
static bool is_hijri(struct str s, size_t after)
{
    while (after < s.n && s.p[after] == ' ') after++;
    if (after < s.n && s.p[after] == 'A') after++;
    if (after >= s.n || (s.p[after] != 'H' && s.p[after] != 'h')) return false;
    char next = after + 1 < s.n ? s.p[after + 1] : ' ';
    return !((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
}

/* The year after a dash at s[at], brackets and doubts aside: "-2004", "-99" of the same century as
 * `from`. */
static int second_year(struct str s, size_t at, int from)
{
    while (at < s.n && (s.p[at] == ']' || s.p[at] == '?')) at++;
    if (str_starts(str_slice(s, at, s.n), STR("\xE2\x80\x93")))
        at += 3;
    else if (at < s.n && s.p[at] == '-')
        at++;
    else
        return 0;
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '[' || s.p[at] == 'c')) at++;
    int v = year_at(s, at);
    bool two = at + 2 <= s.n && is_digit(s.p[at]) && is_digit(s.p[at + 1]) &&
               (at + 2 == s.n || !is_digit(s.p[at + 2]));
    if (!v && two) v = from / 100 * 100 + (s.p[at] - '0') * 10 + (s.p[at + 1] - '0');
    return v >= from ? v : 0;
}

/* Brackets inside a year: "19[98]", "[19]98". */
static struct str join_years(struct str text, char to[DATE_MAX])
{
    size_t n = 0, digits = 0;
    for (size_t i = 0; i < text.n && n < DATE_MAX; i++) {
        char c = text.p[i];
        bool inner = (c == '[' || c == ']') && digits > 0 && digits < 4 && i + 1 < text.n &&
                     is_digit(text.p[i + 1]);
        if (inner) continue;
        digits = is_digit(c) ? digits + 1 : 0;
        to[n++] = c;
    }
    return (struct str){to, n};
}

int bib_year(struct str text, int *ret_end)
{
    char joined[DATE_MAX];
    struct str s = join_years(text, joined);
    *ret_end = 0;
    size_t corrected = str_find(s, STR("i.e."));
    int first = 0;
    for (size_t i = 0; i < s.n; i++) {
        int y = year_at(s, i);
        if (!y || is_hijri(s, i + 4)) continue;
        if (first && (corrected > s.n || i < corrected)) continue;
        first = y;
        *ret_end = second_year(s, i + 4, y);
        if (corrected > s.n || i > corrected) return first;
    }
    return first;
}

bool bib_is_odd_year(struct str text)
{
    int unused;
    if (bib_year(text, &unused) || !bib_has_digit(text)) return false;
    for (size_t i = 0; i < text.n; i++)
        if (memchr("-?_u", text.p[i], 4)) return false;
    return true;
}

bool bib_mentions(struct str s, struct str words)
{
    for (size_t i = 0; i + words.n <= s.n; i++)
        if (str_eq_nocase(str_slice(s, i, i + words.n), words)) return true;
    return false;
}

enum item_status bib_item_status(struct str words)
{
    static const struct {
        struct str word;
        enum item_status status;
    } table[] = {
        /* longer phrases first: "not for loan" also mentions "loan" */
        {STR_INIT("not for loan"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("no loan"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("tidak dipinjam"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("tidak untuk dipinjam"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("baca di tempat"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("reference"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("noncirc"), ITEM_NOT_FOR_LOAN},
        {STR_INIT("on order"), ITEM_ON_ORDER},
        {STR_INIT("on-order"), ITEM_ON_ORDER},
        {STR_INIT("dipesan"), ITEM_ON_ORDER},
        {STR_INIT("on loan"), ITEM_ON_LOAN},
        {STR_INIT("onloan"), ITEM_ON_LOAN},
        {STR_INIT("checked"), ITEM_ON_LOAN},
        {STR_INIT("charged"), ITEM_ON_LOAN},
        {STR_INIT("dipinjam"), ITEM_ON_LOAN},
        {STR_INIT("withdrawn"), ITEM_HIDDEN},
        {STR_INIT("lostclosed"), ITEM_HIDDEN},
        {STR_INIT("ord-cancld"), ITEM_HIDDEN},
        {STR_INIT("discard"), ITEM_HIDDEN},
        {STR_INIT("suppressed"), ITEM_HIDDEN},
        {STR_INIT("dihapus"), ITEM_HIDDEN},
        {STR_INIT("missing"), ITEM_MISSING},
        {STR_INIT("lost"), ITEM_MISSING},
        {STR_INIT("hilang"), ITEM_MISSING},
        {STR_INIT("repair"), ITEM_REPAIR},
        {STR_INIT("bindery"), ITEM_REPAIR},
        {STR_INIT("damaged"), ITEM_REPAIR},
        {STR_INIT("perbaikan"), ITEM_REPAIR},
        {STR_INIT("rusak"), ITEM_REPAIR},
        {STR_INIT("unavailable"), ITEM_UNSTATED},
        {STR_INIT("tidak tersedia"), ITEM_UNSTATED},
        {STR_INIT("available"), ITEM_AVAILABLE},
        {STR_INIT("tersedia"), ITEM_AVAILABLE},
    };
    words = str_slice(words, 0, 60);
    for (size_t i = 0; words.n && i < COUNT(table); i++)
        if (bib_mentions(words, table[i].word)) return table[i].status;
    return ITEM_UNSTATED;
}
