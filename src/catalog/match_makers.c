/* match_makers.c -- who wrote it, who published it and where. */
#include "base/checked.h"
#include "catalog/match_parts.h"

/* ---- authors ---- */

static struct str first_line(struct str list)
{
    return str_slice(list, 0, str_find_char(list, '\n', 0));
}

static enum name_likeness best_of_all(struct str x, struct str y)
{
    enum name_likeness best = NAMES_APART;
    struct str left = x, p;
    while (best != NAMES_SAME && next_line(&left, &p)) {
        struct str right = y, q;
        while (best != NAMES_SAME && next_line(&right, &q)) {
            enum name_likeness l = names_compare(p, q);
            best = MAX(best, l);
        }
    }
    return best;
}

static bool has_word(struct str text, struct str word)
{
    struct str rest = text, one;
    while (rest.n && str_split(&rest, ' ', &one))
        if (one.n == word.n && str_eq(one, word)) return true;
    return false;
}

/* All words of some name in the list, initials aside, stand in the text. */
static bool is_stated(struct str names, struct str text)
{
    struct str list = names, name, word;
    while (text.n && next_line(&list, &name)) {
        size_t words = 0, found = 0;
        while (name.n && str_split(&name, ' ', &word)) {
            if (word.n < 3) continue;
            words++;
            found += has_word(text, word);
        }
        if (words && found * 3 >= words * 2) return true;
    }
    return false;
}

void judge_author(struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    static const enum match_sign signs[] = {
        [NAMES_INITIALS] = SIGN_AUTHOR_INITIALS,
        [NAMES_CLOSE] = SIGN_AUTHOR_CLOSE,
        [NAMES_SAME] = SIGN_AUTHOR_SAME,
    };
    enum name_likeness l = names_compare(first_line(x->names), first_line(y->names));
    bool one_stated = is_stated(x->names, y->responsibility) ||
                      is_stated(y->names, x->responsibility) ||
                      (!l && (is_stated(x->names, y->title) || is_stated(y->names, x->title)));
    if (!x->names.n && !y->names.n) {
        if (x->format != FORMAT_SERIAL) judge_sign(b, SIGN_AUTHOR_NONE);
    } else if (l)
        judge_sign(b, signs[l]);
    else if (best_of_all(x->names, y->names))
        judge_sign(b, SIGN_AUTHOR_AMONG);
    else if (one_stated)
        judge_sign(b, SIGN_AUTHOR_STATED);
    else
        judge_sign(b, x->names.n && y->names.n ? SIGN_AUTHOR_DIFFERS : SIGN_AUTHOR_LACKING);
}

static void judge_stated(struct bench *b)
{
    struct str x = b->x->responsibility, y = b->y->responsibility;
    struct word_list p, q;
    if (!x.n || !y.n) return;
    if (begins(x, y) || nearly_same(x, y)) {
        judge_sign(b, SIGN_STATED_SAME);
        return;
    }
    words_of(x, &p);
    words_of(y, &q);
    struct overlap o = words_overlap(&p, &q);
    size_t found = o.equal + o.close, fewer = MIN(o.x, o.y);
    judge_sign(b, found * 5 >= fewer * 4   ? SIGN_STATED_CLOSE
                  : found * 5 >= fewer * 2 ? SIGN_STATED_PARTLY
                                           : SIGN_STATED_DIFFERS);
}

/* ---- publishers ---- */

/* "kpg", "gpu": the first letters of the other's words. */
static bool is_acronym(struct str x, struct str y)
{
    size_t at = 0;
    struct str rest = y, word;
    if (x.n < 2 || x.n > 6 || str_find_char(x, ' ', 0) < x.n) return false;
    while (rest.n && str_split(&rest, ' ', &word)) {
        if (at == x.n || word.n == 0 || word.p[0] != x.p[at]) return false;
        at++;
    }
    return at == x.n;
}

/* "print" and "printing", "govt" and "government". */
static bool is_abbreviation(struct str x, struct str y)
{
    struct str s = x.n < y.n ? x : y, l = x.n < y.n ? y : x;
    if (s.n < 2 || s.p[0] != l.p[0]) return false;
    if (s.n >= 3 && str_starts(l, s)) return true;
    size_t at = 0;
    for (size_t i = 0; i < l.n && at < s.n; i++) at += l.p[i] == s.p[at];
    return at == s.n && s.p[s.n - 1] == l.p[l.n - 1] && s.n >= 3;
}

