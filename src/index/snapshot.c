/* snapshot.c -- columns of one version in memory: an array of counted blocks. */
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

void snapshot_drop(struct snapshot *s)
{
    if (!s || --s->refs) return;
    for (size_t i = 0; i < s->n; i++) drop_block(s->block[i]);
    mem_free(s->block);
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
    uint32_t at = (uint32_t)(id % BLOCK_ROWS);
    if (!b || !b->head[at].present) return false;
    *ret = (struct row_ref){b, at};
    return true;
}

uint32_t snapshot_terms(const struct snapshot *s)
{
    return s->terms;
}

static void reserve_blocks(struct snapshot *s, size_t n)
{
    if (n <= s->n) return;
    s->block = mem_resize(s->block, n * sizeof(struct held_block *));
    memset(s->block + s->n, 0, (n - s->n) * sizeof(struct held_block *));
    s->n = n;
}

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
    if (e) {
        mem_free(b);
        return e;
    }
    reserve_blocks(s, (size_t)n + 1);
    drop_block(s->block[n]);
    s->block[n] = b;
    return OK;
}

static enum err read_blocks(sqlite3 *db, int64_t after, struct snapshot *s)
{
    sqlite3_stmt *st = NULL;
    enum err e = sqlite_err(sqlite3_prepare_v2(
        db, "SELECT n, data, often FROM block WHERE version > ?1 ORDER BY n", -1, &st, NULL));
    int code = SQLITE_DONE;
    if (!e) sqlite3_bind_int64(st, 1, after);
    while (!e && (code = sqlite3_step(st)) == SQLITE_ROW) {
        struct str data = {sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1)};
        struct str often = {sqlite3_column_blob(st, 2), (size_t)sqlite3_column_bytes(st, 2)};
        e = hold_block(s, sqlite3_column_int64(st, 0), data, often);
    }
    sqlite3_finalize(st);
    return e ? e : sqlite_err(code);
}

enum err snapshot_after(const struct snapshot *old, const struct connection *c, int64_t version,
                        int64_t seq, uint32_t terms, struct snapshot **ret)
{
    bool same_file = old && old->file == c->file;
    struct snapshot *s = mem_zero(1, sizeof *s);
    *s = (struct snapshot){
        .refs = 1, .file = c->file, .version = version, .seq = seq, .terms = terms};
    if (same_file) {
        reserve_blocks(s, old->n);
        for (size_t i = 0; i < old->n; i++)
            if ((s->block[i] = old->block[i])) s->block[i]->refs++;
    }
    enum err e = read_blocks(c->db, same_file ? old->version : 0, s);
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
