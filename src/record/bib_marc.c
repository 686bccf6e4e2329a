/* bib_marc.c -- a MARC 21 record as a description: which field is read by whom. */
#include "record/bib_marc.h"

#include <string.h>

#include "base/checked.h"
#include "record/marc_text.h"

typedef void read_fn(struct reading *r, const struct marc_field *f);

static const struct reader {
    short from, to; /* tags */
    read_fn *read;
} readers[] = {
    /* in ascending order */
    {10, 10, read_number},        {20, 20, read_number},        {22, 22, read_number},
    {24, 24, read_number},        {35, 35, read_number},        {40, 40, read_making},
    {41, 41, read_language},      {50, 50, read_class},         {60, 60, read_class},
    {80, 80, read_class},         {82, 82, read_class},         {84, 84, read_class},
    {90, 90, read_class},         {99, 99, read_class},         {100, 111, read_name},
    {130, 130, read_uniform},     {210, 210, read_other_title}, {222, 222, read_other_title},
    {240, 240, read_uniform},     {242, 242, read_other_title}, {245, 245, read_title},
    {246, 247, read_other_title}, {250, 250, read_edition},     {260, 260, read_imprint},
    {264, 264, read_imprint},     {300, 300, read_extent},      {310, 310, read_frequency},
    {440, 440, read_series},      {490, 490, read_series},      {500, 589, read_note},
    {600, 699, read_subject},     {700, 720, read_name},        {730, 740, read_other_title},
    {765, 765, read_relative},    {773, 773, read_host},        {780, 780, read_history},
    {785, 785, read_history},     {800, 830, read_series},      {856, 856, read_link},
    {880, 880, read_linked},
};

static int tag_number(const char tag[3])
{
    int v = 0;
    for (size_t i = 0; i < 3; i++) {
        if (tag[i] < '0' || tag[i] > '9') return -1;
        v = v * 10 + (tag[i] - '0');
    }
    return v;
}

static const struct reader *reader_of(int tag)
{
    size_t low = 0, high = COUNT(readers);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (tag > readers[middle].to)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT(readers) && tag >= readers[low].from ? &readers[low] : NULL;
}

void read_fault(struct reading *r, enum reason reason, const struct marc_field *f, char code,
                struct str value)
{
    if (r->told++ >= FAULTS_TOLD) return;
    marc_fault(r->m, f, code, reason, value, r->a, r->faults);
}

/* Puts the mark after the last part, unless there is one; a full stop gives way to it. */
static void add_mark(struct reading *r, struct strs *parts, char mark)
{
    struct str *last = &parts->item[parts->n - 1];
    bool close = mark == '.' || mark == ','; /* no space before these, and one stop is enough */
    char end = last->p[last->n - 1];
    if (mark == ' ' || memchr(":;=/+,", end, 6) || (close && end == '.')) return;
    *last = marc_trim_punctuation(*last);
    *last = arena_printf(r->a, "%.*s%s%c", STR_ARG(*last), close ? "" : " ", mark);
}

struct str marc_area(struct reading *r, const struct marc_field *f, const char *codes,
                     const char *marks)
{
    struct strs parts = {0};
    size_t at = 0;
    char c;
    struct str value;
    while (marc_subfield(f, &at, &c, &value)) {
        const char *which = c ? strchr(codes, c) : NULL;
        value = str_trim(value);
        if (!which || value.n == 0) continue;
        if (parts.n && marks) add_mark(r, &parts, marks[which - codes]);
        VEC_PUSH(r->a, &parts, value);
    }
    if (parts.n == 1) return marc_trim_punctuation(parts.item[0]);
    return marc_trim_punctuation(arena_join(r->a, parts.item, parts.n, STR(" ")));
}

/* C2 88, 89, 98 and 9C, or << and >>, frame a part that sorting ignores (an article); readers need
 * not see them. Gives the length of the mark at s[at], or 0. */
static size_t sorting_mark(struct str s, size_t at)
{
    if (at + 1 >= s.n) return 0;
    char c = s.p[at], next = s.p[at + 1];
    if (c == '\xC2') return memchr("\x88\x89\x98\x9C", next, 4) ? 2 : 0;
    return (c == '<' || c == '>') && next == c ? 2 : 0;
}

