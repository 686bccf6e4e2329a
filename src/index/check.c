/* check.c -- is the index file whole, and does it say what its stored texts say?
 *
 * FTS5 cannot check a contentless table by itself. Every posting (word, document, field, place) is
 * hashed and summed, once as FTS5 has it and once by cutting the stored texts again: a ghost or a
 * missing posting makes the sums differ. */
#include <string.h>

#include "base/checked.h"
#include "index/internal.h"
#include "index/vocabulary.h"

struct sums {
    uint64_t postings, mixed;
};

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static void add(struct sums *s, struct str word, int64_t doc, int field, int64_t at)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)word.p[i]) * UINT64_C(1099511628211);
    h = mix(h ^ mix((uint64_t)doc));
    s->postings++;
    s->mixed += mix(h ^ mix((uint64_t)at * INDEX_FIELDS + (uint64_t)field));
}

static int field_of(const char *name)
{
    for (int f = 0; f < INDEX_FIELDS; f++)
        if (strcmp(name, field_column((enum index_field)f)) == 0) return f;
    return -1;
}

static enum err sum_postings(sqlite3 *db, struct sums *ret)
{
    sqlite3_stmt *st = NULL;
    int code =
        sqlite3_prepare_v2(db, "SELECT term, doc, col, offset FROM temp.postings", -1, &st, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(st);
        if (code != SQLITE_ROW) break;
        struct str word = {(const char *)sqlite3_column_text(st, 0),
                           (size_t)sqlite3_column_bytes(st, 0)};
        add(ret, word, sqlite3_column_int64(st, 1),
            field_of((const char *)sqlite3_column_text(st, 2)), sqlite3_column_int64(st, 3));
    }
    sqlite3_finalize(st);
    return sqlite_err(code);
}

struct summing {
    struct sums *sums;
    int64_t doc;
    int field;
};

static bool sum_term(void *ctx, struct str term, int64_t at)
{
    const struct summing *s = ctx;
    add(s->sums, term, s->doc, s->field, at);
    return true;
}

static void sum_field(struct sums *sums, int64_t doc, int field, struct str text)
{
    struct summing s = {sums, doc, field};
    field_terms_each(NULL, text, sum_term, &s);
}

static enum err sum_texts(sqlite3 *db, struct sums *ret, int64_t *ret_docs)
{
    sqlite3_stmt *st = NULL;
    struct str field[INDEX_FIELDS];
    int code = sqlite3_prepare_v2(db, "SELECT id, texts FROM doc", -1, &st, NULL);
    enum err e = sqlite_err(code);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str stored = {sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)};
        ++*ret_docs;
        if (!texts_split(stored, field)) e = ERR_FORMAT;
        for (int f = 0; !e && f < INDEX_FIELDS; f++)
            sum_field(ret, sqlite3_column_int64(st, 0), f, field[f]);
    }
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

static int64_t count_rows(const struct snapshot *s)
{
    struct row_ref row;
    int64_t n = 0, to = (int64_t)(snapshot_blocks(s) * BLOCK_ROWS);
    for (int64_t id = 0; id < to; id++) n += snapshot_row(s, id, &row);
    return n;
}

static enum err integrity(sqlite3 *db, struct arena *a, struct str *ret_why)
{
    sqlite3_stmt *st = NULL;
    enum err e = sqlite_err(sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &st, NULL));
    if (!e && sqlite3_step(st) == SQLITE_ROW) {
        struct str word = str_of((const char *)sqlite3_column_text(st, 0));
        if (!str_eq(word, STR("ok"))) {
            *ret_why = arena_copy(a, word);
            e = ERR_FORMAT;
        }
    }
    sqlite3_finalize(st);
    return e;
}

static enum err compare(sqlite3 *db, const struct snapshot *s, struct arena *a, struct str *ret_why)
{
    struct sums there = {0}, wanted = {0};
    int64_t docs = 0;
    enum err e = sum_postings(db, &there);
    if (!e) e = sum_texts(db, &wanted, &docs);
    if (e) return e;
    if (there.postings != wanted.postings || there.mixed != wanted.mixed)
        *ret_why = arena_printf(a, "%lld postings, the stored texts have %lld or others",
                                (long long)there.postings, (long long)wanted.postings);
    else if (docs != count_rows(s))
        *ret_why = arena_printf(a, "%lld documents, columns for %lld", (long long)docs,
                                (long long)count_rows(s));
    return ret_why->n ? ERR_FORMAT : OK;
}

enum err index_check(struct index_reader *r, struct arena *a, struct str *ret_why)
{
    struct connection *c = NULL;
    struct snapshot *s = NULL;
    int64_t seq = 0;
    *ret_why = (struct str){0};
    enum err e = reader_begin(r, &c, &s, &seq);
    if (e) return e;
    e = integrity(c->db, a, ret_why);
    if (!e)
        e = file_run(c->db,
                     "PRAGMA query_only=OFF; CREATE VIRTUAL TABLE IF NOT EXISTS temp.postings"
                     " USING fts5vocab(main, fts, instance); PRAGMA query_only=ON");
    if (!e) e = compare(c->db, s, a, ret_why);
    if (!e) e = often_check(c->db, s, a, ret_why);
    if (!e) e = headings_check(c->db, a, ret_why);
    if (!e) e = vocabulary_check(c->db, a, ret_why);
    reader_end(r, c, s);
    return e;
}
