/* columns.c -- blocks of columns as bytes. */
#include "index/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/checked.h"

struct header {
    uint32_t magic, n_ords, n_holders, n_held, n_keys, unused;
};

enum { MAGIC = 0x344B4C42 }; /* "BLK4" */

/* ---- writing ---- */

/* A holder has this row. */
struct holding {
    uint32_t holder;
    uint16_t row;
};
struct holdings {
    struct holding *item;
    size_t n, cap;
};

static uint16_t cut16(size_t n)
{
    return (uint16_t)MIN(n, (size_t)UINT16_MAX);
}

static uint8_t cut8(int n)
{
    return (uint8_t)MAX(0, MIN(n, UINT8_MAX));
}

static int16_t year16(int year)
{
    return (int16_t)MAX(MIN(year, 9999), -9999);
}

static void add_bytes(struct buf *to, const void *p, size_t n)
{
    buf_add(to, (struct str){p, n});
}

static void fill_head(const struct row_values *v, struct column_head *head)
{
    *head = (struct column_head){
        .present = 1,
        .format = (uint8_t)v->format,
        .quality = (uint8_t)v->quality,
        .title_words = cut8(v->title_words),
        .title_short = cut8(v->title_short),
        .holders = (uint8_t)MIN(v->list[LIST_AGENCIES].n, (size_t)UINT8_MAX),
        .year = year16(v->year),
    };
}

static void fill_row(const struct row_values *v, struct column_row *row, struct buf *ords,
                     struct buf *keys)
{
    struct str title = str_slice(v->sort_title, 0, SORT_KEY_MAX);
    struct str author = str_slice(v->sort_author, 0, SORT_KEY_MAX);
    *row = (struct column_row){
        .ords = (uint32_t)(ords->n / sizeof(uint32_t)),
        .keys = (uint32_t)keys->n,
        .year_end = year16(v->year_end),
        .title_length = (uint8_t)title.n,
        .author_length = (uint8_t)author.n,
    };
    for (int k = 0; k < COLUMN_LISTS; k++) {
        row->n[k] = cut16(v->list[k].n);
        add_bytes(ords, v->list[k].item, row->n[k] * sizeof(uint32_t));
    }
    buf_add(keys, title);
    buf_add(keys, author);
}

static int by_holder(const void *x, const void *y)
{
    const struct holding *a = x, *b = y;
    if (a->holder != b->holder) return a->holder < b->holder ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void collect_holdings(const struct row_values value[BLOCK_ROWS], struct arena *a,
                             struct holdings *ret)
{
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        struct ord_list agencies = value[i].list[LIST_AGENCIES];
        for (size_t k = 0; value[i].present && k < cut16(agencies.n); k++)
            VEC_PUSH(a, ret, (struct holding){agencies.item[k], (uint16_t)i});
    }
    if (ret->n) qsort(ret->item, ret->n, sizeof ret->item[0], by_holder);
}

/* Each holder and where its rows begin, then all rows. */
static void add_holders(const struct holdings *h, struct header *head, struct buf *holders,
                        struct buf *held)
{
    for (size_t i = 0; i < h->n; i++) {
        struct column_holder one = {h->item[i].holder, (uint32_t)i};
        if (i == 0 || h->item[i - 1].holder != one.holder) {
            add_bytes(holders, &one, sizeof one);
            head->n_holders++;
        }
        add_bytes(held, &h->item[i].row, sizeof h->item[i].row);
    }
    struct column_holder end = {UINT32_MAX, (uint32_t)h->n};
    add_bytes(holders, &end, sizeof end);
    head->n_held = (uint32_t)h->n;
}

