/* push_door_test.c -- who may push: the password of a library's SLiMS, and what a sender may. */
#include "base/hash.h"
#include "catalog/entry.h"
#include "network/audit.h"
#include "sender.h"

TEST(the_password_opens_the_door_as_it_was_made_and_as_its_sha1)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender;
    CHECK(sender_knock(&w, "a", STR("x"), &sender) == PUSH_NOBODY); /* not set up */
    struct str password = sender_password(&w, library);
    unsigned char sha1[20];
    struct str hex = STR("");
    sha1_of(password, sha1);
    for (int i = 0; i < 20; i++) hex = arena_printf(mem, "%.*s%02X", STR_ARG(hex), sha1[i]);
    CHECK_INT(password.n, 24);
    CHECK(sender_knock(&w, "a", password, &sender) == PUSH_RIGHT);
    CHECK(sender.kind == ACTOR_SENDER && sender.agency == library);
    CHECK(sender_knock(&w, "a", hex, &sender) == PUSH_RIGHT);
    CHECK(sender_knock(&w, "b", password, &sender) == PUSH_NOBODY);
    CHECK(sender_knock(&w, "a", STR("salah"), &sender) == PUSH_WRONG);
    CHECK(sender.kind == ACTOR_STRANGER);
    CHECK(sender_knock(&w, "a", STR(""), &sender) == PUSH_WRONG);
    CHECK(sender_knock(&w, "a", STR("s0beautifulday"), &sender) == PUSH_SHIPPED);
    CHECK(sender_knock(&w, "a", STR("2325f677e21c1613909c953eb03c57352259cc5d"), &sender) ==
          PUSH_SHIPPED);
    world_end(&w);
}

TEST(a_password_typed_by_hand_may_lose_its_dashes)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct str p = sender_password(&w, library), typed = STR("");
    struct actor sender;
    for (size_t i = 0; i < p.n; i++)
        if (p.p[i] != '-')
            typed = arena_printf(mem, "%.*s%c", STR_ARG(typed),
                                 p.p[i] >= 'a' ? p.p[i] - 'a' + 'A' : p.p[i]);
    CHECK_INT(typed.n, 20);
    CHECK(sender_knock(&w, "a", typed, &sender) == PUSH_RIGHT);
    world_end(&w);
}

TEST(a_new_password_ends_the_old_one_and_neither_is_kept)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A"), found = 0;
    struct str old = sender_password(&w, library), fresh = sender_password(&w, library);
    struct actor sender;
    CHECK(sender_knock(&w, "a", old, &sender) == PUSH_WRONG);
    CHECK(sender_knock(&w, "a", fresh, &sender) == PUSH_RIGHT);
    CHECK(db_get_int(w.store->db, &found,
                     SQL("SELECT count(*) FROM push WHERE secret = ?1 OR hashed = ?1"),
                     BLOB(fresh)) == OK);
    CHECK_INT(found, 0);
    world_end(&w);
}

TEST(a_button_pressed_twice_makes_one_password)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct str first = sender_password(&w, library), second = {0};
    struct actor sender;
    CHECK(push_renew(w.store->db, &world_operator, library, 0, env_system(), mem, &second) ==
          ERR_CONFLICT);
    CHECK_INT(second.n, 0);
    CHECK(sender_knock(&w, "a", first, &sender) == PUSH_RIGHT);
    world_end(&w);
}

TEST(a_closed_connection_takes_nothing_and_keeps_its_password)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct str password = sender_password(&w, library);
    struct actor sender, closed;
    struct slims_push push;
    struct push_counts counts;
    size_t at;
    CHECK(sender_knock(&w, "a", password, &sender) == PUSH_RIGHT);
    CHECK(push_switch(w.store->db, &world_operator, library, false, 1) == OK);
    CHECK(sender_knock(&w, "a", password, &closed) == PUSH_CLOSED);
    CHECK(slims_push_read(STR("{\"node_data\":[" SAMAN "]}"), mem, &push, &at) == OK);
    CHECK(push_take(w.store->db, &sender, &push, env_system(), 0, &counts) == ERR_DENIED);
    CHECK_INT(counts.left, 1);
    CHECK(push_switch(w.store->db, &world_operator, library, true, 2) == OK);
    CHECK(sender_knock(&w, "a", password, &sender) == PUSH_RIGHT);
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
    CHECK(push_renew(w.store->db, &sender, library, 0, env_system(), mem, &password) == ERR_DENIED);
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
    sender_password(&w, library);
    CHECK(push_deny(w.store->db, STR("a"), SENDER_START) == OK);
    CHECK(push_deny(w.store->db, STR("a"), SENDER_START + 30 * second) == OK);
    CHECK(push_get(w.store->db, &world_operator, library, &node) == OK);
    CHECK_INT(node.denied, SENDER_START);
    CHECK(push_deny(w.store->db, STR("a"), SENDER_START + 90 * second) == OK);
    CHECK(push_get(w.store->db, &world_operator, library, &node) == OK);
    CHECK_INT(node.denied, SENDER_START + 90 * second);
    CHECK(push_deny(w.store->db, STR("nobody"), SENDER_START) == OK);
    world_end(&w);
}

TEST(the_log_says_that_it_was_sent_and_who_made_the_password)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct audit_lines lines;
    struct audit_request rq = {.agency = library, .limit = 10};
    sender_send(&w, &sender, "[" SAMAN "]");
    sender_send(&w, &sender, "[" LARUNG "]");
    CHECK(audit_list(w.store->db, &world_operator, &rq, mem, &lines) == OK);
    CHECK_STR(lines.item[0].action, "push.take");
    CHECK_STR(lines.item[1].action, "push.password");
    CHECK_STR(lines.item[1].detail, "");
    world_end(&w);
}
