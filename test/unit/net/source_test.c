/* source_test.c -- answers made piece by piece. */
#include <string.h>
#include <unistd.h>

#include "client.h"

/* The bytes inside chunks; *ret_whole when the last chunk came. */
static struct str unchunk(struct arena *a, struct str body, bool *ret_whole)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 20);
    *ret_whole = false;
    while (body.n) {
        size_t n = 0, at = 0;
        for (; at < body.n && body.p[at] != '\r'; at++)
            n = n * 16 +
                (size_t)(body.p[at] <= '9' ? body.p[at] - '0' : (body.p[at] | 32) - 'a' + 10);
        if (n == 0) *ret_whole = true;
        if (n == 0 || at + 2 + n > body.n) break;
        buf_add(&b, str_slice(body, at + 2, at + 2 + n));
        body = str_slice(body, at + 4 + n, body.n);
    }
    return arena_copy(a, buf_str(&b));
}

static bool in_order(struct str text)
{
    for (size_t i = 0; i * 10 + 10 <= text.n; i++) {
        uint64_t n = 0;
        if (str_to_u64(str_slice(text, i * 10, i * 10 + 9), &n) || n != i) return false;
    }
    return true;
}

static void wait_ended(int n)
{
    for (int i = 0; i < 100 && sources_ended() < n; i++) sleep_ms(20);
    CHECK_INT(sources_ended(), n);
}

static struct str fetch(const struct served *s, struct arena *a, const char *method,
                        const char *path)
{
    int fd = dial(s);
    send_bytes(fd, arena_printf(a, "%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", method,
                                path));
    struct str answer = receive(a, fd, 5000);
    close(fd);
    return answer;
}

TEST(an_answer_in_pieces_comes_whole_and_in_order)
{
    struct served s;
    bool whole = false;
    serve(&s, NULL);
    struct str answer = fetch(&s, mem, "GET", "/long");
    CHECK_INT(status_of(answer), 200);
    CHECK(has_header(answer, "Transfer-Encoding: chunked"));
    struct str body = unchunk(mem, body_of(answer), &whole);
    CHECK(whole);
    CHECK_INT(body.n, 1000000);
    CHECK(in_order(body));
    wait_ended(1);
    serve_end(&s);
}

TEST(one_that_fails_is_seen_to_be_cut)
{
    struct served s;
    bool whole = true;
    serve(&s, NULL);
    struct str body = unchunk(mem, body_of(fetch(&s, mem, "GET", "/long-broken")), &whole);
    CHECK(!whole);
    CHECK(in_order(body));
    wait_ended(1);
    serve_end(&s);
}

TEST(head_of_one_makes_no_piece)
{
    struct served s;
    serve(&s, NULL);
    struct str answer = fetch(&s, mem, "HEAD", "/long");
    CHECK_INT(status_of(answer), 200);
    CHECK_INT(body_of(answer).n, 0);
    wait_ended(1);
    serve_end(&s);
}

TEST(a_client_that_goes_away_ends_it)
{
    struct served s;
    serve(&s, NULL);
    int fd = dial(&s);
    send_bytes(fd, STR("GET /long-endless HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(receive(mem, fd, 3000).n > 100000);
    close(fd);
    wait_ended(1);
    CHECK_STR(body_of(ask(&s, mem, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")), "hello");
    serve_end(&s);
}

static void briefly(struct http_config *c)
{
    c->request_seconds = 1;
}

TEST(it_has_no_deadline_and_stopping_does_not_wait_for_it)
{
    struct served s;
    serve(&s, briefly);
    int fd = dial(&s);
    send_bytes(fd, STR("GET /long-endless HTTP/1.1\r\nHost: a\r\n\r\n"));
    char some[1000];
    for (int i = 0; i < 15; i++) {
        CHECK(read(fd, some, sizeof some) > 0);
        sleep_ms(100);
    }
    int64_t before = now_ms();
    http_stop(s.server, 1);
    CHECK(now_ms() - before < 6000);
    CHECK_INT(sources_ended(), 1);
    close(fd);
}

TEST(many_at_once)
{
    struct served s;
    int fd[12];
    serve(&s, NULL);
    for (int i = 0; i < 12; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR("GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    }
    for (int i = 0; i < 12; i++) {
        bool whole = false;
        struct str body = unchunk(mem, body_of(receive(mem, fd[i], 5000)), &whole);
        CHECK(whole && body.n == 1000000 && in_order(body));
        close(fd[i]);
    }
    wait_ended(12);
    serve_end(&s);
}
