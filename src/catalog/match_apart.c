/* match_apart.c -- that two descriptions are different, without comparing all of them: most that
 * share a key are another year's, another author's or as long as half the other.
 *
 * Nothing is guessed: what is compared here gives the points that the judge would give, and all
 * else is taken for the most it can add. So the judge would say the same. */
#include "base/checked.h"
#include "catalog/match_parts.h"

/* The most that one of these signs adds; 0: none of them need come. */
static int most(enum match_sign from, enum match_sign to)
{
    int best = 0;
    for (enum match_sign s = from; s <= to; s++) best = MAX(best, match_points[s]);
    return best;
}

static bool differ(int x, int y)
{
    return x && y && x != y;
}

/* Vetoes that cost nothing to find. */
static bool is_vetoed(const struct match_facts *x, const struct match_facts *y)
{
    bool issns = x->issns.n && y->issns.n && !numbers_meet(&x->issns, &y->issns);
    return x->online != y->online || issns || differ(x->edition, y->edition) ||
           differ(x->edition_year, y->edition_year) || differ(x->audience, y->audience) ||
           differ(x->curriculum, y->curriculum);
}

/* What ISBNs give, and the most that other numbers can. */
static int most_of_numbers(const struct match_facts *x, const struct match_facts *y)
{
    int sum = 0;
    if (x->isbns.n && y->isbns.n)
        sum +=
            match_points[numbers_meet(&x->isbns, &y->isbns) ? SIGN_ISBN_SAME : SIGN_ISBN_DIFFERS];
    if (x->issns.n && y->issns.n) sum += match_points[SIGN_ISSN_SAME];
    if (numbers_meet(&x->ids, &y->ids)) sum += match_points[SIGN_ID_SAME];
    if (x->native.n && y->native.n) sum += match_points[SIGN_NATIVE_SAME];
    return sum;
}

/* The most that texts can add but for titles and the names of authors. */
static int most_of_texts(const struct match_facts *x, const struct match_facts *y)
{
    int sum = most(SIGN_EDITION_SAME, SIGN_EDITION_LATER) +
              most(SIGN_EDITION_WORDS_SAME, SIGN_EDITION_WORDS_DIFFER) +
              most(SIGN_PUBLISHER_SAME, SIGN_PUBLISHER_DIFFERS) +
              most(SIGN_PLACE_SAME, SIGN_PLACE_DIFFERS) +
              most(SIGN_LANGUAGE_SAME, SIGN_LANGUAGE_ODD) +
              most(SIGN_FORMAT_SAME, SIGN_FORMAT_NEAR);
    if (x->marks.n && y->marks.n) sum += match_points[SIGN_MARKS_SAME];
    if (x->part.n || y->part.n) sum += match_points[SIGN_PART_SAME];
    if (x->responsibility.n && y->responsibility.n)
        sum += most(SIGN_STATED_SAME, SIGN_STATED_DIFFERS);
    if (x->series.n && y->series.n) sum += most(SIGN_SERIES_SAME, SIGN_SERIES_DIFFERS);
    if (x->host.n && y->host.n) sum += match_points[SIGN_HOST_SAME] + match_points[SIGN_HOST_ISSUE];
    return sum;
}

/* The number of another title, as judge_numbers has it. */
static int other_title(const struct bench *b)
{
    bool number = numbers_meet(&b->x->isbns, &b->y->isbns) || numbers_meet(&b->x->ids, &b->y->ids);
    return b->title_apart && number ? match_points[SIGN_ISBN_OTHER_TITLE] : 0;
}

bool match_is_apart(const struct match_facts *x, const struct match_facts *y)
{
    struct match_result r;
    bool swap = match_facts_order(x, y) > 0; /* as match_judge does */
    struct bench b = {.x = swap ? y : x, .y = swap ? x : y, .r = &r};
    r.veto = false;
    r.score = 0;
    r.n_reasons = 0;
    if (is_vetoed(x, y)) return true;
    judge_year(&b);
    judge_extent(&b);
    int rest = most_of_texts(x, y) + most_of_numbers(x, y);
    int author = most(SIGN_AUTHOR_SAME, SIGN_AUTHOR_DIFFERS);
    if (r.score + rest + author + most(SIGN_TITLE_SAME, SIGN_TITLE_MISSING) < DOUBT_FROM)
        return true;
    judge_title(&b);
    rest += other_title(&b);
    if (r.veto || r.score + rest + author < DOUBT_FROM) return true;
    judge_author(&b);
    return r.score + rest < DOUBT_FROM;
}
