/* throttle_test.c -- a burst, then one try a period; other keys are not slowed; waiting helps. */
#include "base/throttle.h"

#include "test.h"

struct clock {
    struct env env;
    int64_t now;
};

static int64_t clock_now(const struct env *env)
{
    return ((const struct clock *)env->state)->now;
}

TEST(a_burst_is_free_and_then_one_try_a_period)
{
    struct clock c = {*env_system(), 5000000};
    c.env.monotonic = clock_now;
    c.env.state = &c;
    struct throttle *t = throttle_new(&c.env, 3, 1000);
    for (int i = 0; i < 3; i++) {
        CHECK_INT(throttle_wait(t, STR("a")), 0);
        throttle_take(t, STR("a"));
    }
    CHECK_INT(throttle_wait(t, STR("a")), 1000);
    CHECK_INT(throttle_wait(t, STR("b")), 0);
    c.now += 999;
    CHECK_INT(throttle_wait(t, STR("a")), 1);
    c.now += 1;
    CHECK_INT(throttle_wait(t, STR("a")), 0);
    throttle_take(t, STR("a"));
    CHECK_INT(throttle_wait(t, STR("a")), 1000);
    throttle_forget(t, STR("a"));
    CHECK_INT(throttle_wait(t, STR("a")), 0);
    throttle_free(t);
}

TEST(trying_on_without_waiting_never_locks_out)
{
    struct clock c = {*env_system(), 5000000};
    c.env.monotonic = clock_now;
    c.env.state = &c;
    struct throttle *t = throttle_new(&c.env, 3, 1000);
    for (int i = 0; i < 1000000; i++) throttle_take(t, STR("a"));
    CHECK_INT(throttle_wait(t, STR("a")), 1000);
    throttle_free(t);
}

TEST(what_is_charged_may_be_owed_and_is_waited_for)
{
    struct clock c = {*env_system(), 5000000};
    c.env.monotonic = clock_now;
    c.env.state = &c;
    struct throttle *t = throttle_new(&c.env, 10, 1000);
    throttle_charge(t, STR("a"), 9);
    CHECK_INT(throttle_wait(t, STR("a")), 0);
    throttle_charge(t, STR("a"), 5);
    CHECK_INT(throttle_wait(t, STR("a")), 5000);
    for (int i = 0; i < 1000; i++) throttle_charge(t, STR("a"), INT64_MAX);
    CHECK_INT(throttle_wait(t, STR("a")), 11000); /* never more than another burst */
    throttle_free(t);
}
