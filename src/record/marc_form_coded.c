/* marc_form_coded.c -- kind, language and year in leader and 008; classes and call numbers; empty
 * records; and records that come from another catalogue. */
#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/marc_form_internal.h"
#include "record/marc_rules.h"

enum { FIXED = 40 };

/* 008 as bytes that may be changed; NULL: none, or not whole. */
static char *fixed(struct changing *x)
{
    size_t at = fields_find(&x->f, "008");
    if (at == x->f.n || x->f.item[at].data.n != FIXED) return NULL;
    x->f.item[at].data = arena_copy(x->a, x->f.item[at].data);
    return (char *)(uintptr_t)x->f.item[at].data.p;
}

static void change_format(struct changing *x)
{
    const struct typed *was = x->form->before, *now = x->form->after;
    if (was->format == now->format) return;
    memcpy(x->leader + 6, x->fresh.leader + 6, 2);
    char *p = fixed(x);
    if (p && now->format == FORMAT_THESIS) p[24] = 'm';
    if (p && was->format == FORMAT_THESIS && p[24] == 'm') p[24] = ' ';
}

static void change_year(struct changing *x)
{
    int year = x->form->bib->year;
    char *p = fixed(x);
    if (str_eq(x->form->before->year, x->form->after->year) || !p) return;
    if (!strchr("sn| b", p[6]) || x->form->after->format == FORMAT_SERIAL) return;
    char digits[8] = "uuuu";
    if (year > 0 && year <= 9999) snprintf(digits, sizeof digits, "%04d", year);
    p[6] = year ? 's' : 'n';
    memcpy(p + 7, digits, 4);
    memcpy(p + 11, year ? "    " : "uuuu", 4);
}

/* 008, and the first $a of 041 when there is one. */
static void change_language(struct changing *x)
{
    struct str now = bib_language(x->form->after->language);
    size_t at = fields_find(&x->f, "041");
    if (str_eq(x->form->before->language, x->form->after->language)) return;
    char *p = fixed(x);
    if (p) memcpy(p + 35, now.n == 3 ? now.p : "und", 3);
    if (at == x->f.n) return;
    struct subfields s = subfields_of(&x->f.item[at], x->a);
    subfields_set(&s, 'a', now, "68", x->a);
    x->f.item[at].data = subfields_data(&s, x->a);
    if (s.n == 0) fields_drop(&x->f, at);
}

/* ---- classes ---- */

/* The first field of the tags that has an $a, in the order in which they count. */
static size_t first_of(const struct fields *f, const char *const *tags, size_t n)
{
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < f->n; i++)
            if (field_is(&f->item[i], tags[t]) && marc_sub(&f->item[i], 'a').n) return i;
    return f->n;
}

static void set_number(struct changing *x, size_t at, struct str value)
{
    struct subfields s = subfields_of(&x->f.item[at], x->a);
    bool shelf = !field_is(&x->f.item[at], "08?");
    subfields_set(&s, 'a', value, "68", x->a);
    if (shelf) subfields_set(&s, 'b', (struct str){0}, "", x->a);
    x->f.item[at].data = subfields_data(&s, x->a);
    if (value.n == 0) fields_drop(&x->f, at);
}

static void change_numbers_of_shelf(struct changing *x)
{
    static const char *const classes[] = {"082", "080", "084"}, *const calls[] = {"099", "090"};
    const struct typed *was = x->form->before, *now = x->form->after;
    const struct bib *b = x->form->bib;
    if (!str_eq(was->classification, now->classification)) {
        size_t at = first_of(&x->f, classes, COUNT(classes));
        const struct marc_field *fresh = marc_find(&x->fresh, "084", 0);
        if (at < x->f.n)
            set_number(x, at, b->classification);
        else if (fresh)
            fields_insert(x, *fresh);
    }
    if (!str_eq(was->call_number, now->call_number)) {
        size_t at = first_of(&x->f, calls, COUNT(calls));
        struct marc_field f = {.tag = {'0', '9', '9'}, .ind = {' ', ' '}};
        f.data = arena_printf(x->a, "\x1F%c%.*s", 'a', STR_ARG(b->call_number));
        if (at < x->f.n)
            set_number(x, at, b->call_number);
        else if (b->call_number.n)
            fields_insert(x, f);
    }
}

