/* server_test.c -- answers, slowness, uploads and endings over real sockets. */
#include <stdio.h>
#include <stdlib.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "client.h"

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

TEST(an_answer_carries_its_length_date_and_request_id)
{
    struct served s;
    serve(&s, NULL);
    struct str answer = ask(&s, mem, HELLO);
    CHECK_INT(status_of(answer), 200);
    CHECK_STR(body_of(answer), "hello");
    CHECK(has_header(answer, "Content-Length: 5"));
    CHECK(str_find(answer, STR("\r\nDate: ")) < answer.n);
    size_t id = str_find(answer, STR("\r\nX-Request-Id: "));
    CHECK(id < answer.n);
    CHECK_INT(str_find_char(answer, '\r', id + 2) - id - 16, 10);
    serve_end(&s);
}

TEST(head_gives_the_headers_of_get_without_a_body)
{
    struct served s;
    serve(&s, NULL);
    int fd = dial(&s);
    send_bytes(fd, STR("HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    struct str answer = receive(mem, fd, 3000);
    CHECK_INT(status_of(answer), 200);
    CHECK(has_header(answer, "Content-Length: 5"));
    CHECK_STR(body_of(answer), "");
    close(fd);
    serve_end(&s);
}

TEST(a_connection_is_used_again_and_pipelined_requests_are_answered_in_order)
{
    struct served s;
    serve(&s, NULL);
    int fd = dial(&s);
    for (int i = 0; i < 3; i++) {
        send_bytes(fd, STR(HELLO));
        CHECK_STR(body_of(receive(mem, fd, 3000)), "hello");
    }
    send_bytes(fd, STR("GET /none HTTP/1.1\r\nHost: a\r\n\r\n" HELLO));
    struct str both = receive(mem, fd, 3000);
    if (str_find(both, STR("hello")) > both.n) {
        struct str more = receive(mem, fd, 3000);
        both = arena_printf(mem, "%.*s%.*s", STR_ARG(both), STR_ARG(more));
    }
    CHECK(str_find(both, STR("404")) < str_find(both, STR("hello")));
    CHECK(str_find(both, STR("hello")) < both.n);
    close(fd);
    serve_end(&s);
}

TEST(a_request_that_comes_byte_by_byte_is_the_same_request)
{
    static const char bytes[] =
        "POST /echo?a=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    struct served s;
    serve(&s, NULL);
    int fd = dial(&s);
    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        send_bytes(fd, (struct str){bytes + i, 1});
        sleep_ms(1);
    }
    CHECK_STR(body_of(receive(mem, fd, 3000)), "abc");
    close(fd);
    serve_end(&s);
}

TEST(chunked_bodies_are_put_together)
{
    struct served s;
    serve(&s, NULL);
    CHECK_STR(body_of(ask(&s, mem,
                          "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")),
              "abcde");
    serve_end(&s);
}

/* libmicrohttpd 0.9 ignores them, as RFC 9112 7.1.1 wants; 1.0 refuses the request. */
TEST(extensions_of_chunks_are_never_taken_for_text)
{
    struct served s;
    serve(&s, NULL);
    struct str answer = ask(&s, mem,
                            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "3;x=y\r\nabc\r\n0\r\n\r\n");
    CHECK(status_of(answer) == 400 || str_eq(body_of(answer), STR("abc")));
    serve_end(&s);
}

TEST(long_texts_are_compressed_for_those_who_can_read_that)
{
    struct served s;
    serve(&s, NULL);
    struct str plain = ask(&s, mem, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK_INT(body_of(plain).n, 200000);
    CHECK(has_header(plain, "Vary: Accept-Encoding"));
    struct str small =
        ask(&s, mem, "GET /big HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n");
    CHECK(has_header(small, "Content-Encoding: gzip"));
    CHECK(body_of(small).n < 2000);
    unsigned char *back = arena_alloc(mem, 300000);
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)body_of(small).p,
                  .avail_in = (unsigned)body_of(small).n,
                  .next_out = back,
                  .avail_out = 300000};
    CHECK_INT(inflateInit2(&z, 31), Z_OK);
    CHECK_INT(inflate(&z, Z_FINISH), Z_STREAM_END);
    CHECK_INT(z.total_out, 200000);
    CHECK(memcmp(back, body_of(plain).p, 200000) == 0);
    inflateEnd(&z);
    struct str no =
        ask(&s, mem, "GET /big HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0\r\n\r\n");
    CHECK(!has_header(no, "Content-Encoding: gzip"));
    serve_end(&s);
}

/* ---- slowness ---- */

static void wait_for_slow(int n)
{
    for (int i = 0; i < 1000 && slow_running() < n; i++) sleep_ms(5);
    CHECK_INT(slow_running(), n);
}

