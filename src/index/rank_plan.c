/* rank_plan.c -- the query as the ranking needs it. */
#include "base/checked.h"
#include "index/rank.h"
#include "text/words.h"

/* A word that stands in the catalogue once tells 24, each doubling one less, the commonest 4. */
enum { WEIGHT_RARE = 24, WEIGHT_LEAST = 4 };

struct planning {
    struct connection *c;
    struct arena *mem;
    struct rank_plan *plan;
    int term[RANK_NODES]; /* node of the n-th TERM, -1: not in the plan */
    int terms;
};

static enum err weight_of(struct planning *p, struct str word, int *ret)
{
    int64_t uses = 0;
    sqlite3_stmt *st = p->c->word;
    sqlite3_bind_text64(st, 1, word.p ? word.p : "", word.n, SQLITE_STATIC, SQLITE_UTF8);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) uses = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    int bits = uses > 1 ? 63 - __builtin_clzll((unsigned long long)uses) : 0;
    *ret = MAX(WEIGHT_RARE - bits, (int)WEIGHT_LEAST);
    return sqlite_err(code);
}

/* A phrase tells as much as its rarest word. */
static enum err weight_of_term(struct planning *p, struct str text, int *ret)
{
    struct str rest = words_key(p->mem, text), word;
    enum err e = OK;
    *ret = WEIGHT_LEAST;
    while (!e && str_split(&rest, ' ', &word)) {
        int weight = 0;
        e = weight_of(p, word, &weight);
        *ret = MAX(*ret, weight);
    }
    return e;
}

static bool only_terms(const struct index_node *n)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->child[i]->op != INDEX_TERM) return false;
    return true;
}

/* Parents stand before their children: the ranking goes through the list from its end. A NEAR is
 * ranked as its words. Queries too large for the plan are ranked by what fits in. */
static enum err plan_node(struct planning *p, const struct index_node *n, int parent, int slot,
                          bool refused)
{
    struct rank_plan *plan = p->plan;
    enum err e = OK;
    int me = plan->nodes;
    if (me == RANK_NODES) {
        if (n->op == INDEX_TERM && p->terms < RANK_NODES) p->term[p->terms++] = -1;
        for (size_t i = 0; !e && i < n->n; i++) e = plan_node(p, n->child[i], -1, slot, refused);
        return e;
    }
    plan->nodes++;
    plan->node[me] = (struct rank_node){n->op, parent, 0, n->edits, slot, refused, n->text};
    if (n->op == INDEX_TERM) {
        if (slot < 0) plan->node[me].slot = plan->slots++;
        if (p->terms < RANK_NODES) p->term[p->terms++] = me;
        return weight_of_term(p, n->text, &plan->node[me].weight);
    }
    if (n->op == INDEX_OR && slot < 0 && only_terms(n)) slot = plan->slots++;
    for (size_t i = 0; !e && i < n->n; i++)
        e = plan_node(p, n->child[i], me, slot, refused || (n->op == INDEX_NOT && i));
    return e;
}

static void add_weights(struct rank_plan *plan)
{
    for (int i = plan->nodes - 1; i > 0; i--) {
        const struct rank_node *n = &plan->node[i];
        if (n->refused || n->parent < 0) continue;
        int *above = &plan->node[n->parent].weight;
        *above = plan->node[n->parent].op == INDEX_OR ? MAX(*above, n->weight) : *above + n->weight;
    }
}

enum err rank_plan_make(struct connection *c, const struct index_query *q,
                        const struct phrases *phrases, struct arena *a, struct rank_plan **ret)
{
    struct rank_plan *plan = arena_make(a, struct rank_plan);
    struct planning p = {.c = c, .mem = a, .plan = plan};
    plan->mem = a;
    plan->tally = rank_tally_new(a);
    plan->near = q->near;
    plan->n_near = q->n_near;
    plan->near_percent = q->near_percent;
    enum err e = plan_node(&p, q->root, -1, -1, false);
    if (e) return e;
    add_weights(plan);
    for (size_t i = 0; i < phrases->n && i < RANK_PHRASES; i++) {
        int term = phrases->item[i].term;
        plan->phrase[i].node = term >= 0 && term < p.terms ? p.term[term] : -1;
        plan->phrase[i].kind = phrases->item[i].kind;
        plan->phrases = (int)i + 1;
    }
    *ret = plan;
    return OK;
}

struct rank_plan *rank_plan_copy(const struct rank_plan *plan, struct arena *a, void *ctx)
{
    struct rank_plan *copy = arena_make(a, struct rank_plan);
    *copy = *plan;
    copy->mem = a;
    copy->tally = rank_tally_new(a);
    copy->hits.ctx = ctx;
    return copy;
}
