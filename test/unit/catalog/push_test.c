/* push_test.c -- what a library's SLiMS sends by itself: the door, what is taken, what is left, and
 * that it can be undone. */
#include "base/hash.h"
#include "catalog/entry.h"
#include "catalog/load.h"
#include "catalog/push.h"
#include "network/audit.h"
#include "world.h"

/* ---- a world whose clock can be set ---- */

struct clock {
    struct env env;
    int64_t now;
};

static int64_t clock_now(const struct env *env)
{
    return ((const struct clock *)env->state)->now;
}

static int64_t still(const struct env *env)
{
    (void)env;
    return 0;
}

static struct env *clock_set(struct clock *c, int64_t now)
{
    c->env = *env_system();
    c->env.now = clock_now;
    c->env.state = c;
    c->now = now;
    return &c->env;
}

enum { START = 1000000000 };

static struct str password_of(struct world *w, int64_t library)
{
    struct str password = {0};
    CHECK(push_renew(w->store->db, &world_operator, library, env_system(), w->mem, &password) ==
          OK);
    return password;
}

static enum push_door knock(struct world *w, const char *node, struct str password,
                            struct actor *ret)
{
    enum push_door door = PUSH_NOBODY;
    CHECK(push_knock(w->store->db, str_of(node), password, START, w->mem, &door, ret) == OK);
    return door;
}

/* The library "a" and its sender. */
static struct actor sender_of(struct world *w, int64_t library)
{
    struct actor sender;
    CHECK(knock(w, "a", password_of(w, library), &sender) == PUSH_RIGHT);
    return sender;
}

static struct push_counts send_at(struct world *w, const struct actor *sender, int64_t now,
                                  const char *data)
{
    struct clock c;
    struct slims_push push;
    struct push_counts counts = {0};
    size_t at = 0;
    struct str body = arena_printf(w->mem, "{\"node_info\":{\"id\":\"a\"},\"node_data\":%s}", data);
    CHECK(slims_push_read(body, w->mem, &push, &at) == OK);
    CHECK(push_take(w->store->db, sender, &push, clock_set(&c, now), 0, &counts) == OK);
    return counts;
}

static struct push_counts send(struct world *w, const struct actor *sender, const char *data)
{
    return send_at(w, sender, START, data);
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

#define SAMAN  "{\"biblio_id\":1,\"title\":\"Saman\",\"publish_year\":\"1998\"}"
#define LARUNG "{\"biblio_id\":2,\"title\":\"Larung\",\"publish_year\":\"2001\"}"

/* ---- the door ---- */

TEST(the_password_opens_the_door_as_it_was_made_and_as_its_sha1)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender;
    CHECK(knock(&w, "a", STR("x"), &sender) == PUSH_NOBODY); /* not set up */
    struct str password = password_of(&w, library);
    unsigned char sha1[20];
    struct str hex = STR("");
    sha1_of(password, sha1);
    for (int i = 0; i < 20; i++) hex = arena_printf(mem, "%.*s%02X", STR_ARG(hex), sha1[i]);
    CHECK_INT(password.n, 24);
    CHECK(knock(&w, "a", password, &sender) == PUSH_RIGHT);
    CHECK(sender.kind == ACTOR_SENDER && sender.agency == library);
    CHECK(knock(&w, "a", hex, &sender) == PUSH_RIGHT);
    CHECK(knock(&w, "b", password, &sender) == PUSH_NOBODY);
    CHECK(knock(&w, "a", STR("salah"), &sender) == PUSH_WRONG);
    CHECK(sender.kind == ACTOR_STRANGER);
    CHECK(knock(&w, "a", STR(""), &sender) == PUSH_WRONG);
    CHECK(knock(&w, "a", STR("s0beautifulday"), &sender) == PUSH_SHIPPED);
    CHECK(knock(&w, "a", STR("2325f677e21c1613909c953eb03c57352259cc5d"), &sender) == PUSH_SHIPPED);
    world_end(&w);
}

TEST(a_password_typed_by_hand_may_lose_its_dashes)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct str p = password_of(&w, library), typed = STR("");
    struct actor sender;
    for (size_t i = 0; i < p.n; i++)
        if (p.p[i] != '-')
            typed = arena_printf(mem, "%.*s%c", STR_ARG(typed),
                                 p.p[i] >= 'a' ? p.p[i] - 'a' + 'A' : p.p[i]);
    CHECK_INT(typed.n, 20);
    CHECK(knock(&w, "a", typed, &sender) == PUSH_RIGHT);
    world_end(&w);
}

