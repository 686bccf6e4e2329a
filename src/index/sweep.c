/* sweep.c -- see sweep.h. */
#include "index/sweep.h"

#include <string.h>

#include "base/checked.h"
#include "index/begin.h"
#include "index/note.h"

enum { NOTED = -1, SAMPLES = 16 };

/* A phrase is any of several terms that many have, and of what was noted. */
struct source {
    uint32_t fields; /* it counts in these */
    int size;        /* words of it */
    uint32_t *number;
    size_t n;
    struct notes *notes; /* NULL: none */
    int64_t documents;   /* about as many have it */
};

/* A node of the query. */
struct part {
    enum index_op op;
    size_t id;         /* which one, from 0 */
    size_t first, end; /* TERM: its phrases */
    struct part *child;
    size_t n;
    int64_t size; /* about how many documents it has */
};

struct sweep {
    const struct snapshot *columns;
    struct part root;
    size_t parts;
    struct source *phrase;
    size_t phrases;
};

/* ---- making ---- */

struct making {
    struct connection *c;
    struct sweep *sweep;
    const char *expression;
    struct phrases *phrases;
    int64_t **number; /* of each term of each phrase */
    const struct rank_hits *hits;
    struct arena *mem;
    int terms;
    bool too_many; /* documents of what is no word many have */
};

/* The number of a term that many have and all blocks know, or NOTED. */
static enum err find_number(struct making *m, struct str term, int64_t *ret)
{
    sqlite3_stmt *st = m->c->often;
    sqlite3_bind_text64(st, 1, term.p, term.n, SQLITE_STATIC, SQLITE_UTF8);
    int code = sqlite3_step(st);
    *ret = code == SQLITE_ROW ? sqlite3_column_int64(st, 0) : NOTED;
    sqlite3_reset(st);
    if (*ret >= snapshot_often_known(m->sweep->columns)) *ret = NOTED;
    return sqlite_err(code);
}

static enum err find_numbers(struct making *m, bool *ret_any)
{
    enum err e = OK;
    m->number = arena_array(m->mem, int64_t *, m->phrases->n + 1);
    for (size_t p = 0; !e && p < m->phrases->n; p++) {
        struct phrase *phrase = &m->phrases->item[p];
        if (phrase->begins.n)
            e = begin_terms(m->c, phrase->begins, snapshot_often_known(m->sweep->columns), m->mem,
                            &phrase->any);
        m->number[p] = arena_array(m->mem, int64_t, phrase->any.n + 1);
        for (size_t i = 0; !e && i < phrase->any.n; i++) {
            e = find_number(m, phrase->any.item[i], &m->number[p][i]);
            *ret_any = *ret_any || m->number[p][i] != NOTED;
        }
    }
    return e;
}

static enum err note(struct making *m, struct source *to, struct str expression)
{
    if (!to->notes) to->notes = arena_make(m->mem, struct notes);
    to->notes->mem = m->mem;
    to->notes->stop = m->hits->stop;
    to->notes->ctx = m->hits->ctx;
    enum err e = note_phrase(m->c->note, expression, to->notes);
    m->too_many = m->too_many || to->notes->stopped;
    return e;
}

static enum err note_all(struct making *m, size_t phrase, struct source *to)
{
    const struct phrase *p = &m->phrases->item[phrase];
    enum err e = OK;
    if (!to->n) return note(m, to, (struct str){m->expression + p->from, p->to - p->from});
    for (size_t i = 0; !e && i < p->any.n && !m->too_many; i++)
        if (m->number[phrase][i] == NOTED)
            e = note(m, to, arena_printf(m->mem, "\"%.*s\"", STR_ARG(p->any.item[i])));
    return e;
}

/* Of terms that many have: as often as in some of the blocks. */
static int64_t documents_of(const struct sweep *s, const struct source *from)
{
    size_t blocks = snapshot_blocks(s->columns), step = blocks / SAMPLES + 1, seen = 0;
    int64_t there = 0;
    for (size_t n = 0; n < blocks; n += step, seen++) {
        const struct often_block *b = snapshot_often(s->columns, n);
        for (size_t i = 0; b && i < from->n; i++)
            there += b->from[from->number[i] + 1] - b->from[from->number[i]];
    }
    there = there * (int64_t)blocks / (int64_t)MAX(seen, (size_t)1);
    return there + (from->notes ? (int64_t)from->notes->n : 0);
}

