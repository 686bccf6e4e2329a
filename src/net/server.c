/* server.c -- listening, framing, handing requests to workers and answers back.
 *
 * The library's thread calls `accept_request` once for the headers, then for each piece of the
 * body, then once more. Whatever takes time is done by a worker while the connection is suspended.
 */
#include <signal.h>
#include <string.h>
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
    int n_exchanges; /* requests begun and not answered to the end */
    bool stopping;
    struct links links;
    pthread_t watch;
    int port;
};

/* ---- life of an exchange ---- */

static void free_exchange(struct exchange *x)
{
    buf_release(&x->body);
    buf_release(&x->piece);
    buf_release(&x->rs.body);
    if (x->rs.source.close) x->rs.source.close(x->rs.source.ctx);
    if (x->rs.file) close(x->rs.file);
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
    *x = (struct exchange){.server = s, .config = &s->config, .connection = c, .refs = 1};
    x->started = s->config.env->monotonic(s->config.env);
    x->rq.mem = arena_new();
    x->target = arena_copy(x->rq.mem, str_of(target));
    x->body = BUF(s->config.body_max);
    x->piece = BUF(PIECE_MAX);
    pthread_mutex_lock(&s->lock);
    s->n_exchanges++;
    pthread_mutex_unlock(&s->lock);
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
    struct http_server *s = ctx;
    struct exchange *x = *per_request;
    (void)code;
    if (!x) return;
    *per_request = NULL;
    link_phase(&s->links, c, LINK_HEAD, 0);
    if (!x->late) close_sink(x, false); /* still open: the client went away */
    let_go(x);
    pthread_mutex_lock(&s->lock);
    if (--s->n_exchanges == 0) pthread_cond_broadcast(&s->idle);
    pthread_mutex_unlock(&s->lock);
}

/* ---- work on a worker ---- */

/* Under the server's lock. */
static void enlist_locked(struct exchange *x)
{
    struct http_server *s = x->server;
    x->running = true;
    x->refs++;
    x->next = s->running;
    s->running = x;
    s->n_running++;
}

static void enlist(struct exchange *x)
{
    pthread_mutex_lock(&x->server->lock);
    enlist_locked(x);
    pthread_mutex_unlock(&x->server->lock);
}

static void delist(struct exchange *x)
{
    for (struct exchange **at = &x->server->running; *at; at = &(*at)->next)
        if (*at == x) {
            *at = x->next;
            break;
        }
    x->server->n_running--;
}

/* Off the list, and the connection goes on if it still waits: in one step, so that the library
 * never finds a connection that is neither running nor woken. */