TEST(a_new_password_ends_the_old_one_and_neither_is_kept)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A"), found = 0;
    struct str old = password_of(&w, library), fresh = password_of(&w, library);
    struct actor sender;
    CHECK(knock(&w, "a", old, &sender) == PUSH_WRONG);
    CHECK(knock(&w, "a", fresh, &sender) == PUSH_RIGHT);
    CHECK(db_get_int(w.store->db, &found,
                     SQL("SELECT count(*) FROM push WHERE secret = ?1 OR hashed = ?1"),
                     BLOB(fresh)) == OK);
    CHECK_INT(found, 0);
    world_end(&w);
}

TEST(a_closed_connection_takes_nothing_and_keeps_its_password)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct str password = password_of(&w, library);
    struct actor sender, closed;
    struct slims_push push;
    struct push_counts counts;
    size_t at;
    CHECK(knock(&w, "a", password, &sender) == PUSH_RIGHT);
    CHECK(push_switch(w.store->db, &world_operator, library, false, 1) == OK);
    CHECK(knock(&w, "a", password, &closed) == PUSH_CLOSED);
    CHECK(slims_push_read(STR("{\"node_data\":[" SAMAN "]}"), mem, &push, &at) == OK);
    CHECK(push_take(w.store->db, &sender, &push, env_system(), 0, &counts) == ERR_DENIED);
    CHECK_INT(counts.left, 1);
    CHECK(push_switch(w.store->db, &world_operator, library, true, 2) == OK);
    CHECK(knock(&w, "a", password, &sender) == PUSH_RIGHT);
    world_end(&w);
}

TEST(a_sender_may_send_and_nothing_else)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct push_node node;
    struct str password;
    struct entry_view v;
    for (enum permission p = PERM_SIGNED_IN; p <= PERM_OPERATE; p++)
        CHECK(actor_may(&sender, p) == ERR_DENIED);
    CHECK(push_get(w.store->db, &sender, library, &node) == ERR_DENIED);
    CHECK(push_renew(w.store->db, &sender, library, env_system(), mem, &password) == ERR_DENIED);
    CHECK(push_switch(w.store->db, &sender, library, false, 1) == ERR_DENIED);
    CHECK(entry_get(w.store->db, &sender, library, 1, mem, &v) == ERR_DENIED);
    struct slims_push push = {0};
    struct push_counts counts;
    CHECK(push_take(w.store->db, &world_operator, &push, env_system(), 0, &counts) == ERR_DENIED);
    world_end(&w);
}

TEST(wrong_passwords_are_noted_once_a_minute)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct push_node node;
    const int64_t second = 1000000;
    password_of(&w, library);
    CHECK(push_deny(w.store->db, STR("a"), START) == OK);
    CHECK(push_deny(w.store->db, STR("a"), START + 30 * second) == OK);
    CHECK(push_get(w.store->db, &world_operator, library, &node) == OK);
    CHECK_INT(node.denied, START);
    CHECK(push_deny(w.store->db, STR("a"), START + 90 * second) == OK);
    CHECK(push_get(w.store->db, &world_operator, library, &node) == OK);
    CHECK_INT(node.denied, START + 90 * second);
    CHECK(push_deny(w.store->db, STR("nobody"), START) == OK);
    world_end(&w);
}

/* ---- taking ---- */

TEST(what_is_sent_is_in_the_catalogue_and_known_again)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    struct push_counts c = send(&w, &sender, "[" SAMAN "," LARUNG "]");
    CHECK_INT(c.read, 2);
    CHECK_INT(c.fresh, 2);
    CHECK_INT(world_count(&w, "saman"), 1);
    c = send(&w, &sender,
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
    CHECK(knock(&w, "b", password_of(&w, world_library(&w, "B")), &b) == PUSH_RIGHT);
    send(&w, &a, "[" SAMAN "]");
    send(&w, &b, "[{\"biblio_id\":1,\"title\":\"Bumi manusia\"}]");
    CHECK_INT(world_count(&w, ""), 2);
    send(&w, &b, "{\"operation\":\"delete\",\"biblio\":\"1,2\"}");
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_INT(world_count(&w, ""), 1);
    world_end(&w);
}