static enum err make_source(struct making *m, size_t phrase, struct source *ret)
{
    const struct phrase *p = &m->phrases->item[phrase];
    *ret = (struct source){.fields = p->fields, .size = 1};
    ret->number = arena_array(m->mem, uint32_t, p->any.n + 1);
    for (size_t i = 0; i < p->any.n; i++)
        if (m->number[phrase][i] != NOTED) ret->number[ret->n++] = (uint32_t)m->number[phrase][i];
    enum err e = note_all(m, phrase, ret);
    if (!e && ret->notes) notes_settle(ret->notes, snapshot_blocks(m->sweep->columns));
    if (ret->notes) ret->size = ret->notes->size;
    ret->documents = documents_of(m->sweep, ret);
    return e;
}

static enum err make_part(struct making *m, const struct index_node *n, struct part *ret);

static enum err make_term(struct making *m, struct part *ret)
{
    enum err e = OK;
    int term = m->terms++;
    for (size_t p = 0; !e && p < m->phrases->n; p++) {
        if (m->phrases->item[p].term != term) continue;
        if (!ret->end) ret->first = p;
        ret->end = p + 1;
        e = make_source(m, p, &m->sweep->phrase[p]);
        ret->size += m->sweep->phrase[p].documents;
    }
    return e;
}

/* Those of an AND come with the rarest first, so that most blocks are left at once. */
static void sort_children(struct part *p)
{
    for (size_t i = 1; i < p->n; i++)
        for (size_t k = i; k > 0 && p->child[k].size < p->child[k - 1].size; k--) {
            struct part other = p->child[k];
            p->child[k] = p->child[k - 1];
            p->child[k - 1] = other;
        }
}

static enum err make_part(struct making *m, const struct index_node *n, struct part *ret)
{
    enum err e = OK;
    *ret = (struct part){.op = n->op, .id = m->sweep->parts++};
    if (n->op == INDEX_TERM) return make_term(m, ret);
    ret->child = arena_array(m->mem, struct part, n->n);
    for (; !e && ret->n < n->n; ret->n++) {
        struct part *child = &ret->child[ret->n];
        e = make_part(m, n->child[ret->n], child);
        if (n->op == INDEX_OR)
            ret->size += child->size;
        else if (ret->n == 0 || (n->op == INDEX_AND && child->size < ret->size))
            ret->size = child->size;
    }
    if (n->op == INDEX_AND) sort_children(ret);
    return e;
}

static bool has_near(const struct index_node *n)
{
    bool near = n->op == INDEX_NEAR;
    for (size_t i = 0; !near && i < n->n; i++) near = has_near(n->child[i]);
    return near;
}

static bool is_any_of(const struct index_node *n)
{
    bool any = n->op == INDEX_TERM || n->op == INDEX_OR;
    for (size_t i = 0; any && i < n->n; i++) any = is_any_of(n->child[i]);
    return any;
}

enum err sweep_make(struct connection *c, const struct snapshot *columns,
                    const struct index_query *q, const char *expression, struct phrases *phrases,
                    const struct rank_hits *hits, struct arena *a, struct sweep **ret)
{
    struct sweep *s = arena_make(a, struct sweep);
    struct making m = {c, s, expression, phrases, NULL, hits, a, 0, false};
    bool pays = is_any_of(q->root);
    *ret = NULL;
    s->columns = columns;
    s->phrases = phrases->n;
    s->phrase = arena_array(a, struct source, phrases->n + 1);
    if (q->enough || has_near(q->root)) return OK;
    enum err e = find_numbers(&m, &pays);
    if (e || !pays) return e;
    e = make_part(&m, q->root, &s->root);
    if (!e && !m.too_many) *ret = s;
    return e;
}

