/* lane_test.c -- however many others there are, who goes first is answered. */
#include <unistd.h>

#include "client.h"

enum { WORKERS = 4, OTHERS = 40 };

static bool comes_first(void *ctx, const struct http_request *rq)
{
    (void)ctx;
    return http_header(rq, "x-test").n > 0;
}

static void four_workers(struct http_config *c)
{
    c->workers = WORKERS;
    c->first = comes_first;
    c->connections_max = 2000;
}

static void wait_for_slow(int n)
{
    for (int i = 0; i < 2000 && slow_running() < n; i++) sleep_ms(5);
    CHECK_INT(slow_running(), n);
}

TEST(others_never_have_all_workers)
{
    struct served s;
    int fd[OTHERS];
    serve(&s, four_workers);
    for (int i = 0; i < OTHERS; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    wait_for_slow(WORKERS - 1);
    for (int i = 0; i < 50; i++) {
        struct str answer = ask(&s, mem, "GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: me\r\n\r\n");
        CHECK_INT(status_of(answer), 200);
    }
    CHECK_INT(slow_running(), WORKERS - 1);
    slow_release();
    for (int i = 0; i < OTHERS; i++) { /* they only waited */
        CHECK_INT(status_of(receive(mem, fd[i], 5000)), 200);
        close(fd[i]);
    }
    serve_end(&s);
}

static bool is_slow(void *ctx, const struct http_request *rq)
{
    (void)ctx;
    return str_eq(rq->path, STR("/slow"));
}

static void six_workers(struct http_config *c)
{
    four_workers(c);
    c->workers = 6; /* one for who goes first, five for others, three of them for what is dear */
    c->dear = is_slow;
}

TEST(what_is_quick_does_not_wait_for_what_is_dear)
{
    struct served s;
    int fd[OTHERS];
    serve(&s, six_workers);
    for (int i = 0; i < OTHERS; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    wait_for_slow(3);
    for (int i = 0; i < 50; i++)
        CHECK_INT(status_of(ask(&s, mem, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")), 200);
    CHECK_INT(slow_running(), 3);
    slow_release();
    for (int i = 0; i < OTHERS; i++) { /* they only waited */
        CHECK_INT(status_of(receive(mem, fd[i], 5000)), 200);
        close(fd[i]);
    }
    serve_end(&s);
}

TEST(who_goes_first_may_have_all_workers)
{
    struct served s;
    int fd[WORKERS];
    serve(&s, four_workers);
    for (int i = 0; i < WORKERS; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR("GET /slow HTTP/1.1\r\nHost: a\r\nX-Test: me\r\n\r\n"));
    }
    wait_for_slow(WORKERS);
    slow_release();
    for (int i = 0; i < WORKERS; i++) {
        CHECK_INT(status_of(receive(mem, fd[i], 5000)), 200);
        close(fd[i]);
    }
    serve_end(&s);
}

TEST(a_full_queue_of_others_is_not_in_the_way)
{
    struct served s;
    enum { MANY = 300 };
    int fd[MANY], refused = 0;
    serve(&s, four_workers);
    for (int i = 0; i < MANY; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    wait_for_slow(WORKERS - 1);
    struct str other = ask(&s, mem, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK_INT(status_of(other), 503);
    struct str answer = ask(&s, mem, "GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: me\r\n\r\n");
    CHECK_INT(status_of(answer), 200);
    slow_release();
    for (int i = 0; i < MANY; i++) {
        refused += status_of(receive(mem, fd[i], 5000)) == 503;
        close(fd[i]);
    }
    CHECK(refused > 0 && refused < 60);
    serve_end(&s);
}
