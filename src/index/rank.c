/* rank.c -- how well a document answers a query: where its words stand, how they stand there, and
 * what the columns say of it.
 *
 * 1. Each word or phrase counts where it weighs most, and a little where else it stands; as typed
 *    more than a form of it, a form more than a spelling corrected or a translation. In an AND
 *    words weigh by how much they tell, of an OR the best child counts.
 * 2. What readers mean by "that is it": the words that stand in the title, near one another and in
 *    the order asked for, at its beginning, and with little else in it.
 * 3. A little for titles that many hold, that are described well, and that are near. */
#include "index/rank.h"

#include "base/checked.h"

enum { INSTANCES_MAX = 2000, TITLE_START = 1 /* place of the first word in the field */ };

/* ---- the weights; what a hit can get is about 1000 + 560 + 150 ---- */

static const int field_weight[INDEX_FIELDS] = {
    [INDEX_TITLE] = 1000,    [INDEX_AUTHOR] = 900, [INDEX_SUBJECT] = 700, [INDEX_SERIES] = 500,
    [INDEX_PUBLISHER] = 200, [INDEX_ISBN] = 1000,  [INDEX_ISSN] = 1000,   [INDEX_OTHER] = 100,
    [INDEX_NOTES] = 120,     [INDEX_PLACE] = 120,  [INDEX_NUMBER] = 800,  [INDEX_CALL] = 300,
    [INDEX_CLASS] = 300,
};

static const int kind_percent[] = {
    [PHRASE_ASKED] = 100,
    [PHRASE_FORM] = 80,
    [PHRASE_TRANSLATED] = 60,
    [PHRASE_REFUSED] = 0,
};

enum {
    EDIT_PERCENT = 20,     /* less for each edit of a corrected word */
    OTHER_FIELDS_PART = 8, /* of the weights of the other fields a word stands in */
    OR_PART = 8,           /* of the children of an OR that are not the best */
    TITLE_WORDS = 100,     /* that words stand in the title at all */
    TITLE_COVER = 130,     /* that they are all of it */
    TITLE_LEAD = 70,       /* that it begins with one */
    TITLE_NEAR = 140,      /* that they are neighbours in the order asked for */
    TITLE_EXACT = 120,     /* that they are the title, or the title proper */
    HOLDERS_DOUBLING = 10, /* for each doubling of the libraries that hold it */
    HOLDERS_MOST = 60,
    QUALITY_STEP = 2, /* index_doc.quality is 0..15 */
    NEAR_MOST = 60,   /* the library chosen itself */
    NEAR_HALF_KM = 10 /* so far away it is worth half */
};

/* Between two words of the query that stand next to one another there, by the words between them
 * in the title; and when they stand the other way round. */
static const int near_percent[] = {100, 70, 55, 40};
enum { NEAR_FAR_PERCENT = 10, NEAR_BACK_PERCENT = 30 };

/* ---- where the words stand ---- */

struct stand {
    unsigned fields;         /* a bit for each it stands in */
    int field[INDEX_FIELDS]; /* of these: the best percent of the kinds found there */
    int title;               /* first place in the title of the best kind, -1: none */
    int title_percent, size;
};

struct title_run { /* the parts of the query that stand in the title, in the order of the query */
    int at[RANK_NODES], size[RANK_NODES], weight[RANK_NODES];
    int n, words, all, last; /* all: weight of the whole query */
};

/* Of one document at a time; made once for a search, as it is large. */
struct tally {
    struct stand stand[RANK_NODES];
    int value[RANK_NODES], best[RANK_NODES];
    struct title_run run;
};

struct tally *rank_tally_new(struct arena *a)
{
    return arena_make(a, struct tally);
}

static int percent_of(const struct rank_plan *plan, int phrase)
{
    const struct rank_node *n = &plan->node[plan->phrase[phrase].node];
    int kind = kind_percent[plan->phrase[phrase].kind];
    return n->refused ? 0 : kind * MAX(100 - EDIT_PERCENT * n->edits, 10) / 100;
}

static void put(struct stand *s, int field, int at, int percent, int size)
{
    if (!(s->fields >> field & 1u)) s->field[field] = 0;
    s->fields |= 1u << field;
    if (percent > s->field[field]) s->field[field] = percent;
    if (field != INDEX_TITLE) return;
    if (percent < s->title_percent || (percent == s->title_percent && at >= s->title)) return;
    s->title = at;
    s->title_percent = percent;
    s->size = size;
}

static void forget_stands(const struct rank_plan *plan)
{
    for (int i = 0; i < plan->nodes; i++) {
        plan->tally->stand[i].fields = 0;
        plan->tally->stand[i].title = -1;
        plan->tally->stand[i].title_percent = 0;
    }
}

