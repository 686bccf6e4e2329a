/* ber.c -- see ber.h. */
#include "z3950/ber.h"

#include <string.h>

#include "base/checked.h"

enum { LENGTH_BYTES_MAX = 8, OID_ARCS_MAX = 20 };

/* ---- identifier and length octets ---- */

struct head {
    unsigned tag;
    bool constructed, indefinite;
    size_t n;      /* bytes of the head */
    size_t length; /* of the content; 0 when indefinite */
};

/* X.690 8.1.2.4: numbers from 31 in groups of seven bits. */
static enum ber_framed read_number(struct str s, size_t *at, unsigned *ret)
{
    unsigned n = 0;
    unsigned char c = 0x80;
    while (c & 0x80) {
        if (*at == s.n) return BER_MORE;
        if (n > BER_TAG_MAX >> 7) return BER_BROKEN;
        c = (unsigned char)s.p[(*at)++];
        n = n << 7 | (c & 0x7Fu);
    }
    *ret = n;
    return BER_WHOLE;
}

/* X.690 8.1.3. */
static enum ber_framed read_length(struct str s, size_t *at, struct head *h)
{
    if (*at == s.n) return BER_MORE;
    unsigned char first = (unsigned char)s.p[(*at)++];
    size_t bytes = first & 0x7Fu, n = 0;
    if (!(first & 0x80)) {
        h->length = first;
        return BER_WHOLE;
    }
    if (bytes == 0) {
        h->indefinite = true;
        return h->constructed ? BER_WHOLE : BER_BROKEN;
    }
    if (bytes > LENGTH_BYTES_MAX) return BER_BROKEN;
    for (; bytes; bytes--) {
        if (*at == s.n) return BER_MORE;
        if (n > SIZE_MAX >> 16) return BER_BROKEN;
        n = n << 8 | (unsigned char)s.p[(*at)++];
    }
    h->length = n;
    return BER_WHOLE;
}

static enum ber_framed read_head(struct str s, struct head *ret)
{
    size_t at = 0;
    struct head h = {0};
    if (s.n == 0) return BER_MORE;
    unsigned char first = (unsigned char)s.p[at++];
    unsigned number = first & 0x1Fu;
    enum ber_framed e = BER_WHOLE;
    if (number == 0x1F) e = read_number(s, &at, &number);
    h.constructed = first & 0x20;
    if (e == BER_WHOLE) e = read_length(s, &at, &h);
    h.tag = (unsigned)(first >> 6) << 28 | number;
    h.n = at;
    if (e == BER_WHOLE) *ret = h;
    return e;
}

/* The two zeros that end an indefinite length. */
static bool is_end(const struct head *h)
{
    return h->tag == 0 && !h->constructed && h->length == 0;
}

/* ---- framing ---- */

enum ber_framed ber_frame(struct ber_frame *f, struct str got, size_t max, size_t *ret_n)
{
    struct head h;
    bool known = f->at && !f->open; /* where it ends, only its bytes have not come */
    for (; !known; known = !f->open) {
        if (f->at > max) return BER_BROKEN;
        if (f->at >= got.n) return BER_MORE;
        enum ber_framed e = read_head(str_slice(got, f->at, got.n), &h);
        if (e != BER_WHOLE) return e == BER_MORE && got.n > max ? BER_BROKEN : e;
        if (is_end(&h)) {
            if (f->open == 0) return BER_BROKEN;
            f->open--;
        } else if (h.indefinite && ++f->open > BER_OPEN_MAX)
            return BER_BROKEN;
        if (!add_ok(f->at, h.n, &f->at) || !add_ok(f->at, h.length, &f->at)) return BER_BROKEN;
    }
    if (f->at > max) return BER_BROKEN;
    if (f->at > got.n) return BER_MORE;
    *ret_n = f->at;
    return BER_WHOLE;
}

/* ---- reading ---- */

static bool broken(struct ber *b)
{
    b->broken = true;
    b->rest = (struct str){0};
    return false;
}

bool ber_next(struct ber *b, struct ber_value *ret)
{
    struct head h;
    struct ber_frame f = {0};
    size_t n = 0;
    if (b->rest.n == 0) return false;
    if (read_head(b->rest, &h) != BER_WHOLE || is_end(&h)) return broken(b);
    if (ber_frame(&f, b->rest, b->rest.n, &n) != BER_WHOLE) return broken(b);
    size_t end = h.indefinite ? n - 2 : n;
    *ret = (struct ber_value){h.tag, h.constructed, str_slice(b->rest, h.n, end)};
    b->rest = str_slice(b->rest, n, b->rest.n);
    return true;
}

struct ber ber_inside(const struct ber_value *v)
{
    if (!v->constructed) return (struct ber){.broken = true};
    return (struct ber){.rest = v->body};
}

bool ber_only(const struct ber_value *v, struct ber_value *ret)
{
    struct ber inside = ber_inside(v);
    return ber_next(&inside, ret);
}

bool ber_integer(const struct ber_value *v, int64_t *ret)
{
    if (v->constructed || v->body.n == 0 || v->body.n > 8) return false;
    uint64_t n = (signed char)v->body.p[0] < 0 ? UINT64_MAX : 0;
    for (size_t i = 0; i < v->body.n; i++) n = n << 8 | (unsigned char)v->body.p[i];
    *ret = (int64_t)n;
    return true;
}

bool ber_boolean(const struct ber_value *v, bool *ret)
{
    if (v->constructed || v->body.n != 1) return false;
    *ret = v->body.p[0] != 0;
    return true;
}

