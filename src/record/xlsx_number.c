/* xlsx_number.c -- numbers as their cells show them: plain digits, padded codes, dates. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/xlsx_parts.h"

bool xlsx_cell_place(struct str ref, size_t *ret_column, int64_t *ret_row)
{
    size_t at = 0, column = 0;
    for (; at < ref.n && at < 4 && ref.p[at] >= 'A' && ref.p[at] <= 'Z'; at++)
        column = column * 26 + (size_t)(ref.p[at] - 'A') + 1;
    if (at == 0 || at > 3) return false;
    *ret_row = 0;
    if (at < ref.n && str_to_i64(str_slice(ref, at, ref.n), ret_row)) return false;
    *ret_column = column - 1;
    return true;
}

/* ---- formats ---- */

/* The code without colours, literals and escapes, up to the format of negative numbers. */
static struct str bare_code(struct str code, char to[64])
{
    size_t n = 0;
    for (size_t i = 0; i < code.n && n < 64; i++) {
        char c = code.p[i];
        if (c == ';') break;
        if (c == '"')
            i = str_find_char(code, '"', i + 1);
        else if (c == '[' && i + 1 < code.n && !memchr("hHmMsS", code.p[i + 1], 6))
            i = str_find_char(code, ']', i + 1);
        else if (c == '\\' || c == '_' || c == '*')
            i++;
        else
            to[n++] = ascii_lower(c);
    }
    return (struct str){to, n};
}

enum xlsx_number xlsx_number_kind(struct str code)
{
    char p[64];
    struct str s = bare_code(code, p);
    size_t zeros = 0, years = 0, days = 0, clock = 0;
    if (str_eq(s, STR("general"))) return NUMBER_PLAIN;
    for (size_t i = 0; i < s.n; i++) {
        zeros += s.p[i] == '0';
        years += s.p[i] == 'y';
        days += s.p[i] == 'd' || s.p[i] == 'm';
        clock += s.p[i] == 'h' || s.p[i] == 's';
    }
    if (s.n >= 2 && zeros == s.n) return (enum xlsx_number)(NUMBER_PAD + MIN(s.n, (size_t)30));
    if (zeros && !years && !clock) return NUMBER_PLAIN; /* 0.00E+00 too */
    if (years && !days && !clock) return NUMBER_YEAR;
    if (years || (days && !clock)) return NUMBER_DATE;
    return clock ? NUMBER_TIME : NUMBER_PLAIN;
}

/* Built-in formats (ECMA-376 18.8.30); 27-36 and 50-58 are dates of East Asian editions. */
enum xlsx_number xlsx_built_in(uint64_t id)
{
    if ((id >= 14 && id <= 17) || id == 22) return NUMBER_DATE;
    if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return NUMBER_DATE;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        return NUMBER_TIME;
    return NUMBER_PLAIN;
}

enum { FORMATS_MAX = 2000, STYLES_MAX = 1 << 16 };

struct styles_reading {
    struct buf *kind;
    struct {
        uint64_t id;
        enum xlsx_number kind;
    } own[FORMATS_MAX];
    size_t n;
    bool in_cells; /* inside cellXfs */
};

static void style_start(void *ctx, struct str name, const char *const *attr)
{
    struct styles_reading *r = ctx;
    uint64_t id = 0;
    if (str_eq(name, STR("cellXfs"))) r->in_cells = true;
    bool format = str_eq(name, STR("numFmt")), cell = r->in_cells && str_eq(name, STR("xf"));
    if (!format && !cell) return;
    bool known = str_to_u64(xml_attr(attr, STR("numFmtId")), &id) == OK;
    if (format && known && r->n < FORMATS_MAX) {
        r->own[r->n].id = id;
        r->own[r->n++].kind = xlsx_number_kind(xml_attr(attr, STR("formatCode")));
    }
    if (!cell || r->kind->n >= STYLES_MAX) return;
    enum xlsx_number kind = known ? xlsx_built_in(id) : NUMBER_PLAIN;
    for (size_t i = 0; i < r->n; i++)
        if (r->own[i].id == id) kind = r->own[i].kind;
    buf_add_char(r->kind, (char)kind);
}

