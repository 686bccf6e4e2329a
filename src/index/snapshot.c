/* snapshot.c -- columns of one version in memory: an array of counted blocks, and of the overlays
 * beside them. */
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "index/internal.h"

struct held_block { /* counted under the reader's lock */
    int64_t refs;
    struct block block;
    struct often_block often;
    char bytes[];
};

static void drop_block(struct held_block *b)
{
    if (b && --b->refs == 0) mem_free(b);
}

static void drop_overlay(struct overlay *o)
{
    if (o && --o->refs == 0) mem_free(o);
}

void snapshot_drop(struct snapshot *s)
{
    if (!s || --s->refs) return;
    for (size_t i = 0; i < s->n; i++) {
        drop_block(s->block[i]);
        drop_overlay(s->overlay[i]);
    }
    mem_free(s->block);
    mem_free(s->overlay);
    mem_free(s);
}

size_t snapshot_blocks(const struct snapshot *s)
{
    return s->n;
}

const struct block *snapshot_block(const struct snapshot *s, size_t n)
{
    return n < s->n && s->block[n] ? &s->block[n]->block : NULL;
}

const struct overlay *snapshot_overlay(const struct snapshot *s, size_t n)
{
    return n < s->n ? s->overlay[n] : NULL;
}

const struct often_block *snapshot_often(const struct snapshot *s, size_t n)
{
    return n < s->n && s->block[n] ? &s->block[n]->often : NULL;
}

uint32_t snapshot_often_known(const struct snapshot *s)
{
    return s->often;
}

bool snapshot_row(const struct snapshot *s, int64_t id, struct row_ref *ret)
{
    const struct block *b = snapshot_block(s, (size_t)(id / BLOCK_ROWS));
    const struct overlay *o = snapshot_overlay(s, (size_t)(id / BLOCK_ROWS));
    uint32_t at = (uint32_t)(id % BLOCK_ROWS);
    if (overlay_has(o, at)) return overlay_row(o, at, ret);
    if (!b || !b->head[at].present) return false;
    *ret = (struct row_ref){b, at};
    return true;
}

bool snapshot_same(const struct snapshot *x, const struct snapshot *y, size_t n)
{
    const bool in_x = n < x->n, in_y = n < y->n;
    return (in_x ? x->block[n] : NULL) == (in_y ? y->block[n] : NULL) &&
           (in_x ? x->overlay[n] : NULL) == (in_y ? y->overlay[n] : NULL);
}

uint32_t snapshot_terms(const struct snapshot *s)
{
    return s->terms;
}

static void *grown(void *item, size_t had, size_t n)
{
    char *p = mem_resize(item, n * sizeof(void *));
    memset(p + had * sizeof(void *), 0, (n - had) * sizeof(void *));
    return p;
}

static void reserve_blocks(struct snapshot *s, size_t n)
{
    if (n <= s->n) return;
    s->block = grown(s->block, s->n, n);
    s->overlay = grown(s->overlay, s->n, n);
    s->n = n;
}

/* ---- blocks ---- */

/* A block takes the place of the old one and of what was beside that. */
static enum err hold_block(struct snapshot *s, int64_t n, struct str bytes, struct str often)
{
    enum { BLOCKS_MAX = 1 << 24, ALIGN = sizeof(uint32_t) };
    const size_t second = (bytes.n + ALIGN - 1) / ALIGN * ALIGN;
    if (n < 0 || n >= BLOCKS_MAX) return ERR_FORMAT;
    struct held_block *b = mem_alloc(sizeof *b + second + often.n);
    *b = (struct held_block){.refs = 1};
    memcpy(b->bytes, bytes.p, bytes.n);
    if (often.n) memcpy(b->bytes + second, often.p, often.n);
    enum err e = block_read((struct str){b->bytes, bytes.n}, &b->block);
    if (!e) e = often_read((struct str){b->bytes + second, often.n}, &b->often);
    if (!e && b->block.rows != BLOCK_ROWS) e = ERR_FORMAT;
    if (e) {
        mem_free(b);
        return e;
    }
    reserve_blocks(s, (size_t)n + 1);
    drop_block(s->block[n]);
    drop_overlay(s->overlay[n]);
    s->block[n] = b;
    s->overlay[n] = NULL;
    return OK;
}

