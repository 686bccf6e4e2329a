/* form_json.c -- a title as a JSON object: what is not known is left out. */
#include "share/form_json.h"

#include "base/checked.h"
#include "record/bib_words.h"
#include "share/form_parts.h"
#include "share/stamp.h"

static void names(struct json_out *j, const struct bib *b)
{
    if (!b->names.n) return;
    json_key(j, "names");
    json_begin(j, '[');
    for (size_t i = 0; i < b->names.n; i++) {
        json_begin(j, '{');
        json_text(j, "name", b->names.item[i].name);
        json_text(j, "role", str_of(name_role_name(b->names.item[i].role)));
        json_text(j, "kind", b->names.item[i].corporate ? STR("organization") : STR("person"));
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void series(struct json_out *j, const struct bib *b)
{
    if (!b->series.n) return;
    json_key(j, "series");
    json_begin(j, '[');
    for (size_t i = 0; i < b->series.n; i++) {
        json_begin(j, '{');
        json_text(j, "title", b->series.item[i].title);
        json_text(j, "volume", b->series.item[i].volume);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void description(struct json_out *j, const struct bib *b)
{
    json_text(j, "title", b->title);
    json_text(j, "part", b->part);
    json_text(j, "native_title", b->native);
    json_texts(j, "other_titles", &b->other_titles);
    json_text(j, "responsibility", b->responsibility);
    names(j, b);
    json_text(j, "format", str_of(format_name(b->format)));
    json_text(j, "edition", b->edition);
    json_text(j, "place", b->place);
    json_text(j, "publisher", b->publisher);
    json_count(j, "year", b->year);
    json_count(j, "year_end", b->year_end);
    json_text(j, "extent", b->extent);
    series(j, b);
    json_texts(j, "languages", &b->languages);
    json_texts(j, "isbns", &b->isbns);
    json_texts(j, "issns", &b->issns);
    json_texts(j, "subjects", &b->subjects);
    json_text(j, "classification", b->classification);
    json_text(j, "summary", b->summary);
    json_text(j, "contents", b->contents);
    json_texts(j, "notes", &b->notes);
    json_text(j, "host", b->host);
    json_texts(j, "urls", &b->urls);
}

static void copy(struct json_out *j, const struct bib_item *item)
{
    json_begin(j, '{');
    json_text(j, "code", item->code);
    json_text(j, "call_number", item->call_number);
    json_text(j, "place", item->place);
    json_text(j, "coverage", item->coverage);
    json_text(j, "status", str_of(item_status_name(item->status)));
    json_count(j, "copies", item->copies);
    json_end(j, '}');
}

static void holding(struct json_out *j, const struct title_holding *h, struct str base,
                    struct arena *a)
{
    json_begin(j, '{');
    json_text(j, "library", h->agency->name);
    json_text(j, "slug", h->agency->slug);
    json_text(j, "isil", h->agency->isil);
    json_text(j, "url", form_library_address(h->agency, base, a));
    json_text(j, "call_number", h->call_number);
    json_count(j, "copies", h->copies);
    if (h->data_from) json_text(j, "as_of", time_stamp(h->data_from, a));
    json_key(j, "items");
    json_begin(j, '[');
    for (size_t i = 0; i < h->n; i++) copy(j, &h->item[i]);
    json_end(j, ']');
    json_end(j, '}');
}

void json_holdings(struct json_out *j, const struct title_view *v, struct str base, struct arena *a)
{
    json_key(j, "holdings");
    json_begin(j, '[');
    for (size_t i = 0; i < v->n_holdings; i++) holding(j, &v->holding[i], base, a);
    json_end(j, ']');
}

void json_title(struct json_out *j, const struct title_view *v, struct str base, struct arena *a)
{
    json_text(j, "id", v->address_id);
    if (base.n)
        json_text(j, "url", arena_printf(a, "%.*s/b/%.*s", STR_ARG(base), STR_ARG(v->address_id)));
    description(j, &v->bib);
}

void form_json(const struct title_view *v, struct str base, struct arena *a, struct buf *to)
{
    struct json_out j = {.to = to};
    json_begin(&j, '{');
    json_title(&j, v, base, a);
    json_holdings(&j, v, base, a);
    json_end(&j, '}');
}
