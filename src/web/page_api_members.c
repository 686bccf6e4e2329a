/* page_api_members.c -- libraries and networks in JSON. */
#include "base/checked.h"
#include "network/membership.h"
#include "network/network.h"
#include "web/api.h"

enum { LIBRARIES = 100 };

/* ---- libraries ---- */

struct choice {
    struct str type, province;
};

static enum err read_choice(struct ask *k, struct choice *ret)
{
    enum agency_type type;
    struct place province;
    struct choice c = {http_param(k->rq, "jenis"), http_param(k->rq, "provinsi")};
    k->bad = STR("jenis");
    if (c.type.n && !agency_type_parse(c.type, &type)) return ERR_ARG;
    k->bad = STR("provinsi");
    if (c.province.n && (c.province.n != PLACE_PROVINCE || !place_get(c.province, &province)))
        return ERR_ARG;
    k->bad = (struct str){0};
    *ret = c;
    return OK;
}

static bool chosen(const struct choice *c, const struct agency *g)
{
    return (!c->type.n || str_eq(c->type, str_of(agency_type_name(g->type)))) &&
           place_is_inside(g->place_code, c->province);
}

static void list_libraries(struct ask *k, const struct choice *c, const struct agencies *all,
                           int64_t from)
{
    int64_t total = 0, given = 0, limit = ask_number(k, "limit", LIBRARIES);
    struct json_out j = api_begin(k);
    json_begin(&j, '{');
    json_key(&j, "items");
    json_begin(&j, '[');
    for (size_t i = 0; i < all->n; i++) {
        if (!chosen(c, &all->item[i])) continue;
        if (total++ < from || given == limit || j.to->n > API_ANSWER_MAX) continue;
        given++;
        api_library_write(&j, &all->item[i], base_of(k), k->mem);
    }
    json_end(&j, ']');
    json_key(&j, "total");
    json_add_number(&j, total);
    if (given && from + given < total) api_next(k, &j, "libraries", from + given, true);
    json_end(&j, '}');
}

enum err page_api_libraries(struct ask *k)
{
    struct choice c;
    struct agencies all;
    int64_t from = 0;
    enum err e = read_choice(k, &c);
    if (!e) e = api_cursor(k, "libraries", &from);
    if (e) return e == ERR_FORMAT ? OK : e; /* answered by api_cursor */
    e = agency_list(k->db, k->mem, &all);
    if (e) return e;
    list_libraries(k, &c, &all, from);
    return api_end(k);
}

enum err page_api_library(struct ask *k)
{
    struct agency g;
    bool member = false;
    enum err e = agency_by_slug(k->db, k->segment, k->mem, &g);
    if (!e) e = membership_holds(k->db, g.id, &member);
    if (e || !member) return e ? e : ERR_NOT_FOUND;
    struct json_out j = api_begin(k);
    api_library_write(&j, &g, base_of(k), k->mem);
    return api_end(k);
}

/* ---- networks ---- */

enum err page_api_networks(struct ask *k)
{
    struct networks all;
    enum err e = network_list(k->db, k->mem, &all);
    if (e) return e;
    struct json_out j = api_begin(k);
    json_begin(&j, '{');
    json_key(&j, "items");
    json_begin(&j, '[');
    for (size_t i = 0; i < all.n; i++)
        api_network_write(&j, &all.item[i], NULL, base_of(k), k->mem);
    json_end(&j, ']');
    json_key(&j, "total");
    json_add_number(&j, (int64_t)all.n);
    json_end(&j, '}');
    return api_end(k);
}

/* Its members in the order of the list of libraries. */
static enum err members_of(struct ask *k, int64_t network, struct agencies *ret)
{
    struct agency_ids ids;
    struct agencies all;
    size_t n = 0;
    enum err e = network_members(k->db, network, k->out.now, k->mem, &ids);
    if (!e) e = agency_list(k->db, k->mem, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        bool in = false;
        for (size_t m = 0; m < ids.n && !in; m++) in = ids.item[m] == all.item[i].id;
        if (in) all.item[n++] = all.item[i];
    }
    if (e) return e;
    all.n = n;
    *ret = all;
    return OK;
}

enum err page_api_network(struct ask *k)
{
    struct network n;
    struct agencies members;
    enum err e = network_get(k->db, k->in_network, k->mem, &n);
    if (!e) e = members_of(k, n.id, &members);
    if (e) return e;
    struct json_out j = api_begin(k);
    api_network_write(&j, &n, &members, base_of(k), k->mem);
    return api_end(k);
}
