/* page_network.c -- the public page of a network: what it is for, who belongs to it. */
#include "base/checked.h"
#include "html.h"
#include "web/members.h"

static struct str kinds_text(struct ask *k, uint32_t kinds)
{
    struct str part[AGENCY_TYPES];
    struct buf CLEANUP(buf_release) b = BUF(4 << 10);
    size_t n = 0;
    for (int t = 0; t < AGENCY_TYPES; t++)
        if (kinds >> t & 1)
            part[n++] = named_text(k, "agency", agency_type_name((enum agency_type)t));
    if (n) add_list(&b, k->out.lang, part, n);
    return n ? arena_copy(k->mem, buf_str(&b)) : ask_text(k, MSG_network_all_kinds);
}

/* Its members, as the list of libraries shows them. */
static enum err add_members(struct ask *k, struct network_page *p)
{
    struct agency_ids ids;
    struct agencies all;
    enum err e = network_members(k->db, p->n->id, k->out.now, k->mem, &ids);
    if (!e) e = agency_list(k->db, k->mem, &all);
    if (e) return e;
    p->item = arena_array(k->mem, struct library_view, ids.n);
    for (size_t i = 0; i < all.n && p->n_items < ids.n; i++)
        for (size_t m = 0; m < ids.n; m++)
            if (ids.item[m] == all.item[i].id)
                p->item[p->n_items++] = library_view_of(k, &all.item[i]);
    return OK;
}

/* Who stands around it and who inside. */
static enum err add_nesting(struct ask *k, struct network_page *p)
{
    struct networks all;
    enum err e = network_list(k->db, k->mem, &all);
    for (size_t i = 0; !e && i < all.n; i++) {
        const struct network *n = &all.item[i];
        if (n->id == p->n->parent) p->outer_name = n->name;
        if (n->parent == p->n->id) VEC_PUSH(k->mem, &p->inside, *n);
    }
    return e;
}

enum err page_network(struct ask *k)
{
    struct network n;
    enum err e = network_get(k->db, k->in_network, k->mem, &n);
    struct network_page p = {.n = &n};
    if (!e) e = add_members(k, &p);
    if (!e) e = add_nesting(k, &p);
    if (e) return e;
    p.place = place_full_name(k->mem, n.place_code);
    p.kinds = kinds_text(k, n.kinds);
    if (n.jurisdiction)
        p.jurisdiction = named_text(k, "jurisdiction", jurisdiction_name(n.jurisdiction));
    struct around f = around_of(k, n.name);
    f.current = "/perpustakaan";
    f.canonical = arena_printf(k->mem, "/jejaring/%lld", (long long)n.id);
    html_network(&k->out, &f, &p);
    return OK;
}
