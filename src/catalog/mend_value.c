/* mend_value.c -- between the text of a mend and a description. */
#include <string.h>

#include "base/checked.h"
#include "base/hash.h"
#include "catalog/mend.h"
#include "record/bib_typed.h"

static const struct {
    const char *name;
    enum name_role role;
    bool corporate;
} roles[MEND_ROLES] = {
    {"author", ROLE_AUTHOR, false},           {"editor", ROLE_EDITOR, false},
    {"translator", ROLE_TRANSLATOR, false},   {"illustrator", ROLE_ILLUSTRATOR, false},
    {"contributor", ROLE_CONTRIBUTOR, false}, {"body", ROLE_AUTHOR, true},
    {"other-body", ROLE_CONTRIBUTOR, true},
};

const char *mend_role(int i)
{
    return roles[i].name;
}

bool mend_can(enum title_field f)
{
    return f < TITLE_LINKS;
}

bool mend_has_lines(enum title_field f)
{
    return f == TITLE_NAMES || f == TITLE_SERIES || f == TITLE_NUMBERS || f == TITLE_SUBJECTS ||
           f == TITLE_SUMMARY || f == TITLE_NOTES;
}

/* ---- names ---- */

static const char *role_of(const struct bib_name *n)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (roles[i].role == n->role && roles[i].corporate == n->corporate) return roles[i].name;
    return n->corporate ? "other-body" : "author";
}

static struct str names_text(const struct bib *b, struct arena *a)
{
    struct strs lines = {0};
    for (size_t i = 0; i < b->names.n; i++)
        VEC_PUSH(a, &lines,
                 arena_printf(a, "%s\t%.*s", role_of(&b->names.item[i]),
                              STR_ARG(b->names.item[i].name)));
    return arena_join(a, lines.item, lines.n, STR("\n"));
}

static void read_name(struct str line, struct typed *t)
{
    size_t tab = str_find_char(line, '\t', 0);
    struct typed_name n = {.name = str_trim(str_slice(line, tab + 1, line.n))};
    for (size_t i = 0; i < COUNT(roles); i++)
        if (str_eq(str_slice(line, 0, tab), str_of(roles[i].name))) {
            n.role = roles[i].role;
            n.corporate = roles[i].corporate;
        }
    if (tab < line.n && n.name.n && t->n_names < TYPED_NAMES_MAX) t->name[t->n_names++] = n;
}

static void read_names(struct str value, struct typed *t)
{
    struct str line;
    t->n_names = 0;
    while (str_split(&value, '\n', &line)) read_name(line, t);
}

/* ---- the other fields ---- */

/* The text of a form that the field is; NULL for names and what forms do not have. */
static struct str *typed_text(struct typed *t, enum title_field f)
{
    switch (f) {
    case TITLE_TITLE: return &t->title;
    case TITLE_PART: return &t->part;
    case TITLE_RESPONSIBILITY: return &t->responsibility;
    case TITLE_EDITION: return &t->edition;
    case TITLE_PUBLISHER: return &t->publisher;
    case TITLE_PLACE: return &t->place;
    case TITLE_YEAR: return &t->year;
    case TITLE_EXTENT: return &t->extent;
    case TITLE_SERIES: return &t->series;
    case TITLE_LANGUAGE: return &t->language;
    case TITLE_SUBJECTS: return &t->subjects;
    case TITLE_CLASSIFICATION: return &t->classification;
    case TITLE_SUMMARY: return &t->summary;
    case TITLE_NOTES: return &t->notes;
    default: return NULL;
    }
}

struct str mend_text(const struct bib *b, enum title_field f, struct arena *a)
{
    struct typed *t = arena_make(a, struct typed);
    switch (f) {
    case TITLE_NAMES: return names_text(b, a);
    case TITLE_HOST: return b->host;
    case TITLE_CONTENTS: return b->contents;
    case TITLE_FREQUENCY: return b->frequency;
    case TITLE_FORMAT: return str_of(format_name(b->format));
    default: break;
    }
    typed_from_bib(b, a, t);
    const struct str *text = typed_text(t, f);
    return text ? *text : (struct str){0};
}

