/* xlsx_test.c -- workbooks as people and programs make them, and as attackers do. */
#include "test.h"

#include <string.h>

#include "base/checked.h"
#include "book.h"
#include "record/xlsx_parts.h"

static struct str rows_of(struct arena *a, struct book b)
{
    return book_rows(a, book_of(a, b));
}

TEST(strings_are_shared_inline_or_of_a_formula)
{
    CHECK_STR(
        rows_of(mem,
                (struct book){.strings = "<si><t>Saman</t></si>"
                                         "<si><r><t>Laskar </t></r><r><rPr><b/></rPr><t>pelangi"
                                         "</t></r><rPh><t>x</t></rPh></si>",
                              .rows = "<row r='1'><c r='A1' t='s'><v>1</v></c>"
                                      "<c r='B1' t='inlineStr'><is><t>Ayu </t><r><t>Utami</t></r>"
                                      "</is></c><c r='D1' t='str'><f>A1&amp;B1</f><v>jadi</v></c>"
                                      "</row><row r='4'><c t='s'><v>0</v></c><c><v>2</v></c>"
                                      "</row>"}),
        "1[Laskar pelangi|Ayu Utami||jadi] 4[Saman|2]");
}

TEST(a_formula_gives_its_stored_value_or_says_that_there_is_none)
{
    CHECK_STR(rows_of(mem, (struct book){.rows = "<row r='1'><c><f>1+1</f><v>2</v></c>"
                                                 "<c t='e'><f>NA()</f><v>#N/A</v></c>"
                                                 "<c t='b'><v>1</v></c><c t='b'><v>0</v></c></row>"
                                                 "<row r='2'><c><f>SUM(A1)</f></c></row>"}),
              "1[2||TRUE|FALSE] 2[]novalue");
}

TEST(numbers_come_out_in_full_digits)
{
    struct book b = {.rows = "<row r='1'><c><v>9789793062792</v></c><c><v>9.789793062792E12</v></c>"
                             "<c><v>9.78979306279E+12</v></c><c><v>2005</v></c>"
                             "<c><v>813.53999999999996</v></c><c><v>0.1</v></c><c><v>-3</v></c>"
                             "<c><v>nan</v></c><c><v>12345678901234567</v></c></row>"};
    CHECK_STR(rows_of(mem, b), "1[9789793062792|9789793062792|9789793062790|2005|813.54|0.1|-3|nan|"
                               "12345678901234567]");
}

static const char *const styles =
    "<numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy;@'/>"
    "<numFmt numFmtId='165' formatCode='00000'/><numFmt numFmtId='166' formatCode='yyyy'/>"
    "<numFmt numFmtId='167' formatCode='&quot;Rp&quot;#,##0.00;[Red]&quot;d&quot;0'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
    "<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"
    "<xf numFmtId='167'/><xf numFmtId='20'/></cellXfs>";

static const char *const styled =
    "<row r='1'><c s='1'><v>38353</v></c><c s='2'><v>38353.5</v></c><c s='3'><v>42</v></c>"
    "<c s='4'><v>38353</v></c><c s='5'><v>50000</v></c><c s='6'><v>0.25</v></c>"
    "<c s='1'><v>1</v></c><c s='1'><v>61</v></c><c s='99'><v>5</v></c></row>";

TEST(dates_and_padded_codes_follow_their_format)
{
    CHECK_STR(rows_of(mem, (struct book){.rows = styled, .styles = styles}),
              "1[2005-01-01|2005-01-01|00042|2005|50000|06:00|1900-01-01|1900-03-01|5]");
    CHECK_STR(rows_of(mem, (struct book){.rows = "<row><c s='1'><v>0</v></c><c s='1'><v>36891</v>"
                                                 "</c></row>",
                                         .styles = styles,
                                         .settings = "<workbookPr date1904='1'/>"}),
              "1[1904-01-01|2005-01-01]");
}

