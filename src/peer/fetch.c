/* fetch.c -- libcurl, held to our limits. */
#include "peer/fetch.h"

#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/checked.h"
#include "base/mem.h"
#include "peer/connect.h"

struct fetcher {
    CURL *curl;
    const struct env *env;
    bool (*stop)(void *ctx);
    void *stop_ctx;
    /* of the transfer at hand */
    const struct fetch_order *order;
    fetch_piece_fn *piece;
    void *ctx;
    struct arena *a;
    struct fetch_answer *answer;
    int64_t bytes;
    enum err failed; /* of piece */
    bool hidden, large;
};

/* ---- where it may go ---- */

static const struct {
    unsigned char at[4];
    int bits;
} closed4[] = {
    {{0, 0, 0, 0}, 8},      {{10, 0, 0, 0}, 8},    {{100, 64, 0, 0}, 10}, {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16}, {{172, 16, 0, 0}, 12}, {{192, 0, 0, 0}, 24},  {{192, 0, 2, 0}, 24},
    {{192, 168, 0, 0}, 16}, {{198, 18, 0, 0}, 15}, {{224, 0, 0, 0}, 4},   {{240, 0, 0, 0}, 4},
};

static bool under(const unsigned char *address, const unsigned char *net, int bits)
{
    for (int i = 0; i < bits; i++)
        if ((address[i / 8] ^ net[i / 8]) >> (7 - i % 8) & 1) return false;
    return true;
}

static bool is_private6(const unsigned char *a)
{
    static const unsigned char mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    static const unsigned char nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
    static const unsigned char open[1] = {0x20}, six_to_four[2] = {0x20, 0x02};
    static const unsigned char teredo[4] = {0x20, 0x01}, documents[4] = {0x20, 0x01, 0x0D, 0xB8};
    if (under(a, mapped, 96) || under(a, nat64, 96)) return fetch_is_private(a + 12, 4);
    if (under(a, six_to_four, 16)) return fetch_is_private(a + 2, 4);
    if (!under(a, open, 3)) return true; /* unique local, link, multicast, loopback */
    return under(a, teredo, 32) || under(a, documents, 32);
}

bool fetch_is_private(const unsigned char *address, size_t n)
{
    if (n == 16) return is_private6(address);
    for (size_t i = 0; i < COUNT(closed4); i++)
        if (under(address, closed4[i].at, closed4[i].bits)) return true;
    return n != 4;
}

curl_socket_t connect_socket(const struct curl_sockaddr *to, bool private_ok, bool *ret_hidden)
{
    const struct sockaddr *sa = &to->addr;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    bool closed = true;
    if (to->family == AF_INET && to->addrlen >= sizeof v4) {
        memcpy(&v4, sa, sizeof v4);
        closed = fetch_is_private((const unsigned char *)&v4.sin_addr, 4);
    } else if (to->family == AF_INET6 && to->addrlen >= sizeof v6) {
        memcpy(&v6, sa, sizeof v6);
        closed = fetch_is_private((const unsigned char *)&v6.sin6_addr, 16);
    }
    if (closed && !private_ok) {
        *ret_hidden = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Each connection passes here with the address it goes to, after names were looked up. */
static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct fetcher *f = ctx;
    (void)purpose;
    return connect_socket(to, f->order->private_ok, &f->hidden);
}

/* ---- what comes ---- */

int64_t fetch_retry_after(struct str value, int64_t now_us)
{
    int64_t n = 0;
    char text[64];
    value = str_trim(value);
    if (str_to_i64(value, &n) == OK) return n < 0 ? -1 : n;
    if (value.n == 0 || value.n >= sizeof text) return -1;
    memcpy(text, value.p, value.n);
    text[value.n] = '\0';
    time_t at = curl_getdate(text, NULL);
    return at < 0 ? -1 : MAX((int64_t)at - now_us / 1000000, (int64_t)0);
}

static struct str header_value(struct str line, struct str name)
{
    bool ours =
        line.n > name.n && str_eq_nocase(str_slice(line, 0, name.n), name) && line.p[name.n] == ':';
    return ours ? str_trim(str_slice(line, name.n + 1, line.n)) : (struct str){0};
}

static size_t on_header(char *p, size_t size, size_t n, void *ctx)
{
    struct fetcher *f = ctx;
    struct fetch_answer *r = f->answer;
    struct str line = {p, size * n}, value;
    if (str_starts(line, STR("HTTP/"))) { /* of the answer after a redirect */
        r->type = r->etag = r->modified = (struct str){0};
        r->retry_after = -1;
    }
    if ((value = header_value(line, STR("Content-Type"))).n) r->type = arena_copy(f->a, value);
    if ((value = header_value(line, STR("ETag"))).n) r->etag = arena_copy(f->a, value);
    if ((value = header_value(line, STR("Last-Modified"))).n) r->modified = arena_copy(f->a, value);
    if ((value = header_value(line, STR("Retry-After"))).n)
        r->retry_after = fetch_retry_after(value, f->env->now(f->env));
    return size * n;
}

static size_t on_body(char *p, size_t size, size_t n, void *ctx)
{
    struct fetcher *f = ctx;
    long status = 0;
    f->bytes += (int64_t)(size * n);
    f->large = f->bytes > f->order->bytes_max;
    if (f->large) return 0;
    curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200 || f->order->refusals)
        f->failed = f->piece(f->ctx, (struct str){p, size * n});
    return f->failed ? 0 : size * n;
}

