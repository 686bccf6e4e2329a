/* marc_form_lists.c -- what repeats: names, numbers, series, subjects, notes, copies. Which lines a
 * field gives is asked of the reader of records itself, with a record of that field alone. */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/marc_form_internal.h"

typedef void lines_fn(const struct bib *b, struct arena *a, struct strs *to);

/* ---- lines of a description ---- */

static void add_all(struct arena *a, struct strs *to, const struct strs *list)
{
    for (size_t i = 0; i < list->n; i++) VEC_PUSH(a, to, list->item[i]);
}

/* As the form knows it: a body is the author, or another. */
static enum name_role role_of(enum name_role role, bool corporate)
{
    return corporate && role != ROLE_AUTHOR ? ROLE_CONTRIBUTOR : role;
}

static void name_lines(const struct bib *b, struct arena *a, struct strs *to)
{
    for (size_t i = 0; i < b->names.n && i < TYPED_NAMES_MAX; i++) {
        const struct bib_name *n = &b->names.item[i];
        VEC_PUSH(a, to,
                 arena_printf(a, "%d%d%.*s", (int)role_of(n->role, n->corporate), (int)n->corporate,
                              STR_ARG(n->name)));
    }
}

static void number_lines(const struct bib *b, struct arena *a, struct strs *to)
{
    add_all(a, to, &b->isbns);
    add_all(a, to, &b->issns);
    add_all(a, to, &b->other_ids);
}

static void subject_lines(const struct bib *b, struct arena *a, struct strs *to)
{
    add_all(a, to, &b->subjects);
}

static void note_lines(const struct bib *b, struct arena *a, struct strs *to)
{
    add_all(a, to, &b->notes);
}

static void summary_lines(const struct bib *b, struct arena *a, struct strs *to)
{
    if (b->summary.n) VEC_PUSH(a, to, b->summary);
}

static void item_lines(const struct bib *b, struct arena *a, struct strs *to)
{
    for (size_t i = 0; i < b->items.n; i++) {
        const struct bib_item *x = &b->items.item[i];
        VEC_PUSH(a, to,
                 arena_printf(a, "%d %d %.*s\x1F%.*s\x1F%.*s\x1F%.*s", (int)x->status, x->copies,
                              STR_ARG(x->code), STR_ARG(x->call_number), STR_ARG(x->place),
                              STR_ARG(x->coverage)));
    }
}

/* ---- lists ---- */

/* ---- what was touched ---- */

/* A text that came back as it was sent is no change, whatever reading it again would make of it. */
typedef bool touched_fn(const struct typed *was, const struct typed *now);

static bool differ(struct str a, struct str b)
{
    return !str_eq(str_trim(a), str_trim(b));
}

static bool numbers_touched(const struct typed *was, const struct typed *now)
{
    return differ(was->numbers, now->numbers);
}

static bool notes_touched(const struct typed *was, const struct typed *now)
{
    return differ(was->notes, now->notes);
}

static bool subjects_touched(const struct typed *was, const struct typed *now)
{
    return differ(was->subjects, now->subjects);
}

static bool names_touched(const struct typed *was, const struct typed *now)
{
    bool touched = was->n_names != now->n_names;
    for (size_t i = 0; !touched && i < was->n_names; i++) {
        const struct typed_name *x = &was->name[i], *y = &now->name[i];
        touched = differ(x->name, y->name) || x->corporate != y->corporate ||
                  role_of(x->role, x->corporate) != role_of(y->role, y->corporate);
    }
    return touched;
}

static const struct list {
    const char *tags[6];
    lines_fn *lines;
    touched_fn *touched;
} lists[] = {
    {{"020", "022", "024", "035", "010"}, number_lines, numbers_touched},
    {{"100", "110", "111", "7?0", "7?1"}, name_lines, names_touched},
    {{"5??"}, note_lines, notes_touched},
    {{"6??"}, subject_lines, subjects_touched},
};
static const struct list summary = {.tags = {"520"}, .lines = summary_lines},
                         copies = {.tags = {"852"}, .lines = item_lines};

static bool has(const struct strs *list, struct str s)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq_nocase(list->item[i], s)) return true;
    return false;
}

static bool is_in(const struct list *l, const struct marc_field *f)
{
    for (size_t i = 0; i < COUNT(l->tags) && l->tags[i]; i++)
        if (field_is(f, l->tags[i])) return true;
    return false;
}

static struct strs lines_of_field(struct changing *x, const struct list *l,
                                  const struct marc_field *f)
{
    struct marc one = {.field = (struct marc_field *)(uintptr_t)f, .n = 1};
    struct bib b;
    struct strs lines = {0};
    memcpy(one.leader, x->form->base->leader, sizeof one.leader);
    bib_from_marc(&one, NULL, x->a, &b, NULL);
    l->lines(&b, x->a, &lines);
    return lines;
}

/* Main entry is not repeatable: with one kept, a new one is an added entry. */
static struct marc_field in_its_place(const struct changing *x, struct marc_field f)
{
    if (f.tag[0] == '1' && fields_find(&x->f, "1??") < x->f.n) f.tag[0] = '7';
    return f;
}

/* Drops fields that give a line which is gone; *given is what those that stay give. */
static void drop_gone(struct changing *x, const struct list *l, const struct strs *was,
                      const struct strs *now, struct strs *given)
{
    size_t n = 0;
    for (size_t i = 0; i < x->f.n; i++) {
        const struct marc_field *f = &x->f.item[i];
        struct strs lines = {0};
        bool gone = false;
        if (is_in(l, f)) lines = lines_of_field(x, l, f);
        for (size_t k = 0; k < lines.n; k++)
            gone |= has(was, lines.item[k]) && !has(now, lines.item[k]);
        if (gone) continue;
        add_all(x->a, given, &lines);
        x->f.item[n++] = *f;
    }
    x->f.n = n;
}

