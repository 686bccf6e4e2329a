/* respond.c -- answers on their way out: compression, headers, the library's response object. */
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/checked.h"
#include "base/log.h"
#include "base/mem.h"
#include "net/internal.h"

enum { COMPRESS_FROM = 1000, COMPRESS_LEVEL = 6, GZIP_WINDOW = 15 + 16 };

static struct str header_of(const struct http_response *rs, const char *name)
{
    for (size_t i = 0; i < rs->header.n; i++)
        if (str_eq_nocase(rs->header.item[i].name, str_of(name))) return rs->header.item[i].value;
    return (struct str){0};
}

static bool is_text(struct str type)
{
    return str_starts(type, STR("text/")) || str_starts(type, STR("application/json")) ||
           str_starts(type, STR("application/xml")) || str_starts(type, STR("image/svg"));
}

/* "gzip" in Accept-Encoding and not refused by q=0 (RFC 9110 12.5.3). */
static bool takes_gzip(const struct http_request *rq)
{
    struct str rest = http_header(rq, "accept-encoding"), part;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (!str_starts(part, STR("gzip"))) continue;
        struct str q = str_slice(part, str_find_char(part, '=', 0) + 1, part.n);
        return !str_eq(q, STR("0")) && !str_eq(q, STR("0.0")) && !str_eq(q, STR("0.000"));
    }
    return false;
}

