/* loosen.c -- from a query that finds nothing to the nearest one that finds something. Each step is
 * judged by asking the index whether there is a first hit. */
#include "catalog/loosen.h"

#include "base/checked.h"
#include "index/vocabulary.h"
#include "text/stops.h"
#include "text/words.h"

enum { TERMS_MAX = 32, PROBES_MAX = 200, MUCH = 8 };

/* One child of the AND: as asked, and what else it may mean; `now` is what is sought. */
struct part {
    struct index_node *asked, *now;
    struct index_node *spelling[LOOSEN_SPELLINGS + 1];
    size_t n;
    int64_t uses;
    struct str joined;      /* two words as one; empty: they are not */
    bool dropped, optional; /* of all optional ones, one may be missing */
};

struct loosening {
    struct index_reader *index;
    const struct index_query *q;
    struct arena *mem;
    struct part part[TERMS_MAX];
    size_t n, probes;
    int64_t more_than; /* so many titles are not enough; 0: any is */
};

/* ---- asking ---- */

static struct index_node *node_of(struct arena *a, enum index_op op,
                                  struct index_node *const *child, size_t n)
{
    struct index_node *node = arena_make(a, struct index_node);
    *node = (struct index_node){.op = op, .child = arena_array(a, struct index_node *, n), .n = n};
    for (size_t i = 0; i < n; i++) node->child[i] = child[i];
    return node;
}

