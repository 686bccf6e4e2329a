/* marcjson.c -- one record of MARC-in-JSON as a MARC record. */
#include "record/marcjson.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/json.h"

enum { LEADER = 24, FAULTS_PER_RECORD = 10, TEXT_MAX = 3 * MARC_RECORD_MAX };

struct reader {
    struct json j;
    struct arena *a;
    struct faults *faults;
    struct marc m;
    size_t cap, told;
    struct buf text; /* of the field at hand */
    struct marc_field field;
    bool has_leader, has_fields;
    size_t twice; /* 1 + where a member stands for the second time */
};

static int64_t line_at(const struct reader *r, size_t at)
{
    int64_t line = 1;
    for (size_t i = 0; (i = str_find_char(r->j.s, '\n', i)) < at; i++) line++;
    return line;
}

static void tell(struct reader *r, enum reason reason, size_t at)
{
    if (r->told++ >= FAULTS_PER_RECORD) return;
    struct fault f = {.reason = reason, .line = line_at(r, at), .byte = (int64_t)at};
    f.excerpt = fault_excerpt(r->a, str_slice(r->j.s, at, r->j.s.n));
    memcpy(f.field, r->field.tag, 3);
    fault_add(r->faults, r->a, f);
}

/* Passes over a value that is no part of MARC. */
static bool leave_out(struct reader *r)
{
    (void)json_peek(&r->j);
    tell(r, REASON_ELEMENT_ODD, r->j.at);
    return json_skip(&r->j);
}

/* False, and failed, when *seen is true already. */
static bool once(struct reader *r, bool *seen)
{
    if (*seen) {
        r->j.failed = true;
        r->twice = r->j.at + 1;
    }
    bool fine = !*seen;
    *seen = true;
    return fine;
}

/* A string, or a number as it is written; what else there is is left out. */
static bool read_text(struct reader *r, struct str *ret, bool *ret_is_text)
{
    char c = json_peek(&r->j);
    *ret_is_text = true;
    if (c == '"') return json_string(&r->j, ret);
    if (c == '-' || (c >= '0' && c <= '9')) return json_number(&r->j, ret);
    *ret_is_text = false;
    return leave_out(r);
}

static bool is_plain(char c)
{
    return c > ' ' && c <= '~';
}

static bool is_tag(struct str s)
{
    return s.n == 3 && is_plain(s.p[0]) && is_plain(s.p[1]) && is_plain(s.p[2]);
}

static void add_field(struct reader *r)
{
    struct {
        struct marc_field *item;
        size_t n, cap;
    } list = {r->m.field, r->m.n, r->cap};
    if (list.n == MARC_FIELDS_MAX) {
        tell(r, REASON_TOO_MANY_FIELDS, r->j.at);
        r->told = FAULTS_PER_RECORD;
        return;
    }
    VEC_PUSH(r->a, &list, r->field);
    r->m.field = list.item;
    r->m.n = list.n;
    r->cap = list.cap;
}

static bool read_subfields(struct reader *r)
{
    bool first = true, is_text;
    if (json_peek(&r->j) != '[') return leave_out(r);
    if (!json_open(&r->j, '[')) return false;
    while (json_element(&r->j, &first)) {
        struct str code, value;
        bool first_code = true;
        if (json_peek(&r->j) != '{') {
            if (!leave_out(r)) return false;
            continue;
        }
        if (!json_open(&r->j, '{')) return false;
        while (json_member(&r->j, &first_code, &code)) {
            bool fine = code.n == 1 && is_plain(code.p[0]);
            if (!fine && !leave_out(r)) return false;
            if (!fine) continue;
            if (!read_text(r, &value, &is_text)) return false;
            if (!is_text) continue;
            buf_add_char(&r->text, '\x1F');
            buf_add_char(&r->text, code.p[0]);
            buf_add(&r->text, value);
        }
    }
    return !r->j.failed;
}

static bool read_indicator(struct reader *r, char *ret)
{
    struct str s;
    bool is_text;
    if (json_peek(&r->j) == 'n') return json_skip(&r->j); /* null: blank */
    if (!read_text(r, &s, &is_text)) return false;
    if (is_text && s.n && is_plain(s.p[0]) && s.p[0] != '#' && s.p[0] != '\\') *ret = s.p[0];
    return true;
}

