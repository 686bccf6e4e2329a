/* heading_check.c -- do headings, their documents and their counts say what the documents say?
 *
 * Every pair of heading and document is hashed and summed, once as the tables have it and once as
 * the documents put it. */
#include "index/internal.h"

struct sums {
    uint64_t pairs, mixed;
};

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static uint64_t feed(uint64_t h, struct str s)
{
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return mix(h ^ s.n);
}

static void add(struct sums *s, const struct index_heading *h, int64_t doc)
{
    uint64_t x = feed(feed(UINT64_C(1469598103934665603) + h->kind, h->sort), h->text);
    s->pairs++;
    s->mixed += mix(x ^ mix((uint64_t)doc));
}

static struct str column(sqlite3_stmt *st, int i)
{
    return (struct str){sqlite3_column_blob(st, i), (size_t)sqlite3_column_bytes(st, i)};
}

static enum err sum_tables(sqlite3 *db, struct sums *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db,
                                  "SELECT h.kind, h.sort, h.text, d.doc FROM heading h"
                                  " LEFT JOIN heading_doc d ON d.heading = h.id",
                                  -1, &st, NULL);
    enum err e = sqlite_err(code);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct index_heading h = {(enum heading_kind)sqlite3_column_int(st, 0), column(st, 1),
                                  column(st, 2)};
        add(ret, &h, sqlite3_column_int64(st, 3));
    }
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

static enum err sum_documents(sqlite3 *db, struct sums *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT id, headings FROM doc", -1, &st, NULL);
    enum err e = sqlite_err(code);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str rest = column(st, 1);
        struct index_heading h;
        bool damaged = false;
        while (headings_next(&rest, &h, &damaged)) add(ret, &h, sqlite3_column_int64(st, 0));
        if (damaged) e = ERR_FORMAT;
    }
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

static enum err count_wrong(sqlite3 *db, int64_t *ret)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db,
                                  "SELECT (SELECT count(*) FROM heading h WHERE h.n <> (SELECT"
                                  " count(*) FROM heading_doc d WHERE d.heading = h.id)),"
                                  " (SELECT count(*) FROM heading_doc),"
                                  " (SELECT coalesce(sum(n), 0) FROM heading)",
                                  -1, &st, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(st);
    if (code == SQLITE_ROW)
        *ret = sqlite3_column_int64(st, 0) +
               (sqlite3_column_int64(st, 1) != sqlite3_column_int64(st, 2));
    sqlite3_finalize(st);
    return code == SQLITE_ROW ? OK : sqlite_err(code);
}

enum err headings_check(sqlite3 *db, struct arena *a, struct str *ret_why)
{
    struct sums there = {0}, wanted = {0};
    int64_t wrong = 0;
    enum err e = sum_tables(db, &there);
    if (!e) e = sum_documents(db, &wanted);
    if (!e) e = count_wrong(db, &wrong);
    if (e) return e;
    if (there.pairs != wanted.pairs || there.mixed != wanted.mixed)
        *ret_why = arena_printf(a,
                                "%lld pairs of heading and title, the documents have %lld or"
                                " others",
                                (long long)there.pairs, (long long)wanted.pairs);
    else if (wrong)
        *ret_why = arena_printf(a, "%lld headings count wrongly", (long long)wrong);
    return ret_why->n ? ERR_FORMAT : OK;
}
