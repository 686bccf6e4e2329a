/* http.h -- an HTTP/1.1 server behind a small face (libmicrohttpd inside, never outside).
 *
 * Listening threads only frame requests; handlers run on a worker pool, so that one slow request
 * never delays another. A strict gate refuses what proxies and servers read differently (RFC 9112
 * 3.2, 6.1, 6.3, 11.2): two Host or Content-Length or Transfer-Encoding headers, Content-Length
 * with Transfer-Encoding, white space before the colon, control characters in the target or a
 * value, unknown methods, a Host that is not host[:port]. */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/env.h"

enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_OTHER /* PUT or PATCH: known, and served nowhere */
};

struct http_pair {
    struct str name, value;
};
struct http_pairs {
    struct http_pair *item;
    size_t n, cap;
};

struct http_request {
    enum http_method method;
    struct str path;          /* decoded, starts with '/', no "." or ".." segments, no NUL */
    struct str query;         /* raw, after '?' */
    struct http_pairs param;  /* decoded query, in order, duplicates kept */
    struct http_pairs header; /* names in lower case */
    struct str host;          /* Host header */
    struct str peer;          /* numeric address of the client, "203.0.113.7" */
    struct str id;            /* 10 characters, also in the X-Request-Id answer header */
    bool inside;              /* not over HTTP: a process of ours asks */
    struct str body;          /* a body of at most body_max bytes when the handler has no stream */
    void *taken;         /* what a stream made of the body, for the handler; its `open` sets it */
    int64_t deadline_us; /* monotonic; handlers give up then */
    struct arena *mem;   /* freed after the answer is sent */
};

/* An answer made piece by piece, in memory that does not grow with it, without a deadline: the pace
 * of the client is what counts. `next` runs on a worker and appends the next piece, about
 * HTTP_PIECE bytes; nothing appended was the end. An error breaks the connection off, so that the
 * client knows that something is missing. `close` is called once, at the end or when the client
 * went away; NULL is fine. */
enum { HTTP_PIECE = 64 << 10, HTTP_PIECE_MAX = 8 << 20 };
struct http_source {
    enum err (*next)(void *ctx, struct buf *to);
    void (*close)(void *ctx);
    void *ctx; /* may live in the request's arena */
};

struct http_response {
    int status;                /* 200 unless set */
    struct http_pairs header;  /* Content-Type etc., values without CR or LF */
    struct buf body;           /* taken over by the server */
    struct str static_body;    /* instead of body: bytes that live for ever */
    int file;                  /* instead of body: a file open for reading, taken over; 0: none */
    int64_t file_from;         /* the first byte of it that is sent ... */
    int64_t file_bytes;        /* ... and how many */
    struct http_source source; /* instead of body, when it has a `next` */
};

struct str http_header(const struct http_request *rq, const char *lower_name); /* empty: none */
struct str http_param(const struct http_request *rq, const char *name);        /* first; empty */
struct str http_cookie(const struct http_request *rq, const char *name);

/* Puts a field of the answer; over one of that name, but for Set-Cookie, Vary and Link. */
void http_set(struct http_request *rq, struct http_response *rs, const char *name,
              struct str value);

/* Decodes application/x-www-form-urlencoded (and query strings). ERR_FORMAT on bad escapes or
 * text that is not UTF-8, ERR_LIMIT over 200 pairs. */
MUST enum err http_decode_form(struct str s, struct arena *a, struct http_pairs *ret);

/* Percent-encodes for one path segment or query value (RFC 3986 2.3 unreserved stay). */
void http_encode(struct buf *to, struct str s);

typedef void http_handler(void *ctx, struct http_request *rq, struct http_response *rs);

/* For large bodies. `open` runs on a worker when the headers are complete and says where the bytes
 * go (*ret_sink, or NULL: the body is collected into rq->body up to body_max). `write` gets them
 * piece by piece, `close` at the end or when the client went away (complete == false). */
struct http_stream {
    enum err (*open)(void *ctx, struct http_request *rq, void **ret_sink);
    enum err (*write)(void *sink, struct str piece);
    void (*close)(void *sink, bool complete);
};

struct http_config {
    struct str listen; /* "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:8080"; port 0: any */
    http_handler *handler;
    const struct http_stream *stream; /* NULL: no streamed bodies */
    void *ctx;
    /* Who goes before everybody else: a quarter of the workers do nothing but such requests. Called
     * when the headers are there, by a thread that must not wait. NULL: nobody. */
    bool (*first)(void *ctx, const struct http_request *rq);
    /* Whose handlers may take long: they never have all workers that are not for who goes first, so
     * that what is quick need not wait for them. Called as `first`; NULL: nobody's. */
    bool (*dear)(void *ctx, const struct http_request *rq);
    /* What of a path, as it came, the log may have: a part of it, or something that lives for ever.
     * Any thread. NULL: all. */
    struct str (*logged)(void *ctx, struct str path);
    /* What a browser is shown when a request is answered without a handler (413, 503 ...): HTML
     * that lives as long as the server; empty: a sentence of ours. Of *rq only headers may be
     * looked at; any thread. NULL: always the sentence. */
    struct str (*page)(void *ctx, const struct http_request *rq, int status);
    const struct env *env;
    int workers;                 /* threads that run handlers; 0: two per core, at least 4 */
    size_t body_max;             /* of a collected body; larger is 413 */
    int64_t stream_max;          /* of a streamed body */
    int request_seconds;         /* deadline of a handler; the client gets 503 after it */
    int idle_seconds;            /* connection without progress is closed */
    int connections_max;         /* in all; per address a quarter of it */
    struct strs trusted_proxies; /* addresses whose X-Forwarded-For is believed; may be empty */
};

struct http_server;

/* ERR_BUSY when the address is in use, ERR_ARG when it cannot be understood, ERR_DENIED for ports
 * the user may not open, ERR_LIMIT when there are no threads to be had. Ignores SIGPIPE. */
MUST enum err http_start(const struct http_config *config, struct http_server **ret);

int http_port(const struct http_server *s);

/* Stops accepting, lets running requests finish for at most `seconds`, then closes. */
void http_stop(struct http_server *s, int seconds);

#endif
