/* marc_merge.c -- fields that belong together, and what became of them. */
#include "record/marc_merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"

enum { ALIKE_MAX = 100 }; /* fields of one tag that are compared letter by letter */

void marc_plain_leader(char leader[24])
{
    memcpy(leader, "00000", 5);
    memcpy(leader + 12, "00000", 5);
}

/* ---- a record as a list ---- */

struct side {
    struct marc_field *field; /* the leader first */
    int64_t *key;
    bool *taken;
    size_t n;
};

static struct side side_of(const struct marc *m, struct arena *a)
{
    struct side s = {.n = m->n + 1};
    char *leader = arena_alloc(a, sizeof m->leader);
    s.field = arena_array(a, struct marc_field, s.n);
    s.key = arena_array(a, int64_t, s.n);
    s.taken = arena_array(a, bool, s.n);
    memcpy(leader, m->leader, sizeof m->leader);
    marc_plain_leader(leader);
    s.field[0] = (struct marc_field){.tag = {'L', 'D', 'R'},
                                     .ind = {' ', ' '},
                                     .control = true,
                                     .data = {leader, sizeof m->leader}};
    for (size_t i = 0; i < m->n; i++) s.field[i + 1] = m->field[i];
    for (size_t i = 0; i < s.n; i++) s.key[i] = digest_key(s.field[i].data);
    return s;
}

static bool same_tag(const struct marc_field *a, const struct marc_field *b)
{
    return memcmp(a->tag, b->tag, 3) == 0;
}

/* Two that are not there are the same. */
static bool same_field(const struct marc_field *a, const struct marc_field *b)
{
    if (!a || !b) return a == b;
    return same_tag(a, b) && memcmp(a->ind, b->ind, 2) == 0 && a->control == b->control &&
           str_eq(a->data, b->data);
}

/* What the two begin and end with alike. */
static size_t alike(const struct marc_field *a, const struct marc_field *b)
{
    size_t n = MIN(a->data.n, b->data.n), front = 0, back = 0;
    while (front < n && a->data.p[front] == b->data.p[front]) front++;
    while (back < n - front && a->data.p[a->data.n - 1 - back] == b->data.p[b->data.n - 1 - back])
        back++;
    return front + back + (memcmp(a->ind, b->ind, 2) == 0);
}

/* to[i]: the field of y that belongs to field i of x, or y->n. */
static size_t *pair(const struct side *x, struct side *y, struct arena *a)
{
    size_t *to = arena_array(a, size_t, x->n);
    memset(y->taken, 0, y->n * sizeof *y->taken);
    for (size_t i = 0; i < x->n; i++) {
        to[i] = y->n;
        for (size_t j = 0; j < y->n && to[i] == y->n; j++)
            if (!y->taken[j] && x->key[i] == y->key[j] && same_field(&x->field[i], &y->field[j])) {
                y->taken[j] = true;
                to[i] = j;
            }
    }
    for (size_t i = 0; i < x->n; i++) {
        size_t best = 0, looked = 0;
        if (to[i] < y->n) continue;
        for (size_t j = 0; j < y->n && looked < ALIKE_MAX; j++) {
            if (y->taken[j] || !same_tag(&x->field[i], &y->field[j])) continue;
            size_t now = 1 + (looked++ < ALIKE_MAX ? alike(&x->field[i], &y->field[j]) : 0);
            if (now <= best) continue;
            best = now;
            to[i] = j;
        }
        if (to[i] < y->n) y->taken[to[i]] = true;
    }
    return to;
}

/* ---- rows ---- */

static enum merge_how how_of(const struct merge_row *r)
{
    if (same_field(r->mine, r->theirs)) return MERGE_SAME;
    if (same_field(r->mine, r->base)) return MERGE_THEIRS;
    return same_field(r->theirs, r->base) ? MERGE_MINE : MERGE_CLASH;
}

static const struct marc_field *any_of(const struct merge_row *r)
{
    return r->mine ? r->mine : r->theirs ? r->theirs : r->base;
}

static int order_of(const char tag[3], const char other[3])
{
    bool first = memcmp(tag, "LDR", 3) == 0, second = memcmp(other, "LDR", 3) == 0;
    return first || second ? second - first : memcmp(tag, other, 3);
}

/* Stable: equal tags by their place among the fields they came from. */
static int by_tag(const void *a, const void *b)
{
    const struct merge_row *x = a, *y = b;
    const struct marc_field *f = any_of(x), *g = any_of(y);
    int order = order_of(f->tag, g->tag);
    if (order) return order;
    if (x->mine && y->mine) return x->mine < y->mine ? -1 : x->mine > y->mine;
    if (x->theirs && y->theirs) return x->theirs < y->theirs ? -1 : x->theirs > y->theirs;
    return (x->mine == NULL) - (y->mine == NULL);
}

