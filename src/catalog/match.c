/* match.c -- the judge. Its rules stand in match.h; each function below is one of them. */
#include "catalog/match.h"

#include <string.h>

#include "base/checked.h"
#include "text/words.h"

static bool differ(struct str x, struct str y)
{
    return x.n && y.n && !str_eq(x, y);
}

static bool numbers_meet(const struct match_numbers *x, const struct match_numbers *y)
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

/* One is the other or its beginning, by whole words. */
static bool begins(struct str x, struct str y)
{
    struct str shorter = x.n < y.n ? x : y, longer = x.n < y.n ? y : x;
    return shorter.n && str_starts(longer, shorter) &&
           (longer.n == shorter.n || longer.p[shorter.n] == ' ');
}

/* Dice's coefficient over pairs of neighbouring bytes, 0 to 1000: forgiving of typing errors. */
static int dice(struct str x, struct str y)
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

/* What follows the title proper in the full title. */
static struct str subtitle(const struct match_facts *f)
{
    return begins(f->title, f->full) ? str_trim(str_slice(f->full, f->title.n, f->full.n))
                                     : (struct str){0};
}

/* Two subtitles are two books, unless they are nearly the same or the number says otherwise. */
static bool subtitles_differ(const struct match_facts *x, const struct match_facts *y)
{
    enum { NEARLY = 700 };
    struct str a = subtitle(x), b = subtitle(y);
    return a.n && b.n && !begins(a, b) && dice(a, b) < NEARLY &&
           !numbers_meet(&x->isbns, &y->isbns);
}

static bool titles_agree(const struct match_facts *x, const struct match_facts *y)
{
    if (begins(x->full, y->full)) return true;
    return begins(x->title, y->title) && !subtitles_differ(x, y);
}

static bool share_word(struct str x, struct str y)
{
    struct str rest = x, word;
    while (str_split(&rest, ' ', &word)) {
        struct str others = y, other;
        while (str_split(&others, ' ', &other))
            if (word.n > 1 && str_eq(word, other)) return true;
    }
    return false;
}

/* A book and a thesis may be one thing differently coded; a book and its recording are not. */
static bool formats_differ(enum format x, enum format y)
{
    bool text_x = x == FORMAT_BOOK || x == FORMAT_THESIS || x == FORMAT_MANUSCRIPT;
    bool text_y = y == FORMAT_BOOK || y == FORMAT_THESIS || y == FORMAT_MANUSCRIPT;
    return x && y && x != y && !(text_x && text_y);
}

/* The first veto between them, else SIGN_COUNT. */
static enum match_sign veto_of(const struct match_facts *x, const struct match_facts *y)
{
    if (formats_differ(x->format, y->format)) return SIGN_FORMAT_DIFFERS;
    if (x->online != y->online) return SIGN_CARRIER_DIFFERS;
    if (!str_eq(x->numbers, y->numbers)) return SIGN_NUMBERS_DIFFER;
    if (differ(x->part, y->part) && !begins(x->part, y->part)) return SIGN_PART_DIFFERS;
    if (differ(x->edition, y->edition)) return SIGN_EDITION_DIFFERS;
    if (x->audience && y->audience && x->audience != y->audience) return SIGN_AUDIENCE_DIFFERS;
    if (!titles_agree(x, y)) return SIGN_TITLE_DIFFERS;
    if (x->isbns.n && y->isbns.n && !numbers_meet(&x->isbns, &y->isbns)) return SIGN_ISBN_DIFFERS;
    return SIGN_COUNT;
}

bool match_contradict(const struct match_facts *x, const struct match_facts *y,
                      enum match_sign *ret_why)
{
    enum match_sign why = veto_of(x, y);
    if (why != SIGN_COUNT && ret_why) *ret_why = why;
    return why != SIGN_COUNT;
}

bool match_share_key(const struct match_facts *x, const struct match_facts *y)
{
    for (size_t i = 0; i < x->n_keys; i++)
        for (size_t j = 0; j < y->n_keys; j++)
            if (x->key[i] == y->key[j]) return true;
    return false;
}

static void sign(struct match_result *r, enum match_sign s, int points)
{
    if (r->n_reasons == MATCH_REASONS_MAX) return;
    r->reason[r->n_reasons++] = (struct match_reason){s, points};
    r->score += points;
    if (match_sign_is_veto(s)) r->veto = true;
}

void match_judge(const struct match_facts *x, const struct match_facts *y, struct match_result *ret)
{
    struct match_result r = {0};
    enum match_sign veto = veto_of(x, y);
    bool isbn = numbers_meet(&x->isbns, &y->isbns), issn = numbers_meet(&x->issns, &y->issns);
    if (veto != SIGN_COUNT) sign(&r, veto, -1000);
    if (isbn) sign(&r, SIGN_ISBN_SAME, 400);
    if (issn) sign(&r, SIGN_ISSN_SAME, 400);
    if (!isbn && !issn) {
        if (differ(x->publisher, y->publisher) && !share_word(x->publisher, y->publisher))
            sign(&r, SIGN_PUBLISHER_DIFFERS, -500);
        if (differ(x->language, y->language)) sign(&r, SIGN_LANGUAGE_DIFFERS, -500);
    }
    bool same = !r.veto && r.score >= 0 && match_share_key(x, y);
    r.verdict = same ? VERDICT_SAME : VERDICT_DIFFERENT;
    *ret = r;
}

bool match_is_same(const struct match_facts *x, const struct match_facts *y)
{
    struct match_result r;
    match_judge(x, y, &r);
    return r.verdict == VERDICT_SAME;
}

/* ---- likeness within one library ---- */

/* Adds what one field says, when both sides have it. */
static void weigh(struct str x, struct str y, int *sum, int *fields)
{
    if (!x.n || !y.n) return;
    *sum += dice(x, y);
    ++*fields;
}

int match_likeness(const struct bib *x, const struct bib *y, struct arena *a)
{
    struct match_facts fx, fy;
    match_facts_of(x, a, &fx);
    match_facts_of(y, a, &fy);
    if (!str_eq(fx.numbers, fy.numbers) || differ(fx.edition, fy.edition)) return 0;
    if (fx.audience != fy.audience || formats_differ(fx.format, fy.format)) return 0;

    int sum = 0, fields = 0;
    int title = dice(fx.full, fy.full);
    weigh(fx.author, fy.author, &sum, &fields);
    weigh(fx.publisher, fy.publisher, &sum, &fields);
    weigh(x->year_text, y->year_text, &sum, &fields);
    weigh(x->extent, y->extent, &sum, &fields);
    weigh(x->call_number, y->call_number, &sum, &fields);
    if (fx.isbns.n && fy.isbns.n) {
        sum += numbers_meet(&fx.isbns, &fy.isbns) ? 1000 : 0;
        fields++;
    }
    return fields ? (title + sum / fields) / 2 : title;
}
