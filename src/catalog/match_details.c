/* match_details.c -- years, pages, series, languages, formats, numbers, hosts. */
#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "catalog/match_fold.h"
#include "catalog/match_parts.h"

/* ---- years and extent ---- */

static bool names_year(const struct match_facts *f, int year)
{
    for (size_t i = 0; i < MATCH_YEARS_MAX && f->year[i]; i++)
        if (f->year[i] == year) return true;
    return false;
}

/* Both name an earlier year, of which they are later printings or editions. */
static bool share_origin(const struct match_facts *x, const struct match_facts *y)
{
    for (size_t i = 1; i < MATCH_YEARS_MAX && x->year[i]; i++)
        if (names_year(y, x->year[i])) return true;
    return false;
}

/* One is known to somebody only by its decade, or was guessed, and may be the other. */
static bool may_be_one_year(const struct match_facts *x, const struct match_facts *y)
{
    int from = x->guess[0] ? x->guess[0] : x->year[0], to = x->guess[0] ? x->guess[1] : from;
    int begin = y->guess[0] ? y->guess[0] : y->year[0], end = y->guess[0] ? y->guess[1] : begin;
    return (x->guess[0] || y->guess[0]) && from && begin && from <= end && begin <= to;
}

void judge_year(struct bench *b)
{
    int p = b->x->year[0], q = b->y->year[0], apart = abs(p - q);
    if (p && p == q) {
        judge_sign(b, SIGN_YEAR_SAME);
    } else if (p && q && (names_year(b->x, q) || names_year(b->y, p))) {
        judge_sign(b, SIGN_YEAR_SHARED);
        if (b->publisher_differs && apart > 1) judge_sign(b, SIGN_YEAR_REISSUE);
    } else if (may_be_one_year(b->x, b->y)) {
        judge_sign(b, SIGN_YEAR_GUESSED);
    } else if (!p || !q) {
        if (p || q) judge_sign(b, SIGN_YEAR_LACKING);
    } else if (share_origin(b->x, b->y)) {
        judge_sign(b, SIGN_YEAR_ORIGIN);
    } else {
        if (b->publisher_differs) judge_sign(b, SIGN_YEAR_REISSUE);
        judge_sign(b, apart == 1 ? SIGN_YEAR_NEXT : apart <= 4 ? SIGN_YEAR_NEAR : SIGN_YEAR_FAR);
    }
}

void judge_extent(struct bench *b)
{
    int p = b->x->pages, q = b->y->pages, apart = abs(p - q), more = MAX(p, q);
    if (p && q)
        judge_sign(b, p == q                            ? SIGN_PAGES_SAME
                      : apart <= 4 || apart * 50 < more ? SIGN_PAGES_NEAR
                      : apart * 10 < more               ? SIGN_PAGES_FAR
                                                        : SIGN_PAGES_DIFFER);
    else if (p || q)
        judge_sign(b, SIGN_PAGES_LACKING);
    p = b->x->height, q = b->y->height;
    if (p && q)
        judge_sign(b, p == q            ? SIGN_HEIGHT_SAME
                      : abs(p - q) <= 1 ? SIGN_HEIGHT_NEAR
                                        : SIGN_HEIGHT_DIFFERS);
    p = b->x->volumes, q = b->y->volumes;
    if (p && q)
        judge_sign(b, p == q ? SIGN_VOLUMES_SAME : SIGN_VOLUMES_DIFFER);
    else if (MAX(p, q) > 1)
        judge_sign(b, SIGN_VOLUMES_LACKING);
}

/* ---- series ---- */

/* What stands before a number: the v of "v. 12" is no five. */
static bool is_volume_word(struct str w)
{
    static const char words[] =
        " v vol vols volume no nos nr num number nomor jilid jil bd band t tome tomo pt part ";
    char padded[16];
    if (w.n == 0 || w.n + 2 > sizeof padded) return false;
    padded[0] = padded[w.n + 1] = ' ';
    memcpy(padded + 1, w.p, w.n);
    return memmem(words, sizeof words - 1, padded, w.n + 2) != NULL;
}