static struct str drop_sorting_marks(struct arena *a, struct str s)
{
    if (s.n < 4 || (!memchr(s.p, '<', s.n) && !memchr(s.p, '\xC2', s.n))) return s;
    bool control = memmem(s.p, s.n, "\xC2\x98", 2) || memmem(s.p, s.n, "\xC2\x88", 2);
    const char *open = memmem(s.p, s.n, "<<", 2);
    bool framed = open && memmem(open, s.n - (size_t)(open - s.p), ">>", 2) != NULL;
    if (!control && !framed) return s;
    char *p = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (sorting_mark(s, i))
            i++;
        else
            p[n++] = s.p[i];
    }
    return (struct str){p, n};
}

/* The record with values that are all UTF-8 and free of sorting marks. */
static const struct marc *clean(struct reading *r)
{
    struct marc *m = arena_make(r->a, struct marc);
    marc_in_utf8(r->m, r->a, m, r->faults);
    for (size_t i = 0; i < m->n; i++) m->field[i].data = drop_sorting_marks(r->a, m->field[i].data);
    return m;
}

bool bib_is_bibliographic(const struct marc *m)
{
    return m->leader[6] != 'z' && m->leader[6] != 'w' && m->leader[6] != 'q';
}

static struct str in_system(struct reading *r, struct str number)
{
    struct str of = str_trim(marc_control(r->m, "003"));
    number = str_trim(number);
    if (number.n == 0 || of.n == 0) return number;
    return arena_printf(r->a, "%.*s/%.*s", STR_ARG(of), STR_ARG(number));
}

static void read_leader(struct reading *r)
{
    struct bib *b = r->b;
    char type = r->m->leader[6];
    b->deleted = r->m->leader[5] == 'd';
    b->holdings_only = type == 'u' || type == 'v' || type == 'x' || type == 'y';
    b->made.level = r->m->leader[17];
    b->control = in_system(r, marc_control(r->m, "001"));
    if (b->holdings_only) b->parent = in_system(r, marc_control(r->m, "004"));
    r->f007 = marc_control(r->m, "007");
    r->f008 = marc_control(r->m, "008");
    b->made.bare = r->f008.n != 40 && !b->holdings_only;
    b->country = str_trim(str_slice(r->f008, 15, 18));
    if (str_find_char(b->country, '|', 0) < b->country.n) b->country.n = 0;
}

/* Titles that only repeat the title proper add nothing. */
static void drop_repeated_titles(struct bib *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->other_titles.n; i++) {
        struct str t = b->other_titles.item[i];
        if (!str_eq_nocase(t, b->title) && !str_eq_nocase(t, b->title_short))
            b->other_titles.item[n++] = t;
    }
    b->other_titles.n = n;
}

static void finish(struct reading *r)
{
    struct bib *b = r->b;
    finish_imprint(r);
    finish_series(r);
    finish_languages(r);
    b->contents = arena_join(r->a, r->contents.item, r->contents.n, STR(" -- "));
    b->summary = arena_join(r->a, r->summaries.item, r->summaries.n, STR(" "));
    if (b->subjects.n == 0) b->subjects = r->foreign_subjects;
    if (b->title.n == 0) {
        b->title = b->native.n         ? b->native
                   : b->other_titles.n ? b->other_titles.item[0]
                                       : (struct str){0};
        b->title_short = b->title;
    }
    drop_repeated_titles(b);
    if (b->title.n == 0 && !b->holdings_only && !b->deleted)
        read_fault(r, REASON_NO_TITLE, NULL, 0, (struct str){0});
    b->format = marc_format(r);
}

void bib_from_marc(const struct marc *m, const struct holding_map *map, struct arena *a,
                   struct bib *ret, struct faults *faults)
{
    *ret = (struct bib){0};
    struct reading r = {.m = m, .map = map, .a = a, .b = ret, .faults = faults};
    r.m = clean(&r);
    read_leader(&r);
    for (size_t i = 0; i < r.m->n; i++) {
        const struct marc_field *f = &r.m->field[i];
        const struct reader *reader = f->control ? NULL : reader_of(tag_number(f->tag));
        if (reader) reader->read(&r, f);
    }
    read_items(&r);
    finish(&r);
}
