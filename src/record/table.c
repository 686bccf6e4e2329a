/* table.c -- text in any encoding as rows of UTF-8, and sheets behind the same face. */
#include "record/table.h"

#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "text/marc8.h"
#include "text/utf8.h"

enum {
    HEAD_BYTES = 128 << 10,
    CHUNK_BYTES = 64 << 10,
    WINDOW_MAX = CSV_ROW_MAX + 4 * CHUNK_BYTES,
    SKIPPED_LINES_MAX = 8
};

struct table {
    struct bytes_at from;
    struct xlsx *book; /* NULL: text */
    size_t sheet;
    /* text */
    enum table_encoding encoding;
    struct csv_dialect dialect;
    int64_t begin;         /* behind a byte order mark */
    int64_t at;            /* of the bytes not yet decoded */
    int64_t top, top_line; /* where rows begin, behind "sep=;": decoded bytes, lines */
    struct buf window;     /* decoded */
    size_t used;           /* of the window */
    int64_t line;
    bool ended;
};

const char *table_encoding_name(enum table_encoding e)
{
    static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252"};
    return names[e];
}

/* ---- decoding ---- */

static void add_char(struct buf *to, uint32_t c)
{
    char bytes[4];
    buf_add(to, (struct str){bytes, utf8_encode(c, bytes)});
}

/* How many bytes of s were decoded; a pair that is cut waits for the rest. */
static size_t decode_16(struct str s, bool little, bool last, struct buf *to)
{
    size_t at = 0;
    while (at + 2 <= s.n) {
        const unsigned char *p = (const unsigned char *)s.p + at;
        uint32_t c =
            little ? (uint32_t)p[0] | (uint32_t)p[1] << 8 : (uint32_t)p[1] | (uint32_t)p[0] << 8;
        at += 2;
        if (c >= 0xD800 && c < 0xDC00) {
            if (at + 2 > s.n && !last) return at - 2;
            uint32_t low = 0;
            if (at + 2 <= s.n)
                low = little ? (uint32_t)p[2] | (uint32_t)p[3] << 8
                             : (uint32_t)p[3] | (uint32_t)p[2] << 8;
            bool pair = low >= 0xDC00 && low < 0xE000;
            c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : UTF8_BAD;
            at += pair ? 2 : 0;
        } else if (c >= 0xDC00 && c < 0xE000) {
            c = UTF8_BAD;
        }
        add_char(to, c);
    }
    return last ? s.n : at;
}

static size_t decode(enum table_encoding e, struct str s, bool last, struct buf *to)
{
    if (e == TABLE_UTF16LE || e == TABLE_UTF16BE) return decode_16(s, e == TABLE_UTF16LE, last, to);
    buf_add(to, s);
    return s.n;
}

static enum err fill(struct table *t)
{
    char raw[CHUNK_BYTES];
    size_t got = 0;
    buf_consume(&t->window, t->used);
    t->used = 0;
    enum err e = bytes_read(&t->from, t->at, raw, sizeof raw, &got);
    if (e) return e;
    bool last = t->at + (int64_t)got >= t->from.size;
    t->at += (int64_t)decode(t->encoding, (struct str){raw, got}, last, &t->window);
    t->ended = last;
    return t->window.full ? ERR_LIMIT : OK;
}

static struct str window(const struct table *t)
{
    return str_slice(buf_str(&t->window), t->used, t->window.n);
}

/* ---- recognising ---- */

struct census {
    int64_t good, bad; /* sequences of several bytes */
};

/* Counts over the whole file, since the first strange letter may come late. */
static enum err count_utf8(const struct table *t, struct census *ret)
{
    struct census c = {0};
    char p[CHUNK_BYTES];
    for (int64_t at = t->begin; at < t->from.size;) {
        size_t got = 0, i = 0;
        enum err e = bytes_read(&t->from, at, p, sizeof p, &got);
        if (e) return e;
        struct str s = {p, got};
        bool last = at + (int64_t)got >= t->from.size;
        while (i < got && (last || i + 4 <= got)) {
            size_t from = i;
            if ((unsigned char)p[i] < 0x80) {
                i++;
                continue;
            }
            bool bad = utf8_next(s, &i) == UTF8_BAD && i == from + 1;
            c.good += !bad;
            c.bad += bad;
        }
        at += (int64_t)i;
    }
    *ret = c;
    return OK;
}

static enum err find_encoding(struct table *t, struct str head)
{
    struct census c = {0};
    if (str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF"))) {
        t->encoding = head.p[0] == '\xFF' ? TABLE_UTF16LE : TABLE_UTF16BE;
        t->begin = 2;
        return OK;
    }
    if (str_starts(head, STR("\xEF\xBB\xBF"))) {
        t->begin = 3;
        return OK;
    }
    enum err e = count_utf8(t, &c);
    if (!e && c.bad > c.good) t->encoding = TABLE_WINDOWS_1252;
    return e;
}

