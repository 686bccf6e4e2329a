/* xlsx_write.c -- a workbook of one sheet, written from front to back.
 *
 * Values are inline strings in a format of text, so nothing is ever a formula, and an ISBN keeps
 * its digits when somebody edits it. Sizes follow the data (APPNOTE.TXT 4.3.9), so nothing is held.
 */
#include <string.h>
#include <zlib.h>

#include "base/checked.h"
#include "base/mem.h"
#include "record/xlsx.h"
#include "text/utf8.h"

enum {
    PARTS = 6,
    ROWS_MAX = 1048576,
    CELL_UNITS_MAX = 32767, /* UTF-16 units, Excel's limit */
    XML_BYTES = 64 << 10,
    OUT_BYTES = 64 << 10,
    NAME_CHARS_MAX = 31
};

struct part {
    const char *name;
    int64_t at, packed, size;
    uint32_t crc;
};

struct xlsx_writer {
    xlsx_sink_fn *sink;
    void *ctx;
    enum err e;
    int64_t at; /* bytes written */
    struct part part[PARTS];
    size_t n;
    z_stream z;
    struct buf xml; /* of the part at hand, not compressed yet */
    size_t columns;
    int64_t rows;
    char out[OUT_BYTES];
};

static const char *const types =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\""
    " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
    "</Types>";

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN     "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

static const char *const root_relations =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELATION "/officeDocument\" Target=\"xl/workbook.xml\"/>"
    "</Relationships>";

static const char *const relations =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELATION "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" RELATION "/styles\" Target=\"styles.xml\"/>"
    "</Relationships>";

/* Cell formats: 0 as Excel's default, 1 text, 2 text in bold. 49 is the built-in format "@". */
static const char *const styles =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<styleSheet xmlns=\"" MAIN "\">"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs><cellXfs count=\"3\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
    " applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
    " applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

/* ---- the archive ---- */

static void put(struct xlsx_writer *w, struct str s)
{
    if (w->e || s.n == 0) return;
    w->e = w->sink(w->ctx, s);
    w->at += (int64_t)s.n;
    if (w->at > UINT32_MAX) w->e = ERR_LIMIT; /* what an archive without ZIP64 can be */
}

static void add16(struct buf *b, uint32_t v)
{
    buf_add(b, (struct str){(char[]){(char)(v & 0xFF), (char)(v >> 8 & 0xFF)}, 2});
}

static void add32(struct buf *b, int64_t v)
{
    add16(b, (uint32_t)v & 0xFFFF);
    add16(b, (uint32_t)v >> 16);
}

/* What local and central headers have in common; the date is 1980-01-01, so that the same rows make
 * the same file. */
static void add_header(struct buf *b, const struct part *p, bool known)
{
    add16(b, 20);
    add16(b, 1 << 3 | 1 << 11); /* sizes follow; names are UTF-8 */
    add16(b, 8);
    add16(b, 0);
    add16(b, 1 << 5 | 1);
    add32(b, known ? p->crc : 0);
    add32(b, known ? p->packed : 0);
    add32(b, known ? p->size : 0);
    add16(b, (uint32_t)strlen(p->name));
    add16(b, 0);
}

static void begin_part(struct xlsx_writer *w, const char *name)
{
    struct buf CLEANUP(buf_release) b = BUF(1024);
    struct part *p = &w->part[w->n];
    *p = (struct part){.name = name, .at = w->at};
    buf_add(&b, STR("PK\3\4"));
    add_header(&b, p, false);
    buf_add(&b, str_of(name));
    put(w, buf_str(&b));
    if (deflateReset(&w->z) != Z_OK) w->e = ERR_INTERNAL;
}

static void pack(struct xlsx_writer *w, int flush)
{
    struct part *p = &w->part[w->n];
    w->z.next_in = (unsigned char *)w->xml.p;
    w->z.avail_in = (unsigned)w->xml.n;
    p->size += (int64_t)w->xml.n;
    p->crc = (uint32_t)crc32(p->crc, (const unsigned char *)w->xml.p, (unsigned)w->xml.n);
    do {
        w->z.next_out = (unsigned char *)w->out;
        w->z.avail_out = sizeof w->out;
        deflate(&w->z, flush);
        size_t n = sizeof w->out - w->z.avail_out;
        p->packed += (int64_t)n;
        put(w, (struct str){w->out, n});
    } while (w->z.avail_out == 0);
    buf_clear(&w->xml);
}

static void end_part(struct xlsx_writer *w)
{
    struct buf CLEANUP(buf_release) b = BUF(64);
    struct part *p = &w->part[w->n];
    pack(w, Z_FINISH);
    buf_add(&b, STR("PK\7\10"));
    add32(&b, p->crc);
    add32(&b, p->packed);
    add32(&b, p->size);
    put(w, buf_str(&b));
    w->n++;
}

static void whole_part(struct xlsx_writer *w, const char *name, struct str xml)
{
    begin_part(w, name);
    buf_add(&w->xml, xml);
    end_part(w);
}