static int gather(const Fts5ExtensionApi *api, Fts5Context *fts, const struct rank_plan *plan,
                  struct tally *t)
{
    int code = SQLITE_OK, phrases = MIN(plan->phrases, api->xPhraseCount(fts));
    forget_stands(plan);
    for (int p = 0; code == SQLITE_OK && p < phrases; p++) {
        int node = plan->phrase[p].node, percent = node < 0 ? 0 : percent_of(plan, p);
        int field = 0, at = 0, size = api->xPhraseSize(fts, p);
        Fts5PhraseIter i;
        if (!percent) continue;
        code = api->xPhraseFirst(fts, p, &i, &field, &at);
        for (int n = 0; code == SQLITE_OK && field >= 0 && n < INSTANCES_MAX; n++) {
            if (field < INDEX_FIELDS) put(&t->stand[node], field, at, percent, size);
            api->xPhraseNext(fts, &i, &field, &at);
        }
    }
    return code;
}

static int value_of_term(const struct stand *s)
{
    int best = 0, sum = 0;
    for (unsigned left = s->fields; left; left &= left - 1) {
        int f = __builtin_ctz(left), value = field_weight[f] * s->field[f] / 100;
        sum += value;
        best = MAX(best, value);
    }
    return best + (sum - best) / OTHER_FIELDS_PART;
}

/* Children stand behind their parents in the list. */
static int value_of_query(const struct rank_plan *plan, struct tally *t)
{
    int *best = t->best;
    for (int i = 0; i < plan->nodes; i++) best[i] = t->value[i] = 0;
    for (int i = plan->nodes - 1; i >= 0; i--) {
        const struct rank_node *n = &plan->node[i];
        if (n->refused) continue;
        if (n->op == INDEX_TERM)
            t->value[i] = value_of_term(&t->stand[i]);
        else if (n->op == INDEX_OR)
            t->value[i] = best[i] + (t->value[i] - best[i]) / OR_PART;
        else
            t->value[i] /= MAX(n->weight, 1);
        if (n->parent < 0) continue;
        const struct rank_node *above = &plan->node[n->parent];
        bool either = above->op == INDEX_OR;
        if (either && n->op == INDEX_AND) /* the one that tells more is the better one */
            t->value[i] = t->value[i] * n->weight / MAX(above->weight, 1);
        t->value[n->parent] += either ? t->value[i] : t->value[i] * n->weight;
        best[n->parent] = MAX(best[n->parent], t->value[i]);
    }
    return plan->nodes ? t->value[0] : 0;
}

/* ---- the title ---- */

/* A word may be in several children of an OR. */
static bool stands_in(const struct title_run *r, int at)
{
    for (int i = 0; i < r->n; i++)
        if (r->at[i] == at) return true;
    return false;
}

static void run_of(const struct rank_plan *plan, const struct tally *t, struct title_run *r)
{
    int slot = -1, best = 0;
    r->n = r->words = r->all = r->last = 0;
    for (int i = 0; i < plan->nodes; i++) {
        const struct rank_node *n = &plan->node[i];
        const struct stand *s = &t->stand[i];
        if (n->op != INDEX_TERM || n->refused) continue;
        if (n->slot != slot) {
            slot = n->slot;
            best = 0;
            r->all += n->weight;
        }
        if (s->title < 0 || s->title_percent <= best) continue;
        if (best == 0 && stands_in(r, s->title - TITLE_START)) continue;
        if (best == 0) r->n++;
        best = s->title_percent;
        r->at[r->n - 1] = s->title - TITLE_START;
        r->size[r->n - 1] = s->size;
        r->weight[r->n - 1] = n->weight * s->title_percent / 100;
    }
    for (int i = 0; i < r->n; i++) {
        r->words += r->size[i];
        r->last = MAX(r->last, r->at[i] + r->size[i]);
    }
}

/* 0..100, and whether all follow one another. */
static int nearness(const struct title_run *r, bool *ret_in_order)
{
    int sum = 0;
    *ret_in_order = true;
    for (int i = 0; i + 1 < r->n; i++) {
        int between = r->at[i + 1] - r->at[i] - r->size[i];
        if (between != 0) *ret_in_order = false;
        if (between >= 0 && between < (int)COUNT(near_percent))
            sum += near_percent[between];
        else if (between < 0 && between > -(int)COUNT(near_percent) - r->size[i])
            sum += NEAR_BACK_PERCENT;
        else
            sum += NEAR_FAR_PERCENT;
    }
    return r->n > 1 ? sum / (r->n - 1) : 0;
}