static bool read_data(struct reader *r)
{
    struct str key;
    bool first = true, ind1 = false, ind2 = false, subfields = false, fine = true;
    if (!json_open(&r->j, '{')) return false;
    while (fine && json_member(&r->j, &first, &key)) {
        if (str_eq(key, STR("ind1")))
            fine = once(r, &ind1) && read_indicator(r, &r->field.ind[0]);
        else if (str_eq(key, STR("ind2")))
            fine = once(r, &ind2) && read_indicator(r, &r->field.ind[1]);
        else if (str_eq(key, STR("subfields")))
            fine = once(r, &subfields) && read_subfields(r);
        else
            fine = leave_out(r);
    }
    return !r->j.failed;
}

/* The value of a tag: text of a control field, or an object. */
static bool read_field(struct reader *r, struct str tag)
{
    struct str value;
    bool is_text;
    r->field = (struct marc_field){.ind = {' ', ' '}};
    if (!is_tag(tag)) return leave_out(r);
    memcpy(r->field.tag, tag.p, 3);
    bool digits = ascii_is_digit(tag.p[0]);
    bool system = tag.p[0] == '0' && tag.p[1] == '0';
    if (json_peek(&r->j) == '{' && !system) {
        buf_clear(&r->text);
        if (!read_data(r)) return false;
        r->field.data = arena_copy(r->a, buf_str(&r->text));
        add_field(r);
        return true;
    }
    if (digits && !system) return leave_out(r);
    if (!read_text(r, &value, &is_text)) return false;
    r->field.control = true;
    r->field.data = value;
    if (is_text) add_field(r);
    return true;
}

static bool read_fields(struct reader *r)
{
    bool first = true;
    if (json_peek(&r->j) != '[') return leave_out(r);
    if (!json_open(&r->j, '[')) return false;
    while (json_element(&r->j, &first)) {
        struct str tag;
        bool first_tag = true;
        if (json_peek(&r->j) != '{') {
            if (!leave_out(r)) return false;
            continue;
        }
        if (!json_open(&r->j, '{')) return false;
        while (json_member(&r->j, &first_tag, &tag))
            if (!read_field(r, tag)) return false;
    }
    r->field = (struct marc_field){0};
    return !r->j.failed;
}

static bool read_leader(struct reader *r)
{
    struct str s = {0};
    bool is_text;
    size_t at = r->j.at;
    if (!read_text(r, &s, &is_text)) return false;
    if (s.n > LEADER) s = str_trim(s);
    if (s.n != LEADER) tell(r, REASON_LEADER_ODD, at);
    memcpy(r->m.leader, s.p ? s.p : "", MIN(s.n, (size_t)LEADER));
    return true;
}

static bool read_record(struct reader *r)
{
    struct str key;
    bool first = true, fine = true;
    memset(r->m.leader, ' ', LEADER);
    if (!json_open(&r->j, '{')) return false;
    while (fine && json_member(&r->j, &first, &key)) {
        if (str_eq(key, STR("leader")))
            fine = once(r, &r->has_leader) && read_leader(r);
        else if (str_eq(key, STR("fields")))
            fine = once(r, &r->has_fields) && read_fields(r);
        else
            fine = json_skip(&r->j);
    }
    return !r->j.failed && json_peek(&r->j) == '\0';
}

static enum err refuse(struct reader *r, size_t before, enum reason reason, size_t at)
{
    if (r->faults) r->faults->n = before;
    r->told = 0;
    tell(r, reason, at);
    if (r->faults) r->faults->item[r->faults->n - 1].fatal = true;
    return ERR_FORMAT;
}

/* What a leader says that is missing or lies about what JSON is in. */
static void mend(struct reader *r)
{
    if (!r->has_leader) tell(r, REASON_LEADER_ODD, 0);
    if (r->j.mended) tell(r, REASON_JSON_REPAIRED, r->j.mended - 1);
    if (r->j.not_utf8) tell(r, REASON_NOT_UTF8, r->j.not_utf8 - 1);
    if (r->m.leader[6] == ' ') r->m.leader[6] = 'a';
    if (r->m.leader[7] == ' ') r->m.leader[7] = 'm';
    r->m.leader[9] = 'a';
}

enum err marcjson_parse(struct str bytes, struct arena *a, struct marc *ret, struct faults *faults)
{
    struct reader r = {.j = {.s = bytes, .a = a}, .a = a, .faults = faults};
    size_t before = faults ? faults->n : 0;
    r.text = BUF(TEXT_MAX);
    bool fine = read_record(&r);
    buf_release(&r.text);
    if (r.twice) return refuse(&r, before, REASON_JSON_TWICE, r.twice - 1);
    if (!fine) return refuse(&r, before, REASON_JSON_BAD, r.j.at);
    if (r.m.n == 0) return refuse(&r, before, REASON_NO_FIELDS, 0);
    mend(&r);
    *ret = r.m;
    return OK;
}
