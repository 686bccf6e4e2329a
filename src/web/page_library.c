/* page_library.c -- the members: all of them, and one; its picture. */
#include <stdlib.h>

#include "base/checked.h"
#include "html.h"
#include "network/photo.h"
#include "web/address.h"
#include "web/members.h"

enum { NEWEST = 6, STRENGTHS = 5, HOURS_MAX = 14, SERVICES_MAX = 20 };

/* ---- the list ---- */

struct choice {
    struct str type, province;
};

/* The list with these filters; empty ones are left out. */
static struct str list_address(struct ask *k, struct str type, struct str province)
{
    if (!type.n && !province.n) return STR("/perpustakaan");
    return arena_printf(k->mem, "/perpustakaan?%s%.*s%s%s%.*s", type.n ? "jenis=" : "",
                        STR_ARG(type), type.n && province.n ? "&" : "",
                        province.n ? "provinsi=" : "", STR_ARG(province));
}

static void add_types(struct ask *k, const struct agencies *all, const struct choice *c,
                      struct libraries_page *p)
{
    int count[AGENCY_TYPES] = {0}, total = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (!place_is_inside(all->item[i].place_code, c->province)) continue;
        count[all->item[i].type]++;
        total++;
    }
    p->types = arena_array(k->mem, struct filter_link, AGENCY_TYPES + 1);
    p->types[p->n_types++] = (struct filter_link){
        ask_text(k, MSG_libraries_all), list_address(k, STR(""), c->province), total, !c->type.n};
    for (int t = 0; t < AGENCY_TYPES; t++) {
        const char *name = agency_type_name((enum agency_type)t);
        bool current = str_eq(c->type, str_of(name));
        if (!count[t] && !current) continue;
        p->types[p->n_types++] =
            (struct filter_link){named_text(k, "agency", name),
                                 list_address(k, str_of(name), c->province), count[t], current};
    }
}

/* The provinces there are members in, each once. */
static void add_provinces(struct ask *k, const struct agencies *all, const struct choice *c,
                          struct libraries_page *p)
{
    struct places provinces;
    place_inside(STR(""), k->mem, &provinces);
    p->provinces = arena_array(k->mem, struct filter_link, provinces.n + 1);
    for (size_t i = 0; i < provinces.n; i++) {
        struct str code = arena_copy(k->mem, str_of(provinces.item[i].code));
        bool current = str_eq(code, c->province);
        int count = 0;
        for (size_t g = 0; g < all->n; g++)
            count += place_is_inside(all->item[g].place_code, code) &&
                     (!c->type.n || str_eq(c->type, str_of(agency_type_name(all->item[g].type))));
        if (count || current)
            p->provinces[p->n_provinces++] = (struct filter_link){
                provinces.item[i].name, list_address(k, c->type, current ? STR("") : code), count,
                current};
    }
}

enum err page_libraries(struct ask *k)
{
    struct choice c = {http_param(k->rq, "jenis"), http_param(k->rq, "provinsi")};
    enum agency_type type = AGENCY_OTHER;
    struct libraries_page p = {0};
    struct agencies all;
    struct place province;
    k->bad = c.type.n ? c.type : c.province;
    if (c.type.n && !agency_type_parse(c.type, &type)) return ERR_ARG;
    if (c.province.n && (c.province.n != PLACE_PROVINCE || !place_get(c.province, &province)))
        return ERR_ARG;
    k->bad = (struct str){0};
    enum err e = agency_list(k->db, k->mem, &all);
    if (e) return e;
    add_types(k, &all, &c, &p);
    add_provinces(k, &all, &c, &p);
    p.item = arena_array(k->mem, struct library_view, all.n);
    for (size_t i = 0; i < all.n; i++) {
        const struct agency *g = &all.item[i];
        if ((!c.type.n || g->type == type) && place_is_inside(g->place_code, c.province))
            p.item[p.n++] = library_view_of(k, g);
    }
    struct around f = around_of(k, ask_text(k, MSG_libraries_heading));
    f.current = "/perpustakaan";
    f.canonical = STR("/perpustakaan");
    html_libraries(&k->out, &f, &p);
    return OK;
}

/* ---- one ---- */

static struct strs lines_of(struct ask *k, struct str hours)
{
    struct strs lines = {0};
    struct str rest = hours, line;
    while (hours.n && lines.n < HOURS_MAX && str_split(&rest, ';', &line))
        if (str_trim(line).n) VEC_PUSH(k->mem, &lines, str_trim(line));
    return lines;
}

static void add_services(struct ask *k, struct library_page *p)
{
    struct str rest = p->g->services, one;
    p->services = arena_array(k->mem, struct service_view, SERVICES_MAX);
    while (p->g->services.n && str_split(&rest, ',', &one) && p->n_services < SERVICES_MAX)
        if (str_trim(one).n) p->services[p->n_services++] = service_of(k, str_trim(one));
}

