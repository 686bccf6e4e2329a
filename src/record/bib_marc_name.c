/* bib_marc_name.c -- persons, bodies and meetings, and what they did. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_marc.h"
#include "record/bib_parts.h"

/* A relator code, or the end of its address at the Library of Congress. */
static bool role_of_code(struct str code, enum name_role *ret)
{
    static const struct {
        char code[4];
        enum name_role role;
    } table[] = {
        {"aut", ROLE_AUTHOR},      {"cre", ROLE_AUTHOR},      {"cmp", ROLE_AUTHOR},
        {"dis", ROLE_AUTHOR},      {"edt", ROLE_EDITOR},      {"edc", ROLE_EDITOR},
        {"com", ROLE_EDITOR},      {"hrg", ROLE_EDITOR},      {"trl", ROLE_TRANSLATOR},
        {"ill", ROLE_ILLUSTRATOR}, {"art", ROLE_ILLUSTRATOR}, {"pht", ROLE_ILLUSTRATOR},
    };
    code = str_trim(code);
    if (code.n < 3) return false;
    code = str_slice(code, code.n - 3, code.n);
    *ret = ROLE_CONTRIBUTOR;
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq_nocase(code, str_of(table[i].code))) *ret = table[i].role;
    return true;
}

static bool role_of_term(struct str term, enum name_role *ret)
{
    static const struct {
        struct str word; /* the term mentions it */
        enum name_role role;
    } table[] = {
        {STR_INIT("transl"), ROLE_TRANSLATOR},      {STR_INIT("terjemah"), ROLE_TRANSLATOR},
        {STR_INIT("alih bahasa"), ROLE_TRANSLATOR}, {STR_INIT("bersetzer"), ROLE_TRANSLATOR},
        {STR_INIT("traduct"), ROLE_TRANSLATOR},     {STR_INIT("illustr"), ROLE_ILLUSTRATOR},
        {STR_INIT("ilustr"), ROLE_ILLUSTRATOR},     {STR_INIT("edit"), ROLE_EDITOR},
        {STR_INIT("penyunting"), ROLE_EDITOR},      {STR_INIT("hrsg"), ROLE_EDITOR},
        {STR_INIT("herausgeb"), ROLE_EDITOR},       {STR_INIT("compil"), ROLE_EDITOR},
        {STR_INIT("author"), ROLE_AUTHOR},          {STR_INIT("pengarang"), ROLE_AUTHOR},
        {STR_INIT("penulis"), ROLE_AUTHOR},         {STR_INIT("auteur"), ROLE_AUTHOR},
        {STR_INIT("verfasser"), ROLE_AUTHOR},       {STR_INIT("composer"), ROLE_AUTHOR},
        {STR_INIT("creator"), ROLE_AUTHOR},         {STR_INIT("pencipta"), ROLE_AUTHOR},
    };
    term = str_slice(marc_trim_punctuation(term), 0, 60);
    if (term.n == 0) return false;
    *ret = ROLE_CONTRIBUTOR;
    for (size_t i = 0; i < COUNT(table); i++) {
        if (!bib_mentions(term, table[i].word)) continue;
        *ret = table[i].role;
        break;
    }
    return true;
}

bool bib_role_of(struct str words, enum name_role *ret)
{
    words = str_trim(words);
    return words.n == 3 ? role_of_code(words, ret) : role_of_term(words, ret);
}

/* The first role stated; main entries are authors and added entries contributors by default. */
static enum name_role role_of(const struct marc_field *f, bool main)
{
    enum name_role role = main ? ROLE_AUTHOR : ROLE_CONTRIBUTOR;
    char term = f->tag[1] == '1' && f->tag[2] == '1' ? 'j' : 'e'; /* $e of X11 is a body */
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        if (c == '4' && role_of_code(value, &role)) return role;
        if (c == term && role_of_term(value, &role)) return role;
    }
    return role;
}

/* Publishers, printers and distributors are not who wrote it. */
static bool is_trade(const struct marc_field *f)
{
    static const struct str codes[] = {STR_INIT("pbl"), STR_INIT("prt"), STR_INIT("dst"),
                                       STR_INIT("mfr")};
    static const struct str terms[] = {STR_INIT("publisher"), STR_INIT("penerbit"),
                                       STR_INIT("verlag"), STR_INIT("printer"),
                                       STR_INIT("distributor")};
    struct str code = str_trim(marc_sub(f, '4')), term = str_slice(marc_sub(f, 'e'), 0, 60);
    code = str_slice(code, code.n > 3 ? code.n - 3 : 0, code.n);
    for (size_t i = 0; i < COUNT(codes); i++)
        if (str_eq(code, codes[i])) return true;
    for (size_t i = 0; code.n == 0 && term.n && i < COUNT(terms); i++)
        if (bib_mentions(term, terms[i])) return true;
    return false;
}

static struct str text_of(struct reading *r, const struct marc_field *f)
{
    if (f->tag[1] != '1') return marc_area(r, f, "abc", "  ,");
    return f->tag[2] == '1' ? marc_area(r, f, "ae", " .") : marc_area(r, f, "ab", " .");
}

struct str bib_marc_name(const struct marc_field *f, struct arena *a)
{
    struct reading r = {.a = a};
    return text_of(&r, f);
}

void read_name(struct reading *r, const struct marc_field *f)
{
    struct bib *b = r->b;
    bool main = f->tag[0] == '1';
    if (!main && is_trade(f)) return;
    struct bib_name name = {.name = text_of(r, f), .role = role_of(f, main), .main = main};
    name.corporate = f->tag[1] == '1';
    if (name.name.n == 0 || b->names.n >= BIB_VALUES_MAX) return;
    if (f->ind[1] == '2' && !main)
        bib_add(r->a, &b->other_titles, marc_trim_punctuation(marc_sub(f, 't')));
    for (size_t i = 0; i < b->names.n; i++)
        if (str_eq_nocase(b->names.item[i].name, name.name)) return;
    VEC_PUSH(r->a, &b->names, name);
}
