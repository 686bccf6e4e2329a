/* push_test.c -- what a library's SLiMS sends by itself: what is taken, what is left, and that it
 * can be undone. */
#include "base/lock.h"
#include "catalog/load.h"
#include "sender.h"

static int64_t still(const struct env *env)
{
    (void)env;
    return 0;
}

static int64_t loads(struct world *w)
{
    struct load_rows rows = {0};
    CHECK(load_list(w->store->db, 0, 1000, w->mem, &rows) == OK);
    return (int64_t)rows.n;
}

static struct load_row newest_load(struct world *w)
{
    struct load_rows rows = {0};
    CHECK(load_list(w->store->db, 0, 1, w->mem, &rows) == OK && rows.n == 1);
    return rows.item[0];
}

/* ---- taking ---- */

TEST(what_is_sent_is_in_the_catalogue_and_known_again)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    struct push_counts c = sender_send(&w, &sender, "[" SAMAN "," LARUNG "]");
    CHECK_INT(c.read, 2);
    CHECK_INT(c.fresh, 2);
    CHECK_INT(world_count(&w, "saman"), 1);
    c = sender_send(&w, &sender,
                    "{\"1\":{\"biblio_id\":\"1\",\"title\":\"Saman : novel\"},\"2\":" LARUNG "}");
    CHECK_INT(c.changed, 1);
    CHECK_INT(c.same, 1);
    CHECK_INT(world_count(&w, "novel"), 1);
    CHECK_INT(world_count(&w, ""), 2);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(two_libraries_with_the_same_numbers_do_not_meet)
{
    struct world w = world_make(mem);
    struct actor a = sender_of(&w, world_library(&w, "A")), b;
    CHECK(sender_knock(&w, "b", sender_password(&w, world_library(&w, "B")), &b) == PUSH_RIGHT);
    sender_send(&w, &a, "[" SAMAN "]");
    sender_send(&w, &b, "[{\"biblio_id\":1,\"title\":\"Bumi manusia\"}]");
    CHECK_INT(world_count(&w, ""), 2);
    sender_send(&w, &b, "{\"operation\":\"delete\",\"biblio\":\"1,2\"}");
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_INT(world_count(&w, ""), 1);
    world_end(&w);
}

TEST(what_was_deleted_is_gone_and_may_come_back)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    sender_send(&w, &sender, "[" SAMAN "," LARUNG "]");
    struct push_counts c =
        sender_send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"1,77\"}");
    CHECK_INT(c.gone, 1);
    CHECK_INT(c.unknown, 1);
    CHECK_INT(world_count(&w, ""), 1);
    c = sender_send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":1}");
    CHECK_INT(c.unknown, 1);
    c = sender_send(&w, &sender, "[" SAMAN "]");
    CHECK_INT(c.fresh, 1);
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(of_one_number_twice_the_last_holds)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    sender_send(&w, &sender, "[" SAMAN ",{\"biblio_id\":1,\"title\":\"Larung\"}]");
    CHECK_INT(world_count(&w, "larung"), 1);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_record_joins_the_title_others_have)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    int64_t other = world_library(&w, "B");
    world_load(&w, other,
               "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,"
               "place,classification,notes,image,sor,authors,topics,item_code\n"
               "Laskar pelangi,Text,,9789793062792,Bentang,2005,,,,,,,,,,<Hirata>,,<B1>\n");
    sender_send(&w, &sender,
                "[{\"biblio_id\":9,\"title\":\"Laskar pelangi\",\"isbn_issn\":\"9789793062792\","
                "\"publish_year\":\"2005\",\"publisher_name\":\"Bentang\","
                "\"authors\":[{\"name\":\"Hirata\",\"level\":1}]}]");
    CHECK_INT(world_count(&w, "laskar"), 1);
    CHECK(str_find(str_of(world_state(&w)), STR("= 2")) < str_of(world_state(&w)).n);
    world_end(&w);
}

/* ---- what is kept ---- */

