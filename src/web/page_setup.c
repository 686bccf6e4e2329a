/* page_setup.c -- first start: the network, then its coordinator. The third screen, contents, is a
 * staff page already: from the second on somebody is signed in, and the link is dead. */
#include "web/setup.h"

#include "html.h"
#include "network/password.h"
#include "network/setting.h"
#include "network/setup.h"
#include "web/signin.h"
#include "web/visitor.h"

static struct setup_page page_of(struct ask *k, int step)
{
    return (struct setup_page){
        .token_path = arena_printf(k->mem, "/awal/%.*s", STR_ARG(k->segment)), .step = step};
}

/* ---- the network ---- */

static void add_zones(struct ask *k, struct setup_page *p, struct str chosen)
{
    static const enum msg words[] = {MSG_zone_wib, MSG_zone_wita, MSG_zone_wit};
    for (int i = 0; i < 3; i++) {
        struct str name = str_of(zone_name((enum zone)i));
        p->zones[i] = (struct choice_view){name, ask_text(k, words[i]), str_eq(name, chosen)};
    }
}

static void add_langs(struct ask *k, struct setup_page *p, struct str chosen)
{
    static const enum msg words[] = {MSG_lang_id, MSG_lang_en};
    for (int i = 0; i < 2; i++) {
        struct str code = str_of(lang_code((enum lang)i));
        p->langs[i] = (struct choice_view){code, ask_text(k, words[i]), str_eq(code, chosen)};
    }
}

static enum err show_network(struct ask *k, struct str name, struct str zone, struct str lang,
                             bool wrong)
{
    struct setup_page p = page_of(k, 1);
    p.name = (struct field_view){.name = "nama",
                                 .label = MSG_setup_network_name,
                                 .value = name,
                                 .hint = ask_text(k, MSG_setup_network_hint),
                                 .wrong = wrong_if(k, wrong, MSG_setup_network_wrong),
                                 .required = true};
    p.wrong = p.name.wrong;
    p.wrong_field = "nama";
    add_zones(k, &p, zone);
    add_langs(k, &p, lang);
    struct around f = around_form(k, ask_text(k, MSG_setup_heading));
    f.icons |= ICON(WARN);
    html_setup(&k->out, &f, &p);
    return OK;
}

enum err page_setup(struct ask *k)
{
    struct str zone, lang;
    enum err e = setup_check(k->db, k->segment);
    if (!e) e = setting_get(k->db, "zone", k->mem, &zone);
    if (!e) e = setting_get(k->db, "lang", k->mem, &lang);
    if (e) return e;
    if (!lang.n) lang = str_of(lang_code(k->out.lang));
    return show_network(k, k->network.sample ? STR("") : k->network.name, zone, lang, false);
}

enum err page_setup_network(struct ask *k)
{
    struct setup_network n = {form_text(k, "nama"), form_text(k, "zona"), form_text(k, "bahasa")};
    enum zone zone;
    enum lang lang;
    if (!zone_parse(n.zone, &zone) || !lang_parse(n.lang, &lang)) return ERR_ARG;
    enum err e = setup_name(k->db, k->segment, &n, k->out.now);
    if (e == ERR_ARG) {
        k->rs->status = 422;
        return show_network(k, n.name, n.zone, n.lang, true);
    }
    if (e) return e;
    return page_done(k, arena_printf(k->mem, "/awal/%.*s/pengelola", STR_ARG(k->segment)), NULL);
}

/* ---- the coordinator ---- */

struct trying {
    struct str name, login;
    bool name_wrong, login_wrong;
    enum password_fault fault;
};

static enum err show_person(struct ask *k, const struct trying *t)
{
    struct setup_page p = page_of(k, 2);
    p.name = (struct field_view){.name = "nama",
                                 .label = MSG_person_name,
                                 .value = t->name,
                                 .wrong = wrong_if(k, t->name_wrong, MSG_person_name_wrong),
                                 .autocomplete = "name",
                                 .required = true,
                                 .max = PERSON_NAME_MAX};
    p.login = (struct field_view){.name = "akun",
                                  .label = MSG_person_login,
                                  .value = t->login,
                                  .hint = ask_text(k, MSG_person_login_hint),
                                  .wrong = wrong_if(k, t->login_wrong, MSG_person_login_wrong),
                                  .autocomplete = "username",
                                  .required = true};
    p.password = (struct field_view){
        .name = "sandi",
        .type = "password",
        .label = MSG_password_new,
        .hint = ask_text(k, MSG_password_hint),
        .wrong = t->fault ? named_text(k, "password", password_fault_name(t->fault)) : STR(""),
        .autocomplete = "new-password",
        .required = true};
    if (t->name_wrong || t->login_wrong || t->fault) {
        p.wrong = ask_text(k, MSG_form_wrong);
        p.wrong_field = t->name_wrong ? "nama" : t->login_wrong ? "akun" : "sandi";
    }
    struct around f = around_form(k, ask_text(k, MSG_setup_heading));
    f.icons |= ICON(WARN);
    html_setup(&k->out, &f, &p);
    return OK;
}

enum err page_setup_person(struct ask *k)
{
    enum err e = setup_check(k->db, k->segment);
    return e ? e : show_person(k, &(struct trying){0});
}

static enum err create(struct ask *k, const struct trying *t, int64_t *ret_person)
{
    struct person p = {.name = t->name, .login = t->login};
    enum err e = signin_store(k, form_text(k, "sandi"), &p.password);
    return e ? e : setup_coordinator(k->db, k->segment, &p, k->out.now, ret_person);
}

enum err page_setup_coordinator(struct ask *k)
{
    struct trying t = {.name = form_text(k, "nama"), .login = form_text(k, "akun")};
    struct str normal;
    int64_t person = 0;
    enum err e = setup_check(k->db, k->segment);
    if (e) return e;
    t.name_wrong = t.name.n == 0;
    t.login_wrong = login_normal(t.login, k->mem, &normal) != OK;
    t.fault = password_judge(form_text(k, "sandi"), t.name, t.login);
    if (t.name_wrong || t.login_wrong || t.fault) {
        k->rs->status = 422;
        return show_person(k, &t);
    }
    e = create(k, &t, &person);
    if (!e) e = visitor_enter(k, person, false);
    return e ? e : page_done(k, STR("/mulai"), NULL);
}
