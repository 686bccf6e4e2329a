/* stream.c -- see stream.h. A sink lives on worker threads, one call at a time, and takes a
 * connection to the truth only where a file begins. */
#include "web/stream.h"

#include "base/checked.h"
#include "db/pool.h"
#include "net/multipart.h"
#include "web/internal.h"
#include "web/visitor.h"

enum { FIELD_MAX = 4000 };

struct sink {
    struct ask k; /* as it was when the headers came, without a connection */
    struct streamed *out;
    struct multipart *multipart; /* NULL: bytes of a file */
    struct push_body *push;      /* instead of all the rest */
    struct upload_sink *file;
    bool in_file;
    int64_t left; /* of RAW_FILE: bytes that may come */
    struct str name;
    struct buf value; /* of the field being read */
};

struct store ask_store(const struct ask *k)
{
    return (struct store){.mem = k->mem, .dir = k->config->dir, .env = k->config->env, .db = k->db};
}

void stream_abandon(const struct ask *k)
{
    if (k->route->flags & FORM_FILE && k->streamed->has_file)
        upload_abandon(k->config->dir, &k->streamed->upload);
}

/* ---- a form with a file ---- */

static enum err begin_file(struct sink *s, struct str name)
{
    struct streamed *o = s->out;
    uint64_t announced = 0;
    struct str length = http_header(s->k.rq, "content-length");
    int64_t most = UPLOAD_BYTES_MAX;
    if (o->has_file || o->error) return ERR_FORMAT; /* one file a form */
    s->in_file = true;
    if (name.n == 0) return OK; /* nothing was chosen: an empty part */
    if (length.n && str_to_u64(length, &announced) == OK && announced)
        most = MIN(most, (int64_t)announced);
    o->error = db_pool_get(s->k.config->writers, &s->k.db);
    if (o->error) return OK;
    struct store store = ask_store(&s->k);
    o->error = upload_draft(&store, &s->k.actor, s->k.agency.id, name, most, s->k.mem, &o->upload);
    db_pool_put(s->k.config->writers, s->k.db);
    s->k.db = NULL;
    if (!o->error) o->error = upload_open(s->k.config->dir, &o->upload, 0, &s->file);
    o->has_file = !o->error;
    return OK;
}

static enum err begin(void *ctx, const struct multipart_part *part)
{
    struct sink *s = ctx;
    bool is_token = str_eq(part->name, STR("token"));
    if (!s->out->sent && !is_token) return ERR_DENIED; /* the token comes first */
    if (part->is_file) return is_token ? ERR_DENIED : begin_file(s, part->file);
    s->in_file = false;
    s->name = arena_copy(s->k.mem, part->name);
    buf_clear(&s->value);
    return OK;
}

static enum err data(void *ctx, struct str piece)
{
    struct sink *s = ctx;
    if (!s->in_file) {
        buf_add(&s->value, piece);
        return s->value.full ? ERR_LIMIT : OK;
    }
    if (!s->file || s->out->error) return OK; /* read to the end, so that the page can say why */
    s->out->error = upload_write(s->file, piece);
    return OK;
}

static enum err end(void *ctx)
{
    struct sink *s = ctx;
    if (s->in_file) return OK;
    struct http_pair pair = {s->name, arena_copy(s->k.mem, buf_str(&s->value))};
    if (!str_eq(s->name, STR("token"))) {
        VEC_PUSH(s->k.mem, &s->out->form, pair);
        return OK;
    }
    s->out->sent = visitor_sent(&s->k, pair.value);
    return s->out->sent ? OK : ERR_DENIED;
}

/* ---- bytes of a file ---- */

static enum err open_raw(struct sink *s)
{
    struct streamed *o = s->out;
    int64_t offset = ask_number(&s->k, "dari", -1);
    if (!visitor_sent(&s->k, http_header(s->k.rq, "x-token"))) return ERR_DENIED;
    o->sent = true;
    s->left = STREAM_PIECE_MAX;
    o->error = upload_find(s->k.db, s->k.config->dir, &s->k.actor, s->k.agency.id, s->k.segment,
                           s->k.mem, &o->upload);
    if (!o->error) o->error = upload_open(s->k.config->dir, &o->upload, offset, &s->file);
    o->has_file = !o->error;
    return OK;
}

static enum err write_raw(struct sink *s, struct str piece)
{
    s->left -= (int64_t)piece.n;
    if (s->left < 0) return ERR_LIMIT;
    if (s->file && !s->out->error) s->out->error = upload_write(s->file, piece);
    return OK;
}

/* ---- the sink ---- */

enum err stream_open(struct ask *k, void **ret_sink)
{
    struct sink *s = arena_make(k->mem, struct sink);
    if (k->route->flags & PUSHED) {
        s->push = push_body_open(k->web->pushes, k->config->env, k->rq);
        *ret_sink = s;
        return OK;
    }
    const struct multipart_takes takes = {begin, data, end, s};
    if (!k->config->dir || !k->config->writers) return ERR_NOT_FOUND;
    *s =
        (struct sink){.k = *k, .out = arena_make(k->mem, struct streamed), .value = BUF(FIELD_MAX)};
    enum err e = k->route->flags & RAW_FILE
                     ? open_raw(s)
                     : multipart_new(http_header(k->rq, "content-type"), &takes, &s->multipart);
    if (e) return e;
    s->k.db = NULL;
    k->rq->taken = s->out;
    *ret_sink = s;
    return OK;
}

enum err stream_write(void *sink, struct str piece)
{
    struct sink *s = sink;
    if (s->push) return push_body_write(s->push, piece);
    return s->multipart ? multipart_feed(s->multipart, piece) : write_raw(s, piece);
}

void stream_close(void *sink, bool complete)
{
    struct sink *s = sink;
    struct streamed *o = s->out;
    if (s->push) {
        push_body_close(s->push);
        return;
    }
    if (complete && s->multipart && multipart_finish(s->multipart)) {
        o->sent = false; /* cut in the middle, or no form: nothing of it counts */
        complete = false;
    }
    enum err e = upload_close(s->file, complete);
    if (e && !o->error) o->error = e;
    if (s->multipart && o->has_file && (o->error || !complete)) {
        upload_abandon(s->k.config->dir, &o->upload);
        o->has_file = false;
    }
    multipart_free(s->multipart);
    buf_release(&s->value);
}