static bool begins(struct str s, struct str with)
{
    return s.n >= with.n && str_eq_nocase(str_slice(s, 0, with.n), with);
}

static enum reason not_a_table(struct str head)
{
    static const char *const pages[] = {"<!doctype html", "<html",  "<table", "<meta",
                                        "<head",          "<style", "<body",  "<div"};
    struct str text = str_trim(head);
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_trim(str_slice(text, 3, text.n));
    if (text.n == 0) return REASON_EMPTY_FILE;
    for (size_t i = 0; i < COUNT(pages); i++)
        if (begins(text, str_of(pages[i]))) return REASON_HTML_TABLE;
    if (text.p[0] != '<') return REASON_NONE;
    bool sheet = str_find(text, STR("urn:schemas-microsoft-com:office:spreadsheet")) < text.n;
    if (sheet) return REASON_OLD_EXCEL;
    if (str_find(text, STR("<html")) < text.n) return REASON_HTML_TABLE;
    return begins(text, STR("<?xml")) ? REASON_UNKNOWN_FORMAT : REASON_NONE;
}

static bool is_text(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1A) return false;
    }
    return true;
}

static size_t columns_agreed(struct str head, struct csv_dialect d, struct arena *a)
{
    size_t most = 0, agree = 0, rows = 0;
    for (int i = 0; i < 20; i++) {
        struct csv_row row = csv_next(head, true, d, a);
        if (row.kind == CSV_END) break;
        size_t n = row.kind == CSV_ROW ? row.column.n : 0;
        rows++;
        agree = n == most ? agree + 1 : n > most ? 1 : agree;
        most = MAX(most, n);
        head = str_slice(head, row.length, head.n);
    }
    return 2 * agree >= rows ? most : MIN(most, (size_t)1);
}

/* A line of one value above the table hides its columns from the guess: leave such lines out. */
static struct csv_dialect guess(struct str head)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct csv_dialect first = csv_guess(head), d = first;
    for (int i = 0; i < SKIPPED_LINES_MAX && head.n; i++) {
        if (columns_agreed(head, d, a) > 1) return d;
        size_t end = str_find_char(head, '\n', 0);
        head = str_slice(head, end + 1, head.n);
        d = csv_guess(head);
    }
    return first;
}

/* The separator that Excel puts above the table: "sep=;". */
static void read_separator_line(struct table *t)
{
    struct str s = window(t);
    size_t end = str_find_char(s, '\n', 0);
    struct str line = str_trim(str_slice(s, 0, end));
    if (line.n != 5 || !begins(line, STR("sep=")) || !memchr(",;\t|", line.p[4], 4)) return;
    t->dialect = (struct csv_dialect){line.p[4], '"'};
    t->top = (int64_t)end + 1;
    t->top_line = 1;
}

static enum err rewind_text(struct table *t)
{
    buf_clear(&t->window);
    t->used = 0;
    t->at = t->begin;
    t->ended = false;
    enum err e = OK;
    while (!e && !t->ended && t->window.n < HEAD_BYTES) e = fill(t);
    t->used = MIN((size_t)t->top, t->window.n);
    t->line = 1 + t->top_line;
    return e;
}

static enum err open_text(struct table *t, struct str head, struct fault *ret_why)
{
    enum err e = find_encoding(t, head);
    if (!e) e = rewind_text(t);
    if (e) return e;
    if (!is_text(window(t))) {
        *ret_why = (struct fault){.reason = REASON_NOT_TEXT, .fatal = true};
        return ERR_FORMAT;
    }
    t->dialect = guess(window(t));
    read_separator_line(t);
    return rewind_text(t);
}

static enum err choose_sheet(struct table *t, struct str name)
{
    size_t n = 0;
    const struct xlsx_sheet *sheet = xlsx_sheets(t->book, &n);
    t->sheet = xlsx_fullest(t->book);
    for (size_t i = 0; name.n && i < n; i++)
        if (str_eq_nocase(sheet[i].name, name)) {
            t->sheet = i;
            return OK;
        }
    return name.n ? ERR_NOT_FOUND : OK;
}

static enum err open_book(struct table *t, struct str sheet, struct fault *ret_why)
{
    size_t n = 0;
    enum err e = xlsx_open(t->from, &t->book, ret_why);
    if (e) return e;
    const struct xlsx_sheet *all = xlsx_sheets(t->book, &n);
    e = choose_sheet(t, sheet);
    if (e) return e;
    if (n == 0 || all[t->sheet].cells == 0) {
        *ret_why = (struct fault){.reason = REASON_EMPTY_FILE, .fatal = true};
        return ERR_FORMAT;
    }
    return xlsx_begin(t->book, t->sheet, ret_why);
}

