/* sru_answer.c -- see sru_answer.h. */
#include "record/sru_answer.h"

#include "base/checked.h"
#include "record/xml_tags.h"
#include "text/utf8.h"

enum { SHOWN_MAX = 200, BEHIND_MAX = 1000 };

/* ---- values ---- */

static struct str value_of(struct str s, const char *name, struct arena *a)
{
    size_t at = 0;
    struct str inner;
    if (!xml_element_next(s, name, &at, &inner)) return (struct str){0};
    return xml_plain(a, inner);
}

static int64_t number_of(struct str s, const char *name, struct arena *a, int64_t otherwise)
{
    int64_t n = 0;
    return str_to_i64(value_of(s, name, a), &n) || n < 0 ? otherwise : n;
}

static bool has_tag(struct str s, const char *name)
{
    struct xml_tag t;
    for (size_t at = 0; xml_tag_next(s, at, &t); at = t.end)
        if (!t.closing && str_eq(t.name, str_of(name))) return true;
    return false;
}

/* "info:srw/diagnostic/1/16", or the number alone as some servers have it. */
static struct sru_problem read_problem(struct str s, struct arena *a)
{
    struct sru_problem p = {.text = utf8_cut(value_of(s, "message", a), SHOWN_MAX),
                            .about = utf8_cut(value_of(s, "details", a), SHOWN_MAX)};
    struct str uri = value_of(s, "uri", a);
    uint64_t n = 0;
    bool other = str_find(uri, STR("diagnostic/")) < uri.n &&
                 str_find(uri, STR("srw/diagnostic/1/")) > uri.n;
    size_t slash = uri.n;
    while (slash && uri.p[slash - 1] != '/') slash--;
    if (!other && str_to_u64(str_slice(uri, slash, uri.n), &n) == OK && n < 10000)
        p.number = (int)n;
    return p;
}

/* ---- records ---- */

/* What stood in recordData: XML, or XML as text (recordPacking=string; SRU 2.0 recordXMLEscaping).
 */
static struct str unpacked(struct str data, struct arena *a)
{
    struct str s = str_trim(data);
    bool xml = str_starts(s, STR("<")) && !str_starts(s, STR("<![CDATA["));
    return xml ? s : xml_plain(a, s);
}

/* `before`: what stands between the record before this one and its data; `after`: behind it. */
static struct sru_record record_of(struct str before, struct str data, struct str after,
                                   struct arena *a)
{
    struct sru_record r = {.data = unpacked(data, a)};
    size_t at = 0;
    struct str inner;
    while (xml_element_next(before, "recordSchema", &at, &inner)) r.schema = xml_plain(a, inner);
    r.identifier = value_of(after, "recordIdentifier", a);
    r.refused = str_find(r.schema, STR("diagnostic")) < r.schema.n || has_tag(r.data, "diagnostic");
    return r;
}

static void read_records(struct str page, struct arena *a, struct sru_answer *ret)
{
    size_t at = 0, from = 0;
    struct str data;
    while (ret->records.n < SRU_RECORDS_MAX && xml_element_next(page, "recordData", &at, &data)) {
        struct str before = str_slice(page, from, (size_t)(data.p - page.p));
        struct str after = str_slice(page, at, at + BEHIND_MAX);
        after = str_slice(after, 0, str_find(after, STR("recordSchema")));
        VEC_PUSH(a, &ret->records, record_of(before, data, after, a));
        from = at;
    }
}

/* ---- whole answers ---- */

static bool is_html(struct str page)
{
    struct xml_tag t;
    for (size_t at = 0; xml_tag_next(page, at, &t); at = t.end)
        if (!t.closing && !str_starts(t.name, STR("!"))) return str_eq_nocase(t.name, STR("html"));
    return false;
}

