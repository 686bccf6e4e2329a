/* match.c -- the judge: sums the signs and says which zone they come to. */
#include "catalog/match.h"

#include "base/checked.h"
#include "catalog/match_parts.h"

const short match_points[SIGN_COUNT] = {
#define SIGN(name, text, value, kind) [SIGN_##name] = value,
#include "catalog/match_weights.h"
#undef SIGN
};

void judge_sign(struct bench *b, enum match_sign s)
{
    struct match_result *r = b->r;
    if (r->n_reasons == MATCH_REASONS_MAX) return;
    r->reason[r->n_reasons++] = (struct match_reason){s, match_points[s]};
    r->score += match_points[s];
    r->veto = r->veto || match_sign_is_veto(s);
}

/* Whether anything beside the title speaks for the pair. */
static bool has_support(const struct match_result *r)
{
    for (size_t i = 0; i < r->n_reasons; i++) {
        enum match_sign s = r->reason[i].sign;
        bool weak = s <= SIGN_TITLE_OTHER || s == SIGN_MARKS_SAME || s == SIGN_LANGUAGE_SAME ||
                    s == SIGN_FORMAT_SAME || s == SIGN_PLACE_SAME || s == SIGN_PLACE_AMONG ||
                    s == SIGN_PUBLISHER_LACKING;
        if (!weak && r->reason[i].points > 0) return true;
    }
    return false;
}

static bool is_capped(const struct match_result *r)
{
    for (size_t i = 0; i < r->n_reasons; i++)
        if (match_sign_is_cap(r->reason[i].sign)) return true;
    return false;
}

void match_judge(const struct match_facts *x, const struct match_facts *y, struct match_result *ret)
{
    /* Which word finds its like in which depends on where one begins: always with the same of the
     * two. */
    bool swap = match_facts_order(x, y) > 0;
    struct bench b = {.x = swap ? y : x, .y = swap ? x : y, .r = ret};
    ret->veto = false;
    ret->score = 0;
    ret->n_reasons = 0;
    judge_title(&b);
    judge_marks(&b);
    judge_makers(&b);
    judge_details(&b);
    if (!has_support(ret)) judge_sign(&b, SIGN_TITLE_ALONE);
    ret->verdict = ret->veto                 ? VERDICT_DIFFERENT
                   : ret->score < DOUBT_FROM ? VERDICT_DIFFERENT
                   : ret->score < SAME_FROM  ? VERDICT_DOUBT
                   : is_capped(ret)          ? VERDICT_DOUBT
                                             : VERDICT_SAME;
}

bool match_is_same(const struct match_facts *x, const struct match_facts *y)
{
    struct match_result r;
    match_judge(x, y, &r);
    return r.verdict == VERDICT_SAME;
}

bool match_share_key(const struct match_facts *x, const struct match_facts *y)
{
    for (size_t i = 0; i < x->n_keys; i++)
        for (size_t j = 0; j < y->n_keys; j++)
            if (x->key[i] == y->key[j]) return true;
    return false;
}

/* ---- likeness within one library ---- */

/* Adds what one field says, when both sides have it. */
static void weigh(struct str x, struct str y, int *sum, int *fields)
{
    if (!x.n || !y.n) return;
    *sum += dice(x, y);
    ++*fields;
}

struct str match_reason_words(const struct match_result *r, struct arena *a)
{
    enum { SIGNS_MAX = 4 };
    struct str sign[SIGNS_MAX];
    size_t n = 0, best = 0;
    for (size_t i = 1; i < r->n_reasons; i++)
        if (r->reason[i].points > r->reason[best].points) best = i;
    for (size_t i = 0; i < r->n_reasons && n < SIGNS_MAX; i++)
        if (i == best || r->reason[i].points < 0)
            sign[n++] = str_of(match_sign_name(r->reason[i].sign));
    return arena_join(a, sign, n, STR(" "));
}

static bool keeps_apart(const struct match_result *r)
{
    for (size_t i = 0; i < r->n_reasons; i++) switch (r->reason[i].sign) {
        case SIGN_VOLUME_DIFFERS:
        case SIGN_NUMBER_DIFFERS:
        case SIGN_CLASS_DIFFERS:
        case SIGN_SEMESTER_DIFFERS:
        case SIGN_EDITION_DIFFERS:
        case SIGN_AUDIENCE_DIFFERS:
        case SIGN_FORMAT_DIFFERS: return true;
        default: break;
        }
    return false;
}

int match_likeness(const struct bib *x, const struct bib *y, struct arena *a)
{
    struct match_facts fx, fy;
    struct match_result r;
    match_facts_of(x, a, &fx);
    match_facts_of(y, a, &fy);
    match_judge(&fx, &fy, &r);
    if (keeps_apart(&r)) return 0;

    int sum = 0, fields = 0;
    int title = dice(fx.title, fy.title);
    weigh(str_slice(fx.names, 0, str_find_char(fx.names, '\n', 0)),
          str_slice(fy.names, 0, str_find_char(fy.names, '\n', 0)), &sum, &fields);
    weigh(fx.publisher, fy.publisher, &sum, &fields);
    weigh(x->year_text, y->year_text, &sum, &fields);
    weigh(x->extent, y->extent, &sum, &fields);
    weigh(x->call_number, y->call_number, &sum, &fields);
    if (fx.isbns.n && fy.isbns.n) {
        for (size_t i = 0; i < r.n_reasons; i++)
            sum += r.reason[i].sign == SIGN_ISBN_SAME ? 1000 : 0;
        fields++;
    }
    return fields ? (title + sum / fields) / 2 : title;
}
