/* own_test.c -- a library's part of the catalogue: what is missing, all copies in order, taking it
 * home. */
#include "catalog/enrich.h"
#include "catalog/entry.h"
#include "catalog/follow.h"
#include "catalog/hand.h"
#include "catalog/inventory.h"
#include "catalog/quality.h"
#include "catalog/take.h"
#include "record/marc_form.h"
#include "base/checked.h"
#include "world.h"

#define HEAD                                                                                       \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"

static struct quality quality(struct world *w, int64_t library)
{
    struct quality q = {0};
    struct index_reader *index = NULL;
    CHECK(follow_now(w->store, NULL, 5) == OK);
    CHECK(index_reader_open(w->dir, &index) == OK);
    CHECK(quality_of(w->store->db, index, &world_operator, library, 0, w->mem, &q) == OK);
    index_reader_close(index);
    return q;
}

static struct str take(struct world *w, int64_t library, enum take_form f, size_t piece)
{
    struct take *t = NULL;
    struct buf CLEANUP(buf_release) all = BUF(1 << 20);
    struct buf CLEANUP(buf_release) one = BUF(1 << 20);
    CHECK(take_begin(w->store->db, &world_operator, library, f, NULL, w->mem, &t) == OK);
    do {
        buf_clear(&one);
        CHECK(take_next(t, w->store->db, piece, &one) == OK);
        buf_add(&all, buf_str(&one));
    } while (one.n);
    take_end(t);
    return arena_copy(w->mem, buf_str(&all));
}

TEST(what_is_missing_is_counted_exactly_and_follows_every_change)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    struct load_report r =
        world_load(&w, a,
                   HEAD "Saman,Text,,9789799023179,KPG,1998,,,813 UTA,Indonesia,,813,,,,<Ayu "
                        "Utami>,<Fiksi>,<X1><X2>\n"
                        "Kosong,Text,,,,,,,,,,,,,,,,<X3>\n"
                        "Lama,Text,,,Balai Pustaka,1922,,,899 RUS,,,,,,,<Marah Rusli>,<Fiksi>,\n");
    struct quality q = quality(&w, a);
    CHECK_INT(q.titles, 3);
    CHECK_INT(q.copies, 3);
    CHECK_INT(q.with[MARK_NO_ISBN], 1); /* books before 1970 have none */
    CHECK_INT(q.with[MARK_NO_YEAR], 1);
    CHECK_INT(q.with[MARK_NO_SUBJECT], 1);
    CHECK_INT(q.with[MARK_NO_CALL_NUMBER], 1);
    CHECK_INT(q.with[MARK_NO_COPY], 1);
    CHECK_INT(q.with[MARK_ONLY], 3);
    world_load(&w, b, HEAD "Saman,Text,,9789799023179,KPG,1998,,,,Indonesia,,,,,,<Ayu Utami>,,\n");
    CHECK_INT(quality(&w, a).with[MARK_ONLY], 2);
    CHECK_INT(quality(&w, a).with[MARK_NO_SUBJECT], 1); /* the other's record does not count */
    CHECK_INT(quality(&w, b).with[MARK_NO_SUBJECT], 1);
    CHECK_INT(quality(&w, b).copies, 0);
    CHECK(world_undo(&w, r.id) == OK);
    CHECK_INT(quality(&w, a).titles, 0);
    CHECK_INT(quality(&w, b).with[MARK_ONLY], 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(copies_stand_in_the_order_of_the_shelf_those_without_a_number_last)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct inventory *v = NULL;
    struct inventory_line line;
    static const char *const want[] = {"N9", "N10", "N2", "N3"};
    world_load(&w, a,
               HEAD "Satu,Text,,,,,,,813 A,,,,,,,,,<N9>\nDua,Text,,,,,,,1000 B,,,,,,,,,<N2>\n"
                    "Tiga,Text,,,,,,,813 B,,,,,,,,,<N10>\nEmpat,Text,,,,,,,,,,,,,,,,<N3>\n");
    CHECK(inventory_read(w.store->db, &world_operator, a, INVENTORY_BY_CALL, &v) == OK);
    CHECK_INT(inventory_size(v), 4);
    for (size_t i = 0; i < 4; i++) {
        CHECK(inventory_line(v, w.store->db, i, mem, &line) == OK);
        CHECK_STR(line.code, want[i]);
    }
    inventory_free(v);
    CHECK(inventory_read(w.store->db, &world_operator, a, INVENTORY_BY_CODE, &v) == OK);
    CHECK(inventory_line(v, w.store->db, 0, mem, &line) == OK);
    CHECK_STR(line.code, "N2"); /* 2 before 10 */
    inventory_free(v);
    world_end(&w);
}

