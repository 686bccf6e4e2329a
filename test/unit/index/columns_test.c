/* columns_test.c -- a block gives back what was put in, and damaged bytes never point outside. */
#include "index/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/checked.h"
#include "test.h"

static const uint32_t ords[] = {5, 9, 11, 70000};

/* Every third row is there. */
static void fill(struct row_values row[BLOCK_ROWS])
{
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        row[i] = (struct row_values){.present = i % 3 == 0};
        row[i].year = 1900 + (int)(i % 120);
        row[i].format = (int)(i % 5);
        row[i].year_end = i % 7 ? 0 : row[i].year + 30;
        row[i].quality = (int)(i % 16);
        row[i].sort_title = i % 2 ? STR("zaman bergerak") : STR("");
        row[i].sort_author = STR("ani");
        for (size_t k = 0; k < COLUMN_LISTS; k++)
            row[i].list[k] = (struct ord_list){ords, (i + k) % (COUNT(ords) + 1)};
    }
}

static char *block_bytes(struct arena *mem, size_t *ret_n)
{
    struct row_values *row = arena_array(mem, struct row_values, BLOCK_ROWS);
    struct buf CLEANUP(buf_release) bytes = BUF(1 << 24);
    fill(row);
    block_write(row, BLOCK_ROWS, &bytes);
    *ret_n = bytes.n;
    return (char *)memcpy(arena_alloc(mem, bytes.n), bytes.p, bytes.n);
}

TEST(a_block_gives_back_what_was_put_in)
{
    struct row_values *want = arena_array(mem, struct row_values, BLOCK_ROWS), got;
    struct block b;
    size_t n = 0, shelves = 0;
    char *bytes = block_bytes(mem, &n);
    fill(want);
    CHECK_INT(block_read((struct str){bytes, n}, &b), OK);
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        CHECK_INT(b.head[i].present != 0, i % 3 == 0);
        if (!b.head[i].present) continue;
        block_row(&b, i, mem, &got);
        CHECK_INT(got.year, want[i].year);
        CHECK_INT(got.year_end, want[i].year_end);
        CHECK_INT(got.quality, want[i].quality);
        CHECK(str_eq(got.sort_title, want[i].sort_title) && str_eq(got.sort_author, STR("ani")));
        for (size_t k = 0; k < COLUMN_LISTS; k++) {
            CHECK_INT(got.list[k].n, want[i].list[k].n);
            CHECK(memcmp(got.list[k].item, ords, got.list[k].n * sizeof ords[0]) == 0);
        }
        shelves += want[i].list[LIST_AGENCIES].n;
    }
    CHECK_INT(b.holder[b.n_holders].from, shelves);
}

static size_t holders_of(const struct block *b, size_t i)
{
    struct holder_span by = block_holders(b, i);
    return by.to - by.from;
}

TEST(the_rows_of_a_holder_are_those_that_list_it)
{
    struct block b;
    size_t n = 0;
    char *bytes = block_bytes(mem, &n);
    CHECK_INT(block_read((struct str){bytes, n}, &b), OK);
    CHECK_INT(b.n_holders, COUNT(ords));
    for (size_t h = 0; h < b.n_holders; h++) {
        size_t at = b.holder[h].from;
        for (size_t i = 0; i < BLOCK_ROWS; i++) {
            bool lists = b.head[i].present && holders_of(&b, i) > h;
            if (lists) CHECK_INT(b.held[at++], i);
        }
        CHECK_INT(at, b.holder[h + 1].from);
    }
}

/* Holders enough that two bytes do not count them. */
TEST(a_block_with_very_many_holders_gives_them_back)
{
    enum { EACH = 70 };
    struct row_values *want = arena_array(mem, struct row_values, BLOCK_ROWS), got;
    struct buf CLEANUP(buf_release) bytes = BUF(1 << 24);
    struct block b;
    for (uint32_t i = 0; i < BLOCK_ROWS; i++) {
        uint32_t *by = arena_array(mem, uint32_t, EACH);
        for (uint32_t k = 0; k < EACH; k++) by[k] = 1 + i * EACH + k;
        want[i].present = true;
        want[i].list[LIST_AGENCIES] = (struct ord_list){by, EACH};
        want[i].list[LIST_SUBJECTS] = (struct ord_list){ords, i % 4};
    }
    block_write(want, BLOCK_ROWS, &bytes);
    char *copy = memcpy(arena_alloc(mem, bytes.n), bytes.p, bytes.n);
    CHECK_INT(block_read((struct str){copy, bytes.n}, &b), OK);
    CHECK_INT(b.n_holders, BLOCK_ROWS * EACH);
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        block_row(&b, i, mem, &got);
        CHECK_INT(got.list[LIST_AGENCIES].n, EACH);
        CHECK(memcmp(got.list[LIST_AGENCIES].item, want[i].list[LIST_AGENCIES].item,
                     EACH * sizeof(uint32_t)) == 0);
        CHECK_INT(got.list[LIST_SUBJECTS].n, i % 4);
    }
}

/* Sums whatever the block lets one read: ASan sees what lies outside. */
static uint64_t read_all(struct arena *mem, const struct block *b)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        struct row_values row;
        if (!b->head[i].present) continue;
        block_row(b, i, mem, &row);
        for (int k = 0; k < COLUMN_LISTS; k++)
            for (size_t j = 0; j < row.list[k].n; j++) sum += row.list[k].item[j];
        for (size_t j = 0; j < row.sort_title.n; j++) sum += (uint8_t)row.sort_title.p[j];
        for (size_t j = 0; j < row.sort_author.n; j++) sum += (uint8_t)row.sort_author.p[j];
    }
    for (size_t h = 0; h < b->n_holders; h++)
        for (uint32_t j = b->holder[h].from; j < b->holder[h + 1].from; j++)
            sum += b->head[b->held[j]].format;
    return sum;
}

TEST(damaged_bytes_never_point_outside)
{
    struct block b;
    size_t n = 0, refused = 0, read = 0;
    char *bytes = block_bytes(mem, &n);
    uint64_t sum = 0;
    for (size_t at = 0; at < n; at += 5) {
        char *exact = malloc(n), was = bytes[at];
        CHECK(exact != NULL);
        if (!exact) return;
        bytes[at] = (char)(was ^ (at % 2 ? 0x80 : 0x7F));
        memcpy(exact, bytes, n);
        enum err e = block_read((struct str){exact, n}, &b);
        CHECK(e == OK || e == ERR_FORMAT);
        if (e == OK) sum += read_all(mem, &b), read++;
        refused += e != OK;
        bytes[at] = was;
        free(exact);
    }
    CHECK(sum > 0 && refused > 100 && read > 100);
    for (size_t cut = 0; cut < n; cut += 997)
        CHECK_INT(block_read((struct str){bytes, cut}, &b), ERR_FORMAT);
}
