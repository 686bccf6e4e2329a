/* match_summary.c -- what labels say of the verdicts, with intervals. */
#include <math.h>

#include "cmd/match.h"

/* "0,9961 (0,9944-0,9973)" by the rule of Wilson, in the figures of the language. */
static struct str share(const struct run *r, int64_t part, int64_t all)
{
    if (all == 0) return STR("-");
    double z = 1.959964, n = (double)all, p = (double)part / n;
    double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    char point = r->lang == LANG_ID ? ',' : '.';
    struct str s =
        arena_printf(r->mem, "%.4f (%.4f-%.4f)", p, fmax(middle - half, 0), fmin(middle + half, 1));
    char *text = arena_cstr(r->mem, s);
    for (size_t i = 0; text[i]; i++)
        if (text[i] == '.') text[i] = point;
    return str_of(text);
}

void match_say_summary(const struct run *r, const struct match_tally *t)
{
    const int64_t *same = t->pair[LABEL_SAME], *other = t->pair[LABEL_DIFFERENT];
    int64_t all = same[0] + same[1] + same[2], others = other[0] + other[1] + other[2];
    if (all + others == 0) return;
    struct str counts[] = {number_text(r, all + others), number_text(r, all),
                           number_text(r, others)};
    struct str automatic[] = {
        share(r, same[VERDICT_SAME], same[VERDICT_SAME] + other[VERDICT_SAME]),
        share(r, same[VERDICT_SAME], all), number_text(r, other[VERDICT_SAME])};
    int64_t doubts = same[VERDICT_DOUBT] + other[VERDICT_DOUBT];
    struct str review[] = {share(r, same[VERDICT_SAME] + same[VERDICT_DOUBT], all),
                           number_text(r, doubts), number_text(r, same[VERDICT_DOUBT])};
    say_args(r, MSG_match_summary_pairs, counts, 3);
    say_args(r, MSG_match_summary_same, automatic, 3);
    say_args(r, MSG_match_summary_doubt, review, 3);
}
