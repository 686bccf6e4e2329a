/* match_title.c -- how alike two titles are. */
#include "base/checked.h"
#include "catalog/match_fold.h"
#include "catalog/match_parts.h"

static struct str proper_of(const struct match_facts *f)
{
    return str_slice(f->title, 0, (size_t)f->proper);
}

static struct str rest_of(const struct match_facts *f)
{
    return str_trim(str_slice(f->title, (size_t)f->proper, f->title.n));
}

static size_t count_words(struct str s)
{
    size_t n = s.n > 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == ' ';
    return n;
}

/* The titles proper are the same; so what follows them decides. */
static enum match_sign compare_rests(struct str x, struct str y)
{
    struct word_list p, q;
    if (!x.n || !y.n) return SIGN_TITLE_PROPER;
    if (begins(x, y)) return SIGN_TITLE_BEGINS;
    words_of(x, &p);
    words_of(y, &q);
    struct overlap o = words_overlap(&p, &q);
    size_t found = o.equal + o.close, fewer = MIN(o.x, o.y);
    if (found + o.joined >= MAX(o.x, o.y)) return SIGN_TITLE_CLOSE;
    return found * 3 >= fewer * 2 ? SIGN_TITLE_REST_CLOSE : SIGN_TITLE_REST_DIFFERS;
}

/* Titles that do not begin alike: words decide. */
static enum match_sign compare_words(struct str x, struct str y, bool *ret_version)
{
    struct word_list p, q;
    words_of(x, &p);
    words_of(y, &q);
    struct overlap o = words_overlap(&p, &q);
    size_t found = o.equal + o.close, fewer = MIN(o.x, o.y), more = MAX(o.x, o.y);
    *ret_version = o.version;
    if (found + o.joined >= more) return SIGN_TITLE_CLOSE;
    if (found + o.joined >= fewer && found >= 2) return SIGN_TITLE_WITHIN;
    if (found * 5 >= more * 4) return SIGN_TITLE_MOSTLY;
    if (found * 5 >= fewer * 4) return SIGN_TITLE_LARGELY;
    if (found * 2 >= fewer) return SIGN_TITLE_PARTLY;
    return SIGN_TITLE_DIFFERS;
}

static bool same_text(struct str x, struct str y)
{
    return str_eq(x, y) || same_letters(x, y);
}

/* The part of one is the title of the other: "Studies of reform. Systemic reform". */
static bool is_part_of(const struct match_facts *x, const struct match_facts *y)
{
    return x->part.n && !y->part.n && (begins(x->part, y->title) || begins(x->part, proper_of(y)));
}

static enum match_sign compare_titles(const struct match_facts *x, const struct match_facts *y,
                                      bool *ret_version)
{
    if (!x->title.n || !y->title.n) return SIGN_TITLE_MISSING;
    if (same_text(x->title, y->title)) return SIGN_TITLE_SAME;
    struct str p = proper_of(x), q = proper_of(y);
    if (same_text(p, q)) return compare_rests(rest_of(x), rest_of(y));
    if (begins(x->title, y->title)) {
        /* "Fisika" and "Fisika modern" are two books sooner than a long title cut short */
        size_t words = count_words(x->title.n < y->title.n ? x->title : y->title);
        return words < 4 ? SIGN_TITLE_LONGER : SIGN_TITLE_BEGINS;
    }
    if (is_part_of(x, y) || is_part_of(y, x)) return SIGN_TITLE_PART;
    enum match_sign proper = compare_words(p, q, ret_version);
    bool all = p.n == x->title.n && q.n == y->title.n;
    if (proper != SIGN_TITLE_CLOSE)
        return all ? proper : compare_words(x->title, y->title, ret_version);
    enum match_sign rest = compare_rests(rest_of(x), rest_of(y));
    return rest == SIGN_TITLE_REST_DIFFERS || rest == SIGN_TITLE_PROPER ? rest
           : rest == SIGN_TITLE_BEGINS                                  ? SIGN_TITLE_CLOSE
                                                                        : rest;
}

/* The longer title says nothing more than a number. */
static bool is_number_more(struct str x, struct str y)
{
    struct str longer = x.n > y.n ? x : y, shorter = x.n > y.n ? y : x;
    return begins(x, y) && match_is_mark(str_trim(str_slice(longer, shorter.n, longer.n)));
}

void judge_title(struct bench *b)
{
    bool version = false;
    enum match_sign s = compare_titles(b->x, b->y, &version);
    size_t words = count_words(b->x->title.n < b->y->title.n ? b->x->title : b->y->title);
    judge_sign(b, s);
    if (version && s != SIGN_TITLE_DIFFERS) judge_sign(b, SIGN_VERSION_DIFFERS);
    b->title_same = s == SIGN_TITLE_SAME;
    b->title_long = words >= 4;
    b->rest_unequal = s != SIGN_TITLE_SAME && s != SIGN_TITLE_CLOSE;
    b->title_plain =
        s == SIGN_TITLE_SAME || s == SIGN_TITLE_CLOSE || is_number_more(b->x->title, b->y->title);
    b->title_differs = s == SIGN_TITLE_DIFFERS;
    b->title_apart = s == SIGN_TITLE_MOSTLY || s == SIGN_TITLE_LARGELY || s == SIGN_TITLE_PARTLY ||
                     s == SIGN_TITLE_DIFFERS;
    if (words <= 2 && s != SIGN_TITLE_DIFFERS) judge_sign(b, SIGN_TITLE_SHORT);
}
