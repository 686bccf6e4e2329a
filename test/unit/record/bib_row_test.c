/* bib_row_test.c -- what is taken home as a workbook reads back as it was. */
#include "test.h"

#include <string.h>

#include "base/checked.h"
#include "book.h"
#include "make.h"
#include "record/bib_row.h"
#include "record/table_bib.h"

static struct str file_of(struct arena *a, const struct bib *b, bool english)
{
    struct buf CLEANUP(buf_release) file = BUF(1 << 20);
    struct bib_rows rows;
    struct bib_row heading = bib_row_headings(english);
    bib_to_rows(b, a, &rows);
    struct xlsx_writer *w =
        xlsx_write_begin(collect, &file, STR("Koleksi"), heading.value, BIB_ROW_COLUMNS);
    for (size_t i = 0; i < rows.n; i++) xlsx_write_row(w, rows.item[i].value, BIB_ROW_COLUMNS);
    CHECK_INT(xlsx_write_end(w), OK);
    return arena_copy(a, buf_str(&file));
}

static struct bib read_back(struct arena *a, struct str file)
{
    struct table CLEANUP(table_closep) *t = NULL;
    struct fault why;
    struct table_head h = {0};
    struct columns c;
    struct table_pick p;
    struct bib b = {0};
    CHECK_INT(table_open(bytes_of(&file), STR(""), &t, &why), OK);
    if (!t || table_head(t, a, &h, &why)) return b;
    columns_guess(&h, a, &c);
    for (size_t i = 0; i < c.n; i++) /* each heading is one we know */
        if (c.item[i].field < COLUMN_CONTROL || c.item[i].confidence != COLUMN_CERTAIN)
            test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(c.item[i].name));
    table_pick_of(&c, a, &p);
    struct strs *row = arena_array(a, struct strs, h.sample.n);
    for (size_t i = 0; i < h.sample.n; i++)
        row[i] = table_pick_row(&p, &h.sample.item[i].column, a);
    struct table_rows rows = {.row = row, .n = h.sample.n};
    for (size_t i = 1; i < rows.n; i++)
        CHECK(table_row_key(&p.fields, &row[i], a) == table_row_key(&p.fields, &row[0], a));
    CHECK_INT(table_bib(&p.fields, &rows, a, &b, NULL), OK);
    return b;
}

TEST(a_record_taken_home_reads_back)
{
    struct bib b = bib_of(mem,
                          "020 __$a9789793062792\n041 __$aind\n082 __$a813\n"
                          "100 1_$aHirata, Andrea\n245 10$aLaskar pelangi :$bnovel\n"
                          "250 __$aCet. 3\n260 __$aYogyakarta :$bBentang,$c2005\n"
                          "300 __$axiv, 529 hlm. ;$c20 cm\n490 0_$aTetralogi ;$v1\n"
                          "650 _4$aFiksi Indonesia\n650 _4$aPendidikan\n"
                          "952 __$p001$o813 HIR l$bPusat\n952 __$p002$o813 HIR l$bPusat\n"
                          "952 __$p003$o813 HIR l$bCabang\n",
                          NULL);
    for (int english = 0; english < 2; english++) {
        struct bib back = read_back(mem, file_of(mem, &b, english));
        CHECK(str_eq(back.title, b.title) && str_eq(back.title_short, b.title_short));
        CHECK(str_eq(back.publisher, b.publisher) && str_eq(back.place, b.place));
        CHECK(str_eq(back.edition, b.edition) && str_eq(back.extent, b.extent));
        CHECK_INT(back.year, 2005);
        CHECK_STR(joined(mem, &back.isbns), "9789793062792");
        CHECK_STR(joined(mem, &back.subjects), "Fiksi Indonesia | Pendidikan");
        CHECK_STR(joined(mem, &back.languages), "ind");
        CHECK_STR(back.names.item[0].name, "Hirata, Andrea");
        CHECK_STR(back.series.item[0].volume, "1");
        CHECK_INT(back.format, b.format);
        CHECK_INT(back.items.n, 3);
        CHECK_STR(back.items.item[2].code, "003");
        CHECK(str_eq(back.items.item[2].place, b.items.item[2].place));
    }
}
