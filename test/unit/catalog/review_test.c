/* review_test.c -- the queue of pairs in doubt: each once, the likeliest first, to be read in
 * pieces, by those whom it concerns; and the history of a title. */
#include "world.h"

#include "catalog/decision.h"
#include "catalog/history.h"
#include "catalog/review.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, publisher, author, code)                                                        \
    title ",Text,,," publisher ",2005,,,,Indonesia,Yogyakarta,,,,,<" author ">,,<" code ">\n"

/* Three libraries; each has one book of its own, and doubts are put between them as a judge would.
 */
struct queue {
    struct world w;
    struct db *db;
    int64_t agency[3], title[3], description[3];
};

static struct queue queue_make(struct arena *mem)
{
    static const char *const names[] = {"A", "B", "C"};
    static const char *const books[] = {HEADER ROW("Saman", "KPG", "Ayu Utami", "A1"),
                                        HEADER ROW("Larung", "Gramedia", "Ayu Utami", "B1"),
                                        HEADER ROW("Pulang", "Lentera", "Leila Chudori", "C1")};
    struct queue q = {.w = world_make(mem)};
    q.db = q.w.store->db;
    for (int i = 0; i < 3; i++) {
        q.agency[i] = world_library(&q.w, names[i]);
        world_load(&q.w, q.agency[i], books[i]);
        CHECK(db_get_int(q.db, &q.description[i], SQL("SELECT max(description) FROM record")) ==
              OK);
        CHECK(db_get_int(q.db, &q.title[i], SQL("SELECT max(title) FROM record")) == OK);
    }
    return q;
}

static void doubt(struct queue *q, int low, int high, int score, const char *reason)
{
    CHECK(db_exec(
              q->db, SQL("INSERT INTO doubt (low, high, score, reason) VALUES (?1, ?2, ?3, ?4)"),
              I(q->description[low]), I(q->description[high]), I(score), T(str_of(reason))) == OK);
}

static void three_doubts(struct queue *q)
{
    doubt(q, 0, 1, 500, "author.same");
    doubt(q, 0, 2, 700, "title.begins author.same");
    doubt(q, 1, 2, 600, "author.same");
}

/* "0-2 1-2 0-1", by the numbers of the books above; "..." when there is more. */
static const char *listed(struct queue *q, const struct actor *who, const struct review_filter *f,
                          const struct review_place *after, size_t limit, struct review_list *ret)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    CHECK(review_list(q->db, who, f, after, limit, q->w.mem, ret) == OK);
    for (size_t i = 0; i < ret->n; i++) {
        int one = 0, other = 0;
        for (int t = 0; t < 3; t++) {
            if (ret->item[i].one == q->title[t]) one = t;
            if (ret->item[i].other == q->title[t]) other = t;
        }
        buf_printf(&b, "%s%d-%d", b.n ? " " : "", one, other);
    }
    if (ret->more) buf_add(&b, STR(" ..."));
    return arena_cstr(q->w.mem, buf_str(&b));
}

static const struct review_filter all = {.format = -1};

#define LISTED(queue, who, filter, want)                                                           \
    do {                                                                                           \
        struct review_list list_;                                                                  \
        CHECK_STR(str_of(listed(queue, who, filter, NULL, 10, &list_)), want);                     \
    } while (0)

TEST(the_likeliest_pair_comes_first)
{
    struct queue q = queue_make(mem);
    LISTED(&q, &world_operator, &all, "");
    three_doubts(&q);
    LISTED(&q, &world_operator, &all, "0-2 1-2 0-1");
    world_end(&q.w);
}

TEST(a_list_goes_on_where_the_last_one_ended_and_then_ends)
{
    struct queue q = queue_make(mem);
    struct review_list list;
    struct review_place at;
    three_doubts(&q);
    CHECK_STR(str_of(listed(&q, &world_operator, &all, NULL, 1, &list)), "0-2 ...");
    at = list.next;
    CHECK_STR(str_of(listed(&q, &world_operator, &all, &at, 1, &list)), "1-2 ...");
    at = list.next;
    CHECK_STR(str_of(listed(&q, &world_operator, &all, &at, 1, &list)), "0-1");
    at = list.next;
    CHECK_STR(str_of(listed(&q, &world_operator, &all, &at, 1, &list)), "");
    world_end(&q.w);
}

TEST(several_doubts_between_two_titles_are_one_pair_with_the_best_reason)
{
    struct queue q = queue_make(mem);
    struct review_list list;
    struct review_pair found;
    int64_t second = 0; /* another description of the first title */
    CHECK(db_get_int(q.db, &second,
                     SQL("INSERT INTO description (digest, facts, title)"
                         " SELECT facts, facts, title FROM description WHERE id = ?1 RETURNING id"),
                     I(q.description[0])) == OK);
    doubt(&q, 0, 1, 500, "author.same");
    CHECK(db_exec(q.db,
                  SQL("INSERT INTO doubt (low, high, score, reason) VALUES (?1, ?2, 650, ?3)"),
                  I(q.description[1]), I(second), T(STR("title.begins"))) == OK);
    CHECK_STR(str_of(listed(&q, &world_operator, &all, NULL, 10, &list)), "0-1");
    CHECK_INT(list.item[0].place.score, 650);
    CHECK(review_find(q.db, q.title[1], q.title[0], mem, &found) == OK);
    CHECK_STR(found.reason, "title.begins");
    CHECK_INT(found.one, q.title[0]);
    CHECK(review_find(q.db, q.title[1], q.title[2], mem, &found) == ERR_NOT_FOUND);
    world_end(&q.w);
}

