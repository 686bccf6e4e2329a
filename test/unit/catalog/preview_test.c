/* preview_test.c -- a load in steps: what a preview says, that it changes nothing, what happens
 * when two people, a kill or thirty days come between. */
#include "world.h"

#include <string.h>

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define BOOK(title, isbn, publisher, year, author, codes)                                          \
    title ",Text,," isbn "," publisher "," year ",,,,Indonesia,Jakarta,,,,,\"<" author             \
          ">\",,\"" codes "\"\n"
#define ROW(title, year, author, codes) BOOK(title, "", "Gramedia", year, author, codes)

static const char SAMAN[] = HEADER ROW("Saman", "1998", "Ayu Utami", "<A1>");
static const char LARUNG[] = HEADER ROW("Larung", "2001", "Ayu Utami", "<A2>");

static int64_t rows_of(struct world *w, const struct sql *s)
{
    int64_t n = -1;
    CHECK(db_get_int(w->store->db, &n, s) == OK);
    return n;
}

TEST(a_preview_changes_nothing_and_publishing_does_what_it_said)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    world_load(&w, a, SAMAN);
    const char *before = world_state(&w);
    int64_t load = world_preview(&w, b, false,
                                 HEADER ROW("Saman", "1998", "Ayu Utami", "<B1>")
                                     ROW("Larung", "2001", "Ayu Utami", "<B2>") "too,few\n");
    CHECK_STR(str_of(world_state(&w)), before);
    CHECK_INT(world_faults(&w), 0);
    struct load_row r = world_row(&w, load);
    CHECK_INT(r.state, LOAD_PREVIEW);
    CHECK_INT(r.read, 3);
    CHECK_INT(r.fresh, 1);
    CHECK_INT(r.match, 1);
    CHECK_INT(r.doubt, 0);
    CHECK_INT(r.rejected, 1);

    struct pile_samples s;
    CHECK(piles_samples(w.store->db, load, PILE_MATCH, 10, mem, &s) == OK);
    CHECK_INT(s.n, 1);
    CHECK_STR(s.item[0].heading, "Saman");
    CHECK_STR(s.item[0].detail, "Ayu Utami, 1998");
    CHECK_STR(s.item[0].other, "Saman, 1998");
    CHECK_INT(s.item[0].place, 2);
    CHECK_INT(s.item[0].title, world_title(&w, "saman"));

    CHECK(world_publish(&w, load, false, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_PUBLISHED);
    CHECK_INT(world_row(&w, load).state, LOAD_PUBLISHED);
    CHECK_INT(world_row(&w, load).titles, 2);
    CHECK_INT(world_count(&w, ""), 2);
    CHECK_INT(world_faults(&w), 0);
    CHECK(world_undo(&w, load) == OK);
    CHECK_STR(str_of(world_state(&w)), before);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* ---- doubt ---- */

static struct pile_samples doubts(struct world *w, int64_t load)
{
    struct pile_samples s = {0};
    CHECK(piles_samples(w->store->db, load, PILE_DOUBT, 100, w->mem, &s) == OK);
    return s;
}

TEST(the_same_isbn_under_another_subtitle_is_in_doubt_and_stays_apart)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    world_load(
        &w, a,
        HEADER BOOK("Laskar Pelangi : novel", "9789793062792", "Bentang", "2005", "Hirata", ""));
    int64_t load = world_preview(&w, b, false,
                                 HEADER BOOK("Laskar Pelangi : skenario film", "9789793062792",
                                             "Bentang", "2005", "Hirata", ""));
    CHECK_INT(world_row(&w, load).doubt, 1);
    CHECK_INT(world_row(&w, load).fresh, 0);
    struct str why = doubts(&w, load).item[0].reason;
    CHECK(str_find(why, STR("isbn.same")) < why.n &&
          str_find(why, STR("title.rest-differs")) < why.n);
    CHECK_STR(doubts(&w, load).item[0].other, "Laskar Pelangi : novel, 2005");
    CHECK(world_publish(&w, load, false, &outcome) == OK);
    CHECK_INT(world_count(&w, ""), 2);
    world_end(&w);
}

TEST(the_same_title_author_and_year_of_another_publisher_is_in_doubt)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    world_load(&w, a, SAMAN);
    int64_t load = world_preview(
        &w, b, false, HEADER BOOK("Saman", "", "Balai Pustaka", "1998", "Ayu Utami", ""));
    CHECK_INT(doubts(&w, load).n, 1);
    struct str why = doubts(&w, load).item[0].reason;
    CHECK(str_find(why, STR("title.same")) < why.n &&
          str_find(why, STR("publisher.differs")) < why.n);
    world_end(&w);
}

