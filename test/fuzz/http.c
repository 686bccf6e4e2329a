/* http.c -- any bytes on a connection, to a server that listens for real.
 *
 * Holds: the handler runs for no request that a strict reader (RFC 9112, below) does not find at
 * that place of the bytes, and the body it is given is the one that reader sees: nothing is
 * smuggled. And the connection ends when the client has ended. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "net/http.h"
#include "net/internal.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

enum { REQUESTS_MAX = 4000, BODY_MAX_HERE = 8 << 10, OWED_MS = 200, MORE_MS = 2 };

/* What the handler was given of the connection from the address that ends so. */
struct seen {
    pthread_mutex_t lock;
    uint32_t peer;
    int n;
    struct {
        size_t n;
        unsigned sum;
    } body[REQUESTS_MAX];
};

static struct seen seen = {.lock =
                               PTHREAD_MUTEX_INITIALIZER}; /* global: the server outlives a call */
static struct http_server *server;                         /* global: the same */

static unsigned sum_of(struct str s)
{
    unsigned sum = 1;
    for (size_t i = 0; i < s.n; i++) sum = sum * 31 + (unsigned char)s.p[i];
    return sum;
}

static void handle(void *ctx, struct http_request *rq, struct http_response *rs)
{
    (void)ctx;
    struct in_addr peer;
    rs->static_body = STR("fine\n");
    must(inet_pton(AF_INET, arena_cstr(rq->mem, rq->peer), &peer) == 1);
    pthread_mutex_lock(&seen.lock);
    if (ntohl(peer.s_addr) == INADDR_LOOPBACK + seen.peer && seen.n < REQUESTS_MAX) {
        seen.body[seen.n].n = rq->body.n;
        seen.body[seen.n++].sum = sum_of(rq->body);
    }
    pthread_mutex_unlock(&seen.lock);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    struct http_config config = {.listen = STR("127.0.0.1:0"),
                                 .handler = handle,
                                 .env = env_system(),
                                 .workers = 2,
                                 .body_max = BODY_MAX_HERE,
                                 .stream_max = BODY_MAX_HERE,
                                 .request_seconds = 30,
                                 .idle_seconds = 10,
                                 .connections_max = 64};
    log_set_level(LOG_ERROR);
    must(http_start(&config, &server) == OK);
    return 0;
}

/* ---- the strict reader ---- */

struct reading {
    struct str rest;
    bool last; /* nothing behind it is a request */
};

struct found {
    struct str body;
    bool chunked; /* whatever its body is: read elsewhere */
};

static bool token(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c >= 0x7F || strchr("\"(),/:;<=>?@[\\]{}", c)) return false;
    }
    return s.n > 0;
}

/* A line that ends in CR LF and has neither of them within. What net/gate.c cannot see is let pass:
 * 0.9 of the library writes NUL over both, so that NUL LF looks the same. */
static bool line(struct str *rest, struct str *ret)
{
    const size_t end = str_find_char(*rest, '\n', 0);
    if (end >= rest->n || end == 0) return false;
    if (rest->p[end - 1] != '\r' && !(gate_sees_places() && rest->p[end - 1] == 0)) return false;
    *ret = str_slice(*rest, 0, end - 1);
    *rest = str_slice(*rest, end + 1, rest->n);
    for (size_t i = 0; i < ret->n; i++) {
        unsigned char c = (unsigned char)ret->p[i];
        if ((c < ' ' && c != '\t') || c == 0x7F) return false;
    }
    return true;
}

static bool request_line(struct str s)
{
    struct str method, target, version = s;
    if (!str_split(&version, ' ', &method) || !str_split(&version, ' ', &target)) return false;
    bool known = str_eq(version, STR("HTTP/1.1")) || str_eq(version, STR("HTTP/1.0"));
    return token(method) && target.n && known;
}

