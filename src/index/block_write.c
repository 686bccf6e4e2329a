/* block_write.c -- see block_write.h. */
#include "index/block_write.h"

#include "base/mem.h"

enum { BLOCK_BYTES_MAX = 64 << 20, GATHERED_MAX = 8 << 20 };

static sqlite3_stmt *use(struct block_writer *w, enum block_statement s)
{
    static const char *const texts[BLOCK_STATEMENTS] = {
        [BLOCK_GET] = "SELECT data, often FROM block WHERE n = ?1",
        [BLOCK_PUT] = "INSERT OR REPLACE INTO block (n, version, data, often)"
                      " VALUES (?1, ?2, ?3, ?4)",
        [OVERLAY_COUNT] = "SELECT count(*), EXISTS (SELECT 1 FROM block WHERE n = ?3)"
                          " FROM overlay WHERE id BETWEEN ?1 AND ?2",
        [OVERLAY_GET] = "SELECT id, data, often FROM overlay WHERE id BETWEEN ?1 AND ?2",
        [OVERLAY_PUT] = "INSERT OR REPLACE INTO overlay (id, version, data, often)"
                        " VALUES (?1, ?2, ?3, ?4)",
        [OVERLAY_DROP] = "DELETE FROM overlay WHERE id BETWEEN ?1 AND ?2",
        [OVERLAY_ALL] = "SELECT count(*) FROM overlay",
        [OVERLAY_NEXT] = "SELECT id FROM overlay WHERE id >= ?1 ORDER BY id LIMIT 1",
    };
    if (!w->st[s])
        sqlite3_prepare_v3(w->db, texts[s], -1, SQLITE_PREPARE_PERSISTENT, &w->st[s], NULL);
    return w->st[s];
}

/* One about the documents of a block. */
static sqlite3_stmt *use_for(struct block_writer *w, enum block_statement s, int64_t n)
{
    sqlite3_stmt *st = use(w, s);
    sqlite3_bind_int64(st, 1, n * BLOCK_ROWS);
    sqlite3_bind_int64(st, 2, (n + 1) * BLOCK_ROWS - 1);
    return st;
}

static enum err finish(sqlite3_stmt *st)
{
    int code = sqlite3_step(st);
    sqlite3_reset(st);
    return sqlite_err(code);
}

static struct str column(sqlite3_stmt *st, int n)
{
    return (struct str){sqlite3_column_blob(st, n), (size_t)sqlite3_column_bytes(st, n)};
}

static void bind_blob(sqlite3_stmt *st, int at, const struct buf *b)
{
    sqlite3_bind_blob64(st, at, b->n ? b->p : "", b->n, SQLITE_STATIC);
}

/* ---- gathering ---- */

static struct changed_block *open_block(struct block_writer *w, int64_t n)
{
    struct changed_block *d = mem_zero(1, sizeof *d);
    d->number = n;
    d->mem = arena_new();
    w->block[w->n++] = d;
    return d;
}

static struct changed_row *row_of(struct changed_block *d, uint32_t at)
{
    if (!d->place[at]) {
        VEC_PUSH(d->mem, d, (struct changed_row){.at = at});
        d->place[at] = (uint16_t)d->n;
    }
    return &d->item[d->place[at] - 1];
}

/* A long load fills block after block, and is done with those before. */
static bool many_wait(const struct block_writer *w)
{
    size_t bytes = 0;
    for (size_t i = 0; i < w->n; i++) bytes += arena_used(w->block[i]->mem);
    return w->n == BLOCKS_OPEN || bytes > GATHERED_MAX;
}

enum err blocks_row(struct block_writer *w, int64_t id, struct changed_row **ret,
                    struct arena **ret_mem)
{
    struct changed_block *d = NULL;
    for (size_t i = 0; i < w->n && !d; i++)
        if (w->block[i]->number == id / BLOCK_ROWS) d = w->block[i];
    enum err e = !d && many_wait(w) ? blocks_flush(w) : OK;
    if (e) return e;
    if (!d) d = open_block(w, id / BLOCK_ROWS);
    *ret = row_of(d, (uint32_t)(id % BLOCK_ROWS));
    *ret_mem = d->mem;
    return OK;
}