/* What mine adds, beside the same thing added by theirs. */
static void add_new(struct side *mine, struct side *theirs, struct arena *a, struct merge_rows *to)
{
    for (size_t i = 0; i < mine->n; i++) {
        struct merge_row row = {.mine = &mine->field[i]};
        if (mine->taken[i]) continue;
        for (size_t j = 0; j < theirs->n && !row.theirs; j++)
            if (!theirs->taken[j] && mine->key[i] == theirs->key[j] &&
                same_field(&mine->field[i], &theirs->field[j])) {
                row.theirs = &theirs->field[j];
                theirs->taken[j] = true;
            }
        VEC_PUSH(a, to, row);
    }
    for (size_t j = 0; j < theirs->n; j++)
        if (!theirs->taken[j]) VEC_PUSH(a, to, (struct merge_row){.theirs = &theirs->field[j]});
}

enum err marc_merge_rows(const struct marc *base, const struct marc *mine,
                         const struct marc *theirs, struct arena *a, struct merge_rows *ret)
{
    struct merge_rows rows = {0};
    size_t most = MAX(base->n, MAX(mine->n, theirs->n));
    if (most > MARC_MERGE_FIELDS_MAX) return ERR_LIMIT;
    struct side b = side_of(base, a), m = side_of(mine, a), t = side_of(theirs, a);
    size_t *to_mine = pair(&b, &m, a), *to_theirs = pair(&b, &t, a);
    for (size_t i = 0; i < b.n; i++)
        VEC_PUSH(a, &rows,
                 (struct merge_row){.base = &b.field[i],
                                    .mine = to_mine[i] < m.n ? &m.field[to_mine[i]] : NULL,
                                    .theirs = to_theirs[i] < t.n ? &t.field[to_theirs[i]] : NULL});
    add_new(&m, &t, a, &rows);
    for (size_t i = 0; i < rows.n; i++) rows.item[i].how = how_of(&rows.item[i]);
    qsort(rows.item, rows.n, sizeof *rows.item, by_tag);
    *ret = rows;
    return OK;
}

enum err marc_compare_rows(const struct marc *mine, const struct marc *theirs, struct arena *a,
                           struct merge_rows *ret)
{
    enum err e = marc_merge_rows(mine, mine, theirs, a, ret);
    for (size_t i = 0; !e && i < ret->n; i++)
        if (ret->item[i].how != MERGE_SAME) ret->item[i].how = MERGE_CLASH;
    return e;
}

/* ---- choosing ---- */

static bool takes_theirs(const struct merge_row *r, const char *pick, size_t i)
{
    if (pick && pick[i] == 't') return true;
    return r->how == MERGE_THEIRS && !(pick && pick[i] == 'm');
}

struct fields {
    struct marc_field *item;
    size_t n, cap;
};

static void insert(struct fields *list, const struct marc_field *f, struct arena *a)
{
    size_t at = list->n;
    while (at > 0 && order_of(list->item[at - 1].tag, f->tag) > 0) at--;
    VEC_PUSH(a, list, *f);
    for (size_t i = list->n - 1; i > at; i--) list->item[i] = list->item[i - 1];
    list->item[at] = *f;
}

void marc_merge(const struct merge_rows *rows, const char *pick, const struct marc *mine,
                struct arena *a, struct marc *ret)
{
    struct fields list = {0};
    const struct marc_field **of = arena_array(a, const struct marc_field *, mine->n + 1);
    bool *kept = arena_array(a, bool, mine->n + 1);
    const struct marc_field *first = NULL; /* mine as side_of laid it out, the leader first */
    struct marc m = {.n = 0};
    memcpy(m.leader, mine->leader, sizeof m.leader);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->item[i].mine && (!first || rows->item[i].mine < first))
            first = rows->item[i].mine;
    for (size_t i = 0; first && i < rows->n; i++) {
        const struct merge_row *r = &rows->item[i];
        if (!r->mine) continue;
        size_t at = (size_t)(r->mine - first);
        of[at] = takes_theirs(r, pick, i) ? r->theirs : r->mine;
        kept[at] = of[at] != NULL;
    }
    if (first && of[0]) memcpy(m.leader, of[0]->data.p, MIN(of[0]->data.n, sizeof m.leader));
    for (size_t i = 1; i <= mine->n; i++)
        if (kept[i]) VEC_PUSH(a, &list, *of[i]);
    for (size_t i = 0; i < rows->n; i++) {
        const struct merge_row *r = &rows->item[i];
        if (!r->mine && r->theirs && takes_theirs(r, pick, i)) insert(&list, r->theirs, a);
    }
    m.field = list.item;
    m.n = list.n;
    *ret = m;
}
