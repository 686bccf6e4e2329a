/* live_test.c -- what is kept of live answers when the table is full. */
#include "peer/live.h"

#include "server.h"
#include "test.h"

enum { LIBRARIES = 64, EACH = LIVE_SLOTS / LIBRARIES };

#define ANSWER                                                                                     \
    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"                                                 \
    "{\"document\":[{\"id\":\"x\",\"item\":[{\"available\":[{\"service\":\"loan\"}]}]}]}"

static struct live_question question(struct arena *a, const struct server *s, int agency, int n)
{
    return (struct live_question){
        .agency = agency,
        .url = arena_printf(a, "http://127.0.0.1:%d/%d/%d", s->port, agency, n),
        .read = daia_read,
        .private_ok = true};
}

/* A clock that goes on by a microsecond whenever somebody looks: no burst grows meanwhile, and all
 * times differ. */
static atomic_llong looked;

static int64_t clock_now(const struct env *env)
{
    (void)env;
    return atomic_fetch_add(&looked, 1);
}

static struct live_answer answer_to(struct live *l, const struct env *env,
                                    const struct live_question *q)
{
    struct live_answer r;
    live_ask(l, q, 1, env->monotonic(env) + INT64_C(20000000), &r);
    return r;
}

/* The table is full, and one library was asked as often as it may be: what it is not asked takes
 * nobody's place. */
TEST(an_answer_is_not_dropped_for_a_question_that_is_not_asked)
{
    struct server s;
    struct env env = *env_system();
    env.monotonic = clock_now;
    atomic_store(&looked, INT64_C(1000000000));
    struct live *l = live_new(&env, STR("test"));
    int dropped = LIVE_BURST - EACH;
    server_begin(&s, ANSWER);
    for (int i = 1; i <= LIBRARIES; i++)
        for (int k = 0; k < EACH; k++) {
            struct live_question q = question(mem, &s, i, k);
            CHECK_INT(answer_to(l, &env, &q).outcome, LIVE_ANSWERED);
        }
    for (int k = EACH; k < LIVE_BURST; k++) { /* these take the places of the oldest */
        struct live_question q = question(mem, &s, LIBRARIES, k);
        CHECK_INT(answer_to(l, &env, &q).outcome, LIVE_ANSWERED);
    }
    int asked = atomic_load(&s.asked);
    for (int k = LIVE_BURST; k < LIVE_BURST + 40; k++) {
        struct live_question q = question(mem, &s, LIBRARIES, k);
        CHECK_INT(answer_to(l, &env, &q).outcome == LIVE_ANSWERED, false);
    }
    CHECK_INT(atomic_load(&s.asked), asked);
    for (int i = dropped; i < LIVE_SLOTS; i++) {
        struct live_question q = question(mem, &s, i / EACH + 1, i % EACH);
        CHECK(answer_to(l, &env, &q).answered);
    }
    CHECK_INT(atomic_load(&s.asked), asked);
    live_free(l);
    server_end(&s);
}
