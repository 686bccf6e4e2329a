/* page_library.c -- the members: all of them, and one. */
#include <stdlib.h>

#include "base/checked.h"
#include "html.h"
#include "web/address.h"
#include "web/view.h"

enum { NEWEST = 6, STRENGTHS = 5, HOURS_MAX = 14, SERVICES_MAX = 12 };

/* ---- the list ---- */

static void add_types(struct ask *k, const struct agencies *all, const struct str chosen,
                      struct libraries_page *p)
{
    int count[AGENCY_TYPES] = {0};
    for (size_t i = 0; i < all->n; i++) count[all->item[i].type]++;
    p->types = arena_array(k->mem, struct type_link, AGENCY_TYPES + 1);
    p->types[p->n_types++] = (struct type_link){ask_text(k, MSG_libraries_all),
                                                STR("/perpustakaan"), (int)all->n, chosen.n == 0};
    for (int t = 0; t < AGENCY_TYPES; t++) {
        const char *name = agency_type_name((enum agency_type)t);
        if (!count[t]) continue;
        p->types[p->n_types++] = (struct type_link){
            named_text(k, "agency", name), arena_printf(k->mem, "/perpustakaan?jenis=%s", name),
            count[t], str_eq(chosen, str_of(name))};
    }
}

enum err page_libraries(struct ask *k)
{
    struct str chosen = http_param(k->rq, "jenis");
    enum agency_type type = AGENCY_OTHER;
    struct libraries_page p = {0};
    struct agencies all;
    k->bad = chosen;
    if (chosen.n && !agency_type_parse(chosen, &type)) return ERR_ARG;
    k->bad = (struct str){0};
    enum err e = agency_list(k->db, k->mem, &all);
    if (e) return e;
    add_types(k, &all, chosen, &p);
    p.item = arena_array(k->mem, struct library_view, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (!chosen.n || all.item[i].type == type) p.item[p.n++] = library_view_of(k, &all.item[i]);
    struct around f = around_of(k, ask_text(k, MSG_libraries_heading));
    f.current = "/perpustakaan";
    f.canonical = STR("/perpustakaan");
    html_libraries(&k->out, &f, &p);
    return OK;
}

/* ---- one ---- */

static struct strs hours_of(struct ask *k, struct str hours)
{
    struct strs lines = {0};
    struct str rest = hours, line;
    while (hours.n && lines.n < HOURS_MAX && str_split(&rest, ';', &line))
        if (str_trim(line).n) VEC_PUSH(k->mem, &lines, str_trim(line));
    return lines;
}

static void add_services(struct ask *k, struct library_page *p)
{
    static const struct {
        const char *key, *icon;
        enum msg name, note;
    } known[] = {
        {"pinjam-antarperpustakaan", "cross", MSG_service_ill, MSG_service_ill_note},
        {"fotokopi", "copy", MSG_service_copy, MSG_service_copy_note},
        {"kunjungan-silang", "user", MSG_service_visit, MSG_service_visit_note},
        {"ruang-anak", "child", MSG_service_children, MSG_service_children_note},
    };
    struct str rest = p->g->services, one;
    p->services = arena_array(k->mem, struct service_view, SERVICES_MAX);
    while (p->g->services.n && str_split(&rest, ',', &one) && p->n_services < SERVICES_MAX) {
        struct service_view v = {"key", str_trim(one), {0}};
        for (size_t i = 0; i < COUNT(known); i++)
            if (str_eq(v.name, str_of(known[i].key)))
                v = (struct service_view){known[i].icon, ask_text(k, known[i].name),
                                          ask_text(k, known[i].note)};
        if (v.name.n) p->services[p->n_services++] = v;
    }
}

static void add_strengths(struct ask *k, const struct index_facet_list *subjects,
                          struct library_page *p)
{
    p->n_bars = subjects->n;
    p->bars = arena_array(k->mem, struct bar_view, subjects->n);
    for (size_t i = 0; i < subjects->n; i++) {
        const struct index_facet_value *v = &subjects->item[i];
        struct question q = {.field = "", .page = 1};
        VEC_PUSH(k->mem, &q.subjects, v->text);
        VEC_PUSH(k->mem, &q.libraries, arena_printf(k->mem, "%lld", (long long)p->g->id));
        p->bars[i] = (struct bar_view){.label = v->text,
                                       .address = address_of(k->mem, &q),
                                       .count = v->count,
                                       .percent = (int)(v->count * 100 / subjects->item[0].count)};
    }
}

/* A place on OpenStreetMap; nothing is loaded from there until the reader goes. */
static struct str map_of(struct ask *k, const struct agency *g)
{
    if (!g->located) return (struct str){0};
    double lat = g->latitude / 1e6, lon = g->longitude / 1e6;
    return arena_printf(k->mem,
                        "https://www.openstreetmap.org/?mlat=%.5f&mlon=%.5f#map=16/%.5f/%.5f", lat,
                        lon, lat, lon);
}

enum err page_library(struct ask *k)
{
    struct library_page p = {0};
    struct search_result s;
    struct agency g;
    enum err e = agency_by_slug(k->db, k->segment, k->mem, &g);
    if (e) return e;
    struct search_request rq = {
        .field = INDEX_ANY, .sort = INDEX_BY_NEWEST, .limit = NEWEST, .facet_limit = STRENGTHS};
    VEC_PUSH(k->mem, &rq.filters.libraries, g.id);
    e = search_run(k->db, k->config->index, &k->actor, &rq, k->mem, NULL, &s);
    if (e) return e;
    p.g = &g;
    p.type = named_text(k, "agency", agency_type_name(g.type));
    p.titles = s.hits.total;
    p.hours = hours_of(k, g.hours);
    p.newest = rows_of(k, &s.titles);
    p.map = map_of(k, &g);
    add_services(k, &p);
    add_strengths(k, &s.hits.facet[FACET_SUBJECT], &p);
    struct around f = around_of(k, g.name);
    f.current = "/perpustakaan";
    f.canonical = arena_printf(k->mem, "/perpustakaan/%.*s", STR_ARG(g.slug));
    f.icons = ICON(MAP) | ICON(CROSS);
    html_library(&k->out, &f, &p);
    return OK;
}
