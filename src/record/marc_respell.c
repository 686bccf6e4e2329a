/* marc_respell.c -- other forms of values in the fields of a MARC record. Only the value itself is
 * exchanged: the punctuation around it, the other subfields and the other fields stay. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_marc.h"
#include "record/marc_form_internal.h"
#include "record/spelling.h"

enum { LANGUAGE_AT = 35, FIXED = 40 };

struct respelling {
    spelling_form_fn *fn;
    void *ctx;
    struct arena *mem;
};

static bool form_of(const struct respelling *x, enum spelling_kind k, struct str text,
                    struct str *ret)
{
    return text.n && x->fn(x->ctx, k, text, ret) && ret->n && !str_eq(*ret, text);
}

/* The value with `form` where `text`, a part of it, was. */
static struct str exchange(const struct respelling *x, struct str value, struct str text,
                           struct str form)
{
    size_t at = str_find(value, text);
    if (at > value.n) return form;
    struct str part[] = {str_slice(value, 0, at), form, str_slice(value, at + text.n, value.n)};
    return arena_join(x->mem, part, COUNT(part), (struct str){0});
}

/* ---- imprint ---- */

static bool respell_imprint(const struct respelling *x, const struct marc_field *f,
                            struct subfields *s)
{
    bool changed = false;
    if (f->tag[2] == '4' && f->ind[1] == '4') return false; /* of copyright */
    for (size_t i = 0; i < s->n; i++) {
        struct subfield *one = &s->item[i];
        struct str text, form;
        if (one->code != 'a' && one->code != 'b') continue;
        text = bib_marc_imprint(one->value);
        if (!form_of(x, one->code == 'a' ? SPELLING_PLACE : SPELLING_PUBLISHER, text, &form))
            continue;
        one->value = exchange(x, one->value, text, form);
        changed = true;
    }
    return changed;
}

/* ---- names ---- */

static bool has(const char *codes, char code)
{
    return code && strchr(codes, code);
}

static bool is_name(const struct marc_field *f)
{
    bool entry = f->tag[0] == '1' || f->tag[0] == '7';
    bool person = f->tag[1] == '0' && f->tag[2] == '0';
    bool body = f->tag[1] == '1' && (f->tag[2] == '0' || f->tag[2] == '1');
    return entry && (person || body);
}

/* Of a name that is more than one subfield, what stands behind its last one. */
static struct str end_of(struct str value)
{
    value = str_trim(value);
    return str_slice(value, marc_trim_punctuation(value).n, value.n);
}

static bool respell_name(const struct respelling *x, struct marc_field *f, struct subfields *s)
{
    const char *codes = f->tag[1] != '1' ? "abc" : f->tag[2] == '1' ? "ae" : "ab";
    struct str text = bib_marc_name(f, x->mem), form;
    size_t parts = 0, last = 0, n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (has(codes, s->item[i].code) && str_trim(s->item[i].value).n) parts++, last = i;
    if (parts == 0 || (parts > 1 && f->tag[1] == '1') || !form_of(x, SPELLING_NAME, text, &form))
        return false;
    struct str end[] = {form, end_of(s->item[last].value)};
    struct str value = parts == 1 ? exchange(x, s->item[last].value, text, form)
                                  : arena_join(x->mem, end, 2, (struct str){0});
    bool put = false;
    for (size_t i = 0; i < s->n; i++) {
        bool of_name = has(codes, s->item[i].code) && str_trim(s->item[i].value).n;
        if (of_name && put) continue;
        s->item[n++] = of_name ? (struct subfield){'a', value} : s->item[i];
        put |= of_name;
    }
    s->n = n;
    bool inverted = str_find_char(form, ',', 0) < form.n;
    if (f->tag[1] == '0' && (f->ind[0] == '0' || f->ind[0] == '1'))
        f->ind[0] = inverted ? '1' : '0';
    return true;
}

/* ---- languages ---- */

/* The first $2 says whose codes they are when not MARC's. */
static bool respell_languages(const struct respelling *x, const struct marc_field *f,
                              struct subfields *s)
{
    struct subfields list = {0};
    bool changed = false;
    if (f->ind[1] == '7') return false;
    for (size_t i = 0; i < s->n; i++) {
        struct subfield one = s->item[i];
        struct str text = str_trim(one.value), form, code;
        bool coded =
            has("abdefghijkmnpqrt", one.code) && form_of(x, SPELLING_LANGUAGE, text, &form);
        if (!coded) VEC_PUSH(x->mem, &list, one);
        while (coded && str_split(&form, ' ', &code))
            VEC_PUSH(x->mem, &list, (struct subfield){one.code, code});
        changed |= coded;
    }
    *s = list;
    return changed;
}

static bool respell_fixed(const struct respelling *x, struct marc_field *f)
{
    struct str form, text = str_trim(str_slice(f->data, LANGUAGE_AT, LANGUAGE_AT + 3));
    if (f->data.n != FIXED || !form_of(x, SPELLING_LANGUAGE, text, &form) || form.n < 3)
        return false;
    char *p = (char *)(uintptr_t)(f->data = arena_copy(x->mem, f->data)).p;
    memcpy(p + LANGUAGE_AT, form.p, 3);
    return true;
}

/* ---- all ---- */

static bool respell_field(const struct respelling *x, struct marc_field *f)
{
    if (field_is(f, "008")) return respell_fixed(x, f);
    bool imprint = field_is(f, "260") || field_is(f, "264"), language = field_is(f, "041");
    if (f->control || !(imprint || language || is_name(f))) return false;
    struct subfields s = subfields_of(f, x->mem);
    bool changed = imprint    ? respell_imprint(x, f, &s)
                   : language ? respell_languages(x, f, &s)
                              : respell_name(x, f, &s);
    if (changed) f->data = subfields_data(&s, x->mem);
    return changed;
}

bool marc_respell(struct marc *m, spelling_form_fn *fn, void *ctx, struct arena *a)
{
    const struct respelling x = {fn, ctx, a};
    struct marc_field *list = arena_array(a, struct marc_field, m->n + 1);
    bool changed = false;
    for (size_t i = 0; i < m->n; i++) {
        list[i] = m->field[i];
        changed |= respell_field(&x, &list[i]);
    }
    if (changed) m->field = list;
    return changed;
}