TEST(pushes_that_follow_each_other_are_one_load)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    for (int i = 1; i <= 20; i++) {
        struct str one = arena_printf(mem, "[{\"biblio_id\":%d,\"title\":\"Buku %d\"}]", i, i);
        sender_send_at(&w, &sender, SENDER_START + i * (PUSH_SITTING_PAUSE / 2),
                       arena_cstr(mem, one));
    }
    CHECK_INT(loads(&w), 1);
    CHECK_INT(newest_load(&w).new_, 20);
    CHECK_INT(newest_load(&w).titles, 20);
    sender_send_at(&w, &sender, SENDER_START + 22 * PUSH_SITTING_PAUSE,
                   "[{\"biblio_id\":21,\"title\":\"X\"}]");
    CHECK_INT(loads(&w), 2);
    world_end(&w);
}

TEST(a_sitting_does_not_last_for_ever)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    int64_t step = PUSH_SITTING_PAUSE / 2, steps = PUSH_SITTING_LIFE / step + 2;
    for (int i = 1; i <= steps; i++) {
        struct str one = arena_printf(mem, "[{\"biblio_id\":%d,\"title\":\"Buku %d\"}]", i, i);
        sender_send_at(&w, &sender, SENDER_START + i * step, arena_cstr(mem, one));
    }
    CHECK_INT(loads(&w), 2);
    world_end(&w);
}

TEST(the_same_again_leaves_nothing_but_that_it_came)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct push_arrivals arrivals;
    struct push_node node;
    sender_send(&w, &sender, "[" SAMAN "," LARUNG "]");
    for (int i = 1; i <= 2 * PUSH_ARRIVALS_KEPT; i++) {
        struct push_counts c = sender_send_at(&w, &sender, SENDER_START + i * PUSH_SITTING_LIFE,
                                              "[" SAMAN "," LARUNG "]");
        CHECK_INT(c.same, 2);
    }
    CHECK_INT(loads(&w), 1);
    CHECK(push_arrivals(w.store->db, &world_operator, library, 1000, mem, &arrivals) == OK);
    CHECK_INT(arrivals.n, PUSH_ARRIVALS_KEPT);
    CHECK_INT(arrivals.item[0].load, 0);
    CHECK_INT(arrivals.item[0].counts.same, 2);
    CHECK(push_get(w.store->db, &world_operator, library, &node) == OK);
    CHECK_INT(node.heard, SENDER_START + 2 * PUSH_ARRIVALS_KEPT * PUSH_SITTING_LIFE);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_whole_collection_in_one_body_is_taken_in_steps)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    for (int i = 1; i <= 3 * PUSH_STEP + 7; i++)
        buf_printf(&b, "%c{\"biblio_id\":%d,\"title\":\"Buku nomor %d\"}", i == 1 ? '[' : ',', i,
                   i);
    buf_add_char(&b, ']');
    struct push_counts c = sender_send(&w, &sender, arena_cstr(mem, buf_str(&b)));
    CHECK_INT(c.fresh, 3 * PUSH_STEP + 7);
    CHECK_INT(c.left, 0);
    CHECK_INT(loads(&w), 1);
    CHECK_INT(world_count(&w, "nomor"), 3 * PUSH_STEP + 7);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(what_there_was_no_time_for_is_said_and_comes_with_the_next_push)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct slims_push push;
    struct push_counts c;
    struct clock clock;
    size_t at;
    buf_add(&b, STR("{\"node_data\":[0"));
    for (int i = 1; i < 2 * PUSH_STEP; i++)
        buf_printf(&b, ",{\"biblio_id\":%d,\"title\":\"Buku %d\"}", i, i);
    buf_add(&b, STR("]}"));
    struct env *env = clock_set(&clock, SENDER_START);
    env->monotonic = still;
    CHECK(slims_push_read(buf_str(&b), mem, &push, &at) == OK);
    CHECK(push_take(w.store->db, &sender, &push, env, -1, &c) == OK);
    CHECK_INT(c.left, PUSH_STEP);
    CHECK(push_take(w.store->db, &sender, &push, env, 1, &c) == OK);
    CHECK_INT(c.same, PUSH_STEP - 1);
    CHECK_INT(c.fresh, PUSH_STEP);
    world_end(&w);
}

/* ---- undoing ---- */

