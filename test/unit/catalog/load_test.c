/* load_test.c -- what a load promises: it can be repeated, corrected, withdrawn and undone, in any
 * order, and never leaves truth, titles and index apart. */
#include "world.h"

#include <string.h>

#include "base/checked.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, year, author, codes)                                                            \
    title ",Text,,,Gramedia," year ",,,,Indonesia,Jakarta,,,,,\"<" author ">\",," codes "\n"

static const char SAMAN[] = HEADER ROW("Saman", "1998", "Ayu Utami", "<A1>");
static const char SAMAN_LARUNG[] =
    HEADER ROW("Saman", "1998", "Ayu Utami", "<A1>") ROW("Larung", "2001", "Ayu Utami", "<A2>");

TEST(the_same_file_again_changes_nothing)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report first = world_load(&w, sman, SAMAN_LARUNG);
    CHECK_INT(first.read, 2);
    CHECK_INT(first.new_, 2);
    CHECK_INT(first.titles, 2);
    struct load_report again = world_load(&w, sman, SAMAN_LARUNG);
    CHECK_INT(again.new_, 0);
    CHECK_INT(again.changed, 0);
    CHECK_INT(again.unchanged, 2);
    CHECK_INT(world_count(&w, "author:utami"), 2);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_corrected_spelling_is_a_change_not_a_new_record)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, HEADER ROW("Lasykar Pelangi", "2005", "Andrea Hirata", "<B1><B2>"));
    int64_t title = world_title(&w, "pelangi");
    struct load_report r =
        world_load(&w, sman, HEADER ROW("Laskar Pelangi", "2005", "Andrea Hirata", "<B1><B2>"));
    CHECK_INT(r.changed, 1);
    CHECK_INT(r.new_, 0);
    CHECK_INT(world_count(&w, "lasykar"), 0);
    CHECK_INT(world_title(&w, "laskar pelangi"), title);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(rows_without_item_codes_find_their_record_by_content)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman,
               HEADER ROW("Lasykar Pelangi", "2005", "Andrea Hirata", "")
                   ROW("Sang Pemimpi", "2006", "Andrea Hirata", ""));
    struct load_report r = world_load_whole(&w, sman,
                                            HEADER ROW("Sang Pemimpi", "2006", "Andrea Hirata", "")
                                                ROW("Laskar Pelangi", "2005", "Andrea Hirata", ""));
    CHECK_INT(r.unchanged, 1);
    CHECK_INT(r.changed, 1);
    CHECK_INT(r.new_, 0);
    CHECK_INT(r.deleted, 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* Records are compared ahead of their turn: what came in between must be seen all the same. The
 * second of each pair comes next, some places later, and beyond what is looked at ahead. */
TEST(records_of_one_file_that_are_the_same_book_meet)
{
    enum { BOOKS = 150 };
    static const int later[] = {1, 7, 200};
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct buf CLEANUP(buf_release) text = BUF(1 << 20);
    const char *row[2 * BOOKS + 1000] = {NULL};
    for (int i = 0, at = 0; i < BOOKS; i++) {
        while (row[at]) at++;
        int twin = at + later[i % 3];
        while (row[twin]) twin++;
        for (int k = 0; k < 2; k++)
            row[k ? twin : at] =
                arena_printf(mem,
                             "Kisah%s %d%c,Text,,,Gramedia,%d,%s,,,Indonesia,Jakarta,,,,,"
                             "\"<Penulis %d>\",,<C%d.%d>\n",
                             i % 2 ? " kampung" : "", i * 7919, 'a' + i % 26, 1950 + i % 60,
                             k ? "200 hlm" : "", i, i, k)
                    .p;
    }
    buf_add(&text, STR(HEADER));
    for (size_t i = 0; i < COUNT(row); i++)
        if (row[i]) buf_add(&text, str_of(row[i]));
    buf_add(&text, (struct str){"", 1});
    struct load_report r = world_load(&w, sman, text.p);
    CHECK_INT(r.new_, 2 * BOOKS);
    CHECK_INT(r.titles, BOOKS);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(only_a_whole_collection_withdraws_by_absence)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, SAMAN_LARUNG);
    CHECK_INT(world_load(&w, sman, SAMAN).deleted, 0);
    CHECK_INT(world_count(&w, "larung"), 1);
    CHECK_INT(world_load_whole(&w, sman, SAMAN).deleted, 1);
    CHECK_INT(world_count(&w, "larung"), 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(undo_gives_the_state_without_the_load_in_any_order)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report one = world_load(&w, sman, SAMAN);
    const char *after_one = world_state(&w);
    int64_t saman = world_title(&w, "saman");
    struct load_report two =
        world_load_whole(&w, sman, HEADER ROW("Larung", "2001", "Ayu Utami", "<A2>"));
    struct load_report three =
        world_load(&w, sman, HEADER ROW("Saman: novel", "1998", "Ayu Utami", "<A1>"));
    CHECK_INT(three.new_, 1);

    CHECK(world_undo(&w, two.id) == OK);
    CHECK_INT(world_count(&w, "larung"), 0);
    CHECK_INT(world_title(&w, "saman novel"), saman);
    CHECK(world_undo(&w, three.id) == OK);
    CHECK_STR(str_of(world_state(&w)), after_one);
    CHECK(world_undo(&w, one.id) == OK);
    CHECK_INT(world_count(&w, ""), 0);
    CHECK(world_undo(&w, one.id) == ERR_CONFLICT);
    CHECK(world_undo(&w, 999) == ERR_NOT_FOUND);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_whole_collection_speaks_of_what_was_gone_before_it)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, SAMAN_LARUNG);
    struct load_report without_larung = world_load_whole(&w, sman, SAMAN);
    CHECK_INT(without_larung.deleted, 1);
    CHECK_INT(world_load_whole(&w, sman, SAMAN).deleted, 0);
    CHECK(world_undo(&w, without_larung.id) == OK);
    CHECK_INT(world_count(&w, "larung"), 0); // the last load says so too
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_title_keeps_its_address_through_undo_and_reload)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report one = world_load(&w, sman, SAMAN);
    int64_t saman = world_title(&w, "saman");
    CHECK(world_undo(&w, one.id) == OK);
    world_load(&w, sman, SAMAN_LARUNG);
    CHECK_INT(world_title(&w, "saman"), saman);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_dry_run_says_everything_and_changes_nothing)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r;
    CHECK(world_try(&w, &(struct load_order){.agency = sman, .dry_run = true}, SAMAN_LARUNG, &r) ==
          OK);
    CHECK_INT(r.new_, 2);
    CHECK_INT(r.id, 0);
    CHECK_INT(world_count(&w, ""), 0);
    int64_t rows = -1;
    CHECK(db_get_int(w.store->db, &rows, SQL("SELECT count(*) FROM record")) == OK);
    CHECK_INT(rows, 0);
    CHECK(db_get_int(w.store->db, &rows, SQL("SELECT count(*) FROM record_key")) == OK);
    CHECK_INT(rows, 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(libraries_that_hold_the_same_publication_share_a_title)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    world_load(&w, a, SAMAN);
    struct load_report lb = world_load(&w, b, HEADER ROW("SAMAN", "1998", "Utami, Ayu", "<X9>"));
    CHECK_INT(world_count(&w, "saman"), 1);
    struct title_view v;
    CHECK(title_view(w.store->db, &world_operator, NULL, world_title(&w, "saman"), mem, &v) == OK);
    CHECK_INT(v.n_holdings, 2);
    CHECK_STR(title_main_author(&v.bib), "Utami, Ayu");
    CHECK(world_undo(&w, lb.id) == OK);
    CHECK(title_view(w.store->db, &world_operator, NULL, v.id, mem, &v) == OK);
    CHECK_INT(v.n_holdings, 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_bridge_between_two_titles_leaves_an_alias_and_comes_apart_again)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    world_load(&w, a, SAMAN);
    world_load(&w, b, HEADER ROW("Larung", "2001", "Ayu Utami", "<X1>"));
    int64_t saman = world_title(&w, "saman"), larung = world_title(&w, "larung");
    struct load_report fix = world_load(&w, b, HEADER ROW("Saman", "1998", "Ayu Utami", "<X1>"));
    CHECK_INT(fix.changed, 1);
    struct title_view v;
    CHECK(title_view(w.store->db, &world_operator, NULL, larung, mem, &v) == OK);
    CHECK_INT(v.id, saman);
    CHECK_INT(v.n_holdings, 2);
    CHECK_INT(world_faults(&w), 0);
    CHECK(world_undo(&w, fix.id) == OK);
    CHECK_INT(world_title(&w, "larung"), larung);
    CHECK_INT(world_title(&w, "saman"), saman);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(bad_rows_are_reported_with_their_place_and_the_rest_is_loaded)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r =
        world_load(&w, sman,
                   HEADER ROW("Saman", "1998", "Ayu Utami", "<A1>") "only,three,columns\n" ROW(
                       "Larung", "2001", "Ayu Utami", "<A2>"));
    CHECK_INT(r.read, 3);
    CHECK_INT(r.rejected, 1);
    CHECK_INT(r.new_, 2);
    CHECK_INT(r.by_reason[REASON_COLUMNS_WRONG], 1);
    int64_t line = 0;
    CHECK(db_get_int(w.store->db, &line, SQL("SELECT line FROM fault WHERE fatal = 1")) == OK);
    CHECK_INT(line, 3);
    world_end(&w);
}

