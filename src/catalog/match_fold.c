/* match_fold.c -- words in the form in which they are compared. */
#include "catalog/match_fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "text/words.h"

enum { FOLD_MAX = 1024, NAME_WORDS_MAX = 16 };

struct fold {
    struct str source;
    char text[FOLD_MAX];
    size_t n, limit;
    size_t last, last_end; /* where the last word begins in text, and ends in source */
    bool held;             /* an article waits for another word */
    struct str article;
    struct digester rest;
    bool over; /* the limit was reached; words go to `rest` */
};

static bool is(struct str word, const char *other)
{
    return strlen(other) == word.n && memcmp(word.p, other, word.n) == 0;
}

static bool is_article(struct str w)
{
    return is(w, "the") || is(w, "a") || is(w, "an");
}

static bool is_and(struct str w)
{
    return is(w, "dan") || is(w, "and");
}

/* The old spelling of Indonesian as the new one, in place; gives the new length. */
static size_t respell(struct str word, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i], next = i + 1 < word.n ? word.p[i + 1] : 0;
        if (c == 'o' && next == 'e') {
            c = 'u', i++;
        } else if (c == 't' && next == 'j') {
            c = 'c', i++;
        } else if (c == 'd' && next == 'j') {
            c = 'j', i++;
        } else if (c == 'y') {
            c = 'j';
        } else if (c == 'c' && next == 'h') {
            to[n++] = 'k';
            c = 'h', i++;
        }
        to[n++] = c;
    }
    return n;
}

/* buku-buku and buku buku are buku2, anak-anaknya is anak2nya. */
static bool repeats(const struct fold *f, struct str word, size_t from)
{
    struct str last = {f->text + f->last, f->n - f->last};
    bool hyphen = from == f->last_end + 1 && f->source.p[f->last_end] == '-';
    return last.n >= 3 && (hyphen ? str_starts(word, last) : str_eq(word, last));
}

static bool put(struct fold *f, struct str word, size_t from, size_t to)
{
    if (f->over) {
        digest_more(&f->rest, word);
        digest_more(&f->rest, STR(" "));
        return true;
    }
    if (f->n && repeats(f, word, from)) {
        size_t end = f->n - f->last;
        f->text[f->n++] = '2';
        memcpy(f->text + f->n, word.p + end, word.n - end);
        f->n += word.n - end;
    } else if (f->n + word.n + 1 > f->limit) {
        f->over = true;
        digest_begin(&f->rest);
        return put(f, word, from, to);
    } else {
        if (f->n) f->text[f->n++] = ' ';
        f->last = f->n;
        memcpy(f->text + f->n, word.p, word.n);
        f->n += word.n;
    }
    f->last_end = to;
    return true;
}

static bool fold_word(void *ctx, struct str word, size_t from, size_t to)
{
    struct fold *f = ctx;
    char spelled[2 * WORD_MAX];
    if (is_and(word)) return true;
    if (f->n == 0 && !f->held && is_article(word)) {
        f->held = true;
        f->article = str_slice(f->source, from, to);
        return true;
    }
    word.n = respell(word, spelled);
    word.p = spelled;
    return put(f, word, from, to);
}

/* Programs that lose the backslashes of their own escapes write a line end as rn: JokowirnMemimpin.
 * Gives where the next one stands, or text.n. */
static size_t find_lost_line_end(struct str text, size_t from)
{
    for (size_t i = from; i + 3 < text.n; i++) {
        const char *p = text.p + i;
        bool before = !(p[0] >= 'A' && p[0] <= 'Z');
        bool after = (p[3] >= 'A' && p[3] <= 'Z') || (p[3] >= '0' && p[3] <= '9');
        if (p[1] == 'r' && p[2] == 'n' && before && after) return i + 1;
    }
    return text.n;
}

static struct str break_lines(struct arena *a, struct str text)
{
    size_t at = find_lost_line_end(text, 0);
    if (at == text.n) return text;
    struct str copy = arena_copy(a, text);
    for (char *p = (char *)(uintptr_t)copy.p; at < copy.n; at = find_lost_line_end(copy, at))
        p[at] = p[at + 1] = ' ';
    return copy;
}

struct str match_fold(struct arena *a, struct str text, size_t limit)
{
    text = break_lines(a, text);
    struct fold f = {.source = text, .limit = MIN(limit, (size_t)FOLD_MAX - 2 * WORD_MAX)};
    words_each(text, fold_word, &f);
    if (f.n == 0 && f.held) return words_key(a, f.article); /* "A" and nothing else */
    if (f.over) {
        struct digest d = digest_end(&f.rest);
        char hex[DIGEST_HEX + 1];
        digest_hex(&d, hex);
        f.text[f.n] = ' ';
        memcpy(f.text + f.n + 1, hex, 12);
        f.n += 13;
    }
    return arena_copy(a, (struct str){f.text, f.n});
}

/* ---- names ---- */

static bool listed(struct str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word.n && word.p[0] == list[i][0] && is(word, list[i])) return true;
    return false;
}

/* In folded spelling: kyai is kjai. */
static bool is_title(struct str word)
{
    static const char *const titles[] = {
        "prof",     "dr",     "drs", "dra",  "ir",   "hj",     "kh",    "kiai", "kjai", "tgk",
        "raden",    "rd",     "rm",  "apt",  "ust",  "ustadz", "ustaz", "pdt",  "dkk",  "haji",
        "hajah",    "h",      "sir", "dame", "lord", "rev",    "mrs",   "mr",   "oleh", "bj",
        "penjusun", "editor", "ed",  "et",   "al",   "jr",     "bc"};
    return word.n <= 8 && listed(word, titles, COUNT(titles));
}

/* S.Pd., M.Si.: what follows the S or M. */
static bool is_degree(struct str word)
{
    static const char *const degrees[] = {"pd",  "pdi", "si",   "hum", "sos", "kom", "ag",   "sc",
                                          "kes", "psi", "farm", "eng", "ed",  "pt",  "stat", "th",
                                          "sn",  "ip",  "ap",   "ak",  "kep", "phil"};
    return word.n <= 4 && listed(word, degrees, COUNT(degrees));
}

static int compare(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

struct str match_fold_name(struct arena *a, struct str name, size_t limit)
{
    struct str word[NAME_WORDS_MAX], rest = match_fold(a, str_slice(name, 0, 4 * limit), 4 * limit);
    struct str one;
    size_t n = 0, unique = 0;
    while (n < NAME_WORDS_MAX && str_split(&rest, ' ', &one)) {
        char before = n && word[n - 1].n == 1 ? word[n - 1].p[0] : 0;
        bool degree = (before == 's' || before == 'm') && is_degree(one);
        bool doctor = is(one, "d") && n && is(word[n - 1], "ph");
        if (degree || doctor)
            n--; /* S.Pd and Ph.D are two words each */
        else if (one.n && !is_title(one))
            word[n++] = one;
    }
    qsort(word, n, sizeof word[0], compare);
    for (size_t i = 0; i < n; i++)
        if (!unique || !str_eq(word[unique - 1], word[i])) word[unique++] = word[i];
    return str_slice(arena_join(a, word, unique, STR(" ")), 0, limit);
}
