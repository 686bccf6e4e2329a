/* xls.c -- what an Excel 97-2003 workbook consists of (MS-XLS 2.4): its sheets, strings, formats.
 */
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "record/xlsx_parts.h"
#include "text/utf8.h"

enum {
    BOF = 0x0809,
    END = 0x000A,
    SHEET = 0x0085,
    STRINGS = 0x00FC,
    CONTINUE = 0x003C,
    CELL_FORMAT = 0x00E0,
    NUMBER_FORMAT = 0x041E,
    SINCE_1904 = 0x0022,
    LOCKED = 0x002F,
    BIFF8 = 0x0600,
    FORMATS_MAX = 2000,
    STYLES_MAX = 1 << 16,
    STRINGS_MAX = 4 << 20
};

static uint32_t le16(struct str s, size_t at)
{
    if (at + 2 > s.n) return 0;
    return (uint32_t)(unsigned char)s.p[at] | (uint32_t)(unsigned char)s.p[at + 1] << 8;
}

static uint32_t le32(struct str s, size_t at)
{
    return le16(s, at) | le16(s, at + 2) << 16;
}

/* ---- records ---- */

/* n bytes at `at` in the window, which moves there. */
static enum err look(struct biff *b, int64_t at, size_t n, struct str *ret)
{
    if (at < b->window_at || at + (int64_t)n > b->window_at + (int64_t)b->window_n) {
        enum err e = cfb_read(&b->stream, at, b->window, sizeof b->window, &b->window_n);
        b->window_at = at;
        if (e) return e;
    }
    *ret = (struct str){b->window + (at - b->window_at), n};
    return b->window_n - (size_t)(at - b->window_at) < n ? ERR_NOT_FOUND : OK;
}

enum err biff_next(struct biff *b, struct biff_record *ret)
{
    struct str head;
    enum err e = look(b, b->at, 4, &head);
    if (e) return e;
    size_t n = le16(head, 2);
    *ret = (struct biff_record){.kind = (uint16_t)le16(head, 0), .at = b->at + 4};
    if (n > sizeof b->window) return ERR_FORMAT;
    e = look(b, ret->at, n, &ret->data);
    if (e) return e == ERR_NOT_FOUND ? ERR_FORMAT : e; /* cut */
    b->at = ret->at + (int64_t)n;
    return OK;
}

size_t biff_text(struct str s, size_t cch, bool wide, struct buf *to)
{
    size_t at = 0;
    char p[4];
    for (size_t i = 0; i < cch && at + (wide ? 2 : 1) <= s.n; i++) {
        uint32_t c = wide ? le16(s, at) : (unsigned char)s.p[at];
        at += wide ? 2 : 1;
        if (c >= 0xD800 && c < 0xE000) {
            uint32_t low = le16(s, at);
            bool pair = c < 0xDC00 && i + 1 < cch && low >= 0xDC00 && low < 0xE000;
            c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : UTF8_BAD;
            at += pair ? 2 : 0;
            i += pair;
        }
        if (c) buf_add(to, (struct str){p, utf8_encode(c, p)});
    }
    return at;
}

/* ---- the table of strings, which goes on over many records ---- */

struct strings {
    struct biff *b;
    struct biff_record r;
    size_t at; /* in r.data */
    bool over;
};

/* On to the record that continues; false when none does. */
static bool go_on(struct strings *s)
{
    int64_t before = s->b->at;
    if (s->over || biff_next(s->b, &s->r) || s->r.kind != CONTINUE) {
        s->b->at = before;
        s->over = true;
        return false;
    }
    s->at = 0;
    return true;
}

static uint32_t take(struct strings *s, int bytes)
{
    uint32_t v = 0;
    for (int i = 0; i < bytes; i++) {
        while (s->at >= s->r.data.n)
            if (!go_on(s)) return 0;
        v |= (uint32_t)(unsigned char)s->r.data.p[s->at++] << (8 * i);
    }
    return v;
}

static void pass(struct strings *s, uint64_t n)
{
    while (n) {
        uint64_t here = MIN(n, (uint64_t)(s->r.data.n - s->at));
        s->at += (size_t)here;
        n -= here;
        if (n && !go_on(s)) return;
    }
}

