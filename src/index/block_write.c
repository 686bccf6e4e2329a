/* block_write.c -- blocks of columns that a batch changes: read, changed in memory, written. */
#include "index/block_write.h"

#include "base/mem.h"

enum { BLOCK_BYTES_MAX = 64 << 20 };

static sqlite3_stmt *use(struct block_writer *w, enum block_statement s)
{
    static const char *const texts[BLOCK_STATEMENTS] = {
        [BLOCK_GET] = "SELECT data, often FROM block WHERE n = ?1",
        [BLOCK_PUT] = "INSERT OR REPLACE INTO block (n, version, data, often)"
                      " VALUES (?1, ?2, ?3, ?4)",
    };
    if (!w->st[s])
        sqlite3_prepare_v3(w->db, texts[s], -1, SQLITE_PREPARE_PERSISTENT, &w->st[s], NULL);
    return w->st[s];
}

/* ---- reading ---- */

static struct str column(struct arena *a, sqlite3_stmt *st, int n)
{
    struct str s = {sqlite3_column_blob(st, n), (size_t)sqlite3_column_bytes(st, n)};
    return arena_copy(a, s);
}

static enum err read_block(struct block_writer *w, struct changed_block *d)
{
    sqlite3_stmt *st = use(w, BLOCK_GET);
    struct block b;
    enum err e = OK;
    sqlite3_bind_int64(st, 1, d->n);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) {
        d->there = true;
        e = block_read(column(d->mem, st, 0), &b);
        if (!e) e = often_read(column(d->mem, st, 1), &d->had);
        for (size_t i = 0; !e && i < BLOCK_ROWS; i++) block_row(&b, i, d->mem, &d->row[i]);
    } else if (code != SQLITE_DONE) {
        e = sqlite_err(code);
    }
    sqlite3_reset(st);
    return e;
}

enum err blocks_row(struct block_writer *w, int64_t id, struct changed_block **ret)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->block[i]->n == id / BLOCK_ROWS) {
            *ret = w->block[i];
            return OK;
        }
    enum err e = w->n == BLOCKS_OPEN ? blocks_flush(w) : OK;
    if (e) return e;
    struct changed_block *d = mem_zero(1, sizeof *d);
    d->n = id / BLOCK_ROWS;
    d->mem = arena_new();
    w->block[w->n++] = d;
    *ret = d;
    return read_block(w, d);
}

/* ---- writing ---- */

static void bind_blob(sqlite3_stmt *st, int at, const struct buf *b)
{
    sqlite3_bind_blob64(st, at, b->n ? b->p : "", b->n, SQLITE_STATIC);
}

static enum err write_block(struct block_writer *w, const struct changed_block *d)
{
    struct buf CLEANUP(buf_release) bytes = BUF(BLOCK_BYTES_MAX);
    struct buf CLEANUP(buf_release) often = BUF(BLOCK_BYTES_MAX);
    sqlite3_stmt *st = use(w, BLOCK_PUT);
    uint32_t known = d->there ? d->had.known : often_terms_count(w->often);
    block_write(d->row, &bytes);
    if (known) often_write(&d->had, d->often, known, &often);
    if (bytes.full || often.full) return ERR_LIMIT;
    sqlite3_bind_int64(st, 1, d->n);
    sqlite3_bind_int64(st, 2, w->version);
    bind_blob(st, 3, &bytes);
    bind_blob(st, 4, &often);
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    return sqlite_err(code);
}

void blocks_forget(struct block_writer *w)
{
    for (size_t i = 0; i < w->n; i++) {
        arena_free(w->block[i]->mem);
        mem_free(w->block[i]);
    }
    w->n = 0;
}

enum err blocks_flush(struct block_writer *w)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < w->n; i++) e = write_block(w, w->block[i]);
    blocks_forget(w);
    return e;
}

void block_writer_close(struct block_writer *w)
{
    blocks_forget(w);
    often_terms_free(w->often);
    for (int s = 0; s < BLOCK_STATEMENTS; s++) sqlite3_finalize(w->st[s]);
}
