/* rank.h -- how well a document answers a query.
 *
 * A plan is made once per search: the query tree as a list in which children come before parents,
 * what each phrase of the FTS5 expression stands for, and how much each word tells. FTS5 then calls
 * the ranking for each hit with the places where phrases stand; the columns say the rest. The
 * weights are one table, in rank.c. */
#ifndef INDEX_RANK_H
#define INDEX_RANK_H

#include "index/internal.h"

enum { RANK_NODES = 160, RANK_PHRASES = 192 };

struct rank_node {
    enum index_op op;
    int parent; /* -1: the root */
    int weight; /* how much it tells; AND: of all below, OR: of the best below */
    int edits;  /* TERM: as in index_node */
    int slot;   /* TERM: the part of the query it stands for */
    bool refused;
    struct str word;
};

/* What becomes of the documents that FTS5 finds. */
struct rank_hits {
    bool (*find)(void *ctx, int64_t id, struct row_ref *ret); /* false: not wanted, not ranked */
    void (*take)(void *ctx, int64_t id, int64_t score);
    bool (*stop)(void *ctx); /* after each of them: no more are wanted */
    /* Many rows of a block at once: counts them and leaves those that are hits, of which `wants` is
     * then asked instead of `find`. False: they are to be found one by one. */
    bool (*find_rows)(void *ctx, size_t block, uint64_t rows[]);
    bool (*wants)(void *ctx, int64_t id);
    void *ctx;
};

struct rank_plan {
    struct rank_node node[RANK_NODES];
    int nodes, slots;
    struct {
        int node;
        enum phrase_kind kind;
    } phrase[RANK_PHRASES];
    int phrases;
    struct tally *tally; /* of the document that is being ranked */
    struct arena *mem;
    struct rank_hits hits;
    const struct index_near *near;
    size_t n_near;
    const uint8_t *near_percent;
};

struct tally *rank_tally_new(struct arena *a);

/* In `a`, without `hits`. Weights come from how often the file uses each word. */
MUST enum err rank_plan_make(struct connection *c, const struct index_query *q,
                             const struct phrases *phrases, struct arena *a,
                             struct rank_plan **ret);

/* One for another thread, whose hits have this context. */
struct rank_plan *rank_plan_copy(const struct rank_plan *plan, struct arena *a, void *ctx);

/* The score of a document when somebody else knows where the phrases of the query stand in it: the
 * last one is forgotten, each phrase told (the fields it stands in, a bit each, its first place in
 * the title, and how many words it is), the score asked for. */
void rank_forget(const struct rank_plan *plan);
void rank_stand(const struct rank_plan *plan, int phrase, uint32_t fields, int title, int size);
int64_t rank_score(const struct rank_plan *plan, struct row_ref row);

/* The name under which the plan is bound to silang_rank(fts, ?). The function gives the hits to the
 * plan and is false until no more are wanted, so that a whole search is one step of a statement
 * that asks for the rows where it is true. */
#define RANK_POINTER "silang_rank_plan"

#endif
