/* facets.c -- see facets.h. */
#include "web/facets.h"

#include <stdlib.h>

#include "base/checked.h"
#include "catalog/facet.h"
#include "html.h"
#include "web/visitor.h"

struct options {
    struct facet_option *item;
    size_t n, cap;
};

/* ---- values and words ---- */

static struct str library_label(struct ask *k, int64_t id)
{
    struct agency g;
    return agency_get(k->db, id, k->mem, &g) ? arena_printf(k->mem, "%lld", (long long)id) : g.name;
}

struct str facet_value(struct ask *k, enum index_facet f, const struct index_facet_value *v)
{
    switch (f) {
    case FACET_FORMAT: return str_of(format_name((enum format)v->number));
    case FACET_TYPE: return str_of(agency_type_name((enum agency_type)(v->number - 1)));
    case FACET_STATUS: return str_of(held_name((enum held)v->number));
    case FACET_AGENCY:
    case FACET_PLACE:
    case FACET_DECADE: return arena_printf(k->mem, "%lld", (long long)v->number);
    default: return v->text;
    }
}

static struct str place_label(struct str code)
{
    struct place p;
    return place_get(code, &p) ? p.name : code;
}

struct str class_label(struct ask *k, struct str digits)
{
    if (digits.n < 1 || digits.n > 2) return digits;
    struct str class = arena_printf(k->mem, "%.*s%s", STR_ARG(digits), digits.n == 1 ? "00" : "0");
    struct str name = named_text(k, "dewey", arena_cstr(k->mem, class));
    return str_eq(name, class) ? class
                               : arena_printf(k->mem, "%.*s %.*s", STR_ARG(class), STR_ARG(name));
}

struct str facet_label(struct ask *k, enum index_facet f, struct str value)
{
    int64_t id = 0;
    switch (f) {
    case FACET_FORMAT: return named_text(k, "format", arena_cstr(k->mem, value));
    case FACET_TYPE: return named_text(k, "agency", arena_cstr(k->mem, value));
    case FACET_STATUS: return named_text(k, "held", arena_cstr(k->mem, value));
    case FACET_LANGUAGE: return language_name(k->out.lang, value);
    case FACET_AGENCY: return str_to_i64(value, &id) ? value : library_label(k, id);
    case FACET_PLACE: return place_label(value);
    case FACET_DECADE:
        return str_to_i64(value, &id)
                   ? value
                   : arena_printf(k->mem, "%lld–%lld", (long long)id, (long long)id + 9);
    case FACET_CLASS: return class_label(k, value);
    default: return value;
    }
}

/* ---- groups ---- */

static bool contains(const struct strs *list, struct str value)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->item[i], value)) return true;
    return false;
}

static void add_option(struct ask *k, struct options *to, enum index_facet f, struct str value,
                       int64_t count, bool chosen)
{
    struct facet_option o = {.value = value, .count = count, .chosen = chosen};
    o.label = facet_label(k, f, value);
    if (f == FACET_CLASS) o.level = (int)value.n - 1;
    if (f == FACET_PLACE) o.level = value.n > PLACE_PROVINCE;
    VEC_PUSH(k->mem, to, o);
}

/* Of a tree: the top, and what lies directly in what is chosen. */
static bool in_sight(enum index_facet f, const struct strs *chosen, struct str value)
{
    size_t step = f == FACET_PLACE ? 2 : 1;
    if (value.n <= step) return true;
    struct str around = str_slice(value, 0, value.n - step);
    for (size_t i = 0; i < chosen->n; i++)
        if (str_starts(chosen->item[i], around)) return true;
    return false;
}

static int by_value(const void *x, const void *y)
{
    return str_cmp(((const struct facet_option *)x)->value,
                   ((const struct facet_option *)y)->value);
}

static int by_value_down(const void *x, const void *y)
{
    return by_value(y, x);
}

static bool is_tree(enum index_facet f)
{
    return f == FACET_CLASS || f == FACET_PLACE;
}

static void sort_options(enum index_facet f, struct options *list)
{
    if (list->n == 0) return;
    if (is_tree(f)) qsort(list->item, list->n, sizeof list->item[0], by_value);
    if (f == FACET_DECADE) qsort(list->item, list->n, sizeof list->item[0], by_value_down);
}

