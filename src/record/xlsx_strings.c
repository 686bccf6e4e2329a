/* xlsx_strings.c -- parts of a workbook read as XML, and its table of shared strings. */
#include <string.h>

#include "base/checked.h"
#include "record/xlsx_parts.h"
#include "text/utf8.h"

enum { STRINGS_MAX = 4 << 20 };

static enum err more_of_part(void *ctx, char *to, size_t n, size_t *ret)
{
    return zip_stream_read(ctx, to, n, ret);
}

enum err xlsx_part_open(const struct zip *z, const struct zip_entry *e, struct xml_handler h,
                        struct xlsx_part *ret)
{
    struct xlsx_part p = {0};
    enum err err = zip_stream_open(z, e, &p.stream);
    if (err) return err;
    p.xml = xml_open(h, more_of_part, p.stream);
    *ret = p;
    return OK;
}

void xlsx_part_close(struct xlsx_part *p)
{
    xml_close(p->xml);
    zip_stream_close(p->stream);
    *p = (struct xlsx_part){0};
}

enum err xlsx_part_read(const struct zip *z, struct str name, struct xml_handler h)
{
    struct xlsx_part CLEANUP(xlsx_part_close) p = {0};
    const struct zip_entry *entry = zip_find(z, name);
    if (!entry) return OK;
    enum err e = xlsx_part_open(z, entry, h, &p);
    while (!e) e = xml_run(p.xml);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- escapes ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code of "_x000D_" at p; 0 when there is none, or it is not one of the plane. */
static uint32_t escape_at(const char *p, size_t left)
{
    uint32_t code = 0;
    if (left < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_') return 0;
    for (size_t i = 2; i < 6; i++) {
        int d = hex_digit(p[i]);
        if (d < 0) return 0;
        code = code * 16 + (uint32_t)d;
    }
    return code >= 0xD800 && code < 0xE000 ? 0 : code;
}

size_t xlsx_unescape(char *p, size_t n)
{
    size_t to = 0;
    if (!memchr(p, '_', n)) return n;
    for (size_t i = 0; i < n;) {
        char bytes[4];
        uint32_t code = escape_at(p + i, n - i);
        bool line =
            code == '\r' && i + 7 < n && p[i + 7] == '\n'; /* the other half of a line end */
        if (line) {
            i += 7;
        } else if (code) {
            if (code == '\r') code = '\n';
            size_t length = utf8_encode(code, bytes);
            memcpy(p + to, bytes, length); /* never longer than the escape */
            to += length;
            i += 7;
        } else {
            p[to++] = p[i++];
        }
    }
    return to;
}

/* ---- shared strings ---- */

struct strings_reading {
    struct xlsx_strings *s;
    size_t begin; /* of the string at hand */
    bool in_text; /* inside t */
    int phonetic; /* depth inside rPh */
};

static void string_start(void *ctx, struct str name, const char *const *attr)
{
    struct strings_reading *r = ctx;
    (void)attr;
    if (str_eq(name, STR("si"))) r->begin = r->s->text.n;
    if (str_eq(name, STR("rPh"))) r->phonetic++;
    r->in_text = str_eq(name, STR("t")) && !r->phonetic;
}

static void string_end(void *ctx, struct str name)
{
    struct strings_reading *r = ctx;
    struct buf *text = &r->s->text;
    r->in_text = false;
    if (str_eq(name, STR("rPh"))) r->phonetic--;
    if (!str_eq(name, STR("si")) || text->full) return;
    if (text->n > r->begin)
        text->n = r->begin + xlsx_unescape(text->p + r->begin, text->n - r->begin);
    uint32_t end = (uint32_t)text->n;
    buf_add(&r->s->ends, (struct str){(const char *)&end, sizeof end});
}

static void string_text(void *ctx, struct str text)
{
    struct strings_reading *r = ctx;
    if (r->in_text) buf_add(&r->s->text, text);
}

enum err xlsx_strings_read(const struct zip *z, struct str part, struct xlsx_strings *ret)
{
    struct strings_reading r = {.s = ret};
    ret->text = BUF(XLSX_STRINGS_MAX);
    ret->ends = BUF(STRINGS_MAX * sizeof(uint32_t));
    enum err e =
        xlsx_part_read(z, part, (struct xml_handler){string_start, string_end, string_text, &r});
    return !e && (ret->text.full || ret->ends.full) ? ERR_LIMIT : e;
}

void xlsx_strings_release(struct xlsx_strings *s)
{
    buf_release(&s->text);
    buf_release(&s->ends);
}

struct str xlsx_string(const struct xlsx_strings *s, uint64_t i)
{
    uint32_t pair[2] = {0, 0};
    if (i >= s->ends.n / sizeof(uint32_t)) return (struct str){0};
    if (i) memcpy(&pair[0], s->ends.p + (i - 1) * sizeof(uint32_t), sizeof(uint32_t));
    memcpy(&pair[1], s->ends.p + i * sizeof(uint32_t), sizeof(uint32_t));
    return str_slice(buf_str(&s->text), pair[0], pair[1]);
}
