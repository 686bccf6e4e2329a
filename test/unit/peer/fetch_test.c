/* fetch_test.c -- where a fetch may go, what it takes, and when it gives up. */
#include "peer/fetch.h"

#include <arpa/inet.h>
#include <string.h>

#include "server.h"
#include "test.h"

static bool is_private(const char *address)
{
    unsigned char b[16];
    bool six = strchr(address, ':') != NULL;
    CHECK_INT(inet_pton(six ? AF_INET6 : AF_INET, address, b), 1);
    return fetch_is_private(b, six ? 16 : 4);
}

TEST(private_networks_are_known_in_every_spelling)
{
    static const char *const closed[] = {"0.0.0.0",
                                         "10.1.2.3",
                                         "100.64.0.1",
                                         "127.0.0.1",
                                         "127.9.9.9",
                                         "169.254.169.254",
                                         "172.16.0.1",
                                         "172.31.255.255",
                                         "192.168.1.1",
                                         "198.18.0.1",
                                         "224.0.0.1",
                                         "255.255.255.255",
                                         "::",
                                         "::1",
                                         "fe80::1",
                                         "fc00::1",
                                         "fd12::1",
                                         "ff02::1",
                                         "::ffff:127.0.0.1",
                                         "::ffff:10.0.0.1",
                                         "2002:7f00:1::",
                                         "64:ff9b::a00:1",
                                         "2001:db8::1",
                                         "2001::1",
                                         "::127.0.0.1",
                                         "::ffff:169.254.1.1"};
    static const char *const open[] = {"1.1.1.1",  "172.32.0.1",  "172.15.0.1",   "192.169.0.1",
                                       "11.0.0.1", "100.128.0.1", "2606:4700::1", "::ffff:8.8.8.8"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (!is_private(closed[i])) test_fail(__FILE__, __LINE__, "%s is open", closed[i]);
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (is_private(open[i])) test_fail(__FILE__, __LINE__, "%s is closed", open[i]);
}

TEST(a_server_says_when_to_come_back_in_seconds_or_as_a_date)
{
    int64_t now = INT64_C(1795564800) * 1000000; /* Wed, 25 Nov 2026 00:00:00 GMT */
    CHECK_INT(fetch_retry_after(STR("120"), now), 120);
    CHECK_INT(fetch_retry_after(STR("Wed, 25 Nov 2026 00:01:00 GMT"), now), 60);
    CHECK_INT(fetch_retry_after(STR("Wed, 25 Nov 2020 00:01:00 GMT"), now), 0);
    CHECK_INT(fetch_retry_after(STR("soon"), now), -1);
    CHECK_INT(fetch_retry_after(STR("-5"), now), -1);
    CHECK_INT(fetch_retry_after(STR(""), now), -1);
}

/* ---- what a server that answers once is asked ---- */

static enum err keep(void *ctx, struct str piece)
{
    struct buf *b = ctx;
    buf_add(b, piece);
    return b->full ? ERR_LIMIT : OK;
}

struct got {
    struct fetch_answer answer;
    struct str body, asked;
};

/* What a server with that answer gives. */
static enum err fetch(struct arena *mem, const char *answer, struct fetch_order o, struct got *ret)
{
    struct server s;
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct fetcher CLEANUP(fetch_closep) *f = fetch_open(env_system(), NULL, NULL);
    server_begin(&s, answer);
    o.url = arena_printf(mem, "http://127.0.0.1:%d/oai", s.port);
    o.agent = STR("Silang-Uji");
    if (!o.bytes_max) o.bytes_max = 1000;
    if (!o.seconds) o.seconds = 10;
    enum err e = fetch_get(f, &o, keep, &b, mem, &ret->answer);
    server_end(&s);
    ret->body = arena_copy(mem, buf_str(&b));
    ret->asked = arena_copy(mem, str_of(s.request));
    return e;
}

TEST(an_answer_comes_with_what_a_later_condition_needs)
{
    struct got g;
    CHECK_INT(fetch(mem,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: \"a1\"\r\n"
                    "Last-Modified: Wed, 25 Nov 2026 00:00:00 GMT\r\nContent-Length: 3\r\n\r\nabc",
                    (struct fetch_order){.private_ok = true}, &g),
              OK);
    CHECK_STR(g.body, "abc");
    CHECK_STR(g.answer.type, "text/xml");
    CHECK_STR(g.answer.etag, "\"a1\"");
    CHECK_STR(g.answer.modified, "Wed, 25 Nov 2026 00:00:00 GMT");
    CHECK(str_find(g.asked, STR("User-Agent: Silang-Uji\r\n")) < g.asked.n);
    CHECK(str_find(g.asked, STR("gzip")) < g.asked.n);
    CHECK(str_find(g.asked, STR("If-None-Match")) > g.asked.n);
}

TEST(what_is_the_same_as_before_is_not_sent_again)
{
    struct got g;
    CHECK_INT(fetch(mem, "HTTP/1.1 304 Not Modified\r\n\r\n",
                    (struct fetch_order){.private_ok = true,
                                         .etag = STR("\"a1\""),
                                         .modified = STR("Wed, 25 Nov 2026 00:00:00 GMT")},
                    &g),
              OK);
    CHECK_INT(g.answer.status, 304);
    CHECK(str_find(g.asked, STR("If-None-Match: \"a1\"\r\n")) < g.asked.n);
    CHECK(str_find(g.asked, STR("If-Modified-Since: Wed, 25 Nov 2026 00:00:00 GMT\r\n")) <
          g.asked.n);
}

TEST(a_private_address_is_refused_before_a_byte_is_sent)
{
    struct got g;
    CHECK_INT(fetch(mem, "HTTP/1.1 200 OK\r\n\r\nabc", (struct fetch_order){0}, &g), ERR_IO);
    CHECK_INT(g.answer.trouble, FETCH_PRIVATE);
    CHECK_INT(g.asked.n, 0);
}

TEST(too_much_is_cut_off_and_a_cut_answer_is_told)
{
    struct got g;
    struct fetch_order o = {.private_ok = true, .bytes_max = 2};
    CHECK_INT(fetch(mem, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", o, &g), ERR_IO);
    CHECK_INT(g.answer.trouble, FETCH_LARGE);
    o.bytes_max = 100;
    CHECK_INT(fetch(mem, "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc", o, &g), ERR_IO);
    CHECK_INT(g.answer.trouble, FETCH_CUT);
}

TEST(only_http_is_spoken)
{
    struct fetcher CLEANUP(fetch_closep) *f = fetch_open(env_system(), NULL, NULL);
    struct buf CLEANUP(buf_release) b = BUF(1000);
    struct fetch_answer r;
    static const char *const wrong[] = {"file:///etc/hostname", "ftp://127.0.0.1/",
                                        "gopher://127.0.0.1/", "", "smtp://127.0.0.1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fetch_order o = {
            .url = str_of(wrong[i]), .private_ok = true, .bytes_max = 1000, .seconds = 5};
        CHECK_INT(fetch_get(f, &o, keep, &b, mem, &r), ERR_IO);
        CHECK_INT(r.trouble, FETCH_ADDRESS);
    }
}

TEST(a_private_server_leads_nowhere_else)
{
    struct got g;
    struct fetch_order o = {.private_ok = true};
    CHECK_INT(
        fetch(mem,
              "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", o,
              &g),
        OK);
    CHECK_INT(g.answer.status, 302);
}

TEST(a_busy_server_is_heard)
{
    struct got g;
    CHECK_INT(fetch(mem, "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 3\r\n\r\nabc",
                    (struct fetch_order){.private_ok = true}, &g),
              OK);
    CHECK_INT(g.answer.status, 503);
    CHECK_INT(g.answer.retry_after, 7);
    CHECK_INT(g.body.n, 0);
}

TEST(a_condition_adds_no_header)
{
    struct got g;
    struct fetch_order o = {.private_ok = true, .etag = STR("a\r\nX-Evil: 1")};
    CHECK_INT(fetch(mem, "HTTP/1.1 200 OK\r\n\r\n", o, &g), ERR_ARG);
}

TEST(an_address_is_shown_without_what_stands_before_its_host)
{
    CHECK_STR(fetch_shown(mem, STR("https://opac.contoh.id/a@b")), "https://opac.contoh.id/a@b");
    CHECK_STR(fetch_shown(mem, STR("https://opac.contoh.id/oai")), "https://opac.contoh.id/oai");
    CHECK_STR(fetch_shown(mem, STR("https://u:p@opac.contoh.id/oai")),
              "https://...@opac.contoh.id/oai");
    CHECK_STR(fetch_shown(mem, STR("https://u:p@ss/w@opac.contoh.id/oai")),
              "https://...@opac.contoh.id/oai");
    CHECK_STR(fetch_shown(mem, STR("https://u:p/w@opac.contoh.id/oai")),
              "https://...@opac.contoh.id/oai");
    CHECK_STR(fetch_shown(mem, STR("http://[::1]:80/a@b")), "http://...@b");
    CHECK_STR(fetch_shown(mem, STR("u:p@opac.contoh.id:210")), "...@opac.contoh.id:210");
    CHECK_STR(fetch_shown(mem, STR("")), "");
}
