/* columns.c -- blocks of columns as bytes. */
#include "index/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/checked.h"

struct header {
    uint32_t magic, wide, rows, n[COLUMN_LISTS], n_holders, n_keys;
};

enum { MAGIC = 0x364B4C42 }; /* "BLK6" */

/* Numbers of two bytes come in pairs. */
static size_t even(size_t n)
{
    return n + n % 2;
}

/* Where each row begins, and where the last one ends. */
static size_t starts_of(size_t rows)
{
    return even(rows + 1);
}

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
        .present = v->year_end ? ROW_THERE | ROW_ENDS : ROW_THERE,
        .format = (uint8_t)v->format,
        .quality = (uint8_t)v->quality,
        .title_words = cut8(v->title_words),
        .title_short = cut8(v->title_short),
        .holders = (uint8_t)MIN(v->list[LIST_AGENCIES].n, (size_t)UINT8_MAX),
        .year = year16(v->year),
    };
}

static void fill_key(const struct row_values *v, struct column_key *key, struct buf *keys)
{
    struct str title = str_slice(v->sort_title, 0, SORT_KEY_MAX);
    struct str author = str_slice(v->sort_author, 0, SORT_KEY_MAX);
    *key = (struct column_key){
        .at = (uint32_t)keys->n, .title = (uint8_t)title.n, .author = (uint8_t)author.n};
    buf_add(keys, title);
    buf_add(keys, author);
}

