/* spelling.c -- values of descriptions, and what is meant by a word where a code of a language
 * belongs. */
#include "record/spelling.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/marc_rules.h"

static const char *const names[SPELLINGS] = {
    [SPELLING_NAME] = "name",
    [SPELLING_PUBLISHER] = "publisher",
    [SPELLING_PLACE] = "place",
    [SPELLING_LANGUAGE] = "language",
};

const char *spelling_name(enum spelling_kind k)
{
    return names[k];
}

bool spelling_parse(struct str name, enum spelling_kind *ret)
{
    for (enum spelling_kind k = 0; k < SPELLINGS; k++) {
        if (!str_eq(name, str_of(names[k]))) continue;
        *ret = k;
        return true;
    }
    return false;
}

/* ---- descriptions ---- */

struct respelling {
    spelling_form_fn *fn;
    void *ctx;
    struct arena *mem;
    bool changed;
};

static void respell(struct respelling *x, enum spelling_kind k, struct str *text)
{
    struct str form;
    if (text->n == 0 || !x->fn(x->ctx, k, *text, &form) || str_eq(form, *text)) return;
    *text = form;
    x->changed = true;
}

static void respell_names(struct respelling *x, struct bib *b)
{
    struct bib_name *list = arena_array(x->mem, struct bib_name, b->names.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->names.n; i++) {
        struct bib_name one = b->names.item[i];
        bool twice = false;
        respell(x, SPELLING_NAME, &one.name);
        for (size_t k = 0; k < n && !twice; k++) twice = str_eq(list[k].name, one.name);
        if (!twice) list[n++] = one;
    }
    b->names.item = list;
    b->names.n = b->names.cap = n;
}

static void respell_languages(struct respelling *x, struct bib *b)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->languages.n; i++) {
        struct str codes = b->languages.item[i], one;
        respell(x, SPELLING_LANGUAGE, &codes);
        while (str_split(&codes, ' ', &one)) bib_add(x->mem, &list, one);
    }
    b->languages = list;
}

bool bib_respell(struct bib *b, spelling_form_fn *fn, void *ctx, struct arena *a)
{
    struct respelling x = {.fn = fn, .ctx = ctx, .mem = a};
    respell_names(&x, b);
    respell(&x, SPELLING_PUBLISHER, &b->publisher);
    respell(&x, SPELLING_PLACE, &b->place);
    respell_languages(&x, b);
    return x.changed;
}

/* ---- languages ---- */

/* Codes that the MARC list gave up, and those that took their place. */
static const struct {
    char old[4], now[4];
} former[] = {
    {"cam", "khm"}, {"esk", "ypk"}, {"esp", "epo"}, {"eth", "gez"}, {"far", "fao"}, {"fri", "fry"},
    {"gae", "gla"}, {"gag", "glg"}, {"gal", "orm"}, {"gua", "grn"}, {"int", "ina"}, {"iri", "gle"},
    {"kus", "kos"}, {"lan", "oci"}, {"lap", "smi"}, {"max", "glv"}, {"mla", "mlg"}, {"mol", "rum"},
    {"sao", "smo"}, {"scc", "srp"}, {"scr", "hrv"}, {"sho", "sna"}, {"snh", "sin"}, {"sso", "sot"},
    {"swz", "ssw"}, {"tag", "tgl"}, {"taj", "tgk"}, {"tar", "tat"}, {"tru", "chk"}, {"tsw", "tsn"},
};

/* What is written besides the names that bib_language knows. */
static const struct {
    struct str word; /* in small letters */
    char code[4];
} more[] = {
    {STR_INIT("indo"), "ind"},     {STR_INIT("in"), "ind"},        {STR_INIT("idn"), "ind"},
    {STR_INIT("ing"), "eng"},      {STR_INIT("ingg"), "eng"},      {STR_INIT("inggeris"), "eng"},
    {STR_INIT("engl"), "eng"},     {STR_INIT("arb"), "ara"},       {STR_INIT("jaw"), "jav"},
    {STR_INIT("jw"), "jav"},       {STR_INIT("mel"), "may"},       {STR_INIT("iw"), "heb"},
    {STR_INIT("bld"), "dut"},      {STR_INIT("holland"), "dut"},   {STR_INIT("deutsch"), "ger"},
    {STR_INIT("francais"), "fre"}, {STR_INIT("nederlands"), "dut"}};