/* ---- a block as a whole ---- */

struct whole {
    struct arena *mem;
    bool there; /* in the file, before */
    struct row_values row[BLOCK_ROWS];
    struct often_block had;
    struct often_row often[BLOCK_ROWS];
};

static enum err read_block(struct block_writer *w, int64_t n, struct whole *to)
{
    sqlite3_stmt *st = use(w, BLOCK_GET);
    struct block b;
    enum err e = OK;
    sqlite3_bind_int64(st, 1, n);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) {
        to->there = true;
        e = block_read(arena_copy(to->mem, column(st, 0)), &b);
        if (!e && b.rows != BLOCK_ROWS) e = ERR_FORMAT;
        if (!e) e = often_read(arena_copy(to->mem, column(st, 1)), &to->had);
        for (size_t i = 0; !e && i < BLOCK_ROWS; i++) block_row(&b, i, to->mem, &to->row[i]);
    } else if (code != SQLITE_DONE) {
        e = sqlite_err(code);
    }
    sqlite3_reset(st);
    return e;
}

static void put_lone_row(struct whole *to, const struct lone_row *row)
{
    struct often_row *often = &to->often[row->at];
    to->row[row->at] = row->values;
    *often = (struct often_row){.fresh = true};
    for (size_t i = 0; i < row->n; i++) VEC_PUSH(to->mem, often, row->often[i]);
}

static enum err read_overlay(struct block_writer *w, int64_t n, struct whole *to)
{
    sqlite3_stmt *st = use_for(w, OVERLAY_GET, n);
    enum err e = OK;
    int code = SQLITE_DONE;
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct lone_row row;
        e = lone_row_read(sqlite3_column_int64(st, 0), column(st, 1), column(st, 2), to->mem, &row);
        if (!e) put_lone_row(to, &row);
    }
    sqlite3_reset(st);
    return e ? e : sqlite_err(code);
}

static enum err put_block(struct block_writer *w, int64_t n, const struct whole *from)
{
    struct buf CLEANUP(buf_release) bytes = BUF(BLOCK_BYTES_MAX);
    struct buf CLEANUP(buf_release) often = BUF(BLOCK_BYTES_MAX);
    sqlite3_stmt *st = use(w, BLOCK_PUT);
    uint32_t known = from->there ? from->had.known : often_terms_count(w->often);
    block_write(from->row, BLOCK_ROWS, &bytes);
    if (known) often_write(&from->had, from->often, known, &often);
    if (bytes.full || often.full) return ERR_LIMIT;
    sqlite3_bind_int64(st, 1, n);
    sqlite3_bind_int64(st, 2, w->version);
    bind_blob(st, 3, &bytes);
    bind_blob(st, 4, &often);
    return finish(st);
}

/* The block anew, with what lies beside it and the rows that change now (NULL: none). */
static enum err write_whole(struct block_writer *w, int64_t n, const struct changed_block *d)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct whole *all = arena_make(a, struct whole);
    all->mem = a;
    enum err e = read_block(w, n, all);
    if (!e) e = read_overlay(w, n, all);
    for (size_t i = 0; !e && d && i < d->n; i++) {
        all->row[d->item[i].at] = d->item[i].values;
        all->often[d->item[i].at] = d->item[i].often;
    }
    if (!e) e = put_block(w, n, all);
    if (!e) e = finish(use_for(w, OVERLAY_DROP, n));
    if (!e) w->beside -= sqlite3_changes(w->db);
    return e;
}

/* ---- rows by themselves ---- */