/* What of `from` the field is, put into `to`. */
static void take_over(struct bib *to, const struct bib *from, enum title_field f)
{
    switch (f) {
    case TITLE_TITLE:
        to->title = from->title;
        to->title_short = from->title_short;
        break;
    case TITLE_YEAR:
        to->year_text = from->year_text;
        to->year = from->year;
        to->year_end = from->year_end;
        break;
    case TITLE_PART: to->part = from->part; break;
    case TITLE_RESPONSIBILITY: to->responsibility = from->responsibility; break;
    case TITLE_NAMES: memcpy(&to->names, &from->names, sizeof to->names); break;
    case TITLE_EDITION: to->edition = from->edition; break;
    case TITLE_PUBLISHER: to->publisher = from->publisher; break;
    case TITLE_PLACE: to->place = from->place; break;
    case TITLE_EXTENT: to->extent = from->extent; break;
    case TITLE_SERIES: memcpy(&to->series, &from->series, sizeof to->series); break;
    case TITLE_LANGUAGE: to->languages = from->languages; break;
    case TITLE_SUBJECTS: to->subjects = from->subjects; break;
    case TITLE_CLASSIFICATION: to->classification = from->classification; break;
    case TITLE_SUMMARY: to->summary = from->summary; break;
    case TITLE_NOTES: to->notes = from->notes; break;
    default: break;
    }
}

static enum mend_wrong put_typed(struct bib *b, enum title_field f, struct str value,
                                 struct arena *a)
{
    struct typed *t = arena_make(a, struct typed);
    struct faults faults = {0};
    struct bib read;
    typed_from_bib(b, a, t);
    if (f == TITLE_NAMES)
        read_names(value, t);
    else
        *typed_text(t, f) = value;
    bib_from_typed(t, b, a, &read, &faults);
    if (f == TITLE_TITLE && read.title.n == 0) return MEND_NO_TITLE;
    if (f == TITLE_LANGUAGE && value.n && read.languages.n == 0) return MEND_BAD_CHOICE;
    for (size_t i = 0; f == TITLE_YEAR && i < faults.n; i++)
        if (faults.item[i].reason == REASON_YEAR_ODD) return MEND_BAD_YEAR;
    take_over(b, &read, f);
    return MEND_FINE;
}

/* ---- numbers ---- */

static bool has_line(struct str lines, struct str line)
{
    struct str one;
    while (str_split(&lines, '\n', &one))
        if (line.n && str_eq(str_trim(one), line)) return true;
    return false;
}

bool mend_hides(const struct mend *m, struct str number)
{
    return m && has_line(m->value, number);
}

static void hide(struct strs *numbers, struct str lines, struct arena *a)
{
    struct strs kept = {0};
    for (size_t i = 0; i < numbers->n; i++)
        if (!has_line(lines, numbers->item[i])) VEC_PUSH(a, &kept, numbers->item[i]);
    *numbers = kept;
}

/* ---- a mend over a description ---- */

enum mend_wrong mend_put(struct bib *b, enum title_field f, struct str value, struct arena *a)
{
    switch (f) {
    case TITLE_HOST: b->host = value; return MEND_FINE;
    case TITLE_CONTENTS: b->contents = value; return MEND_FINE;
    case TITLE_FREQUENCY: b->frequency = value; return MEND_FINE;
    case TITLE_FORMAT: return format_parse(value, &b->format) ? MEND_FINE : MEND_BAD_CHOICE;
    case TITLE_NUMBERS:
        hide(&b->isbns, value, a);
        hide(&b->issns, value, a);
        return MEND_FINE;
    case TITLE_LINKS:
    case TITLE_FIELDS: return MEND_BAD_CHOICE;
    default: return put_typed(b, f, value, a);
    }
}

struct str mend_shown(const struct title_view *v, enum title_field f, struct arena *a)
{
    if (f == TITLE_NUMBERS) return v->mended[f] ? v->mended[f]->value : (struct str){0};
    return mend_text(&v->bib, f, a);
}

struct str mend_seen(const struct title_view *v, enum title_field f, struct arena *a)
{
    long long id = v->mended[f] ? v->mended[f]->id : 0;
    return arena_printf(a, "%lld-%016llx", id, (unsigned long long)digest_key(mend_shown(v, f, a)));
}
