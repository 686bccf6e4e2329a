/* slims_test.c -- the two files of SLiMS, with and without their headers. */
#include "test.h"

#include "make.h"
#include "record/slims.h"

#define ROW1                                                                                       \
    "\"Laskar Pelangi: novel\",\"Text\",\"Cet. 3\",\"979-3062-79-7\",\"Bentang\",\"2007\","        \
    "\"xiv, 529 hlm.; 20 cm\",\"Tetralogi ; 1\",\"813 HIR l\",\"Indonesia\",\"Yogyakarta\","       \
    "\"813\",\"NONE\",\"a.jpg\",\"-\",\"<Andrea Hirata><Imam Risdiyanto>\",\"<Fiksi><NONE>\","     \
    "\"<B001><B002>\"\n"
#define HEADER                                                                                     \
    "\"title\",\"gmd_name\",\"edition\",\"isbn_issn\",\"publisher_name\",\"publish_year\","        \
    "\"collation\",\"series_title\",\"call_number\",\"language_name\",\"place_name\","             \
    "\"classification\",\"notes\",\"image\",\"sor\",\"authors\",\"topics\",\"item_code\",\n"
#define ITEM1                                                                                      \
    "B001,813 HIR l,Fiction,INV1,2020-01-02,Toko,1,Pusat,2020-01-01,Hilang,Rak 3,1,F1,50000,IDR,"  \
    "2020-01-01,2020-01-03 10:00:00,2020-01-03 10:00:00,Laskar Pelangi\n"

struct reading {
    struct slims_layout l;
    struct csv_row row;
    struct bib b;
    struct faults f;
    enum err e;
};

/* Row `n` (0 is the first) of a file. */
static struct reading read_row(struct arena *a, struct str s, int n)
{
    struct reading r = {.l = slims_recognise(s, a)};
    for (int i = 0; i <= n; i++) {
        r.row = csv_next(s, true, r.l.dialect, a);
        s = str_slice(s, r.row.length, s.n);
    }
    if (r.l.kind == SLIMS_BIBLIO) r.e = slims_biblio(&r.l, &r.row, a, &r.b, &r.f);
    if (r.l.kind == SLIMS_ITEMS) r.e = slims_item(&r.l, &r.row, a, &r.b, &r.f);
    return r;
}

TEST(an_export_without_a_header_is_known_by_its_contents)
{
    struct reading r = read_row(mem, STR(ROW1), 0);
    CHECK_INT(r.l.kind, SLIMS_BIBLIO);
    CHECK(!r.l.has_header && r.e == OK);
    CHECK_INT(r.f.n, 0);
    CHECK_STR(r.b.title, "Laskar Pelangi: novel");
    CHECK_STR(r.b.title_short, "Laskar Pelangi");
    CHECK_INT(r.b.format, FORMAT_BOOK);
    CHECK_STR(r.b.edition, "Cet. 3");
    CHECK_STR(joined(mem, &r.b.isbns), "9789793062792");
    CHECK_STR(r.b.publisher, "Bentang");
    CHECK_INT(r.b.year, 2007);
    CHECK_STR(r.b.extent, "xiv, 529 hlm.; 20 cm");
    CHECK_STR(r.b.series.item[0].title, "Tetralogi");
    CHECK_STR(r.b.series.item[0].volume, "1");
    CHECK_STR(joined(mem, &r.b.languages), "ind");
    CHECK_INT(r.b.notes.n, 0);
    CHECK_STR(r.b.responsibility, "");
    CHECK_INT(r.b.names.n, 2);
    CHECK(r.b.names.item[0].main && !r.b.names.item[1].main);
    CHECK_STR(joined(mem, &r.b.subjects), "Fiksi");
    CHECK_INT(r.b.items.n, 2);
    CHECK_STR(r.b.items.item[1].code, "B002");
    CHECK_STR(r.b.items.item[1].call_number, "813 HIR l");
    CHECK_INT(r.b.items.item[1].status, ITEM_UNSTATED);
}

TEST(a_header_of_slims_ends_with_a_separator_too_many)
{
    struct reading r = read_row(mem, STR(HEADER ROW1), 1);
    CHECK(r.l.kind == SLIMS_BIBLIO && r.l.has_header);
    CHECK_INT(r.l.columns, 18);
    CHECK(r.e == OK && r.b.items.n == 2);
}

TEST(a_header_in_indonesian_or_in_another_order_is_understood)
{
    struct reading r = read_row(mem,
                                STR("Judul;Pengarang;Tahun Terbit;No. Panggil;Lain;Barcode\n"
                                    "Saman;Ayu Utami;1998;813 AYU s;x;<A1>\n"),
                                1);
    CHECK(r.l.kind == SLIMS_BIBLIO && r.l.has_header && r.e == OK);
    CHECK_STR(r.b.title, "Saman");
    CHECK_STR(r.b.names.item[0].name, "Ayu Utami");
    CHECK_INT(r.b.year, 1998);
    CHECK_STR(r.b.call_number, "813 AYU s");
    CHECK_STR(r.b.items.item[0].code, "A1");
}