TEST(what_is_taken_home_in_small_pieces_is_the_same)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct buf CLEANUP(buf_release) file = BUF(1 << 20);
    buf_add(&file, STR(HEAD));
    for (int i = 0; i < 450; i++)
        buf_printf(&file, "Judul %d,Text,,,,%d,,,,,,,,,,,,<K%d><L%d>\n", i, 1990 + i % 20, i, i);
    world_load(&w, a, arena_cstr(mem, buf_str(&file)));
    for (enum take_form f = 0; f < TAKE_FORMS; f++) {
        struct str whole = take(&w, a, f, 1 << 19), pieces = take(&w, a, f, 100);
        CHECK(whole.n > 1000 && str_eq(whole, pieces));
    }
    struct str items = take(&w, a, TAKE_ITEMS, 1000), line;
    int rows = 0;
    while (str_split(&items, '\n', &line)) rows += line.n > 0;
    CHECK_INT(rows, 901);
    world_end(&w);
}

TEST(copies_of_a_separate_item_file_are_taken_along)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a,
               HEAD "Saman,Text,,,KPG,1998,,,813 UTA,Indonesia,,813,,,,<Ayu Utami>,<Fiksi>,<X1>\n");
    world_load(
        &w, a,
        "item_code,call_number,coll_type_name,inventory_code,received_date,supplier_name,order_no,"
        "location_name,order_date,item_status_name,site,source,invoice,price,price_currency,"
        "invoice_date,input_date,last_update,title\n"
        "X1,813 UTA,Textbook,,,,,Gudang,,Missing,,,,,,,,,Saman\n");
    struct str marc = take(&w, a, TAKE_MARC, 1000);
    CHECK(str_find(marc, STR("\x1F"
                             "bGudang")) < marc.n);
    CHECK(str_find(marc, STR("\x1F"
                             "zhilang")) < marc.n);
    struct str items = take(&w, a, TAKE_ITEMS, 1000);
    CHECK(str_find(items, STR("Gudang")) < items.n);
    world_end(&w);
}

static int times(struct str text, const char *what)
{
    int n = 0;
    for (size_t at; (at = str_find(text, str_of(what))) < text.n; n++)
        text = str_slice(text, at + 1, text.n);
    return n;
}

TEST(an_edit_by_hand_takes_no_copy_of_a_separate_item_file_away)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct entry_view v;
    struct entry_result r;
    struct marc m;
    world_load(&w, a,
               HEAD
               "Saman,Text,,,KPG,1998,,,813 UTA,Indonesia,,813,,,,<Ayu Utami>,<Fiksi>,<X1><X2>\n");
    world_load(
        &w, a,
        "item_code,call_number,coll_type_name,inventory_code,received_date,supplier_name,order_no,"
        "location_name,order_date,item_status_name,site,source,invoice,price,price_currency,"
        "invoice_date,input_date,last_update,title\n"
        "X1,813 UTA,Textbook,,,,,Gudang,,Missing,,,,,,,,,Saman\n"
        "X3,813 UTA,Textbook,,,,,Rak baru,,,,,,,,,,,Saman\n");
    const char *const said[] = {"\x1F"
                                "bGudang",
                                "\x1F"
                                "zhilang",
                                "\x1F"
                                "bRak baru",
                                "\x1F"
                                "pX1",
                                "\x1F"
                                "pX2",
                                "\x1F"
                                "pX3"};
    struct str before = take(&w, a, TAKE_MARC, 1000);
    for (size_t i = 0; i < COUNT(said); i++) CHECK_INT(times(before, said[i]), 1);

    CHECK(entry_get(w.store->db, &world_operator, a, 1, mem, &v) == OK);
    CHECK(hand_marc(w.store->db, v.version, mem, &m) == OK);
    marc_adopt(&m, STR("Kami"), mem, &m); /* adds 040, and drops its copies */
    const struct entry_order o = {.agency = a, .record = 1, .version = v.version, .marc = &m};
    CHECK(entry_save(w.store->db, &world_operator, &o, 2000, mem, &r) == OK && r.load);
    struct str dropped = take(&w, a, TAKE_MARC, 1000);
    CHECK_INT(times(dropped, "pX2"), 0); /* its own, which the person took away */
    CHECK_INT(times(dropped, "pX1"), 1);
    CHECK(entry_undo(w.store->db, &world_operator, a, 1, r.load, 3000) == OK);

    CHECK(hand_marc(w.store->db, v.version, mem, &m) == OK);
    m.leader[17] = '7';
    CHECK(entry_save(w.store->db, &world_operator, &o, 2000, mem, &r) == OK && r.load);
    for (enum take_form f = TAKE_MARC; f <= TAKE_MARCXML; f++) {
        struct str after = take(&w, a, f, 1000);
        const char *const xml[] = {">Gudang<", ">hilang<", ">Rak baru<", ">X1<", ">X2<", ">X3<"};
        for (size_t i = 0; i < COUNT(said); i++)
            CHECK_INT(times(after, f == TAKE_MARC ? said[i] : xml[i]), 1);
    }
    world_end(&w);
}

