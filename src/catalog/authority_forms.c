/* authority_forms.c -- a heading of an authority record is read as the field of a bibliographic
 * record that it controls: 100 as 100 and 600, 130 as 630 and 830, 150 as 650, 151 as 651. */
#include "catalog/authority_forms.h"

#include <string.h>

#include "base/checked.h"
#include "catalog/headings.h"
#include "record/bib.h"
#include "record/marc_text.h"
#include "text/utf8.h"
#include "text/words.h"

enum { FORMS_MAX = 1000, FIELDS_MAX = 400 };

static const struct use {
    char tag[3]; /* the last two digits of a heading's tag */
    enum heading_kind kind;
    char as[4]; /* the tag it is read as */
} uses[] = {
    {"00", HEADING_AUTHOR, "100"},  {"00", HEADING_SUBJECT, "600"}, {"10", HEADING_AUTHOR, "110"},
    {"10", HEADING_SUBJECT, "610"}, {"11", HEADING_AUTHOR, "111"},  {"11", HEADING_SUBJECT, "611"},
    {"30", HEADING_TITLE, "240"},   {"30", HEADING_SUBJECT, "630"}, {"30", HEADING_SERIES, "830"},
    {"50", HEADING_SUBJECT, "650"}, {"51", HEADING_SUBJECT, "651"},
};

static bool has_tag(const struct marc_field *f, char first)
{
    if (f->control || f->tag[0] != first) return false;
    for (size_t i = 0; i < COUNT(uses); i++)
        if (memcmp(f->tag + 1, uses[i].tag, 2) == 0) return true;
    return false;
}

static struct str text_of(const struct bib *b, enum heading_kind k)
{
    switch (k) {
    case HEADING_AUTHOR: return b->names.n ? b->names.item[0].name : STR("");
    case HEADING_SUBJECT: return b->subjects.n ? b->subjects.item[0] : STR("");
    case HEADING_SERIES: return b->series.n ? b->series.item[0].title : STR("");
    case HEADING_TITLE: return b->other_titles.n ? b->other_titles.item[0] : b->title;
    case HEADING_CALL:
    case HEADING_KINDS: break;
    }
    return STR("");
}

/* The text of a heading among those of a kind; empty when it is none of them. */
static struct str read_as(const struct marc_field *f, enum heading_kind k, struct arena *a)
{
    for (size_t i = 0; i < COUNT(uses); i++) {
        if (uses[i].kind != k || memcmp(f->tag + 1, uses[i].tag, 2) != 0) continue;
        /* The author of a work is not another name of the author. */
        if (k == HEADING_AUTHOR && marc_sub(f, 't').n) return STR("");
        struct marc_field field = *f;
        struct marc m = {.leader = "00000nam a2200000   4500", .field = &field, .n = 1};
        struct bib b;
        memcpy(field.tag, uses[i].as, 3);
        field.ind[1] = ' ';
        bib_from_marc(&m, NULL, a, &b, NULL);
        struct str text = utf8_nfc(a, text_of(&b, k));
        return text.n > HEADING_BYTES_MAX ? STR("") : text;
    }
    return STR("");
}

struct deriving {
    struct arena *mem;
    const struct marc *m;
    const struct marc_field *heading;
    struct authority_forms *forms;
    struct faults *faults;
};

static void add(struct deriving *d, enum heading_kind k, enum authority_relation r, struct str text,
                struct str target)
{
    struct authority_form f = {.kind = k, .relation = r, .text = text, .target = target};
    f.sort = heading_sort(d->mem, k, text, STR(""));
    f.target_sort = heading_sort(d->mem, k, target, STR(""));
    if (r != AUTHORITY_ALSO) f.words = words_name_key(d->mem, text);
    if (r != AUTHORITY_SELF && str_eq(f.sort, f.target_sort)) return;
    if (!f.sort.n || !f.target_sort.n || d->forms->n == FORMS_MAX) return;
    for (size_t i = 0; i < d->forms->n; i++) {
        const struct authority_form *x = &d->forms->item[i];
        bool same = x->kind == k && x->relation == r && str_eq(x->text, f.text) &&
                    str_eq(x->target_sort, f.target_sort);
        if (same) return;
    }
    VEC_PUSH(d->mem, d->forms, f);
}

/* One kind of heading: the heading and all its tracings of that kind. */
static void add_kind(struct deriving *d, enum heading_kind k)
{
    struct str self = read_as(d->heading, k, d->mem);
    if (!self.n) return;
    add(d, k, AUTHORITY_SELF, self, self);
    int fields = 0;
    for (size_t i = 0; i < d->m->n && fields < FIELDS_MAX; i++) {
        const struct marc_field *f = &d->m->field[i];
        bool see = has_tag(f, '4');
        if (!see && !has_tag(f, '5')) continue;
        struct str other = read_as(f, k, d->mem);
        fields++;
        if (see && other.n) {
            add(d, k, AUTHORITY_SEE, other, self);
        } else if (other.n) {
            add(d, k, AUTHORITY_ALSO, other, self);
            add(d, k, AUTHORITY_ALSO, self, other);
        }
    }
}

static void tell_empty(struct deriving *d)
{
    for (size_t i = 0; i < d->m->n; i++) {
        const struct marc_field *f = &d->m->field[i];
        if ((has_tag(f, '4') || has_tag(f, '5')) && !read_as(f, HEADING_SUBJECT, d->mem).n)
            marc_fault(d->m, f, 0, REASON_NO_FORM, f->data, d->mem, d->faults);
    }
}

enum err authority_forms_of(const struct marc *m, struct arena *a, struct authority_forms *ret,
                            enum reason *ret_why, struct faults *faults)
{
    struct marc clean;
    struct authority_forms forms = {0};
    struct deriving d = {.mem = a, .m = &clean, .forms = &forms, .faults = faults};
    *ret_why = REASON_NOT_AUTHORITY;
    if (m->leader[6] != 'z') return ERR_FORMAT;
    marc_in_utf8(m, a, &clean, faults);
    for (size_t i = 0; i < clean.n && !d.heading; i++)
        if (has_tag(&clean.field[i], '1')) d.heading = &clean.field[i];
    *ret_why = REASON_NO_HEADING;
    if (!d.heading) return ERR_FORMAT;
    for (int k = 0; k < HEADING_KINDS; k++) add_kind(&d, (enum heading_kind)k);
    if (!forms.n) return ERR_FORMAT;
    tell_empty(&d);
    *ret = forms;
    return OK;
}