static int on_progress(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    struct fetcher *f = ctx;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return f->stop && f->stop(f->stop_ctx);
}

/* ---- asking ---- */

static void free_list(struct curl_slist **l)
{
    curl_slist_free_all(*l);
}

/* False when it would break the line. */
static bool add_condition(struct arena *a, const char *name, struct str value,
                          struct curl_slist **to)
{
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < ' ' || value.p[i] == 0x7F) return false;
    struct str line = arena_printf(a, "%s: %.*s", name, STR_ARG(value));
    *to = value.n ? curl_slist_append(*to, arena_cstr(a, line)) : *to;
    return true;
}

static void set_limits(struct fetcher *f)
{
    CURL *c = f->curl;
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    /* a private server that was allowed is no way to its neighbours */
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, f->order->private_ok ? 0L : 1L);
    curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)FETCH_REDIRECTS);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)FETCH_CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)f->order->seconds);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_STALL_BYTES);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)FETCH_STALL_SECONDS);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, f);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, f);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, f);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, f);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
}

enum fetch_trouble connect_trouble(CURLcode code)
{
    switch (code) {
    case CURLE_OK: return FETCH_FINE;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return FETCH_ADDRESS;
    case CURLE_COULDNT_RESOLVE_HOST: return FETCH_UNKNOWN;
    case CURLE_COULDNT_CONNECT: return FETCH_REFUSED;
    case CURLE_OPERATION_TIMEDOUT: return FETCH_SLOW;
    case CURLE_TOO_MANY_REDIRECTS: return FETCH_REDIRECTED;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE: return FETCH_TLS;
    default: return FETCH_CUT;
    }
}

static enum fetch_trouble trouble_of(const struct fetcher *f, CURLcode code)
{
    if (f->hidden) return FETCH_PRIVATE;
    return f->large ? FETCH_LARGE : connect_trouble(code);
}

static void take_facts(struct fetcher *f)
{
    long status = 0;
    char *url = NULL;
    curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(f->curl, CURLINFO_EFFECTIVE_URL, &url);
    f->answer->status = (int)status;
    f->answer->url = arena_copy(f->a, str_of(url));
}

enum err fetch_get(struct fetcher *f, const struct fetch_order *o, fetch_piece_fn *piece, void *ctx,
                   struct arena *a, struct fetch_answer *ret)
{
    struct curl_slist CLEANUP(free_list) *headers = NULL;
    int64_t began = f->env->monotonic(f->env);
    *ret = (struct fetch_answer){.retry_after = -1, .trouble = FETCH_ADDRESS};
    if (o->url.n == 0 || o->url.n > FETCH_URL_MAX || str_find_char(o->url, '\0', 0) < o->url.n)
        return ERR_IO;
    if (!add_condition(a, "If-None-Match", o->etag, &headers) ||
        !add_condition(a, "If-Modified-Since", o->modified, &headers))
        return ERR_ARG;
    f->order = o;
    f->piece = piece;
    f->ctx = ctx;
    f->a = a;
    f->answer = ret;
    f->bytes = 0;
    f->failed = OK;
    f->hidden = f->large = false;
    curl_easy_reset(f->curl); /* keeps the connection */
    set_limits(f);
    curl_easy_setopt(f->curl, CURLOPT_URL, arena_cstr(a, o->url));
    curl_easy_setopt(f->curl, CURLOPT_USERAGENT, arena_cstr(a, o->agent));
    curl_easy_setopt(f->curl, CURLOPT_HTTPHEADER, headers);
    if (o->login.n) {
        curl_easy_setopt(f->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        curl_easy_setopt(f->curl, CURLOPT_USERNAME, arena_cstr(a, o->login));
        curl_easy_setopt(f->curl, CURLOPT_PASSWORD, arena_cstr(a, o->password));
    }
    CURLcode code = curl_easy_perform(f->curl);
    ret->took_us = f->env->monotonic(f->env) - began;
    take_facts(f);
    ret->trouble = trouble_of(f, code);
    if (code == CURLE_OK) return OK;
    if (code == CURLE_ABORTED_BY_CALLBACK) return ERR_INTERRUPTED;
    return f->failed ? f->failed : ERR_IO;
}

struct fetcher *fetch_open(const struct env *env, bool (*stop)(void *ctx), void *ctx)
{
    struct fetcher *f = mem_zero(1, sizeof *f);
    *f = (struct fetcher){.curl = curl_easy_init(), .env = env, .stop = stop, .stop_ctx = ctx};
    if (!f->curl) mem_exhausted();
    return f;
}

void fetch_close(struct fetcher *f)
{
    if (!f) return;
    curl_easy_cleanup(f->curl);
    mem_free(f);
}

void fetch_closep(struct fetcher **f)
{
    fetch_close(*f);
    *f = NULL;
}

const char *fetch_trouble_name(enum fetch_trouble t)
{
    static const char *const names[] = {"fine", "address", "unknown", "private", "refused",
                                        "tls",  "slow",    "large",   "cut",     "redirected"};
    return names[t];
}
