/* server.c -- listening, framing, handing requests to workers and answers back.
 *
 * The library's thread calls `accept_request` once for the headers, then for each piece of the
 * body, then once more. Whatever takes time is done by a worker while the connection is suspended.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "net/internal.h"

enum { QUEUE_MAX = 256, CONNECTION_MEMORY = 24 << 10, WATCH_MS = 100 };

struct http_server {
    struct http_config config;
    struct MHD_Daemon *daemon;
    struct pool *pool;
    pthread_mutex_t lock;
    pthread_cond_t idle;
    struct exchange *running; /* suspended ones, for the watch on deadlines */
    int n_running;
    bool stopping;
    pthread_t watch;
    bool watching;
    int port;
};

/* ---- life of an exchange ---- */

static void free_exchange(struct exchange *x)
{
    buf_release(&x->body);
    buf_release(&x->piece);
    buf_release(&x->rs.body);
    arena_free(x->rq.mem);
    mem_free(x);
}

static void let_go(struct exchange *x)
{
    pthread_mutex_lock(&x->server->lock);
    bool last = --x->refs == 0;
    pthread_mutex_unlock(&x->server->lock);
    if (last) free_exchange(x);
}

/* Called with the raw request target, before anything else of a request is known. */
static void *begin_exchange(void *ctx, const char *target, struct MHD_Connection *c)
{
    struct http_server *s = ctx;
    struct exchange *x = mem_zero(1, sizeof *x);
    *x = (struct exchange){.server = s, .connection = c, .refs = 1};
    x->started = s->config.env->monotonic(s->config.env);
    x->rq.mem = arena_new();
    x->target = arena_copy(x->rq.mem, str_of(target));
    x->body = BUF(s->config.body_max);
    x->piece = BUF(PIECE_MAX);
    return x;
}

static void close_sink(struct exchange *x, bool complete)
{
    if (!x->sink) return;
    x->server->config.stream->close(x->sink, complete);
    x->sink = NULL;
}

static void end_exchange(void *ctx, struct MHD_Connection *c, void **per_request,
                         enum MHD_RequestTerminationCode code)
{
    struct exchange *x = *per_request;
    (void)ctx;
    (void)c;
    (void)code;
    if (!x) return;
    *per_request = NULL;
    if (!x->late) close_sink(x, false); /* still open: the client went away */
    let_go(x);
}

/* ---- work on a worker ---- */

static void enlist(struct exchange *x)
{
    struct http_server *s = x->server;
    pthread_mutex_lock(&s->lock);
    x->running = true;
    x->refs++;
    x->next = s->running;
    s->running = x;
    s->n_running++;
    pthread_mutex_unlock(&s->lock);
}

/* Off the list. True when the connection still waits for the worker. */
static bool delist(struct exchange *x)
{
    struct http_server *s = x->server;
    pthread_mutex_lock(&s->lock);
    for (struct exchange **at = &s->running; *at; at = &(*at)->next)
        if (*at == x) {
            *at = x->next;
            break;
        }
    bool waited_for = x->running && !x->late;
    x->running = false;
    s->n_running--;
    if (s->n_running == 0) pthread_cond_broadcast(&s->idle);
    pthread_mutex_unlock(&s->lock);
    return waited_for;
}

static void finish_work(struct exchange *x)
{
    if (delist(x))
        MHD_resume_connection(x->connection);
    else
        close_sink(x, false);
    let_go(x);
}

static void work_open(void *arg)
{
    struct exchange *x = arg;
    const struct http_config *config = &x->server->config;
    x->stream_error = config->stream->open(config->ctx, &x->rq, &x->sink);
    x->streamed = !x->stream_error && x->sink;
    x->opened = true;
    finish_work(x);
}

static void work_piece(void *arg)
{
    struct exchange *x = arg;
    x->stream_error = x->server->config.stream->write(x->sink, buf_str(&x->piece));
    buf_clear(&x->piece);
    finish_work(x);
}

static void work_answer(void *arg)
{
    struct exchange *x = arg;
    const struct http_config *config = &x->server->config;
    if (x->streamed) close_sink(x, true);
    x->rq.body = buf_str(&x->body);
    config->handler(config->ctx, &x->rq, &x->rs);
    respond_compress(&x->rq, &x->rs);
    x->done = true;
    finish_work(x);
}

/* Suspends the connection and lets a worker go on. */
static enum MHD_Result hand_over(struct exchange *x, pool_job *job)
{
    enlist(x);
    MHD_suspend_connection(x->connection);
    if (pool_submit(x->server->pool, job, x)) return MHD_YES;
    x->refused = 503;
    finish_work(x);
    return MHD_YES;
}