static struct index_node *all_but(struct loosening *l, size_t without)
{
    struct index_node *child[TERMS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (i != without && !l->part[i].dropped) child[n++] = l->part[i].now;
    return n ? node_of(l->mem, INDEX_AND, child, n) : NULL;
}

static struct index_node *query_of(struct loosening *l)
{
    struct index_node *child[TERMS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (l->part[i].optional) child[n++] = all_but(l, i);
    return n ? node_of(l->mem, INDEX_OR, child, n) : all_but(l, l->n);
}

static enum err finds(struct loosening *l, const struct index_node *root, bool filtered, bool *ret)
{
    struct index_hits hits = {0};
    struct index_query q = *l->q;
    q.root = root;
    q.sort = INDEX_BY_NEWEST; /* no ranking */
    q.offset = q.limit = q.facet_limit = 0;
    q.enough = l->more_than + 1;
    *ret = false;
    if (!root || l->probes++ == PROBES_MAX) return OK;
    if (!filtered)
        q.filter =
            (struct index_filter){.scope = l->q->filter.scope, .n_scope = l->q->filter.n_scope};
    enum err e = index_search(l->index, &q, l->mem, &hits);
    if (!e) *ret = hits.total > l->more_than;
    return e;
}

/* ---- spellings ---- */

static bool is_word(const struct index_node *n)
{
    return n->op == INDEX_TERM && !n->prefix && n->field <= INDEX_PUBLISHER;
}

static struct index_node *spelled(struct loosening *l, const struct index_node *asked,
                                  struct str text, int edits)
{
    struct index_node *node = arena_make(l->mem, struct index_node);
    *node = *asked;
    node->text = text;
    node->edits = edits;
    return node;
}

static enum err find_spellings(struct loosening *l, struct part *p)
{
    struct vocabulary_words like = {0}, halves = {0};
    struct str word = words_key(l->mem, p->asked->text);
    p->spelling[p->n++] = p->asked;
    if (p->joined.n) p->spelling[p->n++] = spelled(l, p->asked, p->joined, 1);
    if (!is_word(p->asked) || word.n == 0 || str_find_char(word, ' ', 0) < word.n) {
        p->uses = INT64_MAX; /* not one to be doubted */
        return OK;
    }
    enum err e = vocabulary_uses(l->index, word, &p->uses);
    if (!e)
        e = vocabulary_similar(l->index, word, vocabulary_edits_for(word), LOOSEN_SPELLINGS, l->mem,
                               &like);
    if (!e && !p->uses) e = vocabulary_split(l->index, word, l->mem, &halves);
    if (halves.n == 2 && !(like.n && like.item[0].edits == 1)) {
        struct str half[] = {halves.item[0].text, halves.item[1].text};
        p->spelling[p->n++] = spelled(l, p->asked, arena_join(l->mem, half, 2, STR(" ")), 1);
    }
    for (size_t i = 0; i < like.n && p->n < COUNT(p->spelling); i++)
        p->spelling[p->n++] = spelled(l, p->asked, like.item[i].text, like.item[i].edits);
    return e;
}

/* ---- joined words ---- */

/* Two parts as one that was written with a space too many. */
static void join_at(struct loosening *l, size_t at, struct str joined)
{
    struct part *p = &l->part[at];
    struct str both[] = {p[0].asked->text, p[1].asked->text};
    struct index_node *asked =
        spelled(l, p->asked, arena_join(l->mem, both, 2, STR(" ")), p->asked->edits);
    *p = (struct part){.asked = asked, .now = asked, .uses = INT64_MAX, .joined = joined};
    l->n--;
    for (size_t i = at + 1; i < l->n; i++) l->part[i] = l->part[i + 1];
}

/* What the part at `at` and the next one are together when that is a word of the catalogue that
 * finds something with the others; else empty. */
static enum err find_joined(struct loosening *l, size_t at, struct str *ret)
{
    struct part *left = &l->part[at], *right = &l->part[at + 1], kept = *left;
    int64_t uses = 0;
    bool found = false;
    *ret = (struct str){0};
    if (!is_word(left->asked) || !is_word(right->asked)) return OK;
    if (left->asked->field != right->asked->field) return OK;
    struct str half[] = {words_key(l->mem, left->asked->text),
                         words_key(l->mem, right->asked->text)};
    struct str joined = arena_join(l->mem, half, 2, STR(""));
    if (str_find_char(joined, ' ', 0) < joined.n || joined.n > VOCABULARY_LETTERS) return OK;
    enum err e = vocabulary_uses(l->index, joined, &uses);
    if (e || !uses) return e;
    left->now = spelled(l, left->asked, joined, 1);
    right->dropped = true;
    e = finds(l, query_of(l), true, &found);
    *left = kept;
    right->dropped = false;
    if (found) *ret = joined;
    return e;
}

/* Words that stand apart and are one in the catalogue; each may be part of one join only. */
static enum err join_words(struct loosening *l)
{
    enum err e = OK;
    for (size_t i = 0; !e && i + 1 < l->n; i++) {
        struct str joined;
        e = find_joined(l, i, &joined);
        if (!e && joined.n) join_at(l, i, joined);
    }
    return e;
}

static void open_all(struct loosening *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct part *p = &l->part[i];
        p->now = p->n > 1 ? node_of(l->mem, INDEX_OR, p->spelling, p->n) : p->asked;
    }
}

/* The part whose words are used most among those not yet settled. */
static struct part *surest(struct loosening *l, const bool settled[TERMS_MAX])
{
    struct part *best = NULL;
    for (size_t i = 0; i < l->n; i++)
        if (!settled[i] && !l->part[i].dropped && (!best || l->part[i].uses > best->uses))
            best = &l->part[i];
    return best;
}

/* Of an open part the spellings that find something with the others as they stand: as asked if that
 * does, else all that are as near as the first that does. */
static enum err settle(struct loosening *l, struct part *p)
{
    struct index_node *kept[LOOSEN_SPELLINGS + 1];
    size_t n = 0;
    enum err e = OK;
    for (size_t i = 0; !e && i < p->n; i++) {
        bool found = false;
        if (n && (kept[0]->edits == 0 || p->spelling[i]->edits > kept[0]->edits)) break;
        p->now = p->spelling[i];
        e = finds(l, query_of(l), true, &found);
        if (found) kept[n++] = p->spelling[i];
    }
    p->now = n > 1 ? node_of(l->mem, INDEX_OR, kept, n) : n ? kept[0] : p->asked;
    return e;
}

static enum err settle_all(struct loosening *l)
{
    bool settled[TERMS_MAX] = {false};
    struct part *p = NULL;
    enum err e = OK;
    while (!e && (p = surest(l, settled))) {
        settled[p - l->part] = true;
        e = settle(l, p);
    }
    return e;
}

/* ---- fewer words ---- */

static size_t count(const struct loosening *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) n += !l->part[i].dropped;
    return n;
}

/* Words that are in no title; when there is no other, those that are in none however spelled. */
static enum err drop_strangers(struct loosening *l)
{
    enum err e = OK;
    for (int open = 0; !e && open < 2 && (!open || !count(l)); open++)
        for (size_t i = 0; !e && i < l->n; i++) {
            struct part *p = &l->part[i];
            bool found = false;
            e = finds(l, node_of(l->mem, INDEX_AND, open ? &p->now : &p->asked, 1), true, &found);
            p->dropped = !found;
        }
    return e;
}

/* The part that is used most: it says least. */
static struct part *plainest(struct loosening *l)
{
    struct part *best = NULL;
    for (size_t i = 0; i < l->n; i++)
        if (!l->part[i].dropped && (!best || l->part[i].uses > best->uses)) best = &l->part[i];
    return best;
}

/* Which parts' absence is enough? The plainest of them is left out; those that are not much less
 * plain may be the ones not meant, so that any of them may be missing. When none is enough the
 * plainest part is left out and there has to be another round. */
