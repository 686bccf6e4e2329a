/* sending_read.c -- the body of a request taken apart into records. */
#include "base/checked.h"
#include "catalog/entry_marc.h"
#include "catalog/sending.h"
#include "catalog/source_marc.h"
#include "record/json.h"
#include "record/json_row.h"
#include "record/marcjson.h"
#include "record/marcxml.h"

enum { KEPT_MAX = 1 << 20 };

static void refuse(struct sent *s, const char *why, struct str part)
{
    s->outcome = SENT_REFUSED;
    s->why = why;
    s->part = part;
}

/* The number is an address: /records/NUMBER. */
static bool number_ok(struct str number)
{
    for (size_t i = 0; i < number.n; i++)
        if ((unsigned char)number.p[i] <= 0x20 || number.p[i] == '/' || number.p[i] == 0x7F)
            return false;
    return number.n > 0 && number.n <= SENDING_NUMBER_MAX && !str_eq(number, STR(".")) &&
           !str_eq(number, STR(".."));
}

static enum err add(struct sending *to, struct sent s, struct arena *a)
{
    if (s.outcome != SENT_REFUSED && !number_ok(s.number)) refuse(&s, "number", s.number);
    if (to->n == SENDING_RECORDS_MAX) return ERR_LIMIT;
    VEC_PUSH(a, to, s);
    return OK;
}

/* ---- MARC ---- */

static struct frame frame_of(enum source_format f, struct str window)
{
    return f == SOURCE_MARC21    ? iso2709_frame(window, true)
           : f == SOURCE_MARCXML ? marcxml_frame(window, true)
                                 : marcjson_frame(window, true);
}

static struct sent read_marc(struct str bytes, enum source_format f, struct arena *a)
{
    struct sent s = {.bytes = arena_copy(a, bytes)};
    struct faults faults = {0};
    struct marc m;
    enum err e = source_marc_read(s.bytes, f, a, &m, &faults);
    if (!e) s.number = str_trim(marc_control(&m, "001"));
    if (!e) e = source_marc_describe(s.bytes, f, NULL, a, &s.bib, &faults);
    s.gone = !e && s.bib.deleted;
    if (s.gone) return s;
    for (size_t i = 0; i < faults.n && !e; i++) e = faults.item[i].fatal ? ERR_FORMAT : OK;
    if (e)
        refuse(&s, "form",
               faults.n ? str_of(reason_name(faults.item[faults.n - 1].reason)) : STR(""));
    else if (s.bib.holdings_only)
        refuse(&s, "holdings", (struct str){0});
    else if (!s.bib.title.n)
        refuse(&s, "title", (struct str){0});
    return s;
}

static enum err read_all_marc(struct str body, struct arena *a, struct sending *ret)
{
    enum err e = OK;
    while (!e) {
        struct frame f = frame_of(ret->format, body);
        if (f.kind == FRAME_END || f.kind == FRAME_MORE) break;
        struct str bytes = str_slice(body, f.skip, f.skip + f.length);
        struct sent bad = {0};
        refuse(&bad, "form", str_of(reason_name(f.fault.reason)));
        e = add(ret, f.kind == FRAME_RECORD ? read_marc(bytes, ret->format, a) : bad, a);
        body = str_slice(body, f.skip + f.length, body.n);
    }
    return e;
}

/* ---- rows ---- */

/* A row is kept as MARC 21, as what librarians type in is. */
static struct sent read_row(struct str bytes, struct arena *a)
{
    struct buf CLEANUP(buf_release) kept = BUF(KEPT_MAX);
    struct sent s = {.outcome = SENT_LEFT};
    struct entry entry = {0};
    struct faults faults = {0};
    struct str bad;
    struct marc m = {0};
    enum err e = json_row_read(bytes, a, &entry.bib, &bad, &faults);
    s.number = e ? (struct str){0} : entry.bib.control;
    if (!e) entry_to_marc(&entry, a, &m);
    if (!e) e = entry_write(&m, a, &kept, &s.bib);
    s.bytes = arena_copy(a, buf_str(&kept));
    if (!e) e = source_marc_describe(s.bytes, SOURCE_MARC21, NULL, a, &s.bib, NULL);
    if (e) refuse(&s, e == ERR_NOT_FOUND ? "title" : e == ERR_LIMIT ? "size" : "member", bad);
    return s;
}

static enum err read_rows(struct json *j, struct sending *ret)
{
    bool first = true;
    enum err e = OK;
    if (!json_open(j, '[')) return ERR_FORMAT;
    while (!e && json_element(j, &first)) {
        size_t from = j->at;
        if (!json_skip(j)) return ERR_FORMAT;
        e = add(ret, read_row(str_trim(str_slice(j->s, from, j->at)), j->a), j->a);
    }
    return e ? e : j->failed ? ERR_FORMAT : OK;
}

/* Whether the next value is an object with such a member: "leader" or "fields" of a MARC record,
 * "records" around rows. */
static bool has_member(struct json j, const char *one, const char *two)
{
    struct str key;
    bool first = true;
    if (json_peek(&j) != '{' || !json_open(&j, '{')) return false;
    while (json_member(&j, &first, &key)) {
        if (str_eq(key, str_of(one)) || str_eq(key, str_of(two))) return true;
        if (!json_skip(&j)) return false;
    }
    return false;
}

/* The rows of {"records": [...]}; nothing else stands beside them. */
static enum err read_wrapped(struct json *j, struct sending *ret)
{
    struct str key;
    bool first = true;
    if (!json_open(j, '{') || !json_member(j, &first, &key)) return ERR_FORMAT;
    if (!str_eq(key, STR("records"))) return ERR_FORMAT;
    enum err e = read_rows(j, ret);
    if (!e && json_member(j, &first, &key)) e = ERR_FORMAT;
    return e;
}

static bool is_marc(struct json j)
{
    bool first = true, wrapped = has_member(j, "records", "records");
    struct str key;
    if (wrapped && (!json_open(&j, '{') || !json_member(&j, &first, &key))) return false;
    first = true;
    if (json_peek(&j) == '[' && (!json_open(&j, '[') || !json_element(&j, &first))) return false;
    return has_member(j, "leader", "fields");
}

/* Whether the value at hand is sound and nothing stands behind it. */
static bool is_whole(struct json j)
{
    return json_skip(&j) && json_peek(&j) == '\0' && j.at == j.s.n;
}

static enum err read_json(struct str body, struct arena *a, struct sending *ret)
{
    struct json j = {.s = body, .a = a};
    if (str_starts(body, STR("\xEF\xBB\xBF"))) j.at = 3;
    if (is_marc(j)) return read_all_marc(body, a, ret);
    ret->format = SOURCE_MARC21;
    if (!is_whole(j)) return ERR_FORMAT;
    if (json_peek(&j) == '[') return read_rows(&j, ret);
    if (has_member(j, "records", "records")) return read_wrapped(&j, ret);
    return json_peek(&j) == '{' ? add(ret, read_row(str_trim(body), a), a) : ERR_FORMAT;
}

enum err sending_read(struct str body, enum source_format format, struct arena *a,
                      struct sending *ret)
{
    struct sending s = {.format = format};
    enum err e = format == SOURCE_MARCJSON ? read_json(body, a, &s) : read_all_marc(body, a, &s);
    if (!e && !s.n) e = ERR_FORMAT;
    if (!e) *ret = s;
    return e;
}

struct sending sending_deletion(struct str number, struct arena *a)
{
    struct sending s = {.format = SOURCE_MARC21};
    const struct sent one = {.number = number, .gone = true};
    VEC_PUSH(a, &s, one);
    return s;
}