static struct str without_volume_words(struct str s)
{
    for (size_t end; (end = str_find_char(s, ' ', 0)) < s.n; s = str_slice(s, end + 1, s.n))
        if (!is_volume_word(str_slice(s, 0, end))) break;
    return s;
}

/* "v 12", "vol xii", "no 12": 1 when they have a number in common, -1 when they have others. */
static int compare_volumes(struct str v, struct str w)
{
    v = without_volume_words(v);
    w = without_volume_words(w);
    struct str left = v, p;
    bool other = false;
    while (left.n && str_split(&left, ' ', &p)) {
        struct str right = w, q;
        int n = match_number(p, true);
        while (n && right.n && str_split(&right, ' ', &q)) {
            int m = match_number(q, true);
            if (n == m) return 1;
            other = other || m;
        }
    }
    if (other) return -1;
    return !v.n || !w.n ? 0 : begins(v, w) ? 1 : -1;
}

static void judge_series(struct bench *b)
{
    struct str left = b->x->series, s;
    bool title = false, volume = false, other = false;
    if (!b->x->series.n || !b->y->series.n) return;
    while (next_line(&left, &s)) {
        struct str right = b->y->series, t;
        size_t tab = str_find_char(s, '\t', 0);
        struct str v = str_slice(s, tab + 1, s.n);
        while (next_line(&right, &t)) {
            size_t at = str_find_char(t, '\t', 0);
            struct str w = str_slice(t, at + 1, t.n);
            struct str p = str_slice(s, 0, tab), q = str_slice(t, 0, at);
            if (!begins(p, q) && dice(p, q) < 700) continue;
            title = true;
            int c = compare_volumes(v, w);
            volume = volume || c > 0;
            other = other || c < 0;
        }
    }
    judge_sign(b, volume  ? SIGN_SERIES_SAME
                  : other ? SIGN_SERIES_VOLUME
                  : title ? SIGN_SERIES_TITLE
                          : SIGN_SERIES_DIFFERS);
}

/* ---- languages and formats ---- */

bool numbers_meet(const struct match_numbers *x, const struct match_numbers *y)
{
    for (size_t i = 0, j = 0; i < x->n && j < y->n;) {
        if (x->item[i] == y->item[j]) return true;
        if (x->item[i] < y->item[j])
            i++;
        else
            j++;
    }
    return false;
}

/* "Edisi bahasa Inggris", "English edition". */
static bool names_language(struct str edition_words)
{
    static const struct str words[] = {
        STR_INIT("bahasa"), STR_INIT("inggris"),    STR_INIT("english"),  STR_INIT("indonesia"),
        STR_INIT("arab"),   STR_INIT("terjemahan"), STR_INIT("translat"), STR_INIT("language")};
    for (size_t i = 0; edition_words.n && i < COUNT(words); i++)
        if (str_find(edition_words, words[i]) < edition_words.n) return true;
    return false;
}

/* The same title with as many pages or volumes in the same year. */
static bool same_pages(const struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    bool extent = x->pages ? x->pages == y->pages : x->volumes > 1 && x->volumes == y->volumes;
    return extent && x->year[0] && x->year[0] == y->year[0] && !b->rest_unequal;
}

static void judge_language(struct bench *b)
{
    struct str x = b->x->languages, y = b->y->languages, rest = x, one;
    if (!x.n || !y.n) return;
    while (rest.n && str_split(&rest, ' ', &one))
        if (str_find(y, one) < y.n) {
            judge_sign(b, SIGN_LANGUAGE_SAME);
            return;
        }
    /* a long title that is the same is in one language, whatever the codes say */
    bool alike = same_pages(b) || (b->title_long && !b->rest_unequal) ||
                 numbers_meet(&b->x->isbns, &b->y->isbns);
    if (names_language(b->x->edition_words) != names_language(b->y->edition_words)) alike = false;
    judge_sign(b, alike ? SIGN_LANGUAGE_ODD : SIGN_LANGUAGE_DIFFERS);
}