int64_t sweep_size(const struct sweep *s)
{
    return s->root.size;
}

/* ---- sweeping ---- */

/* A phrase in the block at hand. */
struct stand {
    uint64_t rows[ROW_WORDS];
    uint32_t posting[BLOCK_ROWS]; /* of these rows */
};

struct sweeping {
    const struct sweep *sweep;
    struct stand *stand;         /* of each phrase */
    uint64_t (*rows)[ROW_WORDS]; /* of each part */
    size_t block;
    const struct block *columns;
    const struct often_block *often;
    const struct overlay *overlay;
};

static inline bool has_row(const uint64_t rows[ROW_WORDS], uint32_t row)
{
    return rows[row / 64] >> row % 64 & 1;
}

/* All fields it stands in, and its first place in the title. */
static uint32_t both(uint32_t x, uint32_t y)
{
    const uint32_t place = (1u << POSTING_PLACES) - 1;
    uint32_t a = x & place, b = y & place;
    return ((x | y) & ~place) | (a && b ? MIN(a, b) : a | b);
}

static void stand_in(struct stand *s, uint32_t fields, const uint32_t *posting, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t one = posting[i], row = posting_row(one);
        if (!(posting_fields(one) & fields)) continue;
        s->posting[row] = has_row(s->rows, row) ? both(s->posting[row], one) : one;
        s->rows[row / 64] |= UINT64_C(1) << row % 64;
    }
}

/* The terms that many have in rows that lie beside the block. */
static void stand_beside(struct stand *s, const struct source *from, const struct overlay *o)
{
    for (int i = 0; i < ROW_WORDS; i++) s->rows[i] &= ~o->rows[i];
    for (size_t i = 0; i < from->n; i++) {
        const uint32_t *posting = NULL;
        size_t n = overlay_postings(o, from->number[i], &posting);
        stand_in(s, from->fields, posting, n);
    }
}

static const struct stand *stand_of(const struct sweeping *w, size_t phrase)
{
    const struct source *from = &w->sweep->phrase[phrase];
    struct stand *s = &w->stand[phrase];
    const uint32_t *start = w->often->from;
    memset(s->rows, 0, sizeof s->rows);
    for (size_t i = 0; i < from->n; i++) {
        uint32_t at = start[from->number[i]];
        stand_in(s, from->fields, w->often->posting + at, start[from->number[i] + 1] - at);
    }
    if (w->overlay && from->n) stand_beside(s, from, w->overlay);
    if (!from->notes || !from->notes->n) return s;
    uint32_t at = from->notes->start[w->block];
    stand_in(s, from->fields, from->notes->item + at, from->notes->start[w->block + 1] - at);
    return s;
}

static bool any_row(const uint64_t rows[ROW_WORDS])
{
    uint64_t any = 0;
    for (int i = 0; i < ROW_WORDS; i++) any |= rows[i];
    return any != 0;
}

static void join_rows(enum index_op op, const uint64_t rows[ROW_WORDS], uint64_t ret[ROW_WORDS])
{
    for (int i = 0; i < ROW_WORDS; i++) {
        if (op == INDEX_AND)
            ret[i] &= rows[i];
        else if (op == INDEX_NOT)
            ret[i] &= ~rows[i];
        else
            ret[i] |= rows[i];
    }
}

/* Finds the rows of a part; whether there are any. */
static bool find_rows(const struct sweeping *w, const struct part *p)
{
    uint64_t *rows = w->rows[p->id];
    bool any = true;
    memset(rows, 0, sizeof w->rows[0]);
    for (size_t i = p->first; i < p->end; i++) join_rows(INDEX_OR, stand_of(w, i)->rows, rows);
    for (size_t i = 0; i < p->n && any; i++) {
        find_rows(w, &p->child[i]);
        join_rows(i ? p->op : INDEX_OR, w->rows[p->child[i].id], rows);
        any = p->op == INDEX_OR || any_row(rows);
    }
    return any_row(rows);
}