TEST(another_volume_of_the_same_title_is_new_for_certain)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    world_load(&w, a, HEADER ROW("Sejarah Indonesia jilid 1", "1998", "Ricklefs", ""));
    int64_t load = world_preview(&w, b, false,
                                 HEADER ROW("Sejarah Indonesia jilid 2", "1998", "Ricklefs", ""));
    CHECK_INT(world_row(&w, load).fresh, 1);
    CHECK_INT(world_row(&w, load).doubt, 0);
    world_end(&w);
}

TEST(a_correction_of_an_own_record_is_no_new_title)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1");
    world_load(&w, a, SAMAN);
    int64_t load = world_preview(&w, a, false, HEADER ROW("Samann", "1998", "Ayu Utami", "<A1>"));
    CHECK_INT(world_row(&w, load).match, 1);
    CHECK_INT(world_row(&w, load).changed, 1);
    CHECK_INT(world_row(&w, load).fresh, 0);
    world_end(&w);
}

TEST(rows_of_one_file_about_one_publication_are_all_new_to_the_network)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_preview(&w, a, false,
                                 HEADER ROW("Saman", "1998", "Ayu Utami", "<A1>")
                                     ROW("Saman", "1998", "Ayu Utami", "<A2>"));
    CHECK_INT(world_row(&w, load).fresh, 2);
    world_end(&w);
}

/* ---- somebody else comes between ---- */

TEST(two_previews_of_one_feed_the_later_one_published_first)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    int64_t old = world_preview(&w, a, false, HEADER ROW("Saman", "1998", "Ayu Utami", "<A1>"));
    int64_t new = world_preview(&w, a, false, HEADER ROW("Saman", "1999", "Ayu Utami", "<A1>"));
    CHECK(world_publish(&w, new, false, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_PUBLISHED);
    CHECK_INT(world_count(&w, "saman year:1999"), 1);

    struct preview_consent seen = {world_row(&w, old).basis, false};
    CHECK(preview_publish(w.store, &world_operator, old, &seen, NULL, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_CHANGED);
    CHECK_INT(world_row(&w, old).state, LOAD_PREVIEW);
    CHECK_INT(world_row(&w, old).new_, 0);
    CHECK_INT(world_row(&w, old).changed, 1);
    CHECK_INT(world_count(&w, "saman year:1999"), 1);

    CHECK(preview_publish(w.store, &world_operator, old, &seen, NULL, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_CHANGED); /* still the numbers of before */
    CHECK(world_publish(&w, old, false, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_PUBLISHED);
    CHECK_INT(world_count(&w, "saman year:1998"), 1); /* the last one to speak */
    CHECK_INT(world_faults(&w), 0);
    CHECK(world_undo(&w, old) == OK);
    CHECK_INT(world_count(&w, "saman year:1999"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_row_without_number_previewed_twice_becomes_one_record)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    int64_t one = world_preview(&w, a, false, HEADER ROW("Lasykar Pelangi", "2005", "Hirata", ""));
    int64_t two = world_preview(&w, a, false, HEADER ROW("Laskar Pelangi", "2005", "Hirata", ""));
    CHECK(world_publish(&w, one, false, &outcome) == OK);
    CHECK(world_publish(&w, two, false, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_CHANGED);
    CHECK_INT(world_row(&w, two).changed, 1);
    CHECK(world_publish(&w, two, false, &outcome) == OK);
    CHECK_INT(world_count(&w, "pelangi"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_discarded_preview_leaves_what_another_one_shares_with_it)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    int64_t one = world_preview(&w, a, false, SAMAN);
    int64_t two = world_preview(&w, a, false, SAMAN);
    CHECK(preview_discard(w.store, &world_operator, one) == OK);
    CHECK_INT(world_row(&w, one).state, LOAD_DISCARDED);
    CHECK(preview_discard(w.store, &world_operator, one) == ERR_CONFLICT);
    CHECK(world_publish(&w, two, false, &outcome) == OK);
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_discarded_preview_leaves_nothing)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_preview(&w, a, false, HEADER ROW("Saman", "1998", "Utami", "") "x,y\n");
    CHECK(preview_discard(w.store, &world_operator, load) == OK);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM record")), 0);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM record_key")), 0);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM version")), 0);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM sample")), 0);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM fault")), 0);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM staged_key")), 0);
    CHECK(preview_read(w.store, &world_operator, load, NULL, NULL) == ERR_CONFLICT);
    world_end(&w);
}