/* ---- what the library calls ---- */

static int stream_status(enum err e)
{
    switch (e) {
    case OK: return 0;
    case ERR_LIMIT: return 413;
    case ERR_DENIED: return 403;
    case ERR_NOT_FOUND: return 404;
    case ERR_FULL: return 507;
    case ERR_ARG:
    case ERR_FORMAT: return 400;
    default: return 500;
    }
}

static bool has_body(const struct exchange *x)
{
    return http_header(&x->rq, "content-length").n || http_header(&x->rq, "transfer-encoding").n;
}

/* What the headers alone decide: 0 or the status to refuse with. */
static int check_headers(struct exchange *x, const char *method)
{
    const struct http_config *config = &x->server->config;
    uint64_t length = 0;
    int bad = gate_method(method, &x->rq.method) ? 0 : 501;
    if (!bad) bad = gate_target(x->target);
    if (!bad) bad = gate_headers(x->connection, x);
    if (!bad) bad = request_read(x, config);
    if (bad) return bad;
    if (x->rq.method != HTTP_POST && has_body(x)) return 400;
    struct str declared = http_header(&x->rq, "content-length");
    if (declared.n && str_to_u64(declared, &length)) return 400;
    uint64_t most = config->stream ? (uint64_t)config->stream_max : config->body_max;
    return length > most ? 413 : 0;
}

static enum MHD_Result take_headers(struct exchange *x, const char *method)
{
    x->step = STEP_BODY;
    x->refused = check_headers(x, method);
    if (x->refused) return respond_status(x, x->refused);
    if (x->server->config.stream && x->rq.method == HTTP_POST) return hand_over(x, work_open);
    return MHD_YES;
}

static enum MHD_Result take_piece(struct exchange *x, const char *data, size_t *size)
{
    size_t n = *size;
    if (x->stream_error && !x->refused) x->refused = stream_status(x->stream_error);
    x->received += (int64_t)n;
    if (x->received >
        (x->streamed ? x->server->config.stream_max : (int64_t)x->server->config.body_max))
        x->refused = x->refused ? x->refused : 413;
    if (x->refused) { /* read on for a while, so that the client sees the answer; then hang up */
        *size = 0;
        return x->received > x->server->config.stream_max + (int64_t)(8 << 20) ? MHD_NO : MHD_YES;
    }
    if (!x->streamed) {
        buf_add(&x->body, (struct str){data, n});
        *size = 0;
        return MHD_YES;
    }
    n = MIN(n, (size_t)PIECE_MAX);
    x->received -= (int64_t)(*size - n);
    buf_add(&x->piece, (struct str){data, n});
    *size -= n;
    return hand_over(x, work_piece);
}

static enum MHD_Result accept_request(void *ctx, struct MHD_Connection *c, const char *url,
                                      const char *method, const char *version, const char *data,
                                      size_t *size, void **per_request)
{
    struct exchange *x = *per_request;
    (void)ctx;
    (void)c;
    (void)url;
    (void)version;
    if (!x) return MHD_NO;
    if (x->late) return respond_status(x, 503);
    if (x->step == STEP_HEADERS) return take_headers(x, method);
    if (*size) return take_piece(x, data, size);
    if (x->stream_error && !x->refused) x->refused = stream_status(x->stream_error);
    if (x->refused) return respond_status(x, x->refused);
    if (x->done) return respond(x);
    if (x->step == STEP_ANSWER) return MHD_YES; /* woken before its time */
    x->step = STEP_ANSWER;
    return hand_over(x, work_answer);
}

/* ---- the watch on deadlines ---- */

/* The client of an exchange that ran too long is told so now; the worker ends when it ends. */
static void answer_late(struct http_server *s, int64_t now)
{
    pthread_mutex_lock(&s->lock);
    for (struct exchange *x = s->running; x; x = x->next)
        if (!x->late && x->step == STEP_ANSWER && now > x->rq.deadline_us) {
            x->late = true;
            MHD_resume_connection(x->connection);
        }
    pthread_mutex_unlock(&s->lock);
}

static void *watch_deadlines(void *arg)
{
    struct http_server *s = arg;
    const struct timespec pause = {0, WATCH_MS * 1000000};
    for (;;) {
        pthread_mutex_lock(&s->lock);
        bool stop = s->stopping && s->n_running == 0;
        pthread_mutex_unlock(&s->lock);
        if (stop) return NULL;
        nanosleep(&pause, NULL);
        answer_late(s, s->config.env->monotonic(s->config.env));
    }
}