static struct str column(sqlite3_stmt *st, int n)
{
    return (struct str){sqlite3_column_blob(st, n), (size_t)sqlite3_column_bytes(st, n)};
}

static enum err read_blocks(sqlite3 *db, int64_t after, struct snapshot *s)
{
    sqlite3_stmt *st = NULL;
    enum err e = sqlite_err(sqlite3_prepare_v2(
        db, "SELECT n, data, often FROM block WHERE version > ?1 ORDER BY n", -1, &st, NULL));
    int code = SQLITE_DONE;
    if (!e) sqlite3_bind_int64(st, 1, after);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW)
        e = hold_block(s, sqlite3_column_int64(st, 0), column(st, 1), column(st, 2));
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

/* ---- overlays ---- */

struct beside { /* the rows of one block that come anew */
    struct arena *mem;
    int64_t block;
    struct lone_row *item;
    size_t n, cap;
};

/* ERR_FORMAT when there is no such block. */
static enum err hold_overlay(struct snapshot *s, struct beside *rows)
{
    if (!rows->n) return OK;
    const struct block *home = snapshot_block(s, (size_t)rows->block);
    if (!home) return ERR_FORMAT;
    struct overlay *o = overlay_with(s->overlay[rows->block], home, rows->item, rows->n);
    if (!o) return ERR_LIMIT;
    drop_overlay(s->overlay[rows->block]);
    s->overlay[rows->block] = o;
    arena_reset(rows->mem);
    *rows = (struct beside){.mem = rows->mem};
    return OK;
}

static enum err read_row(sqlite3_stmt *st, struct snapshot *s, struct beside *rows)
{
    int64_t id = sqlite3_column_int64(st, 0);
    struct lone_row row;
    enum err e = id / BLOCK_ROWS == rows->block ? OK : hold_overlay(s, rows);
    if (!e) e = lone_row_read(id, column(st, 1), column(st, 2), rows->mem, &row);
    if (e) return e;
    rows->block = id / BLOCK_ROWS;
    VEC_PUSH(rows->mem, rows, row);
    return OK;
}

static enum err read_overlays(sqlite3 *db, int64_t after, struct snapshot *s)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct beside rows = {.mem = a};
    sqlite3_stmt *st = NULL;
    enum err e = sqlite_err(sqlite3_prepare_v2(
        db, "SELECT id, data, often FROM overlay WHERE version > ?1 ORDER BY id", -1, &st, NULL));
    int code = SQLITE_DONE;
    if (!e) sqlite3_bind_int64(st, 1, after);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) e = read_row(st, s, &rows);
    sqlite3_finalize(st);
    if (!e) e = sqlite_err(code);
    return e ? e : hold_overlay(s, &rows);
}

/* ---- a version after another ---- */

static void share_blocks(const struct snapshot *old, struct snapshot *s)
{
    reserve_blocks(s, old->n);
    for (size_t i = 0; i < old->n; i++) {
        if ((s->block[i] = old->block[i])) s->block[i]->refs++;
        if ((s->overlay[i] = old->overlay[i])) s->overlay[i]->refs++;
    }
}

enum err snapshot_after(const struct snapshot *old, const struct connection *c, int64_t version,
                        int64_t seq, uint32_t terms, struct snapshot **ret)
{
    const bool same_file = old && old->file == c->file;
    const int64_t after = same_file ? old->version : 0;
    struct snapshot *s = mem_zero(1, sizeof *s);
    *s = (struct snapshot){
        .refs = 1, .file = c->file, .version = version, .seq = seq, .terms = terms};
    if (same_file) share_blocks(old, s);
    enum err e = read_blocks(c->db, after, s);
    if (!e) e = read_overlays(c->db, after, s);
    if (e) {
        snapshot_drop(s);
        return e;
    }
    s->often = OFTEN_MOST;
    for (size_t i = 0; i < s->n; i++)
        if (s->block[i]) s->often = MIN(s->often, s->block[i]->often.known);
    *ret = s;
    return OK;
}
