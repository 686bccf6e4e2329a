/* unimarc_fields.c -- titles, names, links and coded data of UNIMARC as those of MARC 21. */
#include "record/unimarc_fields.h"

#include <string.h>

#include "base/checked.h"

void unimarc_add(struct converter *c, const char *tag, const char *ind, struct str data)
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

struct str unimarc_part(struct converter *c, char code, struct str value)
{
    value = str_trim(value);
    return value.n ? arena_printf(c->a, US "%c%.*s", code, STR_ARG(value)) : (struct str){0};
}

static struct str joined(struct converter *c, const struct strs *parts)
{
    return arena_join(c->a, parts->item, parts->n, (struct str){0});
}

/* ---- titles ---- */

/* ISBD's mark between two of a kind. */
static void mark_last(struct converter *c, struct strs *parts, char code)
{
    struct str *last = parts->n ? &parts->item[parts->n - 1] : NULL;
    if (last && last->p[1] == code) *last = arena_printf(c->a, "%.*s ;", STR_ARG(*last));
}

static void add_title_part(struct converter *c, struct strs *parts, char code, struct str value)
{
    static const char from[] = "ebhi", to[] = "bhnp";
    const char *which = memchr(from, code, sizeof from - 1);
    switch (code) {
    case 'a':
        mark_last(c, parts, 'a');
        if (parts->n) unimarc_add(c, "740", "02", unimarc_part(c, 'a', value));
        value = unimarc_part(c, parts->n ? 'b' : 'a', value);
        VEC_PUSH(c->a, parts, value);
        break;
    case 'c': unimarc_add(c, "740", "02", unimarc_part(c, 'a', value)); break;
    case 'd': unimarc_add(c, "246", "31", unimarc_part(c, 'a', value)); break;
    case 'A':
        unimarc_add(c, "246", "3 ", unimarc_part(c, 'a', value));
        break; /* CNMARC: in Latin */
    case 'f':
    case 'g':
        mark_last(c, parts, 'c');
        VEC_PUSH(c->a, parts, unimarc_part(c, 'c', value));
        break;
    default:
        if (which) VEC_PUSH(c->a, parts, unimarc_part(c, to[which - from], value));
    }
}

void unimarc_title(struct converter *c, const struct marc_field *f)
{
    struct strs parts = {0};
    struct str value;
    size_t at = 0;
    char code;
    while (marc_subfield(f, &at, &code, &value))
        if (str_trim(value).n) add_title_part(c, &parts, code, value);
    if (parts.n) unimarc_add(c, "245", "10", joined(c, &parts));
}

/* ---- links ---- */

static const struct {
    char from[4], to[4], ind[3];
} links[] = {
    {"410", "830", " 0"}, {"411", "830", " 0"}, {"421", "770", "0 "}, {"422", "772", "0 "},
    {"423", "777", "0 "}, {"430", "780", "00"}, {"431", "780", "01"}, {"432", "780", "02"},
    {"433", "780", "03"}, {"434", "780", "05"}, {"435", "780", "06"}, {"436", "780", "04"},
    {"437", "780", "07"}, {"440", "785", "00"}, {"441", "785", "01"}, {"442", "785", "02"},
    {"443", "785", "03"}, {"444", "785", "04"}, {"445", "785", "05"}, {"446", "785", "06"},
    {"447", "785", "07"}, {"448", "785", "08"}, {"451", "775", "0 "}, {"452", "776", "0 "},
    {"453", "767", "0 "}, {"454", "765", "0 "}, {"461", "773", "0 "}, {"462", "773", "0 "},
    {"463", "773", "0 "}, {"464", "774", "0 "}, {"481", "777", "0 "}, {"482", "777", "0 "},
    {"488", "787", "0 "},
};

struct link {
    struct str name, title, part, volume, issn, isbn, date;
};

static void set(struct str *to, struct str value)
{
    if (to->n == 0) *to = str_trim(value);
}

/* A subfield of the link itself, or of the field `tag` behind $1. */
static void read_link_part(struct link *l, const char *tag, char code, struct str value)
{
    bool title = memcmp(tag, "200", 3) == 0 || memcmp(tag, "500", 3) == 0;
    bool series = memcmp(tag, "225", 3) == 0, outer = tag[0] == ' ';
    if ((outer && code == 't') || ((title || series) && code == 'a')) set(&l->title, value);
    if ((outer || title) && (code == 'h' || code == 'i')) set(&l->part, value);
    if ((outer || title || series) && code == 'v') set(&l->volume, value);
    if ((outer && code == 'x') || (memcmp(tag, "011", 3) == 0 && code == 'a')) set(&l->issn, value);
    if ((outer && code == 'y') || (memcmp(tag, "010", 3) == 0 && code == 'a')) set(&l->isbn, value);
    if ((outer || memcmp(tag, "210", 3) == 0) && code == 'd') set(&l->date, value);
    if ((outer || memcmp(tag, "70", 2) == 0) && code == 'a') set(&l->name, value);
}

