/* decision_test.c -- what a person decided holds against every later load, until it is taken back.
 */
#include "world.h"

#include "catalog/decision.h"
#include "catalog/rebuild.h"
#include "catalog/title.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, isbn, year, author, code)                                                       \
    title ",Text,," isbn ",Bentang," year ",,,,Indonesia,Yogyakarta,,,,,<" author ">,,<" code ">"  \
          "\n"
#define PELANGI(code) HEADER ROW("Laskar Pelangi", "9789793062792", "2005", "Andrea Hirata", code)
#define PEMIMPI(code) HEADER ROW("Sang Pemimpi", "9789793062808", "2006", "Andrea Hirata", code)

/* Two libraries, whose books are two titles. */
struct two {
    struct world w;
    int64_t a, b, one, other;
};

static struct two two_titles(struct arena *mem)
{
    struct two t = {.w = world_make(mem)};
    t.a = world_library(&t.w, "A");
    t.b = world_library(&t.w, "B");
    world_load(&t.w, t.a, PELANGI("A1"));
    world_load(&t.w, t.b, PEMIMPI("B1"));
    t.one = world_title(&t.w, "pelangi");
    t.other = world_title(&t.w, "pemimpi");
    return t;
}

static int64_t decide(struct two *t, enum decision_verdict v, int64_t one, int64_t other)
{
    int64_t id = 0;
    CHECK(decision_titles(t->w.store->db, &world_operator, v, one, other, STR("lihat sampul"), 2000,
                          &id) == OK);
    return id;
}

static void end(struct two *t)
{
    struct rebuild_report r;
    CHECK(rebuild_run(t->w.store, &world_operator, NULL, &r) == OK);
    CHECK_INT(r.moved, 0);
    CHECK_INT(world_faults(&t->w), 0);
    world_end(&t->w);
}

TEST(same_joins_what_the_judge_would_never_join_and_the_old_address_leads_on)
{
    struct two t = two_titles(mem);
    struct title_view v;
    CHECK(t.one != t.other);
    decide(&t, DECISION_SAME, t.one, t.other);
    CHECK_INT(world_title(&t.w, "pelangi"), t.one);
    CHECK_INT(world_title(&t.w, "pemimpi"), t.one);
    CHECK(title_view(t.w.store->db, &world_operator, NULL, t.other, mem, &v) == OK);
    CHECK_INT(v.id, t.one);
    CHECK_INT(v.n_records, 2);
    end(&t);
}

TEST(same_holds_when_the_files_come_again_and_when_others_bring_the_book)
{
    struct two t = two_titles(mem);
    decide(&t, DECISION_SAME, t.one, t.other);
    world_load(&t.w, t.a, PELANGI("A1") ROW("Edensor", "", "2007", "Andrea Hirata", "A2"));
    world_load(&t.w, t.b, PEMIMPI("B1"));
    int64_t c = world_library(&t.w, "C");
    world_load(&t.w, c, PEMIMPI("C1"));
    CHECK_INT(world_title(&t.w, "pemimpi"), t.one);
    CHECK_INT(world_count(&t.w, "author:hirata"), 2);
    end(&t);
}

TEST(same_taken_back_gives_both_titles_their_old_addresses)
{
    struct two t = two_titles(mem);
    int64_t id = decide(&t, DECISION_SAME, t.one, t.other);
    CHECK(decision_undo(t.w.store->db, &world_operator, id, 3000) == OK);
    CHECK_INT(world_title(&t.w, "pelangi"), t.one);
    CHECK_INT(world_title(&t.w, "pemimpi"), t.other);
    CHECK(decision_undo(t.w.store->db, &world_operator, id, 4000) == ERR_CONFLICT);
    end(&t);
}

TEST(same_lets_go_of_a_record_that_becomes_another_book)
{
    struct two t = two_titles(mem);
    decide(&t, DECISION_SAME, t.one, t.other);
    world_load(&t.w, t.b, HEADER ROW("Bumi Manusia", "", "1980", "Pramoedya Ananta Toer", "B1"));
    CHECK(world_title(&t.w, "manusia") != t.one);
    CHECK_INT(world_title(&t.w, "pelangi"), t.one);
    end(&t);
}

/* Two libraries whose descriptions are equal: one title. */
static struct two one_title(struct arena *mem)
{
    struct two t = {.w = world_make(mem)};
    t.a = world_library(&t.w, "A");
    t.b = world_library(&t.w, "B");
    world_load(&t.w, t.a, PELANGI("A1"));
    world_load(&t.w, t.b, PELANGI("B1"));
    t.one = world_title(&t.w, "pelangi");
    CHECK_INT(world_count(&t.w, "pelangi"), 1);
    return t;
}

static int64_t record_of(struct world *w, int64_t agency)
{
    int64_t id = 0;
    CHECK(db_get_int(w->store->db, &id,
                     SQL("SELECT r.id FROM record r JOIN feed f ON f.id = r.feed"
                         " WHERE f.agency = ?1 AND r.version IS NOT NULL"),
                     I(agency)) == OK);
    return id;
}