TEST(formats_are_told_apart)
{
    CHECK_INT(xlsx_number_kind(STR("General")), NUMBER_PLAIN);
    CHECK_INT(xlsx_number_kind(STR("[$-421]dd mmmm yyyy;@")), NUMBER_DATE);
    CHECK_INT(xlsx_number_kind(STR("[h]:mm")), NUMBER_TIME);
    CHECK_INT(xlsx_number_kind(STR("0.00E+00")), NUMBER_PLAIN);
    CHECK_INT(xlsx_number_kind(STR("\"days \"0")), NUMBER_PLAIN);
    CHECK_INT(xlsx_number_kind(STR("0000000")), NUMBER_PAD + 7);
    CHECK_INT(xlsx_number_kind(STR("@")), NUMBER_PLAIN);
}

TEST(merged_cells_are_repeated_downwards_only)
{
    CHECK_STR(rows_of(mem, (struct book){.rows = "<row r='1'><c r='A1'><v>7</v></c><c r='B1'><v>1"
                                                 "</v></c></row><row r='2'><c r='B2'><v>2</v></c>"
                                                 "</row><row r='3'><c r='B3'><v>3</v></c></row>"
                                                 "<row r='4'><c r='B4'><v>4</v></c></row>",
                                         .behind = "<mergeCells><mergeCell ref='A1:A3'/>"
                                                   "<mergeCell ref='B4:D4'/><mergeCell ref='X'/>"
                                                   "</mergeCells>"}),
              "1[7|1] 2[7|2] 3[7|3] 4[|4]");
}

TEST(escapes_of_excel_are_undone)
{
    CHECK_STR(rows_of(mem, (struct book){.rows = "<row><c t='inlineStr'><is><t>a_x0041_b_x005F_x_"
                                                 "</t></is></c></row>"}),
              "1[aAb_x_]");
    CHECK_STR(rows_of(mem, (struct book){.rows = "<row><c t='inlineStr'><is><t>a_x000D_\nb_x000D_c"
                                                 "</t></is></c></row>"}),
              "1[a\nb\nc]");
}

TEST(values_far_to_the_right_are_cut_and_said)
{
    CHECK_STR(
        rows_of(mem, (struct book){.rows = "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>2"
                                           "</v></c></row><row r='2'><c r='XFD2' s='1'/></row>"}),
        "1[1]long");
}

/* ---- hostile files ---- */

TEST(a_cut_workbook_is_damaged)
{
    struct str whole = book_of(mem, (struct book){.rows = "<row><c><v>1</v></c></row>"});
    for (size_t n = 4; n < whole.n; n += 7)
        CHECK_STR(book_rows(mem, str_slice(whole, 0, n)), "!file-damaged");
}

TEST(broken_xml_keeps_the_rows_before_it_only_until_it_is_seen)
{
    CHECK_STR(rows_of(mem, (struct book){.rows = "<row><c><v>1</v></row>"}), "!file-damaged");
}

TEST(a_document_type_is_refused)
{
    struct book_part part[] = {
        {"[Content_Types].xml", STR("<Types/>"), true},
        {"xl/workbook.xml",
         STR("<!DOCTYPE a [<!ENTITY b 'cccccccc'><!ENTITY d '&b;&b;&b;'>]><a>&d;</a>"), false}};
    CHECK_STR(book_rows(mem, archive_of(mem, part, COUNT(part))), "!file-bomb");
}

TEST(what_compresses_too_well_is_a_bomb)
{
    size_t n = 20 << 20;
    char *zeros = arena_alloc(mem, n);
    struct book_part part[] = {{"[Content_Types].xml", STR("<Types/>"), true},
                               {"xl/sharedStrings.xml", {zeros, n}, false}};
    CHECK_STR(book_rows(mem, archive_of(mem, part, COUNT(part))), "!file-bomb");
}