TEST(names_of_files_are_plain)
{
    CHECK_STR(take_file_name(TAKE_MARC, STR("SMAN 1, Depok"), STR("2026-11-25"), mem),
              "SMAN-1-Depok-2026-11-25.mrc");
    CHECK_STR(take_file_name(TAKE_ITEMS, STR("\"../é\r\n"), STR("2026-11-25"), mem),
              "katalog-2026-11-25-eksemplar.csv");
}

TEST(only_who_catalogues_takes_it_home)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    const struct actor_role role = {.kind = ROLE_DESK, .agency = a};
    const struct actor who = {
        .kind = ACTOR_PERSON, .person = 1, .at = 5, .role = &role, .n_roles = 1};
    struct take *t = NULL;
    CHECK(take_begin(w.store->db, &who, a, TAKE_MARC, NULL, mem, &t) == ERR_DENIED);
    world_end(&w);
}

TEST(gaps_are_filled_from_others_and_nothing_is_changed)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    world_load(&w, a, HEAD "Saman,Text,,9789799023179,KPG,1998,,,813,,,,,,,<Ayu Utami>,,<X1>\n");
    world_load(&w, b,
               HEAD "Saman,Text,,9789799023179,KPG,1998,195 hlm.,,899 UTA,Indonesia,Jakarta,"
                    "899.221,,,,<Ayu Utami>,<Fiksi><Perempuan>,\n");
    struct take *t = NULL;
    struct buf CLEANUP(buf_release) all = BUF(1 << 20);
    struct buf CLEANUP(buf_release) one = BUF(1 << 20);
    const struct take_filling filling = {1u << ENRICH_CLASS | 1u << ENRICH_SUBJECTS |
                                             1u << ENRICH_PUBLISHER | 1u << ENRICH_YEAR,
                                         STR("20261128")};
    CHECK(take_begin(w.store->db, &world_operator, a, TAKE_SLIMS, &filling, mem, &t) == OK);
    do {
        buf_clear(&one);
        CHECK(take_next(t, w.store->db, 100, &one) == OK);
        buf_add(&all, buf_str(&one));
    } while (one.n);
    take_end(t);
    struct str csv = buf_str(&all);
    CHECK(str_find(csv, STR("899.221")) < csv.n);
    CHECK(str_find(csv, STR("<Fiksi><Perempuan>")) < csv.n);
    CHECK(str_find(csv, STR("KPG,1998")) < csv.n);
    CHECK(str_find(csv, STR(",813,")) < csv.n);
    CHECK(str_find(csv, STR("899 UTA")) > csv.n);
    CHECK(str_find(csv, STR("195 hlm.")) > csv.n); /* that kind was not asked for */
    world_end(&w);
}

TEST(of_a_library_that_readers_do_not_see_nothing_is_taken)
{
    struct bib own = {.format = FORMAT_BOOK};
    struct world w = world_make(mem);
    struct enrich_gains g;
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    world_load(&w, a, HEAD "Saman,Text,,9789799023179,KPG,1998,,,,,,,,,,<Ayu Utami>,,\n");
    world_load(&w, b,
               HEAD "Saman,Text,,9789799023179,KPG,1998,,,,,,899.221,,,,<Ayu Utami>,<Fiksi>,\n");
    int64_t title = 0;
    CHECK(db_get_int(w.store->db, &title, SQL("SELECT title FROM record WHERE id = 1")) == OK);
    const struct scope all = {.agency = (int64_t[]){a, b}, .n = 2};
    const struct scope only_a = {.agency = &a, .n = 1};
    CHECK(enrich_find(w.store->db, &all, a, title, &own, ENRICH_ALL, mem, &g) == OK);
    CHECK(g.n > 1);
    CHECK_STR(g.item[0].sources.item[0], "B");
    CHECK(enrich_find(w.store->db, &only_a, a, title, &own, ENRICH_ALL, mem, &g) == OK);
    CHECK_INT(g.n, 0);
    world_end(&w);
}
