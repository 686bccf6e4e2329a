/* table_test.c -- tables as libraries keep them: which column is what, which rows are one book. */
#include "test.h"

#include <string.h>

#include "base/checked.h"
#include "book.h"
#include "make.h"
#include "record/table_bib.h"
#include "text/utf8.h"

static struct table *open_it(const struct str *file)
{
    struct table *t = NULL;
    struct fault why;
    enum err e = table_open(bytes_of(file), STR(""), &t, &why);
    if (e) test_fail(__FILE__, __LINE__, "not opened: %s", reason_name(why.reason));
    return e ? NULL : t;
}

/* Why a file is no table. */
static struct str refusal(struct str file)
{
    struct table *t = NULL;
    struct fault why;
    if (table_open(bytes_of(&file), STR(""), &t, &why) == OK) {
        table_close(t);
        return STR("taken");
    }
    return str_of(reason_name(why.reason));
}

/* "1[a|b] 3[c]" of all rows. */
static struct str rows_of(struct arena *a, struct str file)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 22);
    struct table CLEANUP(table_closep) *t = open_it(&file);
    struct table_row row;
    struct fault why;
    while (t && table_next(t, a, &row, &why) == OK) {
        buf_printf(&b, "%s%lld[", b.n ? " " : "", (long long)row.number);
        for (size_t i = 0; i < row.column.n; i++)
            buf_printf(&b, "%s%.*s", i ? "|" : "", STR_ARG(row.column.item[i]));
        buf_printf(&b, "]%s", row.bad ? reason_name(row.bad) : "");
    }
    return arena_copy(a, buf_str(&b));
}

static void look(struct arena *a, struct str file, struct table_head *h, struct columns *c)
{
    struct table CLEANUP(table_closep) *t = open_it(&file);
    struct fault why;
    *h = (struct table_head){0};
    *c = (struct columns){0};
    if (!t) return;
    CHECK_INT(table_head(t, a, h, &why), OK);
    columns_guess(h, a, c);
}

/* "title author? year!": '?' is doubtful, '!' unknown. */
static struct str fields_of(struct arena *a, const struct columns *c)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 16);
    for (size_t i = 0; i < c->n; i++)
        buf_printf(&b, "%s%s%s", i ? " " : "", column_field_name(c->item[i].field),
                   c->item[i].confidence == COLUMN_CERTAIN    ? ""
                   : c->item[i].confidence == COLUMN_DOUBTFUL ? "?"
                                                              : "!");
    return arena_copy(a, buf_str(&b));
}

static struct str guess(struct arena *a, struct str file)
{
    struct table_head h;
    struct columns c;
    look(a, file, &h, &c);
    return fields_of(a, &c);
}

/* ---- text in any encoding ---- */

TEST(separators_of_all_kinds_are_found)
{
    CHECK_STR(rows_of(mem, STR("Judul;Tahun\nSaman;1998\n")), "1[Judul|Tahun] 2[Saman|1998]");
    CHECK_STR(rows_of(mem, STR("Judul\tTahun\nSaman\t1998\n")), "1[Judul|Tahun] 2[Saman|1998]");
    CHECK_STR(rows_of(mem, STR("Judul|Tahun\nSaman|1998\n")), "1[Judul|Tahun] 2[Saman|1998]");
    CHECK_STR(rows_of(mem, STR("sep=|\r\nJudul|Tahun\r\nA, b; c|1998\r\n")),
              "2[Judul|Tahun] 3[A, b; c|1998]");
    CHECK_STR(rows_of(mem, STR("DAFTAR BUKU\nSMA 1\n\nJudul;Tahun\nSaman;1998\nLarung;2001\n")),
              "1[DAFTAR BUKU] 2[SMA 1] 4[Judul|Tahun] 5[Saman|1998] 6[Larung|2001]");
}

static struct str utf16(struct arena *a, struct str s, bool little)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, little ? STR("\xFF\xFE") : STR("\xFE\xFF"));
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at), unit[2] = {c, 0};
        size_t n = c > 0xFFFF ? 2 : 1;
        if (n == 2) {
            unit[0] = 0xD800 + ((c - 0x10000) >> 10);
            unit[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        for (size_t i = 0; i < n; i++) {
            char low = (char)(unit[i] & 0xFF), high = (char)(unit[i] >> 8);
            buf_add_char(&b, little ? low : high);
            buf_add_char(&b, little ? high : low);
        }
    }
    return arena_copy(a, buf_str(&b));
}