static struct link read_link(const struct marc_field *f)
{
    struct link l = {0};
    const char *tag = "   ";
    size_t at = 0;
    char code;
    struct str value;
    while (marc_subfield(f, &at, &code, &value)) {
        if (code == '1')
            tag = value.n >= 3 ? value.p : "000";
        else
            read_link_part(&l, tag, code, value);
    }
    return l;
}

/* Of a set as a whole, 463 names the pieces. */
static bool is_set(const struct converter *c)
{
    return c->from->leader[8] == '1';
}

bool unimarc_link(struct converter *c, const struct marc_field *f)
{
    size_t i = 0;
    while (i < COUNT(links) && memcmp(links[i].from, f->tag, 3) != 0) i++;
    if (i == COUNT(links)) return false;
    struct link l = read_link(f);
    if (l.title.n == 0) return true;
    bool series = links[i].to[0] == '8', host = memcmp(links[i].to, "773", 3) == 0;
    bool piece = host && f->tag[2] == '3' && is_set(c);
    struct str parts[] = {series ? unimarc_part(c, 'a', l.title) : unimarc_part(c, 'a', l.name),
                          series ? unimarc_part(c, 'p', l.part) : unimarc_part(c, 't', l.title),
                          unimarc_part(c, series ? 'v' : 'g', l.volume),
                          series ? (struct str){0} : unimarc_part(c, host ? 'g' : 'd', l.date),
                          unimarc_part(c, 'x', l.issn),
                          series ? (struct str){0} : unimarc_part(c, 'z', l.isbn)};
    unimarc_add(c, piece ? "774" : links[i].to, links[i].ind,
                arena_join(c->a, parts, COUNT(parts), (struct str){0}));
    return true;
}

/* ---- coded data ---- */

static char at(struct str s, size_t i)
{
    char c = i < s.n ? s.p[i] : ' ';
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? c : ' ';
}

/* 100/08, the kind of dates: in MARC 21 the same under other letters. */
static char kind_of_dates(char c)
{
    static const char ours[] = "cdusrqmtpe"; /* a to j */
    return c >= 'a' && c <= 'j' ? ours[c - 'a'] : 'n';
}

void unimarc_coded(struct converter *c)
{
    struct str data = marc_value(c->from, "100", 'a'), books = marc_value(c->from, "105", 'a');
    struct str language = marc_value(c->from, "101", 'a'), file = marc_value(c->from, "135", 'a');
    char coded[40];
    memset(coded, ' ', sizeof coded);
    for (size_t i = 0; i < 6; i++) coded[i] = at(data, i + 2);
    coded[6] = kind_of_dates(at(data, 8));
    for (size_t i = 0; i < 8; i++) coded[7 + i] = at(data, i + 9);
    memcpy(coded + 15, "xx", 2);
    bool thesis = str_find_char(str_slice(books, 4, 8), 'm', 0) < str_slice(books, 4, 8).n;
    if (thesis) coded[24] = 'm';
    for (size_t i = 0; i < 3; i++) coded[35 + i] = language.n == 3 ? at(language, i) : ' ';
    if (at(file, 1) == 'r') unimarc_add(c, "007", NULL, STR("cr"));
    unimarc_add(c, "008", NULL, arena_copy(c->a, (struct str){coded, sizeof coded}));
}

/* ---- copies ---- */

/* CNMARC: $s is the call number, or $d its class and $e its book number. */
void unimarc_copy_905(struct converter *c, const struct marc_field *f)
{
    struct str call = str_trim(marc_sub(f, 's')), book = str_trim(marc_sub(f, 'e'));
    struct str kind = str_trim(marc_sub(f, 'd')), place = marc_sub(f, 'a');
    if (call.n == 0)
        call = book.n ? arena_printf(c->a, "%.*s/%.*s", STR_ARG(kind), STR_ARG(book)) : kind;
    size_t seek = 0, copies = 0;
    char code;
    struct str value;
    while (marc_subfield(f, &seek, &code, &value)) {
        if (code != 'b' || str_trim(value).n == 0) continue;
        struct str parts[] = {unimarc_part(c, 'p', value), unimarc_part(c, 'b', place),
                              unimarc_part(c, 'o', call)};
        unimarc_add(c, "952", "  ", arena_join(c->a, parts, COUNT(parts), (struct str){0}));
        copies++;
    }
    struct str parts[] = {unimarc_part(c, 'b', place), unimarc_part(c, 'o', call)};
    if (!copies && parts[1].n)
        unimarc_add(c, "952", "  ", arena_join(c->a, parts, COUNT(parts), (struct str){0}));
}
