/* csv.c -- one row after another out of separated values, whoever wrote them.
 *
 * Two passes over a row: find its columns in the bytes, then unquote those that need it. */
#include "record/csv.h"

#include <string.h>

#include "base/checked.h"

struct span {
    size_t from, to; /* of the value in the window, quotes left out */
    bool quoted;
};

struct scan {
    struct str s;
    bool last;
    struct csv_dialect d;
    struct span *span; /* room for CSV_COLUMNS_MAX */
    size_t n, at;
    int64_t lines; /* line breaks inside quotes so far */
};

enum step { STEP_FIELD, STEP_ROW, STEP_MORE, STEP_OPEN, STEP_LONG };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Past the line end at `at`: LF, CR or CRLF. */
static size_t after_line_end(struct str s, size_t at)
{
    bool both = s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n';
    return at + (both ? 2 : 1);
}

/* Whether the quote at `at` ends its field. */
static bool closes(const struct scan *c, size_t at)
{
    if (at + 1 >= c->s.n) return true;
    char next = c->s.p[at + 1];
    if (is_line_end(next)) return true;
    if (next != c->d.separator) return false;
    /* Bare quotes: `"yes", he said` goes on, `"yes","he said"` does not. */
    return c->d.escape != 0 || at + 2 >= c->s.n || c->s.p[at + 2] != ' ';
}

/* The end of the quoted field that starts at `from`; STEP_FIELD when found. */
static enum step find_quote(struct scan *c, size_t from, size_t *ret)
{
    for (size_t i = from; i < c->s.n; i++) {
        char ch = c->s.p[i];
        if (is_line_end(ch)) {
            i = after_line_end(c->s, i) - 1;
            if (++c->lines > CSV_LINES_MAX) return STEP_OPEN;
        } else if (ch == '\\' && c->d.escape == '\\') {
            i++;
        } else if (ch == '"') {
            bool doubled = c->d.escape && i + 1 < c->s.n && c->s.p[i + 1] == '"';
            if (doubled) {
                i++;
            } else if (closes(c, i)) {
                if (i + 2 >= c->s.n && !c->last) return STEP_MORE;
                *ret = i;
                return STEP_FIELD;
            }
        }
    }
    return c->last ? STEP_OPEN : STEP_MORE;
}

/* One field from c->at; STEP_ROW when the row ends with it. */
static enum step scan_field(struct scan *c)
{
    if (c->n == CSV_COLUMNS_MAX) return STEP_LONG;
    struct span *f = &c->span[c->n];
    size_t end = c->at;
    if (end < c->s.n && c->s.p[end] == '"') {
        size_t quote = 0;
        enum step e = find_quote(c, end + 1, &quote);
        if (e != STEP_FIELD) return e;
        *f = (struct span){end + 1, quote, true};
        end = quote + 1;
    } else {
        while (end < c->s.n && c->s.p[end] != c->d.separator && !is_line_end(c->s.p[end])) end++;
        *f = (struct span){c->at, end, false};
    }
    c->n++;
    if (end >= c->s.n) {
        c->at = end;
        return c->last ? STEP_ROW : STEP_MORE;
    }
    if (c->s.p[end] == c->d.separator) {
        c->at = end + 1;
        return STEP_FIELD;
    }
    if (end + 1 >= c->s.n && !c->last) return STEP_MORE; /* CR: its LF may follow */
    c->at = after_line_end(c->s, end);
    return STEP_ROW;
}

static char unescaped(char c)
{
    return c == 'n' ? '\n' : c == 'r' ? ' ' : c == 't' ? '\t' : c;
}

static struct str unquote(struct arena *a, struct str s, char escape)
{
    bool plain = memchr(s.p, '"', s.n) == NULL && (escape != '\\' || !memchr(s.p, '\\', s.n));
    if (s.n == 0 || plain) return s;
    char *p = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool pair = i + 1 < s.n;
        if (pair && s.p[i] == '"' && s.p[i + 1] == '"') {
            p[n++] = '"';
            i++;
        } else if (pair && escape == '\\' && s.p[i] == '\\') {
            p[n++] = unescaped(s.p[++i]);
        } else {
            p[n++] = s.p[i];
        }
    }
    return (struct str){p, n};
}

