/* sru_reply.c -- see sru_reply.h. */
#include "z3950/sru_reply.h"

#include <string.h>

#include "base/checked.h"
#include "record/parcel.h"
#include "text/utf8.h"

enum { TERMS_MAX = 200, RECORDS_MAX = 200, SHOWN_MAX = 200 };

/* ---- elements ---- */

static bool ends_name(char c)
{
    return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The name in a tag whose inside begins at s: "zs:records" is "records". */
static struct str local_name(struct str s)
{
    size_t n = 0;
    while (n < s.n && !ends_name(s.p[n])) n++;
    struct str name = str_slice(s, 0, n);
    size_t colon = str_find_char(name, ':', 0);
    return colon < name.n ? str_slice(name, colon + 1, name.n) : name;
}

/* Where the end tag of `name` begins at or after `at`; text.n: there is none. */
static size_t end_tag(struct str text, size_t at, struct str name)
{
    while ((at = str_find_char(text, '<', at)) < text.n) {
        if (at + 1 < text.n && text.p[at + 1] == '/' &&
            str_eq(local_name(str_slice(text, at + 2, text.n)), name))
            return at;
        at++;
    }
    return text.n;
}

bool sru_element(struct str *rest, const char *name, struct str *ret_text, struct str *ret_start)
{
    struct str want = str_of(name);
    size_t at = 0;
    while ((at = str_find_char(*rest, '<', at)) < rest->n) {
        size_t close = str_find_char(*rest, '>', at);
        struct str start = str_slice(*rest, at + 1, close);
        at = close;
        if (close == rest->n || !str_eq(local_name(start), want)) continue;
        bool empty = str_ends(start, STR("/"));
        size_t end = empty ? close + 1 : end_tag(*rest, close + 1, want);
        *ret_text = str_slice(*rest, close + 1, end);
        if (ret_start) *ret_start = start;
        *rest = str_slice(*rest, empty ? end : end + 1, rest->n);
        return true;
    }
    return false;
}

/* ---- text ---- */

static bool number_of(struct str digits, uint32_t *ret)
{
    uint32_t n = 0, base = 10;
    size_t i = 0;
    if (digits.n && digits.p[0] == 'x') base = 16, i = 1;
    for (; i < digits.n; i++) {
        const char *all = "0123456789abcdef";
        const char *at = strchr(all, digits.p[i] | 0x20);
        if (!at || !digits.p[i] || (uint32_t)(at - all) >= base || n > 0x10FFFF) return false;
        n = n * base + (uint32_t)(at - all);
    }
    *ret = n;
    return digits.n > (base == 16) && n && n <= 0x10FFFF;
}

/* What an entity without & and ; stands for; 0: we do not know. */
static uint32_t entity(struct str name)
{
    static const struct {
        const char *name, *sign;
    } list[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};
    uint32_t n = 0;
    for (size_t i = 0; i < COUNT(list); i++)
        if (str_eq(name, str_of(list[i].name))) return (unsigned char)list[i].sign[0];
    return str_starts(name, STR("#")) && number_of(str_slice(name, 1, name.n), &n) ? n : 0;
}

struct str sru_text(struct arena *a, struct str xml)
{
    char *to = arena_alloc(a, xml.n + 4);
    size_t n = 0;
    for (size_t at = 0; at < xml.n;) {
        size_t end = str_find_char(xml, ';', at);
        uint32_t c = xml.p[at] == '&' && end - at < 12 ? entity(str_slice(xml, at + 1, end)) : 0;
        if (c) {
            n += utf8_encode(c, to + n);
            at = end + 1;
        } else
            to[n++] = xml.p[at++];
    }
    return (struct str){to, n};
}

/* ---- answers ---- */

static int64_t number_in(struct str xml, const char *name)
{
    struct str text;
    int64_t n = 0;
    return sru_element(&xml, name, &text, NULL) && str_to_i64(str_trim(text), &n) == OK ? n : -1;
}

/* "info:srw/diagnostic/1/16" and the word it is about. */
static struct diagnostic read_problem(struct str xml, struct arena *a)
{
    struct str all, uri, about = {0};
    uint64_t n = 0;
    if (!sru_element(&xml, "diagnostic", &all, NULL)) return (struct diagnostic){0};
    struct str rest = all;
    if (!sru_element(&rest, "uri", &uri, NULL))
        return (struct diagnostic){DIAGNOSTIC_BROKEN, about};
    size_t slash = uri.n;
    while (slash && uri.p[slash - 1] != '/') slash--;
    if (str_to_u64(str_slice(uri, slash, uri.n), &n) || n > 9999) n = 1;
    rest = all;
    if (sru_element(&rest, "details", &about, NULL)) about = sru_text(a, about);
    return (struct diagnostic){diagnostic_of_sru((int)n), utf8_cut(about, SHOWN_MAX)};
}

static void read_parcel(struct str bytes, struct arena *a, struct sru_found *ret)
{
    struct parcel p = {0};
    *ret = (struct sru_found){0};
    if (parcel_read(bytes, a, &p)) ret->problem.code = DIAGNOSTIC_BROKEN;
    ret->total = p.total;
    ret->record = p.record;
}

void sru_read_found(struct str xml, struct arena *a, struct sru_found *ret)
{
    if (parcel_is(xml)) {
        read_parcel(xml, a, ret);
        return;
    }
    struct str rest = xml, record;
    *ret = (struct sru_found){.total = number_in(xml, "numberOfRecords")};
    while (ret->record.n < RECORDS_MAX && sru_element(&rest, "recordData", &record, NULL))
        VEC_PUSH(a, &ret->record, record);
    if (!ret->record.n) ret->problem = read_problem(xml, a);
    if (ret->total < 0 && !ret->problem.code) ret->problem.code = DIAGNOSTIC_BROKEN;
}

void sru_read_list(struct str xml, struct arena *a, struct sru_list *ret)
{
    struct str rest = xml, term, part;
    *ret = (struct sru_list){0};
    while (ret->n < TERMS_MAX && sru_element(&rest, "term", &term, NULL)) {
        struct sru_term t = {.count = number_in(term, "numberOfRecords")};
        part = term;
        if (!sru_element(&part, "value", &t.value, NULL)) continue;
        t.value = sru_text(a, t.value);
        part = term;
        if (sru_element(&part, "displayTerm", &t.shown, NULL)) t.shown = sru_text(a, t.shown);
        if (str_eq(t.shown, t.value)) t.shown = (struct str){0};
        VEC_PUSH(a, ret, t);
    }
    if (!ret->n) ret->problem = read_problem(xml, a);
}