static struct facet_group make_group(struct ask *k, const struct question *q,
                                     const struct facet_kind *kind,
                                     const struct index_facet_list *found, size_t limit)
{
    const struct strs *chosen = &q->chosen[kind->facet];
    struct options list = {0};
    struct strs seen = {0};
    bool tree = is_tree(kind->facet);
    for (size_t i = 0; i < found->n && (tree || i < limit); i++) {
        struct str value = facet_value(k, kind->facet, &found->item[i]);
        bool ticked = contains(chosen, value);
        if (tree && !ticked && !in_sight(kind->facet, chosen, value)) continue;
        VEC_PUSH(k->mem, &seen, value);
        add_option(k, &list, kind->facet, value, found->item[i].count, ticked);
    }
    for (size_t i = 0; i < chosen->n; i++)
        if (!contains(&seen, chosen->item[i]))
            add_option(k, &list, kind->facet, chosen->item[i], -1, true);
    sort_options(kind->facet, &list);
    return (struct facet_group){.name = kind->name,
                                .label = kind->label,
                                .item = list.item,
                                .n = list.n,
                                .open = kind->open || chosen->n,
                                .more = kind->many && found->distinct > limit};
}

struct facet_group facet_group_of(struct ask *k, const struct question *q,
                                  const struct facet_kind *kind,
                                  const struct index_facet_list *found)
{
    return make_group(k, q, kind, found, found->n);
}

void facet_groups(struct ask *k, const struct question *q, const struct index_hits *hits,
                  size_t limit, struct filters_view *v)
{
    v->groups = arena_array(k->mem, struct facet_group, FACET_KINDS);
    for (size_t i = 0; i < FACET_KINDS; i++) {
        struct facet_group g =
            make_group(k, q, &facet_kinds[i], &hits->facet[facet_kinds[i].facet], limit);
        if (g.n) v->groups[v->n_groups++] = g;
    }
    v->n_chosen = question_conditions(q);
    v->year_from = q->from;
    v->year_to = q->to;
    v->left = hits->facets_left;
    v->kept = pairs_of(k->mem, q,
                       "sedia,jenis,perpustakaan,tipe,wilayah,bahasa,dekade,subjek,pengarang,"
                       "seri,kelas,dari,sampai,hal");
}

/* ---- chips ---- */

static void add_chip(struct ask *k, struct chips *to, struct str label, struct question *less)
{
    less->page = 1;
    VEC_PUSH(k->mem, to, (struct chip){label, address_of(k->mem, less)});
}

static struct str years_label(struct ask *k, const struct question *q)
{
    if (q->from && q->to) return arena_printf(k->mem, "%d–%d", q->from, q->to);
    return q->from ? arena_printf(k->mem, "%d–", q->from) : arena_printf(k->mem, "–%d", q->to);
}

struct chips facet_chips(struct ask *k, const struct question *q)
{
    struct chips c = {0};
    struct network n;
    struct question less = *q;
    less.network = 0;
    if (q->network && network_get(k->db, q->network, k->mem, &n) == OK)
        add_chip(k, &c, n.name, &less);
    for (size_t i = 0; i < FACET_KINDS; i++) {
        enum index_facet f = facet_kinds[i].facet;
        for (size_t v = 0; v < q->chosen[f].n; v++) {
            less = question_without(k, q, f, q->chosen[f].item[v]);
            add_chip(k, &c, facet_label(k, f, q->chosen[f].item[v]), &less);
        }
    }
    less = *q;
    less.from = less.to = 0;
    if (q->from || q->to) add_chip(k, &c, years_label(k, q), &less);
    return c;
}

/* ---- too many at once ---- */

bool facet_too_many(struct ask *k, const struct question *q)
{
    return question_conditions(q) > FREE_CONDITIONS && k->actor.kind == ACTOR_STRANGER &&
           !http_cookie(k->rq, "silang_orang").n;
}

enum err facet_ask_person(struct ask *k, const struct question *q)
{
    struct chips c = facet_chips(k, q);
    struct person_view v = {.box = search_box_of(k, q), .chips = c.item, .n_chips = c.n};
    v.kept = pairs_of(k->mem, q, "");
    struct around f = around_of(k, ask_text(k, MSG_person_heading));
    f.noindex = true;
    f.icons = ICON(FILTER);
    f.token = visitor_token(k);
    k->rs->status = 403;
    html_ask_person(&k->out, &f, &v);
    return OK;
}
