/* page_rejects.c -- refused rows as a file, to be mended and sent again. */
#include "base/checked.h"
#include "catalog/source.h"
#include "record/csv.h"
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
    struct strs names; /* of columns; none: the format has none */
    struct arena *mem; /* of a few rows */
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
    for (size_t i = 0; i < MAX(values.n, w->names.n); i++)
        VEC_PUSH(w->mem, &cells, i < values.n ? values.item[i] : (struct str){0});
    VEC_PUSH(w->mem, &cells, reason_text(w, r));
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

static void write_head(const struct writing *w)
{
    struct strs cells = {0};
    buf_add(&w->k->rs->body, STR("\xEF\xBB\xBF"));
    for (size_t i = 0; i < w->names.n; i++) VEC_PUSH(w->mem, &cells, w->names.item[i]);
    if (str_eq(w->l->format, STR("marc21"))) {
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_record));
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_byte));
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_field));
        VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_excerpt));
    }
    VEC_PUSH(w->mem, &cells, ask_text(w->k, MSG_rejects_reason));
    csv_write(&w->k->rs->body, ',', cells.item, cells.n);
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

enum err page_load_rejects(struct ask *k)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_row l;
    struct writing w = {.k = k, .l = &l, .mem = a};
    enum err e = find(k, &l);
    if (!e && !l.rejected) e = ERR_NOT_FOUND;
    if (!e) e = source_headings(l.format, l.layout, k->mem, &w.names);
    if (e) return e;
    begin_file(k, "text/csv; charset=utf-8",
               arena_cstr(k->mem, arena_printf(k->mem, "tolakan-%lld.csv", (long long)l.id)));
    write_head(&w);
    return each(&w, str_eq(l.format, STR("marc21")) ? write_place : write_row);
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
    if (!e && (!l.rejected || !str_eq(l.format, STR("marc21")))) e = ERR_NOT_FOUND;
    if (e) return e;
    begin_file(k, "application/octet-stream",
               arena_cstr(k->mem, arena_printf(k->mem, "tolakan-%lld.mrc", (long long)l.id)));
    return each(&w, write_bytes);
}
