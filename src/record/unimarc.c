/* unimarc.c -- fields of UNIMARC under the tags and codes of MARC 21. */
#include "record/unimarc.h"

#include <string.h>

#include "base/checked.h"
#include "record/marc_text.h"
#include "text/marc8.h"
#include "text/utf8.h"

#define US "\x1F"

/* Subfields `codes` become those of `as`, letter by letter; others are left out. */
static const struct rule {
    char from[4], to[4], ind[3];
    const char *codes, *as;
} rules[] = {
    {"010", "020", "  ", "az", "az"},       {"011", "022", "  ", "az", "az"},
    {"101", "041", "0 ", "a", "a"},         {"200", "245", "10", "abefghi", "ahbccnp"},
    {"205", "250", "  ", "ab", "ab"},       {"210", "264", " 1", "acd", "abc"},
    {"214", "264", " 1", "acd", "abc"},     {"215", "300", "  ", "acde", "abce"},
    {"225", "490", "0 ", "aehiv", "aanpv"}, {"300", "500", "  ", "a", "a"},
    {"327", "505", "0 ", "a", "a"},         {"328", "502", "  ", "abcdet", "abcdda"},
    {"330", "520", "  ", "a", "a"},         {"461", "773", "0 ", "txdv", "txdg"},
    {"463", "773", "0 ", "txdv", "txdg"},   {"500", "240", "10", "ahi", "anp"},
    {"510", "246", "31", "aehi", "abnp"},   {"512", "246", "14", "ae", "ab"},
    {"517", "246", "3 ", "aehi", "abnp"},   {"540", "246", "3 ", "a", "a"},
    {"600", "600", "14", "afxyz", "adxzy"}, {"601", "610", "24", "abxyz", "abxzy"},
    {"602", "600", "34", "axyz", "axzy"},   {"605", "630", "04", "axyz", "axzy"},
    {"606", "650", " 4", "axyz", "axzy"},   {"607", "651", " 4", "axyz", "axzy"},
    {"608", "655", " 4", "axyz", "axzy"},   {"610", "653", "  ", "a", "a"},
    {"675", "080", "  ", "a", "a"},         {"676", "082", "04", "a", "a"},
    {"680", "050", " 4", "ab", "ab"},       {"686", "084", "  ", "a", "a"},
    {"690", "084", "  ", "a", "a"},         {"710", "110", "2 ", "ab4", "ab4"},
    {"711", "710", "2 ", "ab4", "ab4"},     {"712", "710", "2 ", "ab4", "ab4"},
    {"856", "856", "40", "uyz3", "uyz3"},   {"905", "952", "  ", "abds", "bpoo"},
    {"930", "952", "  ", "abc", "obc"},     {"995", "952", "  ", "bcfk", "acpo"},
};

static bool has_tag(const struct marc_field *f, const char *tag)
{
    return memcmp(f->tag, tag, 3) == 0;
}

static bool has_value(const struct marc *m, const char *tag, char code)
{
    return str_trim(marc_value(m, tag, code)).n > 0;
}

bool unimarc_recognise(const struct marc *m)
{
    if (has_value(m, "245", 'a')) return false;
    bool leader = memcmp(m->leader + 20, "450 ", 4) == 0;
    if (!has_value(m, "200", 'a')) return leader && !marc_find(m, "245", 0);
    struct str data = marc_value(m, "100", 'a');
    size_t digits = 0;
    while (digits < data.n && data.p[digits] >= '0' && data.p[digits] <= '9') digits++;
    return leader || digits >= 6 || has_value(m, "801", 'b');
}

struct converter {
    struct arena *a;
    struct marc *m; /* what is made */
    size_t cap;
    struct faults *faults;
    const struct marc *from;
    bool told;
};

static void add(struct converter *c, const char *tag, const char *ind, struct str data)
{
    struct {
        struct marc_field *item;
        size_t n, cap;
    } list = {c->m->field, c->m->n, c->cap};
    struct marc_field f = {.data = data, .control = !ind};
    memcpy(f.tag, tag, 3);
    memcpy(f.ind, ind ? ind : "  ", 2);
    VEC_PUSH(c->a, &list, f);
    c->m->field = list.item;
    c->m->n = list.n;
    c->cap = list.cap;
}

static struct str with_code(struct converter *c, char code, struct str value)
{
    return arena_printf(c->a, US "%c%.*s", code, STR_ARG(value));
}

static struct str in_utf8(struct converter *c, const struct marc_field *f)
{
    size_t bad = 0;
    if (utf8_valid(f->data)) return f->data;
    struct str s = iso5426_utf8(c->a, f->data, &bad);
    if (bad && !c->told) marc_fault(c->from, f, 0, REASON_ISO5426_BAD, s, c->a, c->faults);
    c->told |= bad > 0;
    return s;
}

