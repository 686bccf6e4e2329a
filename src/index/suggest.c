/* suggest.c -- what begins like the words typed: candidates by their beginnings, then the
 * columns, which say who holds a title, and the counts of names and subjects. */
#include "index/suggest.h"

#include <stdlib.h>

#include "base/checked.h"
#include "index/filter.h"
#include "text/words.h"

enum { TITLES_SEEN = 400, HEADINGS_SEEN = 3000, KEPT = 4, FEW = 3 };

struct candidate {
    int64_t at, count; /* id of a title, or ordinal */
};
struct candidates {
    struct candidate *item;
    size_t n, cap;
};

struct suggesting {
    struct connection *c;
    struct snapshot *columns;
    struct filter filter;
    struct str key;
    struct arena *mem;
};

/* What comes after all keys that begin with `key`. */
static struct str end_of(struct arena *a, struct str key)
{
    return arena_join(a, (struct str[]){key, STR("\xF4\x8F\xBF\xBF")}, 2, STR(""));
}

static enum err gather(struct suggesting *s, sqlite3_stmt *st, int limit, struct candidates *to)
{
    int code = SQLITE_DONE;
    while (to->n < (size_t)limit && (code = sqlite3_step(st)) == SQLITE_ROW)
        VEC_PUSH(s->mem, to, (struct candidate){.at = sqlite3_column_int64(st, 0)});
    sqlite3_reset(st);
    return sqlite_err(code);
}

/* ---- titles ---- */

static int64_t holders_of(const struct suggesting *s, int64_t id)
{
    struct row_ref row;
    int64_t n = 0;
    if (!snapshot_row(s->columns, id, &row)) return -1;
    struct holder_span by = block_holders(row.block, row.at);
    for (uint32_t i = by.from; i < by.to; i++)
        n += !filter_holder(&s->filter, block_holder(row.block, i));
    return n || s->filter.any_holder ? n : -1;
}

static bool has(const struct candidates *list, int64_t at)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->item[i].at == at) return true;
    return false;
}

static enum err titles_with(struct suggesting *s, struct candidates *to)
{
    struct index_node n = {.op = INDEX_TERM, .field = INDEX_TITLE, .text = s->key, .prefix = true};
    struct candidates more = {0};
    struct phrases phrases = {0};
    const char *expression = NULL;
    enum err e = expression_of(&n, s->mem, &expression, &phrases);
    if (e) return e == ERR_ARG || e == ERR_LIMIT ? OK : e;
    sqlite3_bind_text(s->c->plain, 1, expression, -1, SQLITE_STATIC);
    e = gather(s, s->c->plain, TITLES_SEEN, &more);
    for (size_t i = 0; i < more.n; i++)
        if (!has(to, more.item[i].at)) VEC_PUSH(s->mem, to, more.item[i]);
    return e;
}

/* Titles stand among the headings by keys that leave their article out. */
static enum err titles_beginning(struct suggesting *s, struct str key, struct candidates *to)
{
    sqlite3_stmt *st = s->c->titles;
    struct str end = end_of(s->mem, key);
    sqlite3_bind_blob64(st, 1, key.p, key.n, SQLITE_STATIC);
    sqlite3_bind_blob64(st, 2, end.p, end.n, SQLITE_STATIC);
    sqlite3_bind_int(st, 3, TITLES_SEEN);
    sqlite3_bind_int(st, 4, HEADING_TITLE);
    return gather(s, st, TITLES_SEEN, to);
}

static enum err find_titles(struct suggesting *s, struct candidates *ret)
{
    struct str whole = words_sort_key(s->mem, s->key, STR("")),
               bare = words_sort_key(s->mem, s->key, STR("eng"));
    enum err e = titles_beginning(s, whole, ret);
    if (!e && bare.n && !str_eq(bare, whole)) e = titles_beginning(s, bare, ret);
    if (!e && ret->n < FEW) e = titles_with(s, ret);
    for (size_t i = 0; i < ret->n; i++) ret->item[i].count = holders_of(s, ret->item[i].at);
    return e;
}

/* ---- names and subjects ---- */