static void add_strengths(struct ask *k, const struct index_facet_list *subjects,
                          struct library_page *p)
{
    p->n_bars = subjects->n;
    p->bars = arena_array(k->mem, struct bar_view, subjects->n);
    for (size_t i = 0; i < subjects->n; i++) {
        const struct index_facet_value *v = &subjects->item[i];
        struct question q = {.field = "", .page = 1};
        VEC_PUSH(k->mem, &q.chosen[FACET_SUBJECT], v->text);
        VEC_PUSH(k->mem, &q.chosen[FACET_AGENCY],
                 arena_printf(k->mem, "%lld", (long long)p->g->id));
        p->bars[i] = (struct bar_view){.label = v->text,
                                       .address = address_of(k->mem, &q),
                                       .count = v->count,
                                       .percent = (int)(v->count * 100 / subjects->item[0].count)};
    }
}

/* A place on OpenStreetMap; nothing is loaded from there until the reader goes. */
static void add_map(struct ask *k, struct library_page *p)
{
    struct point at;
    bool own = false;
    if (!agency_point(p->g, &at, &own)) return;
    double lat = at.latitude / 1e6, lon = at.longitude / 1e6;
    p->map_of_place = !own;
    p->map =
        own ? arena_printf(k->mem,
                           "https://www.openstreetmap.org/?mlat=%.5f&mlon=%.5f#map=16/%.5f/%.5f",
                           lat, lon, lat, lon)
            : arena_printf(k->mem, "https://www.openstreetmap.org/#map=12/%.3f/%.3f", lat, lon);
}

/* The networks it is in now, and since when it has been in any. */
static enum err add_networks(struct ask *k, struct library_page *p)
{
    struct memberships all;
    enum err e = membership_of_agency(k->db, p->g->id, k->mem, &all);
    if (e) return e;
    for (size_t i = 0; i < all.n; i++) {
        p->member_since = all.item[i].since;
        if (!all.item[i].until) VEC_PUSH(k->mem, &p->networks, all.item[i]);
    }
    return OK;
}

static void fill(struct ask *k, struct library_page *p)
{
    const struct agency *g = p->g;
    p->type = named_text(k, "agency", agency_type_name(g->type));
    p->place = agency_place(k->mem, g);
    p->hours = lines_of(k, g->hours);
    p->open = open_now(k, g->week);
    p->has_contact = g->phone.n || g->whatsapp.n || g->email.n || g->website.n || g->contact.n;
    week_lines(k, g->week, &p->week, &p->n_week);
    add_map(k, p);
    add_services(k, p);
}

/* The agency of the address, if readers may see it: while it is a member. */
static enum err find(struct ask *k, struct agency *ret)
{
    bool member = false;
    enum err e = agency_by_slug(k->db, k->segment, k->mem, ret);
    if (!e) e = membership_holds(k->db, ret->id, &member);
    if (e || member) return e;
    return actor_may_agency(k->db, &k->actor, PERM_LOOK, ret->id) ? ERR_NOT_FOUND : OK;
}

enum err page_library(struct ask *k)
{
    struct library_page p = {0};
    struct search_result s;
    struct agency g;
    enum err e = find(k, &g);
    if (e) return e;
    struct search_request rq = {
        .field = INDEX_ANY, .sort = INDEX_BY_NEWEST, .limit = NEWEST, .facet_limit = STRENGTHS};
    VEC_PUSH(k->mem, &rq.filters.libraries, g.id);
    e = ask_search(k, &rq, &s);
    p.g = &g;
    if (!e) e = add_networks(k, &p);
    if (e) return e;
    p.titles = s.hits.total;
    p.newest = rows_of(k, &s.titles);
    fill(k, &p);
    add_strengths(k, &s.hits.facet[FACET_SUBJECT], &p);
    struct around f = around_of(k, g.name);
    f.current = "/perpustakaan";
    f.canonical = arena_printf(k->mem, "/perpustakaan/%.*s", STR_ARG(g.slug));
    f.icons = ICON(MAP) | ICON(CROSS) | ICON(PHONE) | ICON(CHECK);
    struct str base = base_of(k);
    struct shared_as shared = {
        .type = "website",
        .picture = shared_picture(k),
        .title = g.name,
        .description = arena_join(k->mem, (struct str[]){k->network.name, agency_place(k->mem, &g)},
                                  2, STR(" · ")),
        .address = arena_printf(k->mem, "%.*s%.*s", STR_ARG(base), STR_ARG(f.canonical))};
    f.shared = &shared;
    html_library(&k->out, &f, &p);
    return OK;
}

enum err page_photo(struct ask *k)
{
    struct photo photo;
    struct agency g;
    enum err e = find(k, &g);
    if (!e) e = photo_get(k->db, g.id, k->mem, &photo);
    if (e) return e;
    http_set(k->rq, k->rs, "Content-Type", str_of(image_media_type(photo.image.kind)));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "inline; filename=\"%.*s.%s\"", STR_ARG(g.slug),
                          image_kind_name(photo.image.kind)));
    buf_add(&k->rs->body, photo.bytes);
    return OK;
}
