/* book.c -- archives and workbooks put together by hand. */
#include "book.h"

#include <string.h>
#include <zlib.h>

#include "base/checked.h"

static void le(struct buf *b, size_t bytes, uint64_t v)
{
    for (size_t i = 0; i < bytes; i++) buf_add_char(b, (char)(v >> 8 * i & 0xFF));
}

static void header(struct buf *b, const struct book_part *p, struct str packed)
{
    le(b, 2, 20);
    le(b, 2, 0);
    le(b, 2, p->stored ? 0 : 8);
    le(b, 4, 0);
    le(b, 4, crc32(0, (const unsigned char *)p->bytes.p, (unsigned)p->bytes.n));
    le(b, 4, packed.n);
    le(b, 4, p->bytes.n);
    le(b, 2, strlen(p->name));
    le(b, 2, 0);
}

static struct str packed_of(struct arena *a, const struct book_part *p)
{
    if (p->stored) return p->bytes;
    z_stream z = {0};
    size_t room = p->bytes.n + 1000;
    char *to = arena_alloc(a, room);
    deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    z.next_in = (unsigned char *)(uintptr_t)p->bytes.p;
    z.avail_in = (unsigned)p->bytes.n;
    z.next_out = (unsigned char *)to;
    z.avail_out = (unsigned)room;
    deflate(&z, Z_FINISH);
    struct str s = {to, room - z.avail_out};
    deflateEnd(&z);
    return s;
}

struct str archive_of(struct arena *a, const struct book_part *part, size_t n)
{
    struct buf CLEANUP(buf_release) b = BUF((size_t)1 << 28);
    struct buf CLEANUP(buf_release) d = BUF(1 << 20);
    for (size_t i = 0; i < n; i++) {
        struct str packed = packed_of(a, &part[i]);
        buf_add(&d, STR("PK\1\2"));
        le(&d, 2, 20);
        header(&d, &part[i], packed);
        le(&d, 6, 0);
        le(&d, 4, 0); /* comment, disk, attributes; then the place */
        le(&d, 4, b.n);
        buf_add(&d, str_of(part[i].name));
        buf_add(&b, STR("PK\3\4"));
        header(&b, &part[i], packed);
        buf_add(&b, str_of(part[i].name));
        buf_add(&b, packed);
    }
    size_t at = b.n;
    buf_add(&b, buf_str(&d));
    buf_add(&b, STR("PK\5\6"));
    le(&b, 4, 0);
    le(&b, 2, n);
    le(&b, 2, n);
    le(&b, 4, d.n);
    le(&b, 4, at);
    le(&b, 2, 0);
    return arena_copy(a, buf_str(&b));
}

static const char *or_nothing(const char *s)
{
    return s ? s : "";
}

struct str book_of(struct arena *a, struct book b)
{
    struct book_part part[] = {
        {"[Content_Types].xml", STR("<Types/>"), true},
        {"_rels/.rels",
         STR("<Relationships><Relationship Id='a' Type='x/officeDocument' "
             "Target='xl/workbook.xml'/>"
             "</Relationships>"),
         false},
        {"xl/_rels/workbook.xml.rels",
         STR("<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s1.xml'/>"
             "<Relationship Id='r2' Type='x/sharedStrings' Target='/xl/sharedStrings.xml'/>"
             "<Relationship Id='r3' Type='x/styles' Target='styles.xml'/></Relationships>"),
         false},
        {"xl/workbook.xml",
         arena_printf(a,
                      "<workbook xmlns:r='r'>%s<sheets><sheet name='Buku' sheetId='1' r:id='r1'/>"
                      "</sheets></workbook>",
                      or_nothing(b.settings)),
         false},
        {"xl/worksheets/s1.xml",
         arena_printf(a, "<x:worksheet xmlns:x='m'><x:sheetData>%s</x:sheetData>%s</x:worksheet>",
                      or_nothing(b.rows), or_nothing(b.behind)),
         false},
        {"xl/sharedStrings.xml", arena_printf(a, "<sst>%s</sst>", or_nothing(b.strings)), false},
        {"xl/styles.xml", arena_printf(a, "<styleSheet>%s</styleSheet>", or_nothing(b.styles)),
         false},
    };
    return archive_of(a, part, COUNT(part));
}

struct str book_rows(struct arena *a, struct str file)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 26);
    struct xlsx *x = NULL;
    struct xlsx_row row;
    struct fault why;
    enum err e = xlsx_open(bytes_of(&file), &x, &why);
    if (!e) e = xlsx_begin(x, xlsx_fullest(x), &why);
    while (!e) {
        e = xlsx_next(x, a, &row, &why);
        if (e) break;
        buf_printf(&b, "%s%lld[", b.n ? " " : "", (long long)row.number);
        for (size_t i = 0; i < row.column.n; i++)
            buf_printf(&b, "%s%.*s", i ? "|" : "", STR_ARG(row.column.item[i]));
        buf_printf(&b, "]%s%s", row.too_long ? "long" : "", row.without_value ? "novalue" : "");
    }
    if (e != ERR_NOT_FOUND) buf_printf(&b, "!%s", reason_name(why.reason));
    xlsx_close(x);
    return arena_copy(a, buf_str(&b));
}

enum err collect(void *ctx, struct str bytes)
{
    buf_add(ctx, bytes);
    return OK;
}