static void finish_work(struct exchange *x)
{
    struct http_server *s = x->server;
    pthread_mutex_lock(&s->lock);
    delist(x);
    bool late = x->late;
    x->running = false;
    if (!late) MHD_resume_connection(x->connection);
    pthread_mutex_unlock(&s->lock);
    if (late) close_sink(x, false);
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

struct whereabouts {
    bool running, late;
};

static struct whereabouts whereabouts(struct exchange *x)
{
    pthread_mutex_lock(&x->server->lock);
    struct whereabouts w = {x->running, x->late};
    pthread_mutex_unlock(&x->server->lock);
    return w;
}

static void work_answer(void *arg)
{
    struct exchange *x = arg;
    const struct http_config *config = &x->server->config;
    if (whereabouts(x).late) { /* it waited in the queue until nobody waited for it */
        finish_work(x);
        return;
    }
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
    link_phase(&x->server->links, x->connection, LINK_WORK, 0);
    enlist(x);
    MHD_suspend_connection(x->connection);
    if (pool_submit(x->server->pool, x->lane, job, x)) return MHD_YES;
    x->refused = 503;
    finish_work(x);
    return MHD_YES;
}

/* ---- answers in pieces ---- */

static void work_source(void *arg)
{
    struct exchange *x = arg;
    x->source_error = x->rs.source.next(x->rs.source.ctx, &x->piece);
    if (x->piece.full && !x->source_error) x->source_error = ERR_LIMIT;
    x->source_end = x->piece.n == 0;
    finish_work(x);
}

/* Suspends the connection until a worker has made the next piece. False when the server is stopping
 * or has no room: all of it under the lock, since the pool goes away when `stopping` is set. */
static bool make_piece(struct exchange *x)
{
    struct http_server *s = x->server;
    buf_clear(&x->piece);
    x->piece_at = 0;
    link_phase(&s->links, x->connection, LINK_WORK, 0);
    pthread_mutex_lock(&s->lock);
    bool given = !s->stopping;
    if (given) {
        enlist_locked(x);
        MHD_suspend_connection(x->connection);
        given = pool_submit(s->pool, x->lane, work_source, x);
        if (!given) {
            delist(x);
            x->running = false;
            x->refs--; /* never the last: the connection has one */
            MHD_resume_connection(x->connection);
        }
    }
    pthread_mutex_unlock(&s->lock);
    return given;
}

ssize_t server_source(void *ctx, uint64_t at, char *to, size_t max)
{
    struct exchange *x = ctx;
    (void)at;
    if (whereabouts(x).running) return 0;
    if (x->source_error) return MHD_CONTENT_READER_END_WITH_ERROR;
    if (x->piece_at == x->piece.n) {
        if (x->source_end) return MHD_CONTENT_READER_END_OF_STREAM;
        return make_piece(x) ? 0 : MHD_CONTENT_READER_END_WITH_ERROR;
    }
    if (x->piece_at == 0)
        link_phase(&x->server->links, x->connection, LINK_ANSWER, (int64_t)x->piece.n);
    size_t n = MIN(x->piece.n - x->piece_at, max);
    memcpy(to, x->piece.p + x->piece_at, n);
    x->piece_at += n;
    return (ssize_t)n;
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

/* Clients say of a DELETE that it has nothing; what is not served at all may have anything. */
static bool may_have_body(const struct exchange *x)
{
    bool nothing = str_eq(http_header(&x->rq, "content-length"), STR("0"));
    return x->rq.method == HTTP_POST || x->rq.method == HTTP_OTHER ||
           (x->rq.method == HTTP_DELETE && nothing);
}

/* What the headers alone decide: 0 or the status to refuse with. */
static int check_headers(struct exchange *x, const char *method, const char *version)
{
    const struct http_config *config = &x->server->config;
    uint64_t length = 0;
    int bad = gate_method(method, &x->rq.method) ? 0 : 501;
    if (!bad) bad = gate_version(version);
    if (!bad) {
        int head = gate_headers(x->connection, x, method, version); /* tells which page to show */
        bad = gate_target(x->target);
        bad = bad ? bad : head;
    }
    if (!bad) bad = request_read(x, config);
    if (bad) return bad;
    x->lane = request_lane(config, &x->rq);
    if (has_body(x) && !may_have_body(x)) return 400;
    struct str declared = http_header(&x->rq, "content-length");
    if (declared.n && str_to_u64(declared, &length)) return 400;
    uint64_t most = config->stream ? (uint64_t)config->stream_max : config->body_max;
    return length > most ? 413 : 0;
}

/* x->rs, or `status` with a sentence of ours. */
static enum MHD_Result answer(struct exchange *x, int status)
{
    size_t bytes = respond_bytes(&x->rs);
    link_phase(&x->server->links, x->connection, LINK_ANSWER, status ? 0 : (int64_t)bytes);
    return status ? respond_status(x, status) : respond(x);
}

static enum MHD_Result take_headers(struct exchange *x, const char *method, const char *version)
{
    x->step = STEP_BODY;
    x->refused = check_headers(x, method, version);
    link_phase(&x->server->links, x->connection, LINK_BODY, 0);
    if (x->refused) return answer(x, x->refused);
    if (!x->server->config.stream || x->rq.method != HTTP_POST) return MHD_YES;
    x->step = STEP_OPENING;
    return hand_over(x, work_open);
}

/* The library asks about the headers once more when a worker is done with them: the last moment to
 * refuse a body before it is sent. */
static enum MHD_Result take_opened(struct exchange *x)
{
    x->step = STEP_BODY;
    link_phase(&x->server->links, x->connection, LINK_BODY, 0);
    if (!x->refused) x->refused = stream_status(x->stream_error);
    return x->refused ? answer(x, x->refused) : MHD_YES;
}

static enum MHD_Result take_piece(struct exchange *x, const char *data, size_t *size)
{
    size_t n = *size;
    if (x->stream_error && !x->refused) x->refused = stream_status(x->stream_error);
    x->received += (int64_t)n;
    link_phase(&x->server->links, x->connection, LINK_BODY, x->received);
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
    if (!x) return MHD_NO;
    struct whereabouts w = whereabouts(x);
    if (w.late) return respond_late(x);
    if (w.running) return MHD_YES; /* of a chunked body the library shows more while suspended */
    if (x->step == STEP_HEADERS) return take_headers(x, method, version);
    if (x->step == STEP_OPENING) return take_opened(x);
    if (*size) return take_piece(x, data, size);
    if (x->stream_error && !x->refused) x->refused = stream_status(x->stream_error);
    if (x->refused) return answer(x, x->refused);
    if (x->done) return answer(x, 0);
    if (x->step == STEP_ANSWER) return MHD_YES; /* woken before its time */
    x->step = STEP_ANSWER;                      /* a long body was not the handler's time */
    x->rq.deadline_us = x->server->config.env->monotonic(x->server->config.env) +
                        (int64_t)x->server->config.request_seconds * 1000000;
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
        links_cut_slow(&s->links);
    }
}

/* ---- starting and stopping ---- */

static bool start_daemon(struct http_server *s, int fd)
{
    const struct http_config *c = &s->config;
    /* Behind a proxy all connections come from its address. */
    int each = c->trusted_proxies.n ? c->connections_max : MAX(c->connections_max / 4, 1);
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, accept_request, s,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, s,
        MHD_OPTION_NOTIFY_COMPLETED, end_exchange, s, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)c->connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)each,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)c->idle_seconds, MHD_OPTION_NOTIFY_CONNECTION,
        links_notify, &s->links, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    return s->daemon != NULL;
}

