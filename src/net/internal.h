/* internal.h -- one exchange (request and answer) as the files of net/ see it. */
#ifndef NET_INTERNAL_H
#define NET_INTERNAL_H

#include <microhttpd.h>
#include <pthread.h>

#include "net/http.h"
#include "net/listen.h"

enum {
    HEADERS_MAX = 100,
    TARGET_MAX = 4096, /* bytes of path and query */
    PIECE_MAX = 64 << 10
};

/* ---- link.c: connections, and their pace ---- */

enum link_phase {
    LINK_HEAD,  /* waiting for a request, or in its headers */
    LINK_BODY,  /* in the body; `bytes` came so far */
    LINK_WORK,  /* ours: the client waits */
    LINK_ANSWER /* sending `bytes` */
};

struct link {
    struct link *next, **at;
    int fd;
    enum link_phase phase;
    bool body, cut;
    int64_t since, paused, bytes;
};

struct links {
    pthread_mutex_t lock;
    struct link *first;
    const struct env *env;
    int64_t idle_us;
};

void links_init(struct links *ls, const struct env *env, int idle_seconds);
void links_end(struct links *ls);
void links_notify(void *ctx, struct MHD_Connection *c, void **socket_context,
                  enum MHD_ConnectionNotificationCode what);
void link_phase(struct links *ls, struct MHD_Connection *c, enum link_phase phase, int64_t bytes);

/* Ends connections whose phase as a whole is slower than it may be. Any thread. */
void links_cut_slow(struct links *ls);

/* ---- pool.c ---- */

struct pool;
typedef void pool_job(void *arg);

/* Jobs of LANE_FIRST are taken first, by every thread; those of LANE_OTHERS and LANE_DEAR never
 * have more than threads - kept of them, and those of LANE_DEAR two thirds of that. Each lane has a
 * queue of its own. */
enum lane { LANE_FIRST, LANE_OTHERS, LANE_DEAR, LANES };
struct pool *pool_new(int threads, int kept, int queue_max);
bool pool_submit(struct pool *p, enum lane lane, pool_job *job, void *arg); /* false: no room */
void pool_free(struct pool *p); /* runs what is queued, then ends */

enum exchange_step { STEP_HEADERS, STEP_OPENING, STEP_BODY, STEP_ANSWER, STEP_SOURCE };

/* Shared by the connection and at most one worker; whoever lets go last frees it. */
struct exchange {
    struct http_server *server;
    const struct http_config *config;
    struct MHD_Connection *connection;
    int refs;              /* under the server's lock, like the next three */
    bool running;          /* a worker has it, the connection is suspended */
    bool late;             /* its deadline passed while it ran: the client got 503 */
    struct exchange *next; /* in the list of running ones */

    enum exchange_step step;
    enum lane lane;
    int refused;       /* status decided without a handler, 0: none */
    struct str target; /* as it came over the wire */
    struct http_request rq;
    struct http_response rs;
    struct buf body, piece;
    void *sink; /* of a streamed body */
    bool opened, streamed, done;
    int64_t received, started;
    enum err stream_error;
    size_t piece_at; /* of an answer in pieces: bytes of `piece` that were sent */
    bool source_end; /* `piece` is the last one */
    enum err source_error;
};

/* ---- gate.c ---- */

/* 0, or the status to refuse with. */
int gate_target(struct str target);
int gate_version(const char *version);

/* Whether the library's version hides how lines end, so that places are looked at. */
bool gate_sees_places(void);
int gate_headers(struct MHD_Connection *c, struct exchange *x, const char *method,
                 const char *version);
bool gate_method(const char *method, enum http_method *ret);

/* ---- form.c ---- */

/* Percent-decoding; ERR_FORMAT on a bad escape, %00 or text that is not UTF-8. */
MUST enum err http_decode(struct str s, bool plus_is_space, struct arena *a, struct str *ret);

/* ---- request.c ---- */

/* Fills x->rq from the target and headers; 0 or a status. */
int request_read(struct exchange *x, const struct http_config *config);
enum lane request_lane(const struct http_config *config, const struct http_request *rq);

/* ---- server.c ---- */

/* What the library asks for the next bytes of an answer in pieces; `ctx` is the exchange. */
ssize_t server_source(void *ctx, uint64_t at, char *to, size_t max);

/* ---- respond.c ---- */

/* Compresses a text body when the client takes gzip and it pays. On a worker. */
void respond_compress(struct http_request *rq, struct http_response *rs);

/* Sends x->rs, taking over its body. */
enum MHD_Result respond(struct exchange *x);
size_t respond_bytes(const struct http_response *rs); /* of the body, whatever it is */

/* Sends a plain answer of our own: 400, 413, 503 ... */
enum MHD_Result respond_status(struct exchange *x, int status);

/* 503 for an exchange whose handler still runs: touches neither its arena nor its answer. */
enum MHD_Result respond_late(struct exchange *x);

#endif