void change_coded(struct changing *x)
{
    change_format(x);
    change_year(x);
    change_language(x);
    change_numbers_of_shelf(x);
}

/* ---- beginnings ---- */

/* What 008 says of a record nobody has described yet, where a blank is no code (MARC 21,
 * 008/18-34): of a material (marc_material) or of one leader/06. */
static void begin_fixed(const char leader[24], char *p)
{
    static const struct {
        const char *of;
        int at;
        const char *codes;
    } begin[] = {
        {"BK", 29, "000"}, {"BK", 33, "0"},  {"CR", 18, "uu"},  {"CR", 29, "0"},   {"CR", 34, "0"},
        {"c", 18, "uuu"},  {"c", 30, "n"},   {"j", 18, "uunn"}, {"i", 18, "nnnn"}, {"i", 30, "||"},
        {"MP", 25, "a"},   {"MP", 31, "0"},  {"g", 18, "---"},  {"g", 33, "vu"},   {"k", 18, "nnn"},
        {"k", 33, "kn"},   {"o", 18, "nnn"}, {"o", 33, "bn"},   {"r", 18, "nnn"},  {"r", 33, "rn"},
        {"CF", 26, "u"},
    };
    const char *material = marc_material(leader);
    for (size_t i = 0; i < COUNT(begin); i++) {
        bool one = !begin[i].of[1] && begin[i].of[0] == leader[6];
        if (one || strcmp(begin[i].of, material) == 0)
            memcpy(p + begin[i].at, begin[i].codes, strlen(begin[i].codes));
    }
}

void marc_blank(enum format f, struct str day, struct arena *a, struct marc *ret)
{
    const struct bib b = {.format = f, .languages = {.item = (struct str[]){STR("ind")}, .n = 1}};
    struct marc m;
    bib_to_marc(&b, a, &m);
    for (size_t i = 0; i < m.n; i++) {
        if (memcmp(m.field[i].tag, "008", 3) != 0) continue;
        m.field[i].data = arena_copy(a, m.field[i].data);
        char *p = (char *)(uintptr_t)m.field[i].data.p;
        memcpy(p, day.p, MIN(day.n, (size_t)6));
        memcpy(p + 15, "io ", 3);
        begin_fixed(m.leader, p);
    }
    *ret = m;
}

static const char *const skeletons[FORMAT_COUNT] = {
    [FORMAT_SERIAL] =
        "022   a|082 04a|245 00abc|264  1abc|300   a|310   a|362 0 a|500   a|650  4a|710 2 a",
    [FORMAT_ARTICLE] =
        "041 0 a|100 1 a|245 10abc|300   a|520   a|650  4a|700 1 a|773 0 tgx|856 4 u",
    [FORMAT_THESIS] = "082 04a|100 1 a|245 10abc|264  1abc|300   abc|502   a|504   a|520   a|650  "
                      "4a|700 1 a|710 2 a",
    [FORMAT_VIDEO] = "028 40ab|082 04a|245 00abc|264  1abc|300   abc|336   ab|337   ab|338   ab|"
                     "508   a|511 0 a|520   a|650  4a|700 1 a",
    [FORMAT_MAP] = "034 0 ab|082 04a|245 00abc|255   a|264  1abc|300   abc|500   a|651  4a",
    [FORMAT_MUSIC] =
        "024 3 a|028 01ab|100 1 a|245 10abc|264  1abc|300   abc|505 0 a|650  4a|700 1 a",
};

/* "245 10abc": tag, indicators, subfields. */
static void add_empty(struct changing *x, struct str text)
{
    struct marc_field f = {.ind = {text.p[4], text.p[5]}};
    struct subfields s = {0};
    memcpy(f.tag, text.p, 3);
    for (size_t i = 6; i < text.n; i++)
        VEC_PUSH(x->a, &s, (struct subfield){.code = text.p[i], .value = STR("")});
    f.data = subfields_data(&s, x->a);
    fields_insert(x, f);
}

