/* unimarc.c -- fields of UNIMARC under the tags and codes of MARC 21. */
#include "record/unimarc.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/marc_text.h"
#include "text/marc8.h"
#include "text/utf8.h"

#include "record/unimarc_fields.h"

/* Subfields `codes` become those of `as`, letter by letter; others are left out. */
static const struct rule {
    char from[4], to[4], ind[3];
    const char *codes, *as;
} rules[] = {
    {"010", "020", "  ", "az", "az"},       {"011", "022", "  ", "azy", "azy"},
    {"035", "035", "  ", "az", "az"},       {"101", "041", "0 ", "ac", "ah"},
    {"205", "250", "  ", "abf", "abb"},     {"207", "362", "0 ", "a", "a"},
    {"210", "264", " 1", "acd", "abc"},     {"214", "264", " 1", "acd", "abc"},
    {"215", "300", "  ", "acde", "abce"},   {"225", "490", "0 ", "ahivx", "anpvx"},
    {"230", "500", "  ", "a", "a"},         {"320", "504", "  ", "a", "a"},
    {"325", "533", "  ", "a", "a"},         {"326", "310", "  ", "ab", "ab"},
    {"327", "505", "0 ", "a", "a"},         {"328", "502", "  ", "abcdet", "abcdda"},
    {"330", "520", "  ", "a", "a"},         {"336", "538", "  ", "a", "a"},
    {"337", "538", "  ", "a", "a"},         {"500", "240", "10", "ahi", "anp"},
    {"503", "246", "3 ", "a", "a"},         {"510", "246", "31", "aehi", "abnp"},
    {"512", "246", "14", "ae", "ab"},       {"513", "246", "15", "ae", "ab"},
    {"514", "246", "16", "ae", "ab"},       {"515", "246", "17", "ae", "ab"},
    {"516", "246", "18", "ae", "ab"},       {"517", "246", "3 ", "aehi", "abnp"},
    {"518", "246", "3 ", "a", "a"},         {"520", "247", "10", "aehi", "abnp"},
    {"530", "222", " 0", "ab", "ab"},       {"531", "210", "0 ", "ab", "ab"},
    {"532", "246", "3 ", "a", "a"},         {"540", "246", "3 ", "a", "a"},
    {"541", "242", "10", "aehi", "abnp"},   {"605", "630", "04", "ahixyzj", "anpxzyv"},
    {"606", "650", " 4", "axyzj", "axzyv"}, {"607", "651", " 4", "axyzj", "axzyv"},
    {"608", "655", " 4", "axyz", "axzy"},   {"610", "653", "  ", "a", "a"},
    {"675", "080", "  ", "a", "a"},         {"676", "082", "04", "a", "a"},
    {"680", "050", " 4", "ab", "ab"},       {"686", "084", "  ", "a", "a"},
    {"690", "084", "  ", "a", "a"},         {"856", "856", "40", "uyz3", "uyz3"},
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

/* 100 $a: the date of entry and the kind of dates; in MARC 21 a name stands there. */
static bool is_processing_data(struct str s)
{
    size_t digits = 0;
    while (digits < s.n && ascii_is_digit(s.p[digits])) digits++;
    return digits == 8 && s.n >= 12 && s.p[8] >= 'a' && s.p[8] <= 'u';
}

bool unimarc_recognise(const struct marc *m)
{
    if (has_value(m, "245", 'a')) return false;
    bool leader = memcmp(m->leader + 20, "450 ", 4) == 0;
    struct str data = marc_value(m, "100", 'a');
    if (is_processing_data(data)) return true;
    if (!has_value(m, "200", 'a')) return leader && !marc_find(m, "245", 0);
    size_t digits = 0;
    while (digits < data.n && ascii_is_digit(data.p[digits])) digits++;
    return leader || digits >= 6 || has_value(m, "801", 'b');
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
            VEC_PUSH(c->a, &parts, unimarc_part(c, rule->as[which - rule->codes], value));
    }
    if (parts.n)
        unimarc_add(c, rule->to, rule->ind, arena_join(c->a, parts.item, parts.n, STR("")));
}

/* A note of any kind: 300 to 315, 321, 324, 345. */
static bool is_note(const struct marc_field *f)
{
    int tag = f->tag[0] == '3' ? (f->tag[1] - '0') * 10 + f->tag[2] - '0' : -1;
    return (tag >= 0 && tag <= 15) || tag == 21 || tag == 24 || tag == 45;
}

static void take(struct converter *c, const struct marc_field *f)
{
    static const struct rule note = {"300", "500", "  ", "a", "a"};
    struct marc_field utf8 = *f;
    utf8.data = in_utf8(c, f);
    if (f->control) {
        if (has_tag(f, "001") || has_tag(f, "003") || has_tag(f, "004") || has_tag(f, "005"))
            unimarc_add(c, f->tag, NULL, utf8.data);
    } else if (has_tag(f, "200")) {
        unimarc_title(c, &utf8);
    } else if (has_tag(f, "905")) {
        unimarc_copy_905(c, &utf8);
    } else if (is_note(f)) {
        convert(c, &utf8, &note);
    } else if (!unimarc_name(c, &utf8) && !unimarc_link(c, &utf8)) {
        for (size_t i = 0; i < COUNT(rules); i++)
            if (has_tag(f, rules[i].from)) convert(c, &utf8, &rules[i]);
    }
}

/* Leader/06: b, l and m are t, m and o here; k is the same, f (maps) has its letters; with a
 * heading in 200, x, y and z are authorities. */
static char type_of(const struct marc *m)
{
    char c = m->leader[6];
    if (c >= 'x' && c <= 'z' && marc_find(m, "200", 0)) return 'z';
    return c == 'b' ? 't' : c == 'l' ? 'm' : c == 'm' ? 'o' : c;
}

/* A series that stands in 225 and in 410 is one. */
static void trace_series(struct marc *made)
{
    bool traced = marc_find(made, "830", 0) != NULL;
    for (size_t i = 0; traced && i < made->n; i++)
        if (has_tag(&made->field[i], "490")) made->field[i].ind[0] = '1';
}

void unimarc_to_marc21(const struct marc *m, struct arena *a, struct marc *ret,
                       struct faults *faults)
{
    struct marc made = {.bytes = m->bytes};
    struct converter c = {.a = a, .m = &made, .faults = faults, .from = m};
    marc_fault(m, marc_find(m, "200", 0), 0, REASON_UNIMARC, marc_value(m, "200", 'a'), a, faults);
    memcpy(made.leader, m->leader, sizeof made.leader);
    made.leader[6] = type_of(m);
    made.leader[8] = ' ';
    made.leader[9] = 'a';
    memcpy(made.leader + 20, "4500", 4);
    for (size_t i = 0; i < m->n; i++) take(&c, &m->field[i]);
    unimarc_coded(&c);
    trace_series(&made);
    *ret = made;
}