TEST(items_are_known_with_and_without_a_header)
{
    struct reading r = read_row(mem, STR(ITEM1), 0);
    CHECK_INT(r.l.kind, SLIMS_ITEMS);
    CHECK(!r.l.has_header && r.e == OK && r.b.holdings_only);
    CHECK_STR(r.b.title, "Laskar Pelangi");
    CHECK_STR(r.b.items.item[0].code, "B001");
    CHECK_STR(r.b.items.item[0].place, "Pusat, Rak 3");
    CHECK_INT(r.b.items.item[0].status, ITEM_MISSING);
    r = read_row(mem,
                 STR("item_code,call_number,coll_type_name,location_name,item_status_name,title\n"
                     "B1,813,Fiction,Pusat,Tidak Dipinjamkan,Saman\n"),
                 1);
    CHECK(r.l.kind == SLIMS_ITEMS && r.l.has_header && r.e == OK);
    CHECK_INT(r.b.items.item[0].status, ITEM_NOT_FOR_LOAN);
}

TEST(no_copy_of_slims_is_ever_called_available)
{
    static const struct {
        const char *words;
        enum item_status status;
    } cases[] = {{"Tersedia", ITEM_UNSTATED},   {"Available", ITEM_UNSTATED},
                 {"", ITEM_UNSTATED},           {"Repair", ITEM_REPAIR},
                 {"Rusak", ITEM_REPAIR},        {"Missing", ITEM_MISSING},
                 {"No Loan", ITEM_NOT_FOR_LOAN}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str s = arena_printf(
            mem, "item_code,location_name,item_status_name,title\nB1,X,%s,Saman\n", cases[i].words);
        struct reading r = read_row(mem, s, 1);
        CHECK_INT(r.b.items.item[0].status, cases[i].status);
    }
}

TEST(rows_that_cannot_be_kept_say_why)
{
    struct reading r = read_row(mem, STR(HEADER ROW1 "\n\"Satu\",\"Text\",\"2\"\n"), 2);
    CHECK(r.e == ERR_FORMAT);
    CHECK_STR(reasons(mem, &r.f), "!columns-wrong");
    CHECK_STR(r.f.item[0].excerpt, "3/18");
    CHECK_INT(r.f.item[0].line, 2);
    r = read_row(mem, STR("Judul,Pengarang,Tahun\n,Ayu Utami,1998\n"), 1);
    CHECK(r.e == ERR_FORMAT);
    CHECK_STR(reasons(mem, &r.f), "!no-title");
    CHECK_STR(r.f.item[0].column, "title");
    r = read_row(mem, STR("item_code,location_name,title\n,Pusat,Saman\n"), 1);
    CHECK_STR(reasons(mem, &r.f), "!no-item-code");
}

TEST(odd_values_are_told_and_the_row_is_kept)
{
    struct reading r = read_row(mem,
                                STR("Judul,ISBN,Tahun,Penerbit\n"
                                    "Saman,\"979-3062-79-8, 0024-9319\",201/8,Gr\xFFmedia\n"),
                                1);
    CHECK(r.e == OK);
    CHECK_STR(joined(mem, &r.b.other_ids), "979-3062-79-8");
    CHECK_STR(joined(mem, &r.b.issns), "0024-9319");
    CHECK_STR(r.b.publisher, "Grÿmedia");
    CHECK_STR(reasons(mem, &r.f), "read-as-windows year-odd isbn-wrong");
    CHECK_STR(r.f.item[2].column, "isbn_issn");
}

TEST(values_may_hold_angle_brackets_and_commas)
{
    struct reading r =
        read_row(mem, STR("title,authors,topics\nX,\"<Prof. A, M.Sc.><B <muda>>\",<a<b>\n"), 1);
    CHECK_INT(r.b.names.n, 2);
    CHECK_STR(r.b.names.item[0].name, "Prof. A, M.Sc.");
    CHECK_STR(r.b.names.item[1].name, "B <muda>");
    CHECK_STR(joined(mem, &r.b.subjects), "a<b");
}

TEST(other_files_are_not_slims)
{
    CHECK_INT(slims_recognise(STR("nama,alamat,telepon\nA,B,1\n"), mem).kind, SLIMS_NOT);
    CHECK_INT(slims_recognise(STR("\x89PNG\r\n\x1A\n\0\0\0"), mem).kind, SLIMS_NOT);
    CHECK_INT(slims_recognise(STR(""), mem).kind, SLIMS_NOT);
    CHECK_INT(slims_recognise(STR("Kepada Yth.\nBapak, Ibu\n"), mem).kind, SLIMS_NOT);
}

