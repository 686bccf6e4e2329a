/* leads.c -- the keys by which a value is found while it is being typed. */
#include <stdlib.h>

#include "base/checked.h"
#include "index/internal.h"
#include "text/words.h"

static size_t lead_keys(struct arena *a, struct str value, size_t max, struct str ret[LEADS_MAX])
{
    struct str key = words_key(a, value);
    size_t n = 0;
    for (size_t at = 0; n < max && at < key.n;) {
        struct str part[] = {str_slice(key, at, key.n), str_slice(key, 0, at ? at - 1 : 0)};
        ret[n++] = str_slice(arena_join(a, part, 2, STR(" ")), 0, LEAD_BYTES);
        at = str_find_char(key, ' ', at) + 1;
    }
    return n;
}

/* ---- writing ---- */

struct lead_row {
    enum term_kind kind;
    struct str key;
    uint32_t ord;
};

/* As the table is ordered. */
static int compare_row(const void *x, const void *y)
{
    const struct lead_row *a = x, *b = y;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int c = str_cmp(a->key, b->key);
    return c ? c : (a->ord > b->ord) - (a->ord < b->ord);
}

void leads_gather(struct lead_writer *w, enum term_kind kind, struct str text, uint32_t ord)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str key[LEADS_MAX];
    if (kind != TERM_AUTHOR && kind != TERM_SUBJECT) return;
    if (!w->mem) w->mem = arena_new();
    size_t n = lead_keys(a, text, LEADS_MAX, key);
    for (size_t i = 0; i < n; i++)
        VEC_PUSH(w->mem, w, (struct lead_row){kind, arena_copy(w->mem, key[i]), ord});
}

static enum err write_row(struct lead_writer *w, const struct lead_row *row)
{
    sqlite3_bind_int(w->st, 1, (int)row->kind);
    sqlite3_bind_text64(w->st, 2, row->key.p, row->key.n, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_int64(w->st, 3, row->ord);
    int code = sqlite3_step(w->st);
    sqlite3_reset(w->st);
    return code == SQLITE_DONE ? OK : sqlite_err(code);
}

enum err leads_flush(struct lead_writer *w)
{
    static const char text[] = "INSERT OR REPLACE INTO lead_term (kind, key, ord)"
                               " VALUES (?1, ?2, ?3)";
    enum err e = OK;
    if (!w->n) return OK;
    if (!w->st) sqlite3_prepare_v3(w->db, text, -1, SQLITE_PREPARE_PERSISTENT, &w->st, NULL);
    qsort(w->item, w->n, sizeof *w->item, compare_row);
    for (size_t i = 0; !e && i < w->n; i++) e = write_row(w, &w->item[i]);
    leads_forget(w);
    return e;
}

void leads_forget(struct lead_writer *w)
{
    arena_free(w->mem);
    w->mem = NULL;
    w->item = NULL;
    w->n = w->cap = 0;
}

void lead_writer_close(struct lead_writer *w)
{
    leads_forget(w);
    sqlite3_finalize(w->st);
    w->st = NULL;
}
