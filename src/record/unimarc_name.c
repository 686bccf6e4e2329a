/* unimarc_name.c -- persons, bodies, meetings and families of UNIMARC, and what they did. */
#include <string.h>

#include "base/checked.h"
#include "record/unimarc_fields.h"

/* The relators of UNIMARC are numbers (Manual, appendix C), those of CNMARC words. */
static struct str relator(struct str code)
{
    static const struct {
        struct str theirs, ours;
    } table[] = {
        {STR_INIT("005"), STR_INIT("act")},
        {STR_INIT("010"), STR_INIT("adp")},
        {STR_INIT("030"), STR_INIT("arr")},
        {STR_INIT("040"), STR_INIT("art")},
        {STR_INIT("070"), STR_INIT("aut")},
        {STR_INIT("080"), STR_INIT("aui")},
        {STR_INIT("205"), STR_INIT("ctb")},
        {STR_INIT("212"), STR_INIT("cwt")},
        {STR_INIT("220"), STR_INIT("com")},
        {STR_INIT("230"), STR_INIT("cmp")},
        {STR_INIT("250"), STR_INIT("cnd")},
        {STR_INIT("295"), STR_INIT("dgg")},
        {STR_INIT("300"), STR_INIT("drt")},
        {STR_INIT("310"), STR_INIT("dst")},
        {STR_INIT("340"), STR_INIT("edt")},
        {STR_INIT("440"), STR_INIT("ill")},
        {STR_INIT("460"), STR_INIT("ive")},
        {STR_INIT("480"), STR_INIT("lbt")},
        {STR_INIT("550"), STR_INIT("nrt")},
        {STR_INIT("590"), STR_INIT("prf")},
        {STR_INIT("600"), STR_INIT("pht")},
        {STR_INIT("610"), STR_INIT("prt")},
        {STR_INIT("630"), STR_INIT("pro")},
        {STR_INIT("650"), STR_INIT("pbl")},
        {STR_INIT("651"), STR_INIT("pbd")},
        {STR_INIT("673"), STR_INIT("rth")},
        {STR_INIT("690"), STR_INIT("sce")},
        {STR_INIT("727"), STR_INIT("ths")},
        {STR_INIT("730"), STR_INIT("trl")},
        {STR_INIT("\xE4\xB8\xBB\xE7\xBC\x96"), STR_INIT("edt")}, /* zhubian */
        {STR_INIT("\xE7\xBC\x96"), STR_INIT("edt")},             /* bian */
        {STR_INIT("\xE7\xBC\x96\xE8\x91\x97"), STR_INIT("aut")}, /* bianzhu */
        {STR_INIT("\xE8\x91\x97"), STR_INIT("aut")},             /* zhu */
        {STR_INIT("\xE6\x92\xB0"), STR_INIT("aut")},             /* zhuan */
        {STR_INIT("\xE8\xAF\x91"), STR_INIT("trl")},             /* yi */
        {STR_INIT("\xE7\xBF\xBB\xE8\xAF\x91"), STR_INIT("trl")}, /* fanyi */
        {STR_INIT("\xE7\xBB\x98"), STR_INIT("ill")},             /* hui */
    };
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq(code, table[i].theirs)) return table[i].ours;
    return (struct str){0};
}

static bool is_number(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n == 3;
}

/* What $4 says, as codes that are known, or as the word that stands there; `least` when nothing. */
static struct str roles(struct converter *c, const struct marc_field *f, const char *least)
{
    struct strs parts = {0};
    size_t at = 0;
    char code;
    struct str value;
    while (marc_subfield(f, &at, &code, &value)) {
        value = str_trim(value);
        if (code != '4' || value.n == 0) continue;
        struct str known = relator(value);
        if (known.n == 0 && is_number(value)) known = STR("oth");
        VEC_PUSH(c->a, &parts,
                 unimarc_part(c, known.n || value.n == 3 ? '4' : 'e', known.n ? known : value));
    }
    if (parts.n == 0) return unimarc_part(c, '4', str_of(least));
    return arena_join(c->a, parts.item, parts.n, (struct str){0});
}

/* $j, $x, $y and $z of a subject. */
static struct str subdivisions(struct converter *c, const struct marc_field *f)
{
    static const char from[] = "jxyz", to[] = "vxzy";
    struct strs parts = {0};
    size_t at = 0;
    char code;
    struct str value;
    while (marc_subfield(f, &at, &code, &value)) {
        const char *which = memchr(from, code, sizeof from - 1);
        if (which && str_trim(value).n)
            VEC_PUSH(c->a, &parts, unimarc_part(c, to[which - from], value));
    }
    return arena_join(c->a, parts.item, parts.n, (struct str){0});
}

/* The entry element and the rest of the name are two subfields. */
static struct str person(struct converter *c, const struct marc_field *f)
{
    struct str last = str_trim(marc_sub(f, 'a')), first = str_trim(marc_sub(f, 'b'));
    bool comma = first.n && last.n && last.p[last.n - 1] != ',' && first.p[0] != ',';
    struct str name[] = {last, comma ? STR(", ") : STR(" "), first};
    if (last.n == 0) return (struct str){0};
    struct str parts[] = {
        unimarc_part(c, 'a', first.n ? arena_join(c->a, name, 3, (struct str){0}) : last),
        unimarc_part(c, 'b', marc_sub(f, 'd')), unimarc_part(c, 'c', marc_sub(f, 'c')),
        unimarc_part(c, 'd', marc_sub(f, 'f'))};
    return arena_join(c->a, parts, COUNT(parts), (struct str){0});
}

/* A body with its units, or a meeting with its number, place and date. */
static struct str body(struct converter *c, const struct marc_field *f, bool meeting)
{
    struct strs parts = {0};
    size_t at = 0;
    char code;
    struct str value;
    const char *from = meeting ? "abdef" : "ab", *to = meeting ? "aencd" : "ab";
    while (marc_subfield(f, &at, &code, &value)) {
        const char *which = code ? strchr(from, code) : NULL;
        if (which && str_trim(value).n)
            VEC_PUSH(c->a, &parts, unimarc_part(c, to[which - from], value));
    }
    return arena_join(c->a, parts.item, parts.n, (struct str){0});
}

bool unimarc_name(struct converter *c, const struct marc_field *f)
{
    bool subject = f->tag[0] == '6',
         main = !subject && f->tag[2] == '0' && !marc_find(c->m, "1??", 0);
    char kind = subject ? f->tag[2] : f->tag[1]; /* 0 persons, 1 bodies, 2 families */
    if (f->tag[0] != '7' && (!subject || f->tag[1] != '0')) return false;
    if (kind < '0' || kind > '2' || (!subject && f->tag[2] > '2')) return false;
    bool meeting = kind == '1' && f->ind[0] == '1';
    struct str name = kind == '1' ? body(c, f, meeting) : person(c, f);
    if (name.n == 0) return true;
    bool second_author = memcmp(f->tag, "701", 3) == 0; /* an author like 700 */
    struct str rest = subject ? subdivisions(c, f) : roles(c, f, second_author ? "aut" : NULL);
    char tag[4] = {subject ? '6'
                   : main  ? '1'
                           : '7',
                   kind == '1' ? '1' : '0', meeting ? '1' : '0', 0};
    char ind[3] = {kind == '1'        ? '2'
                   : kind == '2'      ? '3'
                   : f->ind[1] == '1' ? '1'
                                      : '0',
                   subject ? '4' : ' ', 0};
    struct str parts[] = {name, rest};
    unimarc_add(c, tag, ind, arena_join(c->a, parts, COUNT(parts), (struct str){0}));
    return true;
}
