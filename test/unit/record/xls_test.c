/* xls_test.c -- a workbook of Excel 97-2003, whole and broken at every place. */
#include <string.h>

#include "base/mem.h"
#include "record/xlsx.h"
#include "test.h"

static void add_rows(struct arena *mem, struct xlsx *x, struct buf *to)
{
    struct xlsx_row row;
    struct fault why;
    while (xlsx_next(x, mem, &row, &why) == OK) {
        buf_printf(to, "%lld[", (long long)row.number);
        for (size_t i = 0; i < row.column.n; i++)
            buf_printf(to, "%s%.*s", i ? "|" : "", STR_ARG(row.column.item[i]));
        buf_add(to, STR("]\n"));
    }
}

TEST(an_old_workbook_gives_what_its_reader_sees)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct str file = test_file(mem, "test/data/inventory.xls");
    struct xlsx *x = NULL;
    struct fault why;
    size_t n = 0;
    if (!file.p) return;
    CHECK_INT(xlsx_open(bytes_of(&file), &x, &why), OK);
    if (!x) return;
    const struct xlsx_sheet *sheet = xlsx_sheets(x, &n);
    CHECK_INT(n, 2);
    CHECK_STR(sheet[0].name, "Daftar buku");
    CHECK(!sheet[0].hidden && sheet[1].hidden);
    CHECK_INT(xlsx_fullest(x), 0);
    for (int i = 0; i < 2; i++) { /* it can be read again */
        buf_clear(&b);
        CHECK_INT(xlsx_begin(x, 0, &why), OK);
        add_rows(mem, x, &b);
    }
    CHECK_STR(buf_str(&b),
              "1[No|Judul|Pengarang|Penerbit|Tahun|ISBN|No. Induk|Harga]\n"
              "2[1|Laskar pelangi|Andrea Hirata|Bentang|2005|9789793062792|00001|45000.5]\n"
              "3[2|Saman — novel|Ayu Utami|KPG|1998|979-9023-17-3|00002|38000]\n"
              "4[3|Café ☕ 本||KPG|2001||00003]\n"
              "5[|Buku empat||Bentang Pustaka|2004.5]\n"
              "6[|Buku lima||Bentang Pustaka]\n");
    xlsx_close(x);
}

/* Whatever it gives, it ends. */
static void read_all(struct arena *mem, struct str s)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct xlsx *x = NULL;
    struct fault why;
    size_t n = 0;
    if (xlsx_open(bytes_of(&s), &x, &why)) {
        CHECK(why.reason != REASON_NONE);
        return;
    }
    xlsx_sheets(x, &n);
    for (size_t i = 0; i < n; i++)
        if (!xlsx_begin(x, i, &why)) add_rows(mem, x, &b);
    xlsx_close(x);
}

TEST(an_old_workbook_that_is_cut_or_lies_does_no_harm)
{
    struct str file = test_file(mem, "test/data/inventory.xls");
    if (!file.p) return;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    for (size_t n = 0; n < file.n; n += 61) {
        arena_reset(a);
        read_all(a, str_slice(file, 0, n));
    }
    char *p = mem_zero(1, file.n);
    for (size_t n = 0; n < file.n; n += 3) {
        arena_reset(a);
        memcpy(p, file.p, file.n);
        p[n] = (char)(p[n] ^ 0xFF);
        read_all(a, (struct str){p, file.n});
    }
    mem_free(p);
}

/* A record in front of the table of strings becomes another one: the second holds, and nothing of
 * the first is left over. */
TEST(a_second_table_of_strings_takes_the_place_of_the_first)
{
    struct str file = test_file(mem, "test/data/inventory.xls");
    if (!file.p) return;
    struct buf CLEANUP(buf_release) plain = BUF(1 << 20);
    struct buf CLEANUP(buf_release) twice = BUF(1 << 20);
    char *p = mem_zero(1, file.n);
    struct str both[] = {file, {p, file.n}};
    memcpy(p, file.p, file.n);
    size_t font = str_find(file, (struct str){"\x31\0\x15\0", 4});
    CHECK(font < file.n);
    memcpy(p + font, "\xFC\0", 2);
    memcpy(p + font + 8, "\2\0\0\0\3\0\0abc\3\0\0def", 16);
    for (int i = 0; i < 2; i++) {
        struct xlsx *x = NULL;
        struct fault why;
        CHECK_INT(xlsx_open(bytes_of(&both[i]), &x, &why), OK);
        if (!x) continue;
        CHECK_INT(xlsx_begin(x, 0, &why), OK);
        add_rows(mem, x, i ? &twice : &plain);
        xlsx_close(x);
    }
    CHECK(plain.n > 100);
    CHECK_STR(buf_str(&twice), arena_cstr(mem, buf_str(&plain)));
    mem_free(p);
}
