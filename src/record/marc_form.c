/* marc_form.c -- a record that is being changed: title, imprint and other texts. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/marc_form_internal.h"

/* ---- fields and subfields ---- */

bool field_is(const struct marc_field *f, const char *tag)
{
    for (size_t i = 0; i < 3; i++)
        if (tag[i] != '?' && tag[i] != f->tag[i]) return false;
    return true;
}

size_t fields_find(const struct fields *f, const char *tag)
{
    size_t i = 0;
    while (i < f->n && !field_is(&f->item[i], tag)) i++;
    return i;
}

void fields_drop(struct fields *f, size_t at)
{
    for (size_t i = at; i + 1 < f->n; i++) f->item[i] = f->item[i + 1];
    f->n--;
}

void fields_insert(struct changing *x, struct marc_field one)
{
    size_t at = x->f.n;
    while (at > 0 && memcmp(x->f.item[at - 1].tag, one.tag, 3) > 0) at--;
    VEC_PUSH(x->a, &x->f, one);
    for (size_t i = x->f.n - 1; i > at; i--) x->f.item[i] = x->f.item[i - 1];
    x->f.item[at] = one;
}

struct subfields subfields_of(const struct marc_field *f, struct arena *a)
{
    struct subfields list = {0};
    size_t at = 0;
    struct subfield s;
    while (marc_subfield(f, &at, &s.code, &s.value)) VEC_PUSH(a, &list, s);
    return list;
}

struct str subfields_data(const struct subfields *s, struct arena *a)
{
    struct strs parts = {0};
    for (size_t i = 0; i < s->n; i++) {
        char *mark = arena_alloc(a, 2);
        mark[0] = '\x1F';
        mark[1] = s->item[i].code;
        VEC_PUSH(a, &parts, (struct str){mark, 2});
        VEC_PUSH(a, &parts, s->item[i].value);
    }
    return arena_join(a, parts.item, parts.n, STR(""));
}

void subfields_set(struct subfields *s, char code, struct str value, const char *after,
                   struct arena *a)
{
    size_t at = 0, behind = 0;
    while (at < s->n && s->item[at].code != code) at++;
    if (at < s->n && value.n) {
        s->item[at].value = value;
    } else if (at < s->n) {
        for (; at + 1 < s->n; at++) s->item[at] = s->item[at + 1];
        s->n--;
    } else if (value.n) {
        for (size_t i = 0; i < s->n; i++)
            if (strchr(after, s->item[i].code)) behind = i + 1;
        VEC_PUSH(a, s, (struct subfield){code, value});
        for (size_t i = s->n - 1; i > behind; i--) s->item[i] = s->item[i - 1];
        s->item[behind] = (struct subfield){code, value};
    }
}

static void subfields_drop(struct subfields *s, const char *codes)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (!strchr(codes, s->item[i].code)) s->item[n++] = s->item[i];
    s->n = n;
}

/* The value with the mark of what follows, "Saman" and '/' to "Saman /". */
static void end_with(struct subfields *s, const char *codes, char mark, struct arena *a)
{
    for (size_t i = s->n; i-- > 0;) {
        struct str *v = &s->item[i].value;
        if (!strchr(codes, s->item[i].code)) continue;
        *v = marc_trim_punctuation(*v);
        if (mark) *v = arena_printf(a, "%.*s %c", STR_ARG(*v), mark);
        return;
    }
}

/* ---- 245 ---- */

static bool differ(struct str a, struct str b)
{
    return !str_eq(str_trim(a), str_trim(b));
}

static void set_title_parts(struct changing *x, struct subfields *s, const struct marc_field *fresh)
{
    const struct typed *was = x->form->before, *now = x->form->after;
    if (differ(was->title, now->title)) {
        subfields_drop(s, "b");
        subfields_set(s, 'a', marc_sub(fresh, 'a'), "68", x->a);
        subfields_set(s, 'b', marc_sub(fresh, 'b'), "68anph", x->a);
    }
    if (differ(was->part, now->part)) {
        subfields_drop(s, "np");
        subfields_set(s, 'n', marc_sub(fresh, 'n'), "68a", x->a);
    }
    if (differ(was->responsibility, now->responsibility)) {
        subfields_drop(s, "c");
        subfields_set(s, 'c', marc_sub(fresh, 'c'), "68anphbkfgs", x->a);
    }
    bool stated = x->form->bib->responsibility.n > 0, rest = marc_sub(fresh, 'b').n > 0;
    if (stated) end_with(s, "abnph", '/', x->a);
    if (!stated && differ(was->responsibility, now->responsibility)) end_with(s, "abnph", 0, x->a);
    if (rest && differ(was->title, now->title) && !str_ends(marc_sub(fresh, 'a'), STR(":")))
        end_with(s, "a", ':', x->a);
}

static void change_title(struct changing *x)
{
    const struct typed *was = x->form->before, *now = x->form->after;
    const struct marc_field *fresh = marc_find(&x->fresh, "245", 0);
    size_t at = fields_find(&x->f, "245");
    if (!differ(was->title, now->title) && !differ(was->part, now->part) &&
        !differ(was->responsibility, now->responsibility))
        return;
    if (!fresh) return;
    if (at == x->f.n) {
        fields_insert(x, *fresh);
        return;
    }
    struct subfields s = subfields_of(&x->f.item[at], x->a);
    set_title_parts(x, &s, fresh);
    x->f.item[at].data = subfields_data(&s, x->a);
}