/* Characters; where a record ends inside, the next begins with how wide the rest are. */
static void take_text(struct strings *s, size_t cch, bool wide, struct buf *to)
{
    while (cch && !s->over) {
        struct str rest = str_slice(s->r.data, s->at, s->r.data.n);
        size_t whole = MIN(cch, rest.n / (wide ? 2 : 1));
        s->at += biff_text(str_slice(rest, 0, whole * (wide ? 2 : 1)), whole, wide, to);
        cch -= whole;
        if (cch == 0 || !go_on(s)) return;
        wide = take(s, 1) & 1;
    }
}

static enum err read_strings(struct biff *b, struct biff_record r, struct xlsx_strings *to)
{
    struct strings s = {.b = b, .r = r, .at = 8};
    uint32_t n = le32(r.data, 4);
    xlsx_strings_release(to); /* a second table takes the place of the first */
    to->text = BUF(XLSX_STRINGS_MAX);
    to->ends = BUF(STRINGS_MAX * sizeof(uint32_t));
    for (uint32_t i = 0; i < n && !s.over; i++) {
        size_t cch = take(&s, 2);
        uint32_t flags = take(&s, 1);
        uint64_t runs = flags & 8 ? take(&s, 2) : 0;
        uint64_t more = flags & 4 ? take(&s, 4) : 0;
        take_text(&s, cch, flags & 1, &to->text);
        pass(&s, 4 * runs + more);
        uint32_t end = (uint32_t)to->text.n;
        buf_add(&to->ends, (struct str){(const char *)&end, sizeof end});
        if (to->text.full || to->ends.full) return ERR_LIMIT;
    }
    return OK;
}

/* ---- the rest of the workbook ---- */

struct reading {
    struct xlsx *x;
    struct {
        uint32_t id;
        enum xlsx_number kind;
    } own[FORMATS_MAX];
    size_t formats;
    struct xlsx_listing listing;
};

static void add_sheet(struct reading *r, struct str d)
{
    struct buf CLEANUP(buf_release) name = BUF(4096);
    bool cells = d.n > 8 && d.p[5] == 0;
    if (!cells) return;
    biff_text(str_slice(d, 8, d.n), (unsigned char)d.p[6], d.p[7] & 1, &name);
    struct xlsx_sheet sheet = {.name = arena_copy(r->x->a, buf_str(&name)),
                               .hidden = (d.p[4] & 3) != 0};
    xlsx_list_sheet(&r->listing, r->x->a, sheet, (struct xlsx_sheet_part){.at = le32(d, 0)});
}

static void add_format(struct reading *r, struct str d)
{
    struct buf CLEANUP(buf_release) code = BUF(4096);
    if (d.n < 5 || r->formats >= FORMATS_MAX) return;
    biff_text(str_slice(d, 5, d.n), le16(d, 2), d.p[4] & 1, &code);
    r->own[r->formats].id = le16(d, 0);
    r->own[r->formats++].kind = xlsx_number_kind(buf_str(&code));
}

static void add_style(struct reading *r, struct str d)
{
    uint32_t id = le16(d, 2);
    enum xlsx_number kind = xlsx_built_in(id);
    if (r->x->styles.kind.n >= STYLES_MAX) return;
    for (size_t i = 0; i < r->formats; i++)
        if (r->own[i].id == id) kind = r->own[i].kind;
    buf_add_char(&r->x->styles.kind, (char)kind);
}

static enum err read_globals(struct reading *r)
{
    struct biff_record one;
    struct biff *b = r->x->old;
    enum err e = biff_next(b, &one);
    if (!e && (one.kind != BOF || le16(one.data, 0) != BIFF8)) e = ERR_FORMAT;
    while (!e) {
        e = biff_next(b, &one);
        if (e) break;
        switch (one.kind) {
        case END: return OK;
        case LOCKED: return ERR_DENIED;
        case SHEET: add_sheet(r, one.data); break;
        case NUMBER_FORMAT: add_format(r, one.data); break;
        case CELL_FORMAT: add_style(r, one.data); break;
        case SINCE_1904: r->x->since_1904 = le16(one.data, 0) == 1; break;
        case STRINGS: e = read_strings(b, one, &r->x->strings); break;
        default: break;
        }
    }
    return e == ERR_NOT_FOUND ? ERR_FORMAT : e;
}

enum err xls_open(struct bytes_at from, struct xlsx *x)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct reading *r = arena_make(a, struct reading);
    r->x = x;
    x->old = mem_zero(1, sizeof *x->old);
    enum err e = cfb_open(from, STR("Workbook"), x->a, &x->old->stream);
    if (!e) e = read_globals(r);
    xlsx_take_sheets(x, &r->listing);
    return e;
}
