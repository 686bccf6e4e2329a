/* json_row.c -- see json_row.h. */
#include "record/json_row.h"

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/bib_typed.h"
#include "record/bib_words.h"
#include "record/json.h"

enum { LIST = BIB_VALUES_MAX };

struct row {
    struct json j;
    struct typed typed;
    struct bib base; /* what a form does not ask for */
    struct str number;
    struct str bad;
    unsigned seen; /* bits of members[] */
    bool too_many;
};

static bool fail(struct row *r)
{
    r->j.failed = true;
    return false;
}

/* A text or a number as text; null is nothing. */
static bool text(struct row *r, struct str *ret)
{
    char c = json_peek(&r->j);
    *ret = (struct str){0};
    if (c == '"') return json_string(&r->j, ret);
    if (c == '-' || (c >= '0' && c <= '9')) return json_number(&r->j, ret);
    return c == 'n' ? json_skip(&r->j) : fail(r);
}

/* Texts, one a line; a text alone is a list of one. */
static bool texts(struct row *r, struct str *ret)
{
    struct strs list = {0};
    struct str one;
    bool first = true;
    if (json_peek(&r->j) != '[') return text(r, ret);
    if (!json_open(&r->j, '[')) return false;
    while (json_element(&r->j, &first)) {
        if (!text(r, &one)) return false;
        if (list.n < LIST) VEC_PUSH(r->j.a, &list, one);
    }
    *ret = arena_join(r->j.a, list.item, list.n, STR("\n"));
    return !r->j.failed;
}

/* More of it, below what is there. */
static bool more_texts(struct row *r, struct str *to)
{
    struct str part[] = {*to, {0}};
    if (!texts(r, &part[1])) return false;
    *to = arena_join(r->j.a, part, 2, STR("\n"));
    return true;
}

/* ---- names and series ---- */

static bool read_name(struct row *r, struct typed_name *n)
{
    struct str key, value;
    bool first = true;
    *n = (struct typed_name){.role = ROLE_AUTHOR};
    if (json_peek(&r->j) != '{') return text(r, &n->name);
    if (!json_open(&r->j, '{')) return false;
    while (json_member(&r->j, &first, &key)) {
        r->bad = key;
        if (!text(r, &value)) return false;
        if (str_eq(key, STR("name")))
            n->name = value;
        else if (str_eq(key, STR("kind")) && str_eq(value, STR("organization")))
            n->corporate = true;
        else if (!(str_eq(key, STR("kind")) && str_eq(value, STR("person"))) &&
                 !(str_eq(key, STR("role")) && name_role_parse(value, &n->role)))
            return fail(r);
    }
    return !r->j.failed;
}

static bool read_names(struct row *r)
{
    struct typed *t = &r->typed;
    struct typed_name one;
    bool first = true;
    if (!json_open(&r->j, '[')) return false;
    while (json_element(&r->j, &first)) {
        if (!read_name(r, &one)) return false;
        if (t->n_names < TYPED_NAMES_MAX) t->name[t->n_names++] = one;
    }
    return !r->j.failed;
}

static bool read_one_series(struct row *r, struct str *ret)
{
    struct str key, value, part[2] = {{0}};
    bool first = true;
    if (json_peek(&r->j) != '{') return text(r, ret);
    if (!json_open(&r->j, '{')) return false;
    while (json_member(&r->j, &first, &key)) {
        bool volume = str_eq(key, STR("volume"));
        r->bad = key;
        if (!volume && !str_eq(key, STR("title"))) return fail(r);
        if (!text(r, &value)) return false;
        part[volume] = value;
    }
    *ret = arena_join(r->j.a, part, 2, STR(" ; "));
    return !r->j.failed;
}

static bool read_series(struct row *r)
{
    struct strs list = {0};
    struct str one;
    bool first = true;
    if (!json_open(&r->j, '[')) return false;
    while (json_element(&r->j, &first)) {
        if (!read_one_series(r, &one)) return false;
        if (list.n < LIST) VEC_PUSH(r->j.a, &list, one);
    }
    r->typed.series = arena_join(r->j.a, list.item, list.n, STR("\n"));
    return !r->j.failed;
}

/* ---- copies ---- */

static bool item_member(struct bib_item *to, struct str key, struct str value)
{
    enum { COPIES_MAX = 100000 };
    uint64_t n = 0;
    if (str_eq(key, STR("code"))) {
        to->code = value;
    } else if (str_eq(key, STR("call_number"))) {
        to->call_number = value;
    } else if (str_eq(key, STR("place"))) {
        to->place = value;
    } else if (str_eq(key, STR("coverage"))) {
        to->coverage = value;
    } else if (str_eq(key, STR("status"))) {
        return item_status_parse(value, &to->status);
    } else if (str_eq(key, STR("copies")) && !str_to_u64(value, &n) && n >= 1 && n <= COPIES_MAX) {
        to->copies = (int)n;
    } else {
        return false;
    }
    return true;
}

