/* bib_typed.c -- between the fields of a form and a description. */
#include "record/bib_typed.h"

#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"

static void tell(struct faults *faults, struct arena *a, enum reason reason, struct str value)
{
    fault_add(faults, a,
              (struct fault){.reason = reason,
                             .fatal = reason == REASON_NO_TITLE,
                             .excerpt = fault_excerpt(a, value)});
}

static void set_title(const struct typed *t, struct bib *b)
{
    b->title = marc_trim_punctuation(t->title);
    size_t colon = str_find(b->title, STR(" : "));
    b->title_short =
        colon < b->title.n ? marc_trim_punctuation(str_slice(b->title, 0, colon)) : b->title;
    b->part = marc_trim_punctuation(t->part);
}

/* Several numbers may stand in the field, parted as people do. */
static void set_numbers(const struct typed *t, struct arena *a, struct bib *b,
                        struct faults *faults)
{
    struct str rest = t->numbers;
    b->isbns = b->issns = b->other_ids = (struct strs){0};
    while (rest.n && b->other_ids.n < BIB_VALUES_MAX) {
        size_t at = 0;
        while (at < rest.n && !memchr(",;/\n", rest.p[at], 4)) at++;
        struct str one = str_trim(str_slice(rest, 0, at));
        if (!bib_add_number(a, b, one)) tell(faults, a, REASON_ISBN_WRONG, one);
        rest = str_slice(rest, at + 1, rest.n);
    }
}

static void set_year(const struct typed *t, struct arena *a, struct bib *b, struct faults *faults)
{
    b->year_text = str_trim(t->year);
    b->year = bib_year(b->year_text, &b->year_end);
    if (b->format != FORMAT_SERIAL) b->year_end = 0;
    if (b->year_text.n && !b->year &&
        (bib_is_odd_year(b->year_text) || !bib_has_digit(b->year_text)))
        tell(faults, a, REASON_YEAR_ODD, b->year_text);
}

static void set_names(const struct typed *t, struct arena *a, struct bib *b)
{
    bool main = false;
    b->names.item = NULL;
    b->names.n = b->names.cap = 0;
    for (size_t i = 0; i < t->n_names && i < TYPED_NAMES_MAX; i++) {
        struct bib_name n = {.name = marc_trim_punctuation(t->name[i].name),
                             .role = t->name[i].role,
                             .corporate = t->name[i].corporate};
        if (n.name.n == 0) continue;
        n.main = !main && n.role == ROLE_AUTHOR;
        main |= n.main;
        VEC_PUSH(a, &b->names, n);
    }
}

/* One value a line, and where `also` is one, between those. */
static struct strs lines_of(struct arena *a, struct str text, char also)
{
    struct strs list = {0};
    while (text.n && list.n < BIB_VALUES_MAX) {
        size_t at = 0;
        while (at < text.n && text.p[at] != '\n' && (!also || text.p[at] != also)) at++;
        bib_add(a, &list, str_trim(str_slice(text, 0, at)));
        text = str_slice(text, at + 1, text.n);
    }
    return list;
}

static void set_series(const struct typed *t, struct arena *a, struct bib *b)
{
    struct strs lines = lines_of(a, t->series, 0);
    b->series.item = NULL;
    b->series.n = b->series.cap = 0;
    for (size_t i = 0; i < lines.n; i++) {
        size_t at = str_find_char(lines.item[i], ';', 0);
        struct bib_series s = {
            .title = marc_trim_punctuation(str_slice(lines.item[i], 0, at)),
            .volume = marc_trim_punctuation(str_slice(lines.item[i], at + 1, lines.item[i].n))};
        if (s.title.n) VEC_PUSH(a, &b->series, s);
    }
}

/* A text of several lines as one: fields of MARC know no lines. */
static struct str one_line(struct arena *a, struct str text)
{
    struct strs lines = lines_of(a, text, 0);
    return arena_join(a, lines.item, lines.n, STR(" "));
}

static void set_languages(const struct typed *t, struct arena *a, struct bib *b)
{
    struct strs others = b->languages;
    b->languages = (struct strs){0};
    bib_add(a, &b->languages, bib_language(t->language));
    for (size_t i = 1; i < others.n && b->languages.n; i++)
        bib_add(a, &b->languages, others.item[i]);
}

void bib_from_typed(const struct typed *t, const struct bib *base, struct arena *a, struct bib *ret,
                    struct faults *faults)
{
    struct bib b = base ? *base : (struct bib){0};
    b.format = t->format;
    set_title(t, &b);
    if (b.title.n == 0) tell(faults, a, REASON_NO_TITLE, t->title);
    b.responsibility = marc_trim_punctuation(t->responsibility);
    b.edition = marc_trim_punctuation(t->edition);
    b.frequency =
        t->format == FORMAT_SERIAL ? marc_trim_punctuation(t->frequency) : (struct str){0};
    b.publisher = marc_trim_punctuation(t->publisher);
    b.place = marc_trim_punctuation(t->place);
    b.extent = marc_trim_punctuation(t->extent);
    b.classification = marc_trim_punctuation(t->classification);
    b.call_number = marc_trim_punctuation(t->call_number);
    b.subjects = lines_of(a, t->subjects, ';');
    b.notes = lines_of(a, t->notes, 0);
    b.summary = one_line(a, t->summary);
    set_numbers(t, a, &b, faults);
    set_year(t, a, &b, faults);
    set_names(t, a, &b);
    set_series(t, a, &b);
    set_languages(t, a, &b);
    *ret = b;
}

static struct str numbers_of(const struct bib *b, struct arena *a)
{
    struct strs all = {0};
    for (size_t i = 0; i < b->isbns.n; i++) VEC_PUSH(a, &all, b->isbns.item[i]);
    for (size_t i = 0; i < b->issns.n; i++) VEC_PUSH(a, &all, b->issns.item[i]);
    for (size_t i = 0; i < b->other_ids.n; i++) VEC_PUSH(a, &all, b->other_ids.item[i]);
    return arena_join(a, all.item, all.n, STR(", "));
}

static struct str series_of(const struct bib *b, struct arena *a)
{
    struct strs lines = {0};
    for (size_t i = 0; i < b->series.n; i++) {
        struct str parts[] = {b->series.item[i].title, b->series.item[i].volume};
        VEC_PUSH(a, &lines, arena_join(a, parts, COUNT(parts), STR(" ; ")));
    }
    return arena_join(a, lines.item, lines.n, STR("\n"));
}

void typed_from_bib(const struct bib *b, struct arena *a, struct typed *ret)
{
    struct typed t = {
        .title = b->title,
        .part = b->part,
        .responsibility = b->responsibility,
        .edition = b->edition,
        .frequency = b->frequency,
        .numbers = numbers_of(b, a),
        .publisher = b->publisher,
        .year = b->year_text.n || !b->year ? b->year_text : arena_printf(a, "%d", b->year),
        .place = b->place,
        .extent = b->extent,
        .series = series_of(b, a),
        .classification = b->classification,
        .call_number = b->call_number,
        .subjects = arena_join(a, b->subjects.item, b->subjects.n, STR("\n")),
        .summary = b->summary,
        .notes = arena_join(a, b->notes.item, b->notes.n, STR("\n")),
        .language = b->languages.n ? b->languages.item[0] : (struct str){0},
        .format = b->format,
    };
    for (size_t i = 0; i < b->names.n && t.n_names < TYPED_NAMES_MAX; i++)
        t.name[t.n_names++] = (struct typed_name){b->names.item[i].name, b->names.item[i].role,
                                                  b->names.item[i].corporate};
    *ret = t;
}