static struct str successor(struct str code)
{
    for (size_t i = 0; i < COUNT(former); i++)
        if (str_eq(code, str_of(former[i].old))) return str_of(former[i].now);
    return (struct str){0};
}

static bool is_code(struct str s)
{
    return marc_is_language(s) && !successor(s).n;
}

bool spelling_are_codes(struct str text)
{
    struct str one;
    bool all = text.n > 0;
    while (all && str_split(&text, ' ', &one)) all = is_code(one);
    return all;
}

static struct str in_small_letters(struct str s, struct arena *a)
{
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) p[i] = ascii_lower(s.p[i]);
    return (struct str){p, s.n};
}

/* "Bahasa Indonesia", "(Ind.)" and "IND": without what is no part of the word. */
static struct str bare(struct str s)
{
    const char *marks = ".,;:()[]/ ";
    while (s.n && strchr(marks, s.p[0])) s = str_slice(s, 1, s.n);
    while (s.n && strchr(marks, s.p[s.n - 1])) s.n--;
    if (str_starts(s, STR("bahasa "))) s = str_trim(str_slice(s, 7, s.n));
    return s;
}

/* The code of one word, empty when it means none. */
static struct str code_of(struct str word)
{
    struct str code = successor(word);
    if (code.n) return code;
    if (is_code(word)) return word;
    for (size_t i = 0; i < COUNT(more); i++)
        if (str_eq(word, more[i].word)) return str_of(more[i].code);
    code = bib_language(word);
    return is_code(code) ? code : (struct str){0};
}

/* Old records write several codes without anything between: "engind". */
static struct str codes_of_run(struct str s, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; s.n % 3 == 0 && i < s.n; i += 3) {
        struct str one = str_slice(s, i, i + 3), code = successor(one);
        if (!code.n && !is_code(one)) return (struct str){0};
        bib_add(a, &list, code.n ? code : one);
    }
    return list.n > 1 ? arena_join(a, list.item, list.n, STR(" ")) : (struct str){0};
}

/* Where one word ends: at a mark, at "dan" or "and". */
static size_t word_end(struct str s, size_t *ret_skip)
{
    for (size_t i = 0; i < s.n; i++) {
        struct str rest = str_slice(s, i, s.n);
        *ret_skip = strchr(",;/&+", s.p[i])                                            ? 1
                    : str_starts(rest, STR(" dan ")) || str_starts(rest, STR(" and ")) ? 5
                                                                                       : 0;
        if (*ret_skip) return i;
    }
    *ret_skip = 0;
    return s.n;
}

/* "Indonesia, Inggris"; empty when one of them is not known. */
static struct str codes_of_list(struct str s, struct arena *a)
{
    struct strs list = {0};
    while (s.n) {
        size_t skip = 0, end = word_end(s, &skip);
        struct str word = bare(str_slice(s, 0, end)), code = code_of(word);
        s = str_slice(s, end + skip, s.n);
        if (word.n == 0) continue;
        if (code.n == 0) return (struct str){0};
        bib_add(a, &list, code);
    }
    return arena_join(a, list.item, list.n, STR(" "));
}

struct str spelling_language(struct str text, struct arena *a)
{
    static const struct str none[] = {STR_INIT("und"), STR_INIT("zxx"), STR_INIT("mul"),
                                      STR_INIT("mis"), STR_INIT("xxx"), STR_INIT("n/a")};
    struct str s = in_small_letters(str_trim(text), a);
    if (s.n == 0 || s.n > 100 || is_code(text)) return (struct str){0};
    for (size_t i = 0; i < COUNT(none); i++)
        if (str_eq(s, none[i])) return (struct str){0};
    struct str codes = s.n > 3 ? codes_of_run(s, a) : (struct str){0};
    if (!codes.n) codes = codes_of_list(s, a);
    return str_eq(codes, text) ? (struct str){0} : codes;
}
