/* sending_test.c -- what a library's own program sends: what is read, what becomes of it, and that
 * a request that comes twice is done once. */
#include "catalog/sending.h"

#include "catalog/entry.h"
#include "catalog/hand.h"
#include "catalog/load.h"
#include "catalog/once.h"
#include "sender.h"

#define ROW(number, title) "{\"number\":\"" number "\",\"title\":\"" title "\",\"year\":1998}"

static struct sending read_json(struct world *w, const char *body)
{
    struct sending s = {0};
    CHECK(sending_read(str_of(body), SOURCE_MARCJSON, w->mem, &s) == OK);
    return s;
}

static struct sending send_json(struct world *w, const struct actor *sender, const char *body)
{
    struct clock c;
    struct sending s = read_json(w, body);
    CHECK(sending_take(w->store->db, sender, &s, clock_set(&c, SENDER_START), 0) == OK);
    return s;
}

static int64_t loads(struct world *w)
{
    struct load_rows rows = {0};
    CHECK(load_list(w->store->db, 0, 1000, w->mem, &rows) == OK);
    return (int64_t)rows.n;
}

TEST(a_row_is_in_the_catalogue_and_known_again_by_its_number)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    struct sending s = send_json(&w, &sender, "[" ROW("x/1", "Salah") "," ROW("1", "Saman") "]");
    CHECK_STR(str_of(s.item[0].why), "number");
    CHECK_INT(s.item[1].outcome, SENT_NEW);
    CHECK(s.item[1].title > 0);
    s = send_json(&w, &sender, ROW("1", "Saman"));
    CHECK_INT(s.item[0].outcome, SENT_SAME);
    s = send_json(&w, &sender, ROW("1", "Larung"));
    CHECK_INT(s.item[0].outcome, SENT_CHANGED);
    CHECK_INT(world_count(&w, "saman"), 0);
    CHECK_INT(world_count(&w, "larung"), 1);
    CHECK_INT(loads(&w), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(what_is_the_same_leaves_nothing)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    send_json(&w, &sender, ROW("1", "Saman"));
    CHECK(world_undo(&w, 1) == OK);
    CHECK_INT(world_count(&w, ""), 0);
    struct sending s = send_json(&w, &sender, ROW("1", "Saman"));
    CHECK_INT(s.item[0].outcome, SENT_NEW);
    send_json(&w, &sender, ROW("1", "Saman"));
    CHECK_INT(loads(&w), 2);
    CHECK_INT(world_count(&w, "saman"), 1);
    world_end(&w);
}

/* A person put another note over it; copies stay its system's to add. */
static void edit(struct world *w, int64_t library, int64_t record)
{
    struct entry_view v;
    struct entry_result r;
    struct marc m, more;
    CHECK(entry_get(w->store->db, &world_operator, library, record, w->mem, &v) == OK);
    CHECK(hand_marc(w->store->db, v.version, w->mem, &m) == OK);
    more = m;
    more.field = arena_array(w->mem, struct marc_field, m.n + 1);
    for (size_t i = 0; i < m.n; i++) more.field[i] = m.field[i];
    more.field[more.n++] = (struct marc_field){.tag = {'5', '0', '0'},
                                               .ind = {' ', ' '},
                                               .data = STR("\x1F"
                                                           "aCatatan")};
    const struct entry_order o = {
        .agency = library, .record = record, .version = v.version, .marc = &more, .new_items = 3};
    CHECK(entry_save(w->store->db, &world_operator, &o, 2000, w->mem, &r) == OK);
    CHECK_INT((int)r.codes.n, 0);
}

TEST(what_a_person_edited_is_still_the_same_to_its_sender)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    send_json(&w, &sender, ROW("1", "Saman"));
    edit(&w, library, 1);
    struct sending s = send_json(&w, &sender, ROW("1", "Saman"));
    CHECK_INT(s.item[0].outcome, SENT_SAME);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(slims_and_programs_of_one_library_do_not_meet)
{
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    send_json(&w, &sender, ROW("1", "Bumi manusia"));
    sender_send(&w, &sender, "[" SAMAN "]");
    sender_send(&w, &sender, "{\"operation\":\"delete\",\"biblio\":\"1\"}");
    CHECK_INT(world_count(&w, "bumi"), 1);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(loads(&w), 2);
    world_end(&w);
}