static size_t words_like(const struct word_list *p, const struct word_list *q, size_t *ret_long)
{
    size_t found = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < q->n; j++) {
            struct str v = p->item[i], w = q->item[j];
            bool same = p->hash[i] == q->hash[j];
            int limit = MIN(v.n, w.n) < 5 ? 0 : 1;
            bool near = limit && letters_near(p->letters[i], q->letters[j], limit);
            if (!same && !is_abbreviation(v, w) && (!near || edit_distance(v, w, limit) > limit))
                continue;
            found++;
            *ret_long += MIN(v.n, w.n) >= 4;
            break;
        }
    return found;
}

bool words_abbreviate(struct str x, struct str y)
{
    struct word_list p, q;
    size_t at = 0;
    words_of(x, &p);
    words_of(y, &q);
    const struct word_list *fewer = p.n <= q.n ? &p : &q, *more = p.n <= q.n ? &q : &p;
    for (size_t i = 0; i < fewer->n; i++, at++) { /* in order */
        struct str w = fewer->item[i];
        while (at < more->n && fewer->hash[i] != more->hash[at] &&
               !is_abbreviation(w, more->item[at]) && (w.n > 1 || w.p[0] != more->item[at].p[0]))
            at++;
        if (at >= more->n) return false;
    }
    return fewer->n >= 2;
}

static enum match_sign compare_publishers(struct str x, struct str y)
{
    struct word_list p, q;
    size_t long_words = 0;
    if (!x.n || !y.n) return SIGN_PUBLISHER_LACKING;
    if (str_eq(x, y) || same_letters(x, y) || nearly_same(x, y)) return SIGN_PUBLISHER_SAME;
    words_of(x, &p);
    words_of(y, &q);
    size_t found = p.n <= q.n ? words_like(&p, &q, &long_words) : words_like(&q, &p, &long_words);
    if (found >= MIN(p.n, q.n) || is_acronym(x, y) || is_acronym(y, x))
        return SIGN_PUBLISHER_SHORTER;
    return long_words ? SIGN_PUBLISHER_WORD : SIGN_PUBLISHER_DIFFERS;
}

static bool same_publisher(struct str x, struct str y)
{
    enum match_sign s = compare_publishers(x, y);
    return s == SIGN_PUBLISHER_SAME || s == SIGN_PUBLISHER_SHORTER;
}

static bool same_place(struct str x, struct str y)
{
    struct str rest = x, word;
    while (rest.n && str_split(&rest, ' ', &word))
        if (word.n >= 3 && has_word(y, word)) return true;
    return x.n && y.n && nearly_same(x, y);
}

typedef bool alike_fn(struct str x, struct str y);

/* Whether something that one imprint names is also in the other: a first item and a list each. */
static bool named_in_both(struct str x, struct str xs, struct str y, struct str ys, alike_fn *alike)
{
    struct str left = xs, p = x, q;
    if (!xs.n && !ys.n) return false;
    do {
        struct str right = ys;
        if (alike(p, y)) return true;
        while (next_line(&right, &q))
            if (alike(p, q)) return true;
    } while (next_line(&left, &p));
    return false;
}

/* Which of several comes first differs from record to record: "Prague ; The Hague". */
static void judge_publisher(struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    if (!x->publisher.n && !y->publisher.n) return;
    enum match_sign s = compare_publishers(x->publisher, y->publisher);
    b->publisher_differs = s == SIGN_PUBLISHER_DIFFERS;
    if (b->publisher_differs &&
        named_in_both(x->publisher, x->publishers, y->publisher, y->publishers, same_publisher)) {
        b->publisher_differs = false;
        s = SIGN_PUBLISHER_AMONG;
    }
    judge_sign(b, s);
}

static void judge_place(struct bench *b)
{
    const struct match_facts *x = b->x, *y = b->y;
    if (!x->place.n || !y->place.n) return;
    bool same = same_place(x->place, y->place);
    bool among = !same && named_in_both(x->place, x->places, y->place, y->places, same_place);
    b->place_differs = !same && !among;
    judge_sign(b, same ? SIGN_PLACE_SAME : among ? SIGN_PLACE_AMONG : SIGN_PLACE_DIFFERS);
}

void judge_makers(struct bench *b)
{
    judge_author(b);
    judge_stated(b);
    judge_publisher(b);
    judge_place(b);
    if (b->publisher_differs && b->place_differs) judge_sign(b, SIGN_IMPRINT_DIFFERS);
}
