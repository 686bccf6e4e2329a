/* page_manage.c -- coordinators: who asks to come in, who belongs, whom to invite. */
#include "base/checked.h"
#include "html.h"
#include "web/coordinate.h"
#include "web/qr.h"

enum { INVITATION_USES = 1, INVITATION_DAYS = 30 };
static const int64_t day_us = INT64_C(86400000000);

static struct str address(const struct ask *k, const char *rest)
{
    return arena_printf(k->mem, "/jejaring/%lld%s", (long long)k->in_network, rest);
}

/* ---- what the page shows ---- */

static enum err add_applications(struct ask *k, struct manage_page *p)
{
    struct applications all;
    enum err e = application_list(k->db, &k->actor, k->in_network, k->mem, &all);
    if (e) return e;
    p->waiting = arena_array(k->mem, struct application_view, all.n);
    for (size_t i = 0; !e && i < all.n; i++) {
        struct application_view *v = &p->waiting[p->n_waiting];
        struct eligibility fit;
        if (all.item[i].state != APPLICATION_WAITING) continue;
        v->p = &all.item[i];
        e = agency_get(k->db, v->p->agency, k->mem, &v->g);
        if (!e) e = eligibility_get(k->db, v->p->agency, k->mem, &fit);
        if (e) return e;
        v->type = named_text(k, "agency", agency_type_name(v->g.type));
        v->place = agency_place(k->mem, &v->g);
        v->n_to_join = fit.n_to_join;
        p->n_waiting++;
    }
    return e;
}

static enum err add_members(struct ask *k, struct manage_page *p)
{
    struct memberships all;
    enum err e = membership_of_network(k->db, k->in_network, k->mem, &all);
    for (size_t i = 0; !e && i < all.n; i++)
        if (!all.item[i].until) VEC_PUSH(k->mem, &p->members, all.item[i]);
    return e;
}

static enum err add_invitations(struct ask *k, struct manage_page *p)
{
    enum err e =
        invitation_list(k->db, &k->actor, k->in_network, k->out.now, k->mem, &p->invitations);
    if (e) return e;
    p->states = arena_array(k->mem, struct str, p->invitations.n);
    for (size_t i = 0; i < p->invitations.n; i++)
        p->states[i] =
            named_text(k, "invitation", invitation_state_name(p->invitations.item[i].state));
    return OK;
}

/* The fields of a new invitation, with what was typed. */
static void add_form(struct ask *k, struct manage_page *p)
{
    bool typed = k->form.n > 0;
    struct str type = form_text(k, "jenis"), uses = form_text(k, "kali"),
               days = form_text(k, "hari");
    p->name = (struct field_view){
        .name = "nama", .label = MSG_invite_name, .value = form_text(k, "nama")};
    p->npsn = (struct field_view){
        .name = "npsn", .label = MSG_profile_npsn, .value = form_text(k, "npsn"), .max = 8};
    p->place = (struct field_view){.name = "wilayah",
                                   .label = MSG_profile_place,
                                   .value = form_text(k, "wilayah"),
                                   .hint = ask_text(k, MSG_profile_place_hint)};
    p->uses = (struct field_view){.name = "kali",
                                  .label = MSG_invite_uses,
                                  .value = typed && uses.n ? uses : STR("1"),
                                  .inputmode = "numeric",
                                  .max = 4};
    p->days = (struct field_view){.name = "hari",
                                  .label = MSG_invite_days,
                                  .value = typed && days.n ? days : STR("30"),
                                  .inputmode = "numeric",
                                  .max = 3};
    p->types[0] = (struct choice_view){STR(""), ask_text(k, MSG_invite_any_type), !type.n};
    for (int t = 0; t < AGENCY_TYPES; t++) {
        struct str name = str_of(agency_type_name((enum agency_type)t));
        p->types[t + 1] = (struct choice_view){
            name, named_text(k, "agency", agency_type_name((enum agency_type)t)),
            str_eq(type, name)};
    }
}

static enum err show(struct ask *k, struct manage_page *p)
{
    struct staff_frame s;
    struct network n;
    enum err e = network_get(k->db, k->in_network, k->mem, &n);
    if (!e) e = add_applications(k, p);
    if (!e) e = add_members(k, p);
    if (!e) e = add_invitations(k, p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_manage_heading), &s);
    if (e) return e;
    p->n = &n;
    p->address = address(k, "");
    add_form(k, p);
    html_manage(&k->out, &s, p);
    return OK;
}