static bool same_lines(const struct strs *a, const struct strs *b)
{
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++)
        if (!str_eq(a->item[i], b->item[i])) return false;
    return true;
}

static void change_list(struct changing *x, const struct list *l)
{
    struct strs was = {0}, now = {0}, given = {0};
    l->lines(x->form->was, x->a, &was);
    l->lines(x->form->bib, x->a, &now);
    if (l->touched && !l->touched(x->form->before, x->form->after)) return;
    if (same_lines(&was, &now)) return;
    drop_gone(x, l, &was, &now, &given);
    for (size_t i = 0; i < x->fresh.n; i++) {
        const struct marc_field *f = &x->fresh.field[i];
        struct strs lines = {0};
        bool new_one = false;
        if (is_in(l, f)) lines = lines_of_field(x, l, f);
        for (size_t k = 0; k < lines.n; k++) new_one |= !has(&given, lines.item[k]);
        if (new_one) fields_insert(x, in_its_place(x, *f));
    }
}

/* ---- series ---- */

static size_t count(const struct fields *f, const char *tag)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) n += field_is(&f->item[i], tag);
    return n;
}

/* The k-th field of the tag goes. */
static void drop_nth(struct fields *f, const char *tag, size_t k)
{
    for (size_t i = 0; i < f->n; i++)
        if (field_is(&f->item[i], tag) && k-- == 0) {
            fields_drop(f, i);
            return;
        }
}

static void drop_all(struct fields *f, const char *tag)
{
    for (size_t i = f->n; i-- > 0;)
        if (field_is(&f->item[i], tag)) fields_drop(f, i);
}

static struct strs series_lines(const struct bib *b, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->series.n; i++)
        VEC_PUSH(a, &list,
                 arena_printf(a, "%.*s\x1F%.*s", STR_ARG(b->series.item[i].title),
                              STR_ARG(b->series.item[i].volume)));
    return list;
}

/* A line of the form may stand for two fields, as on the book (490) and as authorised (8XX). Where
 * there are as many as lines they belong together in order; else all are written anew. */
static void change_series(struct changing *x)
{
    static const char *const tags[] = {"490", "440", "8?0", "811"};
    struct strs was = series_lines(x->form->was, x->a), now = series_lines(x->form->bib, x->a);
    bool known = true, all = true;
    if (!differ(x->form->before->series, x->form->after->series)) return;
    if (same_lines(&was, &now)) return;
    for (size_t t = 0; t < COUNT(tags) - 1; t++) {
        size_t n = t < 2 ? count(&x->f, tags[t]) : count(&x->f, "800") + count(&x->f, "830");
        known = known && (n == 0 || n == was.n);
    }
    known = known && count(&x->f, "490") * count(&x->f, "440") == 0 &&
            count(&x->f, "800") * count(&x->f, "830") == 0 && count(&x->f, "81?") == 0;
    for (size_t k = was.n; known && k-- > 0;) {
        if (has(&now, was.item[k])) continue;
        drop_nth(&x->f, "490", k);
        drop_nth(&x->f, "440", k);
        drop_nth(&x->f, "800", k);
        drop_nth(&x->f, "830", k);
    }
    if (!known) {
        static const char *const every[] = {"490", "440", "800", "810", "811", "830"};
        for (size_t i = 0; i < COUNT(every); i++) drop_all(&x->f, every[i]);
    }
    all = !known;
    for (size_t i = 0, k = 0; i < x->fresh.n; i++) {
        if (!field_is(&x->fresh.field[i], "490")) continue;
        if (all || (k < now.n && !has(&was, now.item[k]))) fields_insert(x, x->fresh.field[i]);
        k++;
    }
}

/* ---- copies ---- */

/* Statements of coverage are linked to copies by $8: with them all are written anew. */
static void change_items(struct changing *x)
{
    struct strs was = {0}, now = {0};
    bool covered = count(&x->f, "866") > 0;
    item_lines(x->form->was, x->a, &was);
    item_lines(x->form->bib, x->a, &now);
    for (size_t i = 0; i < x->form->bib->items.n; i++)
        covered |= x->form->bib->items.item[i].coverage.n > 0;
    if (same_lines(&was, &now)) return;
    if (!covered) {
        change_list(x, &copies);
        return;
    }
    drop_all(&x->f, "852");
    drop_all(&x->f, "866");
    for (size_t i = 0; i < x->fresh.n; i++)
        if (field_is(&x->fresh.field[i], "852") || field_is(&x->fresh.field[i], "866"))
            fields_insert(x, x->fresh.field[i]);
}

/* All summaries are shown as one text: changed, it is one. */
static void change_summary(struct changing *x)
{
    const struct marc_field *fresh = marc_find(&x->fresh, "520", 0);
    if (!differ(x->form->before->summary, x->form->after->summary)) return;
    for (size_t i = x->f.n; i-- > 0;)
        if (field_is(&x->f.item[i], "520") && lines_of_field(x, &summary, &x->f.item[i]).n)
            fields_drop(&x->f, i);
    if (fresh) fields_insert(x, *fresh);
}

void change_lists(struct changing *x)
{
    for (size_t i = 0; i < COUNT(lists); i++) change_list(x, &lists[i]);
    change_series(x);
    change_summary(x);
    if (x->form->items) change_items(x);
}
