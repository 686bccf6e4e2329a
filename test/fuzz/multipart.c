/* multipart.c -- a line of content type and any bytes as its body.
 *
 * Holds: the parts and their bytes are the same however the body was cut on its way, names of
 * parts are within their limits, each part that began ends before the next begins. */
#include <stdlib.h>

#include "base/buf.h"
#include "net/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define must(held)                                                                                 \
    do {                                                                                           \
        if (!(held)) abort();                                                                      \
    } while (0)

/* Everything that was told, as one text. */
struct told {
    struct buf text;
    bool open;
    int parts;
};

static enum err begin(void *ctx, const struct multipart_part *part)
{
    struct told *t = ctx;
    must(!t->open && part->name.n + part->file.n <= MULTIPART_HEAD_MAX);
    t->open = true;
    must(++t->parts <= MULTIPART_PARTS_MAX);
    buf_printf(&t->text, "[%.*s|%.*s|%d]", STR_ARG(part->name), STR_ARG(part->file), part->is_file);
    return OK;
}

static enum err data(void *ctx, struct str piece)
{
    struct told *t = ctx;
    must(t->open);
    buf_add(&t->text, piece);
    return OK;
}

static enum err end(void *ctx)
{
    struct told *t = ctx;
    must(t->open);
    t->open = false;
    buf_add(&t->text, STR("[end]"));
    return OK;
}

static enum err read_in_pieces(struct str type, struct str body, size_t step, struct told *t)
{
    const struct multipart_takes takes = {begin, data, end, t};
    struct multipart *m = NULL;
    *t = (struct told){.text = BUF(1 << 20)};
    enum err e = multipart_new(type, &takes, &m);
    if (e) return e;
    while (!e && body.n) {
        e = multipart_feed(m, str_slice(body, 0, step));
        body = str_slice(body, step, body.n);
    }
    if (!e) e = multipart_finish(m);
    if (!e) must(!t->open);
    multipart_free(m);
    return e;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str rest = {(const char *)bytes, n}, type;
    struct told whole, cut;
    if (!str_split(&rest, '\n', &type)) return 0;
    enum err e = read_in_pieces(type, rest, rest.n + 1, &whole);
    for (size_t step = 1; step < 80; step = step * 3 + 1) {
        must(read_in_pieces(type, rest, step, &cut) == e);
        must(e || str_eq(buf_str(&cut.text), buf_str(&whole.text)));
        buf_release(&cut.text);
    }
    buf_release(&whole.text);
    return 0;
}