TEST(a_long_value_shown_in_row_after_row_is_a_bomb)
{
    struct buf CLEANUP(buf_release) strings = BUF(1 << 20);
    struct buf CLEANUP(buf_release) rows = BUF(1 << 20);
    buf_add(&strings, STR("<si><t>"));
    for (int i = 0; i < 20000; i++) buf_add(&strings, STR("panjang "));
    buf_add(&strings, STR("</t></si>"));
    for (int i = 0; i < 300; i++) buf_add(&rows, STR("<row><c t='s'><v>0</v></c></row>"));
    struct book b = {.strings = arena_cstr(mem, buf_str(&strings)),
                     .rows = arena_cstr(mem, buf_str(&rows))};
    CHECK(str_ends(rows_of(mem, b), STR("!file-bomb")));

    /* repeated downwards by a merge of all its rows */
    buf_clear(&rows);
    buf_add(&rows, STR("<row r='1'><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>"));
    for (int i = 2; i < 300; i++)
        buf_printf(&rows, "<row r='%d'><c r='B%d'><v>1</v></c></row>", i, i);
    b.rows = arena_cstr(mem, buf_str(&rows));
    b.behind = "<mergeCells><mergeCell ref='A1:A300'/></mergeCells>";
    CHECK(str_ends(rows_of(mem, b), STR("!file-bomb")));
}

TEST(a_name_shown_in_every_row_is_none)
{
    struct buf CLEANUP(buf_release) rows = BUF(4 << 20);
    for (int i = 0; i < 40000; i++) buf_add(&rows, STR("<row><c t='s'><v>0</v></c></row>"));
    struct book b = {.strings =
                         "<si><t>Gramedia Pustaka Utama, Jalan Palmerah Barat 29-37, Jakarta "
                         "10270, Indonesia</t></si>",
                     .rows = arena_cstr(mem, buf_str(&rows))};
    CHECK(!str_ends(rows_of(mem, b), STR("!file-bomb")));
}

TEST(entries_that_share_bytes_are_a_bomb)
{
    struct book_part part[] = {{"a", STR("1234567890"), true}, {"b", STR("1234567890"), true}};
    struct str s = archive_of(mem, part, 2);
    char *p = arena_alloc(mem, s.n);
    memcpy(p, s.p, s.n);
    size_t second = s.n - 22 - 4 - 1; /* the offset in the second entry of the directory */
    memset(p + second, 0, 4);
    CHECK_STR(book_rows(mem, (struct str){p, s.n}), "!file-bomb");
}

TEST(an_entry_longer_than_it_says_is_damaged)
{
    struct book_part part[] = {
        {"[Content_Types].xml", STR("<Types/>"), true},
        {"xl/workbook.xml", STR("<workbook><sheets></sheets></workbook>"), false}};
    struct str s = archive_of(mem, part, 2);
    char *p = arena_alloc(mem, s.n);
    memcpy(p, s.p, s.n);
    for (size_t i = 0; i + 4 < s.n; i++)
        if (memcmp(p + i, "PK\1\2", 4) == 0) p[i + 24] = 5;
    CHECK_STR(book_rows(mem, (struct str){p, s.n}), "!file-damaged");
}

TEST(other_archives_are_called_by_their_name)
{
    struct book_part ods[] = {{"content.xml", STR("<a/>"), true},
                              {"META-INF/manifest.xml", STR("<a/>"), true}};
    struct book_part binary[] = {{"[Content_Types].xml", STR("<Types/>"), true},
                                 {"xl/workbook.bin", STR("x"), true}};
    struct book_part word[] = {{"[Content_Types].xml", STR("<Types/>"), true},
                               {"word/document.xml", STR("<a/>"), true}};
    CHECK_STR(book_rows(mem, archive_of(mem, ods, 2)), "!open-document");
    CHECK_STR(book_rows(mem, archive_of(mem, binary, 2)), "!old-excel");
    CHECK_STR(book_rows(mem, archive_of(mem, word, 2)), "!not-catalogue");
    CHECK_STR(book_rows(mem, archive_of(mem, word, 0)), "!unknown-format");
}

