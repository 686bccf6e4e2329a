/* match_text.c -- comparing of folded texts: words in common, typing errors. */
#include <string.h>

#include "base/checked.h"
#include "catalog/match_parts.h"

void words_of(struct str text, struct word_list *ret)
{
    size_t n = 0, at = 0;
    while (at < text.n && n < WORDS_MAX) {
        uint32_t h = 2166136261u;
        uint64_t letters = 0;
        bool digits = false;
        size_t from = at;
        for (; at < text.n && text.p[at] != ' '; at++) {
            h = (h ^ (unsigned char)text.p[at]) * 16777619u;
            letters |= UINT64_C(1) << (text.p[at] & 63);
            digits |= text.p[at] >= '0' && text.p[at] <= '9';
        }
        ret->digits[n] = digits;
        ret->letters[n] = letters;
        ret->item[n] = (struct str){text.p + from, at - from};
        ret->hash[n++] = h;
        at++;
    }
    ret->n = n;
    ret->cut = at < text.n;
}

/* Myers' bit vectors: the columns of the table as bits of words. x has at most 64 bytes. */
static int distance_64(struct str x, struct str y)
{
    uint64_t at[256] = {0}, plus = ~UINT64_C(0), minus = 0, last = UINT64_C(1) << (x.n - 1);
    int d = (int)x.n;
    for (size_t i = 0; i < x.n; i++) at[(unsigned char)x.p[i]] |= UINT64_C(1) << i;
    for (size_t j = 0; j < y.n; j++) {
        uint64_t eq = at[(unsigned char)y.p[j]], v = eq | minus;
        uint64_t h = (((eq & plus) + plus) ^ plus) | eq;
        uint64_t up = minus | ~(h | plus), down = plus & h;
        if (up & last) d++;
        if (down & last) d--;
        up = up << 1 | 1;
        down = down << 1;
        plus = down | ~(v | up);
        minus = up & v;
    }
    return d;
}

int edit_distance(struct str x, struct str y, int limit)
{
    if (x.n > y.n) {
        struct str t = x;
        x = y;
        y = t;
    }
    while (x.n && x.p[0] == y.p[0]) x.p++, x.n--, y.p++, y.n--;
    while (x.n && x.p[x.n - 1] == y.p[y.n - 1]) x.n--, y.n--;
    if (y.n - x.n > (size_t)limit || x.n > 64) return limit + 1;
    if (x.n == 0) return (int)y.n;
    return distance_64(x, y);
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') return true;
    return false;
}

static bool digits_agree(struct str x, struct str y)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < x.n && (x.p[i] < '0' || x.p[i] > '9')) i++;
        while (j < y.n && (y.p[j] < '0' || y.p[j] > '9')) j++;
        if (i >= x.n || j >= y.n) return i >= x.n && j >= y.n;
        if (x.p[i] != y.p[j]) return false;
    }
}

bool nearly_same(struct str x, struct str y)
{
    int limit = (int)(MIN(x.n, y.n) / 8);
    if (str_eq(x, y)) return true;
    return limit && digits_agree(x, y) && edit_distance(x, y, limit) <= limit;
}

/* "fibres" and "fibers". */
static bool are_swapped(struct str x, struct str y)
{
    size_t i = 0;
    if (x.n != y.n) return false;
    while (i < x.n && x.p[i] == y.p[i]) i++;
    return i + 1 < x.n && x.p[i] == y.p[i + 1] && x.p[i + 1] == y.p[i] &&
           memcmp(x.p + i + 2, y.p + i + 2, x.n - i - 2) == 0;
}

/* Words of at least four letters, one error in five; the first letter counts double. */
static bool words_close(struct str x, struct str y)
{
    size_t n = MIN(x.n, y.n);
    if (n >= 5 && are_swapped(x, y)) return true;
    if (n < 4 || has_digit(x) || has_digit(y)) return false;
    int limit = n < 8 ? 1 : 2;
    return edit_distance(x, y, limit) + (x.p[0] != y.p[0]) <= limit;
}

static bool is_cut_of(struct str x, struct str y)
{
    return x.n >= 4 && y.n > x.n && str_starts(y, x) && !has_digit(y);
}

/* "text book" is "textbook": then both of the two have found their like. */
static void join_words(const struct word_list *x, bool *used_x, const struct word_list *y,
                       bool *used_y, struct overlap *o)
{
    for (size_t i = 0; i + 1 < x->n; i++)
        for (size_t j = 0; !used_x[i] && !used_x[i + 1] && j < y->n; j++) {
            if ((x->letters[i] | x->letters[i + 1]) != y->letters[j] || used_y[j]) continue;
            struct str p = x->item[i], q = x->item[i + 1], both = y->item[j];
            if (both.n != p.n + q.n) continue;
            if (!str_starts(both, p) || !str_ends(both, q)) continue;
            used_x[i] = used_x[i + 1] = used_y[j] = true;
            o->close++;
            o->joined++;
        }
}

