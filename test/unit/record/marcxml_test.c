/* marcxml_test.c -- MARCXML of what a record holds, and rows for SLiMS. */
#include "make.h"
#include "record/marcxml_write.h"
#include "record/slims_write.h"
#include "test.h"

static struct str xml_of(struct arena *mem, const char *text)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct marc m = marc_of(mem, text);
    marcxml_record(&m, mem, &b);
    return arena_copy(mem, buf_str(&b));
}

TEST(a_record_as_marcxml)
{
    CHECK_STR(xml_of(mem, "LDR 00000nam a2200000 a 4500\n001 7\n245 10$aA & <B> \"C\" :$bd\n"),
              "<record><leader>00000nam a2200000 a 4500</leader>"
              "<controlfield tag=\"001\">7</controlfield>"
              "<datafield tag=\"245\" ind1=\"1\" ind2=\"0\">"
              "<subfield code=\"a\">A &amp; &lt;B&gt; &quot;C&quot; :</subfield>"
              "<subfield code=\"b\">d</subfield></datafield></record>\n");
}

TEST(what_the_schema_has_no_place_for_is_left_out)
{
    struct str s = xml_of(mem, "LDR 00000nam\x01 2200000 a 4500\n245 10$aSatu\x02 dua\n0Xx 10$aA\n"
                               "24\xFF 10$aB\n9aa 10$aC\n650 1~$aD$|E\n");
    CHECK(str_find(s, STR("Satu dua")) < s.n);
    CHECK(str_find(s, STR("\x02")) > s.n);
    CHECK(str_find(s, STR("0Xx")) > s.n);
    CHECK(str_find(s, STR("tag=\"9aa\"")) < s.n);
    CHECK(str_find(s, STR("ind2=\" \"><subfield code=\"a\">D</subfield></datafield>")) < s.n);
}

TEST(bytes_that_are_not_utf8_do_not_break_the_file)
{
    struct str s = xml_of(mem, "245 10$aCaf\xE9 \xEF\xBF\xBF.\n");
    CHECK(str_find(s, STR("Caf\xEF\xBF\xBD")) < s.n);
    CHECK(str_find(s, STR("\xE9")) > s.n);
    CHECK(str_find(s, STR("\xEF\xBF\xBF")) > s.n);
}

TEST(rows_for_slims_read_back)
{
    struct bib b =
        bib_of(mem,
               "LDR 00000nam a2200000 a 4500\n008 050101s2005    io            000 1 ind d\n"
               "020 __$a9789793062792\n099 __$a813 HIR l\n100 1_$aHirata, Andrea\n"
               "245 10$aLaskar pelangi\n650 _4$aA<b>c\n852 __$bRak 1$jX$pB1$zhilang\n",
               NULL);
    struct str row[SLIMS_BIBLIO_COLUMNS], item[SLIMS_ITEM_COLUMNS];
    slims_biblio_row(&b, mem, row);
    CHECK_STR(row[0], "Laskar pelangi");
    CHECK_STR(row[1], "Text");
    CHECK_STR(row[9], "Indonesia");
    CHECK_STR(row[15], "<Hirata, Andrea>");
    CHECK_STR(row[16], "<A(b)c>");
    CHECK_STR(row[17], "<B1>");
    slims_item_row(&b, &b.items.item[0], mem, item);
    CHECK_STR(item[0], "B1");
    CHECK_STR(item[7], "Rak 1");
    CHECK_STR(item[9], "Missing");
    CHECK_STR(item[18], "Laskar pelangi");
}