static void end_archive(struct xlsx_writer *w)
{
    struct buf CLEANUP(buf_release) b = BUF(4096);
    int64_t from = w->at;
    for (size_t i = 0; i < w->n; i++) {
        buf_add(&b, STR("PK\1\2"));
        add16(&b, 20);
        add_header(&b, &w->part[i], true);
        add16(&b, 0);
        add16(&b, 0);
        add16(&b, 0);
        add32(&b, 0);
        add32(&b, w->part[i].at);
        buf_add(&b, str_of(w->part[i].name));
    }
    int64_t bytes = (int64_t)b.n;
    buf_add(&b, STR("PK\5\6"));
    add32(&b, 0);
    add16(&b, (uint32_t)w->n);
    add16(&b, (uint32_t)w->n);
    add32(&b, bytes);
    add32(&b, from);
    add16(&b, 0);
    put(w, buf_str(&b));
}

/* ---- XML ---- */

/* Text without what XML 1.0 forbids, cut to what a cell holds. */
static void add_text(struct buf *b, struct str s)
{
    size_t units = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if ((c < ' ' && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF) continue;
        units += c > 0xFFFF ? 2 : 1;
        if (units > CELL_UNITS_MAX) return;
        if (c == '&')
            buf_add(b, STR("&amp;"));
        else if (c == '<')
            buf_add(b, STR("&lt;"));
        else if (c == '>')
            buf_add(b, STR("&gt;"));
        else if (c == '"')
            buf_add(b, STR("&quot;"));
        else if (c == '_' && str_starts(str_slice(s, at, s.n), STR("x")))
            buf_add(b, STR("_x005F_")); /* else "_x0041_" would be read as an escape */
        else if (c == UTF8_BAD)
            buf_add(b, STR("\xEF\xBF\xBD"));
        else
            buf_add(b, str_slice(s, from, at));
    }
}

static struct str column_name(size_t i, char to[4])
{
    size_t n = 4;
    for (i++; i; i = (i - 1) / 26) to[--n] = (char)('A' + (i - 1) % 26);
    return (struct str){to + n, 4 - n};
}

static void add_row(struct xlsx_writer *w, const struct str *value, size_t n, int style)
{
    char letters[4];
    if (w->e) return;
    if (w->rows == ROWS_MAX) {
        w->e = ERR_LIMIT;
        return;
    }
    buf_printf(&w->xml, "<row r=\"%lld\">", (long long)++w->rows);
    for (size_t i = 0; i < n && i < w->columns; i++) {
        if (value[i].n == 0) continue;
        struct str name = column_name(i, letters);
        buf_printf(&w->xml,
                   "<c r=\"%.*s%lld\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                   STR_ARG(name), (long long)w->rows, style);
        add_text(&w->xml, value[i]);
        buf_add(&w->xml, STR("</t></is></c>"));
        if (w->xml.n > XML_BYTES) pack(w, Z_NO_FLUSH);
    }
    buf_add(&w->xml, STR("</row>"));
}

/* At most 31 characters, none of : \ / ? * [ ], no apostrophe at an end. */
static void add_sheet_name(struct buf *b, struct str s)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct str name = utf8_clean(a, str_trim(s));
    char *p = arena_alloc(a, name.n);
    size_t n = 0, chars = 0;
    for (size_t at = 0; at < name.n;) {
        size_t from = at;
        utf8_next(name, &at);
        if (memchr(":\\/?*[]'", name.p[from], 8)) continue;
        if (++chars > NAME_CHARS_MAX) break;
        memcpy(p + n, name.p + from, at - from);
        n += at - from;
    }
    add_text(b, n ? (struct str){p, n} : STR("Data"));
}

static void write_workbook(struct xlsx_writer *w, struct str sheet)
{
    begin_part(w, "xl/workbook.xml");
    buf_add(&w->xml, STR("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                         "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATION "\"><sheets>"
                         "<sheet sheetId=\"1\" r:id=\"rId1\" name=\""));
    add_sheet_name(&w->xml, sheet);
    buf_add(&w->xml, STR("\"/></sheets></workbook>"));
    end_part(w);
}

struct xlsx_writer *xlsx_write_begin(xlsx_sink_fn *sink, void *ctx, struct str sheet,
                                     const struct str *heading, size_t columns)
{
    struct xlsx_writer *w = mem_zero(1, sizeof *w);
    w->sink = sink;
    w->ctx = ctx;
    w->columns = MIN(columns, (size_t)XLSX_COLUMNS_MAX);
    w->xml = BUF(1 << 20);
    if (deflateInit2(&w->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        mem_exhausted();
    whole_part(w, "[Content_Types].xml", str_of(types));
    whole_part(w, "_rels/.rels", str_of(root_relations));
    write_workbook(w, sheet);
    whole_part(w, "xl/_rels/workbook.xml.rels", str_of(relations));
    whole_part(w, "xl/styles.xml", str_of(styles));
    begin_part(w, "xl/worksheets/sheet1.xml");
    buf_printf(&w->xml,
               "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
               "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView workbookViewId=\"0\">"
               "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
               "</sheetView></sheetViews><cols><col min=\"1\" max=\"%zu\" width=\"22\" style=\"1\""
               " customWidth=\"1\"/></cols><sheetData>",
               MAX(w->columns, (size_t)1));
    add_row(w, heading, w->columns, 2);
    return w;
}

void xlsx_write_row(struct xlsx_writer *w, const struct str *value, size_t n)
{
    add_row(w, value, n, 1);
}

enum err xlsx_write_end(struct xlsx_writer *w)
{
    buf_add(&w->xml, STR("</sheetData></worksheet>"));
    end_part(w);
    end_archive(w);
    enum err e = w->e;
    deflateEnd(&w->z);
    buf_release(&w->xml);
    mem_free(w);
    return e;
}