static enum err find_headings(struct suggesting *s, enum term_kind kind, struct candidates *ret)
{
    sqlite3_stmt *st = s->c->headings;
    struct str end = end_of(s->mem, s->key);
    sqlite3_bind_text64(st, 1, s->key.p, s->key.n, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text64(st, 2, end.p, end.n, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_int(st, 3, HEADINGS_SEEN);
    sqlite3_bind_int(st, 4, (int)kind);
    return gather(s, st, HEADINGS_SEEN, ret);
}

/* Titles counted once, or no more. */
struct counting {
    const struct filter *filter;
    struct term_counts *to;
    uint32_t step;
};

static void count_list(const struct counting *c, struct ord_list list)
{
    for (size_t i = 0; i < list.n; i++)
        if (list.item[i] < c->to->terms) c->to->count[list.item[i]] += c->step;
}

static void count_row(const struct counting *c, struct row_ref row)
{
    count_list(c, block_list(row.block, row.at, LIST_AUTHORS));
    count_list(c, block_list(row.block, row.at, LIST_SUBJECTS));
}

static void count_block(const struct counting *c, const struct snapshot *of, size_t n)
{
    const struct block *b = snapshot_block(of, n);
    const struct overlay *o = snapshot_overlay(of, n);
    uint64_t held[ROW_WORDS];
    if (!b) return;
    filter_held_rows(c->filter, b, held);
    for (uint32_t i = 0; i < BLOCK_ROWS; i++) {
        struct row_ref row = {b, i};
        bool in = overlay_has(o, i)
                      ? overlay_row(o, i, &row) && filter_held(c->filter, row.block, row.at)
                      : b->head[i].present && held[i / 64] >> i % 64 & 1;
        if (in) count_row(c, row);
    }
}

/* How many titles in scope have each name and subject, when `old` (NULL: nothing) is counted. */
static void count_since(const struct suggesting *s, const struct snapshot *old,
                        struct term_counts *t)
{
    const struct counting more = {&s->filter, t, 1}, less = {&s->filter, t, (uint32_t)-1};
    const size_t n = MAX(snapshot_blocks(s->columns), old ? snapshot_blocks(old) : 0);
    for (size_t i = 0; i < n; i++) {
        if (old && snapshot_same(old, s->columns, i)) continue;
        if (old) count_block(&less, old, i);

        count_block(&more, s->columns, i);
    }
}

static uint64_t digest_of_scope(const struct index_filter *f)
{
    uint64_t h = UINT64_C(1469598103934665603) ^ f->n_scope;
    for (size_t i = 0; i < f->n_scope; i++)
        h = (h ^ (uint64_t)f->scope[i]) * UINT64_C(0x9E3779B97F4A7C15), h ^= h >> 29;
    return h;
}

/* The counts: those kept, or those with what changed since. */
static const struct term_counts *counts(struct index_reader *r, const struct suggesting *s)
{
    uint64_t scope = digest_of_scope(s->filter.q);
    const struct term_counts *kept = reader_counts(r, s->columns, scope);
    if (kept && kept->of->version == s->columns->version) return kept;
    struct term_counts *t = term_counts_new(s->columns, scope, kept);
    count_since(s, kept ? kept->of : NULL, t);
    if (kept) reader_drop_counts(r, kept);
    reader_keep_counts(r, t, s->columns);
    return t;
}

static void take_counts(struct candidates *list, const struct term_counts *t)
{
    for (size_t i = 0; i < list->n; i++) {
        struct candidate *c = &list->item[i];
        bool there = c->at < (int64_t)t->terms && t->count[c->at];
        c->count = there ? (int64_t)t->count[c->at] : -1;
    }
}

/* ---- the best ---- */

static int by_count(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return (a->at > b->at) - (a->at < b->at);
}

static enum err text_of(struct suggesting *s, int64_t ord, struct arena *a, struct str *ret)
{
    sqlite3_stmt *st = s->c->term;
    sqlite3_bind_int64(st, 1, ord);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW)
        *ret = arena_copy(a, (struct str){(const char *)sqlite3_column_text(st, 0),
                                          (size_t)sqlite3_column_bytes(st, 0)});
    sqlite3_reset(st);
    return sqlite_err(code);
}

static enum err give(struct suggesting *s, enum index_suggested kind, struct candidates *list,
                     struct arena *a, struct index_suggestions *ret)
{
    int64_t before = -1;
    enum err e = OK;
    if (list->n) qsort(list->item, list->n, sizeof list->item[0], by_count);
    for (size_t i = 0; !e && i < list->n && ret->n[kind] < KEPT; i++) {
        const struct candidate *c = &list->item[i];
        if (c->count < 0 || c->at == before) continue; /* a name may begin so at two of its words */
        before = c->at;
        struct index_suggestion *to = &ret->item[kind][ret->n[kind]++];
        *to = (struct index_suggestion){.id = c->at, .count = c->count};
        if (kind != SUGGEST_TITLE) e = text_of(s, c->at, a, &to->text);
    }
    return e;
}

static enum err suggest(struct index_reader *r, struct suggesting *s, struct arena *a,
                        struct index_suggestions *ret)
{
    struct candidates titles = {0}, authors = {0}, subjects = {0};
    enum err e = find_titles(s, &titles);
    if (!e) e = find_headings(s, TERM_AUTHOR, &authors);
    if (!e) e = find_headings(s, TERM_SUBJECT, &subjects);
    if (!e && (authors.n || subjects.n)) {
        const struct term_counts *t = counts(r, s);
        take_counts(&authors, t);
        take_counts(&subjects, t);
        reader_drop_counts(r, t);
    }
    if (!e) e = give(s, SUGGEST_TITLE, &titles, a, ret);
    if (!e) e = give(s, SUGGEST_AUTHOR, &authors, a, ret);
    return e ? e : give(s, SUGGEST_SUBJECT, &subjects, a, ret);
}

enum err index_suggest(struct index_reader *r, struct str typed, const struct index_filter *scope,
                       struct arena *a, struct index_suggestions *ret)
{
    struct arena CLEANUP(arena_freep) *mem = arena_new();
    struct index_query q = {.filter = *scope};
    struct index_suggestions found = {0};
    struct suggesting s = {.key = str_slice(words_key(mem, typed), 0, LEAD_BYTES), .mem = mem};
    struct snapshot *columns = NULL;
    int64_t seq = 0;
    if (s.key.n == 0) {
        *ret = found;
        return OK;
    }
    enum err e = reader_begin(r, &s.c, &columns, &seq);
    if (e) return e;
    s.columns = columns;
    e = filter_make(&s.filter, s.c, &q, mem);
    if (!e) e = suggest(r, &s, a, &found);
    reader_end(r, s.c, columns);
    if (!e) *ret = found;
    return reader_told(r, e);
}