TEST(encodings_are_recognised_and_said)
{
    struct str wide = utf16(mem, STR("Judul\tTahun\nKafé 𝄞”\t1998\n"), true);
    CHECK_STR(rows_of(mem, wide), "1[Judul|Tahun] 2[Kafé 𝄞”|1998]");
    struct str big = utf16(mem, STR("Judul\tTahun\nKafé\t1998\n"), false);
    CHECK_STR(rows_of(mem, big), "1[Judul|Tahun] 2[Kafé|1998]");
    struct str old = STR("Judul;Tahun\nKaf\xE9 \x93x\x94;1998\n");
    CHECK_STR(rows_of(mem, old), "1[Judul|Tahun] 2[Kafé “x”|1998]");
    struct table CLEANUP(table_closep) *t = open_it(&old);
    if (t) CHECK_INT(table_facts(t).encoding, TABLE_WINDOWS_1252);
    CHECK_STR(rows_of(mem, STR("\xEF\xBB\xBFJudul;Tahun\nKafé;1998\n")),
              "1[Judul|Tahun] 2[Kafé|1998]");
}

TEST(a_strange_letter_late_in_the_file_decides_the_encoding)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("Judul;Tahun\n"));
    for (int i = 0; i < 20000; i++) buf_printf(&b, "Buku %d;1998\n", i);
    buf_add(&b, STR("Kaf\xE9;1998\n"));
    struct str rows = rows_of(mem, buf_str(&b));
    CHECK(str_ends(rows, STR("20002[Kafé|1998]")));
}

TEST(what_is_no_table_is_called_by_its_name)
{
    CHECK_STR(refusal(STR("")), "empty-file");
    CHECK_STR(refusal(STR(" \r\n ")), "empty-file");
    CHECK_STR(refusal(STR("<html><table><tr><td>Judul</table>")), "html-table");
    CHECK_STR(refusal(STR("\xEF\xBB\xBF <!DOCTYPE html><p>")), "html-table");
    CHECK_STR(refusal(STR("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:"
                          "spreadsheet'/>")),
              "old-excel");
    CHECK_STR(refusal(STR("<?xml version='1.0'?><collection/>")), "unknown-format");
    CHECK_STR(refusal(STR("a\0b\0c")), "not-text");
    CHECK_STR(refusal(STR("PK\3\4xx")), "file-damaged");
}

/* A compound file of four sectors: head, directory of one stream, allocation table, stream. `name`
 * is UTF-16. */
