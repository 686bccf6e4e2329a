/* download_row.c -- see download_parts.h. */
#include "base/checked.h"
#include "record/bib_cited.h"
#include "share/download_parts.h"

static struct str joined(const struct strs *list, struct arena *a)
{
    return arena_join(a, list->item, list->n, STR("; "));
}

static struct str names(const struct bib *b, bool authors, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->names.n; i++)
        if (bib_is_author(&b->names.item[i]) == authors) VEC_PUSH(a, &list, b->names.item[i].name);
    return joined(&list, a);
}

static struct str series(const struct bib *b, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->series.n; i++) VEC_PUSH(a, &list, b->series.item[i].title);
    return joined(&list, a);
}

static struct str libraries(const struct title_view *v, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < v->n_holdings; i++) {
        struct str part[] = {v->holding[i].agency->name, v->holding[i].call_number};
        VEC_PUSH(a, &list, arena_join(a, part, COUNT(part), STR(": ")));
    }
    return joined(&list, a);
}

void download_row(const struct title_view *v, struct str base, struct arena *a,
                  struct str ret[DOWNLOAD_COLUMNS])
{
    const struct bib *b = &v->bib;
    struct str title[] = {b->title, b->part};
    const struct str row[DOWNLOAD_COLUMNS] = {
        v->address_id,
        arena_join(a, title, COUNT(title), STR(". ")),
        names(b, true, a),
        names(b, false, a),
        b->edition,
        b->place,
        b->publisher,
        b->year_text.n || !b->year ? b->year_text : arena_printf(a, "%d", b->year),
        b->extent,
        str_of(format_name(b->format)),
        joined(&b->languages, a),
        joined(&b->isbns, a),
        joined(&b->issns, a),
        series(b, a),
        joined(&b->subjects, a),
        b->classification,
        libraries(v, a),
        base.n ? arena_printf(a, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id))
               : (struct str){0},
    };
    for (size_t i = 0; i < DOWNLOAD_COLUMNS; i++) ret[i] = row[i];
}