TEST(a_published_load_cannot_be_discarded_nor_a_preview_undone)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_preview(&w, a, false, SAMAN);
    CHECK(world_undo(&w, load) == ERR_CONFLICT);
    CHECK(world_publish(&w, load, false, &outcome) == OK);
    CHECK(preview_discard(w.store, &world_operator, load) == ERR_CONFLICT);
    CHECK(world_publish(&w, load, false, &outcome) == ERR_CONFLICT);
    CHECK_INT(world_count(&w, "saman"), 1);
    world_end(&w);
}

/* ---- whole collections ---- */

TEST(a_whole_collection_that_would_take_half_away_asks_first)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    struct buf CLEANUP(buf_release) many = BUF(64 << 10);
    int64_t a = world_library(&w, "SMAN 1");
    buf_add(&many, str_of(HEADER));
    for (int i = 0; i < 40; i++)
        buf_printf(&many,
                   "Buku bernama %c%c,Text,,,Gramedia,1998,,,,Indonesia,Jakarta,,,,,<X>,,<N%d>\n",
                   'A' + i % 8, 'A' + i / 8, i);
    world_load(&w, a, arena_cstr(mem, buf_str(&many)));
    int64_t load = world_preview(&w, a, true, SAMAN);
    CHECK_INT(world_row(&w, load).deleted, 40);
    CHECK_INT(world_row(&w, load).before, 40);
    struct pile_samples gone;
    CHECK(piles_samples(w.store->db, load, PILE_GONE, 10, mem, &gone) == OK);
    CHECK_INT(gone.n, 10);
    CHECK(world_publish(&w, load, false, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_WITHDRAWS_MUCH);
    CHECK_INT(world_count(&w, ""), 40);
    CHECK(world_publish(&w, load, true, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_PUBLISHED);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK(world_undo(&w, load) == OK);
    CHECK_INT(world_count(&w, ""), 40);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(the_choice_of_additions_or_whole_can_be_changed_after_the_preview)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    world_load(&w, a, LARUNG);
    int64_t load = world_preview(&w, a, true, SAMAN);
    CHECK_INT(world_row(&w, load).deleted, 1);
    const bool whole = false;
    CHECK(preview_map(w.store, &world_operator, load, STR("")) == ERR_CONFLICT);
    CHECK(preview_read(w.store, &world_operator, load, NULL, NULL) == ERR_CONFLICT);
    CHECK(preview_read(w.store, &world_operator, load, &whole, NULL) == OK);
    CHECK(preview_read(w.store, &world_operator, load, &whole, NULL) == ERR_CONFLICT);
    CHECK_INT(world_row(&w, load).deleted, 0);
    CHECK(world_publish(&w, load, false, &outcome) == OK);
    CHECK_INT(world_count(&w, ""), 2);
    world_end(&w);
}

/* ---- stopped, killed, forgotten ---- */

struct patience {
    int left;
};

static bool run_out(void *ctx)
{
    return ((struct patience *)ctx)->left-- <= 0;
}

TEST(a_reading_or_publishing_that_is_stopped_goes_back_one_step)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_receive(&w, a, false, SAMAN);
    for (int steps = 0; steps < 3; steps++) {
        struct patience p = {steps};
        const struct load_watch watch = {.stop = run_out, .ctx = &p};
        CHECK(preview_read(w.store, &world_operator, load, NULL, &watch) == ERR_INTERRUPTED);
        CHECK_INT(world_row(&w, load).state, LOAD_RECEIVED);
        CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM record")), 0);
    }
    CHECK(preview_read(w.store, &world_operator, load, NULL, NULL) == OK);
    struct patience none = {0};
    const struct load_watch watch = {.stop = run_out, .ctx = &none};
    struct preview_consent consent = {world_row(&w, load).basis, false};
    CHECK(preview_publish(w.store, &world_operator, load, &consent, &watch, &outcome) ==
          ERR_INTERRUPTED);
    CHECK_INT(world_row(&w, load).state, LOAD_PREVIEW);
    CHECK_INT(world_count(&w, ""), 0);
    CHECK(preview_publish(w.store, &world_operator, load, &consent, NULL, &outcome) == OK);
    CHECK_INT(outcome, PREVIEW_PUBLISHED); /* the consent still holds */
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

static enum err set_state(struct db *db, void *ctx)
{
    return db_exec(db, SQL("UPDATE load SET state = ?1"), T(str_of(ctx)));
}

/* What kill -9 leaves in the truth is a state in the middle of a step. */
TEST(what_a_kill_leaves_is_taken_back_and_a_preview_survives)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_preview(&w, a, false, SAMAN);
    CHECK(load_recover(w.store) == OK);
    CHECK_INT(world_row(&w, load).state, LOAD_PREVIEW);
    CHECK(db_write(w.store->db, set_state, (void *)"publishing") == OK);
    CHECK(load_recover(w.store) == OK);
    CHECK_INT(world_row(&w, load).state, LOAD_PREVIEW);
    CHECK(db_write(w.store->db, set_state, (void *)"staging") == OK);
    CHECK(load_recover(w.store) == OK);
    CHECK_INT(world_row(&w, load).state, LOAD_RECEIVED);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM record")), 0);
    CHECK(preview_read(w.store, &world_operator, load, NULL, NULL) == OK);
    CHECK_INT(world_row(&w, load).fresh, 1);
    world_end(&w);
}

