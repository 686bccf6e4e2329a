/* ballot.c -- counting. */
#include "catalog/ballot.h"

#include <stdlib.h>

#include "base/checked.h"
#include "text/words.h"

enum { MISTYPED_MIN = 7 /* bytes of a key */ };

static struct str key_of(struct ballot *b, struct str text)
{
    struct str key = words_key(b->mem, text);
    return key.n ? key : text;
}

/* Keys are made when there is something to compare. */
void ballot_add(struct ballot *b, const struct vote *v)
{
    if (v->text.n == 0) return;
    for (size_t i = 0; i < b->n; i++) {
        struct spelling *s = &b->item[i];
        if (!str_eq(s->text, v->text) || (v->key.n && !str_eq(s->key, v->key))) continue;
        s->votes++;
        s->weight += v->weight;
        s->rank = MAX(s->rank, v->rank);
        s->best = MIN(s->best, v->voter);
        return;
    }
    if (b->n == 1 && b->item[0].key.n == 0) b->item[0].key = key_of(b, b->item[0].text);
    struct str key = v->key;
    if (b->n && key.n == 0) key = key_of(b, v->text);
    VEC_PUSH(b->mem, b,
             (struct spelling){.text = v->text,
                               .key = key,
                               .votes = 1,
                               .weight = v->weight,
                               .rank = v->rank,
                               .best = v->voter});
}

/* ---- values ---- */

static bool begins(const struct ballot *b, struct str whole, struct str part)
{
    if (part.n >= whole.n || !str_starts(whole, part)) return false;
    return b->any_beginning || whole.p[part.n] == ' ';
}

/* Twice the weight of the value, so that halves are whole. */
static int standing(const struct ballot *b, size_t of, int *ret_rank)
{
    int sum = 0;
    *ret_rank = b->item[of].rank;
    for (size_t i = 0; i < b->n; i++) {
        const struct spelling *s = &b->item[i];
        if (str_eq(s->key, b->item[of].key)) {
            sum += 2 * s->weight;
            *ret_rank = MAX(*ret_rank, s->rank);
        } else if (begins(b, b->item[of].key, s->key)) {
            sum += s->weight;
        }
    }
    return sum;
}

/* ---- spellings ---- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* 0: as people write; 1: all in capitals; 2: with letters that got lost on the way. */
static int ugliness(struct str s)
{
    size_t upper = 0, lower = 0;
    if (str_find(s, STR("\xEF\xBF\xBD")) < s.n) return 2;
    for (size_t i = 0; i < s.n; i++) {
        bool letter = is_upper(s.p[i]) || is_lower(s.p[i]) || (s.p[i] & 0x80);
        upper += is_upper(s.p[i]);
        lower += is_lower(s.p[i]);
        bool inside = letter && i + 2 < s.n && (is_upper(s.p[i + 2]) || is_lower(s.p[i + 2]));
        if (inside && s.p[i + 1] == '?') return 2;
    }
    return upper >= 4 && lower == 0;
}

/* Whether spelling x is to be shown rather than y, both of one value. */
static bool better_spelling(const struct spelling *x, const struct spelling *y)
{
    int order = ugliness(y->text) - ugliness(x->text);
    if (!order) order = x->rank - y->rank;
    if (!order) order = x->weight - y->weight;
    if (!order) order = (int)MIN(y->text.n, 1000000u) - (int)MIN(x->text.n, 1000000u);
    return order ? order > 0 : str_cmp(x->text, y->text) < 0;
}

int ballot_winner(const struct ballot *b)
{
    int best = -1, best_sum = 0, best_rank = 0;
    for (size_t i = 0; i < b->n; i++) {
        int rank = 0, sum = b->n > 1 ? standing(b, i, &rank) : 0;
        int order = best < 0 ? 1 : rank - best_rank;
        if (!order) order = sum - best_sum;
        if (!order) order = str_cmp(b->item[best].key, b->item[i].key);
        if (order < 0 || (order == 0 && !better_spelling(&b->item[i], &b->item[best]))) continue;
        best = (int)i;
        best_sum = sum;
        best_rank = rank;
    }
    return best;
}

/* ---- the outcome ---- */

static int more_frequent(const void *x, const void *y)
{
    const struct spelling *a = x, *b = y;
    return a->votes != b->votes ? b->votes - a->votes : str_cmp(a->text, b->text);
}

struct title_origin ballot_origin(const struct ballot *b, int winner)
{
    struct title_origin o = {.source = -1};
    if (winner < 0) return o;
    const struct spelling *won = &b->item[winner];
    struct spelling *others = arena_array(b->mem, struct spelling, b->n);
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        o.have += b->item[i].votes;
        if (str_eq(b->item[i].key, won->key)) o.agree += b->item[i].votes;
        if ((int)i != winner) others[n++] = b->item[i];
    }
    o.source = won->best;
    qsort(others, n, sizeof others[0], more_frequent);
    for (size_t i = 0; i < n && i < TITLE_VARIANTS_MAX; i++)
        VEC_PUSH(b->mem, &o.variants, others[i].text);
    return o;
}

/* ---- typing errors ---- */

static bool is_letter(char c)
{
    return is_lower(c) || (c & 0x80);
}

bool ballot_mistyped(struct str x, struct str y)
{
    if (x.n < y.n) return ballot_mistyped(y, x);
    if (y.n < MISTYPED_MIN || x.n - y.n > 1) return false;
    size_t from = 0, end = 0;
    while (from < y.n && x.p[from] == y.p[from]) from++;
    while (end < y.n - from && x.p[x.n - 1 - end] == y.p[y.n - 1 - end]) end++;
    size_t in_x = x.n - from - end, in_y = y.n - from - end;
    bool letters = true;
    for (size_t i = 0; i < in_x; i++) letters = letters && is_letter(x.p[from + i]);
    for (size_t i = 0; i < in_y; i++) letters = letters && is_letter(y.p[from + i]);
    if (!letters || in_x == 0) return false;
    bool swapped =
        in_x == 2 && in_y == 2 && x.p[from] == y.p[from + 1] && x.p[from + 1] == y.p[from];
    return swapped || (in_x == 1 && in_y <= 1);
}