/* ---- starting and stopping ---- */

/* "127.0.0.1:8080" or "[::1]:8080". */
static bool read_address(struct str listen, struct sockaddr_storage *ret, socklen_t *ret_n)
{
    char host[INET6_ADDRSTRLEN + 1] = "";
    size_t colon = listen.n;
    while (colon && listen.p[colon - 1] != ':') colon--;
    uint64_t port = 0;
    if (colon == 0 || str_to_u64(str_slice(listen, colon, listen.n), &port) || port > 65535)
        return false;
    struct str name = str_slice(listen, 0, colon - 1);
    if (name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']')
        name = str_slice(name, 1, name.n - 1);
    if (name.n == 0 || name.n >= sizeof host) return false;
    memcpy(host, name.p, name.n);
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    memset(ret, 0, sizeof *ret);
    if (inet_pton(AF_INET, host, &v4.sin_addr) == 1) {
        memcpy(ret, &v4, sizeof v4);
        *ret_n = sizeof v4;
        return true;
    }
    if (inet_pton(AF_INET6, host, &v6.sin6_addr) != 1) return false;
    memcpy(ret, &v6, sizeof v6);
    *ret_n = sizeof v6;
    return true;
}

static enum err open_socket(struct str listen_at, int *ret_fd, int *ret_port)
{
    struct sockaddr_storage address;
    socklen_t n = 0;
    int on = 1;
    if (!read_address(listen_at, &address, &n)) return ERR_ARG;
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return err_from_errno(errno);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    bool listens = bind(fd, (struct sockaddr *)&address, n) == 0 && listen(fd, SOMAXCONN) == 0 &&
                   getsockname(fd, (struct sockaddr *)&address, &n) == 0;
    if (!listens) {
        int code = errno;
        close(fd);
        return code == EADDRINUSE      ? ERR_BUSY
               : code == EADDRNOTAVAIL ? ERR_ARG
                                       : err_from_errno(code);
    }
    *ret_fd = fd;
    *ret_port =
        ntohs(address.ss_family == AF_INET ? ((struct sockaddr_in *)(void *)&address)->sin_port
                                           : ((struct sockaddr_in6 *)(void *)&address)->sin6_port);
    return OK;
}

static bool start_daemon(struct http_server *s, int fd)
{
    const struct http_config *c = &s->config;
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, accept_request, s,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, s,
        MHD_OPTION_NOTIFY_COMPLETED, end_exchange, s, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)c->connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)MAX(c->connections_max / 4, 1), MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)c->idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    return s->daemon != NULL;
}

static int worker_count(int wanted)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return wanted > 0 ? wanted : (int)MAX(MIN(cores, 32L), 2L);
}

enum err http_start(const struct http_config *config, struct http_server **ret)
{
    struct http_server *s = mem_zero(1, sizeof *s);
    int fd = -1;
    s->config = *config;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->idle, NULL);
    signal(SIGPIPE, SIG_IGN);
    enum err e = open_socket(config->listen, &fd, &s->port);
    if (!e) {
        s->pool = pool_new(worker_count(config->workers), QUEUE_MAX);
        if (!s->pool) e = ERR_LIMIT;
    }
    if (!e && !start_daemon(s, fd)) e = ERR_INTERNAL;
    if (!e) s->watching = pthread_create(&s->watch, NULL, watch_deadlines, s) == 0;
    if (e) {
        if (fd >= 0) close(fd);
        pool_free(s->pool);
        mem_free(s);
        return e;
    }
    *ret = s;
    return OK;
}

int http_port(const struct http_server *s)
{
    return s->port;
}

static void wait_idle(struct http_server *s, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&s->lock);
    while (s->n_running && pthread_cond_timedwait(&s->idle, &s->lock, &until) == 0) continue;
    pthread_mutex_unlock(&s->lock);
}

void http_stop(struct http_server *s, int seconds)
{
    if (!s) return;
    MHD_socket fd = MHD_quiesce_daemon(s->daemon);
    wait_idle(s, seconds);
    answer_late(s, INT64_MAX);
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_mutex_unlock(&s->lock);
    pool_free(s->pool); /* joins: handlers give up at their deadline */
    if (s->watching) pthread_join(s->watch, NULL);
    MHD_stop_daemon(s->daemon);
    if (fd != MHD_INVALID_SOCKET) close(fd);
    pthread_cond_destroy(&s->idle);
    pthread_mutex_destroy(&s->lock);
    mem_free(s);
}
