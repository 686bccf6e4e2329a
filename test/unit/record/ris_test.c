/* ris_test.c -- references of reference managers and journals. */
#include "record/ris.h"

#include "record/reference.h"
#include "test.h"

static struct bib described(struct arena *mem, const char *text, enum err want)
{
    struct bib b = {0};
    struct faults faults = {0};
    CHECK_INT(ris_describe(str_of(text), mem, &b, &faults), want);
    CHECK(want == OK || (faults.n == 1 && faults.item[0].reason == REASON_NO_TITLE));
    return b;
}

TEST(an_article_is_in_its_journal)
{
    struct bib b =
        described(mem,
                  "TY  - JOUR\r\nID  - x1\r\nTI  - Literasi : sebuah\r\n  tinjauan\r\n"
                  "JO  - Jurnal Pustaka\r\nSN  - 2085-0417\r\nVL  - 20\r\nIS  - 1\r\n"
                  "SP  - 12\r\nEP  - 20\r\nAU  - Lestari, Dewi\r\nAU  - Royero, Ramiro\r\n"
                  "Y1  - 2000/04/01/\r\nKW  - Literasi\r\nUR  - https://a.id/1\r\n"
                  "LA  - Indonesia\r\nER  - \r\n",
                  OK);
    CHECK_INT(b.format, FORMAT_ARTICLE);
    CHECK_STR(b.control, "x1");
    CHECK_STR(b.title, "Literasi : sebuah tinjauan");
    CHECK_STR(b.host_title, "Jurnal Pustaka");
    CHECK_STR(b.host_part, "20 (1), 12-20");
    CHECK_STR(b.host_number, "2085-0417");
    CHECK_INT(b.issns.n, 0);
    CHECK_INT(b.names.n, 2);
    CHECK(b.names.item[0].main && !b.names.item[1].main);
    CHECK_INT(b.year, 2000);
    CHECK_STR(b.subjects.item[0], "Literasi");
    CHECK_STR(b.languages.item[0], "ind");
    CHECK(b.online);
}

TEST(a_book_has_its_series_and_its_editor)
{
    struct bib b = described(mem,
                             "TY  - BOOK\nT1  - Saman\nT2  - Sastra kita\nA2  - Penyunting, Si\n"
                             "CY  - Jakarta\nPB  - KPG\nSN  - 9786020312347\nPY  - 1998\nER  -\n",
                             OK);
    CHECK_INT(b.format, FORMAT_BOOK);
    CHECK_STR(b.series.item[0].title, "Sastra kita");
    CHECK_INT(b.names.item[0].role, ROLE_EDITOR);
    CHECK_STR(b.isbns.item[0], "9786020312347");
    CHECK_STR(b.place, "Jakarta");
}

TEST(references_are_told_apart_with_and_without_an_end)
{
    struct str rest =
        STR("\xEF\xBB\xBF"
            "TY  - BOOK\nTI  - Satu\nTY  - BOOK\nTI  - Dua\nER  - \n\nTY  - BOOK\nTI  - "
            "Tiga");
    static const char *const titles[] = {"Satu", "Dua", "Tiga"};
    CHECK(ris_recognise(rest));
    for (size_t i = 0; i < 3; i++) {
        struct frame f = ris_frame(rest, true);
        CHECK_INT(f.kind, FRAME_RECORD);
        struct str one = str_slice(rest, f.skip, f.skip + f.length);
        CHECK_STR(described(mem, arena_cstr(mem, one), OK).title, titles[i]);
        rest = str_slice(rest, f.skip + f.length, rest.n);
    }
    CHECK_INT(ris_frame(rest, true).kind, FRAME_END);
    CHECK_INT(ris_frame(STR("TY  - BOOK\nTI  - Sa"), false).kind, FRAME_MORE);
    CHECK(!ris_recognise(STR("judul,pengarang\nSaman,Ayu\n")));
    described(mem, "TY  - BOOK\nAU  - Tanpa Judul\nER  -\n", ERR_FORMAT);
}

TEST(a_value_of_many_lines_is_joined_once)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("TY  - BOOK\nTI  - Satu\nAB  - Ini"));
    for (int i = 0; i < 20000; i++) buf_add(&b, STR("\n  lalu"));
    buf_add(&b, STR("\nPY  - 1999\nER  - \n"));
    struct bib one;
    size_t before = arena_used(mem);
    CHECK_INT(ris_describe(buf_str(&b), mem, &one, NULL), OK);
    CHECK(arena_used(mem) - before < 16 * b.n); /* joined line by line it was 600 MB */
    CHECK(str_starts(one.summary, STR("Ini lalu lalu")));
    CHECK(one.summary.n > 60000 && one.summary.n < 70000);
    CHECK_INT(one.year, 1999);
}

TEST(what_we_write_as_ris_reads_as_the_same)
{
    struct buf CLEANUP(buf_release) out = BUF(10000);
    struct bib b = described(mem,
                             "TY  - BOOK\nTI  - Laskar pelangi\nAU  - Hirata, Andrea\nPY  - 2005\n"
                             "PB  - Bentang\nSN  - 9789793062792\nKW  - Fiksi\nER  -\n",
                             OK);
    ris_write(&b, STR("https://a.id/b/1"), &out);
    struct bib again = described(mem, arena_cstr(mem, buf_str(&out)), OK);
    CHECK_STR(again.title, "Laskar pelangi");
    CHECK_STR(again.names.item[0].name, "Hirata, Andrea");
    CHECK_INT(again.year, 2005);
    CHECK_STR(again.isbns.item[0], "9789793062792");
    CHECK_STR(again.subjects.item[0], "Fiksi");
}
