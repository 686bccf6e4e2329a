/* heading_read.c -- pages of headings, with the documents that count for whoever asks. */
#include "index/heading.h"

#include <stdlib.h>

#include "base/checked.h"
#include "index/internal.h"

/* What one page may cost: documents looked at one by one, and headings passed over. */
enum { LOOKED_AT_MAX = 20000, PASSED_MAX = 2000 };

enum page_statement { FORWARD, BACKWARD, SAME_KEY, THIS_ONE, DOCS, PAGE_STATEMENTS };

static const char *const texts[PAGE_STATEMENTS] = {
    [FORWARD] = "SELECT sort, text, id, n FROM heading WHERE kind = ?1 AND (sort, text) >= (?2, ?3)"
                " ORDER BY sort, text",
    [BACKWARD] = "SELECT sort, text, id, n FROM heading WHERE kind = ?1 AND (sort, text) < (?2, ?3)"
                 " ORDER BY sort DESC, text DESC",
    [SAME_KEY] = "SELECT sort, text, id, n FROM heading WHERE kind = ?1 AND sort = ?2"
                 " AND text >= ?3 ORDER BY text",
    [THIS_ONE] =
        "SELECT sort, text, id, n FROM heading WHERE kind = ?1 AND sort = ?2 AND text = ?3",
    [DOCS] = "SELECT doc FROM heading_doc WHERE heading = ?1",
};

struct leafing {
    const struct heading_ask *ask;
    struct index_reader *reader;
    struct connection *c;
    struct snapshot *columns;
    sqlite3_stmt *page, *docs;
    const int64_t *scope; /* ascending */
    int64_t looked_at;
};

