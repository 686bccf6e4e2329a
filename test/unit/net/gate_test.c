/* gate_test.c -- requests that proxies and servers read differently, byte by byte.
 *
 * Each case is refused by us; those marked LEFT reach the handler because the library below has
 * repaired them before we can see: etc/nginx/silang.conf is what refuses them. */
#include <unistd.h>

#include "base/checked.h"
#include "client.h"

struct refusal {
    const char *name, *bytes;
    int status; /* 0: closed without a word is fine too */
};

#define GET(target) "GET " target " HTTP/1.1\r\nHost: a\r\n"
#define POST        "POST /echo HTTP/1.1\r\nHost: a\r\n"

static const struct refusal framing[] = {
    {"length and chunks", POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     400},
    {"two different lengths", POST "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400},
    {"the same length twice", POST "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde", 400},
    {"a list of lengths", POST "Content-Length: 5, 5\r\n\r\nabcde", 400},
    {"a negative length", POST "Content-Length: -1\r\n\r\n", 400},
    {"a length with a plus", POST "Content-Length: +5\r\n\r\nabcde", 400},
    {"a hexadecimal length", POST "Content-Length: 0x5\r\n\r\nabcde", 400},
    {"a length beyond 64 bits", POST "Content-Length: 99999999999999999999999\r\n\r\n", 0},
    {"an empty length", POST "Content-Length:\r\n\r\n", 400},
    {"chunked twice",
     POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
          "0\r\n\r\n",
     400},
    {"xchunked", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
    {"chunked and identity", POST "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400},
    {"chunks in HTTP/1.0",
     "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"a chunk size that is no number", POST "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 0},
    {"a chunk size beyond 64 bits",
     POST "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n\r\n", 0},
    {"a body with GET", GET("/hello") "Content-Length: 5\r\n\r\nabcde", 400},
};

static const struct refusal names[] = {
    {"white space before the colon", GET("/hello") "X-Test : 1\r\n\r\n", 400},
    {"a bracket in a name", GET("/hello") "X(Test): 1\r\n\r\n", 400},
    {"a control character in a value", GET("/hello") "X-Test: a\x01z\r\n\r\n", 400},
    {"no colon", GET("/hello") "X-Test\r\n\r\n", 400},
    {"no host", "GET /hello HTTP/1.1\r\n\r\n", 400},
    {"two hosts", GET("/hello") "Host: b\r\n\r\n", 400},
    {"a host with a path", "GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"a host with a user", "GET /hello HTTP/1.1\r\nHost: x@a\r\n\r\n", 400},
    {"an empty host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", 400},
};

static const struct refusal lines[] = {
    {"a control character in the target", GET("/hel\x01lo") "\r\n", 400},
    {"a byte beyond ASCII in the target", GET("/hel\xc3\xa9lo") "\r\n", 400},
    {"a space in the target", GET("/hel lo") "\r\n", 0},
    {"a fragment", GET("/hello#x") "\r\n", 400},
    {"a backslash", GET("/hello\\x") "\r\n", 400},
    {"an absolute target", GET("http://a/hello") "\r\n", 400},
    {"an asterisk", GET("*") "\r\n", 400},
    {"an unknown method", "BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"a method in small letters", "get /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"PROPFIND", "PROPFIND /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"TRACE", "TRACE /hello HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501},
    {"HTTP/2.0", "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n", 505},
    {"HTTP/1.9", "GET /hello HTTP/1.9\r\nHost: a\r\n\r\n", 505},
    {"no version", "GET /hello\r\nHost: a\r\n\r\n", 0},
    {"a parent segment", GET("/a/../hello") "\r\n", 400},
    {"an encoded parent segment", GET("/a/%2e%2E/hello") "\r\n", 400},
    {"an encoded NUL", GET("/hello%00") "\r\n", 400},
    {"a bad escape", GET("/hello%zz") "\r\n", 400},
    {"half an escape", GET("/hello%4") "\r\n", 400},
    {"overlong UTF-8", GET("/hello%c0%af") "\r\n", 400},
    {"an empty segment", GET("//hello") "\r\n", 400},
    {"an empty segment within", GET("/a//hello.php") "\r\n", 400},
    {"two empty segments in front", GET("///hello.php") "\r\n", 400},
    {"a bad escape in the query", GET("/hello?q=%zz") "\r\n", 400},
    {"text that is not UTF-8 in the query", GET("/hello?q=%ff") "\r\n", 400},
};

static void check_refused(struct arena *mem, const struct refusal *list, size_t n)
{
    struct served s;
    serve(&s, NULL);
    for (size_t i = 0; i < n; i++) {
        struct str answer = ask(&s, mem, list[i].bytes);
        int status = status_of(answer);
        bool fine = status == list[i].status ||
                    (list[i].status == 0 && (status == 0 || (status >= 400 && status < 600)));
        if (!fine) test_fail(__FILE__, __LINE__, "%s: answered %d", list[i].name, status);
        if (status && !has_header(answer, "Connection: close"))
            test_fail(__FILE__, __LINE__, "%s: the connection stays open", list[i].name);
    }
    serve_end(&s);
}

TEST(a_body_whose_end_is_in_doubt_is_refused)
{
    check_refused(mem, framing, COUNT(framing));
}

TEST(headers_that_two_servers_read_differently_are_refused)
{
    check_refused(mem, names, COUNT(names));
}

TEST(request_lines_that_are_not_plain_are_refused)
{
    check_refused(mem, lines, COUNT(lines));
}

TEST(a_second_slash_before_a_page_of_slims_is_passed_over)
{
    struct served s;
    serve(&s, NULL);
    CHECK_INT(status_of(ask(&s, mem, GET("//hello.php") "\r\n")), 200);
    serve_end(&s);
}

TEST(nothing_after_a_refused_request_is_taken_for_a_request)
{
    struct served s;
    serve(&s, NULL);
    struct str answer = ask(&s, mem,
                            POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                 "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK_INT(status_of(answer), 400);
    CHECK(str_find(answer, STR("200 OK")) > answer.n);
    serve_end(&s);
}

TEST(targets_and_headers_beyond_their_limits_are_refused)
{
    struct served s;
    serve(&s, NULL);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("GET /hello?"));
    for (int i = 0; i < 4100; i++) buf_add_char(&b, 'q');
    buf_add(&b, STR(" HTTP/1.1\r\nHost: a\r\n\r\n"));
    buf_add_char(&b, '\0');
    CHECK_INT(status_of(ask(&s, mem, b.p)), 414);

    buf_clear(&b);
    buf_add(&b, STR("GET /hello HTTP/1.1\r\nHost: a\r\n"));
    for (int i = 0; i < 100; i++) buf_printf(&b, "X-%d: 1\r\n", i);
    buf_add(&b, STR("\r\n"));
    buf_add_char(&b, '\0');
    CHECK_INT(status_of(ask(&s, mem, b.p)), 431);

    buf_clear(&b);
    buf_add(&b, STR("GET /hello HTTP/1.1\r\nHost: a\r\nX: "));
    for (int i = 0; i < 65536; i++) buf_add_char(&b, 'x');
    buf_add(&b, STR("\r\n\r\n"));
    buf_add_char(&b, '\0');
    int status = status_of(ask(&s, mem, b.p));
    CHECK(status == 431 || status == 0);

    buf_clear(&b);
    buf_add(&b, STR("GET /hello?"));
    for (int i = 0; i < 201; i++) buf_add(&b, STR("a=1&"));
    buf_add(&b, STR(" HTTP/1.1\r\nHost: a\r\n\r\n"));
    buf_add_char(&b, '\0');
    CHECK_INT(status_of(ask(&s, mem, b.p)), 414);
    serve_end(&s);
}

/* Repaired by the library (0.9.75) before anything of ours sees them. Should one of these fail, a
 * newer library refuses it by itself: then move it up. */
TEST(what_only_nginx_can_refuse_is_at_least_harmless)
{
    static const struct {
        const char *name;
        struct str bytes;
    } left[] = {
        {"a folded line", STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: a\r\n b\r\n\r\n")},
        {"bare LF", STR_INIT("GET /hello HTTP/1.1\nHost: a\n\n")},
        {"NUL in a value", STR_INIT("GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: a\0b\r\n\r\n")},
        {"LF in chunks", STR_INIT("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked"
                                  "\r\n\r\n3\nabc\n0\n\n")},
    };
    struct served s;
    serve(&s, NULL);
    for (size_t i = 0; i < COUNT(left); i++) {
        int fd = dial(&s);
        send_bytes(fd, left[i].bytes);
        int status = status_of(receive(mem, fd, 3000));
        close(fd);
        if (status != 200 && status != 400 && status != 0)
            test_fail(__FILE__, __LINE__, "%s: answered %d", left[i].name, status);
    }
    serve_end(&s);
}