bool ber_bits(const struct ber_value *v, uint32_t *ret)
{
    uint32_t bits = 0;
    if (v->constructed || v->body.n == 0) return false;
    for (size_t i = 0; i < 32 && i / 8 + 1 < v->body.n; i++)
        if ((unsigned char)v->body.p[i / 8 + 1] & 0x80u >> i % 8) bits |= 1u << i;
    *ret = bits;
    return true;
}

/* X.690 8.7.3: a string may come in pieces; pieces of pieces are refused. */
bool ber_string(const struct ber_value *v, struct arena *a, struct str *ret)
{
    if (!v->constructed) {
        *ret = v->body;
        return true;
    }
    char *to = arena_alloc(a, v->body.n + 1);
    size_t n = 0;
    struct ber pieces = ber_inside(v);
    struct ber_value piece;
    while (ber_next(&pieces, &piece)) {
        if (piece.constructed) return false;
        memcpy(to + n, piece.body.p, piece.body.n);
        n += piece.body.n;
    }
    *ret = (struct str){to, n};
    return !pieces.broken;
}

bool ber_oid(const struct ber_value *v, struct arena *a, struct str *ret)
{
    struct buf CLEANUP(buf_release) b = BUF(400);
    size_t at = 0;
    if (v->constructed || v->body.n == 0) return false;
    for (int arc = 0; at < v->body.n; arc++) {
        unsigned n = 0;
        if (arc == OID_ARCS_MAX || read_number(v->body, &at, &n) != BER_WHOLE) return false;
        unsigned top = n < 80 ? n / 40 : 2;
        if (arc == 0)
            buf_printf(&b, "%u.%u", top, n - top * 40);
        else
            buf_printf(&b, ".%u", n);
    }
    *ret = arena_copy(a, buf_str(&b));
    return true;
}

/* ---- writing ---- */

static void add_number(struct buf *b, unsigned n)
{
    for (unsigned shift = 28; shift; shift -= 7)
        if (n >> shift) buf_add_char(b, (char)(0x80u | (n >> shift & 0x7Fu)));
    buf_add_char(b, (char)(n & 0x7Fu));
}

static void add_tag(struct buf *b, unsigned tag, bool constructed)
{
    unsigned first = tag >> 28 << 6 | (constructed ? 0x20u : 0), number = tag & BER_TAG_MAX;
    buf_add_char(b, (char)(first | MIN(number, 0x1Fu)));
    if (number >= 0x1F) add_number(b, number);
}

static int length_bytes(size_t n)
{
    int bytes = 0;
    for (size_t left = n; n > 127 && left; left >>= 8) bytes++;
    return bytes;
}

static void put_length(char *to, size_t n, int bytes)
{
    *to = (char)(bytes ? 0x80 | bytes : (int)n);
    for (int i = bytes; i > 0; i--, n >>= 8) to[i] = (char)(n & 0xFF);
}

size_t ber_open(struct buf *b, unsigned tag)
{
    add_tag(b, tag, true);
    buf_add_char(b, 0);
    return b->n;
}

void ber_close(struct buf *b, size_t at)
{
    if (b->full) return;
    size_t n = b->n - at;
    int bytes = length_bytes(n);
    if (!buf_reserve(b, (size_t)bytes)) return;
    memmove(b->p + at + bytes, b->p + at, n);
    b->n += (size_t)bytes;
    put_length(b->p + at - 1, n, bytes);
}

void ber_add_string(struct buf *b, unsigned tag, struct str s)
{
    char length[LENGTH_BYTES_MAX + 1];
    int bytes = length_bytes(s.n);
    put_length(length, s.n, bytes);
    add_tag(b, tag, false);
    buf_add(b, (struct str){length, (size_t)bytes + 1});
    buf_add(b, s);
}

void ber_add_integer(struct buf *b, unsigned tag, int64_t v)
{
    char bytes[8];
    size_t n = 1;
    for (int i = 0; i < 8; i++) bytes[i] = (char)(v >> (56 - 8 * i) & 0xFF);
    while (n < 8 && (v < -(INT64_C(1) << (8 * n - 1)) || v >= INT64_C(1) << (8 * n - 1))) n++;
    ber_add_string(b, tag, (struct str){bytes + 8 - n, n});
}

void ber_add_boolean(struct buf *b, unsigned tag, bool v)
{
    ber_add_string(b, tag, v ? STR("\x01") : STR("\0"));
}

void ber_add_null(struct buf *b, unsigned tag)
{
    ber_add_string(b, tag, (struct str){0});
}

void ber_add_bits(struct buf *b, unsigned tag, uint32_t bits, int n)
{
    char bytes[5] = {0};
    for (int i = 0; i < n && i < 32; i++)
        if (bits >> i & 1) bytes[1 + i / 8] = (char)(bytes[1 + i / 8] | 0x80 >> i % 8);
    bytes[0] = (char)((8 - n % 8) % 8);
    ber_add_string(b, tag, (struct str){bytes, (size_t)(n + 7) / 8 + 1});
}

void ber_add_oid(struct buf *b, unsigned tag, struct str dotted)
{
    struct buf CLEANUP(buf_release) body = BUF(200);
    struct str arc;
    uint64_t n = 0, first = 0;
    for (int i = 0; str_split(&dotted, '.', &arc); i++) {
        if (str_to_u64(arc, &n)) n = 0;
        if (i == 0)
            first = n;
        else
            add_number(&body, (unsigned)(i == 1 ? first * 40 + n : n));
    }
    ber_add_string(b, tag, buf_str(&body));
}
