/* gate_test.c -- requests that proxies and servers read differently, byte by byte: refused, or
 * answered once with the connection closed behind it. */
#include <poll.h>
#include <unistd.h>

#include "base/checked.h"
#include "client.h"
#include "net/internal.h"

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

/* ---- what the library would mend ---- */

#define CHUNKED "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
#define CASE(n, b)                                                                                 \
    {                                                                                              \
        n, STR_INIT(b)                                                                             \
    }

struct odd_case {
    const char *name;
    struct str bytes;
};

/* Each head is read differently by somebody: refused, with every version of the library: by the
 * places (0.9), or by itself (1.0 and later, told to be strict). */
static const struct odd_case mended[] = {
    CASE("a folded line", "GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: a\r\n b\r\n\r\n"),
    CASE("a folded line with a tab", "GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: a\r\n\tb\r\n\r\n"),
    CASE("a fold before any header", "GET /hello HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n"),
    CASE("folded chunks",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
    CASE("a folded length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 5\r\n\r\nabcde"),
    CASE("a host behind a fold", "GET /hello HTTP/1.1\r\nHost:\r\n a\r\n\r\n"),
    CASE("bare LF", "GET /hello HTTP/1.1\nHost: a\n\n"),
    CASE("bare LF behind the request line", "GET /hello HTTP/1.1\nHost: a\r\n\r\n"),
    CASE("bare LF behind a header", "GET /hello HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
    CASE("bare LF and a blank more", "GET /hello HTTP/1.1\r\nHost: a\nX:  b\r\n\r\n"),
    CASE("bare LF at the end", "GET /hello HTTP/1.1\r\nHost: a\r\n\n"),
    CASE("a length behind a bare LF",
         "POST /echo HTTP/1.1\r\nHost: a\r\nX: b\nContent-Length: 5\r\n\r\nabcde"),
    CASE("chunks behind a bare CR",
         "POST /echo HTTP/1.1\r\nHost: a\r\nX: b\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    CASE("a bare CR in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n"),
    CASE("a NUL in a value", "GET /hello HTTP/1.1\r\nHost: a\r\nX-Test: a\0b\r\n\r\n"),
    CASE("a NUL in a name", "GET /hello HTTP/1.1\r\nHost: a\r\nX\0Y: a\r\n\r\n"),
    CASE("a NUL in the host", "GET /hello HTTP/1.1\r\nHost: a\0.b\r\n\r\n"),
    CASE("a NUL in the target", "GET /hello\0x HTTP/1.1\r\nHost: a\r\n\r\n"),
    CASE("a NUL behind the version", "GET /hello HTTP/1.1\0\r\nHost: a\r\n\r\n"),
    CASE("two blanks before the target", "GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
    CASE("two blanks before the version", "GET /hello  HTTP/1.1\r\nHost: a\r\n\r\n"),
    CASE("a tab before the target", "GET\t/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
    CASE("a blank behind the version", "GET /hello HTTP/1.1 \r\nHost: a\r\n\r\n"),
    CASE("a header without a colon", "GET /hello HTTP/1.1\r\nHost: a\r\nX-Test\r\nY: b\r\n\r\n"),
    CASE("a header without a name", "GET /hello HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
    CASE("two numbers as a length",
         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\nabcde"),
    CASE("a length and chunks, with a fold",
         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding:\r\n "
         "chunked\r\n\r\n0\r\n\r\n"),
    CASE("a length, and chunks in capitals", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: "
                                             "5\r\nTRANSFER-ENCODING: Chunked\r\n\r\n0\r\n\r\n"),
    CASE("chunks and a blank before the colon",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    CASE("a vertical tab before chunked",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \x0b"
         "chunked\r\n\r\n0\r\n\r\n"),
    CASE("gzip and chunked",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    CASE("chunked and nothing",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked,\r\n\r\n0\r\n\r\n"),
    CASE("two hosts in other letters", "GET /hello HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n"),
    CASE("the authority as the target", "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
    CASE("another host in the target", "GET http://b/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
};

/* How these bodies end is read differently: answered once, or refused. */
static const struct odd_case chunks[] = {
    CASE("plain chunks", CHUNKED "3\r\nabc\r\n0\r\n\r\n"),
    CASE("an extension", CHUNKED "3;a=b\r\nabc\r\n0\r\n\r\n"),
    CASE("an extension with a line end", CHUNKED "3;a=\"\r\n\"\r\nabc\r\n0\r\n\r\n"),
    CASE("an extension with LF", CHUNKED "3;a\nabc\r\n0\r\n\r\n"),
    CASE("an extension of the last chunk", CHUNKED "3\r\nabc\r\n0;a=b\r\n\r\n"),
    CASE("LF in chunks", CHUNKED "3\nabc\n0\n\n"),
    CASE("no line end behind the data", CHUNKED "3\r\nabc0\r\n\r\n"),
    CASE("more data than said", CHUNKED "3\r\nabcdef\r\n0\r\n\r\n"),
    CASE("a blank before the size", CHUNKED " 3\r\nabc\r\n0\r\n\r\n"),
    CASE("a blank behind the size", CHUNKED "3 \r\nabc\r\n0\r\n\r\n"),
    CASE("a plus", CHUNKED "+3\r\nabc\r\n0\r\n\r\n"),
    CASE("a minus", CHUNKED "-3\r\nabc\r\n0\r\n\r\n"),
    CASE("0x", CHUNKED "0x3\r\nabc\r\n0\r\n\r\n"),
    CASE("an underscore", CHUNKED "0_3\r\nabc\r\n0\r\n\r\n"),
    CASE("a size that wraps around 32 bits", CHUNKED "100000003\r\nabc\r\n0\r\n\r\n"),
    CASE("a size that wraps around 64 bits", CHUNKED "10000000000000003\r\nabc\r\n0\r\n\r\n"),
    CASE("the largest size", CHUNKED "ffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
    CASE("no size", CHUNKED "\r\nabc\r\n0\r\n\r\n"),
    CASE("many zeros", CHUNKED "00000000000000000000000000000003\r\nabc\r\n0\r\n\r\n"),
    CASE("a trailer with a length", CHUNKED "3\r\nabc\r\n0\r\nContent-Length: 50\r\n\r\n"),
    CASE("a trailer with LF", CHUNKED "3\r\nabc\r\n0\r\nX: y\n\n"),
    CASE("no last chunk", CHUNKED "3\r\nabc\r\n"),
};

/* All that comes until the server closes; ret_closed tells whether it did within a second. */
static struct str receive_all(struct arena *a, int fd, bool *ret_closed)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct pollfd p = {.fd = fd, .events = POLLIN};
    char piece[4096];
    *ret_closed = false;
    while (poll(&p, 1, 1000) == 1) {
        ssize_t n = read(fd, piece, sizeof piece);
        *ret_closed = n <= 0;
        if (n <= 0) break;
        buf_add(&b, (struct str){piece, (size_t)n});
    }
    return arena_copy(a, buf_str(&b));
}

/* The library's own refusals say their head twice (0.9.75): those do not count. */
static int answers_in(struct str s)
{
    int n = 0;
    for (size_t at = 0; at < s.n; at += 9) {
        at += str_find(str_slice(s, at, s.n), STR("HTTP/1.1 200"));
        n += at < s.n;
    }
    return n;
}

/* The case with a second request behind it, as who smuggles sends it. */
static void check_odd(struct arena *mem, const struct odd_case *list, size_t n, bool refused)
{
    struct served s;
    serve(&s, NULL);
    for (size_t i = 0; i < n; i++) {
        bool closed = false;
        int fd = dial(&s);
        send_bytes(fd, list[i].bytes);
        send_bytes(fd, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
        struct str got = receive_all(mem, fd, &closed);
        close(fd);
        int status = status_of(got);
        bool waits = !closed && got.n == 0 && !refused; /* for the rest of a body */
        if (refused ? status != 0 && (status < 400 || status >= 500) : status >= 500)
            test_fail(__FILE__, __LINE__, "%s: answered %d", list[i].name, status);
        if (!closed && !waits) test_fail(__FILE__, __LINE__, "%s: not closed", list[i].name);
        if (answers_in(got) > !refused)
            test_fail(__FILE__, __LINE__, "%s: what is behind it is answered", list[i].name);
    }
    serve_end(&s);
}

TEST(heads_that_the_library_would_mend_are_refused)
{
    check_odd(mem, mended, COUNT(mended), true);
}

/* A blank behind a value is not of it (RFC 9110 5.5), which 0.9 does not know: refused, or read as
 * everybody reads it. */
TEST(a_blank_behind_a_length_shifts_nothing)
{
    struct served s;
    bool closed = false;
    serve(&s, NULL);
    int fd = dial(&s);
    send_bytes(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5 \r\n\r\nabcde"
                       "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
    struct str got = receive_all(mem, fd, &closed);
    close(fd);
    int status = status_of(got), answers = answers_in(got);
    CHECK((status == 400 && answers == 0 && closed) || (status == 200 && answers == 2));
    CHECK(status == 400 || str_find(got, STR("\r\n\r\nabcdeHTTP/1.1 200")) < got.n);
    serve_end(&s);
}

TEST(nothing_behind_chunks_is_taken_for_a_request)
{
    check_odd(mem, chunks, COUNT(chunks), false);
}

TEST(ordinary_heads_are_taken_however_they_come)
{
    static const struct odd_case plain[] = {
        CASE("no blank behind a colon",
             "GET /hello HTTP/1.1\r\nHost:a\r\nX:\r\nY: \r\nZ:\tz\r\n\r\n"),
        CASE("an empty line first", "\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        CASE("cookies",
             "GET /hello HTTP/1.1\r\nHost: a\r\nCookie: a=b; c=\"d e\"; f\r\nX: y\r\n\r\n"),
        CASE("a query", "GET /hello?a=%20b+c&d HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n"),
        CASE("an escape in the path", "GET /%68ello HTTP/1.1\r\nHost: a\r\n\r\n"),
    };
    struct served s;
    serve(&s, NULL);
    int fd = dial(&s);
    for (size_t i = 0; i < COUNT(plain); i++) { /* on one connection */
        send_bytes(fd, plain[i].bytes);
        int status = status_of(receive(mem, fd, 3000));
        if (status != 200) test_fail(__FILE__, __LINE__, "%s: %d", plain[i].name, status);
    }
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR("GET /hello HTTP/1.1\r\nHost: a\r\n"));
    for (int i = 0; i < 90; i++) buf_printf(&b, "X-%d: %0100d\r\n", i, i);
    buf_add(&b, STR("\r\n"));
    for (size_t at = 0; at < b.n; at += 97) send_bytes(fd, str_slice(buf_str(&b), at, at + 97));
    CHECK_INT(status_of(receive(mem, fd, 3000)), 200);
    close(fd);
    serve_end(&s);
}