static enum err drop_one(struct loosening *l, bool *ret_found)
{
    struct part *enough[TERMS_MAX], *plain = NULL;
    size_t n = 0;
    enum err e = OK;
    for (size_t i = 0; !e && i < l->n; i++) {
        bool found = false;
        if (l->part[i].dropped) continue;
        e = finds(l, all_but(l, i), true, &found);
        if (!found) continue;
        enough[n++] = &l->part[i];
        if (!plain || l->part[i].uses > plain->uses) plain = &l->part[i];
    }
    *ret_found = n > 0;
    bool several = false;
    for (size_t i = 0; i < n; i++) {
        enough[i]->optional = enough[i]->uses >= plain->uses / MUCH;
        several = several || (enough[i]->optional && enough[i] != plain);
    }
    if (several) return e;
    if (plain) plain->optional = false;
    if (!plain) plain = plainest(l);
    if (plain) plain->dropped = true;
    return e;
}

/* Which of them is to blame is of no use to know. */
static bool only_stops(const struct loosening *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (!is_word(l->part[i].asked) || !stops_only(l->part[i].asked->text)) return false;
    return true;
}

static enum err drop_words(struct loosening *l, bool *ret_found)
{
    enum err e = drop_strangers(l);
    if (!e) e = finds(l, query_of(l), true, ret_found);
    while (!e && !*ret_found && count(l) > 1) e = drop_one(l, ret_found);
    return e;
}

/* ---- the face ---- */

static void tell(const struct loosening *l, struct arena *a, struct search_changes *ret)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct part *p = &l->part[i];
        struct search_change c = {.kind = p->dropped ? CHANGE_DROPPED : CHANGE_EITHER,
                                  .from = arena_copy(a, p->asked->text)};
        if (p->dropped || p->optional) VEC_PUSH(a, ret, c);
        if (p->dropped || p->now == p->asked) continue;
        bool several = p->now->op == INDEX_OR && p->now != p->asked;
        for (size_t k = 0; k < (several ? p->now->n : 1); k++) {
            c.kind = CHANGE_SPELLED;
            c.to = arena_copy(a, several ? p->now->child[k]->text : p->now->text);
            VEC_PUSH(a, ret, c);
        }
    }
}

static bool take_parts(struct loosening *l, const struct index_node *root)
{
    const struct index_node *alone[] = {root};
    struct index_node *const *child = root && root->op == INDEX_AND ? root->child : NULL;
    size_t n = child ? root->n : 1;
    if (!root || root->op == INDEX_NOT || n > TERMS_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        const struct index_node *one = child ? child[i] : alone[0];
        struct index_node *copy = arena_make(l->mem, struct index_node);
        *copy = *one;
        l->part[l->n++] = (struct part){.asked = copy, .now = copy, .uses = INT64_MAX};
    }
    return true;
}

enum err loosen(struct index_reader *index, const struct index_query *q, struct arena *a,
                const struct index_node **ret_root, struct search_changes *ret)
{
    struct loosening *l = arena_make(a, struct loosening);
    *l = (struct loosening){.index = index, .q = q, .mem = a};
    bool found = false;
    *ret_root = NULL;
    if (!take_parts(l, q->root) || only_stops(l)) return OK;
    enum err e = finds(l, q->root, false, &found);
    if (e || found) return e; /* it is the filter that leaves nothing */
    if (l->n <= LOOSEN_TERMS) e = join_words(l);
    for (size_t i = 0; !e && i < l->n && l->n <= LOOSEN_TERMS; i++)
        e = find_spellings(l, &l->part[i]);
    if (!e) open_all(l);
    if (!e) e = finds(l, query_of(l), true, &found);
    if (!e && !found) e = drop_words(l, &found);
    if (e || !found) return e;
    e = settle_all(l);
    if (e) return e;
    *ret_root = query_of(l);
    tell(l, a, ret);
    return OK;
}

enum err loosen_meant(struct index_reader *index, const struct index_query *q, int64_t found,
                      struct arena *a, struct search_changes *ret)
{
    struct loosening *l = arena_make(a, struct loosening);
    *l = (struct loosening){.index = index, .q = q, .mem = a, .more_than = found};
    if (found < 1 || found > LOOSEN_LITTLE || !take_parts(l, q->root) || l->n > LOOSEN_TERMS)
        return OK;
    enum err e = join_words(l);
    for (size_t i = 0; !e && i < l->n; i++) {
        const struct part *p = &l->part[i];
        if (!p->joined.n) continue;
        struct search_change c = {CHANGE_MEANT, arena_copy(a, p->asked->text),
                                  arena_copy(a, p->joined)};
        VEC_PUSH(a, ret, c);
    }
    return e;
}