/* The end of a line that holds only separators and blanks (spreadsheets leave such rows), or `at`
 * when it holds more or its end is not in sight. */
static size_t empty_line(struct str s, size_t at, char separator, bool last)
{
    size_t end = at;
    while (end < s.n && (s.p[end] == separator || s.p[end] == ' ' || s.p[end] == '\t')) end++;
    if (end == s.n) return last ? end : at;
    return is_line_end(s.p[end]) ? after_line_end(s, end) : at;
}

/* Empty lines and a byte order mark before a row. */
static size_t skip_empty(const struct scan *c, int64_t *lines)
{
    size_t at = 0;
    for (;;) {
        if (c->s.n - at >= 3 && memcmp(c->s.p + at, "\xEF\xBB\xBF", 3) == 0) at += 3;
        size_t next = empty_line(c->s, at, c->d.separator, c->last);
        if (next == at) return at;
        *lines += is_line_end(c->s.p[next - 1]);
        at = next;
    }
}

/* A row that cannot be read costs its first line. */
static struct csv_row refused(struct scan *c, size_t begin, int64_t before, enum reason reason)
{
    size_t end = begin;
    while (end < c->s.n && !is_line_end(c->s.p[end])) end++;
    bool ended = end < c->s.n;
    return (struct csv_row){
        .kind = CSV_BAD,
        .length = ended ? after_line_end(c->s, end) : end,
        .lines = before + ended,
        .fault = {.reason = reason, .fatal = true, .line = before + 1, .byte = (int64_t)begin}};
}

static struct csv_row row_of(struct scan *c, struct arena *a, size_t begin, int64_t before)
{
    if (memchr(c->s.p + begin, '\0', c->at - begin))
        return refused(c, begin, before, REASON_NOT_TEXT);
    struct csv_row row = {.kind = CSV_ROW, .length = c->at, .lines = before + c->lines};
    row.fault = (struct fault){.line = before + 1, .byte = (int64_t)begin};
    row.lines += c->at > begin && is_line_end(c->s.p[c->at - 1]);
    row.column.item = arena_array(a, struct str, c->n);
    row.column.n = row.column.cap = c->n;
    for (size_t i = 0; i < c->n; i++) {
        struct str raw = str_slice(c->s, c->span[i].from, c->span[i].to);
        row.column.item[i] = c->span[i].quoted ? unquote(a, raw, c->d.escape) : raw;
    }
    return row;
}

struct csv_row csv_next(struct str window, bool last, struct csv_dialect d, struct arena *a)
{
    /* Only the first c.n are read; to zero them all costs more than a short row. */
    struct span span[CSV_COLUMNS_MAX] __attribute__((uninitialized));
    struct scan c = {.last = last && window.n <= CSV_ROW_MAX, .d = d, .span = span};
    c.s = str_slice(window, 0, CSV_ROW_MAX);
    int64_t before = 0;
    size_t begin = c.at = skip_empty(&c, &before);
    if (begin == window.n && last)
        return (struct csv_row){.kind = CSV_END, .length = begin, .lines = before};
    if (begin == c.s.n && begin == CSV_ROW_MAX) /* a row of blank lines, so to say */
        return (struct csv_row){.kind = CSV_ROW, .length = begin, .lines = before};
    enum step e = STEP_FIELD;
    while (e == STEP_FIELD) e = scan_field(&c);
    switch (e) {
    case STEP_ROW: return row_of(&c, a, begin, before);
    case STEP_OPEN: return refused(&c, begin, before, REASON_QUOTE_OPEN);
    case STEP_LONG: return refused(&c, begin, before, REASON_ROW_TOO_LONG);
    case STEP_FIELD:
    case STEP_MORE: break;
    }
    if (c.s.n < CSV_ROW_MAX) return (struct csv_row){.kind = CSV_MORE, .lines = before};
    return refused(&c, begin, before, REASON_ROW_TOO_LONG);
}
