/* ordinals.c -- see ordinals.h. */
#include "index/ordinals.h"

#include <string.h>

#include "base/mem.h"

/* One place for each hash: a value takes the place of the one before. Long ones are looked up. */
enum { PLACES = 1 << 14, VALUE_BYTES = 54 };

/* Bytes of beginnings; more are written before the batch ends. */
enum { LEADS_GATHERED = 16 << 20 };

struct place {
    uint32_t ord; /* 0: free */
    unsigned char kind, n;
    char value[VALUE_BYTES];
};

struct ordinal_memory {
    struct place place[PLACES];
};

static struct place *place_of(struct ordinals *o, enum term_kind kind, struct str text)
{
    uint64_t h = 0xCBF29CE484222325 ^ (uint64_t)kind; /* FNV-1a */
    if (text.n > VALUE_BYTES) return NULL;
    if (!o->known) o->known = mem_zero(1, sizeof *o->known);
    for (size_t i = 0; i < text.n; i++) h = (h ^ (unsigned char)text.p[i]) * 0x100000001B3;
    return &o->known->place[(h ^ h >> 29) % PLACES];
}

static bool is_here(const struct place *p, enum term_kind kind, struct str text)
{
    return p && p->ord && p->kind == kind && str_eq((struct str){p->value, p->n}, text);
}

static void keep(struct place *p, enum term_kind kind, struct str text, uint32_t ord)
{
    if (!p) return;
    p->ord = ord;
    p->kind = (unsigned char)kind;
    p->n = (unsigned char)text.n;
    if (text.n) memcpy(p->value, text.p, text.n);
}

/* ---- the table ---- */

static void bind(sqlite3_stmt *st, int at, enum term_kind kind, struct str text)
{
    sqlite3_bind_int(st, at, (int)kind);
    sqlite3_bind_text64(st, at + 1, text.p ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

static enum err prepare(struct ordinals *o)
{
    static const char get[] = "SELECT ord FROM term WHERE kind = ?1 AND text = ?2",
                      put[] = "INSERT INTO term (ord, kind, text) VALUES (?1, ?2, ?3)";
    if (o->put) return OK;
    o->leads.db = o->db;
    int code = sqlite3_prepare_v3(o->db, get, -1, SQLITE_PREPARE_PERSISTENT, &o->get, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v3(o->db, put, -1, SQLITE_PREPARE_PERSISTENT, &o->put, NULL);
    return sqlite_err(code);
}

static enum err add(struct ordinals *o, enum term_kind kind, struct str text, uint32_t *ret)
{
    sqlite3_bind_int64(o->put, 1, o->next);
    bind(o->put, 2, kind, text);
    int code = sqlite3_step(o->put);
    sqlite3_reset(o->put);
    if (code != SQLITE_DONE) return sqlite_err(code);
    *ret = (uint32_t)o->next++;
    leads_gather(&o->leads, kind, text, *ret);
    return OK;
}

static enum err look_up(struct ordinals *o, enum term_kind kind, struct str text, uint32_t *ret)
{
    bind(o->get, 1, kind, text);
    int code = sqlite3_step(o->get);
    if (code == SQLITE_ROW) *ret = (uint32_t)sqlite3_column_int64(o->get, 0);
    sqlite3_reset(o->get);
    return code == SQLITE_DONE ? add(o, kind, text, ret) : sqlite_err(code);
}

static enum err ordinal(struct ordinals *o, enum term_kind kind, struct str text, uint32_t *ret)
{
    struct place *p = place_of(o, kind, text);
    if (is_here(p, kind, text)) {
        *ret = p->ord;
        return OK;
    }
    enum err e = look_up(o, kind, text, ret);
    if (!e) keep(p, kind, text, *ret);
    return e;
}

enum err ordinals_of(struct ordinals *o, struct arena *a, enum term_kind kind,
                     const struct strs *text, struct ord_list *ret)
{
    uint32_t *ord = arena_array(a, uint32_t, text->n + 1);
    enum err e = prepare(o);
    for (size_t i = 0; !e && i < text->n; i++) e = ordinal(o, kind, text->item[i], &ord[i]);
    *ret = (struct ord_list){ord, text->n};
    if (!e && o->leads.mem && arena_used(o->leads.mem) > LEADS_GATHERED) e = leads_flush(&o->leads);
    return e;
}

enum err ordinals_flush(struct ordinals *o)
{
    return leads_flush(&o->leads);
}

void ordinals_forget(struct ordinals *o, int64_t next)
{
    leads_forget(&o->leads);
    mem_free(o->known);
    o->known = NULL;
    o->next = next;
}

void ordinals_close(struct ordinals *o)
{
    lead_writer_close(&o->leads);
    mem_free(o->known);
    sqlite3_finalize(o->get);
    sqlite3_finalize(o->put);
}
