/* match_volumes.c -- what keeps apart that would look alike: volumes, classes, parts, editions. */
#include <string.h>

#include "base/checked.h"
#include "catalog/match_fold.h"
#include "catalog/match_parts.h"

/* ---- numbers ---- */

enum { NUMBERS_MAX = 20 };

struct numbers {
    short item[NUMBERS_MAX];
    size_t n;
};

/* The numbers of the kinds in `kinds` of "k11 v2". */
static struct numbers numbers_of(struct str marks, const char *kinds)
{
    struct numbers list = {0};
    struct str rest = marks, one;
    while (rest.n && list.n < NUMBERS_MAX && str_split(&rest, ' ', &one)) {
        int v = 0;
        if (!one.n || !strchr(kinds, one.p[0])) continue;
        for (size_t i = 1; i < one.n; i++) v = v * 10 + (one.p[i] - '0');
        list.item[list.n++] = (short)v;
    }
    return list;
}

static bool has_number(const struct numbers *l, short v)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->item[i] == v) return true;
    return false;
}

enum relation { REL_NONE, REL_SAME, REL_LACKING, REL_WITHIN, REL_PARTLY, REL_DIFFERENT };

static enum relation relate(struct numbers x, struct numbers y)
{
    size_t in_y = 0, in_x = 0;
    if (!x.n && !y.n) return REL_NONE;
    if (!x.n || !y.n) return REL_LACKING;
    for (size_t i = 0; i < x.n; i++) in_y += has_number(&y, x.item[i]);
    for (size_t i = 0; i < y.n; i++) in_x += has_number(&x, y.item[i]);
    if (in_y == x.n && in_x == y.n) return REL_SAME;
    if (in_y == x.n || in_x == y.n) return REL_WITHIN;
    return in_x ? REL_PARTLY : REL_DIFFERENT;
}

static enum relation relate_kinds(const struct bench *b, const char *kinds)
{
    return relate(numbers_of(b->x->marks, kinds), numbers_of(b->y->marks, kinds));
}

/* A number there and a year here: "S. 890", "S. 1970". */
static bool are_crossed(const struct bench *b)
{
    struct numbers p = numbers_of(b->x->marks, "vb"), q = numbers_of(b->y->marks, "vb");
    struct numbers y = numbers_of(b->x->marks, "y"), z = numbers_of(b->y->marks, "y");
    return (p.n && !q.n && z.n && !y.n) || (q.n && !p.n && y.n && !z.n);
}

static void judge_volumes(struct bench *b)
{
    enum relation marked = relate_kinds(b, "v"), all = relate_kinds(b, "vb");
    bool extent = b->x->pages && b->x->pages == b->y->pages;
    if (marked >= REL_WITHIN)
        judge_sign(b, SIGN_VOLUME_DIFFERS);
    else if (all == REL_DIFFERENT || are_crossed(b))
        judge_sign(b, SIGN_NUMBER_DIFFERS);
    else if (all == REL_PARTLY)
        judge_sign(b, SIGN_NUMBER_PARTLY);
    else if (all == REL_SAME)
        judge_sign(b, SIGN_MARKS_SAME);
    else if (all != REL_NONE)
        judge_sign(b, b->title_plain && !extent ? SIGN_NUMBER_ONLY
                      : marked == REL_LACKING   ? SIGN_VOLUME_LACKING
                                                : SIGN_NUMBER_LACKING);
}

static void judge_levels(struct bench *b)
{
    static const struct {
        const char *kind;
        enum match_sign lacking, differs;
        bool within; /* one number more is no difference */
    } kinds[] = {
        {"k", SIGN_CLASS_LACKING, SIGN_CLASS_DIFFERS, false},
        {"s", SIGN_SEMESTER_LACKING, SIGN_SEMESTER_DIFFERS, false},
        {"t", SIGN_CLASS_LACKING, SIGN_THEME_DIFFERS, false},
        {"j", SIGN_CLASS_LACKING, SIGN_THEME_DIFFERS, false},
        {"l", SIGN_COUNT, SIGN_LEVEL_DIFFERS, true},
        {"p", SIGN_COUNT, SIGN_PROGRAM_DIFFERS, true},
        {"y", SIGN_COUNT, SIGN_TITLE_YEAR_DIFFERS, true},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        enum relation r = relate_kinds(b, kinds[i].kind);
        if (r == REL_DIFFERENT || (r >= REL_WITHIN && !kinds[i].within))
            judge_sign(b, kinds[i].differs);
        else if (r == REL_LACKING && kinds[i].lacking != SIGN_COUNT)
            judge_sign(b, kinds[i].lacking);
    }
}