static int by_holder(const void *x, const void *y)
{
    const struct holding *a = x, *b = y;
    if (a->holder != b->holder) return a->holder < b->holder ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void collect_holdings(const struct row_values *value, size_t rows, struct arena *a,
                             struct holdings *ret)
{
    for (size_t i = 0; i < rows; i++) {
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
}

static void add_number(struct buf *to, bool wide, size_t number)
{
    uint32_t big = (uint32_t)number;
    uint16_t small = (uint16_t)number;
    add_bytes(to, wide ? (const void *)&big : &small, wide ? sizeof big : sizeof small);
}

static size_t list_size(const struct row_values *v, int list)
{
    return v->present ? cut16(v->list[list].n) : 0;
}

static void add_starts(const struct row_values *value, const struct header *h, int list,
                       struct buf *to)
{
    size_t at = 0;
    for (size_t i = 0; i < starts_of(h->rows); i++) {
        add_number(to, h->wide, at);
        if (i < h->rows) at += list_size(&value[i], list);
    }
}

static int by_number(const void *key, const void *item)
{
    uint32_t x = *(const uint32_t *)key, y = ((const struct column_holder *)item)->holder;
    return (x > y) - (x < y);
}

static void add_shelves(const struct row_values *value, const struct header *h,
                        const struct buf *holders, struct buf *to)
{
    const struct column_holder *all = (const void *)holders->p;
    for (size_t i = 0; i < h->rows; i++)
        for (size_t k = 0; k < list_size(&value[i], LIST_AGENCIES); k++) {
            const struct column_holder *one = bsearch(&value[i].list[LIST_AGENCIES].item[k], all,
                                                      h->n_holders, sizeof *all, by_number);
            add_number(to, h->wide, (size_t)(one - all));
        }
}

static void count_values(const struct row_values *value, struct header *h)
{
    h->wide = h->n_holders > UINT16_MAX;
    for (int k = 0; k < COLUMN_LISTS; k++) {
        size_t n = 0;
        for (size_t i = 0; i < h->rows; i++) n += list_size(&value[i], k);
        h->n[k] = (uint32_t)n;
        if (n > UINT16_MAX) h->wide = 1;
    }
}

static void add_lists(const struct row_values *value, const struct header *h, struct buf *to)
{
    for (int k = 0; k < COLUMN_LISTS; k++) add_starts(value, h, k, to);
    for (int k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++)
        for (size_t i = 0; i < h->rows; i++)
            add_bytes(to, value[i].list[k].item, list_size(&value[i], k) * sizeof(uint32_t));
}

void block_write(const struct row_values *value, size_t rows, struct buf *to)
{
    struct column_head head[BLOCK_ROWS];
    struct column_key key[BLOCK_ROWS];
    int16_t year_end[BLOCK_ROWS];
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) holders = BUF(1 << 28);
    struct buf CLEANUP(buf_release) held = BUF(1 << 28);
    struct buf CLEANUP(buf_release) keys = BUF(1 << 28);
    struct holdings holdings = {0};
    struct header h = {.magic = MAGIC, .rows = (uint32_t)rows};
    memset(head, 0, rows * sizeof head[0]);
    memset(key, 0, rows * sizeof key[0]);
    memset(year_end, 0, even(rows) * sizeof year_end[0]);
    for (size_t i = 0; i < rows; i++) {
        if (!value[i].present) continue;
        fill_head(&value[i], &head[i]);
        fill_key(&value[i], &key[i], &keys);
        year_end[i] = year16(value[i].year_end);
    }
    collect_holdings(value, rows, a, &holdings);
    add_holders(&holdings, &h, &holders, &held);
    count_values(value, &h);
    h.n_keys = (uint32_t)keys.n;
    add_bytes(to, &h, sizeof h);
    add_bytes(to, head, rows * sizeof head[0]);
    add_bytes(to, year_end, even(rows) * sizeof year_end[0]);
    add_bytes(to, key, rows * sizeof key[0]);
    add_lists(value, &h, to);
    buf_add(to, buf_str(&holders));
    add_shelves(value, &h, &holders, to);
    buf_add(to, buf_str(&held));
    buf_add(to, buf_str(&keys));
}

/* ---- reading ---- */

/* Where the parts begin, and where the last one ends. */
struct parts {
    size_t head, year_end, key, start[COLUMN_LISTS], ords[COLUMN_LISTS], holders, shelf, held, keys,
        end;
};

static struct parts parts_of(const struct header *h)
{
    struct parts p = {.head = sizeof *h};
    size_t number = h->wide ? sizeof(uint32_t) : sizeof(uint16_t);
    p.year_end = p.head + h->rows * sizeof(struct column_head);
    p.key = p.year_end + even(h->rows) * sizeof(int16_t);
    size_t at = p.key + h->rows * sizeof(struct column_key);
    for (int k = 0; k < COLUMN_LISTS; k++, at += starts_of(h->rows) * number) p.start[k] = at;
    for (int k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++) {
        p.ords[k] = at;
        at += (size_t)h->n[k] * sizeof(uint32_t);
    }
    p.holders = at;
    p.shelf = p.holders + ((size_t)h->n_holders + 1) * sizeof(struct column_holder);
    p.held = p.shelf + (size_t)h->n[LIST_AGENCIES] * number;
    p.keys = p.held + (size_t)h->n[LIST_AGENCIES] * sizeof(uint16_t);
    p.end = p.keys + h->n_keys;
    return p;
}

/* Starts never go back, and end at the end. */
static bool starts_ok(const struct block *b, const struct header *h, int list)
{
    uint32_t at = 0;
    for (size_t i = 0; i <= h->rows; i++) {
        uint32_t next = block_number(b, b->start[list], i);
        if (next < at) return false;
        at = next;
    }
    return at <= h->n[list];
}

static bool keys_ok(const struct block *b, const struct header *h)
{
    for (size_t i = 0; i < h->rows; i++) {
        const struct column_key *k = &b->key[i];
        if (k->title > SORT_KEY_MAX || k->author > SORT_KEY_MAX ||
            (uint64_t)k->at + k->title + k->author > h->n_keys)
            return false;
    }
    return true;
}

static bool holders_ok(const struct block *b, const struct header *h)
{
    uint32_t at = 0;
    for (size_t i = 0; i <= b->n_holders; i++) {
        if (b->holder[i].from < at || b->holder[i].from > h->n[LIST_AGENCIES]) return false;
        at = b->holder[i].from;
    }
    for (size_t i = 0; i < h->n[LIST_AGENCIES]; i++)
        if (b->held[i] >= h->rows || block_number(b, b->shelf, i) >= b->n_holders) return false;
    return true;
}

enum err block_read(struct str bytes, struct block *ret)
{
    struct header h;
    if (bytes.n < sizeof h || (uintptr_t)bytes.p % sizeof(uint32_t)) return ERR_FORMAT;
    memcpy(&h, bytes.p, sizeof h);
    struct parts p = parts_of(&h);
    if (h.magic != MAGIC || h.wide > 1 || h.rows > BLOCK_ROWS || bytes.n != p.end)
        return ERR_FORMAT;
    struct block b = {
        .rows = h.rows,
        .wide = h.wide != 0,
        .head = (const void *)(bytes.p + p.head),
        .year_end = (const void *)(bytes.p + p.year_end),
        .key = (const void *)(bytes.p + p.key),
        .shelf = {bytes.p + p.shelf},
        .holder = (const void *)(bytes.p + p.holders),
        .n_holders = h.n_holders,
        .held = (const void *)(bytes.p + p.held),
        .keys = bytes.p + p.keys,
    };
    for (int k = 0; k < COLUMN_LISTS; k++) {
        b.start[k].item = bytes.p + p.start[k];
        if (k != LIST_AGENCIES) b.ords[k] = (const void *)(bytes.p + p.ords[k]);
        if (!starts_ok(&b, &h, k)) return ERR_FORMAT;
    }
    if (!holders_ok(&b, &h) || !keys_ok(&b, &h)) return ERR_FORMAT;
    for (size_t i = 0; i < h.rows; i++)
        b.there[i / 64] |= (uint64_t)(b.head[i].present != 0) << i % 64;
    *ret = b;
    return OK;
}

void block_row(const struct block *b, size_t i, struct arena *a, struct row_values *ret)
{
    const struct column_head *h = &b->head[i];
    struct holder_span by = block_holders(b, i);
    uint32_t *holder = arena_array(a, uint32_t, by.to - by.from + 1);
    for (uint32_t k = by.from; k < by.to; k++) holder[k - by.from] = block_holder(b, k);
    *ret = (struct row_values){
        .present = h->present != 0,
        .format = h->format,
        .year = h->year,
        .year_end = b->year_end[i],
        .quality = h->quality,
        .title_words = h->title_words,
        .title_short = h->title_short,
        .list[LIST_AGENCIES] = {holder, by.to - by.from},
        .sort_title = block_title_key(b, i),
        .sort_author = block_author_key(b, i),
    };
    for (int k = LIST_AGENCIES + 1; k < COLUMN_LISTS; k++)
        ret->list[k] = block_list(b, i, (enum column_list)k);
}