static int compare_ids(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static enum err begin(struct leafing *l, struct arena *a, enum page_statement s)
{
    int64_t seq = 0;
    int64_t *scope = arena_array(a, int64_t, l->ask->n_scope + 1);
    for (size_t i = 0; i < l->ask->n_scope; i++) scope[i] = l->ask->scope[i];
    qsort(scope, l->ask->n_scope, sizeof scope[0], compare_ids);
    l->scope = scope;
    enum err e = reader_begin(l->reader, &l->c, &l->columns, &seq);
    if (e) return e;
    int code = sqlite3_prepare_v2(l->c->db, texts[s], -1, &l->page, NULL);
    if (code == SQLITE_OK) code = sqlite3_prepare_v2(l->c->db, texts[DOCS], -1, &l->docs, NULL);
    return sqlite_err(code);
}

static void end(struct leafing *l)
{
    sqlite3_finalize(l->page);
    sqlite3_finalize(l->docs);
    if (l->c) reader_end(l->reader, l->c, l->columns);
}

static void ask_for(struct leafing *l, struct str sort, struct str text)
{
    sqlite3_reset(l->page);
    sqlite3_bind_int(l->page, 1, (int)l->ask->kind);
    sqlite3_bind_blob64(l->page, 2, sort.n ? sort.p : "", sort.n, SQLITE_STATIC);
    sqlite3_bind_text64(l->page, 3, text.n ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

/* ---- the documents of a heading ---- */

static bool counts(const struct leafing *l, int64_t doc)
{
    struct row_ref row;
    size_t n = l->ask->n_scope;
    if (!snapshot_row(l->columns, doc, &row)) return false;
    if (n == 0) return true;
    struct holder_span by = block_holders(row.block, row.at);
    for (uint32_t i = by.from; i < by.to; i++) {
        int64_t agency = holder_agency(block_holder(row.block, i));
        if (bsearch(&agency, l->scope, n, sizeof agency, compare_ids)) return true;
    }
    return false;
}

/* How many of its documents count, and the first of them; goes through them one by one only when
 * there is a scope. */
static enum err weigh(struct leafing *l, int64_t heading, struct heading_row *row)
{
    int64_t all = row->n, seen = 0, found = 0, first = 0;
    int code = SQLITE_ROW;
    bool each = l->ask->n_scope != 0;
    sqlite3_reset(l->docs);
    sqlite3_bind_int64(l->docs, 1, heading);
    while ((code = sqlite3_step(l->docs)) == SQLITE_ROW) {
        int64_t doc = sqlite3_column_int64(l->docs, 0);
        bool spent = l->looked_at++ >= LOOKED_AT_MAX;
        seen++;
        if (counts(l, doc) && found++ == 0) first = doc;
        if ((found && (!each || spent)) || seen > LOOKED_AT_MAX) break;
    }
    sqlite3_reset(l->docs);
    row->at_most = each && found && seen < all;
    row->n = found && (row->at_most || !each) ? all : found;
    row->only = row->n == 1 ? first : 0;
    return code == SQLITE_ROW || code == SQLITE_DONE ? OK : sqlite_err(code);
}

/* ---- rows ---- */

static struct heading_row read_row(sqlite3_stmt *st, struct arena *a, int64_t *ret_id)
{
    struct str sort = {sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0)};
    struct str text = {(const char *)sqlite3_column_text(st, 1),
                       (size_t)sqlite3_column_bytes(st, 1)};
    *ret_id = sqlite3_column_int64(st, 2);
    return (struct heading_row){
        .sort = arena_copy(a, sort), .text = arena_copy(a, text), .n = sqlite3_column_int64(st, 3)};
}

static void goes_on(struct heading_rows *list, const struct heading_row *from)
{
    list->more = true;
    list->more_sort = from->sort;
    list->more_text = from->text;
}

static enum err read_page(struct leafing *l, struct arena *a, struct heading_rows *list)
{
    enum err e = OK;
    int code = SQLITE_DONE;
    struct heading_row last = {0};
    ask_for(l, l->ask->sort, l->ask->text);
    for (int passed = 0; !e && (code = sqlite3_step(l->page)) == SQLITE_ROW;) {
        int64_t id = 0;
        struct heading_row row = read_row(l->page, a, &id);
        if (list->n == l->ask->limit || passed == PASSED_MAX) {
            goes_on(list, l->ask->backward ? &last : &row);
            return OK;
        }
        e = weigh(l, id, &row);
        if (!e && row.n) VEC_PUSH(a, list, row);
        passed += row.n == 0;
        last = row;
    }
    return e ? e : sqlite_err(code);
}

enum err index_headings(struct index_reader *r, const struct heading_ask *ask, struct arena *a,
                        struct heading_rows *ret)
{
    struct leafing l = {.ask = ask, .reader = r};
    struct heading_rows list = {0};
    if (ask->limit > HEADING_LIMIT) return ERR_LIMIT;
    enum err e = begin(&l, a, ask->backward ? BACKWARD : FORWARD);
    if (!e) e = read_page(&l, a, &list);
    end(&l);
    if (!e) *ret = list;
    return reader_told(r, e);
}

static enum err read_same_key(struct leafing *l, struct str sort, struct arena *a,
                              struct heading_row *ret)
{
    enum err e = OK;
    int code = SQLITE_DONE;
    *ret = (struct heading_row){0};
    ask_for(l, sort, STR(""));
    while (!e && ret->n == 0 && (code = sqlite3_step(l->page)) == SQLITE_ROW) {
        int64_t id = 0;
        struct heading_row row = read_row(l->page, a, &id);
        e = weigh(l, id, &row);
        if (!e && row.n) *ret = row;
    }
    return e ? e : sqlite_err(code);
}

enum err index_headings_with(struct index_reader *r, const struct heading_ask *ask,
                             const struct str *sort, size_t n, struct arena *a,
                             struct heading_row *ret)
{
    struct leafing l = {.ask = ask, .reader = r};
    enum err e = n ? begin(&l, a, SAME_KEY) : OK;
    for (size_t i = 0; !e && i < n; i++) e = read_same_key(&l, sort[i], a, &ret[i]);
    end(&l);
    return reader_told(r, e);
}

static enum err read_docs(struct leafing *l, size_t offset, int64_t *id, size_t *n, int64_t *total)
{
    int64_t heading = 0;
    ask_for(l, l->ask->sort, l->ask->text);
    int code = sqlite3_step(l->page);
    if (code != SQLITE_ROW) return sqlite_err(code);
    heading = sqlite3_column_int64(l->page, 2);
    sqlite3_bind_int64(l->docs, 1, heading);
    while ((code = sqlite3_step(l->docs)) == SQLITE_ROW) {
        int64_t doc = sqlite3_column_int64(l->docs, 0);
        if (!counts(l, doc)) continue;
        if ((size_t)*total >= offset && *n < l->ask->limit) id[(*n)++] = doc;
        ++*total;
    }
    return sqlite_err(code);
}

enum err index_heading_docs(struct index_reader *r, const struct heading_ask *ask, size_t offset,
                            struct arena *a, int64_t **ret_id, size_t *ret_n, int64_t *ret_total)
{
    struct leafing l = {.ask = ask, .reader = r};
    size_t n = 0;
    int64_t total = 0;
    if (ask->limit > HEADING_LIMIT) return ERR_LIMIT;
    int64_t *id = arena_array(a, int64_t, ask->limit + 1);
    enum err e = begin(&l, a, THIS_ONE);
    if (!e) e = read_docs(&l, offset, id, &n, &total);
    end(&l);
    if (e) return reader_told(r, e);
    *ret_id = id;
    *ret_n = n;
    *ret_total = total;
    return OK;
}