TEST(a_record_is_deleted_by_its_number_or_its_leader)
{
    struct clock c;
    struct world w = world_make(mem);
    struct actor sender = sender_of(&w, world_library(&w, "A"));
    const struct env *env = clock_set(&c, SENDER_START);
    send_json(&w, &sender, "[" ROW("1", "Saman") "," ROW("2", "Larung") "]");
    struct sending s = send_json(&w, &sender,
                                 "{\"leader\":\"00000dam a2200000 a 4500\",\"fields\":["
                                 "{\"001\":\"1\"}]}");
    CHECK_INT(s.item[0].outcome, SENT_DELETED);
    s = sending_deletion(STR("2"), mem);
    CHECK(sending_take(w.store->db, &sender, &s, env, 0) == OK);
    CHECK_INT(s.item[0].outcome, SENT_DELETED);
    s = sending_deletion(STR("2"), mem);
    CHECK(sending_take(w.store->db, &sender, &s, env, 0) == OK);
    CHECK_INT(s.item[0].outcome, SENT_UNKNOWN);
    CHECK_INT(world_count(&w, ""), 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(only_a_sender_whose_library_is_open_may_send)
{
    struct clock c;
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct actor sender = sender_of(&w, library);
    struct sending s = read_json(&w, ROW("1", "Saman"));
    const struct env *env = clock_set(&c, SENDER_START);
    const struct actor stranger = {.kind = ACTOR_STRANGER, .agency = library};
    CHECK(sending_take(w.store->db, &stranger, &s, env, 0) == ERR_DENIED);
    CHECK(sending_take(w.store->db, &world_operator, &s, env, 0) == ERR_DENIED);
    CHECK(push_switch(w.store->db, &world_operator, library, false, 1) == OK);
    CHECK(sending_take(w.store->db, &sender, &s, env, 0) == ERR_DENIED);
    CHECK_INT(s.item[0].outcome, SENT_LEFT);
    CHECK_INT(world_count(&w, ""), 0);
    world_end(&w);
}

TEST(bodies_that_are_none_are_refused_whole)
{
    static const char *const bad[] = {"",
                                      "null",
                                      "17",
                                      "\"x\"",
                                      "[]",
                                      "[1",
                                      "{\"records\":[]}",
                                      ROW("1", "a") " x",
                                      "{\"records\":[" ROW("1", "a") "],\"lain\":1}"};
    struct sending s;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(sending_read(str_of(bad[i]), SOURCE_MARCJSON, mem, &s) == ERR_FORMAT);
    CHECK(sending_read(STR("<a/>"), SOURCE_MARCXML, mem, &s) == ERR_FORMAT);
}

TEST(more_than_five_hundred_are_too_many)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct sending s;
    for (int i = 0; i <= SENDING_RECORDS_MAX; i++)
        buf_printf(&b, "%s{\"number\":%d,\"title\":\"t\"}", i ? "," : "[", i);
    buf_add_char(&b, ']');
    CHECK(sending_read(buf_str(&b), SOURCE_MARCJSON, mem, &s) == ERR_LIMIT);
}

/* ---- once ---- */

static enum once_state begin(struct world *w, const struct once *o, int64_t now)
{
    enum once_state state = ONCE_ANOTHER;
    int status = 0;
    struct str answer = {0};
    CHECK(once_begin(w->store->db, o, now, w->mem, &state, &status, &answer) == OK);
    if (state == ONCE_DONE) {
        CHECK_INT(status, 200);
        CHECK_STR(answer, "jawaban");
    }
    return state;
}

TEST(what_comes_twice_is_done_once_for_a_day)
{
    struct world w = world_make(mem);
    const struct once one = {world_library(&w, "A"), STR("kunci"), digest_of(STR("isi"))};
    struct once other = one, elsewhere = one;
    other.digest = digest_of(STR("isi lain"));
    elsewhere.agency = world_library(&w, "B");
    CHECK_INT(begin(&w, &one, 1000), ONCE_FIRST);
    CHECK_INT(begin(&w, &one, 2000), ONCE_WORKED);
    CHECK_INT(begin(&w, &other, 2000), ONCE_ANOTHER);
    CHECK(once_end(w.store->db, &one, 200, STR("jawaban")) == OK);
    CHECK_INT(begin(&w, &one, 3000), ONCE_DONE);
    CHECK_INT(begin(&w, &other, 3000), ONCE_ANOTHER);
    CHECK_INT(begin(&w, &elsewhere, 3000), ONCE_FIRST);
    CHECK_INT(begin(&w, &one, ONCE_LIFE + 999), ONCE_DONE);
    CHECK_INT(begin(&w, &other, ONCE_LIFE + 1001), ONCE_FIRST);
    world_end(&w);
}

TEST(what_was_not_done_to_its_end_is_done_by_the_next)
{
    struct world w = world_make(mem);
    const struct once one = {world_library(&w, "A"), STR("kunci"), digest_of(STR("isi"))};
    CHECK_INT(begin(&w, &one, 1000), ONCE_FIRST);
    CHECK_INT(begin(&w, &one, 1000 + ONCE_WORKING), ONCE_FIRST);
    CHECK_INT(begin(&w, &one, 1001 + ONCE_WORKING), ONCE_WORKED);
    CHECK(once_drop(w.store->db, &one) == OK);
    CHECK_INT(begin(&w, &one, 1002 + ONCE_WORKING), ONCE_FIRST);
    world_end(&w);
}
