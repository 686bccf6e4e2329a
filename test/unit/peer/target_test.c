/* target_test.c -- a catalogue whose answers are within bounds one by one, and without end. */
#include "peer/target.h"

#include <string.h>

#include "server.h"
#include "test.h"

TEST(all_answers_to_one_question_together_are_bounded)
{
    struct server s;
    struct buf CLEANUP(buf_release) page = BUF(TARGET_BYTES_MAX);
    buf_add(&page, STR("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
                       "<modsCollection xmlns:slims=\"x\"><slims:resultInfo>"
                       "<slims:modsResultNum>1000</slims:modsResultNum>"
                       "<slims:modsResultShowed>1</slims:modsResultShowed></slims:resultInfo>"
                       "<mods ID=\"1\"><titleInfo><title>Saman</title></titleInfo></mods><!--"));
    while (page.n < (9 << 20)) buf_add(&page, STR("0123456789abcdef0123456789abcdef"));
    buf_add(&page, STR("--></modsCollection>"));
    buf_add_char(&page, '\0');
    server_begin(&s, page.p);
    const struct target_site site = {.kind = TARGET_SLIMS,
                                     .address = arena_printf(mem, "http://127.0.0.1:%d/", s.port),
                                     .seconds = 60,
                                     .private_ok = true};
    const struct target_query q = {.text = STR("saman")};
    struct target *t = target_open(env_system(), &site, NULL, NULL);
    struct target_answer r;
    CHECK_INT(target_ask(t, &q, 1, TARGET_RECORDS_MAX, mem, &r), OK);
    CHECK_INT(r.outcome, TARGET_UNREACHABLE);
    CHECK_INT(r.trouble, FETCH_LARGE);
    CHECK(atomic_load(&s.asked) <= TARGET_ALL_BYTES / (9 << 20) + 2);
    target_close(t);
    server_end(&s);
}
