/* multiform.c -- the parts of a collected multipart body. */
#include "web/multiform.h"

#include "net/multipart.h"

struct reading {
    struct arena *mem;
    struct http_pairs pairs;
    struct buf value;
};

bool multiform_is(const struct http_request *rq)
{
    return str_starts(http_header(rq, "content-type"), STR("multipart/form-data"));
}

static enum err begin(void *ctx, const struct multipart_part *part)
{
    struct reading *r = ctx;
    struct http_pair pair = {.name = arena_copy(r->mem, part->name)};
    VEC_PUSH(r->mem, &r->pairs, pair);
    buf_clear(&r->value);
    return OK;
}

static enum err data(void *ctx, struct str piece)
{
    struct reading *r = ctx;
    buf_add(&r->value, piece);
    return r->value.full ? ERR_LIMIT : OK;
}

static enum err end(void *ctx)
{
    struct reading *r = ctx;
    r->pairs.item[r->pairs.n - 1].value = arena_copy(r->mem, buf_str(&r->value));
    return OK;
}

enum err multiform_read(const struct http_request *rq, struct http_pairs *ret)
{
    struct reading r = {.mem = rq->mem, .value = BUF(rq->body.n + 1)};
    const struct multipart_takes takes = {begin, data, end, &r};
    struct multipart *m = NULL;
    enum err e = multipart_new(http_header(rq, "content-type"), &takes, &m);
    if (!e) e = multipart_feed(m, rq->body);
    if (!e) e = multipart_finish(m);
    multipart_free(m);
    buf_release(&r.value);
    if (!e) *ret = r.pairs;
    return e;
}