static int worker_count(int wanted)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return wanted > 0 ? wanted : (int)MAX(MIN(2 * cores, 32L), 4L);
}

enum err http_start(const struct http_config *config, struct http_server **ret)
{
    struct http_server *s = mem_zero(1, sizeof *s);
    int fd = -1;
    s->config = *config;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->idle, NULL);
    links_init(&s->links, config->env, config->idle_seconds);
    signal(SIGPIPE, SIG_IGN);
    enum err e = net_listen(config->listen, &fd, &s->port);
    if (!e) {
        int workers = worker_count(config->workers);
        s->pool = pool_new(workers, config->first ? MAX(workers / 4, 1) : 0, QUEUE_MAX);
        if (!s->pool) e = ERR_LIMIT;
    }
    if (!e && !start_daemon(s, fd)) e = ERR_INTERNAL;
    if (!e && pthread_create(&s->watch, NULL, watch_deadlines, s)) e = ERR_LIMIT;
    if (e) {
        if (s->daemon) MHD_stop_daemon(s->daemon); /* closes the socket */
        if (!s->daemon && fd >= 0) close(fd);
        pool_free(s->pool);
        links_end(&s->links);
        pthread_cond_destroy(&s->idle);
        pthread_mutex_destroy(&s->lock);
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
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&s->lock);
    while (s->n_exchanges &&
           pthread_cond_clockwait(&s->idle, &s->lock, CLOCK_MONOTONIC, &until) == 0)
        continue;
    pthread_mutex_unlock(&s->lock);
}

void http_stop(struct http_server *s, int seconds)
{
    if (!s) return;
    MHD_socket fd = MHD_quiesce_daemon(s->daemon);
    wait_idle(s, seconds);
    answer_late(s, INT64_MAX);
    wait_idle(s, 1); /* for those answers to be sent */
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_mutex_unlock(&s->lock);
    pool_free(s->pool); /* joins: handlers give up at their deadline */
    pthread_join(s->watch, NULL);
    MHD_stop_daemon(s->daemon);
    if (fd != MHD_INVALID_SOCKET) close(fd);
    links_end(&s->links);
    pthread_cond_destroy(&s->idle);
    pthread_mutex_destroy(&s->lock);
    mem_free(s);
}