static void style_end(void *ctx, struct str name)
{
    struct styles_reading *r = ctx;
    if (str_eq(name, STR("cellXfs"))) r->in_cells = false;
}

enum err xlsx_styles_read(const struct zip *z, struct str part, struct xlsx_styles *ret)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct styles_reading *r = arena_make(a, struct styles_reading);
    r->kind = &ret->kind;
    return xlsx_part_read(z, part, (struct xml_handler){style_start, style_end, NULL, r});
}

enum xlsx_number xlsx_style(const struct xlsx_styles *s, uint64_t i)
{
    return i < s->kind.n ? (enum xlsx_number)s->kind.p[i] : NUMBER_PLAIN;
}

/* ---- values ---- */

/* The day `days` after 1970-01-01, in the Gregorian calendar. */
static void civil(int64_t days, int64_t *y, int64_t *m, int64_t *d)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = doy - (153 * mp + 2) / 5 + 1;
    *m = mp < 10 ? mp + 3 : mp - 9;
    *y = yoe + era * 400 + (*m <= 2);
}

/* Day 1 is 1900-01-01, and day 60 the 29th of February 1900, which never was; or day 0 is
 * 1904-01-01. */
static struct str date_text(double v, enum xlsx_number kind, bool since_1904, struct arena *a)
{
    int64_t day = (int64_t)v, y, m, d;
    if (since_1904)
        civil(day - 24107, &y, &m, &d);
    else
        civil(day - (day < 60 ? 25568 : 25569), &y, &m, &d);
    if (kind == NUMBER_YEAR) return arena_printf(a, "%04lld", (long long)y);
    return arena_printf(a, "%04lld-%02lld-%02lld", (long long)y, (long long)m, (long long)d);
}

static struct str time_text(double v, struct arena *a)
{
    int64_t minutes = (int64_t)((v - (double)(int64_t)v) * 1440 + 0.5);
    return arena_printf(a, "%02lld:%02lld", (long long)(minutes / 60), (long long)(minutes % 60));
}

static struct str padded(struct str digits, size_t width, struct arena *a)
{
    if (digits.n >= width) return digits;
    char *p = arena_alloc(a, width);
    memset(p, '0', width);
    if (digits.n) memcpy(p + width - digits.n, digits.p, digits.n);
    return (struct str){p, width};
}

static bool is_integer(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i])) return false;
    return s.n > 0;
}

/* Whole, as strtod would take it, and decimal: neither "nan" nor hexadecimal. */
static bool parse_number(struct str s, double *ret)
{
    char p[64], *end = NULL;
    if (s.n == 0 || s.n >= sizeof p) return false;
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]) && !memchr("+-.eE", s.p[i], 5)) return false;
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    *ret = strtod(p, &end);
    return *end == '\0';
}

/* Fifteen digits are what Excel keeps and shows; more of them is the noise of binary fractions. */
static struct str plain_text(struct str s, double v, struct arena *a)
{
    bool whole = v > -1e15 && v < 1e15 && v == (double)(int64_t)v;
    if (whole) return arena_printf(a, "%lld", (long long)v);
    if (v >= 1e15 && v < 1e21) return arena_printf(a, "%.0f", v);
    return v > -1e15 && v < 1e15 ? arena_printf(a, "%.15g", v) : s;
}

struct str xlsx_number_text(struct str value, enum xlsx_number kind, bool since_1904,
                            struct arena *a)
{
    double v = 0;
    struct str s = str_trim(value);
    if (!parse_number(s, &v)) return s;
    bool day = v >= 0 && v < 2958466; /* up to 9999-12-31 */
    if ((kind == NUMBER_DATE || kind == NUMBER_YEAR) && day)
        return date_text(v, kind, since_1904, a);
    if (kind == NUMBER_TIME && day)
        return v < 1 ? time_text(v, a) : date_text(v, kind, since_1904, a);
    struct str text = is_integer(s) ? s : plain_text(s, v, a);
    if (kind >= NUMBER_PAD && is_integer(text)) return padded(text, kind - NUMBER_PAD, a);
    return text;
}
