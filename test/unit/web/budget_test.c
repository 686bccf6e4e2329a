/* budget_test.c -- what strangers may spend on searching, and who goes first. */
#include "web/budget.h"

#include "test.h"
#include "web/known.h"

enum { SECOND = 1000000 };

struct clock {
    struct env env;
    int64_t now;
};

static int64_t clock_now(const struct env *env)
{
    return ((const struct clock *)env->state)->now;
}

static struct budget *begin(struct clock *c, int seconds)
{
    *c = (struct clock){*env_system(), INT64_C(1000) * SECOND};
    c->env.monotonic = clock_now;
    c->env.state = c;
    return budget_new(&c->env, seconds);
}

/* A search that takes `us`; how long it was made to wait instead, 0: it was let in. */
static int64_t search(struct budget *b, enum purse p, const char *peer, int64_t us)
{
    int64_t wait = 0;
    enum err e = budget_enter(b, p, str_of(peer), &wait);
    if (!e) budget_leave(b, p, str_of(peer), us);
    CHECK((e == OK) == (wait == 0));
    return wait;
}

TEST(an_address_spends_its_seconds_and_then_a_quarter_of_a_processor)
{
    struct clock c;
    struct budget *b = begin(&c, 20);
    for (int i = 0; i < 20; i++) CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.7", SECOND), 0);
    int64_t wait = search(b, PURSE_STRANGERS, "203.0.113.7", SECOND);
    CHECK(wait > 0 && wait <= 4000); /* a millisecond is back after four */
    CHECK_INT(search(b, PURSE_STRANGERS, "198.51.100.7", SECOND), 0);
    c.now += 40 * SECOND;
    for (int i = 0; i < 10; i++) CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.7", SECOND), 0);
    CHECK(search(b, PURSE_STRANGERS, "203.0.113.7", SECOND) > 0);
    CHECK_INT(budget_refused(b), 2);
    budget_free(b);
}

TEST(what_was_overdrawn_is_waited_for)
{
    struct clock c;
    struct budget *b = begin(&c, 1);
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.7", 990000), 0);
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.7", 500000), 0);
    int64_t wait = search(b, PURSE_STRANGERS, "203.0.113.7", 1);
    CHECK(wait > 1900000 && wait < 2100000);
    c.now += wait;
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.7", 1), 0);
    budget_free(b);
}

TEST(many_addresses_of_one_network_have_one_purse_together)
{
    struct clock c;
    struct budget *b = begin(&c, 1);
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.1", SECOND), 0);
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.2", SECOND), 0);
    CHECK(search(b, PURSE_STRANGERS, "203.0.113.3", SECOND) > 0);
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.114.3", SECOND), 0);
    CHECK_INT(search(b, PURSE_STRANGERS, "2001:db8:1:1::1", SECOND), 0);
    CHECK(search(b, PURSE_STRANGERS, "2001:db8:1:1:ffff::2", SECOND) > 0); /* one subscriber */
    CHECK_INT(search(b, PURSE_STRANGERS, "2001:db8:1:2::1", SECOND), 0);
    CHECK(search(b, PURSE_STRANGERS, "2001:db8:1:3::1", SECOND) > 0);
    CHECK_INT(search(b, PURSE_STRANGERS, "2001:db8:2:1::1", SECOND), 0);
    budget_free(b);
}

TEST(programs_have_a_smaller_purse_of_their_own_and_two_places)
{
    struct clock c;
    struct budget *b = begin(&c, 4);
    int64_t wait = 0;
    CHECK_INT(search(b, PURSE_MACHINES, "203.0.113.7", SECOND), 0);
    CHECK(search(b, PURSE_MACHINES, "203.0.113.7", SECOND) > 0);
    CHECK_INT(search(b, PURSE_STRANGERS, "203.0.113.7", SECOND), 0);
    CHECK_INT(budget_enter(b, PURSE_MACHINES, STR("192.0.2.1"), &wait), OK);
    CHECK_INT(budget_enter(b, PURSE_MACHINES, STR("192.0.3.1"), &wait), OK);
    CHECK_INT(budget_enter(b, PURSE_MACHINES, STR("192.0.4.1"), &wait), ERR_BUSY);
    budget_leave(b, PURSE_MACHINES, STR("192.0.2.1"), 1);
    CHECK_INT(budget_enter(b, PURSE_MACHINES, STR("192.0.4.1"), &wait), OK);
    budget_free(b);
}

TEST(this_computer_is_no_stranger)
{
    struct clock c;
    struct budget *b = begin(&c, 1);
    for (int i = 0; i < 100; i++) {
        CHECK_INT(search(b, PURSE_STRANGERS, "127.0.0.1", SECOND), 0);
        CHECK_INT(search(b, PURSE_STRANGERS, "::1", SECOND), 0);
    }
    budget_free(b);
}

TEST(a_session_is_known_until_it_is_found_to_be_none)
{
    struct known *k = known_new();
    CHECK(!known_has(k, STR("a secret")));
    CHECK(!known_has(k, STR("")));
    known_set(k, STR("another"), false); /* nobody is pushed out by a guess */
    known_set(k, STR("a secret"), true);
    CHECK(known_has(k, STR("a secret")));
    CHECK(!known_has(k, STR("a secreT")));
    known_set(k, STR("a secret"), false);
    CHECK(!known_has(k, STR("a secret")));
    known_free(k);
}