static bool is_text(enum format f)
{
    return f == FORMAT_BOOK || f == FORMAT_THESIS || f == FORMAT_MANUSCRIPT;
}

static bool is_printed(enum format f)
{
    return is_text(f) || f == FORMAT_SERIAL || f == FORMAT_SCORE || f == FORMAT_MAP;
}

/* A book and a thesis may be one thing differently coded; a book and its recording are not. */
static void judge_format(struct bench *b)
{
    enum format p = b->x->format, q = b->y->format;
    if (p && q)
        judge_sign(b,
                   p == q ? SIGN_FORMAT_SAME
                   : (is_text(p) && is_text(q)) || (is_printed(p) && is_printed(q) && same_pages(b))
                       ? SIGN_FORMAT_NEAR
                       : SIGN_FORMAT_DIFFERS);
    if (b->x->online != b->y->online) judge_sign(b, SIGN_CARRIER_DIFFERS);
}

/* ---- numbers ---- */

static void judge_numbers(struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    if (x->isbns.n && y->isbns.n)
        judge_sign(b, numbers_meet(&x->isbns, &y->isbns) ? SIGN_ISBN_SAME : SIGN_ISBN_DIFFERS);
    if (x->issns.n && y->issns.n)
        judge_sign(b, numbers_meet(&x->issns, &y->issns) ? SIGN_ISSN_SAME : SIGN_ISSN_DIFFERS);
    if (numbers_meet(&x->ids, &y->ids)) judge_sign(b, SIGN_ID_SAME);
    if (b->title_apart && (numbers_meet(&x->isbns, &y->isbns) || numbers_meet(&x->ids, &y->ids)))
        judge_sign(b, SIGN_ISBN_OTHER_TITLE);
    if (x->native.n && y->native.n)
        judge_sign(b, begins(x->native, y->native) || dice(x->native, y->native) > 800
                          ? SIGN_NATIVE_SAME
                          : SIGN_NATIVE_DIFFERS);
}

/* Another title, and nothing that could make it a slip: neither a number nor year and pages. */
static void judge_other(struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    bool number = numbers_meet(&x->isbns, &y->isbns) || numbers_meet(&x->issns, &y->issns) ||
                  numbers_meet(&x->ids, &y->ids);
    bool extent = x->pages && x->pages == y->pages && x->year[0] && x->year[0] == y->year[0];
    if (b->title_differs && !number && !extent) judge_sign(b, SIGN_TITLE_OTHER);
}

/* ---- articles and serials ---- */

static void judge_host(struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    struct word_list p, q;
    if (x->host.n && y->host.n) {
        bool same = begins(x->host, y->host) || dice(x->host, y->host) >= 800 ||
                    words_abbreviate(x->host, y->host);
        judge_sign(b, same ? SIGN_HOST_SAME : SIGN_HOST_DIFFERS);
        words_of(x->host_part, &p);
        words_of(y->host_part, &q);
        struct overlap o = words_overlap(&p, &q);
        if (same && o.equal && o.equal * 3 >= MIN(o.x, o.y) * 2) judge_sign(b, SIGN_HOST_ISSUE);
    }
}

/* The title of one among those that come before or after the other: its successor, not itself. */
static void judge_history(struct bench *b)
{
    const struct match_facts *side[] = {b->x, b->y};
    for (int i = 0; i < 2; i++) {
        struct str rest = side[i]->related, one;
        while (!b->title_same && next_line(&rest, &one))
            if (one.n && str_eq(one, side[!i]->title)) {
                judge_sign(b, SIGN_HISTORY_OTHER);
                return;
            }
    }
}

void judge_details(struct bench *b)
{
    judge_year(b);
    judge_extent(b);
    judge_series(b);
    judge_language(b);
    judge_format(b);
    judge_numbers(b);
    judge_other(b);
    judge_host(b);
    judge_history(b);
}
