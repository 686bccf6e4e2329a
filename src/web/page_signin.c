/* page_signin.c -- signing in and out, and setting a password with a code. */
#include "web/page_signin.h"

#include "html.h"
#include "network/password.h"
#include "web/signin.h"
#include "web/visitor.h"
#include "work/reset_job.h"

/* Only an address of this site, so that nobody is led away after signing in. */
static struct str way_back(struct str to)
{
    bool local = to.n && to.p[0] == '/' && !(to.n > 1 && (to.p[1] == '/' || to.p[1] == '\\'));
    return local ? to : STR("/staf");
}

/* ---- signing in ---- */

static enum err show_signin(struct ask *k, struct str login, struct str back, struct str wrong)
{
    struct signin_page p = {.back = back, .wrong = wrong, .wait = k->rs->status == 429};
    p.login = (struct field_view){.name = "akun",
                                  .label = MSG_person_login,
                                  .value = login,
                                  .autocomplete = "username",
                                  .required = true};
    p.password = (struct field_view){.name = "sandi",
                                     .type = "password",
                                     .label = MSG_password_word,
                                     .autocomplete = "current-password",
                                     .required = true};
    p.flash = flash_of(k);
    struct around f = around_form(k, ask_text(k, MSG_signin_heading));
    f.current = "/masuk";
    f.icons |= ICON(WARN) | ICON(CHECK);
    html_signin(&k->out, &f, &p);
    return OK;
}

enum err page_signin(struct ask *k)
{
    struct str back = way_back(http_param(k->rq, "kembali"));
    if (k->session.id) return page_done(k, back, NULL);
    return show_signin(k, STR(""), back, STR(""));
}

enum err page_signin_post(struct ask *k)
{
    struct str login = form_text(k, "akun"), back = way_back(form_text(k, "kembali"));
    enum signin_answer answer = SIGNIN_WRONG;
    struct person p = {0};
    int64_t wait = 0;
    enum err e = signin_try(k, login, form_text(k, "sandi"), &answer, &wait, &p);
    if (e) return e;
    if (answer == SIGNIN_RIGHT) {
        e = visitor_enter(k, p.id, form_has(k, "ingat"));
        return e ? e : page_done(k, back, NULL);
    }
    k->rs->status = 422;
    return show_signin(k, login, back,
                       answer == SIGNIN_SLOW ? signin_slow(k, MSG_signin_slow, wait)
                                             : ask_text(k, MSG_signin_wrong));
}

enum err page_leave(struct ask *k)
{
    enum err e = visitor_leave(k);
    return e ? e : page_done(k, STR("/masuk"), "keluar");
}

/* ---- a password by a code ---- */

static enum err show_code(struct ask *k, struct str code, struct str wrong,
                          enum password_fault fault)
{
    struct signin_page p = {.wrong = wrong, .flash = flash_of(k), .mail = k->config->mail};
    p.wait = k->rs->status == 429;
    p.login = (struct field_view){.name = "kode",
                                  .label = MSG_code_word,
                                  .value = code,
                                  .hint = ask_text(k, MSG_code_hint),
                                  .wrong = wrong,
                                  .autocomplete = "one-time-code",
                                  .required = true,
                                  .max = 40};
    p.password = (struct field_view){
        .name = "sandi",
        .type = "password",
        .label = MSG_password_new,
        .hint = ask_text(k, MSG_password_hint),
        .wrong = fault ? named_text(k, "password", password_fault_name(fault)) : STR(""),
        .autocomplete = "new-password",
        .required = true};
    struct around f = around_form(k, ask_text(k, MSG_code_heading));
    f.icons |= ICON(WARN);
    html_code(&k->out, &f, &p);
    return OK;
}

enum err page_code(struct ask *k)
{
    return show_code(k, http_param(k->rq, "kode"), STR(""), PASSWORD_GOOD);
}

static enum err set_password(struct ask *k, int64_t person)
{
    struct str stored;
    enum err e = signin_store(k, form_text(k, "sandi"), &stored);
    if (!e) e = person_set_password(k->db, person, stored, k->out.now);
    if (!e) e = visitor_enter(k, person, false);
    return e ? e : page_done(k, STR("/staf"), "sandi");
}

enum err page_code_post(struct ask *k)
{
    struct str code = form_text(k, "kode");
    enum signin_answer answer = SIGNIN_WRONG;
    enum password_fault fault = PASSWORD_GOOD;
    struct person p;
    int64_t wait = 0, person = 0;
    enum err e = signin_try_code(k, code, &answer, &wait, &person);
    if (!e && answer == SIGNIN_RIGHT) {
        e = person_get(k->db, person, k->mem, &p);
        if (!e) fault = password_judge(form_text(k, "sandi"), p.name, p.login);
        if (!e && !fault) return set_password(k, person);
    }
    if (e) return e;
    k->rs->status = 422;
    struct str wrong = answer == SIGNIN_SLOW    ? signin_slow(k, MSG_signin_slow, wait)
                       : answer == SIGNIN_WRONG ? ask_text(k, MSG_code_wrong)
                                                : STR("");
    return show_code(k, code, wrong, fault);
}

/* ---- a code by e-mail ---- */

/* Where readers and mails find this site. */
static struct str site_of(struct ask *k)
{
    if (k->config->base_url.n) return k->config->base_url;
    return arena_printf(k->mem, "http://%.*s", STR_ARG(k->rq->host));
}

/* The answer is the same whether there is such an account or not. */
enum err page_code_send(struct ask *k)
{
    struct str login = form_text(k, "akun"), site = site_of(k);
    struct str arg[] = {k->network.name,
                        arena_printf(k->mem, "%.*s/sandi?kode=CODE", STR_ARG(site))};
    struct reset_words words = {msg_text(k->mem, k->out.lang, MSG_mail_subject, arg, 1),
                                msg_text(k->mem, k->out.lang, MSG_mail_text, arg, 2)};
    int64_t wait = 0;
    if (!k->config->mail) return ERR_NOT_FOUND;
    signin_ask_code(k, login, &wait);
    if (wait) return show_code(k, STR(""), signin_slow(k, MSG_signin_slow, wait), PASSWORD_GOOD);
    enum err e = reset_ask(k->db, login, &words, k->out.now);
    return e ? e : page_done(k, STR("/sandi"), "kode");
}