static enum err write_row(struct block_writer *w, int64_t id, struct changed_row *row)
{
    struct buf CLEANUP(buf_release) bytes = BUF(BLOCK_BYTES_MAX);
    struct buf CLEANUP(buf_release) often = BUF(BLOCK_BYTES_MAX);
    sqlite3_stmt *st = use(w, OVERLAY_PUT);
    lone_row_write(&row->values, &row->often, &bytes, &often);
    if (bytes.full || often.full) return ERR_LIMIT;
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, w->version);
    bind_blob(st, 3, &bytes);
    bind_blob(st, 4, &often);
    w->beside++;
    return finish(st);
}

static enum err count_beside(struct block_writer *w, struct changed_block *d)
{
    sqlite3_stmt *st = use_for(w, OVERLAY_COUNT, d->number);
    sqlite3_bind_int64(st, 3, d->number);
    int code = sqlite3_step(st);
    d->beside = (size_t)sqlite3_column_int64(st, 0) + d->n;
    d->there = sqlite3_column_int(st, 1);
    sqlite3_reset(st);
    return sqlite_err(code);
}

static bool must_be_whole(const struct changed_block *d)
{
    return !d->there || d->n > OVERLAY_BATCH || d->beside > OVERLAY_MOST;
}

/* The one whose rows go home now; NULL: none. */
static const struct changed_block *fullest(const struct block_writer *w)
{
    const struct changed_block *most = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct changed_block *d = w->block[i];
        if (must_be_whole(d) || d->beside <= OVERLAY_SOME) continue;
        if (!most || d->beside > most->beside) most = d;
    }
    return most;
}

static enum err write_rows(struct block_writer *w, struct changed_block *d)
{
    enum err e = OK;
    for (size_t i = 0; !e && i < d->n; i++)
        e = write_row(w, d->number * BLOCK_ROWS + d->item[i].at, &d->item[i]);
    return e;
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
    for (size_t i = 0; !e && i < w->n; i++) e = count_beside(w, w->block[i]);
    const struct changed_block *home = fullest(w);
    for (size_t i = 0; !e && i < w->n; i++) {
        struct changed_block *d = w->block[i];
        bool whole = d == home || must_be_whole(d);
        e = whole ? write_whole(w, d->number, d) : write_rows(w, d);
    }
    blocks_forget(w);
    return e;
}

/* ---- going home ---- */

static enum err next_beside(struct block_writer *w, int64_t from, int64_t *ret)
{
    sqlite3_stmt *st = use(w, OVERLAY_NEXT);
    sqlite3_bind_int64(st, 1, from * BLOCK_ROWS);
    int code = sqlite3_step(st);
    *ret = code == SQLITE_ROW ? sqlite3_column_int64(st, 0) / BLOCK_ROWS : BLOCKS_NONE;
    sqlite3_reset(st);
    return sqlite_err(code);
}

enum err blocks_home(struct block_writer *w, int64_t from, int64_t to, int most, int64_t *ret_next)
{
    int64_t n = BLOCKS_NONE;
    enum err e = next_beside(w, from, &n);
    for (; !e && n != BLOCKS_NONE && n < to && most > 0; most--) {
        e = write_whole(w, n, NULL);
        if (!e) e = next_beside(w, n + 1, &n);
    }
    *ret_next = n < to ? n : BLOCKS_NONE;
    return e;
}

/* ---- opening ---- */

enum err blocks_count(struct block_writer *w)
{
    sqlite3_stmt *st = use(w, OVERLAY_ALL);
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW) w->beside = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return sqlite_err(code);
}

enum err block_writer_open(struct block_writer *w, sqlite3 *db)
{
    w->db = db;
    enum err e = blocks_count(w);
    return e ? e : often_terms_load(db, &w->often);
}

void block_writer_close(struct block_writer *w)
{
    blocks_forget(w);
    often_terms_free(w->often);
    for (int s = 0; s < BLOCK_STATEMENTS; s++) sqlite3_finalize(w->st[s]);
}