void block_write(const struct row_values value[BLOCK_ROWS], struct buf *to)
{
    struct column_head head[BLOCK_ROWS];
    struct column_row row[BLOCK_ROWS];
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) ords = BUF(1 << 28);
    struct buf CLEANUP(buf_release) holders = BUF(1 << 28);
    struct buf CLEANUP(buf_release) held = BUF(1 << 28);
    struct buf CLEANUP(buf_release) keys = BUF(1 << 28);
    struct holdings holdings = {0};
    struct header h = {.magic = MAGIC};
    memset(head, 0, sizeof head);
    memset(row, 0, sizeof row);
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        if (!value[i].present) continue;
        fill_head(&value[i], &head[i]);
        fill_row(&value[i], &row[i], &ords, &keys);
    }
    collect_holdings(value, a, &holdings);
    add_holders(&holdings, &h, &holders, &held);
    h.n_ords = (uint32_t)(ords.n / sizeof(uint32_t));
    h.n_keys = (uint32_t)keys.n;
    add_bytes(to, &h, sizeof h);
    add_bytes(to, head, sizeof head);
    add_bytes(to, row, sizeof row);
    buf_add(to, buf_str(&ords));
    buf_add(to, buf_str(&holders));
    buf_add(to, buf_str(&held));
    buf_add(to, buf_str(&keys));
}

/* ---- reading ---- */

/* Where the parts begin, and where the last one ends. */
struct parts {
    size_t head, row, ords, holders, held, keys, end;
};

static struct parts parts_of(const struct header *h)
{
    struct parts p = {.head = sizeof *h};
    p.row = p.head + sizeof(struct column_head[BLOCK_ROWS]);
    p.ords = p.row + sizeof(struct column_row[BLOCK_ROWS]);
    p.holders = p.ords + (size_t)h->n_ords * sizeof(uint32_t);
    p.held = p.holders + ((size_t)h->n_holders + 1) * sizeof(struct column_holder);
    p.keys = p.held + (size_t)h->n_held * sizeof(uint16_t);
    p.end = p.keys + h->n_keys;
    return p;
}

static bool row_ok(const struct block *b, size_t i, const struct header *h)
{
    const struct column_row *r = &b->row[i];
    uint64_t ords = r->ords, keys = (uint64_t)r->keys + r->title_length + r->author_length;
    for (int k = 0; k < COLUMN_LISTS; k++) ords += r->n[k];
    return !b->head[i].present ||
           (ords <= h->n_ords && keys <= h->n_keys && r->title_length <= SORT_KEY_MAX &&
            r->author_length <= SORT_KEY_MAX);
}

static bool holders_ok(const struct block *b, const struct header *h)
{
    uint32_t at = 0;
    for (size_t i = 0; i <= b->n_holders; i++) {
        if (b->holder[i].from < at || b->holder[i].from > h->n_held) return false;
        at = b->holder[i].from;
    }
    for (size_t i = 0; i < h->n_held; i++)
        if (b->held[i] >= BLOCK_ROWS) return false;
    return true;
}

enum err block_read(struct str bytes, struct block *ret)
{
    struct header h;
    if (bytes.n < sizeof h || (uintptr_t)bytes.p % sizeof(uint32_t)) return ERR_FORMAT;
    memcpy(&h, bytes.p, sizeof h);
    struct parts p = parts_of(&h);
    if (h.magic != MAGIC || bytes.n != p.end) return ERR_FORMAT;
    struct block b = {
        .head = (const void *)(bytes.p + p.head),
        .row = (const void *)(bytes.p + p.row),
        .ords = (const void *)(bytes.p + p.ords),
        .holder = (const void *)(bytes.p + p.holders),
        .n_holders = h.n_holders,
        .held = (const void *)(bytes.p + p.held),
        .keys = bytes.p + p.keys,
    };
    if (!holders_ok(&b, &h)) return ERR_FORMAT;
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        if (!row_ok(&b, i, &h)) return ERR_FORMAT;
    *ret = b;
    return OK;
}

void block_row(const struct block *b, size_t i, struct row_values *ret)
{
    const struct column_head *h = &b->head[i];
    *ret = (struct row_values){
        .present = h->present != 0,
        .format = h->format,
        .year = h->year,
        .year_end = b->row[i].year_end,
        .quality = h->quality,
        .title_words = h->title_words,
        .title_short = h->title_short,
        .sort_title = block_title_key(b, i),
        .sort_author = block_author_key(b, i),
    };
    for (int k = 0; k < COLUMN_LISTS; k++) ret->list[k] = block_list(b, i, (enum column_list)k);
}