/* ---- one subfield of one field ---- */

/* $a of the first field of the tag. */
static void change_value(struct changing *x, const char *tag, struct str was, struct str now)
{
    size_t at = fields_find(&x->f, tag);
    const struct marc_field *fresh = marc_find(&x->fresh, tag, 0);
    if (!differ(was, now)) return;
    if (at == x->f.n) {
        if (fresh) fields_insert(x, *fresh);
        return;
    }
    struct subfields s = subfields_of(&x->f.item[at], x->a);
    subfields_set(&s, 'a', str_trim(now), "68", x->a);
    x->f.item[at].data = subfields_data(&s, x->a);
    if (str_trim(now).n == 0) fields_drop(&x->f, at);
}

/* ---- imprint ---- */

/* As bib_marc_imprint.c chooses the field. */
static size_t imprint_field(const struct fields *f)
{
    size_t best = f->n;
    int rank = 9;
    for (size_t i = 0; i < f->n; i++) {
        const struct marc_field *x = &f->item[i];
        int now = field_is(x, "260")                       ? 2
                  : field_is(x, "264") && x->ind[1] == '1' ? 1
                  : field_is(x, "264") && x->ind[1] == '0' ? 3
                  : field_is(x, "264") && x->ind[1] != '4' ? 4
                                                           : 9;
        if (now >= rank) continue;
        rank = now;
        best = i;
    }
    return best;
}

static void change_extent(struct changing *x)
{
    struct str now = str_trim(x->form->after->extent);
    size_t at = fields_find(&x->f, "300");
    if (!differ(x->form->before->extent, now)) return;
    if (at == x->f.n) {
        const struct marc_field *fresh = marc_find(&x->fresh, "300", 0);
        if (fresh) fields_insert(x, *fresh); /* none when only punctuation was typed */
        return;
    }
    struct subfields s = subfields_of(&x->f.item[at], x->a);
    subfields_drop(&s, "abce");
    subfields_set(&s, 'a', now, "368", x->a);
    x->f.item[at].data = subfields_data(&s, x->a);
    if (s.n == 0) fields_drop(&x->f, at);
}

/* Whether it stood in `was`, the same text in front of the same code. */
static bool stood_so(const struct subfields *was, const struct subfield *s, char next)
{
    for (size_t i = 0; i < was->n; i++)
        if (was->item[i].code == s->code && was->item[i].value.p == s->value.p)
            return (i + 1 < was->n ? was->item[i + 1].code : 0) == next;
    return false;
}

/* ISBD writes what comes next at the end of what stands before it: " ;" another place, " :" a
 * publisher, "," a date. Only where something was changed: the rest stays as it came. */
static void punctuate(struct subfields *s, const struct subfields *was, struct arena *a)
{
    for (size_t i = 0; i < s->n; i++) {
        struct subfield *one = &s->item[i];
        char next = i + 1 < s->n ? s->item[i + 1].code : 0;
        if (!strchr("abc", one->code) || stood_so(was, one, next)) continue;
        const char *mark = next == 'a' ? " ;" : next == 'b' ? " :" : next == 'c' ? "," : "";
        one->value = arena_printf(a, "%.*s%s", STR_ARG(marc_trim_punctuation(one->value)), mark);
    }
}

/* What was changed of place, publisher and date; others that the field has are left alone. */
static void change_imprint(struct changing *x)
{
    const struct typed *was = x->form->before, *now = x->form->after;
    const struct bib *b = x->form->bib;
    bool place = differ(was->place, now->place), year = differ(was->year, now->year);
    bool publisher = differ(was->publisher, now->publisher);
    size_t at = imprint_field(&x->f);
    if (!place && !publisher && !year) return;
    if (at == x->f.n) {
        const struct marc_field *fresh = marc_find(&x->fresh, "264", 0);
        if (fresh) fields_insert(x, *fresh);
        return;
    }
    const struct subfields before = subfields_of(&x->f.item[at], x->a);
    struct subfields s = subfields_of(&x->f.item[at], x->a);
    if (place) subfields_set(&s, 'a', b->place, "368", x->a);
    if (publisher) subfields_set(&s, 'b', b->publisher, "368a", x->a);
    if (year) subfields_set(&s, 'c', b->year_text, "368ab", x->a);
    punctuate(&s, &before, x->a);
    x->f.item[at].data = subfields_data(&s, x->a);
    if (s.n == 0) fields_drop(&x->f, at);
}

/* ---- all ---- */

void marc_form_apply(const struct marc_form *form, struct arena *a, struct marc *ret)
{
    struct changing x = {.a = a, .form = form};
    struct marc m = {.n = 0};
    bib_to_marc(form->bib, a, &x.fresh);
    memcpy(x.leader, form->base->leader, sizeof x.leader);
    for (size_t i = 0; i < form->base->n; i++) VEC_PUSH(a, &x.f, form->base->field[i]);
    change_title(&x);
    change_imprint(&x);
    change_value(&x, "250", form->before->edition, form->after->edition);
    change_value(&x, "310", form->before->frequency, form->after->frequency);
    change_extent(&x);
    change_lists(&x);
    change_coded(&x);
    memcpy(m.leader, x.leader, sizeof m.leader);
    m.field = x.f.item;
    m.n = x.f.n;
    *ret = m;
}