void respond_compress(struct http_request *rq, struct http_response *rs)
{
    z_stream z = {0};
    if (rs->body.n < COMPRESS_FROM || !is_text(header_of(rs, "Content-Type"))) return;
    if (header_of(rs, "Content-Encoding").n) return;
    http_set(rq, rs, "Vary", STR("Accept-Encoding"));
    if (!takes_gzip(rq)) return;
    if (deflateInit2(&z, COMPRESS_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    struct buf small = BUF(rs->body.n + 1000);
    char *to = buf_reserve(&small, deflateBound(&z, rs->body.n));
    if (!to) small.max = 0;
    z.next_in = (unsigned char *)rs->body.p;
    z.avail_in = (unsigned)rs->body.n;
    z.next_out = (unsigned char *)to;
    z.avail_out = to ? (unsigned)small.cap : 0;
    bool fits = to && deflate(&z, Z_FINISH) == Z_STREAM_END;
    small.n = fits ? z.total_out : 0;
    deflateEnd(&z);
    if (!fits) {
        buf_release(&small);
        return;
    }
    buf_release(&rs->body);
    rs->body = small;
    http_set(rq, rs, "Content-Encoding", STR("gzip"));
}

/* Where chunks end is what servers read differently most often, and the library hides how these
 * were written: whatever stands behind them on the connection is not taken for a request. */
static void end_after_chunks(const struct exchange *x, struct MHD_Response *r)
{
    if (http_header(&x->rq, "transfer-encoding").n)
        MHD_add_response_header(r, "Connection", "close");
}

static void add_headers(const struct exchange *x, struct MHD_Response *r)
{
    end_after_chunks(x, r);
    for (size_t i = 0; i < x->rs.header.n; i++) {
        const char *name = arena_cstr(x->rq.mem, x->rs.header.item[i].name);
        const char *value = arena_cstr(x->rq.mem, x->rs.header.item[i].value);
        MHD_add_response_header(r, name, value);
    }
    if (x->rq.id.n) MHD_add_response_header(r, "X-Request-Id", arena_cstr(x->rq.mem, x->rq.id));
}

static void log_answer(const struct exchange *x, int status, size_t bytes)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT"};
    const struct env *env = env_system();
    long long us = (long long)(env->monotonic(env) - x->started);
    struct str path = str_slice(x->target, 0, str_find_char(x->target, '?', 0));
    if (x->config->logged) path = x->config->logged(x->config->ctx, path);
    log_line(LOG_INFO, x->rq.id, "%s %.*s %d %zu bytes %lld.%lld ms", names[x->rq.method],
             STR_ARG(path), status, bytes, us / 1000, us / 100 % 10);
}

size_t respond_bytes(const struct http_response *rs)
{
    if (rs->file) return (size_t)rs->file_bytes;
    return rs->static_body.p ? rs->static_body.n : rs->body.n;
}

enum MHD_Result respond(struct exchange *x)
{
    struct http_response *rs = &x->rs;
    int status = rs->status ? rs->status : 200;
    struct MHD_Response *r;
    size_t bytes = respond_bytes(rs);
    if (rs->source.next && status == 200) {
        x->step = STEP_SOURCE;
        x->piece.max = HTTP_PIECE_MAX;
        r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, HTTP_PIECE, server_source, x, NULL);
    } else if (rs->file) {
        r = MHD_create_response_from_fd_at_offset64((uint64_t)rs->file_bytes, rs->file,
                                                    (uint64_t)rs->file_from);
        if (r) rs->file = 0; /* the library closes it */
    } else if (rs->static_body.p) {
        r = MHD_create_response_from_buffer(bytes, (void *)(uintptr_t)rs->static_body.p,
                                            MHD_RESPMEM_PERSISTENT);
    } else {
        r = MHD_create_response_from_buffer(bytes, rs->body.p ? rs->body.p : (char *)mem_alloc(1),
                                            MHD_RESPMEM_MUST_FREE);
        rs->body = (struct buf){0}; /* the library frees it */
    }
    if (!r) return MHD_NO;
    /* libmicrohttpd 0.9 ends the body of HEAD, which has none, with a last chunk */
    if (x->step == STEP_SOURCE && x->rq.method == HTTP_HEAD)
        MHD_set_response_options(r, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    add_headers(x, r);
    enum MHD_Result result = MHD_queue_response(x->connection, (unsigned)status, r);
    MHD_destroy_response(r);
    log_answer(x, status, bytes);
    return result;
}

/* What people see of it: net/ knows no messages, so a short sentence in both languages. */
static struct str sentence(int status)
{
    switch (status) {
    case 403: return STR("403 Tidak diizinkan. / Not allowed.\n");
    case 404: return STR("404 Tidak ditemukan. / Not found.\n");
    case 413: return STR("413 Kiriman terlalu besar. / The upload is too large.\n");
    case 414: return STR("414 Alamat terlalu panjang. / The address is too long.\n");
    case 431: return STR("431 Kepala permintaan terlalu besar. / The headers are too large.\n");
    case 500: return STR("500 Kesalahan di dalam program. / A fault in the program.\n");
    case 501: return STR("501 Cara ini tidak dilayani. / This method is not served.\n");
    case 503: return STR("503 Sedang sibuk, coba lagi sebentar. / Busy, try again in a moment.\n");
    case 505: return STR("505 Hanya HTTP/1.0 dan 1.1. / HTTP/1.0 and 1.1 only.\n");
    case 507: return STR("507 Cakram penuh. / The disk is full.\n");
    default: return STR("400 Permintaan tidak dapat dibaca. / The request cannot be read.\n");
    }
}

static const char page_policy[] =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/* A page for browsers, or the sentence. */
static struct str shown(const struct exchange *x, int status, const char **ret_type)
{
    const struct http_config *config = x->config;
    struct str page = {0};
    if (config->page) page = config->page(config->ctx, &x->rq, status);
    *ret_type = page.n ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
    return page.n ? page : sentence(status);
}

enum MHD_Result respond_late(struct exchange *x)
{
    const char *type = NULL;
    struct str text = shown(x, 503, &type);
    char id[16] = "";
    struct MHD_Response *r =
        MHD_create_response_from_buffer(text.n, (void *)(uintptr_t)text.p, MHD_RESPMEM_PERSISTENT);
    if (!r) return MHD_NO;
    memcpy(id, x->rq.id.p, MIN(x->rq.id.n, sizeof id - 1));
    MHD_add_response_header(r, "Content-Type", type);
    MHD_add_response_header(r, "Content-Security-Policy", page_policy);
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Cache-Control", "no-store");
    MHD_add_response_header(r, "Retry-After", "5");
    MHD_add_response_header(r, "X-Request-Id", id);
    end_after_chunks(x, r);
    enum MHD_Result result = MHD_queue_response(x->connection, 503, r);
    MHD_destroy_response(r);
    log_answer(x, 503, text.n);
    return result;
}

enum MHD_Result respond_status(struct exchange *x, int status)
{
    buf_release(&x->rs.body);
    if (x->rs.file) close(x->rs.file);
    const char *type = NULL;
    x->rs = (struct http_response){.status = status, .static_body = shown(x, status, &type)};
    http_set(&x->rq, &x->rs, "Content-Type", str_of(type));
    http_set(&x->rq, &x->rs, "Content-Security-Policy", str_of(page_policy));
    http_set(&x->rq, &x->rs, "X-Content-Type-Options", STR("nosniff"));
    http_set(&x->rq, &x->rs, "Cache-Control", STR("no-store"));
    if (status == 503 || status == 429) http_set(&x->rq, &x->rs, "Retry-After", STR("5"));
    /* What follows a refused request on the wire may be anything. */
    http_set(&x->rq, &x->rs, "Connection", STR("close"));
    return respond(x);
}