static int64_t decide(struct queue *q, enum decision_verdict v, int one, int other, int64_t now)
{
    int64_t id = 0;
    CHECK(decision_titles(q->db, &world_operator, v, q->title[one], q->title[other],
                          STR("author.same"), now, &id) == OK);
    return id;
}

TEST(what_is_decided_leaves_the_queue_and_comes_back_when_it_is_undone)
{
    struct queue q = queue_make(mem);
    doubt(&q, 0, 1, 500, "author.same");
    int64_t id = decide(&q, DECISION_DIFFERENT, 0, 1, 100);
    struct review_list list;
    CHECK_STR(str_of(listed(&q, &world_operator, &all, NULL, 10, &list)), "");
    CHECK(decision_undo(q.db, &world_operator, id, 200) == OK);
    id = decide(&q, DECISION_SAME, 0, 1, 300);
    CHECK_STR(str_of(listed(&q, &world_operator, &all, NULL, 10, &list)), "");
    CHECK_INT(world_faults(&q.w), 0);
    world_end(&q.w);
}

static void check_own_pairs(struct queue *q)
{
    static const char *const want[] = {"0-2 0-1", "1-2 0-1", "0-2 1-2"};
    for (int i = 0; i < 3; i++) {
        struct actor_role role = {.kind = ROLE_CATALOGUER, .agency = q->agency[i]};
        const struct actor who = {
            .kind = ACTOR_PERSON, .person = 1, .at = 100, .role = &role, .n_roles = 1};
        const struct scope own = {.agency = &q->agency[i], .n = 1};
        const struct review_filter mine = {.format = -1, .libraries = &own};
        LISTED(q, &who, &all, want[i]);
        LISTED(q, &who, &mine, want[i]);
        LISTED(q, &world_operator, &mine, want[i]);
        role.kind = ROLE_DESK;
        struct review_list list;
        CHECK(review_list(q->db, &who, &all, NULL, 10, q->w.mem, &list) == ERR_DENIED);
    }
}

TEST(a_library_sees_the_pairs_of_its_titles_and_nobody_elses)
{
    struct queue q = queue_make(mem);
    three_doubts(&q);
    check_own_pairs(&q);
    CHECK(db_exec(q.db, SQL("UPDATE feed SET records = 1000000")) ==
          OK); /* a large one: another way */
    check_own_pairs(&q);
    const struct scope two = {.agency = q.agency, .n = 2}, none = {.n = 0};
    LISTED(&q, &world_operator, &((struct review_filter){.format = -1, .libraries = &two}),
           "0-2 1-2 0-1");
    LISTED(&q, &world_operator, &((struct review_filter){.format = -1, .libraries = &none}), "");
    world_end(&q.w);
}

TEST(reasons_formats_and_languages_narrow_the_queue)
{
    struct queue q = queue_make(mem);
    three_doubts(&q);
    const struct scope own = {.agency = q.agency, .n = 1};
    LISTED(&q, &world_operator,
           &((struct review_filter){.format = -1, .reason = STR("author.same")}), "1-2 0-1");
    LISTED(&q, &world_operator,
           &((struct review_filter){.format = -1, .reason = STR("author.same"), .libraries = &own}),
           "0-1");
    LISTED(&q, &world_operator, &((struct review_filter){.format = FORMAT_SERIAL}), "");
    LISTED(&q, &world_operator, &((struct review_filter){.format = -1, .language = STR("ind")}),
           "0-2 1-2 0-1");
    LISTED(&q, &world_operator, &((struct review_filter){.format = -1, .language = STR("jav")}),
           "");
    struct review_reasons reasons;
    CHECK(review_reasons(q.db, 1, mem, &reasons) == OK);
    CHECK_INT(reasons.n, 2);
    CHECK_STR(reasons.item[0].reason, "author.same");
    CHECK_INT(reasons.item[0].doubts, 1); /* enough */
    CHECK(review_reasons(q.db, 100, mem, &reasons) == OK);
    CHECK_INT(reasons.item[0].doubts, 2);
    world_end(&q.w);
}

