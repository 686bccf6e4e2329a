/* overlay.c -- see overlay.h. */
#include "index/overlay.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BYTES_MAX = 64 << 20 };

/* ---- a row by itself ---- */

static int by_number(const void *x, const void *y)
{
    const struct often_posting *a = x, *b = y;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return (a->posting > b->posting) - (a->posting < b->posting);
}

void lone_row_write(const struct row_values *values, struct often_row *often, struct buf *data,
                    struct buf *postings)
{
    block_write(values, 1, data);
    if (!often->n) return;
    qsort(often->item, often->n, sizeof often->item[0], by_number);
    buf_add(postings, (struct str){(const char *)often->item, often->n * sizeof often->item[0]});
}

static bool postings_ok(const struct lone_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (posting_row(row->often[i].posting) != row->at || row->often[i].number >= OFTEN_MOST ||
            (i && row->often[i].number <= row->often[i - 1].number))
            return false;
    return true;
}

enum err lone_row_read(int64_t id, struct str data, struct str postings, struct arena *a,
                       struct lone_row *ret)
{
    struct block b;
    enum err e = id > 0 ? block_read(arena_copy(a, data), &b) : ERR_FORMAT;
    if (!e && (b.rows != 1 || postings.n % sizeof ret->often[0])) e = ERR_FORMAT;
    if (e) return e;
    struct lone_row row = {.at = (uint32_t)(id % BLOCK_ROWS),
                           .often = (const void *)arena_copy(a, postings).p,
                           .n = postings.n / sizeof ret->often[0]};
    block_row(&b, 0, a, &row.values);
    if (!postings_ok(&row)) return ERR_FORMAT;
    *ret = row;
    return OK;
}

/* ---- those of a block ---- */

struct postings {
    struct often_posting *item;
    size_t n, cap;
};

struct numbers {
    uint32_t *item;
    size_t n, cap;
};

static const struct lone_row *find_row(const struct lone_row *row, size_t n, uint32_t at)
{
    for (size_t i = 0; i < n; i++)
        if (row[i].at == at) return &row[i];
    return NULL;
}

/* All rows of the new one as values, in their order. */
static struct row_values *gather_rows(const struct numbers *rows, const struct overlay *old,
                                      const struct lone_row *row, size_t n, struct arena *a)
{
    struct row_values *all = arena_array(a, struct row_values, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct lone_row *fresh = find_row(row, n, rows->item[i]);
        struct row_ref had;
        if (fresh)
            all[i] = fresh->values;
        else if (overlay_row(old, rows->item[i], &had))
            block_row(had.block, had.at, a, &all[i]);
    }
    return all;
}

/* Those that stay of the old one, and those of the rows, in their order. */
static struct postings gather_postings(const struct overlay *old, const struct lone_row *row,
                                       size_t n, struct arena *a)
{
    struct postings all = {0}, fresh = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < row[i].n; k++) VEC_PUSH(a, &fresh, row[i].often[k]);
    if (n > 1 && fresh.n) qsort(fresh.item, fresh.n, sizeof fresh.item[0], by_number);
    size_t next = 0;
    for (size_t i = 0; old && i < old->postings; i++) {
        struct often_posting one = {old->number[i], old->posting[i]};
        if (find_row(row, n, posting_row(one.posting))) continue;
        while (next < fresh.n && by_number(&fresh.item[next], &one) < 0)
            VEC_PUSH(a, &all, fresh.item[next++]);
        VEC_PUSH(a, &all, one);
    }
    while (next < fresh.n) VEC_PUSH(a, &all, fresh.item[next++]);
    return all;
}

static void mark_rows(struct overlay *o, const struct overlay *old, const struct lone_row *row,
                      size_t n)
{
    uint16_t rows = 0;
    if (old) memcpy(o->rows, old->rows, sizeof o->rows);
    for (size_t i = 0; i < n; i++) o->rows[row[i].at / 64] |= UINT64_C(1) << row[i].at % 64;
    for (int i = 0; i < ROW_WORDS; i++) {
        o->before[i] = rows;
        rows = (uint16_t)(rows + __builtin_popcountll(o->rows[i]));
    }
}

