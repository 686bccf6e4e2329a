/* slims_push.c -- the body that SLiMS sends, taken apart. What its records say is read in
 * slims_push_bib.c. */
#include "record/slims_push.h"

#include "base/checked.h"
#include "record/slims_push_value.h"

struct body {
    struct json j;
    struct slims_push push;
    bool has_info, has_data, has_operation, too_many;
    struct str operation;
};

static bool fail(struct json *j)
{
    j->failed = true;
    return false;
}

bool slims_push_text(struct json *j, struct str *ret)
{
    char c = json_peek(j);
    *ret = (struct str){0};
    if (c == '"') return json_string(j, ret);
    if (c == '-' || (c >= '0' && c <= '9')) return json_number(j, ret);
    return json_skip(j);
}

bool slims_push_list(struct json *j, bool *in_object, bool *first, struct str *ret_key)
{
    *ret_key = (struct str){0};
    return *in_object ? json_member(j, first, ret_key) : json_element(j, first);
}

bool slims_push_open(struct json *j, bool *ret_in_object)
{
    char c = json_peek(j);
    *ret_in_object = c == '{';
    return (c == '{' || c == '[') && json_open(j, c);
}

int64_t slims_push_number(struct str text)
{
    uint64_t n = 0;
    if (str_to_u64(str_trim(text), &n) || n > (uint64_t)SLIMS_PUSH_NUMBER_MAX) return 0;
    return (int64_t)n;
}

/* ---- who sends ---- */

static bool read_info(struct body *b)
{
    struct json *j = &b->j;
    struct str key, value;
    bool first = true;
    if (json_peek(j) != '{') return json_skip(j);
    if (!json_open(j, '{')) return false;
    while (json_member(j, &first, &key)) {
        if (!slims_push_text(j, &value)) return false;
        if (str_eq(key, STR("id"))) b->push.node = str_trim(value);
        if (str_eq(key, STR("password"))) b->push.password = str_trim(value);
    }
    return !j->failed;
}

/* ---- records ---- */

static bool add(struct body *b, struct slims_pushed one)
{
    b->too_many = b->push.records.n == SLIMS_PUSH_RECORDS_MAX;
    if (b->too_many) return fail(&b->j);
    VEC_PUSH(b->j.a, &b->push.records, one);
    return true;
}

/* The biblio_id of the object that begins here; its key otherwise. */
static int64_t number_in(struct json record, struct str key)
{
    struct str name, value = {0};
    bool first = true, found = false;
    bool more = json_peek(&record) == '{' && json_open(&record, '{');
    while (more && !found && json_member(&record, &first, &name)) {
        found = str_eq(name, STR("biblio_id"));
        more = found ? slims_push_text(&record, &value) : json_skip(&record);
    }
    int64_t number = slims_push_number(value);
    return number ? number : slims_push_number(key);
}

static bool read_record(struct body *b, struct str key)
{
    (void)json_peek(&b->j);
    struct json here = b->j;
    if (!json_skip(&b->j)) return false;
    return add(b, (struct slims_pushed){number_in(here, key), str_slice(b->j.s, here.at, b->j.at)});
}

/* ---- numbers of what was deleted ---- */

/* "12,15", and what is no number in it as 0. */
static bool add_numbers(struct body *b, struct str list)
{
    struct str one;
    list = str_trim(list);
    while (list.n && str_split(&list, ',', &one)) {
        if (str_trim(one).n == 0) continue;
        if (!add(b, (struct slims_pushed){slims_push_number(one), {0}})) return false;
    }
    return true;
}

static bool read_numbers(struct body *b)
{
    struct str key, value;
    bool first = true, in_object;
    char c = json_peek(&b->j);
    if (c != '[' && c != '{') return slims_push_text(&b->j, &value) && add_numbers(b, value);
    if (!slims_push_open(&b->j, &in_object)) return false;
    while (slims_push_list(&b->j, &in_object, &first, &key))
        if (!slims_push_text(&b->j, &value) || !add_numbers(b, value)) return false;
    return !b->j.failed;
}

/* ---- the whole ---- */

static bool read_member(struct body *b, struct str key)
{
    if (str_eq(key, STR("operation"))) {
        b->has_operation = true;
        return slims_push_text(&b->j, &b->operation);
    }
    if (str_eq(key, STR("biblio"))) return read_numbers(b);
    return read_record(b, key);
}

static bool read_data(struct body *b)
{
    struct str key;
    bool first = true, in_object;
    char c = json_peek(&b->j);
    if (c != '[' && c != '{') return json_skip(&b->j);
    if (!slims_push_open(&b->j, &in_object)) return false;
    while (slims_push_list(&b->j, &in_object, &first, &key))
        if (in_object ? !read_member(b, key) : !read_record(b, key)) return false;
    return !b->j.failed;
}

/* Each part once: of two nobody knows which is meant. */
static bool read_part(struct body *b, struct str key)
{
    bool info = str_eq(key, STR("node_info")), data = str_eq(key, STR("node_data"));
    if ((info && b->has_info) || (data && b->has_data)) return fail(&b->j);
    b->has_info |= info;
    b->has_data |= data;
    return info ? read_info(b) : data ? read_data(b) : json_skip(&b->j);
}

static enum slims_push_kind kind_of(const struct body *b)
{
    if (b->has_operation && !str_eq_nocase(b->operation, STR("delete"))) return SLIMS_PUSH_OTHER;
    if (b->push.records.n == 0) return SLIMS_PUSH_NOTHING;
    return b->has_operation ? SLIMS_PUSH_DELETE : SLIMS_PUSH_RECORDS;
}

enum err slims_push_read(struct str body, struct arena *a, struct slims_push *ret, size_t *ret_at)
{
    struct body b = {.j = {.s = body, .a = a}};
    struct str key;
    bool first = true;
    if (str_starts(body, STR("\xEF\xBB\xBF"))) b.j.at = 3;
    bool fine = json_open(&b.j, '{');
    while (fine && json_member(&b.j, &first, &key)) fine = read_part(&b, key);
    fine = fine && !b.j.failed && json_peek(&b.j) == '\0' && b.j.at == body.n;
    *ret_at = MIN(b.j.at, body.n);
    if (b.too_many) return ERR_LIMIT;
    if (!fine || (!b.has_info && !b.has_data)) return ERR_FORMAT;
    b.push.kind = kind_of(&b);
    *ret = b.push;
    return OK;
}