static int64_t later(const struct env *env)
{
    return env_system()->now(NULL) + *(const int64_t *)env->state;
}

TEST(after_thirty_days_a_preview_goes_by_itself)
{
    const int64_t day = INT64_C(24) * 3600 * 1000000;
    struct world w = world_make(mem);
    struct env env = *env_system();
    int64_t ahead = 29 * day;
    env.now = later;
    env.state = &ahead;
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_preview(&w, a, false, SAMAN);
    w.store->env = &env;
    CHECK(preview_expire(w.store) == OK);
    CHECK_INT(world_row(&w, load).state, LOAD_PREVIEW);
    ahead = 31 * day;
    CHECK(preview_expire(w.store) == OK);
    CHECK_INT(world_row(&w, load).state, LOAD_EXPIRED);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM record")), 0);
    CHECK_INT(rows_of(&w, SQL("SELECT count(*) FROM upload")), 0);
    world_end(&w);
}

TEST(what_is_no_file_of_records_is_kept_as_refused_with_its_reason)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "SMAN 1");
    int64_t load = world_receive(&w, a, false, "PK\003\004 no spreadsheet");
    CHECK_INT(world_row(&w, load).state, LOAD_REFUSED);
    CHECK_STR(world_row(&w, load).failure, "file-damaged");
    CHECK(preview_read(w.store, &world_operator, load, NULL, NULL) == ERR_CONFLICT);
    CHECK(preview_discard(w.store, &world_operator, load) == OK);
    world_end(&w);
}

/* ---- who may ---- */

TEST(loads_of_another_agency_are_as_if_they_were_not)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1"), b = world_library(&w, "SMAN 2");
    const struct actor_role role = {.kind = ROLE_CATALOGUER, .agency = b};
    const struct actor of_b = {
        .kind = ACTOR_PERSON, .person = 7, .at = 1, .role = &role, .n_roles = 1};
    int64_t load = world_preview(&w, a, false, SAMAN);
    struct preview_consent consent = {world_row(&w, load).basis, false};
    struct load_row row;
    CHECK(load_get(w.store->db, &of_b, load, mem, &row) == ERR_NOT_FOUND);
    CHECK(preview_publish(w.store, &of_b, load, &consent, NULL, &outcome) == ERR_NOT_FOUND);
    CHECK(preview_discard(w.store, &of_b, load) == ERR_NOT_FOUND);
    CHECK(preview_read(w.store, &of_b, load, NULL, NULL) == ERR_NOT_FOUND);
    CHECK(preview_map(w.store, &of_b, load, STR("")) == ERR_NOT_FOUND);
    CHECK(world_publish(&w, load, false, &outcome) == OK);
    CHECK(load_undo(w.store, &of_b, load, NULL) == ERR_NOT_FOUND);
    CHECK_INT(world_count(&w, ""), 1);
    world_end(&w);
}

TEST(a_cataloguer_loads_and_undoes_in_her_own_agency)
{
    struct world w = world_make(mem);
    enum preview_outcome outcome;
    int64_t a = world_library(&w, "SMAN 1");
    const struct actor_role role = {.kind = ROLE_CATALOGUER, .agency = a};
    const struct actor her = {
        .kind = ACTOR_PERSON, .person = 7, .at = 1, .role = &role, .n_roles = 1};
    const struct actor_role desk = {.kind = ROLE_DESK, .agency = a};
    const struct actor him = {
        .kind = ACTOR_PERSON, .person = 8, .at = 1, .role = &desk, .n_roles = 1};
    int64_t load = world_receive(&w, a, false, SAMAN);
    CHECK(preview_read(w.store, &him, load, NULL, NULL) == ERR_NOT_FOUND);
    CHECK(preview_read(w.store, &her, load, NULL, NULL) == OK);
    struct preview_consent consent = {world_row(&w, load).basis, false};
    CHECK(preview_publish(w.store, &her, load, &consent, NULL, &outcome) == OK);
    CHECK(load_undo(w.store, &her, load, NULL) == OK);
    world_end(&w);
}
