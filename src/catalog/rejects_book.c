/* rejects_book.c -- refused rows as a workbook, ready to be mended. */
#include "base/checked.h"
#include "catalog/load.h"
#include "catalog/rejects.h"
#include "catalog/source.h"
#include "record/xlsx.h"

enum { ROWS_AT_ONCE = 200, COLUMNS_MAX = XLSX_COLUMNS_MAX - 2 };

struct book {
    struct db *db;
    const struct load_row *load;
    const struct rejects_words *words;
    struct strs heading;
    size_t columns;
    struct xlsx_writer *w; /* NULL: columns are only counted */
    int64_t rows;
};

/* The values as they came; a row that cannot be told apart stands in the first column. */
static struct strs values_of(const struct book *b, struct str bytes, struct arena *a)
{
    struct strs list = {0};
    if (source_values(bytes, b->load->format, b->load->layout, a, &list)) VEC_PUSH(a, &list, bytes);
    return list;
}

static void write_row(struct book *b, const struct reject *r, struct arena *a)
{
    struct strs values = values_of(b, r->bytes, a), cells = {0};
    if (!b->w) {
        b->columns = MIN(MAX(b->columns, values.n), (size_t)COLUMNS_MAX);
        return;
    }
    for (size_t i = 0; i < b->columns; i++)
        VEC_PUSH(a, &cells, i < values.n ? values.item[i] : (struct str){0});
    VEC_PUSH(a, &cells, r->line ? arena_printf(a, "%lld", (long long)r->line) : (struct str){0});
    VEC_PUSH(a, &cells, b->words->sentence(b->words->ctx, r));
    xlsx_write_row(b->w, cells.item, cells.n);
    b->rows++;
}

/* A row with several faults is written once, with the first. */
static enum err each_row(struct book *b)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct rejects list = {0};
    int64_t after = 0, last = -1;
    do {
        arena_reset(a);
        enum err e = rejects_list(b->db, b->load->id, true, after, ROWS_AT_ONCE, a, &list);
        if (e) return e;
        for (size_t i = 0; i < list.n; i++) {
            if (list.item[i].record != last) write_row(b, &list.item[i], a);
            last = list.item[i].record;
            after = list.item[i].id;
        }
    } while (list.n == ROWS_AT_ONCE);
    return OK;
}

enum err rejects_write_book(struct db *db, const struct actor *actor, int64_t load,
                            const struct rejects_words *words, rejects_write_fn *write, void *ctx,
                            int64_t *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_row l;
    struct book b = {.db = db, .load = &l, .words = words};
    enum err e = load_get(db, actor, load, a, &l);
    if (!e && !source_is_table(l.format)) e = ERR_ARG;
    if (!e) e = source_headings(l.format, l.layout, a, &b.heading);
    b.columns = MIN(b.heading.n, (size_t)COLUMNS_MAX);
    if (!e) e = each_row(&b); /* rows may be longer than the headings, or have none */
    if (e) return e;
    struct strs heading = {0};
    for (size_t i = 0; i < b.columns; i++)
        VEC_PUSH(a, &heading, i < b.heading.n ? b.heading.item[i] : (struct str){0});
    VEC_PUSH(a, &heading, words->row);
    VEC_PUSH(a, &heading, words->reason);
    b.w = xlsx_write_begin(write, ctx, words->sheet, heading.item, heading.n);
    e = each_row(&b);
    enum err written = xlsx_write_end(b.w);
    if (e || written) return e ? e : written;
    *ret = b.rows;
    return OK;
}