static struct str compound(struct arena *a, struct str name)
{
    char *p = arena_alloc(a, 2048), *entry = p + 512, *table = p + 1024;
    memcpy(p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    p[30] = 9;
    memset(p + 68, 0xFF, 512 - 68);
    memcpy(p + 76, "\1\0\0\0", 4);
    memcpy(entry, name.p, name.n);
    entry[64] = (char)(name.n + 2);
    entry[66] = 2;
    memcpy(entry + 116, "\2\0\0\0\0\2\0\0", 8);
    memset(table, 0xFF, 512);
    return (struct str){p, 2048};
}

TEST(old_excel_and_locked_workbooks_are_told_apart)
{
    CHECK_STR(refusal(compound(mem, STR("W\0o\0r\0k\0b\0o\0o\0k\0"))), "old-excel");
    CHECK_STR(refusal(compound(mem, STR("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"))),
              "file-locked");
}

/* ---- headings ---- */

TEST(headings_are_found_below_the_name_of_the_library)
{
    struct table_head h;
    struct columns c;
    look(mem,
         STR("PERPUSTAKAAN DESA;;;\nTahun 2024;;;\nNo;Judul Buku;Pengarang;Thn Terbit\n"
             "1;2;3;4\n1;Saman;Ayu Utami;1998\n"),
         &h, &c);
    CHECK_INT(h.heading_rows, 1);
    CHECK_INT(h.last_row, 4);
    CHECK_INT(h.sample.n, 1);
    CHECK_STR(fields_of(mem, &c), "ignored title author year");
}

TEST(two_rows_of_headings_are_one)
{
    struct table_head h;
    struct columns c;
    look(mem,
         STR("No;Judul;Penerbitan;;;Jumlah;Harga;\n;;Kota;Penerbit;Tahun;Eks;Satuan;Jumlah\n"
             "1;Saman;Jakarta;KPG;1998;2;45000;90000\n"),
         &h, &c);
    CHECK_INT(h.heading_rows, 2);
    CHECK_STR(h.heading.item[2], "Penerbitan / Kota");
    CHECK_STR(h.heading.item[1], "Judul");
    CHECK_STR(fields_of(mem, &c), "ignored title place publisher year copies private private");
}

TEST(a_table_without_headings_is_known_by_its_contents)
{
    struct str s = STR("1;Laskar pelangi;Andrea Hirata;978-979-3062-79-2;2005\n"
                       "2;Saman dan Larung;Ayu Utami;979-9023-17-3;1998\n"
                       "3;Bumi manusia;Pramoedya Toer;;1980\n");
    CHECK_STR(guess(mem, s), "ignored? title? author? isbn year?");
}

TEST(headings_are_not_data_when_a_list_repeats_them)
{
    struct table_head h;
    struct columns c;
    look(mem, STR("Judul;Tahun\nSaman;1998\n"), &h, &c);
    struct str again[] = {STR("JUDUL"), STR("Tahun")}, other[] = {STR("Judul"), STR("1998")};
    CHECK(table_is_heading(&h, &(struct table_row){.column = {again, 2, 2}}));
    CHECK(!table_is_heading(&h, &(struct table_row){.column = {other, 2, 2}}));
}

/* ---- guessing ---- */

TEST(headings_in_indonesian_and_english_are_known)
{
    CHECK_STR(guess(mem, STR("Judul Buku,Nama Pengarang,Kota Terbit,Penerbit,Thn. Terbit,No. ISBN,"
                             "No. Klas,No. Panggil,Nomor Induk,Jml Eks,Bahasa,Subyek,Rak\n")),
              "title author place publisher year isbn classification call-number item-code copies"
              " language subject location");
    CHECK_STR(
        guess(mem, STR("Title,Author,Publisher,Year,ISBN,Call Number,Barcode,Copies,Pages\n")),
        "title author publisher year isbn call-number item-code copies pages");
}

TEST(what_is_private_stays_so)
{
    CHECK_STR(guess(mem, STR("Judul,Harga Satuan (Rp),Asal Buku,Nama Peminjam,Tgl. Pinjam,Ket.,"
                             "Tahun Pengadaan,Sumber Dana\n")),
              "title private private private private private private private");
}

TEST(contents_that_contradict_a_heading_make_it_doubtful)
{
    CHECK_STR(guess(mem, STR("Judul,Jumlah,No Induk\nA b,45000,7\nC d,50000,7\nE f,62500,7\n"
                             "G h,12000,7\n")),
              "title private? item-code?");
}

TEST(an_unknown_heading_over_names_is_never_taken_by_itself)
{
    struct table_head h;
    struct columns c;
    look(mem, STR("Judul,Pegangan\nA b,Siti Aminah\nC d,Budi Santoso\nE f,Dewi Sartika\n"), &h, &c);
    columns_settle(&c);
    CHECK_INT(c.item[0].field, COLUMN_TITLE);
    CHECK_INT(c.item[1].field, COLUMN_UNKNOWN);
}

TEST(each_column_comes_with_different_examples)
{
    struct table_head h;
    struct columns c;
    look(mem, STR("Judul,Bahasa\nA,id\nB,id\nC,en\nD,id\n"), &h, &c);
    CHECK_STR(c.item[0].example[2], "C");
    CHECK_STR(c.item[1].example[0], "id");
    CHECK_STR(c.item[1].example[1], "en");
    CHECK_INT(c.item[1].example[2].n, 0);
}

TEST(a_mapping_is_remembered_for_the_same_headings_only)
{
    struct table_head h;
    struct columns c, other;
    struct str bad;
    struct buf CLEANUP(buf_release) b = BUF(4096);
    struct str form = STR("Nama,Karya,Harga\nA b,Siti,1000\nC d,Budi,2000\n");
    look(mem, form, &h, &c);
    CHECK_INT(columns_say(STR("Karya = author, a=title"), &c, &bad), OK);
    columns_write(&c, &b);
    look(mem, form, &h, &c);
    CHECK_INT(columns_read(buf_str(&b), &c), OK);
    CHECK_STR(fields_of(mem, &c), "title author private");
    look(mem, STR("Nama,Karya\nA b,Siti\n"), &h, &other);
    CHECK_INT(columns_read(buf_str(&b), &other), ERR_NOT_FOUND);
    CHECK_INT(columns_say(STR("Karya=writer"), &c, &bad), ERR_FORMAT);
    CHECK_STR(bad, "Karya=writer");
    CHECK_INT(columns_say(STR("Harga jual=private"), &c, &bad), ERR_FORMAT);
}

/* ---- rows ---- */

/* The record that the rows of a file with headings are. */
static struct bib bib_of_rows(struct arena *a, struct str file, struct faults *faults)
{
    struct table_head h;
    struct columns c;
    struct table_pick p;
    struct bib b = {0};
    look(a, file, &h, &c);
    table_pick_of(&c, a, &p);
    struct strs *row = arena_array(a, struct strs, h.sample.n);
    int64_t *line = arena_array(a, int64_t, h.sample.n);
    struct buf CLEANUP(buf_release) stored = BUF(1 << 20);
    for (size_t i = 0; i < h.sample.n; i++) {
        row[i] = table_pick_row(&p, &h.sample.item[i].column, a);
        line[i] = h.sample.item[i].number;
        table_row_write(&row[i], &stored);
    }
    struct table_rows rows = {.row = row, .line = line, .n = h.sample.n, .name = &p.name};
    enum err e = table_bib(&p.fields, &rows, a, &b, faults);
    struct bib again;
    CHECK_INT(table_bib_stored(&p.fields, arena_copy(a, buf_str(&stored)), a, &again), e);
    if (!e) CHECK(str_eq(again.title, b.title) && again.items.n == b.items.n);
    return b;
}

static struct str items_of(struct arena *a, const struct bib *b)
{
    struct buf CLEANUP(buf_release) o = BUF(1 << 16);
    for (size_t i = 0; i < b->items.n; i++)
        buf_printf(&o, "%s%.*s:%d", i ? " " : "", STR_ARG(b->items.item[i].code),
                   b->items.item[i].copies);
    return arena_copy(a, buf_str(&o));
}

TEST(a_row_is_a_book)
{
    struct faults faults = {0};
    struct bib b = bib_of_rows(
        mem,
        STR("Judul,Pengarang,Editor,Kota,Penerbit,Tahun,ISBN,Hal,Jilid,Kelas,No Induk,Rak,"
            "Kondisi,Harga\n\"Matematika : dasar\",\"Sukirno; Siti\",Budi,Jakarta,Erlangga,"
            "2005,9789793062792,245,2,XI,001,A1,Rusak,90000\n"),
        &faults);
    CHECK_STR(b.title, "Matematika : dasar");
    CHECK_STR(b.title_short, "Matematika");
    CHECK_STR(b.part, "Jilid 2, Kelas XI");
    CHECK_INT(b.names.n, 2);
    CHECK_STR(b.responsibility, "Budi");
    CHECK_STR(b.extent, "245 hlm.");
    CHECK_INT(b.year, 2005);
    CHECK_STR(joined(mem, &b.isbns), "9789793062792");
    CHECK_STR(items_of(mem, &b), "001:1");
    CHECK_STR(b.items.item[0].place, "A1");
    CHECK_INT(b.items.item[0].status, ITEM_REPAIR);
    CHECK_INT(faults.n, 0);
}

TEST(copies_are_counted_listed_or_a_range)
{
    struct bib b = bib_of_rows(mem, STR("Judul,Jumlah\nSaman,3 eks\n"), NULL);
    CHECK_STR(items_of(mem, &b), ":3");
    b = bib_of_rows(mem, STR("Judul,No Induk,Jumlah\nSaman,\"01;02;03\",3\n"), NULL);
    CHECK_STR(items_of(mem, &b), "01:1 02:1 03:1");
    b = bib_of_rows(mem, STR("Judul,No Induk,Jumlah\nSaman,098-102,5\n"), NULL);
    CHECK_STR(items_of(mem, &b), "098:1 099:1 100:1 101:1 102:1");
    b = bib_of_rows(mem, STR("Judul,No Induk,Jumlah\nSaman,B-001,2\n"), NULL);
    CHECK_STR(items_of(mem, &b), "B-001:2");
    b = bib_of_rows(mem, STR("Judul,Penerbit\nSaman,KPG\n"), NULL);
    CHECK_STR(items_of(mem, &b), "");
}

TEST(numbers_that_excel_shortened_are_said_and_left_out)
{
    struct faults faults = {0};
    struct bib b = bib_of_rows(mem, STR("Judul;ISBN\nSaman;9,78979E+12\n"), &faults);
    CHECK_STR(reasons(mem, &faults), "number-cut");
    CHECK_STR(faults.item[0].column, "ISBN (B)");
    CHECK_INT(faults.item[0].line, 2);
    CHECK_INT(b.isbns.n, 0);
    b = bib_of_rows(mem, STR("Judul;ISBN\nSaman;9,789793062792E+12\n"), NULL);
    CHECK_STR(joined(mem, &b.isbns), "9789793062792");
}

TEST(an_imprint_in_one_cell_is_taken_apart)
{
    struct bib b = bib_of_rows(mem, STR("Judul;Penerbitan\nSaman;Jakarta : KPG, 1998\n"), NULL);
    CHECK_STR(b.place, "Jakarta");
    CHECK_STR(b.publisher, "KPG");
    CHECK_INT(b.year, 1998);
}

static int64_t key_of(struct arena *a, const char *values)
{
    static const struct table_fields f = {
        {COLUMN_TITLE, COLUMN_AUTHOR, COLUMN_ISBN, COLUMN_CALL_NUMBER, COLUMN_ITEM_CODE}, 5};
    struct strs list = {0};
    struct str rest = str_of(values), one;
    while (str_split(&rest, '|', &one)) VEC_PUSH(a, &list, one);
    return table_row_key(&f, &list, a);
}

TEST(rows_of_one_book_are_known_by_what_they_say_of_it)
{
    int64_t key = key_of(mem, "Saman|Ayu Utami|979-9023-17-3|813 c1|01");
    CHECK(key == key_of(mem, "SAMAN.|Ayu  Utami|9799023173|813 c2|02"));
    CHECK(key != key_of(mem, "Saman|Ayu Utami|9789793062792|813|01"));
    CHECK(key != key_of(mem, "Saman|Ayu|979-9023-17-3|813 c1|01"));
    CHECK(key_of(mem, "Saman||||") != key_of(mem, "|Saman|||"));
}

TEST(a_row_of_only_a_code_is_one_more_copy)
{
    static const struct table_fields f = {{COLUMN_TITLE, COLUMN_YEAR, COLUMN_ITEM_CODE}, 3};
    struct str copy[] = {STR(""), STR(""), STR("02")}, year[] = {STR(""), STR("1998"), STR("02")};
    CHECK(table_row_continues(&f, &(struct strs){copy, 3, 3}));
    CHECK(!table_row_continues(&f, &(struct strs){year, 3, 3}));
    struct bib b = bib_of_rows(mem, STR("Judul,No Induk,Rak\nSaman,01,A\n,02,B\n"), NULL);
    CHECK_STR(items_of(mem, &b), "01:1 02:1");
}

TEST(names_behind_a_title_are_no_part_of_it)
{
    struct bib b = bib_of_rows(
        mem, STR("Judul,Pengarang\nLaskar pelangi / Andrea Hirata,\"Hirata, Andrea\"\n"), NULL);
    CHECK_STR(b.title, "Laskar pelangi");
    CHECK_STR(b.responsibility, "Andrea Hirata");
    b = bib_of_rows(mem, STR("Judul,Pengarang\nHitam / Putih,Ayu Utami\n"), NULL);
    CHECK_STR(b.title, "Hitam / Putih");
}

TEST(exports_of_inlislite_are_known)
{
    CHECK_STR(guess(mem, STR("No;No. Barcode;Tanggal Pengadaan;Jenis Sumber;Judul;Edisi;Penerbitan;"
                             "Deskripsi Fisik;ISBN;Subjek;No. Panggil;Jenis Bahan;Akses;"
                             "Ketersediaan;Harga;Mata Uang;Lokasi Perpustakaan;Lokasi Ruang\n")),
              "ignored item-code private private title edition imprint extent isbn subject"
              " call-number type status ignored private private location location");
}

TEST(fields_are_stored_and_read_back)
{
    struct table_fields f = {{COLUMN_TITLE, COLUMN_ITEM_CODE}, 2}, back;
    struct buf CLEANUP(buf_release) b = BUF(100);
    table_fields_write(&f, &b);
    CHECK_STR(buf_str(&b), "table1 title item-code");
    CHECK_INT(table_fields_read(buf_str(&b), &back), OK);
    CHECK(back.n == 2 && back.field[1] == COLUMN_ITEM_CODE);
    CHECK_INT(table_fields_read(STR("table1 title private"), &back), ERR_FORMAT);
    CHECK_INT(table_fields_read(STR("slims1"), &back), ERR_FORMAT);
}
