/* vocabulary_check.c -- does the table `word` count what the stored texts say?
 *
 * A word's hash times its uses is summed, once as the table has it and once as the texts have it:
 * words that nobody uses any more stay with 0 uses and add nothing. */
#include "index/internal.h"
#include "index/vocabulary.h"

enum { BAG_DOCUMENTS = 1000 };

struct sums {
    uint64_t uses, mixed;
};

static enum err add(void *ctx, struct str word, int64_t uses)
{
    struct sums *s = ctx;
    uint64_t h = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)word.p[i]) * UINT64_C(1099511628211);
    h = (h ^ h >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    s->uses += (uint64_t)uses;
    s->mixed += (h ^ h >> 27) * (uint64_t)uses;
    return OK;
}

static enum err sum_table(sqlite3 *db, struct sums *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT text, uses FROM word", -1, &st, NULL);
    enum err e = sqlite_err(code);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str word = {(const char *)sqlite3_column_text(st, 0),
                           (size_t)sqlite3_column_bytes(st, 0)};
        e = add(ret, word, sqlite3_column_int64(st, 1));
    }
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

static enum err empty(struct word_bag *bag, struct sums *ret)
{
    enum err e = word_bag_each(bag, add, ret);
    word_bag_clear(bag);
    return e;
}

static enum err sum_texts(sqlite3 *db, struct word_bag *bag, struct sums *ret)
{
    sqlite3_stmt *st = NULL;
    struct str field[INDEX_FIELDS];
    int docs = 0;
    int code = sqlite3_prepare_v2(db, "SELECT texts FROM doc", -1, &st, NULL);
    enum err e = sqlite_err(code);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str stored = {sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0)};
        if (!texts_split(stored, field)) e = ERR_FORMAT;
        if (!e) word_bag_document(bag, field, 1);
        if (!e && ++docs % BAG_DOCUMENTS == 0) e = empty(bag, ret);
    }
    sqlite3_finalize(st);
    if (!e) e = empty(bag, ret);
    return e ? e : sqlite_err(code);
}

enum err vocabulary_check(sqlite3 *db, struct arena *a, struct str *ret_why)
{
    struct sums there = {0}, wanted = {0};
    struct word_bag *bag = word_bag_new();
    enum err e = sum_table(db, &there);
    if (!e) e = sum_texts(db, bag, &wanted);
    word_bag_free(bag);
    if (e || (there.uses == wanted.uses && there.mixed == wanted.mixed)) return e;
    *ret_why = arena_printf(a, "%lld uses of words, the stored texts have %lld or of others",
                            (long long)there.uses, (long long)wanted.uses);
    return ERR_FORMAT;
}