TEST(slow_handlers_do_not_delay_another_request)
{
    struct served s;
    int fd[3];
    serve(&s, NULL);
    for (int i = 0; i < 3; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    wait_for_slow(3);
    int64_t began = now_ms();
    CHECK_INT(status_of(ask(&s, mem, HELLO)), 200);
    CHECK(now_ms() - began < 1000);
    CHECK_INT(slow_running(), 3);
    slow_release();
    for (int i = 0; i < 3; i++) {
        CHECK_INT(status_of(receive(mem, fd[i], 3000)), 200);
        close(fd[i]);
    }
    serve_end(&s);
}

static void one_second(struct http_config *c)
{
    c->request_seconds = 1;
}

TEST(a_handler_past_its_deadline_gives_503_while_it_still_runs)
{
    struct served s;
    serve(&s, one_second);
    int64_t began = now_ms();
    struct str answer = ask(&s, mem, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK_INT(status_of(answer), 503);
    CHECK(has_header(answer, "Retry-After: 5"));
    CHECK(now_ms() - began < 1290); /* the handler goes on until 1300 */
    CHECK_INT(slow_running(), 1);
    serve_end(&s);
    CHECK_INT(slow_running(), 0);
}

static void idle_one_second(struct http_config *c)
{
    c->idle_seconds = 1;
}

TEST(a_client_that_drips_its_headers_is_cut)
{
    struct served s;
    serve(&s, idle_one_second);
    int fd = dial(&s);
    int64_t began = now_ms();
    send_bytes(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\n"));
    struct str got = {0};
    while (now_ms() - began < 12000) { /* a byte each half second keeps a simple timeout away */
        char c;
        send_bytes(fd, STR("X"));
        sleep_ms(500);
        ssize_t n = read(fd, &c, 0) == 0 ? 1 : 0;
        (void)n;
        got = receive(mem, fd, 1);
        if (got.n) break;
        if (send(fd, "", 0, 0) < 0) break;
        char probe;
        if (recv(fd, &probe, 1, 0x40 /* MSG_DONTWAIT */) == 0) break;
    }
    CHECK(now_ms() - began < 9000);
    close(fd);
    serve_end(&s);
}

TEST(a_silent_connection_is_closed)
{
    struct served s;
    serve(&s, idle_one_second);
    int fd = dial(&s);
    int64_t began = now_ms();
    CHECK_STR(receive(mem, fd, 8000), "");
    CHECK(now_ms() - began < 7500);
    close(fd);
    serve_end(&s);
}

/* ---- limits ---- */

static void ten_connections(struct http_config *c)
{
    c->connections_max = 40; /* ten for one address */
}

TEST(one_address_holds_a_quarter_of_the_connections)
{
    struct served s;
    int fd[12], answered = 0;
    serve(&s, ten_connections);
    for (int i = 0; i < 12; i++) {
        fd[i] = dial(&s);
        send_bytes(fd[i], STR(HELLO));
        if (status_of(receive(mem, fd[i], 1000)) == 200) answered++;
    }
    CHECK_INT(answered, 10);
    for (int i = 0; i < 12; i++) close(fd[i]);
    serve_end(&s);
}

TEST(a_collected_body_over_its_limit_is_413_before_it_is_sent)
{
    struct served s;
    serve(&s, NULL);
    int64_t began = now_ms();
    CHECK_INT(status_of(ask(&s, mem,
                            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n")),
              413);
    CHECK(now_ms() - began < 2000);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n"));
    for (int i = 0; i < 100001; i++) buf_add_char(&b, 'x');
    buf_add_char(&b, '\0');
    CHECK_INT(status_of(ask(&s, mem, b.p)), 413);
    serve_end(&s);
}

TEST(a_client_that_expects_100_is_told_to_go_on_or_refused_at_once)
{
    struct served s;
    serve(&s, NULL);
    int fd = dial(&s);
    send_bytes(
        fd,
        STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    struct str go_on = receive(mem, fd, 500);
    CHECK(str_starts(go_on, STR("HTTP/1.1 100")));
    send_bytes(fd, STR("abc"));
    CHECK_STR(body_of(receive(mem, fd, 3000)), "abc");
    close(fd);
    CHECK_INT(status_of(ask(&s, mem,
                            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n"
                            "Expect: 100-continue\r\n\r\n")),
              413);
    serve_end(&s);
}

/* ---- uploads ---- */

static long resident_kb(void)
{
    long pages = 0, ignored;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &ignored, &pages) != 2) pages = 0;
    if (f) fclose(f);
    return pages * 4;
}

static void send_many(int fd, int64_t bytes)
{
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (; bytes > 0; bytes -= (int64_t)sizeof block)
        send_bytes(
            fd, (struct str){block, bytes < (int64_t)sizeof block ? (size_t)bytes : sizeof block});
}

TEST(an_upload_of_50_MB_flows_through_without_being_kept)
{
    const int64_t size = 50 << 20;
    struct served s;
    serve(&s, NULL);
    uploads_reset();
    int fd = dial(&s);
    struct str head = arena_printf(
        mem, "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: %lld\r\n\r\n", (long long)size);
    send_bytes(fd, head);
    send_many(fd, 1 << 20);
    long before = resident_kb();
    send_many(fd, size - (1 << 20));
    struct str answer = receive(mem, fd, 10000);
    long after = resident_kb();
    CHECK_INT(status_of(answer), 200);
    CHECK_STR(body_of(answer), "52428800");
    CHECK_INT(uploads_seen().completed, 1);
    CHECK_INT(uploads_seen().broken, 0);
    CHECK(after - before < 8000);
    close(fd);
    serve_end(&s);
}

TEST(an_upload_whose_client_goes_away_is_closed_as_incomplete)
{
    struct served s;
    serve(&s, NULL);
    uploads_reset();
    int fd = dial(&s);
    send_bytes(fd, STR("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"));
    send_many(fd, 500000);
    close(fd);
    for (int i = 0; i < 400 && !uploads_seen().broken; i++) sleep_ms(5);
    CHECK_INT(uploads_seen().opened, 1);
    CHECK_INT(uploads_seen().broken, 1);
    CHECK_INT(uploads_seen().completed, 0);
    serve_end(&s);
}

TEST(an_upload_that_is_refused_or_cannot_be_kept_says_why)
{
    struct served s;
    serve(&s, NULL);
    uploads_reset();
    CHECK_INT(
        status_of(ask(&s, mem,
                      "POST /upload-denied HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")),
        403);
    CHECK_INT(
        status_of(
            ask(&s, mem, "POST /upload-full HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")),
        507);
    for (int i = 0; i < 400 && !uploads_seen().broken; i++) sleep_ms(5);
    CHECK_INT(uploads_seen().completed, 0);
    CHECK_INT(uploads_seen().broken, 1);
    serve_end(&s);
}

static void small_stream(struct http_config *c)
{
    c->stream_max = 100000;
}

TEST(a_streamed_upload_that_grows_over_its_limit_is_413)
{
    struct served s;
    serve(&s, small_stream);
    uploads_reset();
    int fd = dial(&s);
    send_bytes(fd, STR("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    for (int i = 0; i < 200; i++) {
        send_bytes(fd, STR("400\r\n"));
        send_many(fd, 1024);
        send_bytes(fd, STR("\r\n"));
    }
    send_bytes(fd, STR("0\r\n\r\n"));
    CHECK_INT(status_of(receive(mem, fd, 5000)), 413);
    close(fd);
    for (int i = 0; i < 400 && !uploads_seen().broken; i++) sleep_ms(5);
    CHECK_INT(uploads_seen().broken, 1);
    CHECK(uploads_seen().bytes <= 100000);
    serve_end(&s);
}

/* ---- who asks ---- */

static void trusting(struct http_config *c)
{
    static struct str proxy[] = {STR_INIT("127.0.0.1")};
    c->trusted_proxies = (struct strs){proxy, 1, 1};
}

TEST(a_forwarded_address_is_believed_only_from_a_trusted_proxy)
{
    static const char bytes[] =
        "GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.9, 203.0.113.7\r\n\r\n";
    struct served s;
    serve(&s, NULL);
    CHECK_STR(body_of(ask(&s, mem, bytes)), "127.0.0.1");
    serve_end(&s);
    serve(&s, trusting);
    CHECK_STR(body_of(ask(&s, mem, bytes)), "203.0.113.7");
    CHECK_STR(
        body_of(ask(&s, mem, "GET /peer HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: rm -rf\r\n\r\n")),
        "127.0.0.1");
    serve_end(&s);
}

/* ---- endings ---- */

static void *stop_later(void *arg)
{
    (void)arg;
    sleep_ms(400);
    slow_release();
    return NULL;
}

TEST(stopping_lets_a_running_request_finish_and_takes_no_new_one)
{
    struct served s;
    pthread_t thread;
    serve(&s, NULL);
    int fd = dial(&s);
    send_bytes(fd, STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    wait_for_slow(1);
    CHECK_INT(pthread_create(&thread, NULL, stop_later, NULL), 0);
    http_stop(s.server, 5);
    CHECK_INT(status_of(receive(mem, fd, 1000)), 200);
    pthread_join(thread, NULL);
    close(fd);
}

TEST(stopping_does_not_wait_for_a_handler_beyond_its_patience)
{
    struct served s;
    serve(&s, one_second);
    int fd = dial(&s);
    send_bytes(fd, STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    wait_for_slow(1);
    int64_t began = now_ms();
    http_stop(s.server, 0);
    CHECK_INT(status_of(receive(mem, fd, 1000)), 503);
    CHECK(now_ms() - began < 3000);
    close(fd);
}

TEST(an_address_that_cannot_be_used_says_why)
{
    struct served s;
    struct http_server *other = NULL;
    serve(&s, NULL);
    struct http_config c = s.config;
    c.listen = arena_printf(mem, "127.0.0.1:%d", http_port(s.server));
    CHECK_INT(http_start(&c, &other), ERR_BUSY);
    c.listen = STR("localhost");
    CHECK_INT(http_start(&c, &other), ERR_ARG);
    c.listen = STR("127.0.0.1:99999");
    CHECK_INT(http_start(&c, &other), ERR_ARG);
    c.listen = STR("198.51.100.1:0");
    CHECK_INT(http_start(&c, &other), ERR_ARG);
    CHECK(other == NULL);
    serve_end(&s);
}
