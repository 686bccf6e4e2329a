/* slims_push_bib.c -- one record of a push as a description. Its columns are those of the CSV that
 * SLiMS exports and are read as these are; authors come with their roles, subjects one by one. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/slims.h"
#include "record/slims_fields.h"
#include "record/slims_push.h"
#include "record/slims_push_value.h"

/* Names that have no column of the export. */
enum {
    PUSH_NUMBER = SLIMS_FIELDS,
    PUSH_DETAIL,
    PUSH_GMD_CODE,
    PUSH_LANGUAGE_CODE,
    PUSH_FREQUENCY,
    PUSH_FIELDS
};

static const struct {
    struct str name;
    int field;
} names[] = {
    {STR_INIT("biblio_id"), PUSH_NUMBER},
    {STR_INIT("title"), SLIMS_TITLE},
    {STR_INIT("spec_detail_info"), PUSH_DETAIL},
    {STR_INIT("gmd_code"), PUSH_GMD_CODE},
    {STR_INIT("gmd_name"), SLIMS_GMD},
    {STR_INIT("edition"), SLIMS_EDITION},
    {STR_INIT("isbn_issn"), SLIMS_ISBN_ISSN},
    {STR_INIT("publisher_name"), SLIMS_PUBLISHER},
    {STR_INIT("publish_year"), SLIMS_YEAR},
    {STR_INIT("collation"), SLIMS_COLLATION},
    {STR_INIT("series_title"), SLIMS_SERIES},
    {STR_INIT("call_number"), SLIMS_CALL_NUMBER},
    {STR_INIT("language_id"), PUSH_LANGUAGE_CODE},
    {STR_INIT("language_name"), SLIMS_LANGUAGE},
    {STR_INIT("place_name"), SLIMS_PLACE},
    {STR_INIT("classification"), SLIMS_CLASSIFICATION},
    {STR_INIT("notes"), SLIMS_NOTES},
    {STR_INIT("frequency"), PUSH_FREQUENCY},
    {STR_INIT("sor"), SLIMS_SOR},
};

struct record {
    struct json j;
    struct str value[PUSH_FIELDS];
    struct strs subjects;
    struct {
        struct bib_name *item;
        size_t n, cap;
    } people;
};

/* ---- authors and subjects ---- */

struct heading {
    struct str name, level, type;
};

static bool read_heading(struct json *j, struct heading *ret)
{
    struct str key, value;
    bool first = true;
    *ret = (struct heading){0};
    if (json_peek(j) != '{') return slims_push_text(j, &ret->name);
    if (!json_open(j, '{')) return false;
    while (json_member(j, &first, &key)) {
        if (!slims_push_text(j, &value)) return false;
        if (str_eq(key, STR("name"))) ret->name = value;
        if (str_eq(key, STR("level"))) ret->level = str_trim(value);
        if (str_eq(key, STR("type"))) ret->type = str_trim(value);
    }
    return !j->failed;
}

/* The levels of SLiMS: 1 primary, 2 additional author, 3 editor, 4 translator, 5 director,
 * 6 producer, 7 composer, 8 illustrator, 9 creator, 10 contributor. */
static enum name_role role_of(struct str level)
{
    switch (slims_push_number(level)) {
    case 3: return ROLE_EDITOR;
    case 4: return ROLE_TRANSLATOR;
    case 5:
    case 6:
    case 10: return ROLE_CONTRIBUTOR;
    case 8: return ROLE_ILLUSTRATOR;
    default: return ROLE_AUTHOR;
    }
}

static void add_person(struct record *r, const struct heading *h)
{
    struct bib_name n = {.name = marc_trim_punctuation(str_trim(h->name)),
                         .role = role_of(h->level),
                         .corporate = str_eq(h->type, STR("o")) || str_eq(h->type, STR("c"))};
    if (n.name.n == 0 || bib_says_nothing(n.name) || r->people.n == BIB_VALUES_MAX) return;
    n.main = n.role == ROLE_AUTHOR && r->people.n == 0;
    VEC_PUSH(r->j.a, &r->people, n);
}

static void add_subject(struct record *r, const struct heading *h)
{
    struct str name = marc_trim_punctuation(str_trim(h->name));
    if (!bib_says_nothing(name)) bib_add(r->j.a, &r->subjects, name);
}

static bool read_headings(struct record *r, void (*add)(struct record *, const struct heading *))
{
    struct heading h;
    struct str key;
    bool first = true, in_object;
    char c = json_peek(&r->j);
    if (c != '[' && c != '{') return json_skip(&r->j);
    if (!slims_push_open(&r->j, &in_object)) return false;
    while (slims_push_list(&r->j, &in_object, &first, &key)) {
        if (!read_heading(&r->j, &h)) return false;
        add(r, &h);
    }
    return !r->j.failed;
}

/* ---- the record ---- */

static bool read_value(struct record *r, struct str key)
{
    struct str value;
    if (str_eq(key, STR("authors"))) return read_headings(r, add_person);
    if (str_eq(key, STR("subjects"))) return read_headings(r, add_subject);
    for (size_t i = 0; i < COUNT(names); i++) {
        if (!str_eq(key, names[i].name)) continue;
        bool fine = slims_push_text(&r->j, &value);
        r->value[names[i].field] = str_trim(value);
        return fine;
    }
    return json_skip(&r->j);
}

static bool read_record(struct record *r)
{
    struct str key;
    bool first = true;
    if (!json_open(&r->j, '{')) return false;
    while (json_member(&r->j, &first, &key))
        if (!read_value(r, key)) return false;
    return !r->j.failed && json_peek(&r->j) == '\0' && r->j.at == r->j.s.n;
}

static struct str either(struct str one, struct str other)
{
    return one.n && !bib_says_nothing(one) ? one : other;
}

/* As a row of the export, whose reader knows what these columns may hold. */
static enum err describe_row(struct record *r, struct bib *ret)
{
    struct slims_layout l = {.kind = SLIMS_BIBLIO, .columns = SLIMS_BIBLIO_FIELDS};
    struct csv_row row = {.kind = CSV_ROW};
    r->value[SLIMS_GMD] = either(r->value[SLIMS_GMD], r->value[PUSH_GMD_CODE]);
    r->value[SLIMS_LANGUAGE] = either(r->value[SLIMS_LANGUAGE], r->value[PUSH_LANGUAGE_CODE]);
    for (int i = 0; i < l.columns; i++) {
        l.field[i] = (signed char)i;
        VEC_PUSH(r->j.a, &row.column, r->value[i]);
    }
    return slims_biblio(&l, &row, r->j.a, ret, NULL) ? ERR_NOT_FOUND : OK;
}

enum err slims_push_describe(struct str bytes, struct arena *a, struct bib *ret)
{
    struct record r = {.j = {.s = bytes, .a = a}};
    struct bib b;
    if (bytes.n > SLIMS_PUSH_RECORD_MAX) return ERR_LIMIT;
    if (!read_record(&r)) return ERR_FORMAT;
    enum err e = describe_row(&r, &b);
    if (e) return e;
    int64_t number = slims_push_number(r.value[PUSH_NUMBER]);
    if (number) b.control = arena_printf(a, "SLiMS/%lld", (long long)number);
    b.names.item = r.people.item;
    b.names.n = r.people.n;
    b.names.cap = r.people.cap;
    b.subjects = r.subjects;
    b.frequency = either(r.value[PUSH_FREQUENCY], (struct str){0});
    if (!bib_says_nothing(r.value[PUSH_DETAIL])) bib_add(a, &b.notes, r.value[PUSH_DETAIL]);
    *ret = b;
    return OK;
}
