/* often_check.c -- do blocks have the terms that many titles have where the stored texts do?
 *
 * As in check.c: each posting is hashed and summed, once as the blocks have it and once by cutting
 * the texts again. */
#include "index/cut.h"
#include "index/internal.h"
#include "text/forms_memory.h"

struct sums {
    uint64_t postings, mixed;
};

static void add(struct sums *s, uint64_t block, uint32_t number, uint32_t posting)
{
    uint64_t x = block * UINT64_C(0x9E3779B97F4A7C15) ^ ((uint64_t)number << 32 | posting);
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    s->postings++;
    s->mixed += x ^ x >> 31;
}

static void sum_blocks(const struct snapshot *s, struct sums *ret)
{
    for (size_t n = 0; n < snapshot_blocks(s); n++) {
        const struct often_block *b = snapshot_often(s, n);
        const struct overlay *o = snapshot_overlay(s, n);
        for (uint32_t t = 0; b && t < b->known; t++)
            for (uint32_t i = b->from[t]; i < b->from[t + 1]; i++)
                if (!overlay_has(o, posting_row(b->posting[i]))) add(ret, n, t, b->posting[i]);
        for (size_t i = 0; o && i < o->postings; i++)
            if (o->number[i] < b->known) add(ret, n, o->number[i], o->posting[i]);
    }
}

/* The terms that the document's block knows. */
static void sum_document(const struct snapshot *s, const struct often_terms *terms, int64_t id,
                         const struct str cut[INDEX_FIELDS], struct sums *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct often_row row;
    size_t n = (size_t)(id / BLOCK_ROWS);
    const struct often_block *b = snapshot_often(s, n);
    if (!b || !b->known) return;
    often_collect(terms, cut, (uint32_t)(id % BLOCK_ROWS), a, &row);
    for (size_t i = 0; i < row.n; i++)
        if (row.item[i].number < b->known) add(ret, n, row.item[i].number, row.item[i].posting);
}

static enum err sum_texts(sqlite3 *db, const struct snapshot *s, const struct often_terms *terms,
                          struct sums *ret)
{
    sqlite3_stmt *st = NULL;
    struct forms_memory *known = forms_memory_new();
    int code = sqlite3_prepare_v2(db, "SELECT id, texts FROM doc", -1, &st, NULL);
    enum err e = sqlite_err(code);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str stored = {sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)};
        struct arena CLEANUP(arena_freep) *a = arena_new();
        struct str field[INDEX_FIELDS], cut[INDEX_FIELDS];
        e = texts_split(stored, field) ? cut_terms(known, field, a, cut) : ERR_FORMAT;
        if (!e) sum_document(s, terms, sqlite3_column_int64(st, 0), cut, ret);
    }
    sqlite3_finalize(st);
    forms_memory_free(known);
    return e ? e : sqlite_err(code);
}

enum err often_check(sqlite3 *db, const struct snapshot *s, struct arena *a, struct str *ret_why)
{
    struct often_terms *terms = NULL;
    struct sums there = {0}, wanted = {0};
    enum err e = often_terms_load(db, &terms);
    if (e) return e;
    sum_blocks(s, &there);
    if (often_terms_count(terms)) e = sum_texts(db, s, terms, &wanted);
    often_terms_free(terms);
    if (e || (there.postings == wanted.postings && there.mixed == wanted.mixed)) return e;
    *ret_why =
        arena_printf(a, "%llu rows of frequent words, the stored texts have %llu or others",
                     (unsigned long long)there.postings, (unsigned long long)wanted.postings);
    return ERR_FORMAT;
}
