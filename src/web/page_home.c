/* page_home.c -- the first page: one box, what there is, what is new, who takes part. */
#include "base/checked.h"
#include "html.h"
#include "web/address.h"
#include "web/view.h"

enum { NEWEST = 6, FORMATS = 8, MEMBERS = 6 };

static enum err read_catalogue(struct ask *k, struct search_result *ret)
{
    struct search_request rq = {
        .field = INDEX_ANY, .sort = INDEX_BY_NEWEST, .limit = NEWEST, .facet_limit = FORMATS};
    return ask_search(k, &rq, ret);
}

/* A picture of the sprite (layout.html, ICON_KINDS). */
static const char *kind_icon(enum format format)
{
    switch (format) {
    case FORMAT_BOOK:
    case FORMAT_THESIS:
    case FORMAT_MANUSCRIPT: return "book";
    case FORMAT_SERIAL:
    case FORMAT_ARTICLE: return "paper";
    case FORMAT_MAP: return "globe";
    case FORMAT_MUSIC:
    case FORMAT_AUDIO:
    case FORMAT_SCORE: return "note";
    case FORMAT_VIDEO:
    case FORMAT_IMAGE: return "film";
    default: return "box";
    }
}

static void add_formats(struct ask *k, const struct index_facet_list *list, struct home_page *p)
{
    p->formats = arena_array(k->mem, struct bar_view, list->n);
    p->n_formats = list->n;
    for (size_t i = 0; i < list->n; i++) {
        const char *name = format_name((enum format)list->item[i].number);
        struct question q = {.field = "", .page = 1};
        VEC_PUSH(k->mem, &q.chosen[FACET_FORMAT], str_of(name));
        p->formats[i] = (struct bar_view){.label = named_text(k, "format", name),
                                          .address = address_of(k->mem, &q),
                                          .count = list->item[i].count,
                                          .icon = kind_icon((enum format)list->item[i].number)};
    }
}

struct library_view library_view_of(struct ask *k, const struct agency *g)
{
    return (struct library_view){g, named_text(k, "agency", agency_type_name(g->type)),
                                 agency_place(k->mem, g)};
}

static void add_members(struct ask *k, const struct agencies *list, struct home_page *p)
{
    p->libraries = (int)list->n;
    p->n_near = MIN(list->n, (size_t)MEMBERS);
    p->near = arena_array(k->mem, struct library_view, p->n_near);
    for (size_t i = 0; i < list->n; i++) p->records += list->item[i].records;
    for (size_t i = 0; i < p->n_near; i++) p->near[i] = library_view_of(k, &list->item[i]);
}

enum err page_home(struct ask *k)
{
    struct home_page p = {.box = {.field = INDEX_ANY}};
    struct search_result s;
    struct agencies members;
    enum err e = read_catalogue(k, &s);
    if (!e) e = agency_list(k->db, k->mem, &members);
    if (e) return e;
    p.titles = s.hits.total;
    p.empty = p.titles == 0;
    p.newest = rows_of(k, &s.titles);
    add_formats(k, &s.hits.facet[FACET_FORMAT], &p);
    add_members(k, &members, &p);
    struct around f = around_of(k, k->network.name);
    f.current = "/";
    f.canonical = STR("/");
    f.icons = ICON(KINDS);
    struct shared_as shared = {.type = "website",
                               .picture = shared_picture(k),
                               .title = k->network.name.n ? k->network.name : STR("Silang"),
                               .description = k->network.purpose,
                               .address = arena_printf(k->mem, "%.*s/", STR_ARG(base_of(k)))};
    f.shared = &shared;
    html_home(&k->out, &f, &p);
    return OK;
}
