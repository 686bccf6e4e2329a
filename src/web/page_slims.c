/* page_slims.c -- a library connects its SLiMS: what to paste where, what arrived, what did not. */
#include "base/checked.h"
#include "html.h"
#include "web/push.h"

enum { ARRIVALS_SHOWN = 20, REFUSALS_SHOWN = 50, RANGES_SHOWN = 30, RANGES_BYTES = 4 << 10 };

static enum err add_arrivals(struct ask *k, struct push_page *p)
{
    struct push_arrivals list;
    enum err e = push_arrivals(k->db, &k->actor, k->agency.id, ARRIVALS_SHOWN, k->mem, &list);
    if (e) return e;
    p->row = arena_array(k->mem, struct push_row, list.n);
    for (; p->n_rows < list.n; p->n_rows++) {
        const struct push_arrival *a = &list.item[p->n_rows];
        p->row[p->n_rows].a = a;
        if (a->load)
            p->row[p->n_rows].address = arena_printf(
                k->mem, "%.*s/muatan/%lld", STR_ARG(staff_address(k, "")), (long long)a->load);
    }
    return OK;
}

static enum err add_refusals(struct ask *k, struct push_page *p)
{
    struct push_refusals list;
    enum err e = push_refusals(k->db, &k->actor, k->agency.id, REFUSALS_SHOWN, k->mem, &list);
    if (e) return e;
    p->refused = arena_array(k->mem, struct push_refused, list.n);
    p->all_refused = list.all;
    for (; p->n_refused < list.n; p->n_refused++) {
        const struct push_refusal *r = &list.item[p->n_refused];
        p->refused[p->n_refused] = (struct push_refused){
            r->number ? arena_printf(k->mem, "%lld", (long long)r->number) : STR("–"),
            named_text(k, "refusal", arena_cstr(k->mem, r->reason)), r->at};
    }
    return OK;
}

/* "1–2, 5, 7–9" */
static enum err add_gaps(struct ask *k, struct push_page *p)
{
    struct buf CLEANUP(buf_release) b = BUF(RANGES_BYTES);
    enum err e = push_gaps(k->db, &k->actor, k->agency.id, k->mem, &p->gaps);
    if (e) return e;
    for (size_t i = 0; i < p->gaps.n && i < RANGES_SHOWN; i++) {
        const struct push_gap *g = &p->gaps.item[i];
        buf_printf(&b, "%s%lld", i ? ", " : "", (long long)g->first);
        if (g->last > g->first) buf_printf(&b, "–%lld", (long long)g->last);
    }
    p->ranges = arena_copy(k->mem, buf_str(&b));
    p->more_ranges = p->gaps.n > RANGES_SHOWN;
    return OK;
}

static enum err show(struct ask *k, struct str password)
{
    struct staff_frame s;
    struct push_page p = {.address = staff_address(k, "/slims"),
                          .base = base_of(k),
                          .id = k->agency.slug,
                          .name = k->network.name,
                          .password = password};
    p.may = actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id) == OK;
    enum err e = push_get(k->db, &k->actor, k->agency.id, &p.node);
    if (!e) e = add_arrivals(k, &p);
    if (!e) e = add_refusals(k, &p);
    if (!e) e = add_gaps(k, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_slims_heading), &s);
    if (e) return e;
    html_slims(&k->out, &s, &p);
    return OK;
}

enum err page_slims(struct ask *k)
{
    return show(k, (struct str){0});
}

/* The password is on the answer to the button only; loading that page again makes no other. */
static enum err show_new(struct ask *k)
{
    struct str password;
    int64_t made = form_number(k, "dibuat", 0);
    enum err e =
        push_renew(k->db, &k->actor, k->agency.id, made, k->config->env, k->mem, &password);
    if (e == ERR_CONFLICT) return page_done(k, staff_address(k, "/slims"), "slims-sudah");
    return e ? e : show(k, password);
}

enum err page_slims_post(struct ask *k)
{
    struct str what = form_text(k, "apa");
    bool open = str_eq(what, STR("buka"));
    if (str_eq(what, STR("sandi"))) return show_new(k);
    if (!open && !str_eq(what, STR("tutup"))) return ERR_ARG;
    enum err e = push_switch(k->db, &k->actor, k->agency.id, open, k->out.now);
    return e ? e : page_done(k, staff_address(k, "/slims"), open ? "slims-hidup" : "slims-mati");
}
