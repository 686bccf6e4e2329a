/* heading_write.c -- headings on their way into the file.
 *
 *     heading      kind, sort, text -> id, n      one row per heading, in the order readers see
 *     heading_doc  id, document                   which documents it leads to
 *     doc.headings                                what a document put there, to be taken back */
#include <string.h>

#include "index/internal.h"

static const char *const texts[HEADING_STATEMENTS] = {
    [HEADING_PUT] = "INSERT INTO heading (kind, sort, text, id, n) VALUES (?1, ?2, ?3, ?4, 1)"
                    " ON CONFLICT DO UPDATE SET n = n + 1 RETURNING id",
    [HEADING_TAKE] = "UPDATE heading SET n = n - 1 WHERE kind = ?1 AND sort = ?2 AND text = ?3"
                     " RETURNING id, n",
    [HEADING_DROP] = "DELETE FROM heading WHERE kind = ?1 AND sort = ?2 AND text = ?3",
    [HEADING_LINK] = "INSERT INTO heading_doc (heading, doc) VALUES (?1, ?2)",
    [HEADING_UNLINK] = "DELETE FROM heading_doc WHERE heading = ?1 AND doc = ?2",
};

/* ---- a document's headings as bytes ---- */

struct packed {
    uint32_t kind, sort, text; /* the kind and two lengths; the strings follow */
};

static bool seen(const struct index_headings *h, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (h->item[k].kind == h->item[i].kind && str_eq(h->item[k].sort, h->item[i].sort) &&
            str_eq(h->item[k].text, h->item[i].text))
            return true;
    return false;
}

struct str headings_pack(struct arena *a, const struct index_headings *h)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < h->n; i++)
        n += sizeof(struct packed) + h->item[i].sort.n + h->item[i].text.n;
    char *p = arena_alloc(a, n + 1);
    for (size_t i = 0; i < h->n; i++) {
        const struct index_heading *x = &h->item[i];
        struct packed head = {(uint32_t)x->kind, (uint32_t)x->sort.n, (uint32_t)x->text.n};
        if (seen(h, i)) continue;
        memcpy(p + at, &head, sizeof head);
        at += sizeof head;
        if (x->sort.n) memcpy(p + at, x->sort.p, x->sort.n);
        at += x->sort.n;
        if (x->text.n) memcpy(p + at, x->text.p, x->text.n);
        at += x->text.n;
    }
    return (struct str){p, at};
}

bool headings_next(struct str *rest, struct index_heading *ret, bool *ret_damaged)
{
    struct packed head;
    *ret_damaged = false;
    if (rest->n == 0) return false;
    *ret_damaged = true;
    if (rest->n < sizeof head) return false;
    memcpy(&head, rest->p, sizeof head);
    uint64_t length = sizeof head + (uint64_t)head.sort + head.text;
    if (head.kind >= HEADING_KINDS || length > rest->n) return false;
    size_t text = sizeof head + head.sort;
    *ret = (struct index_heading){(enum heading_kind)head.kind, str_slice(*rest, sizeof head, text),
                                  str_slice(*rest, text, (size_t)length)};
    *rest = str_slice(*rest, (size_t)length, rest->n);
    *ret_damaged = false;
    return true;
}

/* ---- writing ---- */

static sqlite3_stmt *use(struct heading_writer *w, enum heading_statement s)
{
    if (!w->st[s])
        sqlite3_prepare_v3(w->db, texts[s], -1, SQLITE_PREPARE_PERSISTENT, &w->st[s], NULL);
    return w->st[s];
}

static sqlite3_stmt *use_for(struct heading_writer *w, enum heading_statement s,
                             const struct index_heading *h)
{
    sqlite3_stmt *st = use(w, s);
    sqlite3_bind_int(st, 1, (int)h->kind);
    sqlite3_bind_blob64(st, 2, h->sort.n ? h->sort.p : "", h->sort.n, SQLITE_STATIC);
    sqlite3_bind_text64(st, 3, h->text.n ? h->text.p : "", h->text.n, SQLITE_STATIC, SQLITE_UTF8);
    return st;
}

static enum err finish(sqlite3_stmt *st)
{
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    return code == SQLITE_DONE ? OK : sqlite_err(code);
}

static enum err link_doc(struct heading_writer *w, enum heading_statement s, int64_t heading,
                         int64_t doc)
{
    sqlite3_stmt *st = use(w, s);
    sqlite3_bind_int64(st, 1, heading);
    sqlite3_bind_int64(st, 2, doc);
    return finish(st);
}

static enum err put(struct heading_writer *w, int64_t doc, const struct index_heading *h)
{
    int64_t id = 0;
    sqlite3_stmt *st = use_for(w, HEADING_PUT, h);
    sqlite3_bind_int64(st, 4, w->next);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) id = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    if (code != SQLITE_ROW) return code == SQLITE_DONE ? ERR_INTERNAL : sqlite_err(code);
    if (id == w->next) w->next++;
    return link_doc(w, HEADING_LINK, id, doc);
}

static enum err take(struct heading_writer *w, int64_t doc, const struct index_heading *h)
{
    int64_t id = 0, n = 0;
    sqlite3_stmt *st = use_for(w, HEADING_TAKE, h);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) {
        id = sqlite3_column_int64(st, 0);
        n = sqlite3_column_int64(st, 1);
    }
    sqlite3_reset(st);
    if (code != SQLITE_ROW) return code == SQLITE_DONE ? ERR_FORMAT : sqlite_err(code);
    enum err e = link_doc(w, HEADING_UNLINK, id, doc);
    return e || n > 0 ? e : finish(use_for(w, HEADING_DROP, h));
}

enum err headings_change(struct heading_writer *w, int64_t doc, struct str old, struct str fresh)
{
    struct index_heading h;
    bool damaged = false;
    enum err e = OK;
    if (str_eq(old, fresh)) return OK;
    while (!e && headings_next(&old, &h, &damaged)) e = take(w, doc, &h);
    if (!e && damaged) return ERR_FORMAT;
    while (!e && headings_next(&fresh, &h, &damaged)) e = put(w, doc, &h);
    return e;
}

void heading_writer_close(struct heading_writer *w)
{
    for (int s = 0; s < HEADING_STATEMENTS; s++) sqlite3_finalize(w->st[s]);
}