TEST(decisions_of_one_moment_are_one_act)
{
    struct queue q = queue_make(mem);
    struct review_act act;
    int64_t made = 0;
    int64_t first = decide(&q, DECISION_DIFFERENT, 0, 1, 100),
            second = decide(&q, DECISION_DIFFERENT, 1, 2, 100),
            later = decide(&q, DECISION_SAME, 0, 2, 101);
    const struct actor somebody = {.kind = ACTOR_PERSON, .person = 1};
    CHECK(review_act(q.db, &world_operator, first, mem, &act) == OK);
    CHECK_INT(act.n, 2);
    CHECK_INT(act.item[0].decision, second);
    CHECK_INT(act.item[0].what, REVIEW_APART);
    CHECK(review_act(q.db, &world_operator, later, mem, &act) == OK);
    CHECK_INT(act.n, 1);
    CHECK_INT(act.item[0].what, REVIEW_JOINED);
    CHECK(review_act(q.db, &somebody, later, mem, &act) == ERR_NOT_FOUND);
    CHECK(review_made(q.db, &world_operator, 101, &made) == OK);
    CHECK_INT(made, 1);
    CHECK(decision_undo(q.db, &world_operator, first, 200) == OK);
    CHECK(review_made(q.db, &world_operator, 0, &made) == OK);
    CHECK_INT(made, 2);
    world_end(&q.w);
}

TEST(places_in_the_queue_are_written_for_addresses)
{
    struct review_place p = {-5, 12, 345}, back;
    CHECK_STR(review_place_write(mem, &p), "-5_12_345");
    CHECK(review_place_read(STR("-5_12_345"), &back) == OK);
    CHECK(back.score == -5 && back.low == 12 && back.high == 345);
    CHECK(review_place_read(STR("5_12"), &back) == ERR_FORMAT);
    CHECK(review_place_read(STR("5_12_3_4"), &back) == ERR_FORMAT);
    CHECK(review_place_read(STR("a_b_c"), &back) == ERR_FORMAT);
    CHECK(review_place_read(STR(""), &back) == ERR_FORMAT);
}

TEST(the_history_of_a_title_tells_of_loads_and_decisions_the_newest_first)
{
    struct queue q = queue_make(mem);
    struct history_events list;
    const int64_t future = INT64_MAX / 2;
    int64_t id = decide(&q, DECISION_SAME, 0, 1, future);
    CHECK(history_list(q.db, q.title[0], 0, 10, mem, &list) == OK);
    CHECK_INT(list.n, 3);
    CHECK_INT(list.item[0].kind, HISTORY_DECISION);
    CHECK_INT(list.item[0].decision.id, id);
    CHECK_INT(list.item[1].kind, HISTORY_LOAD);
    CHECK_STR(list.item[1].agency, "B");
    CHECK_STR(list.item[2].agency, "A");
    CHECK_INT(list.item[2].records, 1);
    CHECK(history_list(q.db, q.title[0], list.item[0].at, 1, mem, &list) == OK);
    CHECK_INT(list.n, 1);
    CHECK_INT(list.item[0].kind, HISTORY_LOAD);
    world_end(&q.w);
}

TEST(mends_and_what_was_taken_back_stay_in_the_history)
{
    struct queue q = queue_make(mem);
    struct history_events list;
    struct title_view v;
    struct mend_result made;
    int64_t title = 0;
    CHECK(title_view(q.db, &world_operator, NULL, q.title[0], mem, &v) == OK);
    struct mend_order o = {.title = q.title[0],
                           .field = TITLE_PUBLISHER,
                           .value = STR("Kepustakaan Populer Gramedia"),
                           .why = STR("menurut halaman judul"),
                           .seen = mend_seen(&v, TITLE_PUBLISHER, mem)};
    const int64_t future = INT64_MAX / 2;
    CHECK(mend_set(q.db, &world_operator, &o, future, mem, &made) == OK);
    CHECK(mend_undo(q.db, &world_operator, made.id, future + 1, &title) == OK);
    CHECK(history_list(q.db, q.title[0], 0, 10, mem, &list) == OK);
    CHECK_INT(list.n, 2);
    CHECK_INT(list.item[0].kind, HISTORY_MEND);
    CHECK_INT(list.item[0].mend.undone, future + 1);
    CHECK_STR(list.item[0].mend.why, "menurut halaman judul");
    world_end(&q.w);
}

TEST(where_split_records_went_is_known)
{
    struct queue q = queue_make(mem);
    int64_t record = 0, split = 0, now = 0;
    decide(&q, DECISION_SAME, 0, 1, 100);
    CHECK(db_get_int(q.db, &record, SQL("SELECT max(id) FROM record WHERE title = ?1"),
                     I(q.title[0])) == OK);
    CHECK(decision_split(q.db, &world_operator, q.title[0], &record, 1, STR(""), 200, &split) ==
          OK);
    CHECK(review_split_off(q.db, split, q.title[0], &now) == OK);
    CHECK(now && now != q.title[0]);
    CHECK(decision_undo(q.db, &world_operator, split, 300) == OK);
    CHECK(review_split_off(q.db, split, q.title[0], &now) == OK);
    CHECK_INT(now, 0);
    world_end(&q.w);
}
