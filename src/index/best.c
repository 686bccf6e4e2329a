/* best.c -- see best.h. */
#include "index/best.h"

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Missing keys come last whatever the direction. */
static int compare_keys(struct str a, struct str b)
{
    if (!a.n || !b.n) return (a.n == 0) - (b.n == 0);
    return str_cmp(a, b);
}

static int compare_keys_down(struct str a, struct str b)
{
    return a.n && b.n ? str_cmp(b, a) : compare_keys(a, b);
}

static int compare_years(int a, int b, bool newest)
{
    if (!a || !b) return (a == 0) - (b == 0);
    return newest ? compare_numbers(b, a) : compare_numbers(a, b);
}

static bool adds(const struct best *best)
{
    return best->q->sort == INDEX_BY_ADDED || best->q->sort == INDEX_BY_EASE;
}

static struct row_ref row_of(const struct best *best, const struct hit *h)
{
    struct row_ref row = {0};
    snapshot_row(best->columns, h->id, &row); /* a hit has one */
    return row;
}

/* By what the columns say. */
static int compare_rows(const struct best *best, const struct hit *x, const struct hit *y)
{
    const struct row_ref a = row_of(best, x), b = row_of(best, y);
    int c = 0;
    if (best->q->sort == INDEX_BY_NEWEST || best->q->sort == INDEX_BY_OLDEST)
        c = compare_years(a.block->head[a.at].year, b.block->head[b.at].year,
                          best->q->sort == INDEX_BY_NEWEST);
    if (best->q->sort == INDEX_BY_AUTHOR)
        c = compare_keys(block_author_key(a.block, a.at), block_author_key(b.block, b.at));
    if (best->q->sort == INDEX_BY_AUTHOR_DOWN)
        c = compare_keys_down(block_author_key(a.block, a.at), block_author_key(b.block, b.at));
    if (best->q->sort == INDEX_BY_TITLE_DOWN)
        c = compare_keys_down(block_title_key(a.block, a.at), block_title_key(b.block, b.at));
    if (!c) c = compare_keys(block_title_key(a.block, a.at), block_title_key(b.block, b.at));
    return c ? c : compare_numbers(x->id, y->id);
}

/* Below 0 when x comes before y. Ids break all ties, so that pages never overlap. */
static int compare_hits(const struct best *best, const struct hit *x, const struct hit *y)
{
    if (best->q->sort == INDEX_BY_RELEVANCE) {
        int c = compare_numbers(y->score, x->score);
        return c ? c : compare_numbers(x->id, y->id);
    }
    if (adds(best)) return compare_numbers(y->id, x->id);
    if (best->q->sort == INDEX_BY_NUMBER) return compare_numbers(x->id, y->id);
    return compare_rows(best, x, y);
}

static void sift_down(struct best *best, size_t i)
{
    for (;;) {
        size_t worst = i, left = 2 * i + 1, right = left + 1;
        if (left < best->n && compare_hits(best, &best->heap[left], &best->heap[worst]) > 0)
            worst = left;
        if (right < best->n && compare_hits(best, &best->heap[right], &best->heap[worst]) > 0)
            worst = right;
        if (worst == i) return;
        struct hit t = best->heap[i];
        best->heap[i] = best->heap[worst];
        best->heap[worst] = t;
        i = worst;
    }
}

static void sift_up(struct best *best, size_t i)
{
    while (i) {
        size_t up = (i - 1) / 2;
        if (compare_hits(best, &best->heap[i], &best->heap[up]) <= 0) return;
        struct hit t = best->heap[i];
        best->heap[i] = best->heap[up];
        best->heap[up] = t;
        i = up;
    }
}

/* Of those added last: they come in the order of their ids, so each is the best so far. */
static void keep_last(struct best *best, struct hit h)
{
    if (!best->want) return;
    best->heap[best->next] = h;
    best->next = best->next + 1 == best->want ? 0 : best->next + 1;
    if (best->n < best->want) best->n++;
}

void best_keep(struct best *best, struct hit h)
{
    if (adds(best)) {
        keep_last(best, h);
    } else if (best->n < best->want) {
        best->heap[best->n] = h;
        sift_up(best, best->n++);
    } else if (best->want && compare_hits(best, &h, &best->heap[0]) < 0) {
        best->heap[0] = h;
        sift_down(best, 0);
    }
}

/* Best first: the heap gives up its worst one after another. */
void best_sort(struct best *best)
{
    size_t n = best->n;
    for (size_t i = n / 2; adds(best) && i-- > 0;) sift_down(best, i);
    while (best->n > 1) {
        struct hit t = best->heap[0];
        best->heap[0] = best->heap[--best->n];
        best->heap[best->n] = t;
        sift_down(best, 0);
    }
    best->n = n;
}

void best_join(struct best *best, const struct best *later)
{
    size_t from = adds(later) && later->n == later->want ? later->next : 0;
    for (size_t i = 0; i < later->n; i++) best_keep(best, later->heap[(from + i) % later->n]);
}