enum err table_open(struct bytes_at from, struct str sheet, struct table **ret,
                    struct fault *ret_why)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    char *p = arena_alloc(a, HEAD_BYTES);
    size_t got = 0;
    *ret_why = (struct fault){0};
    enum err e = bytes_read(&from, 0, p, HEAD_BYTES, &got);
    if (e) return e;
    struct str head = {p, got};
    bool archive = xlsx_maybe(head);
    enum reason other = archive ? REASON_NONE : not_a_table(head);
    if (other) {
        *ret_why = (struct fault){.reason = other, .fatal = true};
        return ERR_FORMAT;
    }
    struct table *t = mem_zero(1, sizeof *t);
    t->from = from;
    t->window = BUF(WINDOW_MAX);
    e = archive ? open_book(t, sheet, ret_why) : open_text(t, head, ret_why);
    if (e)
        table_close(t);
    else
        *ret = t;
    return e;
}

void table_close(struct table *t)
{
    if (!t) return;
    xlsx_close(t->book);
    buf_release(&t->window);
    mem_free(t);
}

void table_closep(struct table **t)
{
    table_close(*t);
    *t = NULL;
}

struct table_facts table_facts(const struct table *t)
{
    struct table_facts f = {.workbook = t->book != NULL,
                            .encoding = t->encoding,
                            .separator = t->dialect.separator,
                            .chosen = t->sheet};
    if (t->book) f.sheet = xlsx_sheets(t->book, &f.sheets);
    return f;
}

enum err table_rewind(struct table *t, struct fault *ret_why)
{
    *ret_why = (struct fault){0};
    return t->book ? xlsx_begin(t->book, t->sheet, ret_why) : rewind_text(t);
}

/* ---- rows ---- */

static enum err next_of_book(struct table *t, struct arena *a, struct table_row *ret,
                             struct fault *ret_why)
{
    struct xlsx_row row;
    enum err e = xlsx_next(t->book, a, &row, ret_why);
    if (e) return e;
    *ret = (struct table_row){.number = row.number,
                              .column = row.column,
                              .bad = row.too_long ? REASON_ROW_TOO_LONG : REASON_NONE,
                              .without_value = row.without_value,
                              .spread = row.spread};
    return OK;
}

/* Each value by itself: files are put together from others, each in its own encoding. */
static struct str value_of(const struct table *t, struct arena *a, struct str s)
{
    bool latin1 = false;
    if (utf8_valid(s)) return arena_copy(a, s);
    struct str text = utf8_or_latin1(a, s, &latin1);
    return latin1 || t->encoding != TABLE_WINDOWS_1252 ? text : latin1_utf8(a, s);
}

static enum err next_of_text(struct table *t, struct arena *a, struct table_row *ret)
{
    struct csv_row row = csv_next(window(t), t->ended, t->dialect, a);
    while (row.kind == CSV_MORE && !t->ended) {
        enum err e = fill(t);
        if (e) return e;
        row = csv_next(window(t), t->ended, t->dialect, a);
    }
    if (row.kind == CSV_END || row.kind == CSV_MORE) {
        t->used = t->window.n;
        return ERR_NOT_FOUND;
    }
    struct str consumed = str_slice(window(t), (size_t)row.fault.byte, row.length);
    *ret = (struct table_row){.number = t->line + MAX(row.fault.line - 1, (int64_t)0)};
    if (row.kind == CSV_BAD) { /* what is there of it, for whoever mends it */
        VEC_PUSH(a, &row.column, str_trim(consumed));
        ret->bad = row.fault.reason;
    }
    for (size_t i = 0; i < row.column.n; i++) /* the window moves on */
        VEC_PUSH(a, &ret->column, value_of(t, a, row.column.item[i]));
    t->used += row.length;
    t->line += row.lines;
    return OK;
}

enum err table_next(struct table *t, struct arena *a, struct table_row *ret, struct fault *ret_why)
{
    *ret_why = (struct fault){0};
    return t->book ? next_of_book(t, a, ret, ret_why) : next_of_text(t, a, ret);
}

void table_progress(const struct table *t, int64_t *ret_done, int64_t *ret_all)
{
    if (t->book) {
        xlsx_progress(t->book, ret_done, ret_all);
        return;
    }
    *ret_done = t->at - (int64_t)(t->window.n - t->used);
    *ret_all = t->from.size;
}