TEST(a_layout_survives_being_stored)
{
    struct reading r = read_row(mem, STR(HEADER ROW1), 1);
    struct buf CLEANUP(buf_release) b = BUF(10000);
    slims_layout_write(&r.l, &b);
    struct slims_layout back;
    CHECK(slims_layout_read(buf_str(&b), &back) == OK);
    CHECK(back.kind == r.l.kind && back.columns == r.l.columns && back.has_header);
    CHECK(back.dialect.separator == ',' && back.dialect.escape == r.l.dialect.escape);
    struct bib again;
    CHECK(slims_biblio(&back, &r.row, mem, &again, NULL) == OK);
    CHECK(str_eq(again.title, r.b.title) && again.items.n == 2);
    CHECK(slims_layout_read(STR("slims1 1 0 44 34 2 0"), &back) == ERR_FORMAT);
    CHECK(slims_layout_read(STR("slims1 1 0 44 34 1 99"), &back) == ERR_FORMAT);
    CHECK(slims_layout_read(STR(""), &back) == ERR_FORMAT);
}

#define SLIMS_ROW(title, isbn, notes, authors)                                                     \
    "\"" title "\",\"Text\",\"\",\"" isbn "\",\"Bentang\",\"2007\",\"1 hlm.\",\"\",\"813\","       \
    "\"Indonesia\",\"Solo\",\"813\",\"" notes "\",\"a.jpg\",\"\",\"" authors                       \
    "\",\"<Fiksi>\",\"<B1>\"\n"

TEST(letters_of_an_export_in_windows_1252_are_read_value_by_value)
{
    struct str file =
        STR(HEADER SLIMS_ROW("Caf\xE9 \x93R\xE9sum\xE9\x94", "", "na\xEFve", "<A\xF1o>")
                SLIMS_ROW("Caf\xC3\xA9", "", "cut \xC3\xA9 \xE9", "<B>"));
    struct reading r = read_row(mem, file, 1);
    CHECK_STR(r.b.title, "Café “Résumé”");
    CHECK_STR(joined(mem, &r.b.notes), "naïve");
    CHECK_STR(r.b.names.item[0].name, "Año");
    CHECK(r.f.n == 1 && r.f.item[0].reason == REASON_READ_AS_WINDOWS && !r.f.item[0].fatal);
    r = read_row(mem, file, 2);
    CHECK_STR(r.b.title, "Café");
    CHECK_STR(joined(mem, &r.b.notes),
              "cut é \xEF\xBF\xBD"); /* which of both it is, nobody knows */
    CHECK_INT(r.f.item[0].reason, REASON_NOT_UTF8);
}

TEST(escapes_entities_and_tags_of_slims_are_no_part_of_the_text)
{
    struct reading r =
        read_row(mem,
                 STR(HEADER SLIMS_ROW(
                     "Jum\\'at &amp; \\\"Sabtu\\\" &#233;&hellip; x < 3 &c; &amp;amp; y", "",
                     "<p class=\\\"a\\\">Satu.</p><br/>Dua<!-- 3 --> <b>empat</b>"
                     "<style>p{}</style>\\r\\nlima <b dan c> &lt;br&gt; <z>",
                     "<As\\'ari><Ny. &quot;X&quot;><b>")),
                 1);
    CHECK_STR(r.b.title, "Jum'at & \"Sabtu\" é… x < 3 &c; &amp; y");
    CHECK_STR(joined(mem, &r.b.notes), "Satu. Dua empat lima <b dan c> <br> <z>");
    CHECK_INT(r.b.names.n, 3);
    CHECK_STR(r.b.names.item[0].name, "As'ari");
    CHECK_STR(r.b.names.item[1].name, "Ny. \"X\"");
    CHECK_STR(r.b.names.item[2].name, "b");
}

TEST(numbers_that_a_spreadsheet_spoiled_are_not_two_numbers)
{
    struct reading r = read_row(mem, STR(HEADER SLIMS_ROW("A", "9,78602E+12", "", "")), 1);
    CHECK(r.b.isbns.n == 0 && r.b.other_ids.n == 0);
    CHECK(r.f.n == 1 && r.f.item[0].reason == REASON_NUMBER_CUT);
    r = read_row(mem, STR(HEADER SLIMS_ROW("A", "'9789793062792", "", "")), 1);
    CHECK_STR(joined(mem, &r.b.isbns), "9789793062792");
    r = read_row(mem, STR(HEADER SLIMS_ROW("A", "=\"\"9789793062792\"\"", "", "")), 1);
    CHECK_STR(joined(mem, &r.b.isbns), "9789793062792");
}

TEST(the_header_of_a_second_file_behind_the_first_is_no_book)
{
    struct reading r = read_row(mem, STR(HEADER ROW1 HEADER ROW1), 2);
    CHECK(slims_is_header(&r.l, &r.row));
    r = read_row(mem, STR(HEADER ROW1 HEADER ROW1), 1);
    CHECK(!slims_is_header(&r.l, &r.row));
}