static void convert(struct converter *c, const struct marc_field *f, const struct rule *rule)
{
    struct strs parts = {0};
    size_t at = 0;
    char code;
    struct str value;
    while (marc_subfield(f, &at, &code, &value)) {
        const char *which = code ? strchr(rule->codes, code) : NULL;
        value = str_trim(value);
        if (which && value.n)
            VEC_PUSH(c->a, &parts, with_code(c, rule->as[which - rule->codes], value));
    }
    if (parts.n) add(c, rule->to, rule->ind, arena_join(c->a, parts.item, parts.n, STR("")));
}

/* The relators of UNIMARC are numbers. */
static struct str relator(struct str code)
{
    static const struct {
        struct str number, code;
    } table[] = {
        {STR_INIT("010"), STR_INIT("adp")}, {STR_INIT("070"), STR_INIT("aut")},
        {STR_INIT("080"), STR_INIT("aui")}, {STR_INIT("220"), STR_INIT("com")},
        {STR_INIT("230"), STR_INIT("cmp")}, {STR_INIT("300"), STR_INIT("drt")},
        {STR_INIT("340"), STR_INIT("edt")}, {STR_INIT("440"), STR_INIT("ill")},
        {STR_INIT("600"), STR_INIT("pht")}, {STR_INIT("650"), STR_INIT("pbl")},
        {STR_INIT("730"), STR_INIT("trl")},
    };
    code = str_trim(code);
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq(code, table[i].number)) return table[i].code;
    return (struct str){0};
}

/* 700-702: the entry element and the rest of the name are two subfields. */
static void convert_person(struct converter *c, const struct marc_field *f)
{
    struct str last = str_trim(marc_sub(f, 'a')), first = str_trim(marc_sub(f, 'b'));
    struct str role = relator(marc_sub(f, '4')), dates = str_trim(marc_sub(f, 'f'));
    bool comma = first.n && last.n && last.p[last.n - 1] != ',' && first.p[0] != ',';
    struct str name[] = {last, comma ? STR(", ") : STR(" "), first};
    if (last.n == 0) return;
    struct str parts[] = {with_code(c, 'a', first.n ? arena_join(c->a, name, 3, STR("")) : last),
                          dates.n ? with_code(c, 'd', dates) : dates,
                          role.n ? with_code(c, '4', role) : role};
    bool main = f->tag[2] == '0';
    add(c, main ? "100" : "700", f->ind[1] == '1' ? "1 " : "0 ",
        arena_join(c->a, parts, COUNT(parts), STR("")));
    if (f->tag[2] == '1' && !role.n) { /* 701 is an author like 700 */
        struct marc_field *made = &c->m->field[c->m->n - 1];
        struct str both[] = {made->data, with_code(c, '4', STR("aut"))};
        made->data = arena_join(c->a, both, COUNT(both), STR(""));
    }
}

static void take(struct converter *c, const struct marc_field *f)
{
    struct marc_field utf8 = *f;
    utf8.data = in_utf8(c, f);
    if (f->control) {
        if (has_tag(f, "001") || has_tag(f, "005")) add(c, f->tag, NULL, utf8.data);
        return;
    }
    if (has_tag(f, "700") || has_tag(f, "701") || has_tag(f, "702")) {
        convert_person(c, &utf8);
        return;
    }
    for (size_t i = 0; i < COUNT(rules); i++)
        if (has_tag(f, rules[i].from)) convert(c, &utf8, &rules[i]);
}

/* Leader/06: b, l and m are t, m and o here; k is the same, f (maps) has its letters. */
static char type_of(char c)
{
    return c == 'b' ? 't' : c == 'l' ? 'm' : c == 'm' ? 'o' : c;
}

void unimarc_to_marc21(const struct marc *m, struct arena *a, struct marc *ret,
                       struct faults *faults)
{
    struct marc made = {.bytes = m->bytes};
    struct converter c = {.a = a, .m = &made, .faults = faults, .from = m};
    marc_fault(m, marc_find(m, "200", 0), 0, REASON_UNIMARC, marc_value(m, "200", 'a'), a, faults);
    memcpy(made.leader, m->leader, sizeof made.leader);
    made.leader[6] = type_of(m->leader[6]);
    made.leader[9] = 'a';
    memcpy(made.leader + 20, "4500", 4);
    for (size_t i = 0; i < m->n; i++) take(&c, &m->field[i]);
    *ret = made;
}