/* The header fields up to the empty line: how long the body is. */
static bool fields(struct reading *r, size_t *ret_length, bool *ret_chunked)
{
    struct str one, name;
    int lengths = 0, codings = 0;
    for (;;) {
        uint64_t length = 0;
        if (!line(&r->rest, &one)) return false;
        if (one.n == 0) return lengths + codings <= 1;
        struct str value = one;
        if (!str_split(&value, ':', &name) || !token(name) || !value.p) return false;
        value = str_trim(value);
        if (str_eq_nocase(name, STR("content-length"))) {
            lengths++;
            if (str_to_u64(value, &length) || length > SIZE_MAX / 2) return false;
            *ret_length = (size_t)length;
        } else if (str_eq_nocase(name, STR("transfer-encoding"))) {
            codings++;
            *ret_chunked = str_eq_nocase(value, STR("chunked"));
            if (!*ret_chunked) return false;
        }
    }
}

/* Those in front of a request say nothing, however they end (RFC 9112 2.2). */
static bool empty_line(struct str *rest)
{
    size_t n = str_starts(*rest, STR("\n")) ? 1 : str_starts(*rest, STR("\r\n")) ? 2 : 0;
    *rest = str_slice(*rest, n, rest->n);
    return n > 0;
}

static bool next_request(struct reading *r, struct found *ret)
{
    struct str first;
    size_t length = 0;
    *ret = (struct found){0};
    while (empty_line(&r->rest)) {
    }
    if (r->last || !line(&r->rest, &first) || !request_line(first)) return false;
    if (!fields(r, &length, &ret->chunked) || length > r->rest.n) return false;
    ret->body = str_slice(r->rest, 0, length);
    r->rest = str_slice(r->rest, length, r->rest.n);
    r->last = ret->chunked;
    return true;
}

static void check_seen(struct str bytes)
{
    struct reading r = {.rest = bytes};
    struct found f;
    pthread_mutex_lock(&seen.lock);
    for (int i = 0; i < seen.n; i++) {
        must(next_request(&r, &f));
        if (f.chunked) continue;
        must(seen.body[i].n == f.body.n && seen.body[i].sum == sum_of(f.body));
    }
    pthread_mutex_unlock(&seen.lock);
}

/* ---- the client ---- */

/* From an address of its own: what the handler is given later than we wait for is nobody's. */
static int dial(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)http_port(server)),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in from = {.sin_family = AF_INET};
    struct linger at_once = {1, 0};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    pthread_mutex_lock(&seen.lock);
    seen.n = 0;
    seen.peer = seen.peer % 60000 + 2;
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + seen.peer);
    pthread_mutex_unlock(&seen.lock);
    must(fd >= 0 && bind(fd, (struct sockaddr *)&from, sizeof from) == 0);
    must(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    return fd;
}

static int answers_in(struct str s)
{
    int n = 0;
    for (size_t at = str_find(s, STR("HTTP/1.1 ")); at < s.n; n++)
        at += 9 + str_find(str_slice(s, at + 9, s.n), STR("HTTP/1.1 "));
    return n;
}

/* Sends what the server takes, and reads until it closes or has said what it owes; a little longer,
 * for what it does not owe. */
static void talk(int fd, struct str bytes, int owed)
{
    char piece[64 << 10];
    size_t have = 0;
    for (bool open = true; open;) {
        bool waits = bytes.n || answers_in((struct str){piece, have}) < owed;
        struct pollfd p = {.fd = fd, .events = (short)(POLLIN | (bytes.n ? POLLOUT : 0))};
        int ready = poll(&p, 1, waits ? OWED_MS : MORE_MS);
        if (ready < 0 && errno == EINTR) continue; /* the fuzzer's clock */
        if (ready == 0) return;
        if (bytes.n && p.revents & POLLOUT) {
            ssize_t sent = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT);
            bytes = sent > 0 ? str_slice(bytes, (size_t)sent, bytes.n) : (struct str){0};
        }
        if (!(p.revents & (POLLIN | POLLHUP | POLLERR))) continue;
        if (have == sizeof piece) have = 0;
        ssize_t got = read(fd, piece + have, sizeof piece - have);
        open = got > 0;
        if (open) have += (size_t)got;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str bytes = {(const char *)data, n};
    struct reading r = {.rest = bytes};
    struct found f;
    int owed = 0;
    while (next_request(&r, &f)) owed++;
    int fd = dial();
    talk(fd, bytes, owed);
    close(fd);
    check_seen(bytes);
    return 0;
}
