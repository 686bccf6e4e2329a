/* page_profile.c -- staff: the profile of a library, its photo, its conditions. */
#include "base/checked.h"
#include "html.h"
#include "network/photo.h"
#include "web/profile.h"

/* ---- profile ---- */

static enum err show_page(struct ask *k, const struct profile_typed *t, struct profile_page p)
{
    struct staff_frame s;
    p.g = &k->agency;
    enum err e = staff_frame(k, ask_text(k, MSG_profile_heading), &s);
    if (e) return e;
    profile_fields(k, t, &p.form);
    p.form.name.required = true;
    html_profile(&k->out, &s, &p);
    return OK;
}

static enum err show(struct ask *k, const struct profile_typed *t, struct str wrong,
                     const char *field)
{
    return show_page(k, t, (struct profile_page){.wrong = wrong, .wrong_field = field});
}

enum err page_profile(struct ask *k)
{
    struct profile_typed t;
    profile_stored(k, &k->agency, &t);
    return show(k, &t, STR(""), NULL);
}

/* The name of the form's field where the first fault is. */
static const char *first_wrong(uint32_t bad)
{
    static const char *const names[AGENCY_FIELDS] = {
        [AGENCY_F_NAME] = "nama",
        [AGENCY_F_TYPE] = "jenis",
        [AGENCY_F_NPP] = "npp",
        [AGENCY_F_NPSN] = "npsn",
        [AGENCY_F_ISIL] = "isil",
        [AGENCY_F_PLACE] = "wilayah",
        [AGENCY_F_ADDRESS] = "alamat",
        [AGENCY_F_POINT] = "titik",
        [AGENCY_F_WEEK] = "hari1",
        [AGENCY_F_HOURS] = "catatan",
        [AGENCY_F_PHONE] = "telepon",
        [AGENCY_F_WHATSAPP] = "wa",
        [AGENCY_F_EMAIL] = "email",
        [AGENCY_F_WEBSITE] = "situs",
        [AGENCY_F_CONTACT] = "narahubung",
        [AGENCY_F_SERVICES] = "layanan",
        [AGENCY_F_ABOUT] = "tentang",
        [AGENCY_F_STRENGTHS] = "unggul",
        [AGENCY_F_LACKS] = "kurang",
        [AGENCY_F_BENEFITS] = "manfaat",
    };
    for (int f = 0; f < AGENCY_FIELDS; f++)
        if (bad >> f & 1) return names[f];
    return NULL;
}

enum err page_profile_save(struct ask *k)
{
    struct profile_typed t;
    uint32_t bad = 0;
    profile_read(k, &k->agency, &t);
    struct agency checked = t.agency;
    t.bad |= agency_check(k->mem, &checked);
    enum err e = t.bad ? ERR_ARG : agency_update(k->db, &k->actor, &t.agency, k->out.now, &bad);
    t.bad |= bad;
    if (!e) return page_done(k, staff_address(k, "/profil"), "profil");
    if (e != ERR_ARG && e != ERR_CONFLICT) return e;
    k->rs->status = e == ERR_CONFLICT ? 409 : 422;
    if (e == ERR_CONFLICT)
        return show_page(k, &t, (struct profile_page){.theirs = staff_address(k, "/profil")});
    return show(k, &t, ask_text(k, MSG_form_wrong), first_wrong(t.bad));
}

enum err page_profile_photo(struct ask *k)
{
    struct profile_typed t;
    struct str bytes = form_file(k, "foto");
    enum err e = form_has(k, "hapus")
                     ? photo_remove(k->db, &k->actor, k->agency.id, k->out.now)
                     : photo_set(k->db, &k->actor, k->agency.id, bytes, k->out.now);
    if (!e) return page_done(k, staff_address(k, "/profil"), "foto");
    if (e != ERR_FORMAT && e != ERR_LIMIT) return e;
    profile_stored(k, &k->agency, &t);
    k->rs->status = 422;
    return show(k, &t,
                ask_text(k, e == ERR_LIMIT ? MSG_profile_photo_large : MSG_profile_photo_wrong),
                "foto");
}

/* ---- conditions ---- */

static struct str about(struct ask *k, const char *name, const char *what)
{
    return named_text(k, "condition", arena_cstr(k->mem, arena_printf(k->mem, "%s%s", name, what)));
}

static enum err show_conditions(struct ask *k, const struct eligibility *all, uint32_t bad)
{
    struct conditions_page p = {.n_to_join = all->n_to_join, .n_ready = all->n_ready};
    struct staff_frame s;
    enum err e = eligibility_decisions(k->db, k->agency.id, k->mem, &p.decisions);
    if (!e) e = staff_frame(k, ask_text(k, MSG_conditions_heading), &s);
    if (e) return e;
    for (enum condition c = 0; c < CONDITIONS; c++) {
        const char *name = condition_name(c);
        p.item[c] = (struct condition_view){
            .name = name,
            .words = about(k, name, ""),
            .advice = about(k, name, "-advice"),
            .evidence = all->statement[c].evidence,
            .wrong = wrong_if(k, bad >> c & 1, MSG_conditions_evidence_wrong),
            .stated = all->statement[c].stated,
            .met = all->statement[c].met,
        };
    }
    p.may_change = !actor_may_agency(k->db, &k->actor, PERM_MANAGE, k->agency.id);
    p.wrong = wrong_if(k, bad != 0, MSG_form_wrong);
    p.address = staff_address(k, "/syarat");
    html_conditions(&k->out, &s, &p);
    return OK;
}

enum err page_conditions(struct ask *k)
{
    struct eligibility all;
    enum err e = eligibility_get(k->db, k->agency.id, k->mem, &all);
    return e ? e : show_conditions(k, &all, 0);
}

/* "jawab-NAME" is "ya", "tidak" or nothing; "bukti-NAME" the evidence. */
static struct statement answer_of(struct ask *k, enum condition c)
{
    const char *name = condition_name(c);
    struct str yes = form_text(k, arena_cstr(k->mem, arena_printf(k->mem, "jawab-%s", name)));
    struct str evidence = form_text(k, arena_cstr(k->mem, arena_printf(k->mem, "bukti-%s", name)));
    return (struct statement){yes.n > 0, str_eq(yes, STR("ya")), evidence, 0};
}

enum err page_conditions_save(struct ask *k)
{
    struct eligibility old, typed = {0};
    uint32_t bad = 0;
    enum err e = eligibility_get(k->db, k->agency.id, k->mem, &old);
    for (enum condition c = 0; !e && c < CONDITIONS; c++) {
        const struct statement *was = &old.statement[c], now = answer_of(k, c);
        typed.statement[c] = now;
        bool same =
            was->stated == now.stated && was->met == now.met && str_eq(was->evidence, now.evidence);
        if (same || !now.stated) continue;
        e = eligibility_state(k->db, &k->actor, k->agency.id, c, now.met, now.evidence, k->out.now);
        if (e == ERR_ARG) {
            bad |= 1u << c;
            e = OK;
        }
    }
    if (e) return e;
    if (!bad) return page_done(k, staff_address(k, "/syarat"), "syarat");
    k->rs->status = 422;
    return show_conditions(k, &typed, bad);
}