TEST(of_a_hundred_sheets_the_fullest_visible_one_is_taken)
{
    enum { SHEETS = 100 };
    struct buf CLEANUP(buf_release) book = BUF(1 << 20);
    struct buf CLEANUP(buf_release) rels = BUF(1 << 20);
    struct book_part part[SHEETS + 3];
    buf_add(&book, STR("<workbook xmlns:r='r'><sheets>"));
    buf_add(&rels, STR("<Relationships>"));
    for (int i = 0; i < SHEETS; i++) {
        buf_printf(&book, "<sheet name='Lembar %d' r:id='r%d'%s/>", i, i,
                   i == 80 ? " state='hidden'" : "");
        buf_printf(&rels, "<Relationship Id='r%d' Type='/worksheet' Target='s%d.xml'/>", i, i);
        const char *cell = "<c><v>1</v></c>";
        bool full = i == 42 || i == 80;
        part[i] = (struct book_part){
            arena_cstr(mem, arena_printf(mem, "xl/s%d.xml", i)),
            arena_printf(mem, "<worksheet><sheetData><row>%s%s%s</row></sheetData></worksheet>",
                         cell, full ? cell : "", i == 80 ? cell : ""),
            false};
    }
    buf_add(&book, STR("</sheets></workbook>"));
    buf_add(&rels, STR("</Relationships>"));
    part[SHEETS] = (struct book_part){"xl/workbook.xml", buf_str(&book), false};
    part[SHEETS + 1] = (struct book_part){"xl/_rels/workbook.xml.rels", buf_str(&rels), false};
    part[SHEETS + 2] = (struct book_part){"[Content_Types].xml", STR("<Types/>"), true};
    struct str file = archive_of(mem, part, COUNT(part));
    struct xlsx *x = NULL;
    struct fault why;
    size_t n = 0;
    CHECK_INT(xlsx_open(bytes_of(&file), &x, &why), OK);
    if (!x) return;
    const struct xlsx_sheet *sheet = xlsx_sheets(x, &n);
    CHECK_INT(n, SHEETS);
    CHECK(sheet[80].hidden && sheet[80].cells == 3);
    CHECK_INT(xlsx_fullest(x), 42);
    xlsx_close(x);
}

/* ---- writing ---- */

TEST(what_is_written_reads_back_and_is_never_a_formula)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct str heading[] = {STR("Judul"), STR("ISBN"), STR("Alasan")};
    struct xlsx_writer *w = xlsx_write_begin(collect, &b, STR("Baris [1]: ditolak"), heading, 3);
    xlsx_write_row(w, (struct str[]){STR("=1+1"), STR("0012345"), STR(" <&\"> _x0041_\1 \n")}, 3);
    xlsx_write_row(w, (struct str[]){STR(""), STR("\xFF")}, 2);
    CHECK_INT(xlsx_write_end(w), OK);
    CHECK_STR(book_rows(mem, buf_str(&b)), "1[Judul|ISBN|Alasan] 2[=1+1|0012345| <&\"> _x0041_ \n]"
                                           " 3[|\xEF\xBF\xBD]");
    struct xlsx *x = NULL;
    struct fault why;
    size_t n = 0;
    struct str file = buf_str(&b);
    CHECK_INT(xlsx_open(bytes_of(&file), &x, &why), OK);
    if (!x) return;
    CHECK_STR(xlsx_sheets(x, &n)[0].name, "Baris 1 ditolak");
    xlsx_close(x);
}

static enum err no_room(void *ctx, struct str bytes)
{
    (void)ctx;
    (void)bytes;
    return ERR_FULL;
}

TEST(a_full_disk_comes_out_at_the_end)
{
    struct xlsx_writer *w = xlsx_write_begin(no_room, NULL, STR("A"), &STR("Judul"), 1);
    xlsx_write_row(w, &STR("x"), 1);
    CHECK_INT(xlsx_write_end(w), ERR_FULL);
}