TEST(files_that_are_not_records_are_refused_and_leave_nothing)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct load_report r;
    const struct load_order order = {.agency = sman};
    CHECK(world_try(&w, &order, "", &r) == ERR_FORMAT);
    CHECK(world_try(&w, &order, "Dear librarian,\nplease find attached nothing.\n", &r) ==
          ERR_FORMAT);
    CHECK(world_try(&w, &(struct load_order){.agency = 77}, SAMAN, &r) == ERR_NOT_FOUND);
    CHECK(world_try(&w, &(struct load_order){.agency = sman, .path = "/no/such/file"}, NULL, &r) ==
          ERR_NOT_FOUND);
    CHECK_INT(world_count(&w, ""), 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(items_that_come_separately_join_their_record_by_code)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    world_load(&w, sman, SAMAN);
    struct load_report r = world_load(
        &w, sman,
        "item_code,call_number,coll_type_name,inventory_code,received_date,supplier_name,order_no,"
        "location_name,order_date,item_status_name,site,source,invoice,price,price_currency,"
        "invoice_date,input_date,last_update,title\n"
        "A1,813 AYU s,Fiksi,,,,,Rak Sastra,,No Loan,,,,,,,,,Saman\n");
    CHECK_INT(r.new_, 1);
    struct title_view v;
    CHECK(title_view(w.store->db, &world_operator, NULL, world_title(&w, "saman"), mem, &v) == OK);
    CHECK_INT(v.n_holdings, 1);
    CHECK_STR(v.holding[0].call_number, "813 AYU s");
    CHECK_INT(v.holding[0].by_status[ITEM_NOT_FOR_LOAN], 1);
    CHECK_INT(v.availability.best, ITEM_NOT_FOR_LOAN);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}
