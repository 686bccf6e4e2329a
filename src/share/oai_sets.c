/* oai_sets.c -- sets: networks, libraries, formats. They are flat: a network inside another has its
 * titles too. */
#include "base/checked.h"
#include "network/agency.h"
#include "record/xml_write.h"
#include "share/oai_internal.h"

enum err oai_networks_read(struct db *db, int64_t now, struct arena *a, struct oai_networks *ret)
{
    struct networks all;
    struct oai_networks list = {0};
    enum err e = network_list(db, a, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        struct oai_network n = {.id = all.item[i].id, .name = all.item[i].name};
        e = network_members(db, n.id, now, a, &n.member);
        if (!e) VEC_PUSH(a, &list, n);
    }
    if (!e) *ret = list;
    return e;
}

enum err oai_set_read(struct db *db, struct str set, struct arena *a, struct oai_set *ret)
{
    struct network n;
    struct agency g;
    enum format f;
    size_t dash = str_find_char(set, '-', 0);
    struct str kind = str_slice(set, 0, dash), name = str_slice(set, dash + 1, set.n);
    *ret = (struct oai_set){.format = -1};
    if (!set.n) return OK;
    if (str_eq(kind, STR("network"))) {
        if (str_to_i64(name, &ret->network)) return ERR_NOT_FOUND;
        return network_get(db, ret->network, a, &n);
    }
    if (str_eq(kind, STR("format"))) {
        if (!format_parse(name, &f)) return ERR_NOT_FOUND;
        ret->format = (int)f;
        return OK;
    }
    if (!str_eq(kind, STR("library"))) return ERR_NOT_FOUND;
    enum err e = agency_by_slug(db, name, a, &g);
    ret->agency = e ? 0 : g.id;
    return e;
}

static bool is_member(const struct oai_network *n, int64_t agency)
{
    size_t low = 0, high = n->member.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (n->member.item[mid] == agency) return true;
        if (n->member.item[mid] < agency)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static bool network_holds(const struct oai_network *n, const struct title_view *v)
{
    for (size_t i = 0; i < v->n_holdings; i++)
        if (is_member(n, v->holding[i].agency->id)) return true;
    return false;
}

bool oai_set_has(const struct oai_set *s, const struct oai_networks *all,
                 const struct title_view *v)
{
    bool has = !s->agency;
    if (s->format >= 0) return (int)v->bib.format == s->format;
    for (size_t i = 0; s->network && i < all->n; i++)
        if (all->item[i].id == s->network) return network_holds(&all->item[i], v);
    for (size_t i = 0; !has && i < v->n_holdings; i++) has = v->holding[i].agency->id == s->agency;
    return has;
}

void oai_sets_of(const struct oai_networks *all, const struct title_view *v, struct buf *to)
{
    for (size_t i = 0; i < all->n; i++)
        if (network_holds(&all->item[i], v))
            buf_printf(to, "<setSpec>network-%lld</setSpec>", (long long)all->item[i].id);
    for (size_t i = 0; i < v->n_holdings; i++)
        buf_printf(to, "<setSpec>library-%.*s</setSpec>", STR_ARG(v->holding[i].agency->slug));
    buf_printf(to, "<setSpec>format-%s</setSpec>", format_name(v->bib.format));
}

static void add_set(struct buf *to, struct str spec, struct str name)
{
    buf_add(to, STR("<set>"));
    xml_element(to, "setSpec", spec);
    xml_element(to, "setName", name);
    buf_add(to, STR("</set>\n"));
}

/* The libraries of a network that are in none of the networks before it. */
static enum err add_libraries(struct db *db, const struct oai_networks *all, size_t network,
                              struct arena *a, struct buf *to)
{
    const struct agency_ids *ids = &all->item[network].member;
    enum err e = OK;
    for (size_t i = 0; !e && i < ids->n; i++) {
        struct agency g;
        bool listed = false;
        for (size_t k = 0; k < network && !listed; k++)
            listed = is_member(&all->item[k], ids->item[i]);
        if (listed) continue;
        e = agency_get(db, ids->item[i], a, &g);
        if (!e) add_set(to, arena_printf(a, "library-%.*s", STR_ARG(g.slug)), g.name);
    }
    return e;
}

enum err oai_sets_list(struct db *db, int64_t now, struct arena *a, struct buf *to)
{
    struct oai_networks all;
    enum err e = oai_networks_read(db, now, a, &all);
    for (size_t i = 0; !e && i < all.n; i++)
        add_set(to, arena_printf(a, "network-%lld", (long long)all.item[i].id), all.item[i].name);
    for (size_t i = 0; !e && i < all.n; i++) e = add_libraries(db, &all, i, a, to);
    for (enum format f = 0; !e && f < FORMAT_COUNT; f++)
        add_set(to, arena_printf(a, "format-%s", format_name(f)), str_of(format_name(f)));
    return e;
}