static bool read_item(struct row *r, struct bib_item *to)
{
    struct str key, value;
    bool first = true;
    *to = (struct bib_item){.copies = 1};
    if (!json_open(&r->j, '{')) return false;
    while (json_member(&r->j, &first, &key)) {
        r->bad = key;
        if (!text(r, &value)) return false;
        if (!item_member(to, key, str_trim(value))) return fail(r);
    }
    return !r->j.failed;
}

static bool read_items(struct row *r)
{
    struct bib_item one;
    bool first = true;
    if (!json_open(&r->j, '[')) return false;
    while (json_element(&r->j, &first)) {
        r->too_many = r->base.items.n == JSON_ROW_ITEMS_MAX;
        if (r->too_many || !read_item(r, &one)) return fail(r);
        VEC_PUSH(r->j.a, &r->base.items, one);
    }
    return !r->j.failed;
}

/* ---- the whole ---- */

static bool read_format(struct row *r)
{
    struct str name;
    return text(r, &name) && (format_parse(name, &r->typed.format) || fail(r));
}

/* Lines of a text or list into a list of the description. */
static bool more_of(struct row *r, struct strs *to)
{
    struct str lines, one;
    if (!texts(r, &lines)) return false;
    while (lines.n && str_split(&lines, '\n', &one)) bib_add(r->j.a, to, str_trim(one));
    return true;
}

static bool read_languages(struct row *r)
{
    if (!more_of(r, &r->base.languages)) return false;
    if (r->base.languages.n) r->typed.language = r->base.languages.item[0];
    return true;
}

static bool read_urls(struct row *r)
{
    return more_of(r, &r->base.urls);
}

/* A member whose text goes to `to`; or that is read by `read`. */
struct member {
    const char *name;
    struct str *to;
    bool (*texts)(struct row *r, struct str *to);
    bool (*read)(struct row *r);
};

static bool read_member(struct row *r, struct str key)
{
    struct typed *t = &r->typed;
    const struct member all[] = {
        {"number", &r->number, text, NULL},
        {"title", &t->title, text, NULL},
        {"part", &t->part, text, NULL},
        {"responsibility", &t->responsibility, text, NULL},
        {"authors", NULL, NULL, read_names},
        {"names", NULL, NULL, read_names},
        {"format", NULL, NULL, read_format},
        {"edition", &t->edition, text, NULL},
        {"place", &t->place, text, NULL},
        {"publisher", &t->publisher, text, NULL},
        {"year", &t->year, text, NULL},
        {"extent", &t->extent, text, NULL},
        {"series", NULL, NULL, read_series},
        {"languages", NULL, NULL, read_languages},
        {"isbns", &t->numbers, more_texts, NULL},
        {"issns", &t->numbers, more_texts, NULL},
        {"subjects", &t->subjects, texts, NULL},
        {"classification", &t->classification, text, NULL},
        {"call_number", &t->call_number, text, NULL},
        {"summary", &t->summary, text, NULL},
        {"notes", &t->notes, texts, NULL},
        {"urls", NULL, NULL, read_urls},
        {"items", NULL, NULL, read_items},
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        if (!str_eq(key, str_of(all[i].name))) continue;
        if (r->seen >> i & 1) return fail(r);
        r->seen |= 1u << i;
        return all[i].read ? all[i].read(r) : all[i].texts(r, all[i].to);
    }
    return fail(r);
}

enum err json_row_read(struct str bytes, struct arena *a, struct bib *ret, struct str *ret_bad,
                       struct faults *faults)
{
    struct row r = {.j = {.s = bytes, .a = a}};
    struct str key;
    bool first = true;
    *ret_bad = (struct str){0};
    if (bytes.n > JSON_ROW_MAX) return ERR_LIMIT;
    bool fine = json_open(&r.j, '{');
    while (fine && json_member(&r.j, &first, &key)) {
        r.bad = key;
        fine = read_member(&r, key);
    }
    fine = fine && !r.j.failed && json_peek(&r.j) == '\0' && r.j.at == bytes.n;
    *ret_bad = fine ? (struct str){0} : r.bad;
    if (r.too_many) return ERR_LIMIT;
    if (!fine) return ERR_FORMAT;
    bib_from_typed(&r.typed, &r.base, a, ret, faults);
    ret->control = str_trim(r.number);
    return ret->title.n ? OK : ERR_NOT_FOUND;
}
