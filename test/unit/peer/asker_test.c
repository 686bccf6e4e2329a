/* asker_test.c -- several catalogues at once: a slow one holds nobody else, the same question is
 * asked once, and giving up does not wait. */
#include "peer/asker.h"

#include "server.h"
#include "test.h"

#define FOUND                                                                                      \
    "<r:searchRetrieveResponse><r:numberOfRecords>1</r:numberOfRecords><r:records><r:record>"      \
    "<r:recordData><dc><title>Saman</title></dc></r:recordData></r:record></r:records>"            \
    "</r:searchRetrieveResponse>"
#define ANSWER "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" FOUND

static struct asker_question question(struct arena *mem, const struct server *s, int64_t target,
                                      struct str words)
{
    return (struct asker_question){
        .target = target,
        .site = {.kind = TARGET_SRU,
                 .address = arena_printf(mem, "http://127.0.0.1:%d/", s->port),
                 .seconds = 30,
                 .private_ok = true},
        .query = {.text = words},
        .start = 1,
        .n = 5};
}

TEST(a_slow_target_holds_nobody_else_and_is_not_asked_more_than_it_may)
{
    struct server quick, slow;
    struct asker *x = asker_new(env_system());
    const struct target_answer *r;
    struct asked *hold;
    server_begin(&quick, ANSWER);
    server_begin(&slow, NULL);
    for (int i = 0; i < ASKER_LISTED_OF_TARGET; i++) {
        struct asker_question q = question(mem, &slow, 7, arena_printf(mem, "kata%d", i));
        CHECK_INT(asker_want(x, &q), OK);
    }
    struct asker_question q = question(mem, &quick, 8, STR("saman"));
    struct digest key = asker_key(&q);
    CHECK_INT(asker_want(x, &q), OK);
    asker_wait(x, &key, 1, 20000000);
    CHECK_INT(asker_look(x, key, &r, &hold), ASKER_DONE);
    CHECK_INT(r->outcome, TARGET_ANSWERED);
    CHECK_STR(r->hits.item[0].record.bib.title, "Saman");
    asker_drop(x, hold);
    CHECK(atomic_load(&slow.asked) <= ASKER_OF_TARGET);
    struct asker_question never =
        question(mem, &slow, 7, arena_printf(mem, "kata%d", ASKER_LISTED_OF_TARGET - 1));
    CHECK_INT(asker_look(x, asker_key(&never), &r, &hold), ASKER_WAITING);
    asker_free(x); /* gives up, without waiting for the thirty seconds */
    server_end(&quick);
    server_end(&slow);
}

TEST(the_same_question_is_asked_once)
{
    struct server s;
    struct asker *x = asker_new(env_system());
    const struct target_answer *r;
    struct asked *hold;
    server_begin(&s, ANSWER);
    struct asker_question q = question(mem, &s, 1, STR("saman"));
    struct digest key = asker_key(&q);
    for (int i = 0; i < 10; i++) CHECK_INT(asker_want(x, &q), OK);
    asker_wait(x, &key, 1, 20000000);
    CHECK_INT(asker_want(x, &q), OK);
    CHECK_INT(asker_look(x, key, &r, &hold), ASKER_DONE);
    asker_drop(x, hold);
    CHECK_INT(atomic_load(&s.asked), 1);
    q.query.field = TARGET_TITLE;
    CHECK_INT(asker_look(x, asker_key(&q), &r, &hold), ASKER_UNKNOWN);
    asker_free(x);
    server_end(&s);
}

TEST(questions_are_bounded)
{
    struct server slow;
    struct asker *x = asker_new(env_system());
    enum err e = OK;
    int n = 0;
    server_begin(&slow, NULL);
    for (; !e && n < 2 * ASKER_KEPT; n++) {
        struct asker_question q = question(mem, &slow, 7, arena_printf(mem, "kata%d", n));
        e = asker_want(x, &q);
    }
    CHECK_INT(e, ERR_BUSY);
    CHECK(n <= ASKER_LISTED_OF_TARGET + ASKER_OF_TARGET + 1);
    struct asker_question other = question(mem, &slow, 8, STR("kata"));
    CHECK_INT(asker_want(x, &other), OK); /* whom the slow one leaves alone */
    asker_free(x);
    server_end(&slow);
}
