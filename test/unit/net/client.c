/* client.c -- the server under test, and a client made of sockets. */
#include "client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

/* ---- the handler ---- */

static atomic_int slow_now, slow_free;
static _Atomic int64_t upload_bytes;
static atomic_int uploads_opened, uploads_completed, uploads_broken;

int slow_running(void)
{
    return slow_now;
}

void slow_release(void)
{
    slow_free = 1;
}

void sleep_ms(int ms)
{
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

int64_t now_ms(void)
{
    return env_system()->monotonic(env_system()) / 1000;
}

static void be_slow(const struct http_request *rq, struct http_response *rs)
{
    const struct env *env = env_system();
    slow_now++;
    while (!slow_free && env->monotonic(env) < rq->deadline_us + 300000) {
        sleep_ms(5);
        buf_add(&rs->body, STR("."));
        arena_alloc(rq->mem, 100);
    }
    slow_now--;
}

/* ---- answers in pieces ---- */

static atomic_int sources_closed;

int sources_ended(void)
{
    return sources_closed;
}

struct counting {
    int made, wanted;
    bool broken;
};

static enum err make_piece(void *ctx, struct buf *to)
{
    struct counting *c = ctx;
    if (c->made == c->wanted) return c->broken ? ERR_IO : OK;
    for (int i = 0; i < 5000; i++) buf_printf(to, "%09d\n", c->made * 5000 + i);
    c->made++;
    return OK;
}

static void end_source(void *ctx)
{
    (void)ctx;
    sources_closed++;
}

static void be_long(struct http_request *rq, struct http_response *rs)
{
    struct counting *c = arena_make(rq->mem, struct counting);
    *c = (struct counting){.wanted = str_eq(rq->path, STR("/long")) ? 20 : 3,
                           .broken = str_eq(rq->path, STR("/long-broken"))};
    if (str_eq(rq->path, STR("/long-endless"))) c->wanted = 1 << 30;
    rs->source = (struct http_source){make_piece, end_source, c};
}

static void handle(void *ctx, struct http_request *rq, struct http_response *rs)
{
    (void)ctx;
    rs->body = BUF(1 << 20);
    http_set(rq, rs, "Content-Type", STR("text/plain; charset=utf-8"));
    if (str_eq(rq->path, STR("/hello")) || str_eq(rq->path, STR("/hello.php")))
        buf_add(&rs->body, STR("hello"));
    else if (str_eq(rq->path, STR("/echo")))
        buf_add(&rs->body, rq->body);
    else if (str_eq(rq->path, STR("/size")))
        buf_add_i64(&rs->body, (int64_t)rq->body.n);
    else if (str_eq(rq->path, STR("/peer")))
        buf_add(&rs->body, rq->peer);
    else if (str_eq(rq->path, STR("/header")))
        buf_add(&rs->body, http_header(rq, "x-test"));
    else if (str_eq(rq->path, STR("/slow")))
        be_slow(rq, rs);
    else if (str_starts(rq->path, STR("/long")))
        be_long(rq, rs);
    else if (str_starts(rq->path, STR("/upload")))
        buf_add_i64(&rs->body, upload_bytes);
    else if (str_eq(rq->path, STR("/big")))
        for (int i = 0; i < 200000; i++) buf_add_char(&rs->body, (char)('a' + i % 26));
    else
        rs->status = 404;
}

/* ---- uploads ---- */

static enum err upload_open(void *ctx, struct http_request *rq, void **ret_sink)
{
    (void)ctx;
    *ret_sink = NULL;
    if (str_eq(rq->path, STR("/upload-denied"))) return ERR_DENIED;
    if (!str_starts(rq->path, STR("/upload"))) return OK;
    uploads_opened++;
    *ret_sink = str_eq(rq->path, STR("/upload-full")) ? (void *)&uploads_broken : &upload_bytes;
    return OK;
}

static enum err upload_write(void *sink, struct str piece)
{
    if (sink == &uploads_broken) return ERR_FULL;
    upload_bytes += (int64_t)piece.n;
    return OK;
}

static void upload_close(void *sink, bool complete)
{
    (void)sink;
    if (complete)
        uploads_completed++;
    else
        uploads_broken++;
}

struct uploads uploads_seen(void)
{
    return (struct uploads){upload_bytes, uploads_opened, uploads_completed, uploads_broken};
}

void uploads_reset(void)
{
    upload_bytes = 0;
    uploads_opened = uploads_completed = uploads_broken = 0;
}

static const struct http_stream stream = {upload_open, upload_write, upload_close};

/* ---- the server ---- */

void serve(struct served *ret, void (*change)(struct http_config *))
{
    log_set_level(LOG_ERROR);
    slow_free = 0;
    sources_closed = 0;
    ret->config = (struct http_config){.listen = STR("127.0.0.1:0"),
                                       .handler = handle,
                                       .stream = &stream,
                                       .env = env_system(),
                                       .workers = 4,
                                       .body_max = 100000,
                                       .stream_max = 100 << 20,
                                       .request_seconds = 10,
                                       .idle_seconds = 10,
                                       .connections_max = 100};
    if (change) change(&ret->config);
    if (http_start(&ret->config, &ret->server)) abort();
}

void serve_end(struct served *s)
{
    slow_release();
    http_stop(s->server, 5);
}

/* ---- the client ---- */

int dial(const struct served *s)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)http_port(s->server))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0) return fd;
    close(fd);
    return -1;
}

void send_bytes(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
        if (n <= 0) return;
        s = str_slice(s, (size_t)n, s.n);
    }
}

/* The whole of an answer with Content-Length is there. */
static bool is_whole(struct str answer)
{
    size_t end = str_find(answer, STR("\r\n\r\n")), at = str_find(answer, STR("Content-Length: "));
    uint64_t length = 0;
    if (end > answer.n || at > end) return false;
    struct str digits = str_slice(answer, at + 16, str_find_char(answer, '\r', at));
    return str_to_u64(digits, &length) == OK && answer.n >= end + 4 + length;
}

struct str receive(struct arena *a, int fd, int wait_ms)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 20);
    struct pollfd p = {fd, POLLIN, 0};
    while (!is_whole(buf_str(&b)) && poll(&p, 1, wait_ms) > 0) {
        char *room = buf_reserve(&b, 65536);
        ssize_t n = room ? recv(fd, room, 65536, 0) : 0;
        if (n <= 0) break;
        b.n += (size_t)n;
    }
    return arena_copy(a, buf_str(&b));
}

struct str ask(const struct served *s, struct arena *a, const char *bytes)
{
    int fd = dial(s);
    send_bytes(fd, str_of(bytes));
    struct str answer = receive(a, fd, 3000);
    close(fd);
    return answer;
}

int status_of(struct str answer)
{
    uint64_t status = 0;
    if (!str_starts(answer, STR("HTTP/1.1 "))) return 0;
    return str_to_u64(str_slice(answer, 9, 12), &status) ? 0 : (int)status;
}

struct str body_of(struct str answer)
{
    size_t end = str_find(answer, STR("\r\n\r\n"));
    return end > answer.n ? (struct str){0} : str_slice(answer, end + 4, answer.n);
}

bool has_header(struct str answer, const char *wanted)
{
    struct str rest = str_slice(answer, 0, str_find(answer, STR("\r\n\r\n"))), one;
    while (str_split(&rest, '\n', &one))
        if (str_eq_nocase(str_trim(one), str_of(wanted))) return true;
    return false;
}