/* Where the phrases stand that made it a hit: half of an AND counts for nothing. */
static void tell_stands(const struct sweeping *w, const struct rank_plan *plan,
                        const struct part *p, uint32_t row)
{
    if (!has_row(w->rows[p->id], row)) return;
    for (size_t i = p->first; i < p->end; i++) {
        const struct stand *s = &w->stand[i];
        const struct source *from = &w->sweep->phrase[i];
        if (!has_row(s->rows, row)) continue;
        uint32_t posting = s->posting[row], fields = posting_fields(posting) & from->fields;
        rank_stand(plan, (int)i, fields, posting_title(posting), from->size);
    }
    for (size_t i = 0; i < p->n; i++) tell_stands(w, plan, &p->child[i], row);
}

static void rank_row(const struct sweeping *w, const struct rank_plan *plan, uint32_t at,
                     int64_t id)
{
    struct row_ref row = {w->columns, at};
    if (overlay_has(w->overlay, at)) overlay_row(w->overlay, at, &row);
    rank_forget(plan);
    tell_stands(w, plan, &w->sweep->root, at);
    plan->hits.take(plan->hits.ctx, id, rank_score(plan, row));
}

/* False: no more are wanted. */
static bool give_rows(const struct sweeping *w, const struct rank_plan *plan)
{
    const struct rank_hits *hits = &plan->hits;
    uint64_t *rows = w->rows[w->sweep->root.id];
    struct row_ref row;
    bool known = hits->find_rows(hits->ctx, w->block, rows);
    for (size_t word = 0; word < ROW_WORDS; word++)
        for (uint64_t left = rows[word]; left; left &= left - 1) {
            uint32_t at = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left);
            int64_t id = (int64_t)w->block * BLOCK_ROWS + at;
            bool wanted = known ? hits->wants(hits->ctx, id) : hits->find(hits->ctx, id, &row);
            if (wanted) rank_row(w, plan, at, id);
            if (!known && hits->stop(hits->ctx)) return false;
        }
    return !known || !hits->stop(hits->ctx);
}

static bool may_stand(const struct sweeping *w, size_t phrase)
{
    const struct source *from = &w->sweep->phrase[phrase];
    const uint32_t *start = from->notes ? from->notes->start + w->block : NULL;
    return from->n || (start && start[0] != start[1]);
}

/* Whether the block can have a hit: what few have is in few blocks. */
static bool may_have(const struct sweeping *w, const struct part *p)
{
    bool all = p->op == INDEX_AND, any = all;
    for (size_t i = p->first; i < p->end && !any; i++) any = may_stand(w, i);
    for (size_t i = 0; i < p->n && any == all; i++) {
        any = may_have(w, &p->child[i]);
        if (p->op == INDEX_NOT) return any;
    }
    return any;
}

/* What is asked for in the blocks to come lies apart: it is on its way while others are counted. */
static void ask_ahead(const struct sweep *s, size_t block)
{
    const struct often_block *next = snapshot_often(s->columns, block + 1);
    const struct often_block *then = snapshot_often(s->columns, block + 2);
    for (size_t p = 0; p < s->phrases; p++)
        for (size_t i = 0; i < s->phrase[p].n; i++) {
            uint32_t number = s->phrase[p].number[i];
            if (then) __builtin_prefetch(&then->from[number]);
            if (next) __builtin_prefetch(&next->posting[next->from[number]]);
        }
}

void sweep_blocks(const struct sweep *s, struct rank_plan *plan, size_t from, size_t to)
{
    struct stand *stand = arena_array(plan->mem, struct stand, s->phrases + 1);
    struct sweeping w = {.sweep = s, .stand = stand, .block = from};
    w.rows = arena_alloc_array(plan->mem, s->parts, sizeof w.rows[0]);
    for (; w.block < to; w.block++) {
        ask_ahead(s, w.block);
        w.often = snapshot_often(s->columns, w.block);
        w.columns = snapshot_block(s->columns, w.block);
        w.overlay = snapshot_overlay(s->columns, w.block);
        if (!w.often || !may_have(&w, &s->root) || !find_rows(&w, &s->root)) continue;
        if (!give_rows(&w, plan)) return;
    }
}
