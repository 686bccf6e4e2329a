/* marc_check_values.c -- what stands in fields: numbers, dates, codes of languages and countries,
 * and the coded positions of leader, 006 and 008. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/marc_check_internal.h"
#include "record/marc_rules.h"
#include "text/isbn.h"

/* ---- fields ---- */

static bool is_tag(const struct marc_field *f, const char *tag)
{
    return memcmp(f->tag, tag, 3) == 0;
}

static bool value_is_odd(const struct checking *c, const struct marc_field *f, char code,
                         struct str value, enum check *ret)
{
    struct str number;
    *ret = CHECK_ISBN;
    if (is_tag(f, "020") && code == 'a')
        return bib_has_digit(value) && isbn_parse(c->a, value, &number) != OK;
    *ret = CHECK_ISSN;
    if ((is_tag(f, "022") && (code == 'a' || code == 'l')) ||
        (code == 'x' && (f->tag[0] == '7' || is_tag(f, "490") || is_tag(f, "830"))))
        return f->tag[0] != '7' || f->tag[1] >= '6' ? issn_parse(c->a, value, &number) != OK
                                                    : false;
    *ret = CHECK_YEAR;
    if ((is_tag(f, "260") || is_tag(f, "264")) && code == 'c') return bib_is_odd_year(value);
    *ret = CHECK_LANGUAGE;
    if ((is_tag(f, "041") && f->ind[1] == ' ' && code >= 'a' && code != '6') ||
        (is_tag(f, "040") && code == 'b'))
        return !marc_is_language(value);
    *ret = CHECK_COUNTRY;
    return is_tag(f, "044") && code == 'a' && !marc_is_country(value);
}

/* Old records write several languages in one subfield: "engind". */
static bool is_run_of_languages(struct str value)
{
    if (value.n % 3 || value.n < 6) return false;
    for (size_t i = 0; i < value.n; i += 3)
        if (!marc_is_language(str_slice(value, i, i + 3))) return false;
    return true;
}

void check_values(const struct checking *c, const struct marc_field *f, int line)
{
    size_t at = 0;
    char code;
    struct str value;
    enum check what;
    while (marc_subfield(f, &at, &code, &value)) {
        value = str_trim(value);
        if (value.n == 0 || !value_is_odd(c, f, code, value, &what)) continue;
        if (what == CHECK_LANGUAGE && is_run_of_languages(value)) continue;
        check_tell(c, &(struct found){what, line, f, code, value, {0}});
    }
}

/* ---- leader, 006, 008 ---- */

struct area {
    const struct marc_field *field; /* with the tag that is told */
    const char *name;               /* of the table */
    const char *material;
    struct str text;
    int line, shift; /* 006/01 is 008/18 */
};

/* The code of a position, or the nth of several. */
static void check_code(const struct checking *c, const struct area *x,
                       const struct marc_position *p, int nth)
{
    size_t width = (size_t)p->width, place = (size_t)(p->at + nth * p->width - x->shift);
    if (p->some || p->at < x->shift + (x->shift > 0) || place + width > x->text.n) return;
    if ((x->shift && p->at > 34) || marc_code_of(p, x->text.p + place)) return;
    char value[MARC_CODE_MAX + 1] = "";
    for (size_t i = 0; i < width; i++)
        value[i] = x->text.p[place + i] == ' ' ? '\\' : x->text.p[place + i];
    struct str where = arena_printf(c->a, "%.3s/%02zu", x->field->tag, place);
    if (width > 1) where = arena_printf(c->a, "%.*s-%02zu", STR_ARG(where), place + width - 1);
    check_tell(c, &(struct found){.what = CHECK_CODE,
                                  .line = x->line,
                                  .field = x->field,
                                  .text = {value, width},
                                  .more = where});
}

static void check_positions(const struct checking *c, const struct area *x)
{
    const struct marc_position *p;
    for (size_t at = 0; (p = marc_position_next(x->name, x->material, &at));)
        for (int i = 0; i < p->times; i++) check_code(c, x, p, i);
}

void check_leader(const struct checking *c)
{
    const struct marc_field leader = {.tag = {'L', 'D', 'R'}, .control = true};
    const struct area x = {.field = &leader,
                           .name = "LDR",
                           .material = "*",
                           .text = {c->m->leader, sizeof c->m->leader},
                           .line = 1};
    char type = c->m->leader[6];
    if (strchr("zwquvxy", type))
        check_tell(c,
                   &(struct found){
                       .what = CHECK_NOT_BOOKISH, .line = 1, .field = &leader, .text = {&type, 1}});
    else
        check_positions(c, &x);
}

static void check_length(const struct checking *c, const struct area *x, size_t want)
{
    if (x->text.n == want) return;
    check_tell(c, &(struct found){.what = CHECK_LENGTH,
                                  .line = x->line,
                                  .field = x->field,
                                  .text = arena_printf(c->a, "%zu", x->text.n),
                                  .more = arena_printf(c->a, "%zu", want)});
}

/* A blank, a fill character or the codes of 008 themselves are no fault of the language. */
static void check_008(const struct checking *c, const struct area *x)
{
    struct str country = str_slice(x->text, 15, 18), language = str_slice(x->text, 35, 38);
    check_length(c, x, 40);
    check_positions(c, x);
    if (country.n == 3 && !memchr(country.p, '|', 3) && !marc_is_country(country))
        check_tell(c, &(struct found){CHECK_COUNTRY, x->line, x->field, 0, country, {0}});
    if (language.n == 3 && !memchr(language.p, '|', 3) && str_trim(language).n &&
        !marc_is_language(language))
        check_tell(c, &(struct found){CHECK_LANGUAGE, x->line, x->field, 0, language, {0}});
}

void check_fixed(const struct checking *c, const struct marc_field *f, int line)
{
    struct area x = {.field = f, .name = "008", .text = f->data, .line = line};
    if (is_tag(f, "008")) {
        x.material = marc_material(c->m->leader);
        check_008(c, &x);
    } else if (is_tag(f, "006")) {
        x.material = marc_material_006(f->data.n ? f->data.p[0] : 'a');
        x.shift = 17;
        check_length(c, &x, 18);
        check_positions(c, &x);
    }
}
