/* form_json.c -- a title as a JSON object: what is not known is left out. */
#include "base/checked.h"
#include "share/form_parts.h"

static const char *const statuses[] = {
    [ITEM_UNSTATED] = "unstated", [ITEM_AVAILABLE] = "available",
    [ITEM_ON_LOAN] = "on-loan",   [ITEM_NOT_FOR_LOAN] = "not-for-loan",
    [ITEM_REPAIR] = "repair",     [ITEM_MISSING] = "missing",
    [ITEM_ON_ORDER] = "on-order", [ITEM_HIDDEN] = "hidden",
};

static void separate(struct buf *to)
{
    char last = to->n ? to->p[to->n - 1] : '{';
    if (last != '{' && last != '[') buf_add_char(to, ',');
}

static void key(struct buf *to, const char *name)
{
    separate(to);
    buf_printf(to, "\"%s\":", name);
}

static void text(struct buf *to, const char *name, struct str value)
{
    if (!value.n) return;
    key(to, name);
    buf_add_json(to, value);
}

static void number(struct buf *to, const char *name, int64_t value)
{
    if (!value) return;
    key(to, name);
    buf_add_i64(to, value);
}

static void texts(struct buf *to, const char *name, const struct strs *list)
{
    if (!list->n) return;
    key(to, name);
    buf_add_char(to, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i) buf_add_char(to, ',');
        buf_add_json(to, list->item[i]);
    }
    buf_add_char(to, ']');
}

static void names(struct buf *to, const struct bib *b)
{
    static const char *const roles[] = {
        [ROLE_AUTHOR] = "author",           [ROLE_EDITOR] = "editor",
        [ROLE_TRANSLATOR] = "translator",   [ROLE_ILLUSTRATOR] = "illustrator",
        [ROLE_CONTRIBUTOR] = "contributor",
    };
    if (!b->names.n) return;
    key(to, "names");
    buf_add_char(to, '[');
    for (size_t i = 0; i < b->names.n; i++) {
        separate(to);
        buf_add_char(to, '{');
        text(to, "name", b->names.item[i].name);
        text(to, "role", str_of(roles[b->names.item[i].role]));
        text(to, "kind", b->names.item[i].corporate ? STR("organization") : STR("person"));
        buf_add_char(to, '}');
    }
    buf_add_char(to, ']');
}

static void series(struct buf *to, const struct bib *b)
{
    if (!b->series.n) return;
    key(to, "series");
    buf_add_char(to, '[');
    for (size_t i = 0; i < b->series.n; i++) {
        separate(to);
        buf_add_char(to, '{');
        text(to, "title", b->series.item[i].title);
        text(to, "volume", b->series.item[i].volume);
        buf_add_char(to, '}');
    }
    buf_add_char(to, ']');
}

static void description(struct buf *to, const struct bib *b)
{
    text(to, "title", b->title);
    text(to, "part", b->part);
    text(to, "native_title", b->native);
    texts(to, "other_titles", &b->other_titles);
    text(to, "responsibility", b->responsibility);
    names(to, b);
    text(to, "format", str_of(format_name(b->format)));
    text(to, "edition", b->edition);
    text(to, "place", b->place);
    text(to, "publisher", b->publisher);
    number(to, "year", b->year);
    number(to, "year_end", b->year_end);
    text(to, "extent", b->extent);
    series(to, b);
    texts(to, "languages", &b->languages);
    texts(to, "isbns", &b->isbns);
    texts(to, "issns", &b->issns);
    texts(to, "subjects", &b->subjects);
    text(to, "classification", b->classification);
    text(to, "summary", b->summary);
    text(to, "contents", b->contents);
    texts(to, "notes", &b->notes);
    text(to, "host", b->host);
    texts(to, "urls", &b->urls);
}

static void copy(struct buf *to, const struct bib_item *item)
{
    separate(to);
    buf_add_char(to, '{');
    text(to, "code", item->code);
    text(to, "call_number", item->call_number);
    text(to, "place", item->place);
    text(to, "coverage", item->coverage);
    text(to, "status", str_of(statuses[item->status]));
    number(to, "copies", item->copies);
    buf_add_char(to, '}');
}

static void holding(struct buf *to, const struct title_holding *h, struct str base, struct arena *a)
{
    separate(to);
    buf_add_char(to, '{');
    text(to, "library", h->agency->name);
    text(to, "isil", h->agency->isil);
    text(to, "url", form_library_address(h->agency, base, a));
    text(to, "call_number", h->call_number);
    number(to, "copies", h->copies);
    key(to, "items");
    buf_add_char(to, '[');
    for (size_t i = 0; i < h->n; i++) copy(to, &h->item[i]);
    buf_add(to, STR("]}"));
}

void form_json(const struct title_view *v, struct str base, struct arena *a, struct buf *to)
{
    buf_add_char(to, '{');
    text(to, "id", v->address_id);
    if (base.n)
        text(to, "url", arena_printf(a, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id)));
    description(to, &v->bib);
    key(to, "holdings");
    buf_add_char(to, '[');
    for (size_t i = 0; i < v->n_holdings; i++) holding(to, &v->holding[i], base, a);
    buf_add(to, STR("]}"));
}