enum err page_manage(struct ask *k)
{
    return show(k, &(struct manage_page){0});
}

/* ---- inviting ---- */

static struct str whole(const struct ask *k, struct str path)
{
    if (k->config->base_url.n)
        return arena_printf(k->mem, "%.*s%.*s", STR_ARG(k->config->base_url), STR_ARG(path));
    return arena_printf(k->mem, "http://%.*s%.*s", STR_ARG(k->rq->host), STR_ARG(path));
}

static struct invitation_view view_of(struct ask *k, const struct invitation_made *made,
                                      struct str network)
{
    struct buf CLEANUP(buf_release) share = BUF(8 << 10);
    struct invitation_view v = {
        .link = whole(k, arena_printf(k->mem, "/undangan/%.*s", STR_ARG(made->secret))),
        .code = made->code};
    struct qr q;
    struct str arg[] = {network, v.link, v.code};
    buf_add(&share, STR("https://wa.me/?text="));
    http_encode(&share, msg_text(k->mem, k->out.lang, MSG_invite_share, arg, COUNT(arg)));
    v.share = arena_copy(k->mem, buf_str(&share));
    if (qr_make(k->mem, v.link, &q)) {
        int side = q.width + 2 * QR_QUIET;
        v.qr_box = arena_printf(k->mem, "0 0 %d %d", side, side);
        v.qr_path = qr_path(k->mem, &q);
    }
    return v;
}

/* What was typed as an invitation; the name of the wrong field, or NULL. */
static const char *read_order(struct ask *k, struct invitation *o)
{
    int64_t days = form_number(k, "hari", INVITATION_DAYS);
    struct agency g = {0};
    struct places found;
    struct str place = form_text(k, "wilayah");
    if (days < 1 || days > INVITATION_DAYS_MAX) return "hari";
    if (place.n && !agency_set_place(k->mem, &g, place, &found)) return "wilayah";
    *o = (struct invitation){.network = k->in_network,
                             .name = form_text(k, "nama"),
                             .npsn = form_text(k, "npsn"),
                             .type = form_text(k, "jenis"),
                             .place_code = g.place_code,
                             .uses_left = form_number(k, "kali", INVITATION_USES),
                             .expires = k->out.now + days * day_us};
    return NULL;
}

enum err page_invite(struct ask *k)
{
    struct manage_page p = {0};
    struct invitation o;
    struct invitation_made made;
    struct network n;
    p.wrong_field = read_order(k, &o);
    enum err e = p.wrong_field
                     ? ERR_ARG
                     : invitation_make(k->db, &k->actor, &o, k->config->env, k->mem, &made);
    if (e == ERR_ARG) {
        k->rs->status = 422;
        p.wrong = ask_text(k, MSG_invite_wrong);
        return show(k, &p);
    }
    if (!e) e = network_get(k->db, k->in_network, k->mem, &n);
    if (e) return e;
    p.made = view_of(k, &made, n.name);
    return show(k, &p);
}

enum err page_invite_revoke(struct ask *k)
{
    enum err e = invitation_revoke(k->db, &k->actor, form_number(k, "undangan", 0), k->out.now);
    return e ? e : page_done(k, address(k, "/kelola"), "dicabut");
}

/* ---- answering ---- */

enum err page_answer(struct ask *k)
{
    bool yes = form_has(k, "terima");
    int64_t id = form_number(k, "permohonan", 0);
    enum err e = application_decide(k->db, &k->actor, id, yes, form_text(k, "alasan"), k->out.now);
    if (!e) return page_done(k, address(k, "/kelola"), yes ? "diterima" : "ditolak");
    if (e == ERR_CONFLICT) return page_done(k, address(k, "/kelola"), "sudah");
    if (e != ERR_ARG) return e;
    k->rs->status = 422;
    return show(k, &(struct manage_page){.wrong = ask_text(k, MSG_manage_reason_wrong)});
}

enum err page_member_end(struct ask *k)
{
    enum err e = membership_end(k->db, &k->actor, k->in_network, form_number(k, "anggota", 0),
                                k->out.now, k->out.now);
    if (e == ERR_NOT_FOUND) return page_done(k, address(k, "/kelola"), "sudah");
    return e ? e : page_done(k, address(k, "/kelola"), "berakhir");
}