void marc_skeleton(enum format f, bool online, struct str day, struct arena *a, struct marc *ret)
{
    const char *text = skeletons[f];
    struct changing x = {.a = a};
    struct str rest, one;
    marc_blank(f, day, a, ret);
    if (!text)
        text = "020   a|082 04a|100 1 a|245 10abc|250   a|264  1abc|300   abc|490 0 av|500   a|650 "
               " 4a|"
               "700 1 a";
    for (size_t i = 0; i < ret->n; i++) VEC_PUSH(a, &x.f, ret->field[i]);
    for (rest = str_of(text); rest.n && str_split(&rest, '|', &one);) add_empty(&x, one);
    const char *material = marc_material(ret->leader);
    bool later = strcmp(material, "MP") == 0 || strcmp(material, "VM") == 0;
    char *p = fixed(&x);
    if (online && p) p[later ? 29 : 23] = 'o';
    if (online) add_empty(&x, STR("856 40u"));
    ret->field = x.f.item;
    ret->n = x.f.n;
}

void marc_set_day(struct marc *m, struct str day, struct arena *a)
{
    for (size_t i = 0; i < m->n; i++) {
        if (memcmp(m->field[i].tag, "008", 3) != 0 || m->field[i].data.n != FIXED) continue;
        m->field[i].data = arena_copy(a, m->field[i].data);
        memcpy((char *)(uintptr_t)m->field[i].data.p, day.p, MIN(day.n, (size_t)6));
    }
}

void marc_drop_empty(struct marc *m, struct arena *a)
{
    struct fields kept = {0};
    for (size_t i = 0; i < m->n; i++) {
        struct marc_field f = m->field[i];
        struct subfields s = subfields_of(&f, a);
        size_t n = 0;
        for (size_t k = 0; k < s.n; k++)
            if (str_trim(s.item[k].value).n) s.item[n++] = s.item[k];
        if (s.n && n < s.n) {
            s.n = n;
            f.data = subfields_data(&s, a);
        }
        if (f.data.n) VEC_PUSH(a, &kept, f);
    }
    m->field = kept.item;
    m->n = kept.n;
}

void marc_pattern(const struct marc *m, struct arena *a, struct marc *ret)
{
    static const char *const own[] = {"001", "003", "005", "01?", "020", "022", "024", "035",
                                      "040", "852", "866", "867", "868", "876", "9??"};
    struct fields kept = {0};
    for (size_t i = 0; i < m->n; i++) {
        bool drop = false;
        struct marc_field f = m->field[i];
        for (size_t k = 0; k < COUNT(own); k++) drop |= field_is(&f, own[k]);
        if (field_is(&f, "245"))
            f.data = STR("\x1F"
                         "a");
        if (!drop) VEC_PUSH(a, &kept, f);
    }
    *ret = *m;
    ret->leader[5] = 'n';
    ret->field = kept.item;
    ret->n = kept.n;
    ret->bytes = (struct str){0};
}

/* What belongs to the other catalogue alone. */
static bool is_its_own(const struct marc_field *f)
{
    static const char *const tags[] = {"001", "003", "005", "541", "561", "583", "850",
                                       "852", "866", "867", "868", "876", "877", "878"};
    for (size_t i = 0; i < COUNT(tags); i++)
        if (memcmp(tags[i], f->tag, 3) == 0) return true;
    return f->tag[0] == '9' || memcmp(f->tag, "59", 2) == 0 || memcmp(f->tag, "09", 2) == 0;
}

static void add_value(struct changing *x, const char *tag, struct str value)
{
    struct marc_field f = {.ind = {' ', ' '}};
    memcpy(f.tag, tag, 3);
    f.data = arena_printf(x->a, "\x1F%c%.*s", 'a', STR_ARG(value));
    if (value.n) fields_insert(x, f);
}

void marc_adopt(const struct marc *m, struct str source, struct arena *a, struct marc *ret)
{
    struct changing x = {.a = a};
    struct str number = str_trim(marc_control(m, "001")), of = str_trim(marc_control(m, "003"));
    for (size_t i = 0; i < m->n; i++)
        if (!is_its_own(&m->field[i])) VEC_PUSH(a, &x.f, m->field[i]);
    if (of.n && number.n)
        add_value(&x, "035", arena_printf(a, "(%.*s)%.*s", STR_ARG(of), STR_ARG(number)));
    if (!marc_find(m, "040", 0)) add_value(&x, "040", source);
    *ret = *m;
    ret->leader[5] = 'n';
    ret->field = x.f.item;
    ret->n = x.f.n;
    ret->bytes = (struct str){0};
}