/* cs3 and cs4, which have digits: the same letters and other digits. Short numbers by themselves
 * are marks. */
static bool are_versions(struct str x, struct str y)
{
    size_t i = 0, j = 0;
    bool letters = x.n > 4 && y.n > 4;
    for (;; i++, j++) {
        while (i < x.n && x.p[i] >= '0' && x.p[i] <= '9') i++;
        while (j < y.n && y.p[j] >= '0' && y.p[j] <= '9') j++;
        if (i >= x.n || j >= y.n) return letters && i >= x.n && j >= y.n;
        if (x.p[i] != y.p[j]) return false;
        letters = true;
    }
}

/* Words that are close, or one of which is cut, have nearly the same letters, or one has all of the
 * other's. */
static bool may_be_like(const struct word_list *x, size_t i, const struct word_list *y, size_t j)
{
    uint64_t p = x->letters[i], q = y->letters[j];
    return (p & ~q) == 0 || (q & ~p) == 0 || letters_near(p, q, 2);
}

/* Words that come and go between two transcriptions of a title. */
static bool is_small(struct str w)
{
    static const char words[] =
        "of on in to at by as or is it di ke la le el de du et en un il da do ";
    if (w.n != 2) return false;
    for (const char *p = words; *p; p += 3)
        if (p[0] == w.p[0] && p[1] == w.p[1]) return true;
    return false;
}

struct overlap words_overlap(const struct word_list *x, const struct word_list *y)
{
    struct overlap o = {.x = x->n, .y = y->n};
    bool used_x[WORDS_MAX] = {false}, used_y[WORDS_MAX] = {false};
    size_t start = 0;
    while (start < x->n && start < y->n && x->hash[start] == y->hash[start]) {
        used_x[start] = used_y[start] = true;
        start++;
    }
    o.equal = start;
    for (size_t i = start; i < x->n; i++)
        for (size_t j = start; j < y->n; j++) {
            if (used_y[j] || x->hash[i] != y->hash[j]) continue;
            used_x[i] = used_y[j] = true;
            o.equal++;
            break;
        }
    for (size_t i = start; i < x->n; i++)
        for (size_t j = start; !used_x[i] && j < y->n; j++) {
            if (used_y[j] || !may_be_like(x, i, y, j)) continue;
            struct str p = x->item[i], q = y->item[j];
            if (!words_close(p, q) && !is_cut_of(p, q) && !is_cut_of(q, p)) continue;
            used_x[i] = used_y[j] = true;
            o.close++;
        }
    join_words(x, used_x, y, used_y, &o);
    join_words(y, used_y, x, used_x, &o);
    for (size_t i = start; i < x->n; i++)
        for (size_t j = start; x->digits[i] && !used_x[i] && j < y->n; j++)
            o.version |= y->digits[j] && !used_y[j] && are_versions(x->item[i], y->item[j]);
    bool is_long = x->n >= 5 && y->n >= 5;
    for (size_t i = start; is_long && i < x->n; i++) o.x -= !used_x[i] && is_small(x->item[i]);
    for (size_t i = start; is_long && i < y->n; i++) o.y -= !used_y[i] && is_small(y->item[i]);
    o.x += x->cut;
    o.y += y->cut;
    return o;
}

bool same_letters(struct str x, struct str y)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < x.n && x.p[i] == ' ') i++;
        while (j < y.n && y.p[j] == ' ') j++;
        if (i >= x.n || j >= y.n) return i >= x.n && j >= y.n;
        if (x.p[i] != y.p[j]) return false;
    }
}

bool begins(struct str x, struct str y)
{
    struct str shorter = x.n < y.n ? x : y, longer = x.n < y.n ? y : x;
    return shorter.n && str_starts(longer, shorter) &&
           (longer.n == shorter.n || longer.p[shorter.n] == ' ');
}

bool next_line(struct str *rest, struct str *ret)
{
    return rest->n && str_split(rest, '\n', ret);
}

int dice(struct str x, struct str y)
{
    enum { CUT = 400 };
    unsigned char seen[1 << 12] = {0};
    x = str_slice(x, 0, CUT);
    y = str_slice(y, 0, CUT);
    if (str_eq(x, y)) return 1000;
    if (x.n < 2 || y.n < 2) return 0;
    for (size_t i = 0; i + 1 < x.n; i++) {
        unsigned at = ((unsigned char)x.p[i] * 31u + (unsigned char)x.p[i + 1]) % sizeof seen;
        if (seen[at] < 255) seen[at]++;
    }
    int common = 0;
    for (size_t i = 0; i + 1 < y.n; i++) {
        unsigned at = ((unsigned char)y.p[i] * 31u + (unsigned char)y.p[i + 1]) % sizeof seen;
        if (seen[at]) seen[at]--, common++;
    }
    return 2000 * common / (int)(x.n - 1 + y.n - 1);
}
