/* page_live_setting.c -- a library says where its system can be asked, and tries it. */
#include "base/checked.h"
#include "catalog/entry.h"
#include "html.h"
#include "web/internal.h"
#include "web/live.h"
#include "work/gather_job.h"

enum { TRY_US = 6000000, TRIED_RECORDS = 200 };

static void add_form(struct ask *k, struct live_setting_page *p)
{
    for (enum live_kind i = 0; i < LIVE_KINDS; i++)
        p->kinds[i] =
            (struct choice_view){str_of(live_kind_name(i)),
                                 named_text(k, "livekind", live_kind_name(i)), p->s.kind == i};
    p->url = (struct field_view){.name = "alamat",
                                 .type = "url",
                                 .label = MSG_live_url,
                                 .value = p->s.url,
                                 .hint = ask_text(k, MSG_live_url_hint),
                                 .wrong = p->wrong,
                                 .required = true,
                                 .max = LIVE_URL_MAX};
    p->pattern = (struct field_view){.name = "pola",
                                     .label = MSG_live_pattern,
                                     .value = p->s.pattern.n ? p->s.pattern : STR("{number}"),
                                     .hint = ask_text(k, MSG_live_pattern_hint),
                                     .required = true,
                                     .max = LIVE_PATTERN_MAX};
}

static enum err show(struct ask *k, struct live_setting_page *p)
{
    struct staff_frame s;
    p->address = staff_address(k, "/ketersediaan");
    p->may = actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id) == OK;
    enum err e = staff_frame(k, ask_text(k, MSG_live_setting), &s);
    if (e) return e;
    add_form(k, p);
    html_live_setting(&k->out, &s, p);
    return OK;
}

enum err page_live_setting(struct ask *k)
{
    struct live_setting_page p = {.known = false};
    enum err e = live_get(k->db, k->agency.id, k->mem, &p.s);
    p.known = p.s.agency != 0;
    return e ? e : show(k, &p);
}

/* ---- trying ---- */

static struct str outcome_words(struct ask *k, const struct live_answer *a)
{
    if (a->outcome == LIVE_ANSWERED && a->copies.known) {
        struct str arg[] = {arena_printf(k->mem, "%d", a->copies.available),
                            arena_printf(k->mem, "%d", a->copies.copies)};
        return msg_text(k->mem, k->out.lang, MSG_live_tried_fine, arg, COUNT(arg));
    }
    if (a->outcome == LIVE_ANSWERED) return ask_text(k, MSG_live_tried_unknown);
    if (a->outcome == LIVE_LATER) return ask_text(k, MSG_live_later);
    if (a->outcome == LIVE_ASKING || !a->trouble) return named_text(k, "fetch", "slow");
    return str_eq(str_of(a->trouble), STR("answer")) ? ask_text(k, MSG_live_tried_answer)
                                                     : named_text(k, "fetch", a->trouble);
}

/* With the newest record that has what the pattern needs. */
static enum err try_out(struct ask *k, struct live_setting_page *p)
{
    struct entry_views list;
    struct live_question q = {.agency = k->agency.id,
                              .read = p->s.kind == LIVE_DAIA ? daia_read : ilsdi_read};
    struct live_answer answer;
    enum err e = entry_list(k->db, &k->actor, k->agency.id, 0, TRIED_RECORDS, k->mem, &list);
    for (size_t i = 0; !e && i < list.n && !p->tried_id.n; i++)
        p->tried_id = live_document(&p->s, &list.item[i].entry.bib, k->mem);
    if (!e) e = gather_may_reach(k->db, p->s.url, &q.private_ok);
    if (e) return e;
    if (!p->tried_id.n) {
        p->tried = ask_text(k, MSG_live_tried_nothing);
        return OK;
    }
    q.url = live_address(&p->s, p->tried_id, k->mem);
    live_ask(k->web->live, &q, 1, k->config->env->monotonic(k->config->env) + TRY_US, &answer);
    p->tried = outcome_words(k, &answer);
    return OK;
}

enum err page_live_setting_post(struct ask *k)
{
    struct live_setting_page p = {.known = true};
    struct str what = form_text(k, "apa");
    enum err e = live_get(k->db, k->agency.id, k->mem, &p.s);
    if (e) return e;
    if (str_eq(what, STR("hapus"))) {
        e = live_remove(k->db, &k->actor, k->agency.id, k->out.now);
        return e ? e : page_done(k, staff_address(k, "/ketersediaan"), "sambungan-hapus");
    }
    if (str_eq(what, STR("coba"))) {
        if (!p.s.agency) return ERR_NOT_FOUND;
        e = actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id);
        if (!e) e = try_out(k, &p);
        return e ? e : show(k, &p);
    }
    p.s.open = !str_eq(what, STR("mati"));
    if (!p.s.open && !p.s.agency) return ERR_NOT_FOUND;
    if (p.s.open) { /* with what the form says; switched off it stays as it is */
        p.s.agency = k->agency.id;
        p.s.url = form_text(k, "alamat");
        p.s.pattern = form_text(k, "pola");
        if (!live_kind_parse(form_text(k, "jenis"), &p.s.kind)) return ERR_ARG;
    }
    e = live_set(k->db, &k->actor, &p.s, k->out.now);
    if (!e)
        return page_done(k, staff_address(k, "/ketersediaan"),
                         p.s.open ? "sambungan-hidup" : "sambungan-mati");
    if (e != ERR_ARG) return e;
    k->rs->status = 422;
    p.wrong = ask_text(k, MSG_live_wrong);
    return show(k, &p);
}
