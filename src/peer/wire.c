/* wire.c -- see wire.h: libcurl looks names up, connects within the time, and asks where it may. */
#include "peer/wire.h"

#include <poll.h>
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "base/mem.h"
#include "peer/connect.h"

enum { NAP_MS = 100, PIECE = 16 << 10 };

struct wire {
    CURL *curl;
    const struct env *env;
    struct wire_order order;
    bool hidden;
};

static bool stopped(const struct wire *w)
{
    return w->order.stop && w->order.stop(w->order.ctx);
}

static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct wire *w = ctx;
    (void)purpose;
    return connect_socket(to, w->order.private_ok, &w->hidden);
}

static int on_progress(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return stopped(ctx);
}

/* A host and a port and nothing else. */
static bool is_address(struct str s)
{
    size_t colon = s.n, port;
    while (colon && s.p[colon - 1] != ':') colon--;
    uint64_t n = 0;
    port = colon;
    if (colon < 2 || str_to_u64(str_slice(s, port, s.n), &n) || n == 0 || n > 65535) return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool fine = ascii_is_letter(c) || ascii_is_digit(c) || (c && strchr(".-:[]_", c));
        if (!fine) return false;
    }
    return true;
}

static void set_options(struct wire *w, const char *url, int64_t ms)
{
    CURL *c = w->curl;
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)ms);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)ms);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, w);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, w);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
}

enum err wire_open(const struct env *env, const struct wire_order *o, int64_t deadline,
                   struct wire **ret, enum fetch_trouble *ret_trouble)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    int64_t left = (deadline - env->monotonic(env)) / 1000;
    *ret_trouble = FETCH_ADDRESS;
    if (o->address.n > FETCH_URL_MAX || !is_address(o->address)) return ERR_IO;
    struct wire *w = mem_zero(1, sizeof *w);
    *w = (struct wire){.curl = curl_easy_init(), .env = env, .order = *o};
    if (!w->curl) mem_exhausted();
    struct str url = arena_printf(a, "http://%.*s/", STR_ARG(o->address));
    set_options(w, arena_cstr(a, url), MIN(MAX(left, (int64_t)1), FETCH_CONNECT_SECONDS * 1000));
    CURLcode code = curl_easy_perform(w->curl);
    *ret_trouble = w->hidden ? FETCH_PRIVATE : connect_trouble(code);
    if (code == CURLE_OK) {
        *ret = w;
        return OK;
    }
    wire_close(w);
    return code == CURLE_ABORTED_BY_CALLBACK ? ERR_INTERRUPTED : ERR_IO;
}

void wire_close(struct wire *w)
{
    if (!w) return;
    curl_easy_cleanup(w->curl);
    mem_free(w);
}

/* Until the socket can do it, or the time is over. */
static enum err wait_for(const struct wire *w, short events, int64_t deadline,
                         enum fetch_trouble *ret)
{
    curl_socket_t fd = CURL_SOCKET_BAD;
    curl_easy_getinfo(w->curl, CURLINFO_ACTIVESOCKET, &fd);
    *ret = FETCH_CUT;
    if (fd == CURL_SOCKET_BAD) return ERR_IO;
    for (;;) {
        int64_t left = (deadline - w->env->monotonic(w->env)) / 1000;
        struct pollfd p = {.fd = fd, .events = events};
        *ret = FETCH_SLOW;
        if (left <= 0) return ERR_IO;
        if (stopped(w)) return ERR_INTERRUPTED;
        if (poll(&p, 1, (int)MIN(left, (int64_t)NAP_MS)) > 0) return OK;
    }
}

enum err wire_send(struct wire *w, struct str bytes, int64_t deadline, enum fetch_trouble *ret)
{
    while (bytes.n) {
        size_t n = 0;
        CURLcode code = curl_easy_send(w->curl, bytes.p, bytes.n, &n);
        *ret = FETCH_CUT;
        if (code == CURLE_OK)
            bytes = str_slice(bytes, n, bytes.n);
        else if (code != CURLE_AGAIN)
            return ERR_IO;
        enum err e = code == CURLE_AGAIN ? wait_for(w, POLLOUT, deadline, ret) : OK;
        if (e) return e;
    }
    *ret = FETCH_FINE;
    return OK;
}

enum err wire_take(struct wire *w, struct buf *to, int64_t deadline, enum fetch_trouble *ret)
{
    for (;;) {
        size_t n = 0;
        char *room = buf_reserve(to, PIECE);
        *ret = FETCH_LARGE;
        if (!room) return ERR_IO;
        CURLcode code = curl_easy_recv(w->curl, room, PIECE, &n);
        *ret = FETCH_CUT;
        if (code == CURLE_OK && n) {
            to->n += n;
            *ret = FETCH_FINE;
            return OK;
        }
        if (code != CURLE_AGAIN) return ERR_IO;
        enum err e = wait_for(w, POLLIN, deadline, ret);
        if (e) return e;
    }
}
