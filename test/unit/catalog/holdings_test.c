/* holdings_test.c -- holdings and copies that systems deliver beside or across their records. */
#include "world.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/title.h"

/* A record of ISO 2709: type of record, then fields, "001 text" or "245 10 \x1f""aTitle". */
static struct str marc(struct arena *mem, char type, const char *const *field)
{
    struct buf CLEANUP(buf_release) directory = BUF(10000), data = BUF(10000);
    for (; *field; field++) {
        size_t n = strlen(*field + 4) + 1;
        buf_printf(&directory, "%.3s%04zu%05zu", *field, n, data.n);
        buf_printf(&data, "%s\x1e", *field + 4);
    }
    size_t base = 24 + directory.n + 1;
    return arena_printf(mem, "%05zun%cm a22%05zu a 4500%.*s\x1e%.*s\x1d", base + data.n + 1, type,
                        base, STR_ARG(buf_str(&directory)), STR_ARG(buf_str(&data)));
}

#define MARC(type, ...) marc(mem, type, (const char *const[]){__VA_ARGS__, NULL})

static const char *file_of(struct arena *mem, const struct str *record, size_t n)
{
    return arena_cstr(mem, arena_join(mem, record, n, STR("")));
}

static struct title_view only_title(struct world *w, const char *query)
{
    struct title_view v = {0};
    CHECK_INT(world_count(w, query), 1);
    CHECK(title_view(w->store->db, &world_operator, NULL, world_title(w, query), w->mem, &v) == OK);
    return v;
}

static int64_t live(struct world *w, int kind)
{
    int64_t n = -1;
    CHECK(db_get_int(w->store->db, &n,
                     SQL("SELECT count(*) FROM record WHERE kind = ?1 AND version IS NOT NULL"),
                     I(kind)) == OK);
    return n;
}

TEST(several_holdings_under_the_number_of_their_record_all_count)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct str file[] = {MARC('a', "001 107", "003 SIRSI",
                              "035   \x1f"
                              "aLIAS128",
                              "245 00\x1f"
                              "aHorison",
                              "260   \x1f"
                              "c1966"),
                         MARC('y', "001 107", "003 SIRSI", "004 LIAS128",
                              "852 0 \x1f"
                              "bPusat\x1f"
                              "hAP2"),
                         MARC('y', "001 107", "003 SIRSI", "004 LIAS128",
                              "852 0 \x1f"
                              "bCabang\x1f"
                              "hAP2"),
                         MARC('y', "001 107", "003 SIRSI",
                              "852 0 \x1f"
                              "bGudang\x1f"
                              "hAP2"),
                         MARC('y', "001 107", "003 SIRSI", "004 X9",
                              "852 0 \x1f"
                              "bLain\x1f"
                              "hAP2")};
    struct load_report r = world_load(&w, sman, file_of(mem, file, COUNT(file)));
    CHECK_INT(r.new_, 5);
    CHECK_INT(live(&w, 1), 4);
    int64_t joined = 0;
    CHECK(db_get_int(w.store->db, &joined,
                     SQL("SELECT count(*) FROM record WHERE kind = 1 AND parent IS NOT NULL")) ==
          OK);
    CHECK_INT(joined, 3); // the last one says another record
    CHECK_INT(only_title(&w, "horison").n_holdings, 1);

    r = world_load(&w, sman, file_of(mem, file, COUNT(file)));
    CHECK_INT(r.unchanged, 5);
    file[1] = MARC('y', "001 107", "003 SIRSI", "004 LIAS128",
                   "852 0 \x1f"
                   "bPusat\x1f"
                   "hAP2",
                   "866  0\x1f"
                   "80\x1f"
                   "a1966-1970");
    r = world_load_whole(&w, sman, file_of(mem, file, COUNT(file)));
    CHECK_INT(r.changed, 1);
    CHECK_INT(r.deleted, 0);
    CHECK_INT(live(&w, 1), 4);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_record_cut_into_pieces_keeps_all_its_copies)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
