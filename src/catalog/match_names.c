/* match_names.c -- whether two names may be one person's or body's. */
#include "base/checked.h"
#include "catalog/match_parts.h"

static bool same_initial(struct str x, struct str y)
{
    return (x.n == 1 || y.n == 1) && x.p[0] == y.p[0];
}

/* Typing errors in longer words. */
static bool close_words(struct str x, struct str y)
{
    size_t n = MIN(x.n, y.n);
    return n >= 5 && edit_distance(x, y, n < 8 ? 1 : 2) <= (n < 8 ? 1 : 2);
}

struct pairing {
    size_t full, close, initials; /* words of x with their like in y */
};

static struct pairing pair_up(const struct word_list *x, const struct word_list *y)
{
    struct pairing p = {0};
    bool used_x[WORDS_MAX] = {false}, used_y[WORDS_MAX] = {false};
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < x->n; i++)
            for (size_t j = 0; j < y->n && !used_x[i]; j++) {
                struct str v = x->item[i], w = y->item[j];
                bool like = round == 0 ? x->hash[i] == y->hash[j] && str_eq(v, w)
                            : round == 1
                                ? letters_near(x->letters[i], y->letters[j], 2) && close_words(v, w)
                                : same_initial(v, w);
                if (used_y[j] || !like) continue;
                used_x[i] = used_y[j] = true;
                p.full += round == 0 && v.n > 1;
                p.close += round == 1;
                p.initials += round == 2 || (round == 0 && v.n == 1);
            }
    return p;
}

enum name_likeness names_compare(struct str x, struct str y)
{
    struct word_list p, q;
    if (x.n == 0 || y.n == 0) return NAMES_APART;
    if (str_eq(x, y) || same_letters(x, y)) return NAMES_SAME;
    words_of(x, &p);
    words_of(y, &q);
    struct pairing r = pair_up(&p, &q);
    size_t fewer = MIN(p.n, q.n), all = r.full + r.close + r.initials;
    if (r.full + r.close == 0 || all < fewer) {
        /* long names of bodies, or of persons with a middle name more and one less */
        return r.full >= 2 && all + 1 >= fewer ? NAMES_CLOSE : NAMES_APART;
    }
    if (p.n == q.n && r.full == p.n) return NAMES_SAME;
    if (r.initials == 0 && r.close) return NAMES_CLOSE;
    return r.initials ? NAMES_INITIALS : NAMES_CLOSE;
}