TEST(a_sitting_is_undone_like_any_load_and_the_next_push_begins_another)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct push_arrivals arrivals;
    sender_send(&w, &sender, "[" SAMAN "]");
    struct load_row first = newest_load(&w);
    sender_send_at(&w, &sender, SENDER_START + PUSH_SITTING_LIFE,
                   "[{\"biblio_id\":1,\"title\":\"Saman lain\"}," LARUNG "]");
    struct load_row second = newest_load(&w);
    CHECK(first.id != second.id);
    CHECK(world_undo(&w, second.id) == OK);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(world_count(&w, "lain"), 0);
    CHECK(push_arrivals(w.store->db, &world_operator, library, 1, mem, &arrivals) == OK);
    CHECK(arrivals.item[0].undone);
    struct push_counts c =
        sender_send_at(&w, &sender, SENDER_START + PUSH_SITTING_LIFE, "[" LARUNG "]");
    CHECK_INT(c.fresh, 1);
    CHECK(newest_load(&w).id != second.id);
    CHECK_INT(world_count(&w, ""), 2);
    CHECK(world_undo(&w, first.id) == OK);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_push_does_not_wait_for_an_import)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    struct lock CLEANUP(lock_release) import = {0};
    CHECK(store_lock(w.store, false, &import) == OK);
    CHECK_INT(sender_send(&w, &sender, "[" SAMAN "]").fresh, 1);
    lock_release(&import);
    CHECK_INT(world_count(&w, "saman"), 1);
    world_end(&w);
}

/* ---- what the librarian sees ---- */

TEST(what_cannot_be_taken_waits_to_be_mended_and_costs_only_itself)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct push_refusals r;
    struct push_counts c = sender_send(&w, &sender,
                                       "{\"1\":" SAMAN ",\"2\":{\"biblio_id\":2,\"title\":\"\"},"
                                       "\"3\":null,\"x\":{\"title\":\"Tanpa nomor\"}}");
    CHECK_INT(c.fresh, 1);
    CHECK_INT(c.refused, 3);
    CHECK(push_refusals(w.store->db, &world_operator, library, 10, mem, &r) == OK);
    CHECK_INT(r.all, 3);
    CHECK_INT(r.item[0].number, 0);
    CHECK_STR(r.item[0].reason, "number");
    CHECK_STR(r.item[1].reason, "title");
    CHECK_STR(r.item[2].reason, "form");
    sender_send(&w, &sender, "[" LARUNG "]");
    sender_send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"3\"}");
    CHECK(push_refusals(w.store->db, &world_operator, library, 10, mem, &r) == OK);
    CHECK_INT(r.all, 1);
    world_end(&w);
}

TEST(a_title_that_was_emptied_keeps_what_held)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    sender_send(&w, &sender, "[" SAMAN "]");
    CHECK_INT(sender_send(&w, &sender, "[{\"biblio_id\":1,\"title\":null}]").refused, 1);
    CHECK_INT(world_count(&w, "saman"), 1);
    world_end(&w);
}

TEST(refusals_do_not_grow_without_bound)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct push_refusals r;
    for (int i = 1; i <= PUSH_REFUSALS_MAX + 10; i++)
        buf_printf(&b, "%c\"%d\":0", i == 1 ? '{' : ',', i);
    buf_add_char(&b, '}');
    CHECK_INT(sender_send(&w, &sender, arena_cstr(mem, buf_str(&b))).refused,
              PUSH_REFUSALS_MAX + 10);
    CHECK(push_refusals(w.store->db, &world_operator, library, 10, mem, &r) == OK);
    CHECK_INT(r.all, PUSH_REFUSALS_MAX);
    CHECK_INT(r.n, 10);
    world_end(&w);
}

TEST(numbers_that_never_came_are_shown)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct push_gaps g;
    CHECK(push_gaps(w.store->db, &world_operator, library, mem, &g) == OK);
    CHECK_INT(g.highest + g.missing + (int64_t)g.n, 0);
    sender_send(&w, &sender,
                "[{\"biblio_id\":3,\"title\":\"A\"},{\"biblio_id\":4,\"title\":\"B\"},"
                "{\"biblio_id\":9,\"title\":\"C\"}]");
    sender_send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"4\"}");
    CHECK(push_gaps(w.store->db, &world_operator, library, mem, &g) == OK);
    CHECK_INT(g.seen, 3);
    CHECK_INT(g.live, 2);
    CHECK_INT(g.highest, 9);
    CHECK_INT(g.missing, 6);
    CHECK_INT(g.n, 2);
    CHECK(g.item[0].first == 1 && g.item[0].last == 2);
    CHECK(g.item[1].first == 5 && g.item[1].last == 8);
    world_end(&w);
}