/* Looks at each tag once, until records or their total have come. */
static void read_frame(struct str page, struct sru_answer *ret)
{
    struct xml_tag t;
    for (size_t at = 0; xml_tag_next(page, at, &t); at = t.end) {
        bool root = str_eq(t.name, STR("searchRetrieveResponse"));
        ret->answer |= root && !t.closing;
        ret->ended |= root && (t.closing || t.empty);
    }
}

void sru_answer_read(struct str page, struct arena *a, struct sru_answer *ret)
{
    *ret = (struct sru_answer){.total = -1};
    size_t at = 0;
    struct str inner;
    read_frame(page, ret);
    ret->html = !ret->answer && is_html(page);
    if (!ret->answer) return;
    ret->version = utf8_cut(value_of(page, "version", a), 10);
    ret->total = number_of(page, "numberOfRecords", a, -1);
    read_records(page, a, ret);
    ret->next = number_of(page, "nextRecordPosition", a, 0);
    if (ret->records.n && !ret->records.item[0].refused) return;
    ret->has_problem = xml_element_next(page, "diagnostic", &at, &inner);
    if (ret->has_problem) ret->problem = read_problem(inner, a);
}

/* ---- explain ---- */

static struct str index_name(struct str name, struct str element, const struct xml_tag *t,
                             struct arena *a)
{
    struct str parts[] = {xml_tag_attribute(element, t, "set"), name};
    return arena_join(a, parts, COUNT(parts), STR("."));
}

/* <index><map><name set="dc">title</name></map></index> */
static void read_indexes(struct str s, struct arena *a, struct sru_explained *ret)
{
    struct xml_tag t;
    for (size_t at = 0; ret->indexes.n < SRU_NAMES_MAX && xml_tag_next(s, at, &t); at = t.end) {
        if (t.closing || t.empty || !str_eq(t.name, STR("name"))) continue;
        size_t end = str_find_char(s, '<', t.end);
        struct str name = xml_plain(a, str_slice(s, t.end, end));
        if (name.n) VEC_PUSH(a, &ret->indexes, index_name(name, s, &t, a));
    }
}

static void read_schemas(struct str s, struct arena *a, struct sru_explained *ret)
{
    struct xml_tag t;
    for (size_t at = 0; ret->schemas.n < SRU_NAMES_MAX && xml_tag_next(s, at, &t); at = t.end) {
        if (t.closing || !str_eq(t.name, STR("schema"))) continue;
        struct str name = xml_tag_attribute(s, &t, "name");
        if (name.n) VEC_PUSH(a, &ret->schemas, name);
    }
}

/* <setting type="maximumRecords">50</setting>, also as a default */
static int64_t read_most(struct str s, struct arena *a)
{
    struct xml_tag t;
    int64_t n = 0;
    for (size_t at = 0; xml_tag_next(s, at, &t); at = t.end) {
        bool is = str_eq(xml_tag_attribute(s, &t, "type"), STR("maximumRecords"));
        if (t.closing || t.empty || !is) continue;
        struct str text = str_slice(s, t.end, str_find_char(s, '<', t.end));
        if (str_to_i64(xml_plain(a, text), &n) == OK && n > 0) return n;
    }
    return 0;
}

void sru_explain_read(struct str page, struct arena *a, struct sru_explained *ret)
{
    size_t at = 0;
    struct str inner;
    *ret = (struct sru_explained){.answer =
                                      has_tag(page, "explain") || has_tag(page, "explainResponse")};
    if (!ret->answer) return;
    ret->version = utf8_cut(value_of(page, "version", a), 10);
    if (xml_element_next(page, "databaseInfo", &at, &inner))
        ret->title = utf8_cut(value_of(inner, "title", a), SHOWN_MAX);
    ret->database = utf8_cut(value_of(page, "database", a), SHOWN_MAX);
    at = 0;
    if (xml_element_next(page, "indexInfo", &at, &inner)) read_indexes(inner, a, ret);
    at = 0;
    if (xml_element_next(page, "schemaInfo", &at, &inner)) read_schemas(inner, a, ret);
    ret->most = read_most(page, a);
}
