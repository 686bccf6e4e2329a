/* rejected.c -- refused rows as a workbook, or refused records as MARC. */
#include "catalog/rejected.h"

#include <string.h>

#include "catalog/source.h"
#include "record/slims.h"
#include "record/xlsx.h"

enum { COLUMNS_MAX = XLSX_COLUMNS_MAX - 2 };

struct rejects {
    struct db *db;
    int64_t load, agency;
    enum source_format format;
    struct str layout;
    struct csv_dialect dialect;
    struct strs heading;
    struct arena *a;
};

#define OF_LOAD " FROM fault WHERE load = ?1 AND fatal = 1 AND bytes IS NOT NULL AND record > 0"

/* ---- what the file was ---- */

/* SLiMS columns are called as SLiMS calls them, so that the file is one of SLiMS again. */
static void slims_heading(struct rejects *r)
{
    struct slims_layout l;
    if (slims_layout_read(r->layout, &l)) return;
    r->dialect = l.dialect;
    for (int i = 0; i < l.columns; i++)
        VEC_PUSH(r->a, &r->heading, str_of(slims_column_name(&l, i)));
}

static void table_heading(struct rejects *r)
{
    size_t end = str_find_char(r->layout, '\n', 0);
    r->dialect = (struct csv_dialect){',', '"'};
    struct str line = str_slice(r->layout, end + 1, r->layout.n);
    struct csv_row row = csv_next(line, true, r->dialect, r->a);
    if (row.kind == CSV_ROW) r->heading = row.column;
}

static enum err find_load(struct rejects *r, const struct actor *actor)
{
    struct db_rows CLEANUP(db_done) q =
        db_query(r->db,
                 SQL("SELECT f.agency, l.format, l.layout FROM load l JOIN feed f ON f.id = l.feed"
                     " WHERE l.id = ?1 AND l.state <> 'discarded'"),
                 I(r->load));
    if (!db_next(&q)) return q.status ? q.status : ERR_NOT_FOUND;
    r->agency = db_int(&q, 0);
    r->layout = db_text(&q, 2, r->a);
    if (!source_format_parse(db_text(&q, 1, r->a), &r->format)) return ERR_FORMAT;
    return actor_may_agency(r->db, actor, PERM_CATALOGUE, r->agency);
}

static enum err open_rejects(struct rejects *r, const struct actor *actor,
                             struct rejected_report *ret)
{
    enum err e = find_load(r, actor);
    if (e) return e;
    switch (r->format) {
    case SOURCE_MARC21: break;
    case SOURCE_TABLE: table_heading(r); break;
    case SOURCE_SLIMS:
    case SOURCE_SLIMS_ITEMS: slims_heading(r); break;
    }
    *ret = (struct rejected_report){.workbook = r->format != SOURCE_MARC21};
    return db_get_int(r->db, &ret->rows, SQL("SELECT count(*)" OF_LOAD), I(r->load));
}

enum err rejected_look(struct db *db, const struct actor *actor, int64_t load,
                       struct rejected_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct rejects r = {.db = db, .load = load, .a = a};
    return open_rejects(&r, actor, ret);
}

/* ---- writing ---- */

static struct db_rows all_of(const struct rejects *r)
{
    return db_query(r->db,
                    SQL("SELECT reason, record, line, byte, field, colname, excerpt, bytes" OF_LOAD
                        " ORDER BY id"),
                    I(r->load));
}

static struct fault fault_of(const struct db_rows *q, struct arena *a)
{
    struct fault f = {.fatal = true, .record = db_int(q, 1), .byte = db_int(q, 3)};
    struct str field = db_text(q, 4, a);
    if (!reason_parse(db_text(q, 0, a), &f.reason)) f.reason = REASON_NONE;
    memcpy(f.field, field.n ? field.p : "", field.n < sizeof f.field ? field.n : sizeof f.field);
    f.column = db_text(q, 5, a);
    f.excerpt = db_text(q, 6, a);
    return f; /* its line has a column of its own */
}

/* The columns as they came; a row that cannot be told apart into columns stands in the first. */
static struct strs columns_of(const struct rejects *r, struct str bytes, struct arena *a)
{
    struct strs list = {0};
    struct csv_row row = csv_next(bytes, true, r->dialect, a);
    size_t n = r->heading.n ? r->heading.n : row.column.n;
    if (row.kind != CSV_ROW) {
        row.column = (struct strs){0};
        VEC_PUSH(a, &row.column, bytes);
    }
    for (size_t i = 0; i < n && i < COLUMNS_MAX; i++)
        VEC_PUSH(a, &list, i < row.column.n ? row.column.item[i] : (struct str){0});
    return list;
}

/* Without headings the rows themselves say how many columns there are. */
static enum err count_columns(const struct rejects *r, size_t *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct db_rows CLEANUP(db_done) q = all_of(r);
    *ret = r->heading.n;
    while (!r->heading.n && db_next(&q)) {
        arena_reset(a);
        size_t n = columns_of(r, db_text(&q, 7, a), a).n;
        if (n > *ret) *ret = n;
    }
    if (*ret > COLUMNS_MAX) *ret = COLUMNS_MAX;
    return q.status;
}

static enum err write_book(const struct rejects *r, const struct rejected_words *words,
                           rejected_write_fn *write, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    size_t n = 0;
    enum err e = count_columns(r, &n);
    if (e) return e;
    struct str *value = arena_array(r->a, struct str, n + 2);
    for (size_t i = 0; i < n && i < r->heading.n; i++) value[i] = r->heading.item[i];
    value[n] = words->row;
    value[n + 1] = words->reason;
    struct xlsx_writer *w = xlsx_write_begin(write, ctx, words->sheet, value, n + 2);
    struct db_rows CLEANUP(db_done) q = all_of(r);
    while (db_next(&q)) {
        arena_reset(a);
        struct fault f = fault_of(&q, a);
        struct strs columns = columns_of(r, db_text(&q, 7, a), a);
        for (size_t i = 0; i < n; i++) value[i] = i < columns.n ? columns.item[i] : (struct str){0};
        value[n] = arena_printf(a, "%lld", (long long)db_int(&q, 2));
        value[n + 1] = words->sentence(words->ctx, &f);
        xlsx_write_row(w, value, n + 2);
    }
    e = xlsx_write_end(w);
    return q.status ? q.status : e;
}

static enum err write_marc(const struct rejects *r, rejected_write_fn *write, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct db_rows CLEANUP(db_done) q = all_of(r);
    enum err e = OK;
    while (!e && db_next(&q)) {
        arena_reset(a);
        e = write(ctx, db_text(&q, 7, a));
    }
    return e ? e : q.status;
}

enum err rejected_write(struct db *db, const struct actor *actor, int64_t load,
                        const struct rejected_words *words, rejected_write_fn *write, void *ctx,
                        struct rejected_report *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct rejects r = {.db = db, .load = load, .a = a};
    enum err e = open_rejects(&r, actor, ret);
    if (e) return e;
    return ret->workbook ? write_book(&r, words, write, ctx) : write_marc(&r, write, ctx);
}
