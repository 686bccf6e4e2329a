/* table_load_test.c -- tables of any shape as loads: rows of one book are one record, in any order.
 */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/mapping.h"
#include "catalog/source.h"

#define HEADER "No,Judul,Pengarang,Penerbit,Tahun,No Induk,Harga\n"

static const char THREE_ROWS[] = HEADER "1,Saman,Ayu Utami,KPG,1998,A1,45000\n"
                                        "2,Larung,Ayu Utami,KPG,2001,A2,45000\n"
                                        "3,Saman,Ayu Utami,KPG,1998,A3,45000\n";

static int64_t value(struct world *w, struct db_rows r)
{
    int64_t v = db_next(&r) ? db_int(&r, 0) : -1;
    (void)w;
    db_done(&r);
    return v;
}

TEST(rows_of_one_book_are_one_record_wherever_they_stand)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r = world_load(&w, sman, THREE_ROWS);
    CHECK_STR(r.format, "table");
    CHECK_INT(r.read, 2);
    CHECK_INT(r.titles, 2);
    CHECK_INT(value(&w, db_query(w.store->db, SQL("SELECT count(*) FROM record"))), 2);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(the_same_rows_in_another_order_with_other_prices_change_nothing)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, THREE_ROWS);
    struct load_report r = world_load(&w, sman,
                                      "Harga;No Induk;Penerbit;Tahun;Judul;Pengarang\n"
                                      "1000;A3;KPG;1998;Saman;Ayu Utami\n"
                                      "1000;A1;KPG;1998;Saman;Ayu Utami\n"
                                      "1000;A2;KPG;2001;Larung;Ayu Utami\n");
    CHECK_INT(r.new_, 0);
    CHECK_INT(r.changed, 0);
    CHECK_INT(r.unchanged, 2);
    world_end(&w);
}

TEST(one_more_copy_changes_its_record_and_an_undo_takes_it_back)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, THREE_ROWS);
    const char *before = world_state(&w);
    struct load_report r = world_load(&w, sman,
                                      HEADER "1,Saman,Ayu Utami,KPG,1998,A1,45000\n"
                                             ",,,,,A9,\n"
                                             "3,Saman,Ayu Utami,KPG,1998,A3,45000\n");
    CHECK_INT(r.new_, 0);
    CHECK_INT(r.changed, 1);
    CHECK_INT(r.rejected, 0);
    CHECK_INT(world_undo(&w, r.id), OK);
    CHECK_STR(str_of(world_state(&w)), before);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(rows_without_codes_are_as_many_copies_as_there_are_rows)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r = world_load(&w, sman,
                                      "Judul,Pengarang\nSaman,Ayu Utami\nLarung,Ayu Utami\n"
                                      "Saman,Ayu Utami\n");
    CHECK_INT(r.read, 2);
    CHECK_INT(world_count(&w, "utami"), 2);
    world_end(&w);
}

TEST(a_refused_row_keeps_all_its_bytes_and_its_row_number)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r =
        world_load(&w, sman, HEADER "1,Saman,Ayu Utami,KPG,1998,A1,45000\n2,,Ayu,KPG,x,A2,9\n");
    CHECK_INT(r.rejected, 1);
    struct db_rows CLEANUP(db_done) q =
        db_query(w.store->db, SQL("SELECT bytes, line FROM fault WHERE fatal = 1"));
    CHECK(db_next(&q));
    CHECK_STR(db_text(&q, 0, mem), "2,,Ayu,KPG,x,A2,9\r\n");
    CHECK_INT(db_int(&q, 1), 3);
    db_done(&q); /* before its connection goes */
    world_end(&w);
}

TEST(a_row_with_more_values_than_headings_is_refused_not_shifted)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r = world_load(&w, sman,
                                      "Judul,Pengarang,Tahun\nA b,C d,2001\nE f,G h,2002\n"
                                      "I j,K l,2003\nM n,O p,2004\nQ, r,S t,2005\n");
    CHECK_INT(r.rejected, 1);
    CHECK_INT(r.by_reason[REASON_COLUMNS_WRONG], 1);
    r = world_load(&w, sman, "Judul,Pengarang\nA b,C d,x\nE f,G h,y\n");
    CHECK_INT(r.rejected, 0);
    world_end(&w);
}

TEST(what_is_private_is_nowhere_in_the_data)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, "Judul,Nama Peminjam,Harga\nSaman,Siti Rahasia,45678\n");
    CHECK_INT(value(&w, db_query(w.store->db, SQL("SELECT count(*) FROM version"
                                                  " WHERE CAST(bytes AS TEXT) LIKE '%Rahasia%'"
                                                  " OR CAST(bytes AS TEXT) LIKE '%45678%'"))),
              0);
    world_end(&w);
}

TEST(columns_a_person_named_are_remembered_for_the_next_file)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r;
    struct load_order order = {
        .agency = sman, .file_name = STR("a.csv"), .mapping = STR("say Karya=title, Nama=author")};
    CHECK_INT(world_try(&w, &order, "Karya,Nama,Tahun\nSaman,Ayu Utami,1998\n", &r), OK);
    r = world_load(&w, sman, "Karya,Nama,Tahun\nLarung,Ayu Utami,2001\n");
    CHECK_INT(r.new_, 1);
    CHECK_INT(world_count(&w, "title:larung author:utami"), 1);
    order.mapping = STR("say Karya=judul");
    CHECK_INT(world_try(&w, &order, "Karya,Nama,Tahun\nSaman,Ayu Utami,1998\n", &r), ERR_FORMAT);
    world_end(&w);
}

TEST(mappings_of_marc_and_of_several_forms_are_kept_side_by_side)
{
    struct str text = mapping_remember(STR(""), STR("952 p o b 7 -"), mem);
    text = mapping_remember(text, STR("columns 01 title"), mem);
    text = mapping_remember(text, STR("columns 02 author"), mem);
    text = mapping_remember(text, STR("columns 01 isbn"), mem);
    CHECK_STR(text, "columns 01 isbn\ncolumns 02 author\n952 p o b 7 -");
    text = mapping_remember(text, STR("949 i a l k -"), mem);
    CHECK_STR(mapping_marc(text), "949 i a l k -");
    struct str rest = text, line;
    CHECK(mapping_next_columns(&rest, &line));
    CHECK_STR(line, "columns 01 isbn");
    CHECK_STR(mapping_after(STR("sheet Data Buku\nsay A=title"), STR("sheet")), "Data Buku");
}

TEST(many_rows_that_wait_for_each_other_come_out_once)
{
    enum { BOOKS = 3000 };
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct buf CLEANUP(buf_release) b = BUF(4 << 20);
    buf_add(&b, STR("Judul,Pengarang,No Induk\n"));
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < BOOKS; i++)
            buf_printf(&b, "Buku nomor %d,Ayu Utami,%d-%d\n", i, round, i);
    struct load_report r = world_load(&w, sman, arena_cstr(mem, buf_str(&b)));
    CHECK_INT(r.read, BOOKS);
    CHECK_INT(r.new_, BOOKS);
    CHECK_INT(value(&w, db_query(w.store->db,
                                 SQL("SELECT count(*) FROM record_key WHERE record = 1"))) > 3,
              true);
    world_end(&w);
}