/* ---- parts ---- */

static void judge_part(struct bench *b)
{
    struct str p = b->x->part, q = b->y->part;
    if (!p.n && !q.n) return;
    if (!p.n || !q.n) {
        /* it may stand in the title of the other */
        struct str part = p.n ? p : q, title = p.n ? b->y->title : b->x->title;
        judge_sign(b, str_find(title, part) < title.n ? SIGN_PART_SAME : SIGN_PART_LACKING);
    } else if (begins(p, q) || same_letters(p, q)) {
        judge_sign(b, SIGN_PART_SAME);
    } else {
        struct word_list v, w;
        words_of(p, &v);
        words_of(q, &w);
        struct overlap o = words_overlap(&v, &w);
        bool alike = o.equal + o.close + o.joined >= MIN(o.x, o.y);
        judge_sign(b, alike ? SIGN_PART_SAME : SIGN_PART_DIFFERS);
    }
}

/* ---- editions ---- */

static int edition_of(const struct match_facts *f)
{
    struct numbers n = numbers_of(f->marks, "e");
    return f->edition ? f->edition : n.n ? n.item[0] : 0;
}

static void judge_edition_words(struct bench *b)
{
    struct word_list v, w;
    words_of(b->x->edition_words, &v);
    words_of(b->y->edition_words, &w);
    if (!v.n && !w.n) return;
    struct overlap o = words_overlap(&v, &w);
    judge_sign(b, !v.n || !w.n        ? SIGN_EDITION_WORDS_LACKING
                  : o.equal + o.close ? SIGN_EDITION_WORDS_SAME
                                      : SIGN_EDITION_WORDS_DIFFER);
}

/* A school book that does not say whom it is for is the pupil's. */
static void judge_audience(struct bench *b)
{
    char c = b->x->audience, d = b->y->audience;
    bool school = numbers_of(b->x->marks, "ksl").n || numbers_of(b->y->marks, "ksl").n;
    if (c == d) return;
    if (c && d)
        judge_sign(b, SIGN_AUDIENCE_DIFFERS);
    else if (school && (c == 'g' || d == 'g'))
        judge_sign(b, SIGN_AUDIENCE_TEACHER);
    else
        judge_sign(b, SIGN_AUDIENCE_LACKING);
}

static void judge_edition(struct bench *b)
{
    int p = edition_of(b->x), q = edition_of(b->y);
    if (p && q)
        judge_sign(b, p == q ? SIGN_EDITION_SAME : SIGN_EDITION_DIFFERS);
    else if (MAX(p, q) > 1)
        judge_sign(b, SIGN_EDITION_LACKING);
    else if (b->x->revised != b->y->revised)
        judge_sign(b, SIGN_EDITION_REVISED);
    bool xs = p > 1 || b->x->revised, ys = q > 1 || b->y->revised;
    int x_year = b->x->year[0], y_year = b->y->year[0];
    if (xs != ys && x_year && y_year && (xs ? x_year > y_year : y_year > x_year))
        judge_sign(b, SIGN_EDITION_LATER);
    if (b->x->edition_year && b->y->edition_year && b->x->edition_year != b->y->edition_year)
        judge_sign(b, SIGN_EDITION_YEAR_DIFFERS);
    judge_edition_words(b);
    char c = b->x->curriculum, d = b->y->curriculum;
    if (c && d && c != d) judge_sign(b, SIGN_CURRICULUM_DIFFERS);
    judge_audience(b);
}

void judge_marks(struct bench *b)
{
    judge_volumes(b);
    judge_levels(b);
    judge_part(b);
    judge_edition(b);
}
