/* lone_row_test.c -- a row by itself as bytes: it comes back as it was, and damage points nowhere.
 */
#include <stdlib.h>

#include "index/overlay.h"
#include "shelf.h"

static struct lone_row some_row(struct arena *mem, struct str *ret_data, struct str *ret_often)
{
    static const uint32_t agencies[] = {3, 9}, subjects[] = {4};
    struct buf CLEANUP(buf_release) data = BUF(1 << 20);
    struct buf CLEANUP(buf_release) postings = BUF(1 << 20);
    struct often_row often = {.fresh = true};
    struct lone_row row = {.at = 70, .values = {.present = true, .format = 3, .year = 1999}};
    row.values.list[LIST_AGENCIES] = (struct ord_list){agencies, 2};
    row.values.list[LIST_SUBJECTS] = (struct ord_list){subjects, 1};
    row.values.sort_title = STR("laskar");
    VEC_PUSH(mem, &often, (struct often_posting){9, posting_pack(70, 2, -1)});
    VEC_PUSH(mem, &often, (struct often_posting){2, posting_pack(70, 1, 0)});
    lone_row_write(&row.values, &often, &data, &postings);
    *ret_data = arena_copy(mem, buf_str(&data));
    *ret_often = arena_copy(mem, buf_str(&postings));
    return row;
}

TEST(a_row_by_itself_gives_back_what_was_put_in)
{
    struct str data, often;
    struct lone_row want = some_row(mem, &data, &often), got;
    CHECK_INT(lone_row_read(5 * BLOCK_ROWS + 70, data, often, mem, &got), OK);
    CHECK_INT(got.at, 70);
    CHECK_INT(got.values.year, 1999);
    CHECK_INT(got.values.list[LIST_AGENCIES].n, 2);
    CHECK_INT(got.values.list[LIST_AGENCIES].item[1], 9);
    CHECK(str_eq(got.values.sort_title, want.values.sort_title));
    CHECK(got.n == 2 && got.often[0].number == 2 && got.often[1].number == 9);
    CHECK_INT(lone_row_read(5 * BLOCK_ROWS + 71, data, often, mem, &got), ERR_FORMAT);
}

TEST(damaged_rows_by_themselves_are_refused_or_harmless)
{
    struct str data, often;
    struct lone_row got;
    unsigned seed = 3;
    size_t refused = 0;
    some_row(mem, &data, &often);
    for (int i = 0; i < 3000; i++) {
        struct str piece[] = {arena_copy(mem, data), arena_copy(mem, often)};
        struct str *hurt = &piece[i % 2];
        ((char *)(uintptr_t)hurt->p)[(size_t)rand_r(&seed) % hurt->n] = (char)rand_r(&seed);
        if (i % 5 == 0) hurt->n = (size_t)rand_r(&seed) % hurt->n;
        bool read = lone_row_read(70, piece[0], piece[1], mem, &got) == OK;
        refused += !read;
        for (size_t k = 0; read && k < got.n; k++)
            CHECK(got.often[k].number < OFTEN_MOST && posting_row(got.often[k].posting) == 70);
    }
    CHECK(refused > 500);
}