static void list_rows(const struct overlay *o, struct arena *a, struct numbers *ret)
{
    for (uint32_t word = 0; word < ROW_WORDS; word++)
        for (uint64_t left = o->rows[word]; left; left &= left - 1)
            VEC_PUSH(a, ret, word * 64 + (uint32_t)__builtin_ctzll(left));
}

static void list_gone(const struct block *home, const struct numbers *rows, struct arena *a,
                      struct numbers *ret)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct holder_span by = block_holders(home, rows->item[i]);
        for (uint32_t k = by.from; k < by.to; k++) VEC_PUSH(a, ret, block_holder(home, k));
    }
}

static const uint32_t *put_numbers(uint32_t **at, const struct numbers *from)
{
    const uint32_t *first = *at;
    if (from->n) memcpy(*at, from->item, from->n * sizeof from->item[0]);
    *at += from->n;
    return first;
}

/* The overlay with all that it points at behind it. */
static struct overlay *put_together(const struct overlay *head, struct str block,
                                    const struct numbers *rows, const struct numbers *gone,
                                    const struct postings *all)
{
    const size_t second = (block.n + sizeof(uint32_t) - 1) / sizeof(uint32_t) * sizeof(uint32_t);
    const size_t numbers = rows->n + gone->n + 2 * all->n;
    struct overlay *o = mem_alloc(sizeof *o + second + numbers * sizeof(uint32_t));
    uint32_t *at = (void *)(o->bytes + second);
    *o = *head;
    memcpy(o->bytes, block.p, block.n);
    o->row = put_numbers(&at, rows);
    o->gone = put_numbers(&at, gone);
    o->n_gone = gone->n;
    o->number = at;
    o->posting = at + all->n;
    o->postings = all->n;
    for (size_t i = 0; i < all->n; i++) {
        at[i] = all->item[i].number;
        at[all->n + i] = all->item[i].posting;
    }
    return o;
}

struct overlay *overlay_with(const struct overlay *old, const struct block *home,
                             const struct lone_row *row, size_t n)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct buf CLEANUP(buf_release) bytes = BUF(BYTES_MAX);
    struct overlay head = {.refs = 1};
    struct numbers rows = {0}, gone = {0};
    mark_rows(&head, old, row, n);
    list_rows(&head, a, &rows);
    list_gone(home, &rows, a, &gone);
    struct postings all = gather_postings(old, row, n, a);
    block_write(gather_rows(&rows, old, row, n, a), rows.n, &bytes);
    struct overlay *o = put_together(&head, buf_str(&bytes), &rows, &gone, &all);
    if (block_read((struct str){o->bytes, bytes.n}, &o->block) == OK) return o;
    mem_free(o);
    return NULL;
}

/* ---- asking ---- */

bool overlay_take(const struct overlay *o, uint64_t rows[ROW_WORDS], uint64_t ret[ROW_WORDS])
{
    bool any = false;
    memset(ret, 0, ROW_WORDS * sizeof ret[0]);
    for (uint32_t word = 0; word < ROW_WORDS; word++) {
        for (uint64_t left = rows[word] & o->rows[word]; left; left &= left - 1) {
            uint32_t i = overlay_place(o, word * 64 + (uint32_t)__builtin_ctzll(left));
            ret[i / 64] |= UINT64_C(1) << i % 64;
            any = true;
        }
        rows[word] &= ~o->rows[word];
    }
    return any;
}

void overlay_give(const struct overlay *o, const uint64_t here[ROW_WORDS], uint64_t rows[ROW_WORDS])
{
    for (uint32_t word = 0; word * 64 < o->block.rows; word++)
        for (uint64_t left = here[word]; left; left &= left - 1) {
            uint32_t at = o->row[word * 64 + (uint32_t)__builtin_ctzll(left)];
            rows[at / 64] |= UINT64_C(1) << at % 64;
        }
}

static size_t first_from(const struct overlay *o, uint64_t number)
{
    size_t from = 0, to = o->postings;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (o->number[middle] < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

size_t overlay_postings(const struct overlay *o, uint32_t number, const uint32_t **ret)
{
    size_t from = first_from(o, number), to = from;
    while (to < o->postings && o->number[to] == number) to++;
    *ret = o->posting + from;
    return to - from;
}