static int title_bonus(const struct rank_plan *plan, struct tally *t,
                       const struct column_head *head)
{
    struct title_run *r = &t->run;
    bool in_order = false, begins = false;
    run_of(plan, t, r);
    if (r->n == 0 || r->all == 0) return 0;
    int share = 0, first = r->at[0], near = nearness(r, &in_order);
    for (int i = 0; i < r->n; i++) {
        share += r->weight[i];
        begins = begins || r->at[i] == 0;
        first = MIN(first, r->at[i]);
    }
    bool in_short = head->title_short && r->last <= head->title_short;
    int words = MAX(in_short ? head->title_short : head->title_words, 1);
    int bonus = TITLE_WORDS + TITLE_COVER * MIN(r->words, words) / words + TITLE_NEAR * near / 100;
    if (begins) bonus += TITLE_LEAD;
    if (in_order && first == 0 && r->words == words) bonus += TITLE_EXACT;
    return bonus * MIN(share, r->all) / r->all;
}

/* ---- the document ---- */

/* By what the agency says of its copies. */
static int percent_ready(const struct rank_plan *plan, unsigned status)
{
    int best = plan->near_percent ? 0 : 100;
    for (int bit = 0; plan->near_percent && bit < 8; bit++)
        if (status >> bit & 1u) best = MAX(best, plan->near_percent[bit]);
    return best;
}

static int nearest(const struct rank_plan *plan, struct row_ref row)
{
    struct holder_span by = block_holders(row.block, row.at);
    int best = 0;
    for (size_t i = by.from, k = 0; i < by.to && k < plan->n_near;) {
        uint32_t holder = block_holder(row.block, (uint32_t)i);
        int64_t agency = holder_agency(holder);
        if (agency == plan->near[k].agency) {
            int km = MAX(plan->near[k].km, 0);
            int ready = percent_ready(plan, holder_status(holder));
            best = MAX(best, NEAR_MOST * NEAR_HALF_KM / (NEAR_HALF_KM + km) * ready / 100);
        }
        if (agency <= plan->near[k].agency)
            i++;
        else
            k++;
    }
    return best;
}

static int prior(const struct rank_plan *plan, struct row_ref row)
{
    const struct column_head *head = &row.block->head[row.at];
    int doublings = 31 - __builtin_clz(head->holders + 1u);
    int score = MIN(doublings * HOLDERS_DOUBLING, (int)HOLDERS_MOST);
    return score + head->quality * QUALITY_STEP + (plan->n_near ? nearest(plan, row) : 0);
}

static int score(const struct rank_plan *plan, struct row_ref row)
{
    struct tally *t = plan->tally;
    return value_of_query(plan, t) + title_bonus(plan, t, &row.block->head[row.at]) +
           prior(plan, row);
}

static int rank_one(const Fts5ExtensionApi *api, Fts5Context *fts, struct rank_plan *plan)
{
    const struct rank_hits *hits = &plan->hits;
    struct row_ref row;
    int code = SQLITE_OK;
    int64_t id = api->xRowid(fts);
    if (!hits->find(hits->ctx, id, &row)) return SQLITE_OK;
    code = gather(api, fts, plan, plan->tally);
    if (!code) hits->take(hits->ctx, id, score(plan, row));
    return code;
}

/* ---- without FTS5 ---- */

void rank_forget(const struct rank_plan *plan)
{
    forget_stands(plan);
}

void rank_stand(const struct rank_plan *plan, int phrase, uint32_t fields, int title, int size)
{
    int node = plan->phrase[phrase].node, percent = node < 0 ? 0 : percent_of(plan, phrase);
    for (uint32_t left = percent ? fields : 0; left; left &= left - 1) {
        int field = __builtin_ctz(left);
        put(&plan->tally->stand[node], field, field == INDEX_TITLE ? title : 0, percent, size);
    }
}

int64_t rank_score(const struct rank_plan *plan, struct row_ref row)
{
    return score(plan, row);
}

/* ---- with it ---- */

static void rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n,
                 sqlite3_value **args)
{
    struct rank_plan *plan = n ? sqlite3_value_pointer(args[0], RANK_POINTER) : NULL;
    int code = plan ? rank_one(api, fts, plan) : SQLITE_MISUSE;
    bool over = !code && plan->hits.stop(plan->hits.ctx);
    if (code)
        sqlite3_result_error_code(ctx, code);
    else
        sqlite3_result_int(ctx, over);
}

enum err rank_register(sqlite3 *db)
{
    fts5_api *api = fts5_of(db);
    if (!api) return ERR_INTERNAL;
    return sqlite_err(api->xCreateFunction(api, "silang_rank", NULL, rank, NULL));
}
