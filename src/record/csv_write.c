/* csv_write.c -- rows that every spreadsheet reads and none executes. */
#include <string.h>

#include "record/csv.h"

static bool is_formula(struct str s)
{
    return s.n && memchr("=+-@\t\r", s.p[0], 6) != NULL;
}

static bool needs_quotes(struct str s, char separator)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == separator || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n') return true;
    if (str_starts(s, STR("\xEF\xBB\xBF"))) return true; /* else taken for a byte order mark */
    return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static void add_value(struct buf *to, char separator, struct str s)
{
    bool quotes = needs_quotes(s, separator);
    if (quotes) buf_add_char(to, '"');
    if (is_formula(s)) buf_add_char(to, '\'');
    for (size_t at = 0; at < s.n;) {
        size_t quote = str_find_char(s, '"', at);
        buf_add(to, str_slice(s, at, quote));
        if (quote < s.n) buf_add(to, STR("\"\""));
        at = quote + 1;
    }
    if (quotes) buf_add_char(to, '"');
}

void csv_write(struct buf *to, char separator, const struct str *column, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) buf_add_char(to, separator);
        add_value(to, separator, column[i]);
    }
    buf_add(to, STR("\r\n"));
}
