/* page_empty.c -- nothing found: the question that finds something and is nearest to this one. */
#include "base/checked.h"
#include "html.h"
#include "text/stops.h"
#include "web/facets.h"
#include "web/search_pages.h"

enum { TRIES_MAX = 4, WORDS_MAX = 6, ROWS = 5 };

struct tries {
    struct try_view *item;
    size_t n, cap;
};

enum err search_plain(struct ask *k, const struct question *q, size_t limit,
                      struct search_result *ret)
{
    struct search_request rq;
    enum err e = question_request(k, q, &rq);
    if (e) return e;
    rq.offset = (size_t)(q->page - 1) * PAGE_HITS;
    rq.limit = limit;
    return ask_search(k, &rq, ret);
}

static int64_t total_of(struct ask *k, const struct question *q)
{
    struct search_result r;
    return search_plain(k, q, 0, &r) ? 0 : r.hits.total;
}

/* Offers another question when it finds something. */
static void offer(struct ask *k, const struct question *q, struct str words, struct tries *to)
{
    int64_t total = to->n < TRIES_MAX ? total_of(k, q) : 0;
    if (total) VEC_PUSH(k->mem, to, (struct try_view){address_of(k->mem, q), words, total});
}

static struct tries tries_of(struct ask *k, const struct question *q)
{
    struct tries t = {0};
    struct question bare = {.query = q->query, .field = q->field, .page = 1, .network = q->network};
    struct question outside = *q, anywhere = {.query = q->query, .field = "", .page = 1};
    outside.network = 0;
    outside.page = 1;
    if (question_conditions(q)) offer(k, &bare, ask_text(k, MSG_empty_no_filters), &t);
    if (q->network) offer(k, &outside, ask_text(k, MSG_empty_all_networks), &t);
    if (q->field[0]) offer(k, &anywhere, ask_text(k, MSG_empty_any_field), &t);
    return t;
}

/* ---- fewer words ---- */

struct words {
    struct str item[WORDS_MAX + 1];
    size_t n;
};

static struct words words_of(const struct question *q)
{
    struct words w = {.n = 0};
    struct str rest = q->query, word;
    while (w.n <= WORDS_MAX && str_split(&rest, ' ', &word))
        if (word.n) w.item[w.n++] = word;
    return w;
}

static struct question with_words(struct ask *k, const struct question *q, const struct words *w)
{
    struct question other = *q;
    other.query = arena_join(k->mem, w->item, w->n, STR(" "));
    other.page = 1;
    return other;
}

/* Words that stand nowhere by themselves are of no use: *ret has the others. */
static void useful(struct ask *k, const struct question *q, const struct words *all,
                   struct words *ret_kept, struct words *ret_left)
{
    *ret_kept = *ret_left = (struct words){.n = 0};
    for (size_t i = 0; i < all->n; i++) {
        struct words one = {.item = {all->item[i]}, .n = 1};
        struct question alone = with_words(k, q, &one);
        struct words *to = total_of(k, &alone) ? ret_kept : ret_left;
        to->item[to->n++] = all->item[i];
    }
}

/* The one word without which the fewest titles are found: the rest says most. */
static int64_t leave_one(struct ask *k, const struct question *q, const struct words *all,
                         struct words *ret_kept, struct words *ret_left)
{
    int64_t least = 0;
    for (size_t leave = 0; leave < all->n && all->n > 1; leave++) {
        struct words kept = {.n = 0};
        for (size_t i = 0; i < all->n; i++)
            if (i != leave) kept.item[kept.n++] = all->item[i];
        struct question fewer = with_words(k, q, &kept);
        int64_t total = total_of(k, &fewer);
        if (!total || (least && total >= least)) continue;
        least = total;
        *ret_kept = kept;
        *ret_left = (struct words){.item = {all->item[leave]}, .n = 1};
    }
    return least;
}

/* The same question with its least useful words left out, when that finds something. */
static void drop_words(struct ask *k, const struct question *q, struct empty_view *v)
{
    struct words all = words_of(q), kept, left;
    struct search_result r;
    if (all.n < 2 || all.n > WORDS_MAX || stops_only(q->query)) return;
    useful(k, q, &all, &kept, &left);
    struct question fewer = with_words(k, q, &kept);
    if (!kept.n || !left.n || !total_of(k, &fewer)) {
        if (!kept.n || !leave_one(k, q, &all, &kept, &left)) return;
        fewer = with_words(k, q, &kept);
    }
    if (search_plain(k, &fewer, ROWS, &r)) return;
    v->left_out = arena_join(k->mem, left.item, left.n, STR(" "));
    v->fewer = address_of(k->mem, &fewer);
    v->fewer_total = r.hits.total;
    v->rows = rows_of(k, &r.titles);
}

enum err search_empty(struct ask *k, const struct question *q)
{
    struct tries t = tries_of(k, q);
    struct chips c = facet_chips(k, q);
    struct empty_view v = {.box = search_box_of(q),
                           .query = q->query,
                           .tries = t.item,
                           .n_tries = t.n,
                           .chips = c.item,
                           .n_chips = c.n};
    drop_words(k, q, &v);
    struct around f = around_of(k, msg_text(k->mem, k->out.lang, MSG_empty_heading, &q->query, 1));
    k->bad = (struct str){0};
    f.noindex = true;
    f.icons = ICON(FILTER) | ICON(CHECK) | ICON(PIN);
    html_empty(&k->out, &f, &v);
    return OK;
}