TEST(what_was_deleted_is_gone_and_may_come_back)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    send(&w, &sender, "[" SAMAN "," LARUNG "]");
    struct push_counts c = send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"1,77\"}");
    CHECK_INT(c.gone, 1);
    CHECK_INT(c.unknown, 1);
    CHECK_INT(world_count(&w, ""), 1);
    c = send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":1}");
    CHECK_INT(c.unknown, 1);
    c = send(&w, &sender, "[" SAMAN "]");
    CHECK_INT(c.fresh, 1);
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(of_one_number_twice_the_last_holds)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    send(&w, &sender, "[" SAMAN ",{\"biblio_id\":1,\"title\":\"Larung\"}]");
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
    send(&w, &sender,
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
        send_at(&w, &sender, START + i * (PUSH_SITTING_PAUSE / 2), arena_cstr(mem, one));
    }
    CHECK_INT(loads(&w), 1);
    CHECK_INT(newest_load(&w).new_, 20);
    CHECK_INT(newest_load(&w).titles, 20);
    send_at(&w, &sender, START + 22 * PUSH_SITTING_PAUSE, "[{\"biblio_id\":21,\"title\":\"X\"}]");
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
        send_at(&w, &sender, START + i * step, arena_cstr(mem, one));
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
    send(&w, &sender, "[" SAMAN "," LARUNG "]");
    for (int i = 1; i <= 2 * PUSH_ARRIVALS_KEPT; i++) {
        struct push_counts c =
            send_at(&w, &sender, START + i * PUSH_SITTING_LIFE, "[" SAMAN "," LARUNG "]");
        CHECK_INT(c.same, 2);
    }
    CHECK_INT(loads(&w), 1);
    CHECK(push_arrivals(w.store->db, &world_operator, library, 1000, mem, &arrivals) == OK);
    CHECK_INT(arrivals.n, PUSH_ARRIVALS_KEPT);
    CHECK_INT(arrivals.item[0].load, 0);
    CHECK_INT(arrivals.item[0].counts.same, 2);
    CHECK(push_get(w.store->db, &world_operator, library, &node) == OK);
    CHECK_INT(node.heard, START + 2 * PUSH_ARRIVALS_KEPT * PUSH_SITTING_LIFE);
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
    struct push_counts c = send(&w, &sender, arena_cstr(mem, buf_str(&b)));
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
    struct env *env = clock_set(&clock, START);
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
    send(&w, &sender, "[" SAMAN "]");
    struct load_row first = newest_load(&w);
    send_at(&w, &sender, START + PUSH_SITTING_LIFE,
            "[{\"biblio_id\":1,\"title\":\"Saman lain\"}," LARUNG "]");
    struct load_row second = newest_load(&w);
    CHECK(first.id != second.id);
    CHECK(world_undo(&w, second.id) == OK);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(world_count(&w, "lain"), 0);
    CHECK(push_arrivals(w.store->db, &world_operator, library, 1, mem, &arrivals) == OK);
    CHECK(arrivals.item[0].undone);
    struct push_counts c = send_at(&w, &sender, START + PUSH_SITTING_LIFE, "[" LARUNG "]");
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
    CHECK_INT(send(&w, &sender, "[" SAMAN "]").fresh, 1);
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
    struct push_counts c = send(&w, &sender,
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
    send(&w, &sender, "[" LARUNG "]");
    send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"3\"}");
    CHECK(push_refusals(w.store->db, &world_operator, library, 10, mem, &r) == OK);
    CHECK_INT(r.all, 1);
    world_end(&w);
}

TEST(a_title_that_was_emptied_keeps_what_held)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    send(&w, &sender, "[" SAMAN "]");
    CHECK_INT(send(&w, &sender, "[{\"biblio_id\":1,\"title\":null}]").refused, 1);
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
    CHECK_INT(send(&w, &sender, arena_cstr(mem, buf_str(&b))).refused, PUSH_REFUSALS_MAX + 10);
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
    send(&w, &sender,
         "[{\"biblio_id\":3,\"title\":\"A\"},{\"biblio_id\":4,\"title\":\"B\"},"
         "{\"biblio_id\":9,\"title\":\"C\"}]");
    send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"4\"}");
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

TEST(the_log_says_that_it_was_sent_and_who_made_the_password)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct audit_lines lines;
    struct audit_request rq = {.agency = library, .limit = 10};
    send(&w, &sender, "[" SAMAN "]");
    send(&w, &sender, "[" LARUNG "]");
    CHECK(audit_list(w.store->db, &world_operator, &rq, mem, &lines) == OK);
    CHECK_STR(lines.item[0].action, "push.take");
    CHECK_STR(lines.item[1].action, "push.password");
    CHECK_STR(lines.item[1].detail, "");
    world_end(&w);
}
