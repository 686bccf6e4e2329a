/* page_network_form.c -- coordinators: what a network says of itself, networks inside it. */
#include "base/checked.h"
#include "html.h"
#include "web/coordinate.h"

static struct str address(const struct ask *k, const char *rest)
{
    return arena_printf(k->mem, "/jejaring/%lld%s", (long long)k->in_network, rest);
}

static struct str wrong(const struct ask *k, uint32_t bad, enum network_field f)
{
    if (!(bad >> f & 1)) return (struct str){0};
    return named_text(k, "network",
                      arena_cstr(k->mem, arena_printf(k->mem, "bad.%s", network_field_name(f))));
}

static void add_fields(struct ask *k, const struct network *n, struct str place, uint32_t bad,
                       struct network_form *p)
{
    const struct {
        struct field_view *to;
        const char *name;
        enum msg label;
        struct str value;
        enum network_field field;
        int max;
    } rows[] = {
        {&p->name, "nama", MSG_network_name, n->name, NETWORK_F_NAME, 200},
        {&p->purpose, "tujuan", MSG_network_purpose, n->purpose, NETWORK_F_PURPOSE, 4000},
        {&p->place, "wilayah", MSG_network_place, place, NETWORK_F_PLACE, 200},
        {&p->rules, "aturan", MSG_network_rules, n->rules, NETWORK_F_RULES, 20000},
        {&p->contact, "koordinator", MSG_network_contact, n->contact, NETWORK_F_CONTACT, 200},
        {&p->phone, "telepon", MSG_network_phone, n->contact_phone, NETWORK_F_PHONE, 200},
        {&p->email, "email", MSG_network_email, n->contact_email, NETWORK_F_EMAIL, 200},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str why = wrong(k, bad, rows[i].field);
        *rows[i].to = (struct field_view){.name = rows[i].name,
                                          .label = rows[i].label,
                                          .value = rows[i].value,
                                          .wrong = why,
                                          .max = rows[i].max};
        if (why.n && !p->wrong_field) p->wrong_field = rows[i].name;
    }
    p->place.hint = ask_text(k, MSG_network_place_hint);
    p->parent_wrong = wrong(k, bad, NETWORK_F_PARENT);
}

static enum err add_choices(struct ask *k, const struct network *n, struct network_form *p)
{
    struct networks all;
    enum err e = network_list(k->db, k->mem, &all);
    if (e) return e;
    for (int t = 0; t < AGENCY_TYPES; t++) {
        const char *name = agency_type_name((enum agency_type)t);
        p->kinds[t] = (struct choice_view){str_of(name), named_text(k, "agency", name),
                                           (n->kinds >> t & 1) != 0};
    }
    for (int j = 0; j < JURISDICTIONS; j++) {
        const char *name = jurisdiction_name((enum jurisdiction)j);
        p->jurisdictions[j] = (struct choice_view){str_of(name),
                                                   *name ? named_text(k, "jurisdiction", name)
                                                         : ask_text(k, MSG_network_unstated),
                                                   (int)n->jurisdiction == j};
    }
    p->parents = arena_array(k->mem, struct choice_view, all.n + 1);
    p->parents[p->n_parents++] =
        (struct choice_view){STR("0"), ask_text(k, MSG_network_no_parent), !n->parent};
    for (size_t i = 0; i < all.n; i++)
        if (all.item[i].id != n->id)
            p->parents[p->n_parents++] =
                (struct choice_view){arena_printf(k->mem, "%lld", (long long)all.item[i].id),
                                     all.item[i].name, all.item[i].id == n->parent};
    return OK;
}

static enum err show(struct ask *k, const struct network *n, struct str place, uint32_t bad,
                     struct network_form *p)
{
    struct staff_frame s;
    enum err e = add_choices(k, n, p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_network_heading), &s);
    if (e) return e;
    p->n = n;
    p->address = address(k, "");
    add_fields(k, n, place, bad, p);
    html_network_form(&k->out, &s, p);
    return OK;
}

enum err page_network_form(struct ask *k)
{
    struct network n;
    enum err e = network_get(k->db, k->in_network, k->mem, &n);
    return e ? e : show(k, &n, place_full_name(k->mem, n.place_code), 0, &(struct network_form){0});
}

static void read_form(struct ask *k, struct network *n, uint32_t *bad)
{
    enum agency_type t = AGENCY_OTHER;
    struct agency g = {0};
    struct places found;
    struct str place = form_text(k, "wilayah");
    n->name = form_text(k, "nama");
    n->purpose = form_text(k, "tujuan");
    n->rules = form_text(k, "aturan");
    n->contact = form_text(k, "koordinator");
    n->contact_phone = form_text(k, "telepon");
    n->contact_email = form_text(k, "email");
    n->commercial = form_has(k, "komersial");
    n->admits = form_has(k, "terbuka");
    n->parent = form_number(k, "induk", 0);
    n->edition = form_number(k, "edisi", 0);
    n->kinds = 0;
    for (size_t i = 0; i < k->form.n; i++)
        if (str_eq(k->form.item[i].name, STR("jenis")) &&
            agency_type_parse(k->form.item[i].value, &t))
            n->kinds |= 1u << t;
    if (!jurisdiction_parse(form_text(k, "wewenang"), &n->jurisdiction))
        n->jurisdiction = JURISDICTION_UNSTATED;
    if (place.n && !agency_set_place(k->mem, &g, place, &found)) *bad |= 1u << NETWORK_F_PLACE;
    n->place_code = g.place_code;
}

enum err page_network_save(struct ask *k)
{
    struct network n;
    struct network_form p = {0};
    uint32_t bad = 0, more = 0;
    enum err e = network_get(k->db, k->in_network, k->mem, &n);
    if (e) return e;
    int64_t edition = n.edition;
    read_form(k, &n, &bad);
    e = bad ? ERR_ARG : network_update(k->db, &k->actor, &n, k->out.now, &more);
    bad |= more;
    if (!e) return page_done(k, address(k, "/profil"), "profil");
    if (e == ERR_DENIED && n.edition == edition) { /* may not stand there */
        bad |= 1u << NETWORK_F_PARENT;
        e = ERR_ARG;
    }
    if (e != ERR_ARG && e != ERR_CONFLICT) return e;
    k->rs->status = e == ERR_CONFLICT ? 409 : 422;
    p.wrong = ask_text(k, MSG_form_wrong);
    if (e == ERR_CONFLICT) p.theirs = address(k, "/profil");
    return show(k, &n, form_text(k, "wilayah"), bad, &p);
}

enum err page_network_add(struct ask *k)
{
    struct network n, fresh = {.name = form_text(k, "nama"), .parent = k->in_network};
    struct network_form p = {0};
    int64_t id = 0;
    enum err e = network_add(k->db, &k->actor, &fresh, k->out.now, &id);
    if (!e) return page_done(k, arena_printf(k->mem, "/jejaring/%lld/profil", (long long)id), NULL);
    if (e != ERR_ARG) return e;
    e = network_get(k->db, k->in_network, k->mem, &n);
    if (e) return e;
    k->rs->status = 422;
    p.wrong = ask_text(k, MSG_network_bad_inner);
    return show(k, &n, place_full_name(k->mem, n.place_code), 0, &p);
}
