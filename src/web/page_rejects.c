/* page_rejects.c -- refused rows as a file, to be mended and sent again. */
#include "base/checked.h"
#include "catalog/source.h"
#include "record/xlsx.h"
#include "text/utf8.h"
#include "web/load_view.h"

enum { ROWS_AT_ONCE = 200, FILE_MAX = 64 << 20 };

static enum err find(struct ask *k, struct load_row *ret)
{
    int64_t id = 0;
    if (str_to_i64(k->segment, &id)) return ERR_NOT_FOUND;
    enum err e = load_get(k->db, &k->actor, id, k->mem, ret);
    return !e && ret->agency != k->agency.id ? ERR_NOT_FOUND : e;
}

static void begin_file(struct ask *k, const char *type, const char *name)
{
    k->rs->body.max = FILE_MAX;
    http_set(k->rq, k->rs, "Content-Type", str_of(type));
    http_set(k->rq, k->rs, "Cache-Control", STR("no-store"));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"%s\"", name));
}

struct writing {
    struct ask *k;
    const struct load_row *l;
    struct strs names;         /* of columns; none: the format has none */
    struct arena *mem;         /* of a few rows */
    struct xlsx_writer *sheet; /* of a workbook; NULL: CSV */
};

static struct str reason_text(const struct writing *w, const struct reject *r)
{
    struct str what = named_text(w->k, "reason", arena_cstr(w->k->mem, r->reason));
    if (r->field.n) what = arena_printf(w->mem, "%.*s: %.*s", STR_ARG(r->field), STR_ARG(what));
    if (r->excerpt.n)
        what = arena_printf(w->mem, "%.*s (%.*s)", STR_ARG(what), STR_ARG(r->excerpt));
    return what;
}

/* The row as it was, and why, behind the columns of the others. */
static void write_row(const struct writing *w, const struct reject *r)
{
    struct strs values = {0}, cells = {0};
    struct str bytes = utf8_clean(w->mem, r->bytes);
    if (source_values(bytes, w->l->format, w->l->layout, w->mem, &values))
        VEC_PUSH(w->mem, &values, bytes);
    /* a workbook has as many columns as its heading: what is too much shares the last one */
    size_t own = w->sheet ? w->names.n : MAX(values.n, w->names.n);
    for (size_t i = 0; i < own; i++)
        VEC_PUSH(w->mem, &cells, i < values.n ? values.item[i] : (struct str){0});
    if (own && values.n > own)
        cells.item[own - 1] =
            arena_join(w->mem, values.item + own - 1, values.n - own + 1, STR(" | "));
    VEC_PUSH(w->mem, &cells, reason_text(w, r));
    if (w->sheet)
        xlsx_write_row(w->sheet, cells.item, cells.n);
    else
        csv_write(&w->k->rs->body, ',', cells.item, cells.n);
}

/* Formats without columns: where in the file, and why; the bytes are a file of their own. */
static void write_place(const struct writing *w, const struct reject *r)
{
    struct str cells[] = {arena_printf(w->mem, "%lld", (long long)r->record),
                          arena_printf(w->mem, "%lld", (long long)r->byte), r->field, r->excerpt,
                          named_text(w->k, "reason", arena_cstr(w->k->mem, r->reason))};
    csv_write(&w->k->rs->body, ',', cells, COUNT(cells));
}

static struct strs heading(const struct writing *w)
{
    struct strs cells = {0};
    for (size_t i = 0; i < w->names.n; i++) VEC_PUSH(w->mem, &cells, w->names.item[i]);
    if (!source_is_table(w->l->format)) {
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_record));
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_byte));
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_field));
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_excerpt));
    }
    VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_reason));
    return cells;
}

typedef void write_fn(const struct writing *w, const struct reject *r);

/* A row with several faults is written once, with the first. */
static enum err each(const struct writing *w, write_fn *fn)
{
    struct rejects list = {0};
    int64_t after = 0, last = -1;
    do {
        arena_reset(w->mem);
        enum err e = rejects_list(w->k->db, w->l->id, true, after, ROWS_AT_ONCE, w->mem, &list);
        if (e) return e;
        for (size_t i = 0; i < list.n; i++) {
            if (list.item[i].record != last) fn(w, &list.item[i]);
            last = list.item[i].record;
            after = list.item[i].id;
        }
    } while (list.n == ROWS_AT_ONCE && !w->k->rs->body.full);
    return w->k->rs->body.full ? ERR_LIMIT : OK;
}

static enum err open_load(struct ask *k, struct load_row *l, struct writing *w)
{
    enum err e = find(k, l);
    if (!e && !l->rejected) e = ERR_NOT_FOUND;
    return e ? e : source_headings(l->format, l->layout, k->mem, &w->names);
}

enum err page_load_rejects(struct ask *k)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_row l;
    struct writing w = {.k = k, .l = &l, .mem = a};
    enum err e = open_load(k, &l, &w);
    if (e) return e;
    begin_file(k, "text/csv; charset=utf-8",
               arena_cstr(k->mem, arena_printf(k->mem, "tolakan-%lld.csv", (long long)l.id)));
    struct strs head = heading(&w);
    buf_add(&k->rs->body, STR("\xEF\xBB\xBF"));
    csv_write(&k->rs->body, ',', head.item, head.n);
    return each(&w, !source_is_table(l.format) ? write_place : write_row);
}

static enum err to_body(void *ctx, struct str bytes)
{
    buf_add(ctx, bytes);
    return ((struct buf *)ctx)->full ? ERR_LIMIT : OK;
}

enum err page_load_sheet(struct ask *k)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_row l;
    struct writing w = {.k = k, .l = &l, .mem = a};
    enum err e = open_load(k, &l, &w);
    if (!e && !w.names.n) e = ERR_NOT_FOUND;
    if (e) return e;
    begin_file(k, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               arena_cstr(k->mem, arena_printf(k->mem, "tolakan-%lld.xlsx", (long long)l.id)));
    struct strs head = heading(&w);
    w.sheet =
        xlsx_write_begin(to_body, &k->rs->body, ask_text(k, MSG_pile_fault), head.item, head.n);
    e = each(&w, write_row);
    enum err ended = xlsx_write_end(w.sheet);
    return e ? e : ended;
}

static void write_bytes(const struct writing *w, const struct reject *r)
{
    buf_add(&w->k->rs->body, r->bytes);
}

enum err page_load_raw(struct ask *k)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_row l;
    struct writing w = {.k = k, .l = &l, .mem = a};
    enum err e = find(k, &l);
    if (!e && (!l.rejected || !source_is_marc(l.format))) e = ERR_NOT_FOUND;
    if (e) return e;
    begin_file(k, "application/octet-stream",
               arena_cstr(k->mem, arena_printf(k->mem, "tolakan-%lld.%s", (long long)l.id,
                                               source_marc_suffix(l.format))));
    return each(&w, write_bytes);
}