static int64_t title_of(struct world *w, int64_t agency)
{
    int64_t id = 0;
    CHECK(db_get_int(w->store->db, &id, SQL("SELECT title FROM record WHERE id = ?1"),
                     I(record_of(w, agency))) == OK);
    return id;
}

TEST(a_split_holds_against_loads_of_the_very_same_text)
{
    struct two t = one_title(mem);
    int64_t leaving = record_of(&t.w, t.b), id = 0;
    CHECK(decision_split(t.w.store->db, &world_operator, t.one, &leaving, 1, STR("cetak ulang"),
                         2000, &id) == OK);
    CHECK_INT(title_of(&t.w, t.a), t.one);
    int64_t apart = title_of(&t.w, t.b);
    CHECK(apart != t.one);
    world_load(&t.w, t.b, PELANGI("B1") ROW("Edensor", "", "2007", "Andrea Hirata", "B2"));
    world_load(&t.w, t.a, PELANGI("A1"));
    CHECK_INT(title_of(&t.w, t.a), t.one);
    CHECK_INT(world_count(&t.w, "laskar"), 2);

    bool is_apart = false;
    CHECK(decision_apart(t.w.store->db, t.one, apart, &is_apart) == OK);
    CHECK(is_apart);
    CHECK(decision_undo(t.w.store->db, &world_operator, id, 3000) == OK);
    CHECK_INT(world_count(&t.w, "laskar"), 1);
    CHECK_INT(title_of(&t.w, t.a), t.one);
    end(&t);
}

TEST(a_split_takes_some_of_the_records_of_that_title)
{
    struct two t = one_title(mem);
    int64_t both[] = {record_of(&t.w, t.a), record_of(&t.w, t.b)}, strange = 999, id = 0;
    struct db *db = t.w.store->db;
    CHECK(decision_split(db, &world_operator, t.one, both, 2, STR(""), 2000, &id) == ERR_ARG);
    CHECK(decision_split(db, &world_operator, t.one, both, 0, STR(""), 2000, &id) == ERR_ARG);
    CHECK(decision_split(db, &world_operator, t.one, &strange, 1, STR(""), 2000, &id) == ERR_ARG);
    CHECK(decision_split(db, &world_operator, 999, both, 1, STR(""), 2000, &id) == ERR_NOT_FOUND);
    CHECK_INT(world_count(&t.w, "laskar"), 1);
    end(&t);
}

TEST(the_newer_of_two_decisions_holds)
{
    struct two t = one_title(mem);
    int64_t leaving = record_of(&t.w, t.b), id = 0;
    struct db *db = t.w.store->db;
    CHECK(decision_split(db, &world_operator, t.one, &leaving, 1, STR(""), 2000, &id) == OK);
    int64_t apart = title_of(&t.w, t.b);
    CHECK(decision_titles(db, &world_operator, DECISION_DIFFERENT, t.one, apart, STR(""), 2500,
                          &id) == ERR_CONFLICT);
    decide(&t, DECISION_SAME, t.one, apart);
    CHECK_INT(world_count(&t.w, "laskar"), 1);
    CHECK(decision_titles(db, &world_operator, DECISION_SAME, t.one, apart, STR(""), 2500, &id) !=
          OK);
    end(&t);
}

TEST(strangers_and_libraries_without_the_book_decide_nothing)
{
    struct two t = two_titles(mem);
    int64_t c = world_library(&t.w, "C"), id = 0;
    struct actor_role there = {.kind = ROLE_CATALOGUER, .agency = t.a},
                      elsewhere = {.kind = ROLE_CATALOGUER, .agency = c};
    const struct actor stranger = {.kind = ACTOR_STRANGER},
                       holder = {.kind = ACTOR_PERSON, .person = 1, .role = &there, .n_roles = 1},
                       other = {
                           .kind = ACTOR_PERSON, .person = 2, .role = &elsewhere, .n_roles = 1};
    struct db *db = t.w.store->db;
    CHECK(decision_titles(db, &stranger, DECISION_SAME, t.one, t.other, STR(""), 1, &id) ==
          ERR_DENIED);
    CHECK(decision_titles(db, &other, DECISION_SAME, t.one, t.other, STR(""), 1, &id) ==
          ERR_DENIED);
    CHECK(decision_may(db, &other, t.one, t.other) == ERR_DENIED);
    CHECK(decision_may(db, &holder, t.one, t.other) == OK);
    CHECK(decision_may(db, &holder, t.other, 0) == ERR_DENIED);
    CHECK(decision_titles(db, &holder, DECISION_SAME, t.one, t.other, STR(""), 1, &id) == OK);
    CHECK(decision_undo(db, &other, id, 2) == ERR_DENIED);
    CHECK(decision_undo(db, &holder, id, 2) == OK);
    end(&t);
}