#define PIECE(code)                                                                                \
    MARC('a', "001 9",                                                                             \
         "100 1 \x1f"                                                                              \
         "aToer",                                                                                  \
         "245 00\x1f"                                                                              \
         "aBumi Manusia",                                                                          \
         "260   \x1f"                                                                              \
         "c1980",                                                                                  \
         "952   \x1f"                                                                              \
         "bPST\x1f"                                                                                \
         "p" code)
    struct str file[] = {PIECE("K1"), PIECE("K2")};
    struct load_report r = world_load(&w, sman, file_of(mem, file, COUNT(file)));
    CHECK_INT(r.new_, 2);
    CHECK_INT(only_title(&w, "bumi manusia").holding[0].copies, 2);
    CHECK_INT(world_load(&w, sman, file_of(mem, file, COUNT(file))).unchanged, 2);

    // The same copy twice is an older and a newer state.
    struct str states[] = {PIECE("K1"), MARC('a', "001 9",
                                             "100 1 \x1f"
                                             "aToer",
                                             "245 00\x1f"
                                             "aBumi Manusia",
                                             "260   \x1f"
                                             "c1981",
                                             "952   \x1f"
                                             "bPST\x1f"
                                             "pK1")};
    r = world_load_whole(&w, sman, file_of(mem, states, COUNT(states)));
    CHECK_INT(r.changed, 1);
    CHECK_INT(r.deleted, 1);
    CHECK_INT(only_title(&w, "bumi manusia").bib.year, 1981);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(items_that_came_before_their_records_join_them_however_many_there_are)
{
    enum { MANY = 1203 };
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct buf CLEANUP(buf_release) items = BUF(1 << 20), titles = BUF(1 << 20);
    buf_add(&items,
            STR("item_code,call_number,coll_type_name,inventory_code,received_date,supplier_name,"
                "order_no,location_name,order_date,item_status_name,site,source,invoice,price,"
                "price_currency,invoice_date,input_date,last_update,title\n"));
    buf_add(&titles,
            STR("title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,"
                "language,place,classification,notes,image,sor,authors,topics,item_code\n"));
    for (int i = 0; i < MANY; i++) {
        buf_printf(&items, "A%d,813,,,,,,Rak,,,,,,,,,,,Buku nomor %d\n", i, i);
        buf_printf(&titles, "Buku nomor %d,,,,,1998,,,,,,,,,,,,<A%d>\n", i, i);
    }
    CHECK_INT(world_load(&w, sman, arena_cstr(mem, buf_str(&items))).new_, MANY);
    CHECK_INT(world_load(&w, sman, arena_cstr(mem, buf_str(&titles))).new_, MANY);
    int64_t waiting = -1;
    CHECK(db_get_int(w.store->db, &waiting,
                     SQL("SELECT count(*) FROM record WHERE kind = 1 AND parent IS NULL")) == OK);
    CHECK_INT(waiting, 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(more_records_under_one_number_than_are_looked_at_are_known_again)
{
    enum { MANY = 120 };
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct str file[2 * MANY];
    for (int i = 0; i < MANY; i++) {
        file[i] = MARC('a', "001 0",
                       arena_cstr(mem, arena_printf(mem,
                                                    "245 00\x1f"
                                                    "aJudul %d",
                                                    i)));
        file[MANY + i] = MARC('y', "001 0",
                              arena_cstr(mem, arena_printf(mem,
                                                           "852 0 \x1f"
                                                           "bRuang %d",
                                                           i)));
    }
    const char *text = file_of(mem, file, COUNT(file));
    struct load_report r;
    CHECK(world_try(&w, &(struct load_order){.agency = sman, .dry_run = true}, text, &r) == OK);
    int64_t keys = -1;
    CHECK(db_get_int(w.store->db, &keys, SQL("SELECT count(*) FROM record_key")) == OK);
    CHECK_INT(keys, 0); // those of bytes are taken back too
    CHECK_INT(world_load(&w, sman, text).new_, 2 * MANY);
    r = world_load_whole(&w, sman, text);
    CHECK_INT(r.new_, 0);
    CHECK_INT(r.deleted, 0);
    CHECK_INT(r.unchanged, 2 * MANY);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(pieces_that_no_title_would_hold_together_are_states_of_one_record)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct str file[] = {MARC('a', "001 1",
                              "245 00\x1f"
                              "aKoran",
                              "952   \x1f"
                              "bPST\x1f"
                              "pK1"),
                         MARC('a', "001 1",
                              "245 00\x1f"
                              "aKoran",
                              "952   \x1f"
                              "bPST\x1f"
                              "pK2")};
    world_load(&w, sman, file_of(mem, file, COUNT(file)));
    CHECK_INT(world_count(&w, "koran"), 1);
    world_end(&w);
}

TEST(a_copy_that_two_records_of_a_library_name_counts_once)
{
    struct world w = world_make(mem);
    int64_t sman = world_library(&w, "SMAN 1");
    struct str file[] = {MARC('a', "001 1",
                              "100 1 \x1f"
                              "aToer",
                              "245 00\x1f"
                              "aGadis Pantai",
                              "260   \x1f"
                              "c1987",
                              "952   \x1f"
                              "bPST\x1f"
                              "pK1",
                              "952   \x1f"
                              "bPST\x1f"
                              "pK2"),
                         MARC('a', "001 2",
                              "100 1 \x1f"
                              "aToer",
                              "245 00\x1f"
                              "aGadis Pantai",
                              "260   \x1f"
                              "c1987",
                              "952   \x1f"
                              "bPST\x1f"
                              "pK2")};
    CHECK_INT(world_load(&w, sman, file_of(mem, file, COUNT(file))).new_, 2);
    CHECK_INT(only_title(&w, "gadis pantai").holding[0].copies, 2);
    CHECK_INT(only_title(&w, "gadis pantai").holding[0].n, 2);
    world_end(&w);
}
